package xlsx

import (
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/load"
	"gongwen/data/xlsx/workbook"
	"gongwen/internal/diag"
	"gongwen/internal/opc"
	"gongwen/internal/source"
)

// Rows reads a workbook in which each agency has a row, and gives a report for each,
// in the order of the rows. The heads of the columns are the labels of header
// fields, of sections of text and of figures, a figure's row and column joined as
// data.CellName joins them; an agency may have a row in each of several sheets.
// Reports are of the template, and of the year where they have none. Those of rows
// with errors may be incomplete or nil.
func Rows(name string, content []byte, template *configs.Template, year string, templates load.Templates, limits opc.Limits) ([]*data.Report, diag.List) {
	book, problems := workbook.ReadWithin(name, content, limits)
	if book == nil {
		return nil, problems
	}
	r := &rowsReader{reader: &reader{book: book, template: template, hints: map[diag.Pos]diag.Text{}}}
	for _, s := range book.Sheets {
		r.sheet(&worksheet{Sheet: s, used: map[workbook.Ref]bool{}})
	}
	problems = append(problems, r.problems...)
	if len(r.agencies) == 0 && !problems.HasErrors() {
		problems.Add(diag.Errorf(diag.Pos{File: name}, "没有找到“%s”一栏下面的机关", "there is no agency below a column %q", template.Agency().Label).
			WithHint("用 gongwen split --blank 生成一个，每个机关填一行", "gongwen split --blank writes one, with a row to fill in for each agency"))
	}
	var reports []*data.Report
	for _, a := range r.agencies {
		report, said := load.Build(name, r.tree(a, year), templates)
		for i := range said {
			if hint, ok := r.hints[said[i].Pos]; ok && said[i].Level == diag.Error {
				said[i].Hint = hint
			}
			if said[i].Pos == (diag.Pos{File: name}) {
				said[i].Pos = a.at
			}
		}
		problems = append(problems, said...)
		reports = append(reports, report)
	}
	return reports, problems
}

// rowsReader is a workbook with a row for each agency being taken apart.
type rowsReader struct {
	*reader
	agencies []*agencyRows
}

// agencyRows is what the rows of an agency say.
type agencyRows struct {
	name   string
	at     diag.Pos
	values []source.Entry            // of the header and the sections of text
	signed source.Node               // the 落款
	tables map[string][]source.Entry // figures by table, in the order of the columns
	sheets []*worksheet
}

// target is what a column holds.
type target struct {
	key    *textKey
	table  *configs.Table
	figure data.Ref
}

// sheet reads the rows of a sheet that has a column for the agency.
func (r *rowsReader) sheet(s *worksheet) {
	head, agency := r.head(s)
	if head == 0 {
		return
	}
	targets := map[int]target{}
	known := r.targets(s)
	for _, c := range s.Cells() {
		if c.Row != head || c.Kind != workbook.Text {
			continue
		}
		t, ok := known[source.Normalize(c.Text)]
		if !ok {
			names := make([]string, 0, len(known))
			for name := range known {
				names = append(names, name)
			}
			slices.Sort(names)
			d := diag.Errorf(s.Pos(c.Ref), "没有“%s”这一栏", "there is no column %q", clip(c.Text))
			if near := source.Closest(source.Normalize(c.Text), names); near != "" {
				d = d.WithHint("是不是“%s”？", "did you mean %q?", near)
			}
			r.problems.Add(d)
			continue
		}
		targets[c.Col] = t
	}
	for row := head + 1; row <= s.Rows; row++ {
		r.row(s, row, agency, targets)
	}
}

// head is the row of the heads and the column of the agency; 0 for none.
func (r *rowsReader) head(s *worksheet) (row, col int) {
	agency := r.template.Agency()
	key := textKey{Key: source.Key{ID: agency.ID, Labels: []string{agency.Label}}}
	for _, c := range s.Cells() {
		if c.Kind == workbook.Text && key.names(c.Text) {
			return c.Row, c.Col
		}
	}
	return 0, 0
}

// targets are the columns that a sheet may have: the figures of the table that it is
// called by, or else of all tables whose names are of one only.
func (r *rowsReader) targets(s *worksheet) map[string]target {
	known := map[string]target{}
	twice := map[string]bool{}
	for i := range r.template.Tables {
		t := &r.template.Tables[i]
		section := r.template.Section(t.ID)
		if !strings.HasPrefix(source.Normalize(section.Label), source.Normalize(s.Name)) && slices.ContainsFunc(r.template.Sections, func(o configs.Section) bool {
			return strings.HasPrefix(source.Normalize(o.Label), source.Normalize(s.Name))
		}) {
			continue
		}
		for _, leaf := range data.Leaves(t) {
			for _, c := range leaf.Columns {
				ref := data.Ref{Row: leaf.Path, Column: c.ID}
				name := source.Normalize(data.CellName(t, ref))
				_, again := known[name]
				twice[name] = twice[name] || again
				known[name] = target{table: t, figure: ref}
			}
		}
	}
	for name := range twice {
		if twice[name] {
			delete(known, name)
		}
	}
	keys := textKeys(r.template)
	for i := range keys {
		for _, label := range append(keys[i].Labels, keys[i].ID) {
			if label != "" && (keys[i].under == "" || keys[i].under == dateKey.under) {
				known[source.Normalize(label)] = target{key: &keys[i]}
			}
		}
	}
	return known
}

