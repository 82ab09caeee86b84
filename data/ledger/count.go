package ledger

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/records"
	"gongwen/data/sources"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// Count is what a register comes to.
type Count struct {
	Cells []Cell   // in the order of the tables, those of nothing too
	Lines int      // that were counted
	Left  []int    // lines of another year, which the mapping leaves out
	Not   []string // columns that the register does not have: what they say is not counted
	Heads []string // the columns that were read, as the register calls them
}

// Cell is a figure of the report and the lines that are counted in it.
type Cell struct {
	Section string
	data.Ref
	Name  string
	Lines []int // their numbers in the register
}

// Options is how a register is read.
type Options struct {
	Name  string // of the file, for messages
	Sheet string // empty for the only one that is a register
	Year  int    // of the report
}

// Read counts a register of a workbook or of comma-separated values. It is nil when
// a line cannot be counted; the list names each by its number, with the word that
// is not known, and never anything of a column that is not counted.
func (m *Mapping) Read(content []byte, t *configs.Template, o Options) (*Count, diag.List) {
	var twice diag.List
	var nearest []int // the row that has most of the columns
	most := 0
	table, said := records.Read(o.Name, content, o.Sheet, func(row []string, pos func(int) diag.Pos) ([]int, bool) {
		cols, ok := m.headOf(row)
		if ok {
			twice = m.twice(row, cols, pos)
		} else if has := len(cols) - howMany(cols, 0); has > most {
			nearest, most = cols, has
		}
		return cols, ok
	})
	for i := range said {
		said[i].Pos = withoutLine(said[i].Pos)
	}
	if table == nil {
		return nil, m.wanted(said, nearest)
	}
	if twice.HasErrors() {
		return nil, twice
	}
	c := counter{Mapping: m, table: table, template: t, options: o, lines: map[key][]int{}, said: said}
	for _, line := range table.Lines {
		c.line(line)
	}
	if c.refused.lines > 0 {
		return nil, append(c.said, c.refused.said(o.Name)...)
	}
	return c.result(), append(c.said, c.doubtful()...)
}

func howMany(list []int, n int) (times int) {
	for _, i := range list {
		if i == n {
			times++
		}
	}
	return times
}

// wanted adds to what is said of a register without a head which columns are needed, of
// a row that has some of them which it lacks.
func (m *Mapping) wanted(said diag.List, row []int) diag.List {
	var names []string
	how := diag.T("台账要有这几栏", "the register needs these columns")
	if row != nil {
		how = diag.T("最像表头的一行里没有", "the row that is most like a head lacks")
	}
	for i, c := range m.columns {
		if c.needed && c.counts && (row == nil || row[i] == 0) {
			names = append(names, strings.Join(c.names, "/"))
		}
	}
	for i, d := range said {
		if d.Level == diag.Error && d.Hint == (diag.Text{}) {
			said[i] = d.WithHint("%s：%s", "%s: %s", how, strings.Join(names, "；"))
		}
	}
	return said
}

// twice says that a chosen column has two heads of one name.
func (m *Mapping) twice(row []string, cols []int, pos func(int) diag.Pos) diag.List {
	var said diag.List
	for i, col := range cols {
		if col == 0 {
			continue
		}
		for at := col; at < len(row); at++ {
			if source.Normalize(row[at]) == source.Normalize(row[col-1]) && at != col-1 {
				said.Add(diag.Errorf(pos(at+1), "“%s”有两栏，分不清用哪一栏（%s）", "there are two columns “%s”, which is meant is not clear (%s)", row[at], m.columns[i].id).
					WithRelated(pos(col), "另一栏在这里", "the other is here"))
			}
		}
	}
	return said
}

// key is a cell of the tables.
type key struct {
	section string
	data.Ref
}

// counter is a register being counted.
type counter struct {
	*Mapping
	table    *records.Lines
	template *configs.Template
	options  Options
	lines    map[key][]int
	counted  int
	left     []int
	refused  refusals
	undated  []int // lines of this year with an outcome and without the day of the answer
	long     []int // lines that were open for more than a year
	said     diag.List
}

