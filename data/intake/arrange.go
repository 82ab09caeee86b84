package intake

import "slices"

// arrangement is how the rows of a document's table have empty cells, where the
// borders of cells are known but not which of them are merged.
type arrangement uint8

// The arrangements.
const (
	unarranged arrangement = iota // a row may have more cells than its figures, in a way that is not known
	directly                      // behind each label there are exactly as many cells as figures
	placedOut                     // a merged cell goes on as empty cells to its right
	filledUp                      // the figures follow their label; empty cells behind them make all rows as long
	either                        // of the last two
)

// arrange finds the arrangement of the rows: the one that all of them agree
// with, if there is only one. kept says that the document has its empty cells:
// programs that leave them out and fill up rows at their end cannot be told from
// those that do not, unless somewhere an empty cell stands before a figure.
func (t *tableReader) arrange(kept bool) arrangement {
	switch {
	case t.regular():
		return directly
	case !kept:
		return unarranged
	}
	var rows []*raw
	for i := range t.parsed {
		if r := &t.parsed[i]; r.ruled && !r.placed && r.line != nil {
			rows = append(rows, r)
		}
	}
	const few = 3
	if len(rows) < few {
		return unarranged
	}
	columns := len(t.shape.table.Widths)
	out := !slices.ContainsFunc(rows, func(r *raw) bool { return !r.isPlacedOut(columns) })
	filled := !slices.ContainsFunc(rows, func(r *raw) bool { return !r.isFilledUp(rows[0].width()) })
	switch {
	case out && filled:
		return either
	case out:
		return placedOut
	case filled:
		return filledUp
	}
	return unarranged
}

// width is how many cells the row has.
func (r *raw) width() int { return r.before + len(r.cells) }

// labelEnd is the place behind the last cell of the label.
func (r *raw) labelEnd() int { return r.before - r.lead }

// at is the cell at a place behind the label; one before the first figure is empty.
func (r *raw) at(place int) slot {
	if place < r.before {
		return slot{pos: r.pos}
	}
	return r.cells[place-r.before]
}

// behind are n cells at places behind the label.
func (r *raw) behind(first int, offsets []int) []slot {
	cells := make([]slot, len(offsets))
	for i, o := range offsets {
		cells[i] = r.at(first + o)
	}
	return cells
}

// isPlacedOut reports whether a row may be one with a cell for each of so many
// columns, but for those before it that labels of rows above reach into: only
// cells of figures have figures.
func (r *raw) isPlacedOut(columns int) bool {
	if r.missing() < 0 || r.width() != columns-r.missing() {
		return false
	}
	for i := r.before; i < r.width(); i++ {
		if !isBlank(r.at(i).text) && !slices.Contains(r.line.offsets, i+r.missing()-r.line.start) {
			return false
		}
	}
	return true
}

// missing is how many columns there are in the printed table before the label
// for which the row has no cells.
func (r *raw) missing() int { return r.line.stub + 1 - r.labelEnd() }

// isFilledUp reports whether a row may be one of so many cells whose figures
// follow the label, with nothing behind them.
func (r *raw) isFilledUp(width int) bool {
	end := r.labelEnd() + len(r.line.figures)
	if r.width() != width || end > width {
		return false
	}
	return r.before+len(trimmed(r.cells)) <= end
}

// keepsEmpty reports whether the table has empty cells between a label and a
// figure, or between figures, so that none were left out.
func (t *tableReader) keepsEmpty() bool {
	return slices.ContainsFunc(t.parsed, func(r raw) bool {
		return r.ruled && !r.placed && len(trimmed(r.cells)) > 0 && (r.lead > 0 || values(trimmed(r.cells)) < len(trimmed(r.cells)))
	})
}

// arranged are the cells of a row's figures by the arrangement of the table,
// nil where it does not say which they are.
func (t *tableReader) arranged(r *raw, want int, how arrangement, kept bool) []slot {
	full := r.lead + len(r.cells)
	switch {
	case full == want && (r.placed || how == directly || r.line == nil && kept):
	case full >= want && r.ruled && values(r.cells) == 0:
	case r.line == nil || !r.ruled || r.placed:
		return nil
	case how == filledUp:
	case how == placedOut:
		return r.behind(r.line.start-r.missing(), r.line.offsets)
	case how == either && r.labelEnd() == r.line.start-r.missing() && r.line.offsets[want-1] == want-1:
	default:
		return nil
	}
	follow := make([]int, want)
	for i := range follow {
		follow[i] = i
	}
	return r.behind(r.labelEnd(), follow)
}
