package layout

import (
	"strings"
	"testing"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
	"gongwen/layout/linedump"
)

// shifted is the report with more and more lines before its tables.
func shifted(t testing.TB, lines int) *doc.Document {
	t.Helper()
	d := report(t)
	at := 0
	for i, b := range d.Body {
		if h, ok := b.(*doc.Heading); ok && h.Number == "二、" {
			at = i
		}
	}
	pad := make([]doc.Block, lines)
	for i := range pad {
		pad[i] = &doc.Paragraph{ID: doc.NodeID(10000 + i), Style: "body", Runs: []doc.Run{{Text: "无。"}}}
	}
	d.Body = append(d.Body[:at:at], append(pad, d.Body[at:]...)...)
	return d
}

// TestWherever checks what is true of every page, with the tables at every
// height of the page.
func TestWherever(t *testing.T) {
	for lines := range 23 {
		d := shifted(t, lines)
		pages := paginate(t, d)
		checkWhole(t, d, pages)
		checkGrid(t, d, pages)
		checkInside(t, d, pages)
		checkHeadings(t, d, pages)
		checkFilled(t, d, pages)
		if t.Failed() {
			t.Fatalf("with %d lines before the tables", lines)
		}
	}
}

// checkWhole: the content of the pages is the text of the document, in its
// order, every character once.
func checkWhole(t *testing.T, d *doc.Document, pages []frame.Page) {
	t.Helper()
	var got strings.Builder
	each(pages, func(p frame.Page, text *frame.Text) {
		if text.Artifact != frame.Content {
			return
		}
		got.WriteString(text.String)
		if text.Node == 0 {
			t.Errorf("%q belongs to no node", text.String)
		}
		at := 0
		for _, g := range text.Glyphs {
			if g.Start != at || g.End <= g.Start {
				t.Errorf("glyphs of %q: bytes %d-%d after %d", text.String, g.Start, g.End, at)
			}
			at = g.End
		}
		if at != len(text.String) {
			t.Errorf("glyphs of %q end at byte %d of %d", text.String, at, len(text.String))
		}
	})
	if want := strings.ReplaceAll(strings.Join(linedump.Said(d), ""), string(zeroWidthSpace), ""); got.String() != want {
		t.Errorf("the pages say\n%q\nthe document\n%q", got.String(), want)
	}
}

func each(pages []frame.Page, do func(frame.Page, *frame.Text)) {
	for _, p := range pages {
		for _, item := range p.Items {
			if text, ok := item.(*frame.Text); ok {
				do(p, text)
			}
		}
	}
}

// checkGrid: every line of body size stands on the page's grid.
func checkGrid(t *testing.T, d *doc.Document, pages []frame.Page) {
	t.Helper()
	style, _ := d.Style("body")
	each(pages, func(p frame.Page, text *frame.Text) {
		if text.Artifact != frame.Content || text.Size != style.Size {
			return
		}
		if y := text.Y - d.Page.Top - baseline(style); y%d.Page.Pitch != 0 || y/d.Page.Pitch > 21 {
			t.Errorf("page %d: %q stands at %s, not on the grid", p.Number, text.String, text.Y)
		}
	})
}

// checkInside: content lies in the text block, rules reach at most half their
// width out of it.
func checkInside(t *testing.T, d *doc.Document, pages []frame.Page) {
	t.Helper()
	left, right := d.Page.Left, d.Page.Width-d.Page.Right
	top, bottom := d.Page.Top, d.Page.Height-d.Page.Bottom
	for _, p := range pages {
		for _, item := range p.Items {
			switch i := item.(type) {
			case *frame.Text:
				end := i.X
				for _, g := range i.Glyphs {
					end += g.Advance
				}
				if i.Artifact == frame.Content && (i.X < left || end > right || i.Y-i.Size < top || i.Y > bottom) {
					t.Errorf("page %d: %q reaches out of the text block", p.Number, i.String)
				}
			case *frame.Rule:
				half := i.Width / 2
				if i.X1 < left-half || i.X2 > right+half || i.Y1 < top-half || i.Y2 > bottom+half {
					t.Errorf("page %d: the rule %v reaches out of the text block", p.Number, *i)
				}
			}
		}
	}
}

// checkHeadings: no page ends with a heading.
func checkHeadings(t *testing.T, d *doc.Document, pages []frame.Page) {
	t.Helper()
	headings := map[doc.NodeID]bool{}
	for _, b := range d.Body {
		if h, ok := b.(*doc.Heading); ok {
			headings[h.ID] = true
		}
	}
	for _, p := range pages {
		var last *frame.Text
		each([]frame.Page{p}, func(_ frame.Page, text *frame.Text) {
			if text.Artifact == frame.Content {
				last = text
			}
		})
		if headings[last.Node] {
			t.Errorf("page %d ends with the heading %q", p.Number, last.String)
		}
	}
}

// checkFilled: no page but the last leaves more than a quarter of its height.
func checkFilled(t *testing.T, d *doc.Document, pages []frame.Page) {
	t.Helper()
	for _, p := range pages[:len(pages)-1] {
		low := unit.Length(0)
		each([]frame.Page{p}, func(_ frame.Page, text *frame.Text) {
			if text.Artifact == frame.Content {
				low = max(low, text.Y)
			}
		})
		if gap := d.Page.Top + d.Page.TextHeight() - low; gap > d.Page.TextHeight()/4+d.Page.Pitch {
			t.Errorf("page %d ends with a gap of %s", p.Number, gap)
		}
	}
}
