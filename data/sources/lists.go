package sources

import (
	"slices"
	"strconv"
	"strings"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/cell"
	"gongwen/data/heads"
	"gongwen/data/load"
	"gongwen/internal/diag"
)

// Rows are the rows of a list as they were fetched.
type Rows struct {
	Section string
	Leaf    data.Leaf
	Rows    []Row
	From    string // the whole, such as budget.xlsx!表1
	Pos     diag.Pos
	totals  bool // the source has a column of totals
}

// Row is a row as it was fetched: for each column what a report has there, empty for
// nothing.
type Row struct {
	Cells []string
	From  string // where it stands, such as budget.xlsx!表1:A7:F7
	said  string // as load.Said has it
}

// grid is rows of a source with the heads of their columns above them.
type grid struct {
	rows [][]found
	from []string // of each row
	all  string
}

// Size implements heads.Cells.
func (g *grid) Size() (rows, cols int) {
	for _, row := range g.rows {
		cols = max(cols, len(row))
	}
	return len(g.rows), cols
}

// Text implements heads.Cells.
func (g *grid) Text(row, col int) string {
	if col >= len(g.rows[row]) {
		return ""
	}
	return strings.TrimSpace(g.rows[row][col].text)
}

// tooLarge is why a list of so many rows and columns is not taken; nil where it is.
func tooLarge(rows, cols int) *diag.Text {
	switch {
	case rows > load.MaxRows+mostHeads:
		return why("连同表头 %d 行，最多 %d 行", "there are %d rows with the heads, at most %d are allowed", rows, load.MaxRows)
	case rows*cols > maxList:
		return why("%d 行 %d 栏，超过 %d 个单元格", "%d rows of %d columns are more than %d cells", rows, cols, maxList)
	}
	return nil
}

const (
	mostHeads  = 20 // rows in which the heads of a list are looked for
	mostFaults = 20 // of a list that are said
)

// listTaker makes rows of a source those of a list.
type listTaker struct {
	*fetcher
	target data.Target
	shape  *heads.List
	grid   *grid
	head   heads.Head
	faults int
}

// list takes the rows of a source for a list of the report.
func (f *fetcher) list(t data.Target, leaf data.Leaf, g *grid) {
	l := listTaker{fetcher: f, target: t, shape: heads.Of(f.template.Table(t.Section), leaf), grid: g}
	found := false
	if l.head, found = l.shape.Find(g, 0, mostHeads); !found {
		f.said.Add(diag.Errorf(t.Pos, "%s：%s 里没有找到各栏的名称", "%s: the names of the columns were not found in %s", leaf.Name, g.all).
			WithHint("第一行写栏目的名称：%s", "the first row names the columns: %s", labelsOf(leaf.Columns)))
		return
	}
	before := l.faults
	l.heads()
	if l.faults > before {
		return
	}
	rows := Rows{Section: t.Section, Leaf: leaf, From: g.all, Pos: t.Pos}
	for i, c := range leaf.Columns {
		rows.totals = rows.totals || c.Total && l.head.Columns[i] >= 0
	}
	if rows.Rows = l.below(); len(rows.Rows) > load.MaxRows {
		l.wrong(g.all, diag.T("最多 %d 行，实有 %d 行", "at most %d rows are allowed, there are %d", load.MaxRows, len(rows.Rows)))
		return
	}
	f.lists = append(f.lists, rows)
}

// listAt is the list of a table at a path; false where there is none.
func listAt(t *configs.Table, path string) (data.Leaf, bool) {
	for _, l := range data.Lists(t) {
		if l.Path == path {
			return l, true
		}
	}
	return data.Leaf{}, false
}

func labelsOf(columns []configs.Column) string {
	labels := make([]string, len(columns))
	for i, c := range columns {
		labels[i] = c.Label
	}
	return strings.Join(labels, "，")
}

