package configs

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongwen/internal/diag"
	"gongwen/internal/golden"
	"gongwen/internal/unit"
)

func TestStyleSheetTakesWhatItLeavesOutFromAnother(t *testing.T) {
	l := libraryOf(map[string]string{
		"county.yaml": "style: county\nextends: gb9704\nname: 本县\npage: {mirror: true, number: {form: \"- {n} -\", place: centre}}\n" +
			"styles: {body: {font: 宋体}, heading-2: {run_in: true}}\nsign_off: {seal: 42mm}\nwords: {ends: [堡], whole: [云岭/民族中学]}\n",
		"office.yaml": "style: office\nextends: county\nname: 本办\nstyles: {body: {size: 15pt}}\nnumbering: [\"1.\"]\n",
	})
	base, _ := l.Style("gb9704")
	s, problems := l.Style("office")
	if s == nil {
		t.Fatal(problems)
	}
	body, _ := s.TextStyle("body")
	if body.Font != "宋体" || body.Size != 15*unit.Point || body.Align != "justify" || body.IndentChars != 2 {
		t.Errorf("body: %+v", body)
	}
	if h, _ := s.TextStyle("heading-2"); !h.RunIn || h.Font != "楷体" {
		t.Errorf("heading-2: %+v", h)
	}
	if p := s.Page; !p.Mirror || p.Number.Form != "- {n} -" || p.Number.Place != "centre" || p.Number.Drop != 7*unit.Millimetre || p.Top != base.Page.Top {
		t.Errorf("page: %+v", p)
	}
	if s.ID != "office" || s.Name != "本办" || s.Seal != 42*unit.Millimetre || !slices.Equal(s.Numbering, []string{"1."}) {
		t.Errorf("%s, %s, seal %v, numbering %q", s.ID, s.Name, s.Seal, s.Numbering)
	}
	if !slices.Contains(s.Words.Ends, "堡") || !slices.Contains(s.Words.Ends, "自治县") || !slices.Contains(s.Words.Whole, "云岭/民族中学") || len(s.Words.Whole) != len(base.Words.Whole)+1 {
		t.Error("the words are not added to those of the style sheet below")
	}
	if again, _ := l.Style("gb9704"); again.Page.Mirror || again.Styles[1] != base.Styles[1] {
		t.Error("extending a style sheet changed it")
	}
}

func TestStyleSheetMayExtendTheEmbeddedOneOfItsName(t *testing.T) {
	s, problems := libraryOf(map[string]string{"gb9704.yaml": "style: gb9704\nextends: gb9704\nname: 本县\npage: {pitch: 28pt}\n"}).Style("gb9704")
	if s == nil {
		t.Fatal(problems)
	}
	if s.Name != "本县" || s.Page.Pitch != 28*unit.Point || len(s.Styles) == 0 {
		t.Errorf("%s, pitch %v, %d styles", s.Name, s.Page.Pitch, len(s.Styles))
	}
}

// The folder is then called as the embedded files are.
func TestStyleSheetInAFolderNamedStylesMayExtendTheEmbeddedOneOfItsName(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.Mkdir("styles", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("styles/gb9704.yaml", []byte("style: gb9704\nextends: gb9704\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	l, problems := OpenLibrary("styles")
	if l == nil {
		t.Fatal(problems)
	}
	if style, problems := l.Style("gb9704"); style == nil {
		t.Error(problems)
	}
}

func TestSongInPlaceOfFangsong(t *testing.T) {
	s, problems := NewLibrary(nil).Style("gb9704-song")
	if s == nil {
		t.Fatal(problems)
	}
	for _, style := range s.Styles {
		if style.Font == "仿宋" {
			t.Errorf("%s is set in 仿宋", style.Role)
		}
	}
}

// TestDocumentedHabits: what docs/styles.md says a local habit is written as
// is a style sheet.
func TestDocumentedHabits(t *testing.T) {
	text, err := os.ReadFile("../docs/styles.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(text), "| habit | value |")
	table, _, _ = strings.Cut(table, "\n\n")
	values := regexp.MustCompile("`([a-z_]+: [^`]*)`").FindAllStringSubmatch(table, -1)
	if len(values) < 15 {
		t.Fatalf("only %d values were found", len(values))
	}
	for _, v := range values {
		own := "style: own\nname: 本地\n" + v[1] + "\n"
		if !strings.HasPrefix(v[1], "extends:") {
			own += "extends: gb9704\n"
		}
		if s, problems := libraryOf(map[string]string{"own.yaml": own}).Style("own"); s == nil {
			t.Errorf("%s: %v", v[1], problems)
		}
	}
}

func TestFaultsOfExtendingStyleSheetsAreNamedWithPlace(t *testing.T) {
	own := func(text string) map[string]string {
		return map[string]string{"own.yaml": "style: own\nname: 本地\n" + text}
	}
	chain := map[string]string{}
	for i := range 12 {
		chain[fmt.Sprintf("own%d.yaml", i)] = fmt.Sprintf("style: own%d\nname: 本地\nextends: own%d\n", i, i+1)
	}
	chain["own.yaml"] = "style: own\nname: 本地\nextends: own0\n"
	var out strings.Builder
	for _, c := range []struct {
		name  string
		files map[string]string
	}{
		{"unknown style sheet", own("extends: gb9740\n")},
		{"a list of them", own("extends: [gb9704]\n")},
		{"itself", own("extends: own\n")},
		{"in a circle", map[string]string{"own.yaml": "style: own\nname: 本地\nextends: b\n", "b.yaml": "style: b\nname: 乙\nextends: own\n"}},
		{"a long chain", chain},
		{"a fault of its own", own("extends: gb9704\nstyles: {body: {font: 仿宋体}}\n")},
		{"a fault of the one below", map[string]string{"own.yaml": "style: own\nname: 本地\nextends: b\n", "b.yaml": "style: b\nname: 乙\nextends: gb9704\npage: {pitch: 40pt}\n"}},
		{"a pitch for more lines than the style sheet below has", own("extends: gb9704\npage: {pitch: 25pt}\n")},
		{"a file below that cannot be read", map[string]string{"own.yaml": "style: own\nname: 本地\nextends: b\n", "b.yaml": "style: b\nname: [\n"}},
		{"only headings run in", own("extends: gb9704\nstyles: {note: {run_in: true}}\n")},
		{"words with empty parts", own("extends: gb9704\nwords: {ends: [\"\", 市/县], whole: [/县, 云岭//民族, \" 市\"]}\n")},
		{"words in a map", own("extends: gb9704\nwords: {ends: {市: 县}}\n")},
		{"a seal as large as a page", own("extends: gb9704\nsign_off: {seal: 200mm}\n")},
	} {
		s, problems := libraryOf(c.files).Style("own")
		if s != nil || !problems.HasErrors() {
			t.Errorf("%s: accepted", c.name)
		}
		fmt.Fprintf(&out, "== %s\n", c.name)
		for _, d := range problems {
			fmt.Fprintf(&out, "%s\n", d.Format(diag.ZH))
		}
	}
	golden.Check(t, "testdata/style-extends-faults.golden", []byte(out.String()))
}

func TestLinesOfAWordProcessor(t *testing.T) {
	l := NewLibrary(nil)
	for id, want := range map[string]bool{"gb9704": false, "gb9704-word": true} {
		s, problems := l.Style(id)
		if problems.HasErrors() {
			t.Fatal(problems)
		}
		if s.Greedy != want || s.Page.CharacterGrid {
			t.Errorf("%s: greedy %t, a grid of characters %t", id, s.Greedy, s.Page.CharacterGrid)
		}
	}
}
