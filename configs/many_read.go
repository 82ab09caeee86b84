package configs

import (
	"github.com/shopspring/decimal"

	"gongwen/internal/diag"
	"gongwen/internal/pattern"
	"gongwen/internal/source"
)

// many reads how the rows of a list belong together; nil for a single row.
func (t *tableReader) many(f *source.Fields, columns []Column) *Many {
	n := f.Get("many")
	if n == nil || n.Kind == source.Scalar && !source.Bool(n, t.problems) {
		return nil
	}
	m := &Many{}
	for _, key := range []string{"total", "single", "previous", "code", "rows"} {
		if e, given := f.Entry(key); given {
			t.problems.Add(diag.Errorf(e.Key.Pos, "有许多行的没有“%s”这一项", "what has many rows has no %q", key))
		}
	}
	if n.Kind != source.Map {
		return m
	}
	in := fields(n, t.problems, "code", "levels", "group", "subtotal", "place", "rule")
	m.Rule = optional(in, "rule", t.problems)
	m.Code = t.wordColumn(in.Get("code"), columns, CodeValue)
	for _, level := range source.Items(in.Get("levels"), t.problems) {
		length := source.Int(level, 1, 1, maxCode, t.problems)
		if last := len(m.Levels); last > 0 && length <= m.Levels[last-1] {
			t.problems.Add(diag.Errorf(level.Pos, "levels 是各级编码的位数，一级比一级长", "levels are the lengths of the codes, each longer than the one before"))
		}
		m.Levels = append(m.Levels, length)
	}
	if levels := in.Get("levels"); levels != nil && m.Code == "" {
		t.problems.Add(diag.Errorf(levels.Pos, "有 levels 的要写 code：编码在哪一栏", "levels need code: the column of the codes"))
	}
	m.Group = t.wordColumn(in.Get("group"), columns, TextValue)
	if group := in.Get("group"); group != nil && len(m.Levels) > 0 {
		t.problems.Add(diag.Errorf(group.Pos, "levels 和 group 只写一个", "give either levels or group"))
	}
	m.Above = source.Choice(in.Get("place"), t.problems, "below", "above") == "above"
	m.Subtotal = t.subtotal(in, m)
	return m
}

// maxCode is the most characters of a code.
const maxCode = 30

// subtotal reads the label of the sums of a group.
func (t *tableReader) subtotal(in *source.Fields, m *Many) string {
	n := in.Get("subtotal")
	switch {
	case n == nil && m.Group != "":
		return "小计"
	case n == nil:
		return ""
	case m.Group == "":
		t.problems.Add(diag.Errorf(n.Pos, "有 subtotal 的要写 group：按哪一栏分组", "subtotal needs group: the column whose text the lines of a group share"))
		return ""
	}
	text := source.String(n, t.problems)
	for _, name := range placeholderName.FindAllStringSubmatch(text, -1) {
		if name[1] != m.Group {
			t.problems.Add(diag.Errorf(n.Pos, "“{%s}”不是分组的那一栏", "{%s} is not the column that the groups are made by", name[1]).WithHint("写 {%s}", "write {%s}", m.Group))
		}
	}
	return text
}

// wordColumn reads the id of a column of a kind.
func (t *tableReader) wordColumn(n *source.Node, columns []Column, kind ValueKind) string {
	if n == nil {
		return ""
	}
	id := source.String(n, t.problems)
	if !known(n, diag.T("栏目", "column"), id, names(columns, columnID), t.problems) {
		return ""
	}
	if c := columns[find(columns, columnID, id)]; c.Kind != kind {
		t.problems.Add(diag.Errorf(n.Pos, "栏目“%s”的种类是 %s，这里要 %s", "the column %q is of kind %s; one of kind %s is needed here", id, c.Kind, kind))
	}
	return id
}

