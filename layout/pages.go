package layout

import (
	"slices"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/table"
)

// slot is the place of a piece on a page: y below the top of the text block,
// and of a table the rows from and to.
type slot struct {
	piece    int
	y        unit.Length
	from, to int
}

// breaker divides pieces into pages.
type breaker struct {
	pieces []piece
	pitch  unit.Length
	limit  unit.Length // height of a page's text
	turned unit.Length // likewise, of a page that is turned
	gap    unit.Length // a table goes whole to the next page where that leaves less than this
}

// sectionEnd is the room that word processors need below a table that stands on pages
// of its own, for the paragraph that ends its section.
const sectionEnd = 2 * unit.Point

// gridRest is what the lines of the grid of a page that is turned leave of its text
// block: they are of whole twips.
const gridRest = unit.Point

// textLimit is the height that text may take: that of the text block, which
// the lines of the grid may exceed by the rounding of their pitch. A page that is
// turned has other lines.
func textLimit(p doc.PageStyle) unit.Length {
	if p.Width > p.Height {
		return p.TextHeight() - gridRest
	}
	return max(p.TextHeight(), p.Pitch*unit.Length(p.Lines))
}

// place is the piece, and of a table the row, that a page begins with.
type place struct{ piece, row int }

// sheets are the slots of each page; there is always a page.
func (b breaker) sheets() [][]slot {
	var sheets [][]slot
	for at := (place{}); len(sheets) == 0 || at.piece < len(b.pieces); {
		var sheet []slot
		sheet, at = b.fill(at)
		sheets = append(sheets, sheet)
	}
	return sheets
}

// fill takes the pieces from at on that fit on a page. When a piece does not
// fit, it goes to the next page with those before it that are kept with it,
// unless they are all that the page has, or all that the next one has no room for; then
// those behind a loose one go, as where the first page would show no text (GB/T 9704-2012
// 7.3.3).
func (b breaker) fill(at place) (sheet []slot, next place) {
	var y unit.Length
	var open, openY = 0, unit.Length(0) // slots that can stand without the next ones, and where they end
	loose := 0                          // slots that can where nothing else can
	for i := at.piece; i < len(b.pieces); i++ {
		p := &b.pieces[i]
		if len(sheet) > 0 && (p.newPage || p.turned != b.pieces[i-1].turned) {
			return sheet, place{piece: i}
		}
		limit := b.limitOf(p)
		if i > at.piece && !b.pieces[i-1].keep {
			open, openY = len(sheet), y
		}
		if i > at.piece && b.pieces[i-1].loose {
			loose = len(sheet)
		}
		s := slot{piece: i, y: b.top(p, y, len(sheet) == 0)}
		if i == at.piece {
			s.from = at.row
		}
		height := p.height
		if p.table != nil {
			height = p.table.height(s.from)
			s.to = p.table.grid.Rows()
		}
		if s.y+height > limit {
			if p.table != nil {
				s.to = b.divide(s, open > 0, openY)
			}
			switch {
			case p.table != nil && s.to > s.from:
				return append(sheet, s), b.following(s)
			case at == place{} && loose > open && b.bare(sheet[:open]) && !b.bare(sheet[:loose]):
				return parted(sheet, loose, i)
			case open > 0 && loose > open && !b.fits(sheet[open].piece):
				return parted(sheet, loose, i)
			case open > 0 && open < len(sheet):
				return sheet[:open], place{piece: sheet[open].piece}
			case open == 0 && loose > 0:
				return parted(sheet, loose, i)
			case len(sheet) > 0:
				return sheet, place{piece: i}
			}
		}
		sheet = append(sheet, s)
		y = s.y + height
	}
	return sheet, place{piece: len(b.pieces)}
}

// fits reports whether a page has room for a piece with those that it is kept with.
func (b breaker) fits(from int) bool {
	y := unit.Length(0)
	for i := from; i < len(b.pieces); i++ {
		p := &b.pieces[i]
		if p.table != nil { // which is divided
			return true
		}
		if y = b.top(p, y, i == from) + p.height; y > b.limitOf(p) {
			return false
		}
		if !p.keep {
			return true
		}
	}
	return true
}

// parted is a page of the first n slots of a sheet that has no room for piece i, and
// what the next one begins with.
func parted(sheet []slot, n, i int) ([]slot, place) {
	if n == len(sheet) {
		return sheet, place{piece: i}
	}
	return sheet[:n], place{piece: sheet[n].piece}
}

// bare reports whether slots show no text.
func (b breaker) bare(slots []slot) bool {
	return !slices.ContainsFunc(slots, func(s slot) bool { return b.pieces[s.piece].text })
}

func (b breaker) limitOf(p *piece) unit.Length {
	if p.turned {
		return b.turned
	}
	return b.limit
}

// following is what stands after a slot.
func (b breaker) following(s slot) place {
	if s.to < b.pieces[s.piece].table.grid.Rows() {
		return place{piece: s.piece, row: s.to}
	}
	return place{piece: s.piece + 1}
}

// top is where a piece begins below one that ends at y.
func (b breaker) top(p *piece, y unit.Length, first bool) unit.Length {
	if first {
		return 0
	}
	y += p.gap
	if p.snap {
		y = roundUp(y, b.pitch)
	}
	return y
}

// divide is the row with which the next page goes on when table slot s does
// not fit; it is the slot's first row when the whole should go to the next
// page. That is when it leaves a gap of less than the style sheet says, or when
// the table cannot be divided well. What can go is kept text that begins
// at openY; nothing can go when movable is false.
func (b breaker) divide(s slot, movable bool, openY unit.Length) int {
	t, limit := b.pieces[s.piece].table, b.limitOf(&b.pieces[s.piece])
	if movable && limit-openY < b.gap && s.y-openY+t.height(s.from) <= limit {
		return s.from
	}
	to, good := t.grid.Split(s.from, table.Room{Here: limit - s.y, Page: limit, Tail: t.tail})
	switch {
	case good || to > s.from && !movable:
		return to
	case movable:
		return s.from
	}
	return min(max(s.from, t.grid.HeadRows())+1, t.grid.Rows())
}
