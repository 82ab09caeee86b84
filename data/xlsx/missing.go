package xlsx

import (
	"cmp"
	"slices"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/xlsx/workbook"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// What the tree of a report needs and the workbook has not is said here, where
// the cells are known, and stands in the tree as said.

// said is a value of which the workbook has been told what is wrong.
func saidAt(at diag.Pos) *source.Node { return &source.Node{Kind: source.Null, Said: true, Pos: at} }

// isReport reports whether anything of a report was found.
func (r *reader) isReport() bool {
	return len(r.root.Entries) > 0 || slices.ContainsFunc(r.sheets, func(s *worksheet) bool { return s.firstKey > 0 || len(s.tables) > 0 })
}

// missingText says which rows of the text are not there, or that its sheet is not.
func (r *reader) missingText() {
	var missing []source.Key
	need := func(optional bool, id, label string) {
		if !optional && !slices.ContainsFunc(r.root.Entries, func(e source.Entry) bool { return e.Key.Text == id }) {
			missing = append(missing, source.Key{ID: id, Labels: []string{label}})
		}
	}
	for _, f := range r.template.Header {
		need(f.Optional, f.ID, f.Label)
	}
	for _, s := range r.template.Sections {
		need(s.Optional || s.Kind != configs.ProseSection, s.ID, s.Label)
	}
	if r.template.NeedsSignOff {
		r.missingSignOff()
	}
	at := r.belowText()
	for _, key := range missing {
		put(r.root, key.ID, at, saidAt(at))
	}
	switch {
	case len(missing) == 0:
	case at.Sheet == "":
		r.problems.Add(diag.Errorf(at, "没有“%s”工作表：机关名称、年度和正文都没有找到", "there is no sheet %q: neither header nor text was found", textSheet).
			WithHint("从 gongwen init 生成的工作簿里把“%s”工作表复制过来", "copy the sheet %q from a workbook that gongwen init writes", textSheet))
	default:
		for _, key := range missing {
			r.problems.Add(diag.Errorf(at, "没有找到“%s”这一行", "there is no row %q", key.Labels[0]).
				WithHint("名称被改动的，改回“%s”；被删去的，在这里补一行，左边写名称，右边写内容", "give it its label %q again; or add a row here with the label and what belongs to it", key.Labels[0]))
		}
	}
}

// missingSignOff says that the report must be signed, at the cell where the date
// belongs.
func (r *reader) missingSignOff() {
	for _, e := range r.root.Entries {
		if e.Key.Text == dateKey.under {
			return
		}
	}
	at := r.belowText()
	for _, s := range r.sheets {
		for _, c := range s.Cells() {
			if c.Kind == workbook.Text && dateKey.names(c.Text) {
				at = s.Pos(workbook.Ref{Row: c.Row, Col: s.Extent(c.Ref).To.Col + 1})
			}
		}
	}
	put(r.root, dateKey.under, at, saidAt(at))
	r.problems.Add(diag.Errorf(at, "没有填%s", "%s is missing", dateKey.Labels[0]).WithHint("填成 2024-01-25 或 2024年1月25日", "such as 2024-01-25"))
}

// belowText is the first free row of the sheet with the text; without a sheet
// where there is none.
func (r *reader) belowText() diag.Pos {
	for _, s := range r.sheets {
		if s.firstKey > 0 {
			return s.Pos(workbook.Ref{Row: s.Rows + 1, Col: 1})
		}
	}
	return r.root.Pos
}

// lost are the rows and columns of a table that were not found in its sheet.
type lost struct {
	*placement
	rows    []data.Leaf
	columns []configs.Column
	had     map[data.Ref]bool // figures that were found, and those of which something else was said
}

// lostOf looks for what a table lacks. Totals may be left out.
func lostOf(p *placement) lost {
	l := lost{placement: p, had: map[data.Ref]bool{}}
	rows := map[string]bool{}
	for _, a := range p.ambiguous {
		rows[a.row] = true
	}
	for _, f := range p.figures {
		l.had[data.Ref{Row: f.row, Column: f.column}] = true
		rows[f.row] = true
	}
	for _, d := range p.doubles {
		l.had[data.Ref{Row: d.second.row, Column: d.second.column}] = true
		rows[d.second.row] = true
	}
	for _, leaf := range data.Leaves(p.shape.table) {
		switch {
		case !rows[leaf.Path] && !leaf.Total:
			l.rows = append(l.rows, leaf)
		case rows[leaf.Path]:
			l.columnsOf(leaf)
		}
	}
	return l
}

// columnsOf notes the columns that a row lacks.
func (l *lost) columnsOf(leaf data.Leaf) {
	for _, c := range leaf.Columns {
		unclear := slices.ContainsFunc(l.ambiguous, func(a ambiguity) bool { return a.row == leaf.Path && (a.column == "" || a.column == c.ID) })
		if c.Total || unclear || l.had[data.Ref{Row: leaf.Path, Column: c.ID}] {
			continue
		}
		if !slices.ContainsFunc(l.columns, func(other configs.Column) bool { return other.ID == c.ID }) {
			l.columns = append(l.columns, c)
		}
	}
}

// missingFigures says which rows and columns of a table were not found. Where
// something else stands in the place of a label, that is what is named.
func (r *reader) missingFigures(p *placement) {
	l := lostOf(p)
	stubs, heads := l.strangers()
	for i, row := range l.rows {
		if len(l.rows) == len(stubs) {
			r.mislabelled(p, stubs[i], row.Row.Label)
			p.useRow(stubs[i].Row)
			continue
		}
		r.problems.Add(l.missing(row.Path, diag.T("“%s”这一行", "the row %q", row.Name)))
	}
	for i, c := range l.columns {
		if len(l.columns) == len(heads) {
			r.mislabelled(p, heads[i], c.Label)
			p.useColumn(heads[i].Col)
			continue
		}
		r.problems.Add(l.missing("", diag.T("“%s”这一栏", "the column %q", c.Label)))
	}
}

// mislabelled says that a label was changed.
func (r *reader) mislabelled(p *placement, c *workbook.Cell, label string) {
	p.use(c.Ref)
	r.problems.Add(diag.Errorf(p.Pos(c.Ref), "这里应是“%s”，实为“%s”，这一行（栏）的数没有读取", "here should be %q, it is %q; its figures were not read", label, clip(c.Text)).
		WithHint("只是名称写错的，改回“%s”；数也是别的，一并改正", "write %q where only the label is wrong; else mend the figures too", label))
}

// missing says that a row or column is not there: of a row at the label of the one
// before it, of a column at the beginning of the table.
func (l *lost) missing(path string, what diag.Text) diag.Diagnostic {
	at := l.area.From
	for _, leaf := range data.Leaves(l.shape.table) {
		if path == "" || leaf.Path == path {
			break
		}
		if i := slices.IndexFunc(l.figures, func(f figure) bool { return f.row == leaf.Path }); i >= 0 {
			at = l.figures[i].stub
		}
	}
	return diag.Errorf(l.Pos(at), "表里没有找到%s", "the table lacks %s", what).
		WithHint("名称被改动的改回去；被删去的，按 Ctrl+Z 撤消，或从 gongwen init 生成的工作簿里把这张表复制过来", "give it its label again; or undo the removal, or copy the table from a workbook that gongwen init writes")
}

// strangers are the cells that stand where labels of rows and columns stand and
// are none, with figures to their right or below them, in reading order.
func (l *lost) strangers() (stubs, heads []*workbook.Cell) {
	stubColumns, headRows, known := map[int]bool{}, map[int]bool{}, map[workbook.Ref]bool{}
	for _, f := range l.figures {
		known[f.stub] = true
		stubColumns[f.stub.Col] = true
	}
	for _, label := range l.labels {
		known[label.cell] = true
		if !stubColumns[label.cell.Col] {
			headRows[label.cell.Row] = true
		}
	}
	for _, c := range l.Cells() {
		if c.Kind != workbook.Text || l.used[c.Ref] || known[c.Ref] || isFigure(c) {
			continue
		}
		if _, isLabel := l.at[c.Ref]; isLabel {
			continue
		}
		switch {
		case headRows[c.Row] && l.figuresBelow(c):
			heads = append(heads, c)
		case stubColumns[c.Col] && l.covers(c.Ref) && l.figuresBeside(c):
			stubs = append(stubs, c)
		}
	}
	slices.SortStableFunc(heads, func(a, b *workbook.Cell) int { return cmp.Compare(a.Col, b.Col) })
	return stubs, heads
}

func (l *lost) figuresBelow(c *workbook.Cell) bool {
	return slices.ContainsFunc(l.Cells(), func(o *workbook.Cell) bool {
		return o.Col == c.Col && o.Row > c.Row && isFigure(o) && !l.used[o.Ref]
	})
}

func (l *lost) figuresBeside(c *workbook.Cell) bool {
	return slices.ContainsFunc(l.Cells(), func(o *workbook.Cell) bool {
		return o.Row == c.Row && o.Col > c.Col && isFigure(o) && !l.used[o.Ref]
	})
}

func (s *worksheet) useRow(row int) {
	for col := 1; col <= s.Cols; col++ {
		if ref := (workbook.Ref{Row: row, Col: col}); s.Cell(ref) != nil {
			s.use(ref)
		}
	}
}

// useColumn passes over the figures of a column.
func (s *worksheet) useColumn(col int) {
	for _, c := range s.Cells() {
		if c.Col == col && isFigure(c) {
			s.use(c.Ref)
		}
	}
}
