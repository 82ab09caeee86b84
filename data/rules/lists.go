package rules

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/types"
	"github.com/shopspring/decimal"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
)

// What rules about a table have beside its figures.
const (
	// atName is the function that gives a figure of any table by the table's id, a
	// row's path or its code, and the column's id; 0 where no row has the code.
	atName = "at"
	// wordName is the function that gives a text in a row of a list, by the table's id,
	// the row's code and the column's id; empty where no row has the code.
	wordName = "wordOf"
	// codeOfName is the function that gives the code of a row of a list by the names of
	// the rows above it and its own, texts or lists of texts; empty where there is none
	// or more than one.
	codeOfName = "codeOf"
	// capturedName is the function that gives what the groups of a pattern have captured
	// where it last matches in a text; none where it does not.
	capturedName = "captured"
	// codeName is the code of a row; empty for one without. A column of that name is the
	// column.
	codeName = "code"
	// columnName is the id of the column that a rule for columns is at.
	columnName = "column"
)

// lookUps adds the functions that look rows up to what expressions may use.
func (c *compiler) lookUps() {
	c.env[atName] = types.TypeOf(func(_, _, _ string) decimal.Decimal { return decimal.Zero })
	c.env[wordName] = types.TypeOf(func(_, _, _ string) string { return "" })
	c.env[codeOfName] = types.TypeOf(func(_ string, _ ...any) string { return "" })
	c.env[capturedName] = types.TypeOf(func(_, _ string) []string { return nil })
}

// lookUps adds the same to what they are evaluated with.
func (c *check) lookUps(env map[string]any) {
	env[atName], env[wordName], env[codeOfName], env[capturedName] = c.at, c.wordOf, c.codeOf, c.captured
}

// looksUp reports whether a function looks rows up.
func looksUp(name string) bool { return name == atName || name == wordName || name == codeOfName }

// lookup checks the names in at("table", "row", "column") and the like that are
// written out.
func (c *collector) lookup(name string, call *ast.CallNode) {
	c.rule.looksUp = true
	if len(call.Arguments) == 0 {
		return // the library says so
	}
	table, ok := call.Arguments[0].(*ast.StringNode)
	if !ok {
		(*compiler)(c).errorf(`规则 %s：%s 的第一项应当是加引号的表格的 id`, `rule %s: the first argument of %s is the id of a table in quotes`, c.rule.ID, name)
		return
	}
	f := c.figures[table.Value]
	if f == nil {
		(*compiler)(c).errorf("规则 %s 的 %s 里没有表格“%s”", "rule %s: %s names a table “%s” that does not exist", c.rule.ID, name, table.Value)
		return
	}
	const parts = 3
	if name == codeOfName || len(call.Arguments) != parts {
		return
	}
	column, written := call.Arguments[2].(*ast.StringNode)
	if written && !f.hasColumn(column.Value) {
		(*compiler)(c).errorf("规则 %s 的 %s：表“%s”没有栏目“%s”", "rule %s: in %s, table “%s” has no column “%s”", c.rule.ID, name, table.Value, column.Value)
	}
	if row, written := call.Arguments[1].(*ast.StringNode); written && name == atName {
		if _, fixed := f.leaf(row.Value); !fixed && !f.hasCode(row.Value) && len(f.lists) == 0 {
			(*compiler)(c).errorf("规则 %s 的 at：表“%s”没有行“%s”", "rule %s: in at, table “%s” has no row “%s”", c.rule.ID, table.Value, row.Value)
		}
	}
}

func (f *figures) hasColumn(id string) bool {
	for _, list := range [][]data.Leaf{f.leaves, f.lists} {
		for _, l := range list {
			if l.ColumnAt(id) >= 0 {
				return true
			}
		}
	}
	return false
}

func (f *figures) hasCode(code string) bool {
	for _, l := range f.leaves {
		if l.Row.Code == code {
			return true
		}
	}
	return false
}

// codedRows finds the rows of a table by their codes.
type codedRows struct {
	fixed map[string]string   // paths of rows
	lists map[string]codedRow // rows of lists
	names map[string]string   // codes of rows of lists, by the names that lead to them; empty for more than one
	// broken says that some of its lists could not be read whole.
	broken bool
}

