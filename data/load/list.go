package load

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/heads"
	"gongwen/internal/diag"
	"gongwen/internal/pattern"
	"gongwen/internal/source"
)

// Files are the tables that a report file may name beside it.
type Files interface {
	// Rows is the rows of cells of a table in a CSV file, or on a sheet of a
	// workbook, its first where sheet is empty. At most rows of them are read. A cell
	// is a Scalar or Null; nil rows come with the reasons, which have the places of
	// that file or none.
	Rows(file, sheet string, rows int) ([][]*source.Node, diag.List)
}

// listReader reads the rows that a report gives for a row which a table has many of.
type listReader struct {
	*tableBuilder
	leaf    data.Leaf
	many    *configs.Many
	code    int              // place of the column of codes, -1 for none
	group   int              // likewise, of the column by which rows are grouped
	totals  []configs.Column // those that others add up first
	addends map[string][]int // by the id of a total: places of the columns that it adds up
	faults  int
}

// rowNode is a row with what was given for each column, nil for nothing.
type rowNode struct {
	cells []*source.Node
	pos   diag.Pos
}

// many reads the rows of a list: a list of lists or maps, or the name of a file
// that holds them.
func (t *tableBuilder) many(l data.Leaf, entry source.Entry) {
	r := listReader{tableBuilder: t, leaf: l, many: l.Row.Many, code: l.ColumnAt(l.Row.Many.Code), group: l.ColumnAt(l.Row.Many.Group)}
	r.totals, r.addends = inOrder(l), map[string][]int{}
	for _, total := range r.totals {
		for _, part := range l.Addends(total) {
			r.addends[total.ID] = append(r.addends[total.ID], l.ColumnAt(part.ID))
		}
	}
	list := data.List{Pos: entry.Key.Pos}
	var rows []rowNode
	before := len(t.problems)
	switch n := entry.Value; n.Kind {
	case source.Null:
	case source.List:
		rows = r.written(n)
	default:
		list.File, list.Sheet = r.fileOf(n)
		if list.File != "" {
			rows = r.beside(list, n.Pos)
		}
	}
	list.Rows = r.rows(rows)
	if len(t.problems) > before && t.problems[before:].HasErrors() {
		list.Broken, t.broken[l.Path] = true, true
	}
	t.given[l.Path] = list
}

// written reads the rows that stand in the report file itself.
func (r *listReader) written(n *source.Node) []rowNode {
	if len(n.Items) > MaxRows {
		r.tooMany(n.Pos, len(n.Items))
		return nil
	}
	rows := make([]rowNode, 0, len(n.Items))
	for _, item := range n.Items {
		switch item.Kind {
		case source.List:
			if cells := r.inOrder(item.Items); cells != nil {
				rows = append(rows, rowNode{cells, item.Pos})
				continue
			}
			r.wrongCount(r.leaf, item.Pos, len(item.Items))
		case source.Map:
			rows = append(rows, r.byColumn(item))
		default:
			r.errorf(item.Pos, "%s：应为一行“[…, …]”，实为%s", "%s: should be a row [..., ...], is %s", r.leaf.Name, item.Kind.Name())
		}
	}
	return rows
}

func (r *listReader) tooMany(pos diag.Pos, rows int) {
	r.errorf(pos, "%s：最多 %d 行，实有 %d 行", "%s: at most %d rows, there are %d", r.leaf.Name, MaxRows, rows)
}

// inOrder is cells in the order of the columns, without totals where these were
// left out; nil for another number of them.
func (r *listReader) inOrder(items []*source.Node) []*source.Node {
	columns := r.leaf.Columns
	if len(items) == len(columns) {
		return items
	}
	cells := make([]*source.Node, len(columns))
	n := 0
	for i, c := range columns {
		if c.Total {
			continue
		}
		if n == len(items) {
			return nil
		}
		cells[i] = items[n]
		n++
	}
	if n != len(items) {
		return nil
	}
	return cells
}

func (r *listReader) byColumn(n *source.Node) rowNode {
	var strange diag.List
	fields := source.NewFields(n, &strange, r.keys()...)
	for _, d := range strange {
		r.causes.add(d, diag.T("各有一处：%s", "%s", d.Message))
	}
	row := rowNode{cells: make([]*source.Node, len(r.leaf.Columns)), pos: n.Pos}
	for i, c := range r.leaf.Columns {
		row.cells[i] = fields.Get(c.ID)
	}
	return row
}

func (r *listReader) keys() []source.Key {
	keys := make([]source.Key, len(r.leaf.Columns))
	for i, c := range r.leaf.Columns {
		keys[i] = source.Key{ID: c.ID, Labels: labels(append([]string{c.Label}, c.Aliases...)...)}
	}
	return keys
}