// wrong says what is wrong at a place of the source.
func (l *listTaker) wrong(from string, why diag.Text) {
	l.faults++
	switch {
	case l.faults < mostFaults:
		l.said.Add(diag.Errorf(l.target.Pos, "%s：%s，%s", "%s: %s: %s", l.shape.Leaf.Name, from, why))
	case l.faults == mostFaults:
		l.said.Add(diag.Errorf(l.target.Pos, "%s：错误太多，后面的没有再看", "%s: there are too many errors; what follows is not looked at", l.shape.Leaf.Name))
	}
}

// heads says which columns of the source are not those of the list, and which of the
// list are not in the source. Totals may be left out: they are added up.
func (l *listTaker) heads() {
	_, cols := l.grid.Size()
	for col := range cols {
		for row := l.head.From; row <= l.head.To && !slices.Contains(l.head.Columns, col); row++ {
			text := l.grid.Text(row, col)
			if text == "" {
				continue
			}
			if slices.ContainsFunc(l.target.Ignore, func(name string) bool { return cell.NameOf(name) == cell.NameOf(text) }) {
				break
			}
			why := diag.T("没有“%s”这一栏（不要的栏写进“不取”）", "the list has no column “%s” (one that is not wanted is named in “ignore”)", text)
			for _, twice := range l.head.Twice {
				if twice.Place == col {
					why = diag.T("有两栏都是“%s”", "two columns are “%s”", text)
				}
			}
			l.wrong(l.grid.rows[row][col].from, why)
			break
		}
	}
	for i, c := range l.shape.Leaf.Columns {
		if l.head.Columns[i] < 0 && !c.Total {
			l.wrong(l.grid.from[l.head.To], diag.T("缺少“%s”一栏", "there is no column “%s”", c.Label))
		}
	}
}

// below are the rows below the heads; totals that stand among them are passed over
// with a note.
func (l *listTaker) below() []Row {
	var rows []Row
	var passed []string
	leaf := l.shape.Leaf
	by := leaf.ColumnAt(leaf.Row.Many.Group)
	group := ""
	for i := l.head.To + 1; i < len(l.grid.rows); i++ {
		switch l.shape.Kind(l.grid, l.head, i, group) {
		case heads.Note:
			i = len(l.grid.rows)
		case heads.Entry:
			row := l.row(i)
			if by >= 0 && row.Cells[by] != "" {
				group = row.Cells[by]
			}
			rows = append(rows, row)
		case heads.Fixed, heads.Subtotal:
			passed = append(passed, l.grid.from[i])
		}
	}
	if len(passed) > 0 {
		l.said.Add(diag.Diagnostic{Level: diag.Note, Pos: l.target.Pos, Message: diag.T("%s：合计、小计等 %d 行没有读取，由程序相加（第一行是 %s）",
			"%s: %d rows of totals were not read, they are computed (the first is %s)", leaf.Name, len(passed), passed[0])})
	}
	return rows
}

// row reads a row, whose figures and words have to be of the types of the columns.
func (l *listTaker) row(n int) Row {
	row := Row{Cells: make([]string, len(l.shape.Leaf.Columns)), From: l.grid.from[n]}
	cells := make([]data.Cell, len(row.Cells))
	for i, c := range l.shape.Leaf.Columns {
		at := l.head.Columns[i]
		if at < 0 || at >= len(l.grid.rows[n]) {
			continue
		}
		v := l.grid.rows[n][at]
		switch {
		case v.not != nil:
			l.wrong(v.from, *v.not)
		case strings.TrimSpace(v.text) == "":
		case c.Kind == configs.NumberValue:
			number, why, ok := load.Figure(v.text, l.types[c.Type])
			if !ok {
				l.wrong(v.from, why)
			}
			row.Cells[i], cells[i] = number.String(), data.Cell{Number: number, State: data.Given}
		default:
			words, why, ok := load.Words(v.text, c.Kind)
			if !ok {
				l.wrong(v.from, why)
			}
			row.Cells[i], cells[i] = words, data.Cell{Text: words, State: data.Given}
		}
	}
	row.said = load.Said(&data.ListRow{Cells: cells})
	return row
}

// key is how the record names a row of a list, which is counted from 1.
func (r Rows) key(n int) data.Ref { return data.Ref{Row: r.Leaf.Path, Column: strconv.Itoa(n + 1)} }
