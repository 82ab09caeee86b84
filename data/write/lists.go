package write

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"gongwen/configs"
	"gongwen/data"
)

// list is the rows of a list, or the name of the file that holds them; nil where
// the report does not have the list.
func (w *rowWriter) list(leaf data.Leaf) *yaml.Node {
	list, given := w.figures.Lists[leaf.Path]
	switch {
	case !given:
		return nil
	case list.File != "" && list.Sheet != "":
		m := mapping()
		m.Style = yaml.FlowStyle
		w.put(m, w.key("file", "文件"), text(list.File), "")
		w.put(m, w.key("sheet", "工作表"), text(list.Sheet), "")
		return m
	case list.File != "":
		return text(list.File)
	}
	rows := &yaml.Node{Kind: yaml.SequenceNode}
	for i := range list.Rows {
		rows.Content = append(rows.Content, w.listRow(leaf, &list.Rows[i]))
	}
	if len(list.Rows) == 0 {
		rows.Style = yaml.FlowStyle
	}
	return rows
}

// listRow is the cells of a row in the order of the columns, without totals where
// all are computed.
func (w *rowWriter) listRow(leaf data.Leaf, row *data.ListRow) *yaml.Node {
	given := false
	for i, c := range leaf.Columns {
		given = given || c.Total && !isComputed(row.Cells[i])
	}
	out := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
	for i, c := range leaf.Columns {
		if c.Total && !given {
			continue
		}
		cell := row.Cells[i]
		switch {
		case c.Kind != configs.NumberValue && cell.State == data.Given:
			out.Content = append(out.Content, text(cell.Text))
		case isComputed(cell):
			out.Content = append(out.Content, null())
		default:
			out.Content = append(out.Content, w.figure(cell))
		}
	}
	return out
}

func isComputed(c data.Cell) bool { return c.State == data.Computed || c.State == data.Unknown }

func null() *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null", Value: "null"} }

// holdsLists reports whether lists stand in a list, each on a line of its own then.
func holdsLists(n *yaml.Node) bool {
	return slices.ContainsFunc(n.Content, func(item *yaml.Node) bool { return item.Kind == yaml.SequenceNode })
}