// fileOf is the file that is named in place of rows, and the sheet of it.
func (r *listReader) fileOf(n *source.Node) (file, sheet string) {
	if n.Kind == source.Map {
		fields := source.NewFields(n, &r.problems, fileKey, sheetKey)
		if at := fields.Require(fileKey.ID); at != nil {
			file = trimBlanks(source.String(at, &r.problems))
		}
		sheet = trimBlanks(source.String(fields.Get(sheetKey.ID), &r.problems))
	} else {
		file, sheet, _ = strings.Cut(trimBlanks(n.Text), "!")
	}
	if file == "" {
		return "", ""
	}
	beside := diag.T("把文件放在报告文件的旁边或其下的文件夹里，写成“数据/a.csv”", "put it beside the report file or in a folder below it, and write “data/a.csv”")
	if fault := outside(file, diag.Text{ZH: "表格", EN: "table"}, beside); fault != nil {
		r.problems.Add(diag.Diagnostic{Pos: n.Pos, Message: fault.message, Hint: fault.hint})
		return "", ""
	}
	return file, sheet
}

// namesFile reports whether a map names a file, and no rows.
func namesFile(n *source.Node) bool {
	return n.Kind == source.Map && lookup(n, fileKey) != nil
}

// beside reads the rows of a file. Its first row names the columns, in any order;
// other columns are passed over with a note.
func (r *listReader) beside(list data.List, pos diag.Pos) []rowNode {
	if r.files == nil {
		r.errorf(pos, "%s：这里不能读另外的文件“%s”", "%s: no other file can be read here: “%s”", r.leaf.Name, clip(list.File))
		return nil
	}
	const head = 20 // rows above the data, with title and unit
	cells, said := r.files.Rows(list.File, list.Sheet, MaxRows+head)
	r.place(said, pos)
	if cells == nil {
		return nil
	}
	shape := heads.Of(r.config, r.leaf)
	at, found := shape.Find(nodeCells(cells), 0, head)
	if !found {
		r.problems.Add(diag.Errorf(pos, "%s：“%s”里没有找到各栏的名称", "%s: the names of the columns were not found in “%s”", r.leaf.Name, clip(list.File)).
			WithHint("第一行写栏目的名称：%s", "the first row names the columns: %s", columnNames(r.leaf.Columns)))
		return nil
	}
	for _, twice := range at.Twice {
		r.errorf(cells[at.To][twice.Place].Pos, "%s：有两栏都是“%s”", "%s: two columns are %q", r.leaf.Name, r.leaf.Columns[twice.Column].Label)
	}
	rows := r.below(shape, cells, at)
	if len(rows) > MaxRows {
		r.tooMany(pos, len(rows))
		return nil
	}
	return rows
}

func columnNames(columns []configs.Column) string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Label
	}
	return strings.Join(names, "，")
}

// below are the rows of a list below its heads. What stands among them and is none,
// such as the totals of a printed table, is passed over with a note.
func (r *listReader) below(list *heads.List, cells [][]*source.Node, head heads.Head) []rowNode {
	var rows []rowNode
	var passed []*source.Node
	group := ""
	for i := head.To + 1; i < len(cells); i++ {
		row := cells[i]
		switch list.Kind(nodeCells(cells), head, i, group) {
		case heads.Note:
			i = len(cells)
		case heads.Entry:
			node := r.placed(row, head.Columns)
			if r.group >= 0 && isGiven(node.cells[r.group]) {
				group = trimBlanks(node.cells[r.group].Text)
			}
			rows = append(rows, node)
		case heads.Fixed, heads.Subtotal:
			passed = append(passed, row[0])
		}
	}
	if len(passed) > 0 {
		r.problems.Add(diag.Diagnostic{Level: diag.Note, Pos: passed[0].Pos, Message: diag.T("%s：合计、小计等 %d 行没有读取，由程序相加（这里是第一行）",
			"%s: %d rows of totals were not read, they are computed (here is the first)", r.leaf.Name, len(passed))})
	}
	return rows
}

// placed is a row of cells by the places of the columns.
func (r *listReader) placed(row []*source.Node, columns []int) rowNode {
	node := rowNode{cells: make([]*source.Node, len(r.leaf.Columns)), pos: row[0].Pos}
	for i, c := range columns {
		switch {
		case c >= 0 && c < len(row):
			node.cells[i] = row[c]
		case c >= 0:
			node.cells[i] = &source.Node{Kind: source.Null, Pos: row[len(row)-1].Pos}
		}
	}
	return node
}

// nodeCells is rows of cells in which a list is looked for.
type nodeCells [][]*source.Node

// Size implements heads.Cells.
func (c nodeCells) Size() (rows, cols int) {
	for _, row := range c {
		cols = max(cols, len(row))
	}
	return len(c), cols
}