// line counts a line by every rule that it meets.
func (c *counter) line(line records.Line) {
	if line.Over > 0 {
		c.refuse(line, 0, "", "比表头多 %d 格，各栏错开了：值里有逗号的，两头要加引号", "%d cells more than the head has, so columns are shifted: a value with a comma needs quotation marks", line.Over)
		return
	}
	for column, cell := range line.Cells {
		if cell.Lost { // it would count as nothing
			c.refuse(line, column, "", "“%s”是公式，文件里没有算出的结果：在 WPS 或 Excel 中打开，保存一次", "“%s” is a formula whose result is not in the file: open the file in a spreadsheet program and save it", c.table.Heads[column])
			return
		}
	}
	when, ok := c.belongs(line)
	if !ok {
		return
	}
	var into []key
	for _, rule := range c.counts {
		if rule.received != anyYear && rule.received != when.in || !c.asked(rule) {
			continue
		}
		if rule.with >= 0 && !c.says(line, rule.with) || rule.without >= 0 && c.says(line, rule.without) {
			continue
		}
		column, counts, ok := c.meaning(line, rule.columnOf)
		if !ok {
			return
		}
		if !counts {
			continue
		}
		row := rule.row
		if rule.rowOf >= 0 {
			if row, counts, ok = c.row(line, rule, when); !ok {
				return
			}
			if !counts {
				continue
			}
		}
		into = append(into, key{rule.table, data.Ref{Row: row, Column: column}})
	}
	for _, k := range into {
		c.lines[k] = append(c.lines[k], line.Number)
	}
	c.counted++
	c.doubts(line, when)
}

// asked reports whether the register has the columns of a rule.
func (c *counter) asked(rule count) bool {
	return c.table.Cols[rule.columnOf] > 0 && (rule.rowOf < 0 || c.table.Cols[rule.rowOf] > 0)
}

// says reports whether a cell says something that means more than nothing.
func (c *counter) says(line records.Line, column int) bool {
	text := line.Cells[column].Text
	return text != "" && !c.columns[column].none[source.Normalize(text)]
}

// meaning is what a cell means: counts is false for nothing, ok for a word that is
// not known, which is said.
func (c *counter) meaning(line records.Line, column int) (meaning string, counts, ok bool) {
	is := c.columns[column]
	text := line.Cells[column].Text
	word := source.Normalize(text)
	switch {
	case text == "" && is.empty != "":
		return is.empty, true, true
	case text == "" && is.needed:
		c.refuse(line, column, "", "“%s”是空的", "“%s” is empty", c.table.Heads[column])
		return "", false, false
	case text == "" || is.none[word]:
		return "", false, true
	}
	if meaning, known := is.words[word]; known {
		return meaning, true, true
	}
	c.unknown(line, column, word)
	return "", false, false
}

// row is the row that a line is counted in. A word that means a group of rows is
// refined by another column.
func (c *counter) row(line records.Line, rule count, when belongs) (row string, counts, ok bool) {
	is := c.columns[rule.rowOf]
	if when.open && is.empty != "" {
		return is.empty, true, true
	}
	row, counts, ok = c.meaning(line, rule.rowOf)
	if ok && counts && is.empty != "" && !c.agrees(line, rule.rowOf, row == is.empty, when) {
		return "", false, false
	}
	if !ok || !counts || c.isRow(rule.table, row) {
		return row, counts, ok
	}
	// The words of both cells are known here, so that messages may repeat them.
	said := source.Normalize(line.Cells[rule.rowOf].Text)
	if is.refine < 0 || c.table.Cols[is.refine] == 0 {
		c.refuse(line, rule.rowOf, "", "“%s”分几种，台账没有“%s”一栏", "“%s” has several kinds, and the register has no column “%s”", said, c.refineName(is))
		return "", false, false
	}
	if line.Cells[is.refine].Text == "" {
		c.refuse(line, is.refine, "", "“%s”没有写是哪一种：“%s”是空的", "“%s” does not say of which kind: “%s” is empty", said, c.refineName(is))
		return "", false, false
	}
	kind, counts, ok := c.meaning(line, is.refine)
	switch {
	case !ok:
		return "", false, false
	case !counts || !strings.HasPrefix(kind, row+"."):
		c.refuse(line, is.refine, "", "“%s”不是“%s”的一种", "“%s” is no kind of “%s”", source.Normalize(line.Cells[is.refine].Text), said)
		return "", false, false
	}
	return kind, true, true
}

