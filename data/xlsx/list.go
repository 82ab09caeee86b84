package xlsx

import (
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/cell"
	"gongwen/data/heads"
	"gongwen/data/xlsx/workbook"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// list is where the rows of a list stand in a sheet.
type list struct {
	*heads.List
	table string
	sheet *worksheet
	head  heads.Head
	rows  []int // of the sheet
	area  area
}

// texts is a worksheet in which a list is looked for. Totals that a sheet has added
// up to nothing are empty.
type texts struct{ *worksheet }

// Size implements heads.Cells.
func (s texts) Size() (rows, cols int) { return s.Rows, s.Cols }

// Text implements heads.Cells.
func (s texts) Text(row, col int) string {
	c := s.Cell(workbook.Ref{Row: row + 1, Col: col + 1})
	if c == nil || c.Formula != "" && (c.Text == "0" || c.Text == "") {
		return ""
	}
	return c.Text
}

// headsOf finds the heads of a table's lists, near those of the figures that were
// found.
func (p *placement) headsOf(t *configs.Table) []*list {
	const deep, most = 8, 200
	from, to := 0, min(p.Rows, most)
	for i, f := range p.figures {
		if i == 0 {
			from, to = f.head.Row, f.head.Row
		}
		from, to = min(from, f.head.Row), max(to, f.head.Row)
	}
	if len(p.figures) > 0 {
		from, to = max(0, from-deep), to+deep
	}
	var found []*list
	for _, leaf := range data.Lists(t) {
		l := &list{List: heads.Of(t, leaf), table: t.ID, sheet: p.worksheet}
		head, ok := l.Find(texts{p.worksheet}, from, to)
		if !ok {
			continue
		}
		l.head = head
		l.area.include(workbook.Range{From: workbook.Ref{Row: head.From + 1, Col: 1 + leftmost(head.Columns)}, To: workbook.Ref{Row: head.To + 1, Col: 1 + slices.Max(head.Columns)}})
		found = append(found, l)
	}
	return found
}

// leftmost is the first of places, those left out that are not there.
func leftmost(columns []int) int {
	first := slices.Max(columns)
	for _, c := range columns {
		if c >= 0 {
			first = min(first, c)
		}
	}
	return first
}

// listRows finds the rows of the lists of a table: below their heads, and where a
// table has several between the rows that the printed table has between them.
func (r *reader) listRows(p *placement) {
	for _, l := range p.lists {
		from, to := l.head.To+1, p.Rows
		if len(p.lists) > 1 {
			before, after := p.around(l.Leaf.Path)
			from, to = max(from, before), min(to, after)
		}
		group := ""
		column := l.Leaf.ColumnAt(l.Leaf.Row.Many.Group)
	rows:
		for row := from; row < to; row++ {
			if r.ends(p, row) {
				break
			}
			switch l.Kind(texts{p.worksheet}, l.head, row, group) {
			case heads.Note:
				break rows
			case heads.Entry:
				l.rows = append(l.rows, row+1)
				if column >= 0 {
					group = cmpText(l.head.In(texts{p.worksheet}, row)[column], group)
				}
			case heads.Fixed:
				p.fixedRow(l, row)
			case heads.Subtotal, heads.Numbers, heads.Again:
				p.useRow(row + 1)
			}
		}
		if n := len(l.rows); n > 0 {
			l.area.To.Row = l.rows[n-1]
		}
		p.area.include(l.area.Range)
	}
}

// fixedRow takes the figures of a row that the table has once by the heads of the list,
// where they were not found by the labels of the printed table.
func (p *placement) fixedRow(l *list, row int) {
	name := ""
	for i, text := range l.head.In(texts{p.worksheet}, row) {
		if text != "" && name == "" && l.Leaf.Columns[i].Kind != configs.NumberValue {
			name = cell.NameOf(text)
		}
	}
	for _, leaf := range data.Leaves(p.shape.table) {
		if cell.NameOf(leaf.Row.Label) != name && !slices.ContainsFunc(leaf.Row.Aliases, func(a string) bool { return cell.NameOf(a) == name }) {
			continue
		}
		stub := workbook.Ref{Row: row + 1, Col: l.area.From.Col}
		for _, c := range leaf.Columns {
			i := l.Leaf.ColumnAt(c.ID)
			found := slices.ContainsFunc(p.figures, func(f figure) bool { return f.row == leaf.Path && f.column == c.ID })
			if found || i < 0 || l.head.Columns[i] < 0 {
				continue
			}
			at := l.head.Columns[i] + 1
			p.figures = append(p.figures, figure{table: l.table, row: leaf.Path, column: c.ID, sheet: p.worksheet, at: workbook.Ref{Row: row + 1, Col: at}, stub: stub, head: workbook.Ref{Row: l.head.To + 1, Col: at}})
		}
		return
	}
}

func cmpText(text, otherwise string) string {
	if text != "" {
		return text
	}
	return otherwise
}

// around is the rows of the sheet, from 0, between which a list stands by the rows
// that the printed table has above and below it.
func (p *placement) around(path string) (from, to int) {
	grid := p.shape.source.Grid
	at := slices.IndexFunc(grid, func(row configs.GridRow) bool { return p.shape.source.ListIn(row) == path })
	places := map[string]int{}
	for i, row := range grid {
		for _, c := range row.Cells {
			if c.Role == configs.NumberCell {
				places[c.Row] = i
			}
		}
	}
	from, to = 0, p.Rows
	for _, f := range p.figures {
		if places[f.row] < at {
			from = max(from, f.at.Row)
		} else {
			to = min(to, f.at.Row-1)
		}
	}
	return from, to
}

// ends reports whether a row of the sheet, from 0, belongs to another table: it
// stands in it, or is a line above one.
func (r *reader) ends(p *placement, row int) bool {
	for _, a := range p.worksheet.tables {
		if a.table != p.area.table && row+1 >= a.From.Row && row+1 <= a.To.Row {
			return true
		}
	}
	if len(p.worksheet.tables) < 2 {
		return false
	}
	for col := 1; col <= p.Cols; col++ {
		if c := p.Cell(workbook.Ref{Row: row + 1, Col: col}); c != nil && c.Kind == workbook.Text {
			if _, isUnit := cell.UnitsOf(c.Text); isUnit || r.titles[cell.NameOf(c.Text)] {
				return true
			}
		}
	}
	return false
}

// list puts the rows of a list into the tree.
func (r *reader) list(p *placement, l *list) *source.Node {
	pos := p.Pos(workbook.Ref{Row: l.head.To + 1, Col: l.area.From.Col})
	for _, twice := range l.head.Twice {
		r.problems.Add(diag.Errorf(p.Pos(workbook.Ref{Row: l.head.To + 1, Col: twice.Place + 1}), "有两栏都是“%s”，分不清是哪一栏", "two columns are %q: which is meant is not clear", l.Leaf.Columns[twice.Column].Label).
			WithHint("删去多余的一栏，或改正它的名称", "remove the column that is too many, or mend its name"))
	}
	rows := &source.Node{Kind: source.List, Pos: pos}
	for i, c := range l.Leaf.Columns {
		if l.head.Columns[i] < 0 && !c.Total {
			r.problems.Add(diag.Errorf(pos, "表里没有找到%s", "the table lacks %s", diag.T("“%s”这一栏", "the column %q", c.Label)).
				WithHint("名称被改动的改回去；被删去的，按 Ctrl+Z 撤消，或从 gongwen init 生成的工作簿里把这张表复制过来", "give it its label again; or undo the removal, or copy the table from a workbook that gongwen init writes"))
			return saidAt(pos)
		}
	}
	for n := range l.rows {
		rows.Items = append(rows.Items, r.listRow(p, l, n))
	}
	r.unreadColumns(p, l)
	return rows
}

// listRow is a row of a list, without what the sheet adds up.
func (r *reader) listRow(p *placement, l *list, n int) *source.Node {
	row := l.rows[n]
	node := &source.Node{Kind: source.Map, Pos: p.Pos(workbook.Ref{Row: row, Col: l.area.From.Col})}
	for i, column := range l.Leaf.Columns {
		at := l.head.Columns[i]
		if at < 0 {
			continue
		}
		ref := workbook.Ref{Row: row, Col: at + 1}
		if value := r.listValue(p, l, n, i, ref); value != nil {
			put(node, column.ID, p.Pos(ref), value)
		}
	}
	return node
}

// listValue is a cell of a row of a list; nil for one that is computed.
func (r *reader) listValue(p *placement, l *list, n, column int, ref workbook.Ref) *source.Node {
	c := p.Cell(ref)
	config := l.Leaf.Columns[column]
	p.use(ref)
	switch {
	case config.Kind != configs.NumberValue && c != nil:
		return &source.Node{Kind: source.Scalar, Quoted: true, Text: r.printable(c.Text, p.Pos(ref)), Pos: p.Pos(ref)}
	case c != nil && p.Origin(ref).Row != ref.Row:
		r.problems.Add(diag.Errorf(p.Pos(ref), "这一格和上面的格合并了，分不清是哪一行的数", "the cell is merged with the one above: which row the figure is of is not clear").
			WithHint("取消合并单元格，分别填写", "take the merged cell apart and fill in both"))
		return saidAt(p.Pos(ref))
	case c == nil && config.Total:
		return nil
	case c == nil:
		return &source.Node{Kind: source.Null, Pos: p.Pos(ref)}
	case c.Formula != "" && (config.Total || l.isHigher(p, n)):
		return nil
	}
	f := figure{table: l.table, row: l.Leaf.Path, column: config.ID, sheet: p.worksheet, at: ref}
	if n == 0 {
		for at := l.head.From; at <= l.head.To; at++ {
			f.labels = append(f.labels, p.Origin(workbook.Ref{Row: at + 1, Col: ref.Col}))
		}
	}
	return r.value(f, *r.template.Value(config.Type))
}

// isHigher reports whether the row behind row n is a part of it by its code.
func (l *list) isHigher(p *placement, n int) bool {
	code := l.Leaf.ColumnAt(l.Leaf.Row.Many.Code)
	if code < 0 || n+1 == len(l.rows) || l.head.Columns[code] < 0 {
		return false
	}
	at := func(n int) string {
		if c := p.Cell(workbook.Ref{Row: l.rows[n], Col: l.head.Columns[code] + 1}); c != nil {
			return strings.TrimSpace(c.Text)
		}
		return ""
	}
	own, next := at(n), at(n+1)
	return own != "" && len(next) > len(own) && strings.HasPrefix(next, own)
}

// unreadColumns names the columns beside a list in which something stands.
func (r *reader) unreadColumns(p *placement, l *list) {
	said := map[int]bool{}
	for _, row := range l.rows {
		for col := 1; col <= p.Cols; col++ {
			ref := workbook.Ref{Row: row, Col: col}
			if slices.Contains(l.head.Columns, col-1) || said[col] || slices.Contains(l.head.Columns, p.Origin(ref).Col-1) {
				continue
			}
			c := p.Cell(ref)
			if c == nil || strings.TrimSpace(c.Text) == "" {
				continue
			}
			said[col] = true
			name := ref.String()
			for at := l.head.To; at >= l.head.From; at-- {
				if head := p.Cell(workbook.Ref{Row: at + 1, Col: col}); head != nil {
					name = head.Text
					break
				}
			}
			r.problems.Add(diag.Warnf(p.Pos(ref), "“%s”不是这张表的栏目，没有读取", "%q is no column of this table and was not read", clip(name)))
		}
	}
	for _, row := range l.rows {
		for col := range said {
			p.use(workbook.Ref{Row: row, Col: col})
		}
	}
}

// placeLists gives the cells of lists that were computed their places in the workbook.
func (r *reader) placeLists(report *data.Report) {
	for _, f := range r.listed {
		table, ok := report.Tables[f.table]
		if !ok {
			continue
		}
		given := table.Lists[f.Leaf.Path]
		if len(given.Rows) != len(f.rows) {
			continue
		}
		for n := range given.Rows {
			for i := range given.Rows[n].Cells {
				if at := f.head.Columns[i]; at >= 0 {
					given.Rows[n].Cells[i].Pos = f.sheet.Pos(workbook.Ref{Row: f.rows[n], Col: at + 1})
				}
			}
		}
	}
}

// has reports whether a figure of the list stands at a place.
func (l *list) has(ref workbook.Ref) bool {
	i := slices.Index(l.head.Columns, ref.Col-1)
	if i < 0 || l.Leaf.Columns[i].Kind != configs.NumberValue {
		return false
	}
	_, there := slices.BinarySearch(l.rows, ref.Row)
	return there
}