// partsOfTotals checks that totals which name what they add up name other columns of
// figures that do not add them up in their turn.
func (t *tableReader) partsOfTotals(columns []Column, nodes []*source.Node) {
	for i, c := range columns {
		if c.Parts == nil {
			continue
		}
		total := fields(nodes[i], &diag.List{}, "total").Get("total")
		for _, part := range total.Items {
			if !known(part, diag.T("栏目", "column"), part.Text, names(columns, columnID), t.problems) {
				continue
			}
			other := columns[find(columns, columnID, part.Text)]
			if other.ID == c.ID || other.Kind != NumberValue || other.Total && (other.Parts == nil || contains(other.Parts, func(s string) string { return s }, c.ID)) {
				t.problems.Add(diag.Errorf(part.Pos, "“%s”不能加进“%s”", "%q cannot be added up in %q", other.ID, c.ID))
			}
		}
	}
}

// figuresOf are the columns of figures of a row that there is one of.
func (t *tableReader) figuresOf(columns []Column) []Column {
	var figures []Column
	for _, c := range columns {
		if c.Kind == NumberValue {
			figures = append(figures, c)
		}
	}
	return figures
}

// lineStandsAlone checks that a row of the grid which stands for the lines of a list
// holds nothing else, below the head.
func (t *tableReader) lineStandsAlone(r int) {
	var list string
	for _, c := range t.Grid[r].Cells {
		if l, ok := t.leaf(c.Row); ok && l.many {
			list = c.Row
		}
	}
	if list == "" {
		return
	}
	for _, c := range t.Grid[r].Cells {
		if c.Row != list || c.RowSpan > 1 || r == 0 {
			t.problems.Add(diag.Errorf(c.Pos, "“%s”有许多行，表格的这一行里只能有它，在表头下面，不跨行", "there are many rows of %q: this row of the grid holds nothing else, below the head, and no cell spans rows", list))
			return
		}
	}
	for i := range r {
		for _, c := range t.Grid[i].Cells {
			if i+c.RowSpan > r {
				t.problems.Add(diag.Errorf(c.Pos, "这一格伸进了有许多行的“%s”", "this cell reaches into %q, of which there are many rows", list))
				return
			}
		}
	}
}

// toleranceForm is a tolerance: a decimal that is not negative.
var toleranceForm = pattern.New(`^[0-9]{1,6}(?:\.[0-9]{1,6})?$`)

// around reads what a table has beside its grid.
func (t *tableReader) around(f *source.Fields) {
	for _, n := range source.Items(f.Get("above"), t.problems) {
		in := fields(n, t.problems, "text", "right", "style")
		line := TableLine{Style: optional(in, "style", t.problems), Pos: n.Pos}
		if text := in.Get("text"); text != nil {
			line.Text = t.template.placeholder(text)
		}
		if right := in.Get("right"); right != nil {
			line.Right = t.template.placeholder(right)
		}
		if n.Kind == source.Map && line.Text == "" && line.Right == "" {
			t.problems.Add(diag.Errorf(n.Pos, "表格上方的一行要写 text 或 right", "a line above a table has text or right"))
		}
		t.Above = append(t.Above, line)
	}
	if empty := f.Get("empty"); empty != nil {
		t.Empty = t.template.placeholder(empty)
	}
	t.Continued = optional(f, "continued", t.problems)
	t.Landscape = source.Bool(f.Get("landscape"), t.problems)
	t.NewPage = source.Bool(f.Get("new_page"), t.problems)
	if n := f.Get("tolerance"); n != nil {
		if t.Tolerance = source.String(n, t.problems); !toleranceForm.MatchString(t.Tolerance) {
			t.problems.Add(diag.Errorf(n.Pos, "tolerance 是不小于零的数，如 0.01", "tolerance is a number not less than zero, such as 0.01"))
			t.Tolerance = ""
		}
	}
}

// Allows is by how much a sum of so many figures of t may differ from what is given.
func (t *Table) Allows(figures int) decimal.Decimal {
	each, err := decimal.NewFromString(t.Tolerance)
	if err != nil {
		return decimal.Zero
	}
	return each.Mul(decimal.NewFromInt(int64(figures)))
}