type codedRow struct {
	leaf *data.Leaf
	row  *data.ListRow
}

// at is a figure of a table. One that is not known, as in a table that the report
// leaves out by mistake, makes the rule be passed over.
func (c *check) at(table, row, column string) decimal.Decimal {
	f, t := c.figures[table], c.report.Tables[table]
	if _, read := c.report.Tables[table]; !read {
		if s := c.report.Template.Section(table); s == nil || !s.Optional {
			c.lacking = true
		}
		return decimal.Zero // a table that is left out has nothing
	}
	path := row
	if _, fixed := f.leaf(row); !fixed {
		coded := c.codedRows(table, f, t)
		if r, ok := coded.lists[row]; ok {
			at := r.leaf.ColumnAt(column)
			if at < 0 {
				return decimal.Zero
			}
			return c.known(r.row.Cells[at])
		}
		if path = coded.fixed[row]; path == "" {
			c.lacking = c.lacking || coded.broken
			return decimal.Zero
		}
	}
	cell, there := t.Cells[data.Ref{Row: path, Column: column}]
	if !there {
		l, _ := f.leaf(path)
		c.lacking = c.lacking || l.ColumnAt(column) >= 0
		return decimal.Zero
	}
	return c.known(cell)
}

func (c *check) known(cell data.Cell) decimal.Decimal {
	c.lacking = c.lacking || cell.State == data.Bad || cell.State == data.Unknown
	return cell.Value()
}

func (c *check) codedRows(id string, f *figures, t data.Table) codedRows {
	if found, ok := c.coded[id]; ok {
		return found
	}
	found := codedRows{fixed: map[string]string{}, lists: map[string]codedRow{}, names: map[string]string{}}
	for i := range f.leaves {
		if code := f.leaves[i].Row.Code; code != "" {
			found.fixed[code] = f.leaves[i].Path
		}
	}
	for i := range f.lists {
		l := &f.lists[i]
		found.broken = found.broken || t.Lists[l.Path].Broken
		at := l.ColumnAt(l.Row.Many.Code)
		if at < 0 {
			continue
		}
		rows := t.Lists[l.Path].Rows
		for n := range rows {
			found.lists[rows[n].Cells[at].Text] = codedRow{l, &rows[n]}
		}
		found.name(l, rows, at)
	}
	if c.coded == nil {
		c.coded = map[string]codedRows{}
	}
	c.coded[id] = found
	return found
}

// name notes by which names the rows of a list are found, whose codes stand in a column.
func (r codedRows) name(l *data.Leaf, rows []data.ListRow, code int) {
	called := slices.IndexFunc(l.Columns, func(c configs.Column) bool { return c.Kind == configs.TextValue })
	if called < 0 {
		return
	}
	above := make([]string, len(l.Row.Many.Levels)+1)
	for n := range rows {
		level := min(rows[n].Level, len(above)-1)
		above[level] = plainName(rows[n].Cells[called].Text)
		path := strings.Join(above[:level+1], pathMark)
		if _, again := r.names[path]; again {
			r.names[path] = ""
			continue
		}
		r.names[path] = rows[n].Cells[code].Text
	}
}

// pathMark stands between the names that lead to a row.
const pathMark = "\x00"

// plainName is the name of an account without 支出 at its end, which sentences put
// elsewhere: 教育支出（类）, 教育（类）支出.
func plainName(name string) string {
	return strings.TrimSuffix(strings.TrimSpace(name), "支出")
}

// wordOf is a text in a row of a list.
func (c *check) wordOf(table, code, column string) string {
	f, t := c.figures[table], c.report.Tables[table]
	if f == nil {
		return ""
	}
	coded := c.codedRows(table, f, t)
	r, ok := coded.lists[code]
	if !ok {
		c.lacking = c.lacking || coded.broken
		return ""
	}
	if at := r.leaf.ColumnAt(column); at >= 0 {
		return r.row.Cells[at].Text
	}
	return ""
}