func (c *counter) refineName(is column) string {
	if is.refine < 0 {
		return is.names[0]
	}
	return c.columns[is.refine].names[0]
}

// isRow reports whether a path is of a row that holds figures.
func (c *counter) isRow(section, path string) bool {
	return slices.ContainsFunc(data.Leaves(c.template.Table(section)), func(l data.Leaf) bool { return l.Path == path })
}

// result is every cell that the rules reach.
func (c *counter) result() *Count {
	reached := map[key]bool{}
	out := &Count{Lines: c.counted, Left: c.left}
	for i, col := range c.table.Cols {
		switch {
		case !c.columns[i].counts || col == 0 && i == c.year.answered:
		case col == 0:
			out.Not = append(out.Not, c.columns[i].names[0])
		default:
			out.Heads = append(out.Heads, c.table.Heads[i])
		}
	}
	for _, rule := range c.counts {
		if !c.asked(rule) {
			continue
		}
		for _, l := range data.Leaves(c.template.Table(rule.table)) {
			if !c.reaches(rule, l) {
				continue
			}
			for _, id := range c.columns[rule.columnOf].order {
				reached[key{rule.table, data.Ref{Row: l.Path, Column: id}}] = true
			}
		}
	}
	for _, s := range c.template.Sections {
		table := c.template.Table(s.ID)
		if table == nil {
			continue
		}
		for _, l := range data.Leaves(table) {
			for _, column := range l.Columns {
				k := key{s.ID, data.Ref{Row: l.Path, Column: column.ID}}
				if reached[k] {
					out.Cells = append(out.Cells, Cell{s.ID, k.Ref, data.CellName(table, k.Ref), c.lines[k]})
				}
			}
		}
	}
	return out
}

// reaches reports whether a rule can count into a row.
func (c *counter) reaches(rule count, l data.Leaf) bool {
	if l.Total {
		return false
	}
	if rule.rowOf < 0 {
		return l.Path == rule.row
	}
	of := c.columns[rule.rowOf]
	return l.Path == of.empty || slices.ContainsFunc(of.order, func(path string) bool { return l.Path == path || l.Within(path) })
}

// Figures are the counts as figures of a report, each with the lines that it comes
// from.
func (n *Count) Figures(file string) []sources.Figure {
	list := make([]sources.Figure, 0, len(n.Cells))
	for _, cell := range n.Cells {
		list = append(list, sources.Figure{
			Section: cell.Section, Ref: cell.Ref, Number: data.NewNumber("", decimal.NewFromInt(int64(len(cell.Lines)))),
			From: From(file, cell.Lines), Pos: diag.Pos{File: file},
		})
	}
	return list
}

// From says of which lines of a file a figure is made; of many how many they are.
func From(file string, lines []int) string {
	switch {
	case len(lines) == 0:
		return file + " 没有"
	case len(lines) > maxNamed:
		return fmt.Sprintf("%s 共 %d 行", file, len(lines))
	}
	return file + " 第 " + Numbers(lines) + " 行"
}

// Numbers are the numbers of lines.
func Numbers(lines []int) string {
	texts := make([]string, len(lines))
	for i, n := range lines {
		texts[i] = strconv.Itoa(n)
	}
	return strings.Join(texts, "、")
}
