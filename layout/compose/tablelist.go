package compose

import (
	"strings"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/layout/doc"
)

// tableList is the rows of a list with what says how they are printed.
type tableList struct {
	data.List
	leaf  data.Leaf
	kinds []configs.ValueType // by column
	lead  int                 // columns of words before the first figure, which head a row
	group int                 // the column by which rows are grouped, -1 for none
}

// listsOf is the lists of a table.
func (c *composer) listsOf(spec *configs.Table, table data.Table) []*tableList {
	if !spec.HasLists() {
		return nil
	}
	var lists []*tableList
	for _, leaf := range data.Lists(spec) {
		l := &tableList{List: table.Lists[leaf.Path], leaf: leaf, lead: len(leaf.Columns), group: leaf.ColumnAt(leaf.Row.Many.Group)}
		for i, column := range leaf.Columns {
			l.kinds = append(l.kinds, *c.template.Value(column.Type))
			if column.Kind == configs.NumberValue {
				l.lead = min(l.lead, i)
			}
		}
		lists = append(lists, l)
	}
	return lists
}

// listIn is the list whose rows a row of the grid stands for, nil for none.
func listIn(lists []*tableList, row configs.GridRow) *tableList {
	for _, l := range lists {
		if len(row.Cells) > 0 && row.Cells[0].Row == l.leaf.Path {
			return l
		}
	}
	return nil
}

// rowsOfList adds the rows of a list, an empty one where there are none, and those of
// the sums of its groups.
func (c *composer) rowsOfList(t *doc.Table, l *tableList, pattern configs.GridRow) {
	if len(l.Rows) == 0 {
		l.Rows = []data.ListRow{{Cells: make([]data.Cell, len(l.leaf.Columns)), Pos: l.Pos}}
		c.listRows(t, l, pattern, 0, 1)
		return
	}
	if l.group < 0 {
		c.listRows(t, l, pattern, 0, len(l.Rows))
		return
	}
	l.Groups(l.group, func(from, to int, name string) {
		if l.leaf.Row.Many.Above {
			c.subtotal(t, l, pattern, from, to, name)
		}
		c.listRows(t, l, pattern, from, to)
		if !l.leaf.Row.Many.Above {
			c.subtotal(t, l, pattern, from, to, name)
		}
	})
}

func (c *composer) listRows(t *doc.Table, l *tableList, pattern configs.GridRow, from, to int) {
	for i := from; i < to; i++ {
		row := doc.Row{ID: c.id(), Height: pattern.Height, Cells: make([]doc.Cell, 0, len(pattern.Cells))}
		for p := range pattern.Cells {
			at := l.leaf.ColumnAt(pattern.Cells[p].Column)
			value := &l.Rows[i].Cells[at]
			cell := c.listCell(l, &pattern.Cells[p], at, len(t.Rows))
			cell.Runs = []doc.Run{{Text: value.In(l.kinds[at].Format), Pos: value.Pos}}
			row.Cells = append(row.Cells, cell)
		}
		t.Rows = append(t.Rows, row)
	}
}

// listCell is a cell of a column of a list without its text. Words before the
// first figure head the row.
func (c *composer) listCell(l *tableList, p *configs.GridCell, at, row int) doc.Cell {
	kind := l.kinds[at]
	cell := doc.Cell{ID: c.id(), Row: row, Col: p.Col, RowSpan: 1, ColSpan: p.ColSpan, Role: doc.Words, Style: wordsRole(kind)}
	cell.Whole = kind.Kind == configs.CodeValue || kind.Kind == configs.DateValue
	switch {
	case kind.Kind == configs.NumberValue:
		cell.Role, cell.Style = doc.Number, figureRole(kind.Align)
	case at < l.lead:
		cell.Role = doc.Stub
	}
	if p.Style != "" {
		cell.Style = p.Style
	}
	return cell
}

// wordsRole is the style of a cell of words: dates and codes stand in the middle.
func wordsRole(kind configs.ValueType) string {
	switch kind.Align {
	case configs.FiguresRight:
		return doc.TableRightRole
	case configs.FiguresCentred:
		return doc.TableCentreRole
	case configs.FiguresByStyle:
		if kind.Kind == configs.DateValue || kind.Kind == configs.CodeValue {
			return doc.TableCentreRole
		}
	}
	return doc.TableStubRole
}

// subtotal adds the row of the sums of a group: its label over the columns that head
// rows, below it the sums of the figures.
func (c *composer) subtotal(t *doc.Table, l *tableList, pattern configs.GridRow, from, to int, name string) {
	label := strings.ReplaceAll(l.leaf.Row.Many.Subtotal, "{"+l.leaf.Row.Many.Group+"}", name)
	row := doc.Row{ID: c.id(), Height: pattern.Height}
	pos := l.Rows[from].Pos
	for p := range pattern.Cells {
		at := l.leaf.ColumnAt(pattern.Cells[p].Column)
		if at < l.lead && len(row.Cells) > 0 {
			row.Cells[0].ColSpan += pattern.Cells[p].ColSpan
			continue
		}
		cell := c.listCell(l, &pattern.Cells[p], at, len(t.Rows))
		text := ""
		switch {
		case at < l.lead:
			cell.Style, cell.Whole, text = doc.TableCentreRole, false, label
		case l.kinds[at].Kind == configs.NumberValue:
			sum := l.sum(at, from, to, pos)
			text = sum.In(l.kinds[at].Format)
		}
		cell.Runs = []doc.Run{{Text: text, Pos: pos}}
		row.Cells = append(row.Cells, cell)
	}
	t.Rows = append(t.Rows, row)
}

// sum is what a column of rows from to to adds up to.
func (l *tableList) sum(column, from, to int, pos diag.Pos) data.Cell {
	cells := make([]data.Cell, 0, to-from)
	for i := from; i < to; i++ {
		cells = append(cells, l.Rows[i].Cells[column])
	}
	return data.Sum(cells, pos)
}

// tableLines adds the lines over the grid of a table.
func (c *composer) tableLines(t *doc.Table, lines []configs.TableLine) {
	for _, spec := range lines {
		var line doc.TableLine
		if spec.Text != "" {
			style := doc.TableMarkRole
			if spec.Right == "" {
				style = doc.TableTitleRole
			}
			if spec.Style != "" {
				style = spec.Style
			}
			line.Text = c.line(style, doc.Run{Text: c.report.Fill(spec.Text), Pos: c.fieldPos(spec.Text, spec.Pos)})
		}
		if spec.Right != "" {
			line.Right = c.line(doc.TableRightMarkRole, doc.Run{Text: c.report.Fill(spec.Right), Pos: c.fieldPos(spec.Right, spec.Pos)})
		}
		t.Above = append(t.Above, line)
	}
}
