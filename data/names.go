package data

import (
	"iter"
	"slices"
	"strings"

	"gongwen/configs"
)

// Leaf is a row of a table that holds figures, as opposed to a group of rows.
type Leaf struct {
	Path    string           // ids from the outermost group to the row, joined by dots
	Group   string           // path of the group it stands in; empty for the table itself
	Name    string           // labels from the outermost group to the row, as RowName joins them
	Columns []configs.Column // of its column set
	Total   bool             // the sum of the other rows of its group
	Row     configs.Row
}

// IsTotal reports whether the figure of the row in a column stands in a row or column of totals.
func (l Leaf) IsTotal(c configs.Column) bool { return l.Total || c.Total }

// Leaves lists the rows of t that hold figures in the order of the official table,
// without those that a table has many of.
func Leaves(t *configs.Table) []Leaf { return leaves(t, false) }

// Lists lists the rows of t that it has many of.
func Lists(t *configs.Table) []Leaf { return leaves(t, true) }

// Totals are the figures of t that stand in a row or column of totals, without those of
// rows that a table has many of.
func Totals(t *configs.Table) iter.Seq[Ref] {
	return func(yield func(Ref) bool) {
		for _, leaf := range Leaves(t) {
			for _, c := range leaf.Columns {
				if leaf.IsTotal(c) && !yield(Ref{Row: leaf.Path, Column: c.ID}) {
					return
				}
			}
		}
	}
}

func leaves(t *configs.Table, many bool) []Leaf {
	sets := make(map[string][]configs.Column, len(t.Columns))
	for _, set := range t.Columns {
		sets[set.ID] = set.Columns
		if t.HasLists() && !many {
			sets[set.ID] = figureColumns(set.Columns)
		}
	}
	w := leafWalk{sets: sets, many: many}
	if len(t.Columns) == 1 {
		w.columns = t.Columns[0].ID
	}
	return w.rows(nil, t.Rows)
}

// figureColumns are those columns whose values are figures.
func figureColumns(columns []configs.Column) []configs.Column {
	var figures []configs.Column
	for _, c := range columns {
		if c.Kind == configs.NumberValue {
			figures = append(figures, c)
		}
	}
	return figures
}

// leafWalk is the group that is being walked and what its rows inherit.
type leafWalk struct {
	sets                map[string][]configs.Column
	many                bool
	path, name, columns string
}

func (w leafWalk) rows(leaves []Leaf, rows []configs.Row) []Leaf {
	for _, r := range rows {
		in := leafWalk{sets: w.sets, many: w.many, path: JoinPath(w.path, r.ID), name: joinName(w.name, r.Label), columns: w.columns}
		if r.Columns != "" {
			in.columns = r.Columns
		}
		if len(r.Rows) > 0 {
			leaves = in.rows(leaves, r.Rows)
			continue
		}
		if (r.Many != nil) != w.many {
			continue
		}
		leaves = append(leaves, Leaf{
			Path: in.path, Group: w.path, Name: in.name, Columns: w.sets[in.columns], Total: r.Total, Row: r,
		})
	}
	return leaves
}

// Within reports whether the row stands in the group with that path, directly
// or in a group inside it.
func (l Leaf) Within(group string) bool {
	return group == "" || strings.HasPrefix(l.Path, group+".")
}

// Column finds a column of the row by its id.
func (l Leaf) Column(id string) (configs.Column, bool) {
	for _, c := range l.Columns {
		if c.ID == id {
			return c, true
		}
	}
	return configs.Column{}, false
}

// RowName names a row or a group as the official table does, by the labels of
// its groups and its own: 三、本年度办理结果（三）不予公开 1.属于国家秘密.
func RowName(t *configs.Table, path string) string {
	name, rows := "", t.Rows
	for id := range strings.SplitSeq(path, ".") {
		found := false
		for _, r := range rows {
			if r.ID == id {
				name, rows, found = joinName(name, r.Label), r.Rows, true
				break
			}
		}
		if !found {
			return joinName(name, id)
		}
	}
	return name
}

// CellName names a figure by its row and column: 三、本年度办理结果（七）总计 · 商业企业.
func CellName(t *configs.Table, ref Ref) string {
	return RowName(t, ref.Row) + " · " + ColumnLabel(t, ref)
}

// ColumnLabel is the label of a figure's column, or its id where the table has no
// such figure.
func ColumnLabel(t *configs.Table, ref Ref) string {
	set, rows := "", t.Rows
	if len(t.Columns) == 1 {
		set = t.Columns[0].ID
	}
	for id := range strings.SplitSeq(ref.Row, ".") {
		i := slices.IndexFunc(rows, func(r configs.Row) bool { return r.ID == id })
		if i < 0 {
			return ref.Column
		}
		if rows[i].Columns != "" {
			set = rows[i].Columns
		}
		rows = rows[i].Rows
	}
	for _, columns := range t.Columns {
		for _, c := range columns.Columns {
			if columns.ID == set && c.ID == ref.Column {
				return c.Label
			}
		}
	}
	return ref.Column
}

// joinName puts a label behind the labels of its groups. A number in full-width
// brackets needs no blank before it, other beginnings do.
func joinName(groups, label string) string {
	if groups == "" || strings.HasPrefix(label, "（") {
		return groups + label
	}
	return groups + " " + label
}

// JoinPath is the path of a row or column of that id in a group; the group of
// the table itself is empty.
func JoinPath(group, id string) string {
	if group == "" {
		return id
	}
	return group + "." + id
}
