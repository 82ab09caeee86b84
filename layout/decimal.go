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
		if c := &t.cells[i]; c.byDecimal() {
			at := columnRange{c.Col, c.ColSpan}
			before, behind := c.lines[0].aroundPoint()
			columns[at] = decimals{max(columns[at].before, before), max(columns[at].behind, behind)}
		}
	}
	for i := range t.cells {
		c := &t.cells[i]
		if !c.byDecimal() {
			continue
		}
		column, width := columns[columnRange{c.Col, c.ColSpan}], s.cellWidth(c.Cell, widths)
		point := (width-column.before-column.behind)/2 + column.before
		before, _ := c.lines[0].aroundPoint()
		if free := width - c.lines[0].broken.Width; point >= before && point-before <= free {
			c.lines[0].shift = point - before
			s.setting.Free[c.ID] = free - (point - before)
		}
	}
}

// byDecimal reports whether the cell has one line that is aligned by its decimal point.
func (c *setCell) byDecimal() bool {
	return c.Role == doc.Number && len(c.lines) == 1 && c.lines[0].text.style.Align == doc.Decimal && len(c.lines[0].broken.Placed) > 0
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