// Text implements heads.Cells.
func (c nodeCells) Text(row, col int) string {
	if col >= len(c[row]) {
		return ""
	}
	return c[row][col].Text
}

// rows reads what was given, the words first: they say which rows stand above
// others, whose figures may be left out.
func (r *listReader) rows(nodes []rowNode) []data.ListRow {
	list := data.List{Rows: make([]data.ListRow, len(nodes))}
	cells := make([]data.Cell, len(nodes)*len(r.leaf.Columns))
	for i, node := range nodes {
		row := &list.Rows[i]
		row.Pos = node.pos
		row.Cells, cells = cells[:len(r.leaf.Columns):len(r.leaf.Columns)], cells[len(r.leaf.Columns):]
		for c, column := range r.leaf.Columns {
			if column.Kind != configs.NumberValue && !r.givesUp() {
				row.Cells[c] = r.words(column, node.cells[c], node.pos)
			}
		}
		r.level(row)
	}
	r.ordered(list)
	for i := range nodes {
		r.figures(list, i, nodes[i])
	}
	for i := len(nodes) - 1; i >= 0; i-- {
		r.sums(list, i, nodes[i])
	}
	return list.Rows
}

// mostFaults is how many rows of a list are complained about.
const mostFaults = 50

func (r *listReader) givesUp() bool { return r.faults >= mostFaults }

func (r *listReader) wrong(pos diag.Pos, zh, en string, args ...any) {
	r.wrongWith(diag.Errorf(pos, zh, en, args...))
}

func (r *listReader) wrongWith(d diag.Diagnostic) {
	if r.faults++; r.faults == mostFaults {
		d = diag.Errorf(d.Pos, "%s：错误太多，后面的行没有再看", "%s: there are too many errors; the rows behind are not looked at", r.leaf.Name)
	}
	if r.faults <= mostFaults {
		r.problems.Add(d)
	}
}

// codeForm is what codes look like.
var codeForm = pattern.New(`^[0-9A-Za-z][0-9A-Za-z.\-]{0,29}$`)

// words reads a cell of a column that holds no figures.
func (r *listReader) words(c configs.Column, n *source.Node, at diag.Pos) data.Cell {
	if n == nil || n.Kind == source.Null || n.Kind == source.Scalar && trimBlanks(n.Text) == "" {
		if n != nil {
			at = n.Pos
		}
		if c.ID == r.many.Code || c.ID == r.many.Group {
			r.wrong(at, "%s：这一行没有“%s”", "%s: a row without %q", r.leaf.Name, c.Label)
		}
		return data.Cell{State: data.Empty, Pos: at}
	}
	name := r.leaf.Name + " · " + c.Label
	field, ok := r.line(n, name, maxCellText)
	if !ok {
		if last := &r.problems[len(r.problems)-1]; r.files != nil && strings.Contains(trimBlanks(n.Text), "\n") && last.Hint.ZH == "" {
			*last = last.WithHint("这一格里有换行：改成一行；不是有意的，看前面的引号有没有关上", "the cell has a line break: write it on one line; where that is not meant, a quote before it may not be closed")
		}
		r.faults++
		return data.Cell{Pos: n.Pos}
	}
	switch c.Kind {
	case configs.CodeValue:
		if field.Text = widths.Replace(field.Text); !codeForm.MatchString(field.Text) {
			r.wrong(field.Pos, "%s：“%s”不是编码", "%s: “%s” is no code", name, clip(field.Text))
			return data.Cell{Typed: field.Text, Pos: field.Pos}
		}
	case configs.DateValue:
		day, what := parseDay(field)
		if what < farDay {
			r.wrongWith(diag.Errorf(field.Pos, "%s：%s", "%s: %s", name, what.wrong(field.Text)).
				WithHint("写成 2024-01-25 或 2024年1月25日", "written as 2024-01-25"))
			return data.Cell{Typed: field.Text, Pos: field.Pos}
		}
		field.Text = day.ISO()
	}
	return data.Cell{Text: field.Text, State: data.Given, Pos: field.Pos}
}

// level finds how deep a row stands by its code.
func (r *listReader) level(row *data.ListRow) {
	if r.code < 0 || len(r.many.Levels) == 0 {
		return
	}
	cell := row.Cells[r.code]
	if row.Level = data.LevelOf(r.many, cell.Text); row.Level < 0 {
		row.Level = 0
		if cell.State == data.Given {
			r.wrongWith(diag.Errorf(cell.Pos, "%s：“%s”有 %d 位，编码应有 %s 位", "%s: “%s” has %d digits, codes have %s", r.leaf.Name, cell.Text, len(cell.Text), lengths(r.many.Levels)))
		}
	}
}

func lengths(levels []int) string {
	texts := make([]string, len(levels))
	for i, n := range levels {
		texts[i] = decimal.NewFromInt(int64(n)).String()
	}
	return strings.Join(texts, "、")
}

