package doc_test

import (
	"testing"

	"gongwen/internal/diag"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// grid is a page with a grid of lines of 10 mm, and its styles.
func grid() *doc.Document {
	const mm = unit.Length(36000)
	return &doc.Document{
		Page:  doc.PageStyle{Width: 210 * mm, Height: 297 * mm, Top: 37 * mm, Bottom: 35 * mm, Left: 28 * mm, Right: 26 * mm, Pitch: 10 * mm, Mirror: true},
		Fonts: []doc.FontRole{{ID: "fangsong", Name: "仿宋_GB2312"}},
		Styles: []doc.TextStyle{
			{Role: doc.CaptionRole, Font: "fangsong", Leading: 10 * mm},
			{Role: doc.SignatureRole, Font: "fangsong", Size: 6 * mm, Tracking: -mm},
		},
	}
}

func TestTextBlockIsMirroredOnEvenPages(t *testing.T) {
	p := grid().Page
	if w, h := p.TextWidth(), p.TextHeight(); w != 156*36000 || h != 225*36000 {
		t.Errorf("the text block is %v by %v", w, h)
	}
	if odd, even := p.TextLeft(1), p.TextLeft(2); odd != p.Left || even != p.Right {
		t.Errorf("the text begins at %v and %v", odd, even)
	}
	p.Mirror = false
	if p.TextLeft(2) != p.Left {
		t.Error("pages are mirrored that are not to be")
	}
}

func TestStylesAndFontsAreFoundByTheirNames(t *testing.T) {
	d := grid()
	style, ok := d.Style(doc.SignatureRole)
	if !ok || style.Role != doc.SignatureRole {
		t.Errorf("%+v, %v", style, ok)
	}
	if font, ok := d.Font(style.Font); !ok || font.Name != "仿宋_GB2312" {
		t.Errorf("%+v, %v", font, ok)
	}
	if _, ok := d.Style("none"); ok {
		t.Error("a style that is not there was found")
	}
	if _, ok := d.Font("none"); ok {
		t.Error("a font that is not there was found")
	}
}

// Height and room of a figure take full lines, with at least a quarter of a
// line around it.
func TestFigureTakesFullLines(t *testing.T) {
	d := grid()
	pitch := d.Page.Pitch
	for height := unit.Length(1); height < 3*pitch; height += pitch / 7 {
		for _, caption := range []int{0, 1, 2} {
			r := d.FigureRoom(&doc.Figure{Height: height}, caption)
			whole := r.Above + height + r.Between + unit.Length(caption)*pitch + r.Below
			if whole%pitch != 0 || r.Above < pitch/4 || r.Below < r.Above || (r.Between > 0) != (caption > 0) {
				t.Errorf("a figure of %v with %d lines below has %+v", height, caption, r)
			}
		}
	}
	d.Page.Pitch = 0
	if r := d.FigureRoom(&doc.Figure{Height: pitch}, 0); r != (doc.Room{}) {
		t.Errorf("without a grid there is %+v", r)
	}
}

// GB/T 9704-2012 7.3.5.1: the seal's top is within a line of the text above.
func TestSealHasItsRoom(t *testing.T) {
	d := grid()
	style, _ := d.Style(doc.SignatureRole)
	if above, below := d.SealRoom(); above != 1 || below != 0 {
		t.Errorf("without a seal there are %d lines above and %d below", above, below)
	}
	if inset := d.SignatureInset(style); inset != 2*(style.Size+style.Tracking) {
		t.Errorf("without a seal the date stands %v from the right", inset)
	}
	for d.Seal = 30 * d.Page.Pitch / 10; d.Seal <= 50*d.Page.Pitch/10; d.Seal += d.Page.Pitch / 5 {
		above, below := d.SealRoom()
		pitch := d.Page.Pitch
		middle := unit.Length(above+1)*pitch - d.SealDrop() // below the text, of the two lines' middle
		if top := middle - d.Seal/2; top < 0 || top >= pitch {
			t.Errorf("the top of a seal of %v is %v below the text", d.Seal, top)
		}
		if foot := middle + d.Seal/2; foot > unit.Length(above+2+below)*pitch {
			t.Errorf("the foot of a seal of %v is %v below the text, %d lines are free", d.Seal, foot, below)
		}
	}
	if inset := d.SignatureInset(style); inset != 4*(style.Size+style.Tracking) {
		t.Errorf("with a seal the date stands %v from the right", inset)
	}
}

func TestHeadings(t *testing.T) {
	runs := []doc.Run{{Text: "总体"}, {Text: "情况。"}}
	h := &doc.Heading{ID: 3, Level: 2, Number: "（一）", Runs: runs}
	if h.Label() != "（一）总体情况。" || h.StyleRole() != "heading-2" || h.Node() != 3 {
		t.Errorf("%s, %s", h.Label(), h.StyleRole())
	}
	h.Text, h.Role = &doc.Paragraph{}, "own"
	if h.Label() != "（一）总体情况" || h.StyleRole() != "own" {
		t.Errorf("with text behind it: %s, %s", h.Label(), h.StyleRole())
	}
	for role, want := range map[string]int{"heading-1": 1, "heading-9": 9, "heading-10": 0, "heading-0": 0, "heading-": 0, "body": 0} {
		if got := doc.HeadingLevel(role); got != want {
			t.Errorf("%s is of level %d", role, got)
		}
	}
	for form, want := range map[string]string{"一、": "十二、", "（一）": "（十二）", "1.": "12.", "（1）": "（12）"} {
		if got := doc.HeadingNumber(form, 12); got != want {
			t.Errorf("the twelfth of %s is %s", form, got)
		}
	}
}

func TestEveryBlockHasItsNodeAndPlace(t *testing.T) {
	at := diag.Pos{File: "a.yaml", Line: 7, Col: 2}
	run := doc.Run{Text: "甲", Pos: at}
	signed := &doc.SignOff{Agency: doc.Paragraph{ID: 6}, Date: doc.Paragraph{ID: 7}}
	table := &doc.Table{ID: 4, Rows: []doc.Row{{Cells: []doc.Cell{{}}}, {Cells: []doc.Cell{{Runs: []doc.Run{run}}}}}}
	for i, b := range []doc.Block{&doc.Title{ID: 1}, &doc.Heading{ID: 2}, &doc.Paragraph{ID: 3}, table, &doc.Figure{ID: 5}, signed} {
		if b.Node() != doc.NodeID(i+1) {
			t.Errorf("%T is node %d", b, b.Node())
		}
	}
	if lines := signed.Lines(); len(lines) != 2 || lines[0].ID != 6 || lines[1].ID != 7 {
		t.Errorf("the lines of the 落款 are %v", lines)
	}
	if doc.Pos([]doc.Run{run}) != at || doc.Pos(nil) != (diag.Pos{}) || table.Pos() != at || (&doc.Table{}).Pos() != (diag.Pos{}) {
		t.Error("the place of a text is another")
	}
}
