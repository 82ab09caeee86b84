package configs

import (
	"gongwen/internal/diag"
	"gongwen/internal/source"
	"gongwen/internal/unit"
)

// tableReader reads a table and keeps its rows of figures.
type tableReader struct {
	*Table
	template *templateReader
	problems *diag.List
	leaves   []leaf
	previous []*source.Node // names of rows whose figures carry over
}

// leaf is a row that holds figures.
type leaf struct {
	path    string // ids joined by dots
	columns []Column
	many    bool
	pos     diag.Pos
}

func (r *templateReader) table(n *source.Node) Table {
	f := fields(n, r.problems, "id", "columns", "rows", "widths", "row_height", "head_rows", "grid", "sum", "note",
		"above", "empty", "continued", "landscape", "new_page", "tolerance")
	seen := map[string]diag.Pos{}
	for _, t := range r.Tables {
		seen[t.ID] = t.Pos
	}
	t := &tableReader{Table: &Table{Pos: n.Pos}, template: r, problems: r.problems}
	t.ID = newID(f, seen, r.problems)
	if height := f.Get("row_height"); height != nil {
		t.RowHeight, t.HeightPos = length(height, 0, 0, maxPage, r.problems), height.Pos
	}
	faults := len(*r.problems)
	t.columnSets(f.Require("columns"))
	t.Rows = t.rows(f.Require("rows"), "", t.defaultSet(), 1)
	t.Sum = readSum(f, r.problems)
	if note := f.Get("note"); note != nil {
		t.Note, t.NotePos = r.placeholder(note), note.Pos
	}
	t.around(f)
	inheritSum(t.Rows, "")
	for _, p := range t.previous {
		known(p, diag.T("行", "row"), p.Text, t.paths(), t.problems)
	}
	widths := f.Require("widths")
	if widths != nil {
		t.WidthsPos = widths.Pos
	}
	for _, w := range source.Items(widths, r.problems) {
		t.Widths = append(t.Widths, length(w, unit.Twip, unit.Twip, maxPage, r.problems))
	}
	grid := f.Require("grid")
	t.grid(grid)
	if grid != nil && len(*r.problems) == faults {
		t.tiles(grid.Items)
		t.printed()
	}
	t.HeadRows = source.Int(f.Get("head_rows"), 0, 0, len(t.Grid), r.problems)
	t.headStandsAlone(f.Get("head_rows"))
	t.named()
	return *t.Table
}

// columnSets reads the lists of columns. The figures of a set's total must be
// of one type with those that are summed.
func (t *tableReader) columnSets(n *source.Node) {
	if n == nil {
		return
	}
	if n.Kind != source.Map || len(n.Entries) == 0 {
		t.problems.Add(diag.Errorf(n.Pos, "这里应写出各组栏目：“名称: [栏目, …]”", "named lists of columns are expected here"))
		return
	}
	for _, e := range n.Entries {
		if !keyID.MatchString(e.Key.Text) {
			t.problems.Add(badID(e.Key.Pos, e.Key.Text))
		}
		set := ColumnSet{ID: e.Key.Text}
		ids, labels, totals := map[string]diag.Pos{}, map[string]diag.Pos{}, 0
		for _, c := range source.Items(e.Value, t.problems) {
			column := t.column(c, ids, labels)
			if column.Total && column.Parts == nil {
				if totals++; totals > 1 {
					t.problems.Add(diag.Errorf(c.Pos, "一组栏目只能有一个总计", "a set of columns has at most one total"))
				}
			}
			set.Columns = append(set.Columns, column)
		}
		t.partsOfTotals(set.Columns, source.Items(e.Value, &diag.List{}))
		if len(set.Columns) == 0 && e.Value.Kind == source.List {
			t.problems.Add(diag.Errorf(e.Value.Pos, "“%s”里没有栏目", "there are no columns in %q", set.ID))
		}
		t.Columns = append(t.Columns, set)
	}
}