// codeOf is the code of a row of a list that is called by the names of the rows above
// it and its own.
func (c *check) codeOf(table string, names ...any) string {
	f, t := c.figures[table], c.report.Tables[table]
	if f == nil {
		return ""
	}
	var plain []string
	for _, name := range names {
		switch name := name.(type) {
		case string:
			plain = append(plain, plainName(name))
		case []string:
			for _, s := range name {
				plain = append(plain, plainName(s))
			}
		}
	}
	coded := c.codedRows(table, f, t)
	code := coded.names[strings.Join(plain, pathMark)]
	c.lacking = c.lacking || code == "" && coded.broken
	return code
}

// captured are the groups of a pattern's last match in a text, of which only the end
// is looked through.
func (c *check) captured(text, pattern string) []string {
	if cut := len(text) - maxCaptured; cut > 0 {
		text = strings.ToValidUTF8(text[cut:], "")
	}
	re, known := c.captures[pattern]
	if !known {
		re, _ = regexp.Compile(pattern) // the compiler has said what is wrong with it
		if c.captures == nil {
			c.captures = map[string]*regexp.Regexp{}
		}
		c.captures[pattern] = re
	}
	if re == nil {
		return nil
	}
	all := re.FindAllStringSubmatch(text, -1)
	if len(all) == 0 {
		return nil
	}
	return all[len(all)-1][1:]
}

// capture checks the pattern in captured(text, "pattern").
func (c *collector) capture(call *ast.CallNode) {
	const parts = 2
	if len(call.Arguments) != parts {
		return // the library says so
	}
	pattern, written := call.Arguments[1].(*ast.StringNode)
	if !written {
		(*compiler)(c).errorf("规则 %s：captured 的第二项应当是加引号的正则表达式", "rule %s: the second argument of captured is a regular expression in quotes", c.rule.ID)
		return
	}
	if _, err := regexp.Compile(pattern.Value); err != nil {
		(*compiler)(c).errorf("规则 %s 的 captured：%s", "rule %s: captured: %s", c.rule.ID, faultOf(err))
	}
}

// eachListRow evaluates a rule for every row of a list.
func (c *check) eachListRow(r *rule, table data.Table, leaf data.Leaf) {
	rows := table.Lists[leaf.Path].Rows
	blamed, code := leaf.ColumnAt(r.blamed()), leaf.ColumnAt(leaf.Row.Many.Code)
	reads := make([]int, len(r.reads))
	for i, id := range r.reads {
		reads[i] = leaf.ColumnAt(id)
	}
	if blamed < 0 {
		return
	}
	env := maps.Clone(c.base)
	c.lookUps(env)
	for n := range rows {
		row := &rows[n]
		if c.ended() || c.work.share < 0 {
			return
		}
		if !r.usableRow(row, append(reads, blamed)) {
			continue
		}
		for i, column := range leaf.Columns {
			if column.Kind != configs.NumberValue {
				env[column.ID] = row.Cells[i].Text
			} else {
				env[column.ID] = value(row.Cells[i].Number, r.figures.whole[column.Type])
			}
		}
		if !hasColumn(leaf.Columns, codeName) {
			env[codeName] = ""
			if code >= 0 {
				env[codeName] = row.Cells[code].Text
			}
		}
		env[noteName] = func(column string) string {
			if at := leaf.ColumnAt(column); at >= 0 {
				return row.Cells[at].Note
			}
			return ""
		}
		c.judgeCell(r, row.Cells[blamed], func() string { return data.RowTitle(leaf, row) + " · " + leaf.Columns[blamed].Label }, env)
	}
}

func hasColumn(columns []configs.Column, id string) bool {
	return slices.ContainsFunc(columns, func(c configs.Column) bool { return c.ID == id })
}

// usableRow reports whether a rule can be judged by these cells of a row.
func (r *rule) usableRow(row *data.ListRow, cells []int) bool {
	given := false
	for _, i := range cells {
		cell := row.Cells[i]
		if cell.State == data.Bad || cell.State == data.Unknown {
			return false
		}
		given = given || cell.State != data.Computed
	}
	return given || r.looksUp
}

