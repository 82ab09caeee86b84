package configs

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"gongwen/internal/diag"
	"gongwen/internal/golden"
	"gongwen/internal/unit"
)

func TestStyleOfGB9704(t *testing.T) {
	sheet, problems := NewLibrary(nil).Style("gb9704")
	if sheet == nil {
		t.Fatal(problems)
	}
	// GB/T 9704-2012 5.2.1: the text block is 156 mm by 225 mm.
	p := sheet.Page
	if w, h := p.Width-p.Left-p.Right, p.Height-p.Top-p.Bottom; w != 156*unit.Millimetre || h != 225*unit.Millimetre {
		t.Errorf("the text block is %v by %v", w, h)
	}
	body, ok := sheet.TextStyle("body")
	if !ok || body.Font != "仿宋" || body.Size != 16*unit.Point || body.Align != "justify" || body.IndentChars != 2 || body.Leading != 0 {
		t.Errorf("body: %+v", body)
	}
	if _, ok := sheet.TextStyle("footnote"); ok {
		t.Error("a style for a role that has none")
	}
}

func TestStyleFaultsAreNamedWithPlace(t *testing.T) {
	sheet, err := os.ReadFile("styles/gb9704.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, c := range []struct{ name, old, new string }{
		{"unknown key", "  width: 210mm", "  widht: 210mm"},
		{"length without a unit", "  width: 210mm", "  width: 210"},
		{"length in an unknown unit", "  width: 210mm", "  width: 21 厘米"},
		{"margins that leave nothing", "  left: 28mm ", "  left: 190mm "},
		{"more lines than fit", "  lines: 22", "  lines: 23"},
		{"fewer lines than fit", "  lines: 22", "  lines: 21"},
		{"lines in words", "  lines: 22", "  lines: 二十二"},
		{"page number nowhere", "    place: outside ", "    place: outer "},
		{"page number without a number", `    form: "— {n} —"`, `    form: "—"`},
		{"unknown font role", "body:           {font: 仿宋,", "body:           {font: 仿宋体,"},
		{"unknown alignment", "size: 16pt, align: justify", "size: 16pt, align: both"},
		{"two characters before items", "numbering: [", "bullet: “——”\nnumbering: ["},
		{"leading below the size", "size: 22pt, leading: 36pt", "size: 22pt, leading: 20pt"},
		{"size too large", "size: 22pt, leading: 36pt", "size: 220pt, leading: 36pt"},
		{"colour in words", `color: "808080"`, "color: grey"},
		{"panose too short", `panose: "02010609060101010101"`, `panose: "0201"`},
		{"unknown family", "name: 黑体, alt: SimHei, latin: 黑体, panose: \"02010609060101010101\", family: modern", "name: 黑体, alt: SimHei, latin: 黑体, panose: \"02010609060101010101\", family: gothic"},
		{"role without faces", "faces: [NotoSansSC-Medium, LXGWWenKai-Light, NotoSerifSC-Regular]", "faces: []"},
		{"number form that counts nothing", `numbering: ["一、"`, `numbering: ["、"`},
		{"too many levels", `numbering: ["一、"`, `numbering: ["1)", "一、"`},
		{"no fonts", "fonts:\n", "fonts: []\nnope:\n"},
		{"the same style twice", "  signature:      {", "  body: {"},
		{"id is not the file's name", "style: gb9704\n", "style: gb9705\n"},
	} {
		if strings.Count(string(sheet), c.old) != 1 {
			t.Fatalf("%s: %q does not stand once", c.name, c.old)
		}
		l := libraryOf(map[string]string{"gb9704.yaml": strings.Replace(string(sheet), c.old, c.new, 1)})
		style, problems := l.Style("gb9704")
		if style != nil || !problems.HasErrors() {
			t.Errorf("%s: accepted", c.name)
		}
		fmt.Fprintf(&out, "== %s\n", c.name)
		for _, d := range problems {
			fmt.Fprintf(&out, "%s\n", d.Format(diag.ZH))
			checkDiagnostic(t, c.name, d)
		}
	}
	golden.Check(t, "testdata/style-faults.golden", []byte(out.String()))
}
