package rules

import (
	"maps"

	"github.com/expr-lang/expr/ast"
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
	// codeName is the code of a row; empty for one without.
	codeName = "code"
	// columnName is the id of the column that a rule for columns is at.
	columnName = "column"
)

func decimalAt(_, _, _ string) decimal.Decimal { return decimal.Zero }

// lookup checks the names in at("table", "row", "column") that are written out.
func (c *collector) lookup(call *ast.CallNode) {
	c.rule.looksUp = true
	const parts = 3
	if len(call.Arguments) != parts {
		return // the library says so
	}
	table, ok := call.Arguments[0].(*ast.StringNode)
	if !ok {
		(*compiler)(c).errorf(`规则 %s：at 的第一项应当是加引号的表格的 id`, `rule %s: the first argument of at is the id of a table in quotes`, c.rule.ID)
		return
	}
	f := c.figures[table.Value]
	if f == nil {
		(*compiler)(c).errorf("规则 %s 的 at 里没有表格“%s”", "rule %s: at names a table “%s” that does not exist", c.rule.ID, table.Value)
		return
	}
	column, written := call.Arguments[2].(*ast.StringNode)
	if written && !f.hasColumn(column.Value) {
		(*compiler)(c).errorf("规则 %s 的 at：表“%s”没有栏目“%s”", "rule %s: in at, table “%s” has no column “%s”", c.rule.ID, table.Value, column.Value)
	}
	if row, written := call.Arguments[1].(*ast.StringNode); written {
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
	found := codedRows{fixed: map[string]string{}, lists: map[string]codedRow{}}
	for i := range f.leaves {
		if code := f.leaves[i].Row.Code; code != "" {
			found.fixed[code] = f.leaves[i].Path
		}
	}
	for i := range f.lists {
		l := &f.lists[i]
		at := l.ColumnAt(l.Row.Many.Code)
		if at < 0 {
			continue
		}
		rows := t.Lists[l.Path].Rows
		for n := range rows {
			found.lists[rows[n].Cells[at].Text] = codedRow{l, &rows[n]}
		}
	}
	if c.coded == nil {
		c.coded = map[string]codedRows{}
	}
	c.coded[id] = found
	return found
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
	env[atName] = c.at
	for n := range rows {
		row := &rows[n]
		if c.ended() || c.count > maxOfRule {
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
		env[codeName] = ""
		if code >= 0 {
			env[codeName] = row.Cells[code].Text
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
				if c.ended() || c.count > maxOfRule {
					break
				}
				c.sumOfParts(table, leaf, list, n)
				c.rowTotals(t, table, leaf, &list.Rows[n])
			}
			c.count = 0
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
		c.compare(leaf.Row.Many.Rule, known, sum, table.Allows(parts), row.Cells[i], func() string { return data.RowTitle(leaf, row) + " · " + column.Label })
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
		c.compare("", known, sum, table.Allows(len(parts)), row.Cells[i], func() string { return data.RowTitle(leaf, row) + " · " + column.Label })
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

// compare says that a figure is not what others add up to, as what breaks a rule
// where one is named.
func (c *check) compare(rule string, known bool, sum, allowed decimal.Decimal, cell data.Cell, name func() string) {
	if !known || sum.Sub(cell.Value()).Abs().Cmp(allowed) <= 0 {
		return
	}
	if c.count++; c.count <= maxOfRule {
		d := diag.Errorf(cell.Pos, "%s：各项相加为 %s，实为 %s", "%s: its parts add up to %s, it is %s", name(), sum, cell.Number)
		if r := c.report.Template.Rule(rule); r != nil {
			d.Rule, d.Level, d.Message = r.ID, r.Level, r.Cited(d.Message)
		}
		c.found.Add(d)
	}
}