func (t *tableReader) column(n *source.Node, ids, labels map[string]diag.Pos) Column {
	f := fields(n, t.problems, "id", "label", "type", "total", "sum", "aliases")
	expressible(f, t.problems, operators, besideFigures, besideColumns)
	c := Column{
		ID:      newID(f, ids, t.problems),
		Label:   label(f, labels, t.problems),
		Type:    required(f, "type", t.problems),
		Aliases: source.Strings(f.Get("aliases"), t.problems),
		Sum:     readSum(f, t.problems),
		Pos:     n.Pos,
	}
	if total := f.Get("total"); total != nil && total.Kind == source.List {
		c.Total, c.Parts = true, source.Strings(total, t.problems)
	} else {
		c.Total = source.Bool(total, t.problems)
	}
	if c.Type != "" {
		if v := t.template.Value(c.Type); v != nil {
			c.Kind = v.Kind
		}
		known(f.Get("type"), diag.T("数据类型", "value type"), c.Type, names(t.template.Values, func(v ValueType) string { return v.ID }), t.problems)
	}
	if c.Total && c.Kind != NumberValue {
		t.problems.Add(diag.Errorf(f.Get("total").Pos, "“%s”不是数，不能是总计", "%q holds no figures and cannot be a total", c.ID))
	}
	return c
}

// defaultSet is the column set of rows that name none: the only one.
func (t *tableReader) defaultSet() string {
	if len(t.Columns) == 1 {
		return t.Columns[0].ID
	}
	return ""
}

// rows reads the rows of a table or group, whose path and column set they inherit.
func (t *tableReader) rows(n *source.Node, path, set string, depth int) []Row {
	if depth > maxGroups {
		t.problems.Add(diag.Errorf(n.Pos, "行最多可以套 %d 层", "rows are nested at most %d deep", maxGroups))
		return nil
	}
	var out []Row
	ids, labels, totals := map[string]diag.Pos{}, map[string]diag.Pos{}, 0
	for _, i := range source.Items(n, t.problems) {
		r := t.row(i, path, set, depth, ids, labels)
		if r.Total {
			if totals++; totals > 1 {
				t.problems.Add(diag.Errorf(i.Pos, "同一组里只能有一个总计行", "a group has at most one row that is a total"))
			}
		}
		out = append(out, r)
	}
	if n != nil && n.Kind == source.List && len(out) == 0 {
		t.problems.Add(diag.Errorf(n.Pos, "这里没有行", "there are no rows here"))
	}
	return out
}

func (t *tableReader) row(n *source.Node, path, set string, depth int, ids, labels map[string]diag.Pos) Row {
	f := fields(n, t.problems, "id", "label", "columns", "total", "rows", "previous", "help", "sum", "aliases", "single", "many", "code")
	expressible(f, t.problems, operators, besideFigures, besideRows)
	r := Row{
		Code:     optional(f, "code", t.problems),
		ID:       newID(f, ids, t.problems),
		Label:    label(f, labels, t.problems),
		Columns:  set,
		Total:    source.Bool(f.Get("total"), t.problems),
		Previous: optional(f, "previous", t.problems),
		Help:     optional(f, "help", t.problems),
		Aliases:  source.Strings(f.Get("aliases"), t.problems),
		Sum:      readSum(f, t.problems),
		Pos:      n.Pos,
	}
	if p := f.Get("previous"); p != nil && p.Kind == source.Scalar {
		t.previous = append(t.previous, p)
	}
	if c := f.Get("columns"); c != nil {
		r.Columns = source.String(c, t.problems)
		known(c, diag.T("栏目组", "set of columns"), r.Columns, names(t.Columns, func(s ColumnSet) string { return s.ID }), t.problems)
	}
	if path != "" {
		path += "."
	}
	path += r.ID
	if group := f.Get("rows"); group != nil {
		r.Rows = t.rows(group, path, r.Columns, depth+1)
		t.single(&r, f.Get("single"))
		if r.Total {
			t.problems.Add(diag.Errorf(f.Get("total").Pos, "总计行下面不能再分行", "a row that is a total cannot be a group"))
		}
		return r
	}
	l := leaf{path: path, pos: n.Pos}
	if i := find(t.Columns, func(s ColumnSet) string { return s.ID }, r.Columns); i >= 0 {
		l.columns = t.Columns[i].Columns
		r.Many = t.many(f, l.columns)
		if l.many = r.Many != nil; !l.many {
			l.columns = t.figuresOf(l.columns)
		}
	} else if r.Columns == "" && len(t.Columns) > 0 {
		t.problems.Add(diag.Errorf(n.Pos, "“%s”没有写明用哪一组栏目", "the row %q does not name its set of columns", r.ID).
			WithHint("加上 columns", "add columns"))
	}
	t.leaves = append(t.leaves, l)
	return r
}

func (t *tableReader) leaf(path string) (leaf, bool) {
	if i := find(t.leaves, func(l leaf) string { return l.path }, path); i >= 0 {
		return t.leaves[i], true
	}
	return leaf{}, false
}

func (t *tableReader) paths() []string { return names(t.leaves, func(l leaf) string { return l.path }) }
