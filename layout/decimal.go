package layout

import (
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// columnRange is the columns that a cell covers.
type columnRange struct{ col, span int }

// decimals is how far the figures of a column reach before and behind their
// decimal points.
type decimals struct{ before, behind unit.Length }

// alignDecimals sets the figures that are aligned by their decimal points below
// each other, all of a column together in its middle. A note behind a figure
// does not count, and may move its figure as far as it needs room.
func (s *setter) alignDecimals(t *setTable, widths []unit.Length) {
	columns := map[columnRange]decimals{}
	for i := range t.cells {
		if c := &t.cells[i]; c.decimal {
			at := columnRange{c.Col, c.ColSpan}
			columns[at] = decimals{max(columns[at].before, c.figure.before), max(columns[at].behind, c.figure.behind)}
		}
	}
	for i := range t.cells {
		c := &t.cells[i]
		if !c.decimal {
			continue
		}
		column, width := columns[columnRange{c.Col, c.ColSpan}], s.cellWidth(c.Cell, widths)
		point := (width-column.before-column.behind)/2 + column.before
		if free := width - c.width; point >= c.figure.before && point-c.figure.before <= free {
			c.moved, c.shift = true, point-c.figure.before
			s.setting.Free[c.ID] = free - c.shift
		}
	}
}

// aroundPoint is how much of a figure stands before its decimal point, or all of
// it, and how much from there on.
func (l line) aroundPoint() (before, behind unit.Length) {
	point, end := doc.DecimalPoint(l.text.string)
	before, last := l.broken.Width, l.broken.Width
	for i := len(l.broken.Placed) - 1; i >= 0; i-- {
		p := l.broken.Placed[i]
		start := l.text.glyphs[p.Cluster].Start
		if start >= end {
			last = p.X
		}
		if start >= point {
			before = p.X
		}
	}
	return before, last - before
}