// ordered checks that codes ascend, so that what belongs to one follows it, and that
// rows of a group stand together.
func (r *listReader) ordered(list data.List) {
	if r.code >= 0 && len(r.many.Levels) > 0 {
		for i := 1; i < len(list.Rows); i++ {
			before, cell := list.Rows[i-1].Cells[r.code], list.Rows[i].Cells[r.code]
			if cell.Text <= before.Text && cell.Text != "" {
				r.wrongWith(diag.Errorf(cell.Pos, "%s：“%s”不应在“%s”之后", "%s: “%s” should not stand behind “%s”", r.leaf.Name, cell.Text, before.Text).
					WithHint("按编码从小到大排列，每个编码一行，上一级在前", "in the order of the codes, a row for each, the higher level first"))
			}
		}
	}
	if r.group < 0 {
		return
	}
	r.grouped(list)
}

// scattered is a text whose rows do not stand together: where those behind others are.
type scattered struct {
	name          string
	before, apart diag.Pos
}

// grouped checks that rows of a group stand together. All that do not are one fault: the
// list is not sorted.
func (r *listReader) grouped(list data.List) {
	seen := map[string]diag.Pos{}
	var apart []scattered
	list.Groups(r.group, func(from, _ int, name string) {
		at := list.Rows[from].Cells[r.group].Pos
		first, twice := seen[name]
		if twice && name != "" && !slices.ContainsFunc(apart, func(s scattered) bool { return s.name == name }) {
			apart = append(apart, scattered{name, first, at})
		}
		if !twice {
			seen[name] = at
		}
	})
	if len(apart) == 0 {
		return
	}
	const shown = 3
	names := make([]string, min(shown, len(apart)))
	for i := range names {
		names[i] = "“" + clip(apart[i].name) + "”"
	}
	wrong := diag.Errorf(apart[0].apart, "%s：%s的各行没有排在一起", "%s: the rows of %s do not stand together", r.leaf.Name, strings.Join(names, ""))
	if len(apart) > shown {
		wrong.Message = diag.T("%s：%s等 %d 组的各行没有排在一起", "%s: the rows of %s and others, %d groups in all, do not stand together", r.leaf.Name, strings.Join(names, ""), len(apart))
	}
	r.wrongWith(wrong.WithRelated(apart[0].before, "前面的在这里", "those before are here").
		WithHint("按“%s”排序，相同的行放在一起", "sort the rows by “%s”", r.leaf.Columns[r.group].Label))
}

// figures reads the figures that are given for row i.
func (r *listReader) figures(list data.List, i int, node rowNode) {
	row := &list.Rows[i]
	leaf := r.leaf
	heads := list.Heads(i)
	for c, column := range leaf.Columns {
		n := node.cells[c]
		if column.Kind != configs.NumberValue || r.givesUp() {
			continue
		}
		before := len(r.problems) + len(r.blank)
		switch {
		case isGiven(n), n != nil && !heads && !column.Total:
			leaf.Name, leaf.Path = data.RowTitle(r.leaf, row), r.leaf.Path+"#"+node.pos.String()
			row.Cells[c], _ = r.figureCell(leaf, column, n)
		case n == nil && !heads && !column.Total:
			r.missingColumn(data.Leaf{Name: data.RowTitle(r.leaf, row)}, column.Label, node.pos)
			r.faults++
		}
		if r.faults += len(r.problems) + len(r.blank) - before; r.givesUp() {
			r.errorf(node.pos, "%s：错误太多，后面的行没有再看", "%s: there are too many errors; the rows behind are not looked at", r.leaf.Name)
		}
	}
}

// isGiven reports whether there is something in a cell.
func isGiven(n *source.Node) bool {
	return n != nil && n.Kind != source.Null && (n.Kind != source.Scalar || trimBlanks(n.Text) != "")
}

// sums computes what row i leaves out; those below it have been: the figures of a
// row that stands above others, and totals.
func (r *listReader) sums(list data.List, i int, node rowNode) {
	row := &list.Rows[i]
	if list.Heads(i) {
		for c, column := range r.leaf.Columns {
			if column.Kind != configs.NumberValue || column.Total || isGiven(node.cells[c]) {
				continue
			}
			var parts []data.Cell
			list.Parts(i, func(part *data.ListRow) { parts = append(parts, part.Cells[c]) })
			row.Cells[c] = data.Sum(parts, node.pos)
		}
	}
	for _, column := range r.totals {
		c := r.leaf.ColumnAt(column.ID)
		if isGiven(node.cells[c]) {
			continue
		}
		var parts []data.Cell
		for _, part := range r.addends[column.ID] {
			parts = append(parts, row.Cells[part])
		}
		row.Cells[c] = data.Sum(parts, node.pos)
	}
}
