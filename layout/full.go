package layout

import (
	"context"

	"gongwen/fonts"
	"gongwen/internal/diag"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// tightness is what a document gives up so that its last page is not nearly
// empty (撑满版心, GB/T 9704-2012 5.2.3).
type tightness struct {
	singles bool  // a single line of a paragraph may stand on a page
	rows    int64 // the rows of tables have this much, in per cent, of their least height
}

// tightnesses are what is tried, the least first.
func tightnesses() []tightness {
	return []tightness{{singles: true, rows: 100}, {singles: true, rows: 95}, {singles: true, rows: 88}}
}

// attempt is a document set with a tightness and divided into pages.
type attempt struct {
	*setter
	pieces []piece
	sheets [][]slot
	// unnumbered are the pages without a number, from 1.
	unnumbered map[int]bool
}

func (w *Workshop) set(ctx context.Context, d *doc.Document, book *fonts.Book, wants Wants, t tightness) attempt {
	s := &setter{doc: d, book: book, shop: w, styles: map[string]doc.TextStyle{}, said: map[diag.Key]bool{}, setting: newSetting(), wants: wants, tight: t, keeps: manyCells}
	s.setting.Singles = t.singles
	a := attempt{setter: s, pieces: s.flow(ctx)}
	a.sheets = breaker{pieces: a.pieces, pitch: d.Page.Pitch, limit: textLimit(d.Page), turned: textLimit(d.Page.Turned(1)), gap: d.Tables.Gap}.sheets()
	return a
}

// fullest sets a document so that its last page has more than a few lines, where
// the pages before have room for these.
func (w *Workshop) fullest(ctx context.Context, d *doc.Document, book *fonts.Book, wants Wants) attempt {
	usual := w.set(ctx, d, book, wants, tightness{rows: 100})
	if ctx.Err() != nil || !usual.endsShort() {
		return usual
	}
	for _, t := range tightnesses() {
		if a := w.set(ctx, d, book, wants, t); len(a.sheets) < len(usual.sheets) {
			return a
		}
	}
	return usual
}

// fewLines is the number of lines that make no page.
const fewLines = 3

// endsShort reports whether the last page has a few lines of text alone, and did
// not have to begin where it does.
func (a attempt) endsShort() bool {
	last := a.sheets[len(a.sheets)-1]
	if len(a.sheets) < 2 || len(last) > fewLines {
		return false
	}
	for i, at := range last {
		p := &a.pieces[at.piece]
		if p.table != nil || p.figure != nil || p.newPage || i == 0 && at.from > 0 {
			return false
		}
	}
	return true
}

// rowHeight is the least height of a row as the tightness has it.
func (s *setter) rowHeight(height unit.Length) unit.Length {
	return height.MulDiv(s.tight.rows, 100)
}
