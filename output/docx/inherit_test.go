package docx

import (
	"strings"
	"testing"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// TestStylesAreBuiltOnBodyText: who changes 正文 changes what looks like it.
func TestStylesAreBuiltOnBodyText(t *testing.T) {
	d := look()
	d.Body = []doc.Block{body("正文")}
	styles := parse(t, partOf(t, export(t, d), "word/styles.xml"))
	for _, s := range styles.all("style") {
		id := s.attr("styleId")
		if s.attr("type") != "paragraph" || id == "Normal" {
			continue
		}
		if base, _ := s.child("basedOn"); base.attr("val") != "Normal" {
			t.Errorf("%s is based on %q", id, base.attr("val"))
		}
		for _, same := range []string{"pPr/kinsoku", "pPr/widowControl", "rPr/color"} {
			if _, repeats := s.child(same); repeats && id != "Header" {
				t.Errorf("%s says again %s", id, same)
			}
		}
	}
	for id, want := range map[string]string{
		// 仿宋 of 16 points spaced by -5 as body text is; only what keeps it together.
		"Heading3": "keepNext keepLines jc outlineLvl",
		"Heading1": "keepNext keepLines jc outlineLvl rFonts",
	} {
		if got := said(t, styles, id); got != want {
			t.Errorf("%s says %s, want %s", id, got, want)
		}
	}
}

// said is the names of the properties of a style.
func said(t *testing.T, styles element, id string) string {
	t.Helper()
	for _, s := range styles.all("style") {
		if s.attr("styleId") != id {
			continue
		}
		var names []string
		for _, group := range []string{"pPr", "rPr"} {
			if g, ok := s.child(group); ok {
				for _, c := range g.Children {
					names = append(names, c.XMLName.Local)
				}
			}
		}
		return strings.Join(names, " ")
	}
	t.Fatalf("there is no style %s", id)
	return ""
}

func TestGridOfCharacters(t *testing.T) {
	d := look()
	d.Body = []doc.Block{body("正文")}
	raw := export(t, d)
	if g := parse(t, partOf(t, raw, "word/document.xml")).all("docGrid")[0]; g.attr("type") != "lines" || g.attr("charSpace") != "" {
		t.Errorf("the grid is of %s with charSpace %q", g.attr("type"), g.attr("charSpace"))
	}
	d.Page.CharacterGrid = true
	raw = export(t, d)
	g := parse(t, partOf(t, raw, "word/document.xml")).all("docGrid")[0]
	// 156 mm / 28 is 0.2069 pt less than 16 pt: -848 of 4096.
	if g.attr("type") != "linesAndChars" || g.attr("charSpace") != "-848" {
		t.Errorf("the grid is of %s with charSpace %q", g.attr("type"), g.attr("charSpace"))
	}
	if d.Page.TextWidth() != 156*unit.Millimetre {
		t.Fatal("the text block is not that of GB/T 9704")
	}
	if strings.Contains(partOf(t, raw, "word/styles.xml"), `<w:spacing w:val="-5"/>`) {
		t.Error("the characters have a spacing beside their grid")
	}
}

func TestWidowControl(t *testing.T) {
	for widows, want := range map[int]string{2: "", 1: "0"} {
		d := look()
		d.Page.Widows = widows
		d.Body = []doc.Block{body("正文")}
		all := parse(t, partOf(t, export(t, d), "word/styles.xml")).all("widowControl")
		if len(all) != 2 || all[0].attr("val") != want || all[1].attr("val") != want { // of the defaults and of 正文
			t.Errorf("with %d lines kept together: %v", widows, all)
		}
	}
}