// row reads the row of an agency. One without anything is passed over.
func (r *rowsReader) row(s *worksheet, row, agency int, targets map[int]target) {
	filled := slices.ContainsFunc(s.Cells(), func(c *workbook.Cell) bool { return c.Row == row && targets[c.Col] != (target{}) })
	if !filled {
		return
	}
	at := workbook.Ref{Row: row, Col: agency}
	named := s.Cell(at)
	if named == nil || strings.TrimSpace(named.Text) == "" {
		r.problems.Add(diag.Errorf(s.Pos(at), "这一行没有填%s", "the row has no %s", r.template.Agency().Label))
		return
	}
	a := r.agency(s, strings.TrimSpace(named.Text), s.Pos(at))
	if a == nil {
		return
	}
	for col := 1; col <= s.Cols; col++ {
		t, ok := targets[col]
		if !ok {
			continue
		}
		ref := workbook.Ref{Row: row, Col: col}
		if t.table != nil {
			r.figure(a, s, ref, t)
		} else if c := s.Cell(ref); c != nil {
			r.text(a, s, c, *t.key)
		}
	}
}

// agency is the agency of a name, which may have a row in each sheet.
func (r *rowsReader) agency(s *worksheet, name string, at diag.Pos) *agencyRows {
	for _, a := range r.agencies {
		if a.name != name {
			continue
		}
		if slices.Contains(a.sheets, s) {
			r.problems.Add(diag.Errorf(at, "“%s”在这张工作表里有两行", "%q has two rows in this sheet", name).WithRelated(a.at, "另一行在这里", "the other is here"))
			return nil
		}
		a.sheets = append(a.sheets, s)
		return a
	}
	a := &agencyRows{name: name, at: at, tables: map[string][]source.Entry{}, sheets: []*worksheet{s}}
	r.agencies = append(r.agencies, a)
	return a
}

func (r *rowsReader) text(a *agencyRows, s *worksheet, c *workbook.Cell, key textKey) {
	at := s.Pos(c.Ref)
	written := r.printable(r.result(s, c).Text, at)
	if strings.TrimSpace(written) == "" || key.ID == r.template.Agency().ID && len(a.sheets) > 1 {
		return
	}
	if key.prose {
		written = fromCell(written)
	}
	value := &source.Node{Kind: source.Scalar, Text: written, Pos: at}
	if key.under == dateKey.under {
		a.signed.Kind, a.signed.Pos = source.Map, at
		put(&a.signed, key.ID, at, value)
		return
	}
	a.values = append(a.values, source.Entry{Key: &source.Node{Kind: source.Scalar, Text: key.ID, Pos: at}, Value: value})
}

func (r *rowsReader) figure(a *agencyRows, s *worksheet, ref workbook.Ref, t target) {
	at := s.Pos(ref)
	f := figure{table: t.table.ID, row: t.figure.Row, column: t.figure.Column, sheet: s, at: ref, stub: ref, head: ref}
	leaves := data.Leaves(t.table)
	leaf := leaves[slices.IndexFunc(leaves, func(l data.Leaf) bool { return l.Path == f.row })]
	column, _ := leaf.Column(f.column)
	if (leaf.Total || column.Total) && s.Cell(ref) == nil {
		return
	}
	row := slices.IndexFunc(a.tables[f.table], func(e source.Entry) bool { return e.Key.Text == f.row })
	if row < 0 {
		row = len(a.tables[f.table])
		a.tables[f.table] = append(a.tables[f.table], source.Entry{Key: &source.Node{Kind: source.Scalar, Text: f.row, Pos: at}, Value: &source.Node{Kind: source.Map, Pos: at}})
	}
	put(a.tables[f.table][row].Value, f.column, at, r.value(f, *r.template.Value(column.Type)))
}

// tree is what load builds the report of an agency of.
func (r *rowsReader) tree(a *agencyRows, year string) *source.Node {
	root := &source.Node{Kind: source.Map, Pos: a.at, Entries: slices.Clone(a.values)}
	put(root, templateKey.ID, a.at, &source.Node{Kind: source.Scalar, Text: r.template.ID, Pos: a.at})
	if y := r.template.Year(); y != nil && year != "" && !slices.ContainsFunc(root.Entries, func(e source.Entry) bool { return e.Key.Text == y.ID }) {
		put(root, y.ID, a.at, &source.Node{Kind: source.Scalar, Text: year, Pos: a.at})
	}
	for i := range r.template.Tables {
		if rows := a.tables[r.template.Tables[i].ID]; len(rows) > 0 {
			put(root, r.template.Tables[i].ID, a.at, &source.Node{Kind: source.Map, Pos: a.at, Entries: rows})
		}
	}
	if a.signed.Kind == source.Map {
		signed := a.signed
		put(root, dateKey.under, signed.Pos, &signed)
	}
	return root
}
