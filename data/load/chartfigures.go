package load

import (
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// figures finds the figures that the chart draws. Its categories are the rows
// and its series the columns; with one row alone the columns are the categories.
func (c *chartBuilder) figures(chart *data.Chart) {
	table := c.table()
	if table == nil {
		return
	}
	chart.Table = table.ID
	rows := c.rows(table)
	columns := c.columns(rows)
	if len(rows) == 0 || len(columns) == 0 {
		return
	}
	refs := func(r chartRow, column configs.Column) []data.Ref {
		list := make([]data.Ref, len(r.leaves))
		for i, l := range r.leaves {
			list[i] = data.Ref{Row: l.Path, Column: column.ID}
		}
		return list
	}
	if len(rows) == 1 {
		s := data.Series{Label: rows[0].label}
		for _, column := range columns {
			chart.Categories = append(chart.Categories, source.Normalize(column.Label))
			s.Values = append(s.Values, refs(rows[0], column))
		}
		chart.Series = []data.Series{s}
	} else {
		for _, r := range rows {
			chart.Categories = append(chart.Categories, r.label)
		}
		for _, column := range columns {
			s := data.Series{Label: source.Normalize(column.Label)}
			for _, r := range rows {
				s.Values = append(s.Values, refs(r, column))
			}
			chart.Series = append(chart.Series, s)
		}
	}
	chart.Unit = c.unit(columns)
	if len(chart.Categories) > maxCategories || len(chart.Series) > maxSeries {
		c.problems.Add(diag.Errorf(chart.Pos, "图表有 %d 类、%d 组数字，最多 %d 类、%d 组", "the chart has %d categories and %d series, at most %d and %d are allowed",
			len(chart.Categories), len(chart.Series), maxCategories, maxSeries).
			WithHint("用 rows、columns 选出要画的行和列", "choose rows and columns with rows and columns"))
	}
}

// unit is that of the columns' figures, empty where they differ.
func (c *chartBuilder) unit(columns []configs.Column) string {
	unit := ""
	for i, column := range columns {
		v := c.report.Template.Value(column.Type)
		if i > 0 && v.Unit != unit {
			return ""
		}
		unit = v.Unit
	}
	return unit
}

func (c *chartBuilder) table() *configs.Table {
	n := c.fields.Require(chartTableKey.ID)
	if n == nil {
		return nil
	}
	t := c.report.Template
	var names []string
	for i := range t.Tables {
		table := &t.Tables[i]
		s := t.Section(table.ID)
		if n.Text == table.ID || slices.ContainsFunc(labels(s.Label, s.Heading), func(l string) bool { return sameLabel(l, n.Text) }) {
			return table
		}
		names = append(names, s.Label)
		if !isHan(n.Text) {
			names[len(names)-1] = table.ID
		}
	}
	c.problems.Add(source.Suggest(diag.Errorf(n.Pos, "报告里没有表格“%s”", "the report has no table %q", clip(n.Text)), n.Text, names))
	return nil
}

func sameLabel(a, b string) bool { return source.Normalize(a) == source.Normalize(b) }

// isHan reports whether s was meant as a label and not as an id.
func isHan(s string) bool { return strings.ContainsFunc(s, func(r rune) bool { return r > 0x2E7F }) }

// chartRow is a row, or a group of rows whose sum is drawn.
type chartRow struct {
	path, label string
	leaves      []data.Leaf
}

// rows are those that the chart names; those of the table but for its totals
// when it names none.
func (c *chartBuilder) rows(t *configs.Table) []chartRow {
	leaves := data.Leaves(t)
	n := c.fields.Get(chartRowsKey.ID)
	if n == nil {
		var rows []chartRow
		for _, l := range leaves {
			if !l.Total {
				rows = append(rows, chartRow{path: l.Path, label: source.Normalize(l.Row.Label), leaves: []data.Leaf{l}})
			}
		}
		return rows
	}
	known := allRows(t.Rows, "", leaves)
	var rows []chartRow
	for _, item := range chosen(n, c.problems) {
		if r, found := c.row(known, item); found {
			rows = append(rows, r)
		}
	}
	return rows
}

// chosen is the items of a list; a single value is a list of one.
func chosen(n *source.Node, problems *diag.List) []*source.Node {
	items := []*source.Node{n}
	if n.Kind != source.Scalar {
		items = source.Items(n, problems)
	}
	if n.Kind == source.List && len(items) == 0 {
		problems.Add(diag.Errorf(n.Pos, "这里至少要写一项", "at least one is needed here"))
	}
	return items
}

// allRows lists rows and groups in the order of the table. The sum of a group is
// that of its rows but for its totals.
func allRows(rows []configs.Row, group string, leaves []data.Leaf) []chartRow {
	var out []chartRow
	for _, r := range rows {
		path := join(group, r.ID)
		row := chartRow{path: path, label: source.Normalize(r.Label)}
		for _, l := range leaves {
			if l.Path == path || l.Within(path) && !l.Total {
				row.leaves = append(row.leaves, l)
			}
		}
		if len(row.leaves) > 0 {
			out = append(out, row)
		}
		out = append(out, allRows(r.Rows, path, leaves)...)
	}
	return out
}

// row finds the row that is named by its path, the end of its path or its label.
func (c *chartBuilder) row(known []chartRow, n *source.Node) (chartRow, bool) {
	if n.Kind != source.Scalar {
		c.errorf(n.Pos, "这里应为行的名称，实为%s", "the name of a row is expected here, not %s", n.Kind.Name())
		return chartRow{}, false
	}
	var found []chartRow
	var names []string
	for _, r := range known {
		switch {
		case r.path == n.Text:
			return r, true
		case strings.HasSuffix(r.path, "."+n.Text), r.label == source.Normalize(n.Text):
			found = append(found, r)
		}
		if isHan(n.Text) {
			names = append(names, r.label)
		} else {
			names = append(names, r.path)
		}
	}
	switch len(found) {
	case 1:
		return found[0], true
	case 0:
		c.problems.Add(source.Suggest(diag.Errorf(n.Pos, "表格里没有“%s”这一行", "the table has no row %q", clip(n.Text)), n.Text, names))
	default:
		var paths []string
		for _, r := range found {
			paths = append(paths, r.path)
		}
		c.problems.Add(diag.Errorf(n.Pos, "表格里有 %d 行都叫“%s”", "%d rows of the table are called %q", len(found), clip(n.Text)).
			WithHint("写成 %s", "write one of %s", diag.Text{ZH: strings.Join(paths, " 或 "), EN: strings.Join(paths, ", ")}))
	}
	return chartRow{}, false
}

// columns are those that the chart names; those of its rows but for totals when
// it names none. All its rows must have them.
func (c *chartBuilder) columns(rows []chartRow) []configs.Column {
	if len(rows) == 0 {
		return nil
	}
	common := rows[0].leaves[0].Columns
	for _, r := range rows {
		for _, l := range r.leaves {
			common = slices.DeleteFunc(slices.Clone(common), func(column configs.Column) bool {
				_, has := l.Column(column.ID)
				return !has
			})
		}
	}
	n := c.fields.Get(chartColumnsKey.ID)
	if n == nil {
		columns := slices.DeleteFunc(slices.Clone(common), func(column configs.Column) bool { return column.Total })
		if len(columns) == 0 {
			c.errorf(c.fields.Pos, "这些行没有共同的列", "these rows have no column in common")
		}
		return columns
	}
	var columns []configs.Column
	for _, item := range chosen(n, c.problems) {
		i := slices.IndexFunc(common, func(column configs.Column) bool {
			return item.Kind == source.Scalar && (column.ID == item.Text || sameLabel(column.Label, item.Text))
		})
		if i >= 0 {
			columns = append(columns, common[i])
			continue
		}
		var names []string
		for _, column := range common {
			if isHan(item.Text) {
				names = append(names, column.Label)
			} else {
				names = append(names, column.ID)
			}
		}
		c.problems.Add(source.Suggest(diag.Errorf(item.Pos, "这些行没有“%s”这一列", "these rows have no column %q", clip(item.Text)), item.Text, names))
	}
	return columns
}
