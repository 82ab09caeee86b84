package load

import (
	"github.com/shopspring/decimal"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
)

// rowTotals computes the totals of a row that gives none.
func (t *tableBuilder) rowTotals(l data.Leaf, pos diag.Pos) {
	for _, c := range l.Columns {
		if !c.Total {
			continue
		}
		ref := data.Ref{Row: l.Path, Column: c.ID}
		if _, given := t.cells[ref]; given {
			continue
		}
		var parts []data.Cell
		for _, other := range withoutTotals(l) {
			parts = append(parts, t.cells[data.Ref{Row: l.Path, Column: other.ID}])
		}
		t.cells[ref] = sum(parts, pos)
	}
}

// totals computes the rows of totals that were left out.
func (t *tableBuilder) totals() {
	for _, l := range t.leaves {
		if _, given := t.rows[l.Path]; given || !l.Total || t.inBroken(l) {
			continue
		}
		pos := t.groups[l.Group]
		for _, c := range withoutTotals(l) {
			t.cells[data.Ref{Row: l.Path, Column: c.ID}] = sum(t.addends(l, c), pos)
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

// addends are the figures that a total adds up: those of the column in all
// other rows of its group, but for other totals.
func (t *tableBuilder) addends(total data.Leaf, c configs.Column) []data.Cell {
	var parts []data.Cell
	for _, l := range t.leaves {
		if _, has := l.Column(c.ID); has && !l.Total && l.Within(total.Group) {
			parts = append(parts, t.cells[data.Ref{Row: l.Path, Column: c.ID}])
		}
	}
	return parts
}

// sum is Bad when one of its parts is, and else Unknown when one was left empty.
func sum(parts []data.Cell, pos diag.Pos) data.Cell {
	value, state := decimal.Zero, data.Computed
	for _, p := range parts {
		switch p.State {
		case data.Bad:
			return data.Cell{Pos: pos}
		case data.Empty, data.Unknown:
			state = data.Unknown
		}
		value = value.Add(p.Value())
	}
	if state == data.Unknown {
		return data.Cell{State: state, Pos: pos}
	}
	return data.Cell{Number: data.NewNumber("", value), State: state, Pos: pos}
}
