package layout

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// smallest is the size down to which figures shrink to stay on one line, in
// steps of sizeStep.
const (
	smallest = 6 * unit.Point
	sizeStep = unit.Point / 2
)

// figures makes the figures of one table, its codes and its dates fit on one line
// each, within the margins of their cells.
type figures struct {
	*setter
	grid   *doc.Grid
	widths []unit.Length // of the columns
	wide   []wideFigure
}

// wideFigure is a figure that may be too wide for its cell.
type wideFigure struct {
	cell  *doc.Cell
	width unit.Length // in the size of its style, with what word processors may measure more
}

// fitFigures gives the widths of a table's columns and by how much its figures
// are smaller than their styles say. Columns whose figures are too wide take
// width from wide columns of labels first; what is then still too wide makes
// all figures of the table smaller alike, on a leading that is as much less.
func (s *setter) fitFigures(b *doc.Table, grid *doc.Grid) (widths []unit.Length, less unit.Length) {
	f := figures{setter: s, grid: grid, widths: slices.Clone(b.Widths)}
	f.findWide()
	if len(f.wide) == 0 {
		return b.Widths, 0
	}
	if f.widen() {
		s.setting.Widths[b.ID] = f.widths
	}
	return f.widths, f.less()
}

// findWide keeps the figures that are too wide. Those with words behind them are
// broken instead.
func (f *figures) findWide() {
	for _, c := range f.grid.Cells() {
		if c.Role != doc.Number && !c.Whole {
			continue
		}
		text := doc.Text(c.Runs)
		style := f.style(c.Style)
		room := f.cellWidth(c, f.widths)
		// No digit is wider than six tenths of its size, and no character than it.
		tenths := int64(6)
		if c.Whole {
			tenths = 10
		}
		if bound := style.Size.MulDiv(tenths*int64(utf8.RuneCountInString(text)), 10) + sureness; bound <= room || !c.Whole && strings.ContainsFunc(text, unicode.IsLetter) {
			continue
		}
		if width := f.width(c, style) + sureness; width > room {
			f.wide = append(f.wide, wideFigure{c, width})
		}
	}
}

// width is that of a cell's text on one line.
func (f *figures) width(c *doc.Cell, style doc.TextStyle) unit.Length {
	style.Align = doc.Left
	var width unit.Length
	for _, l := range f.shape(style, c.ID, "", c.Runs).breakInto(f.doc.Page.Width, 0, false) {
		width = max(width, l.broken.Width)
	}
	return width
}

// widen makes columns as wide as their figures, as far as wide columns of labels
// have width to give, and reports whether any became wider.
func (f *figures) widen() bool {
	lacks := make([]unit.Length, len(f.widths))
	for _, w := range f.wide {
		if w.cell.ColSpan == 1 {
			lacks[w.cell.Col] = max(lacks[w.cell.Col], w.width-f.cellWidth(w.cell, f.widths))
		}
	}
	gives := f.spare()
	lack, spare := unit.Sum(lacks), unit.Sum(gives)
	moved := min(lack, spare)
	if moved <= 0 {
		return false
	}
	deal(f.widths, lacks, moved, lack, 1)
	deal(f.widths, gives, moved, spare, -1)
	return true
}

// spare is what the columns can give: a third of those that hold labels alone, as
// long as they stay wide enough to be no narrow ones.
func (f *figures) spare() []unit.Length {
	spare := make([]unit.Length, len(f.widths))
	least := narrow*em(f.style(doc.TableStubRole)) + 2*f.doc.Tables.CellMargin
	for c, width := range f.widths {
		if !f.hasFigures(c) {
			spare[c] = max(0, width-max(width*2/3, least))
		}
	}
	return spare
}

func (f *figures) hasFigures(col int) bool {
	for r := range f.grid.Rows {
		if c := f.grid.At(r, col); c.Role == doc.Number || c.Whole {
			return true
		}
	}
	return false
}

// deal adds sign times the parts of n to widths, in proportion to sizes, whose sum
// is of.
func deal(widths, sizes []unit.Length, n, of unit.Length, sign unit.Length) {
	var done, given unit.Length
	for i, size := range sizes {
		done += size
		part := n.MulDiv(int64(done), int64(of)) - given
		given += part
		widths[i] += sign * part
	}
}

// less is by how much the figures must be smaller for all to fit.
func (f *figures) less() unit.Length {
	var less unit.Length
	for _, w := range f.wide {
		if w.cell.Role != doc.Number {
			continue
		}
		style := f.style(w.cell.Style)
		cell := f.cellWidth(w.cell, f.widths) + 2*f.doc.Tables.CellMargin
		for size := style.Size - less; size-sizeStep >= smallest; size -= sizeStep {
			room := cell - 2*doc.FigureMargin(size, f.doc.Tables.CellMargin)
			if w.width.MulDiv(int64(size), int64(style.Size)) <= room {
				break
			}
			less += sizeStep
		}
	}
	return less
}

// smaller is a style whose size and leading are less.
func smaller(style doc.TextStyle, less unit.Length) doc.TextStyle {
	style.Size -= less
	style.Leading -= less
	return style
}
