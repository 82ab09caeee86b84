// Package layout turns the semantic document into finished pages: text set on
// the grid of GB/T 9704-2012, tables ruled and divided, page numbers placed.
package layout

import (
	"context"

	"gongwen/fonts"
	"gongwen/internal/diag"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
)

// Wants is what is found only for those who ask, as it costs as much as breaking
// lines does.
type Wants struct {
	Lines bool // the Stretches of the setting
}

// Typeset sets d with the faces of book. It fails, with everything that is
// wrong at once, when no face has one of d's characters, when d's styles lack
// a role that it uses, and when a table row is higher than a page; there are
// no pages then, and of the setting only High. The setting is what a word processor has to be told so that
// its pages come out the same. It gives up when ctx ends, between two blocks.
//
// Lines whose leading is the page's pitch stand on the page's grid, which
// begins at the top of the text block (版心) on every page. A line's em box is
// centred in its leading whatever the face's own ascent and descent are, and
// the baseline lies 88/100 of the em below the box's top.
func Typeset(ctx context.Context, d *doc.Document, book *fonts.Book, wants Wants) ([]frame.Page, *doc.Setting, diag.List) {
	return new(Workshop).Typeset(ctx, d, book, wants)
}

// Typeset is the function Typeset, in less time for every further document.
func (w *Workshop) Typeset(ctx context.Context, d *doc.Document, book *fonts.Book, wants Wants) ([]frame.Page, *doc.Setting, diag.List) {
	if p := d.Page; p.Pitch <= 0 || p.TextWidth() <= 0 || p.TextHeight() < p.Pitch {
		return nil, nil, diag.List{diag.Errorf(diag.Pos{}, "版心太小，容不下一行", "the text block is too small for a line")}
	}
	w.use(book)
	a := w.fullest(ctx, d, book, wants)
	if ctx.Err() != nil {
		return nil, nil, diag.List{diag.Errorf(diag.Pos{}, "已中断", "interrupted")}
	}
	a.setting.Bare = a.bare()
	if a.foot != nil {
		a.placeFoot(*a.foot)
	}
	s, pieces, sheets := a.setter, a.pieces, a.sheets
	s.notePlaces(pieces, sheets)
	furniture := s.furniture()
	pages := make([]frame.Page, len(sheets))
	for i, slots := range sheets {
		pages[i] = frame.Page{Width: d.Page.Width, Height: d.Page.Height, Number: i + 1}
		if len(slots) > 0 && pieces[slots[0].piece].turned {
			pages[i].Width, pages[i].Height, pages[i].Turned = d.Page.Height, d.Page.Width, true
		}
		furniture.above(&pages[i])
		for _, slot := range slots {
			s.draw(&pages[i], &pieces[slot.piece], slot)
		}
		if i == 0 {
			furniture.first(&pages[i])
		}
		if !a.unnumbered[i+1] && !(i == 0 && d.First.Unnumbered) {
			furniture.below(&pages[i])
		}
	}
	s.problems.Sort()
	if s.problems.HasErrors() {
		return nil, &doc.Setting{High: s.setting.High}, s.problems
	}
	return pages, s.setting, s.problems
}