// listSums compares the figures of rows that stand above others by their codes, and
// the totals of rows about which there is no rule, with what these add up to.
func (c *check) listSums(t *configs.Template) {
	for i := range t.Tables {
		table := &t.Tables[i]
		for _, leaf := range data.Lists(table) {
			list := c.report.Tables[table.ID].Lists[leaf.Path]
			for n := range list.Rows {
				if c.ended() {
					break
				}
				c.sumOfParts(table, leaf, list, n)
				c.rowTotals(t, table, leaf, &list.Rows[n])
			}
			c.unlisted("")
		}
	}
}

// sumOfParts compares the figures of a row with those of the rows below it.
func (c *check) sumOfParts(table *configs.Table, leaf data.Leaf, list data.List, n int) {
	if !list.Heads(n) {
		return
	}
	row := &list.Rows[n]
	for i, column := range leaf.Columns {
		if column.Kind != configs.NumberValue || row.Cells[i].State != data.Given {
			continue
		}
		sum, parts, known := decimal.Zero, 0, true
		list.Parts(n, func(part *data.ListRow) {
			sum, parts, known = sum.Add(part.Cells[i].Value()), parts+1, known && part.Cells[i].State != data.Bad
		})
		c.compare(leaf.Row.Many.Rule, belowAddUp, known, sum, table.Allows(parts), row.Cells[i], func() string { return data.RowTitle(leaf, row) + " · " + column.Label })
	}
}

// rowTotals compares the totals of a row that no rule judges.
func (c *check) rowTotals(t *configs.Template, table *configs.Table, leaf data.Leaf, row *data.ListRow) {
	for i, column := range leaf.Columns {
		if !column.Total || row.Cells[i].State != data.Given {
			continue
		}
		sum, known := decimal.Zero, true
		parts := leaf.Addends(column)
		for _, part := range parts {
			cell := row.Cells[leaf.ColumnAt(part.ID)]
			sum, known = sum.Add(cell.Value()), known && cell.State != data.Bad
		}
		if judgedElsewhere(t, table, leaf, column) {
			continue
		}
		c.compare("", columnsAddUp, known, sum, table.Allows(len(parts)), row.Cells[i], func() string { return data.RowTitle(leaf, row) + " · " + column.Label })
	}
}

// judgedElsewhere reports whether a rule of the template says what a total of the
// rows of a list is equal to.
func judgedElsewhere(t *configs.Template, table *configs.Table, leaf data.Leaf, column configs.Column) bool {
	f := &figures{table: table}
	for _, r := range t.Rules {
		if judges(r, f, leaf, column) {
			return true
		}
	}
	return false
}

// What a figure should be the sum of.
var (
	belowAddUp   = diag.Text{ZH: "下级各行相加", EN: "the rows below it"}
	columnsAddUp = diag.Text{ZH: "各栏相加", EN: "the columns that it adds up"}
	rowsAddUp    = diag.Text{ZH: "各行相加", EN: "the rows that it adds up"}
)

// unlike says that a figure is not what others add up to.
func unlike(cell data.Cell, name string, parts diag.Text, sum decimal.Decimal) diag.Diagnostic {
	return diag.Errorf(cell.Pos, "%s：%s为 %s，实为 %s", "%s: %s come to %s, it is %s", name, parts, sum, cell.Number)
}

// compare says that a figure is not what others add up to, as what breaks a rule
// where one is named.
func (c *check) compare(rule string, parts diag.Text, known bool, sum, allowed decimal.Decimal, cell data.Cell, name func() string) {
	if !known || sum.Sub(cell.Value()).Abs().Cmp(allowed) <= 0 {
		return
	}
	level, r := diag.Error, c.report.Template.Rule(rule)
	if r != nil {
		level = r.Level
	}
	if c.more(cell.Pos, level) {
		return
	}
	d := unlike(cell, name(), parts, sum)
	if r != nil {
		d.Rule, d.Level, d.Message = r.ID, r.Level, r.Cited(d.Message)
	}
	c.found.Add(d)
}
