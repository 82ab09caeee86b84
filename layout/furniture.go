package layout

import (
	"strconv"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
)

// furniture is what every page has beside its text.
type furniture struct {
	*setter
	number doc.TextStyle
	draft  doc.TextStyle
	mark   string // empty for none
}

func (s *setter) furniture() furniture {
	f := furniture{setter: s, number: s.style(doc.PageNumberRole)}
	if s.doc.Meta.Draft && s.doc.Page.DraftMark != "" {
		f.mark, f.draft = s.doc.Page.DraftMark, s.style(doc.DraftRole)
	}
	return f
}

// above puts the draft mark above the right end of the text block, its middle
// as far from it as that of the page number is below. That of the first page
// belongs to the content, so that it is read aloud.
func (f furniture) above(page *frame.Page) {
	if f.mark == "" {
		return
	}
	p := f.pageStyle(page.Number, page.Turned)
	y := p.Top - p.Number.Drop - f.draft.Leading/2 + baseline(f.draft)
	mark := leafOf{artifact: frame.Pagination}
	if page.Number == 1 {
		mark = leafOf{node: doc.DraftNode}
	}
	f.drawLine(page, mark, f.draft, f.mark, y, func(width unit.Length) unit.Length { return p.TextLeft(page.Number) + p.TextWidth() - width })
}

// below puts the page number below the text block: “一字线上距版心下边缘7mm；
// 单页码居右空一字，双页码居左空一字” (GB/T 9704-2012 7.5). A 一字线 is drawn in the
// middle of the em box, and so of the line. On a page that is turned it stands where
// the others have it when the sheets lie one on the other (8).
func (f furniture) below(page *frame.Page) {
	n, first := f.doc.Page.Number, len(page.Items)
	y := f.doc.Page.Height - f.doc.Page.Bottom + n.Drop - f.number.Leading/2 + baseline(f.number)
	f.drawLine(page, leafOf{artifact: frame.Pagination}, f.number, n.Before+strconv.Itoa(page.Number)+n.After, y, func(width unit.Length) unit.Length {
		left, room := f.doc.Page.TextLeft(page.Number), f.doc.Page.TextWidth()-width
		switch {
		case n.Place == doc.Centre:
			return left + room/2
		case n.Place == doc.Outside && page.Number%2 == 0:
			return left + n.Inset
		}
		return left + room - n.Inset
	})
	if page.Turned {
		f.turn(page, first)
	}
}

// turn turns what was put on a page from item first on as on a sheet that stands
// upright: what is x from its left is x from the top of the page, and what is at its
// foot is at the left.
func (f furniture) turn(page *frame.Page, first int) {
	for _, item := range page.Items[first:] {
		if t, ok := item.(*frame.Text); ok {
			t.X, t.Y, t.Down = f.doc.Page.Height-t.Y, t.X, true
		}
	}
}

// first draws the rule at the foot of a first page that has one (GB/T 9704-2012
// 10.1).
func (f furniture) first(page *frame.Page) {
	p := f.doc.Page
	rule := f.doc.First.Rule
	y := p.Height - f.doc.First.Bottom - rule.Height()
	for _, r := range strokes(rule, p.TextWidth(), y) {
		f.drawRule(page, r, p.TextLeft(page.Number), 0)
	}
}

// leafOf is what a line of furniture belongs to: a node, or nothing of the content.
type leafOf struct {
	node     doc.NodeID
	artifact frame.Artifact
}

// drawLine draws text on one line; left says how far from the page's left side a
// line of a width begins.
func (f furniture) drawLine(page *frame.Page, leaf leafOf, style doc.TextStyle, said string, y unit.Length, left func(width unit.Length) unit.Length) {
	style.Align = doc.Left
	for _, l := range f.shape(style, leaf.node, "", []doc.Run{{Text: said}}).breakInto(f.doc.Page.TextWidth(), 0, false) {
		l.draw(page, left(l.broken.Width), y, leaf.artifact)
	}
}
