package rules

import (
	"slices"

	"github.com/shopspring/decimal"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
)

// total is a figure that is a sum by what it is, and about which the template
// has no rule of its own.
type total struct {
	table string
	ref   data.Ref
	name  string
	adds  diag.Text // what it adds up
	parts []data.Ref
	lists []listColumn // whose rows it adds up too
}

// listColumn is a column of the rows of a list.
type listColumn struct {
	path   string
	column int
}

// inLists is what the rows of lists add to a total, how many they are, and whether
// they are known.
func (c *check) inLists(t total) (sum decimal.Decimal, rows int, known bool) {
	known = len(t.parts) > 0 || len(t.lists) > 0
	for _, l := range t.lists {
		list := c.report.Tables[t.table].Lists[l.path]
		known = known && !list.Broken
		list.Parts(-1, func(row *data.ListRow) { sum, rows = sum.Add(row.Cells[l.column].Value()), rows+1 })
	}
	return sum, rows, known
}

// unruled are the totals of a template that no rule of it judges.
func unruled(t *configs.Template, tables map[string]*figures) []total {
	var list []total
	for i := range t.Tables {
		f := tables[t.Tables[i].ID]
		for _, l := range f.leaves {
			for _, c := range l.Columns {
				ref := data.Ref{Row: l.Path, Column: c.ID}
				if l.IsTotal(c) && !slices.ContainsFunc(t.Rules, func(r configs.Rule) bool { return judges(r, f, l, c) }) {
					adds := rowsAddUp
					if c.Total {
						adds = columnsAddUp
					}
					list = append(list, total{f.table.ID, ref, l.Name + " · " + c.Label, adds, f.parts(l, c), f.listsOf(l, c)})
				}
			}
		}
	}
	return list
}

// judges reports whether a rule says what a figure is equal to.
func judges(r configs.Rule, f *figures, l data.Leaf, c configs.Column) bool {
	if r.Table != f.table.ID || r.Equals == "" || r.When != "" || r.Previous {
		return false
	}
	switch r.Each.Subject() {
	case configs.RowsOfColumn:
		return l.Total && r.Cell == l.Path
	case configs.ColumnsOfRow:
		return c.Total && r.Cell == c.ID && (len(r.Rows) == 0 || slices.ContainsFunc(r.Rows, func(path string) bool { return path == l.Path || l.Within(path) }))
	}
	return false
}

// parts are the figures that a total adds up: those of its row where its column
// is a total, else those of its column in the other rows of its group.
func (f *figures) parts(l data.Leaf, c configs.Column) []data.Ref {
	var list []data.Ref
	if c.Total {
		for _, other := range l.Addends(c) {
			list = append(list, data.Ref{Row: l.Path, Column: other.ID})
		}
		return list
	}
	for part := range f.addends(l.Group) {
		if _, has := part.Column(c.ID); has {
			list = append(list, data.Ref{Row: part.Path, Column: c.ID})
		}
	}
	return list
}

// listsOf are the columns of lists that a total of rows adds up.
func (f *figures) listsOf(l data.Leaf, c configs.Column) []listColumn {
	if c.Total {
		return nil
	}
	var list []listColumn
	for _, rows := range f.lists {
		if at := rows.ColumnAt(c.ID); at >= 0 && rows.Within(l.Group) {
			list = append(list, listColumn{rows.Path, at})
		}
	}
	return list
}

// totals compares the totals that are given with what they add up.
func (c *check) totals(list []total) {
	for _, t := range list {
		cells := c.report.Tables[t.table].Cells
		cell, there := cells[t.ref]
		if !there || cell.State != data.Given {
			continue
		}
		sum, rows, known := c.inLists(t)
		for _, ref := range t.parts {
			part, there := cells[ref]
			known = known && there && part.State != data.Bad
			sum = sum.Add(part.Value())
		}
		allowed := c.figures[t.table].table.Allows(len(t.parts) + rows)
		if known && sum.Sub(cell.Value()).Abs().Cmp(allowed) > 0 {
			c.found.Add(unlike(cell, t.name, t.adds, sum))
		}
	}
}
