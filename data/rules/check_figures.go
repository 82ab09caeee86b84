package rules

import (
	"maps"

	"github.com/shopspring/decimal"

	"gongwen/data"
	"gongwen/internal/diag"
)

// eachColumn evaluates a rule for every column of the row it blames.
func (c *check) eachColumn(r *rule) {
	table, ok := c.report.Tables[r.figures.table.ID]
	if !ok || r.sumsLists && table.Broken() {
		return
	}
	for _, column := range r.columns {
		refs := make([]data.Ref, len(r.reads))
		for i, row := range r.reads {
			refs[i] = data.Ref{Row: row, Column: column.ID}
		}
		blamed := data.Ref{Row: r.blamed(), Column: column.ID}
		if !r.usable(table, refs, blamed) {
			continue
		}
		env := c.ofColumn(r.figures, table, column.ID)
		if delete(env, previousName); r.Previous {
			before := map[string]any{}
			r.figures.columnEnv(before, c.previous.Tables[r.figures.table.ID], column.ID)
			env[previousName] = before
		}
		c.figure(r, table, blamed, env)
	}
}

// ofColumn is what expressions may use of a column, made once: what a rule adds for
// itself it sets each time.
func (c *check) ofColumn(f *figures, table data.Table, column string) map[string]any {
	key := figuresColumn{f, column}
	env := c.columns[key]
	if env == nil {
		env = maps.Clone(c.base)
		f.columnEnv(env, table, column)
		env[columnName] = column
		c.lookUps(env)
		if c.columns == nil {
			c.columns = map[figuresColumn]map[string]any{}
		}
		c.columns[key] = env
	}
	return env
}

// figuresColumn is a column of a table.
type figuresColumn struct {
	figures *figures
	column  string
}

// noteName is the function of rules for rows that gives the note behind a
// figure of the row, by its column; empty for none.
const noteName = "note"

// eachRow evaluates a rule for every row it is about.
func (c *check) eachRow(r *rule) {
	table, ok := c.report.Tables[r.figures.table.ID]
	if !ok {
		return
	}
	for _, list := range r.lists {
		c.eachListRow(r, table, list)
	}
	for _, row := range r.rows {
		refs := make([]data.Ref, len(r.reads))
		for i, column := range r.reads {
			refs[i] = data.Ref{Row: row.Path, Column: column}
		}
		blamed := data.Ref{Row: row.Path, Column: r.blamed()}
		if !r.usable(table, refs, blamed) {
			continue
		}
		env := maps.Clone(c.base)
		r.rowEnv(env, table, row)
		if _, has := row.Column(codeName); !has {
			env[codeName] = row.Row.Code
		}
		c.lookUps(env)
		env[noteName] = func(column string) string { return table.Cells[data.Ref{Row: row.Path, Column: column}].Note }
		if r.Previous {
			before := map[string]any{}
			r.rowEnv(before, c.previous.Tables[r.figures.table.ID], row)
			env[previousName] = before
		}
		c.figure(r, table, blamed, env)
	}
}

// rowEnv adds a row's figures to env.
func (r *rule) rowEnv(env map[string]any, table data.Table, row data.Leaf) {
	for _, column := range r.columns {
		if _, has := row.Column(column.ID); has {
			env[column.ID] = value(table.Cells[data.Ref{Row: row.Path, Column: column.ID}].Number, r.figures.whole[column.Type])
		}
	}
}

// blamed is the row or column of the figure at which a broken rule is reported.
func (r *rule) blamed() string {
	if r.Cell == "" && len(r.reads) > 0 {
		return r.reads[0]
	}
	return r.Cell
}

// usable reports whether a rule can be judged by these figures. Those that were
// all computed agree because what they were computed from is judged, unless the
// rule compares them with another table. A total
// left empty is only judged, it is no evidence against another figure.
func (r *rule) usable(t data.Table, refs []data.Ref, blamed data.Ref) bool {
	given := false
	for _, ref := range append(refs, blamed) {
		cell := t.Cells[ref]
		switch cell.State {
		case data.Bad, data.Unknown:
			return false
		case data.Empty:
			if ref != blamed && r.figures.isTotal(ref) {
				return false
			}
		}
		given = given || cell.State != data.Computed
	}
	return given || r.looksUp
}

// figure judges one figure.
func (c *check) figure(r *rule, t data.Table, blamed data.Ref, env map[string]any) {
	c.judgeCell(r, t.Cells[blamed], func() string { return data.CellName(r.figures.table, blamed) }, env)
}

// judgeCell judges a cell by what env has of the table. Where a figure of another table
// is not known, the rule is passed over.
func (c *check) judgeCell(r *rule, cell data.Cell, named func() string, env map[string]any) {
	c.lacking, c.judged = false, cell.Pos
	defer func() { c.judged = diag.Pos{} }()
	if !c.applies(r, env) || c.lacking {
		return
	}
	if r.equals == nil {
		if !c.holds(r, env) && !c.lacking {
			name := named()
			env["cell"] = name
			c.broken(r, cell.Pos, env, diag.T("%s：%s", "%s: %s", name, r.Name))
		}
		return
	}
	result, err := c.evaluate(r.equals, env)
	if err != nil {
		c.failed(r, err)
		return
	}
	expected := exact(result)
	if c.lacking || expected.Sub(cell.Value()).Abs().Cmp(r.allows) <= 0 {
		return
	}
	name := named()
	env["cell"], env["expected"], env["actual"] = name, expected.String(), cell.Number.String()
	c.broken(r, cell.Pos, env, differs(name, expected, cell))
}

// differs is the message for a figure that is not what the rule says it is.
func differs(name string, expected decimal.Decimal, cell data.Cell) diag.Text {
	switch cell.State {
	case data.Computed:
		return diag.T("%s：应为 %s，各项相加为 %s", "%s: should be %s, its parts add up to %s", name, expected, cell.Number)
	case data.Empty:
		return diag.T("%s：应为 %s，实为空白", "%s: should be %s, is blank", name, expected)
	}
	return diag.T("%s：应为 %s，实为 %s", "%s: should be %s, is %s", name, expected, cell.Number)
}

// exact is the result of an expression that was compiled to give a number.
func exact(v any) decimal.Decimal {
	switch v := v.(type) {
	case int:
		return decimal.NewFromInt(int64(v))
	case decimal.Decimal:
		return v
	}
	return decimal.Zero
}
