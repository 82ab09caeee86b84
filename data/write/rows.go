package write

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"gongwen/configs"
	"gongwen/data"
)

// rowWriter writes the rows of a table.
type rowWriter struct {
	*builder
	figures data.Table
	leaves  map[string]data.Leaf // by path
}

// rows writes the rows of a table or group, in a guide those of several figures
// under a comment that names the columns. Totals that are computed are left out.
func (w *rowWriter) rows(m *yaml.Node, rows []configs.Row, path string) {
	named := ""
	for i := range rows {
		row := &rows[i]
		key := w.key(row.ID, row.Label)
		if len(row.Rows) > 0 {
			group := mapping()
			w.rows(group, row.Rows, path+row.ID+".")
			if len(group.Content) > 0 {
				w.put(m, key, group, "")
			}
			continue
		}
		leaf := w.leaves[path+row.ID]
		if row.Many != nil {
			if value := w.list(leaf); value != nil {
				w.put(m, key, value, strings.TrimPrefix(row.Help+"\n每行写成 [甲, 乙, …]，各栏依次是："+labels(leaf.Columns)+"；或者写文件名，如 "+row.ID+".csv", "\n"))
			}
			continue
		}
		help, columns := row.Help, labels(leaf.Columns)
		if len(leaf.Columns) > 1 && columns != named && path == "" {
			help = strings.TrimPrefix(help+"\n"+columns, "\n")
		}
		named = columns
		if value := w.row(leaf); value != nil {
			w.put(m, key, value, help)
		}
	}
}

func labels(columns []configs.Column) string {
	list := make([]string, len(columns))
	for i, c := range columns {
		list[i] = c.Label
	}
	return strings.Join(list, "，")
}

// row is the figures of a row: one figure, or a list of them. It is nil for
// totals that are all computed and for rows that the report does not have.
func (w *rowWriter) row(leaf data.Leaf) *yaml.Node {
	there := func(c configs.Column) bool {
		_, given := w.figures.Cells[data.Ref{Row: leaf.Path, Column: c.ID}]
		return given
	}
	if !slices.ContainsFunc(leaf.Columns, there) {
		return nil
	}
	list := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
	computed := 0
	for _, c := range leaf.Columns {
		cell := w.figures.Cells[data.Ref{Row: leaf.Path, Column: c.ID}]
		if cell.State == data.Computed || cell.State == data.Unknown {
			if computed++; c.Total {
				continue
			}
		}
		list.Content = append(list.Content, w.figure(cell))
	}
	switch {
	case leaf.Total && computed == len(leaf.Columns):
		return nil
	case len(leaf.Columns) == 1 && len(list.Content) == 1:
		return list.Content[0]
	}
	return list
}

// figure is a number as it was written, with its note where it has one.
func (w *rowWriter) figure(cell data.Cell) *yaml.Node {
	value := null()
	switch {
	case cell.State == data.Given || cell.State == data.Computed:
		value = plain(cell.Number.String())
	case cell.Typed != "":
		value = text(cell.Typed)
	}
	if cell.Note == "" {
		return value
	}
	m := mapping()
	m.Style = yaml.FlowStyle
	w.put(m, w.key("value", "数值"), value, "")
	w.put(m, w.key("note", "说明"), text(cell.Note), "")
	return m
}
