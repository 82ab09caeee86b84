package load

import (
	"slices"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
)

// rowTotals computes the totals of a row that gives none.
func (t *tableBuilder) rowTotals(l data.Leaf, pos diag.Pos) {
	for _, c := range inOrder(l) {
		ref := data.Ref{Row: l.Path, Column: c.ID}
		if _, given := t.cells[ref]; given {
			continue
		}
		var parts []data.Cell
		for _, other := range l.Addends(c) {
			parts = append(parts, t.cells[data.Ref{Row: l.Path, Column: other.ID}])
		}
		t.cells[ref] = data.Sum(parts, pos)
	}
}

// inOrder are the columns of totals of a row, those that others add up first.
func inOrder(l data.Leaf) []configs.Column {
	var ordered []configs.Column
	for range l.Columns {
		for _, c := range l.Columns {
			waits := slices.ContainsFunc(l.Addends(c), func(part configs.Column) bool { return part.Total && !hasColumn(ordered, part.ID) })
			if c.Total && !waits && !hasColumn(ordered, c.ID) {
				ordered = append(ordered, c)
			}
		}
	}
	return ordered
}

func hasColumn(columns []configs.Column, id string) bool {
	return slices.ContainsFunc(columns, func(c configs.Column) bool { return c.ID == id })
}

// totals computes the rows of totals that were left out.
func (t *tableBuilder) totals() {
	for _, l := range t.leaves {
		if _, given := t.rows[l.Path]; given || !l.Total || t.inBroken(l) || t.addsBroken(l) {
			continue
		}
		pos := t.groups[l.Group]
		for _, c := range withoutTotals(l) {
			t.cells[data.Ref{Row: l.Path, Column: c.ID}] = data.Sum(t.addends(l, c), pos)
		}
		t.rowTotals(l, pos)
	}
}

func (t *tableBuilder) inBroken(l data.Leaf) bool {
	for group := range t.broken {
		if l.Within(group) {
			return true
		}
	}
	return false
}

// addsBroken reports whether a total adds up a list that could not be read.
func (t *tableBuilder) addsBroken(total data.Leaf) bool {
	return slices.ContainsFunc(t.lists, func(l data.Leaf) bool { return t.broken[l.Path] && l.Within(total.Group) })
}

// addends are the figures that a total adds up: those of the column in all
// other rows of its group, but for other totals.
func (t *tableBuilder) addends(total data.Leaf, c configs.Column) []data.Cell {
	var parts []data.Cell
	for _, l := range t.leaves {
		if _, has := l.Column(c.ID); has && !l.Total && l.Within(total.Group) {
			parts = append(parts, t.cells[data.Ref{Row: l.Path, Column: c.ID}])
		}
	}
	for _, l := range t.lists {
		if at := l.ColumnAt(c.ID); at >= 0 && l.Within(total.Group) {
			t.given[l.Path].Parts(-1, func(line *data.ListRow) { parts = append(parts, line.Cells[at]) })
		}
	}
	return parts
}
