package xlsx

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/cell"
	"gongwen/data/xlsx/workbook"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// tables finds the tables of the template and puts them into the tree.
func (r *reader) tables() {
	r.titles = titlesOf(r.template)
	shapes := r.shapes()
	var places []*placement
	var sections []configs.Section
	for _, section := range r.template.Sections {
		if section.Kind != configs.TableSection {
			continue
		}
		if p := r.find(shapes[section.ID], section); p != nil {
			p.worksheet.tables = append(p.worksheet.tables, p.area)
			places, sections = append(places, p), append(sections, section)
		} else if !section.Optional {
			r.absent = append(r.absent, section)
		}
	}
	for i, p := range places {
		r.listRows(p)
		n := slices.IndexFunc(p.worksheet.tables, func(a area) bool { return a.table == p.area.table })
		p.worksheet.tables[n] = p.area
		r.table(p, sections[i])
	}
	r.stored.report(&r.problems)
	r.stale.report(&r.problems)
}

// shapes are the shapes of the tables of the template, by their sections.
func (r *reader) shapes() map[string]*shape {
	var labels []string
	for i := range r.template.Tables {
		labels = append(labels, r.template.Tables[i].Labels()...)
	}
	r.own = cell.YearsOf(labels)
	nameOf := remembered(r.own.NameOf)
	shapes, every := map[string]*shape{}, map[string]bool{}
	for _, section := range r.template.Sections {
		if section.Kind == configs.TableSection {
			s := shapeOf(r.template.Table(section.ID), nameOf)
			s.every = every
			maps.Copy(every, s.labels)
			shapes[section.ID] = s
		}
	}
	return shapes
}

// missingTables says which tables were not found.
func (r *reader) missingTables() {
	for _, section := range r.absent {
		put(r.root, section.ID, r.root.Pos, saidAt(r.root.Pos))
		r.problems.Add(diag.Errorf(r.root.Pos, "没有找到“%s”的表格", "the table of %q was not found", section.Label).
			WithHint("表格按行和列的名称查找；名称被改动或删除的，从 gongwen init 生成的工作簿里把表格复制过来", "tables are found by the labels of their rows and columns; copy the table from a workbook that gongwen init writes"))
	}
}

// find finds the sheet with a table: the one with most of its figures, at least
// half of them. A visible sheet comes before hidden ones.
func (r *reader) find(shape *shape, section configs.Section) *placement {
	var all []*placement
	for _, s := range r.sheets {
		p := locate(s, shape)
		if len(data.Lists(shape.table)) > 0 {
			p.lists = p.headsOf(shape.source)
			if len(p.lists) == 0 {
				continue
			}
			for _, l := range p.lists {
				p.area.include(l.area.Range)
			}
		}
		if 2*p.size() >= shape.count || len(p.lists) > 0 {
			all = append(all, p)
		}
	}
	if all = r.called(all, section); len(all) == 0 {
		return nil
	}
	slices.SortStableFunc(all, func(a, b *placement) int {
		return cmp.Or(compareBool(a.Hidden, b.Hidden), b.size()-a.size())
	})
	p := all[0]
	for _, other := range all[1:] {
		if other.Hidden == p.Hidden {
			r.problems.Add(diag.Errorf(other.Pos(other.area.From), "“%s”的表格有两份", "the table of %q stands twice", section.Label).
				WithRelated(p.Pos(p.area.From), "另一份在这里", "the other is here").
				WithHint("删去其中一份", "remove one of them"))
			return p
		}
		r.problems.Add(diag.Warnf(other.Pos(other.area.From), "隐藏的工作表里还有一份“%s”的表格，没有读取", "another table of %q in a hidden sheet was not read", section.Label))
		other.useAll()
	}
	if p.Hidden {
		r.problems.Add(diag.Warnf(p.Pos(p.area.From), "“%s”的表格在隐藏的工作表里，照常读取", "the table of %q is in a hidden sheet; it is read all the same", section.Label))
	}
	return p
}

// called keeps those of the places of a table in whose sheet it is named, where there
// are any, and none in whose sheet others are: tables of lists differ in little but
// their names.
func (r *reader) called(all []*placement, section configs.Section) []*placement {
	if len(all) == 0 || len(all[0].lists) == 0 {
		return all
	}
	own := section
	var named, nameless []*placement
	for _, p := range all {
		others := false
		is := p.worksheet.isCalled(r.template, own)
		for _, s := range r.template.Sections {
			others = others || s.Kind == configs.TableSection && s.ID != own.ID && p.worksheet.isCalled(r.template, s)
		}
		switch {
		case is:
			named = append(named, p)
		case !others:
			nameless = append(nameless, p)
		}
	}
	if len(named) > 0 {
		return named
	}
	return nameless
}

// isCalled reports whether a sheet has a title of a table, or its name.
func (s *worksheet) isCalled(t *configs.Template, section configs.Section) bool {
	const most = 400 // characters of a title
	titles := titlesOfTable(t, section)
	if titles[cell.NameOf(s.Name)] {
		return true
	}
	for row := 1; row <= s.Rows; row++ {
		for col := 1; col <= min(s.Cols, 30); col++ {
			c := s.Cell(workbook.Ref{Row: row, Col: col})
			if c != nil && c.Kind == workbook.Text && len(c.Text) < most && titles[cell.NameOf(c.Text)] {
				return true
			}
		}
	}
	return false
}

// titlesOf are the names of what stands over the tables of a template.
func titlesOf(t *configs.Template) map[string]bool {
	titles := map[string]bool{}
	for _, s := range t.Sections {
		if s.Kind == configs.TableSection {
			maps.Copy(titles, titlesOfTable(t, s))
		}
	}
	return titles
}

func titlesOfTable(t *configs.Template, s configs.Section) map[string]bool {
	titles := map[string]bool{}
	texts := append([]string{s.Label}, s.Aliases...)
	for _, line := range t.Table(s.ID).Above {
		texts = append(texts, line.Text, line.Right)
	}
	for _, text := range texts {
		_, isUnit := cell.UnitsOf(text)
		if n := cell.NameOf(text); n != "" && !isUnit && !strings.Contains(text, "{") {
			titles[n] = true
		}
	}
	return titles
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// size is how many of its figures were found, those included that cannot be told apart.
func (p *placement) size() int { return len(p.figures) + len(p.doubles) + len(p.ambiguous) }

func (s *worksheet) useAll() {
	for _, c := range s.Cells() {
		s.use(c.Ref)
	}
}

// table puts a table that was found into the tree.
func (r *reader) table(p *placement, section configs.Section) {
	r.remark(p)
	for ref := range p.at {
		p.use(ref)
	}
	title := p.Pos(p.area.From)
	m := &source.Node{Kind: source.Map, Pos: title}
	if !r.leavesOut(p, section) {
		put(r.root, section.ID, title, m)
	}
	by := map[string][]figure{}
	for _, f := range p.figures {
		p.use(f.at)
		by[f.row] = append(by[f.row], f)
	}
	r.found = append(r.found, p.figures...)
	r.missingFigures(p)
	at := title
	for _, leaf := range data.Leaves(p.shape.table) {
		figures := by[leaf.Path]
		if len(figures) > 0 {
			at = p.Pos(figures[0].stub)
		}
		if !(leaf.Total && len(figures) == 0) && !r.computed(leaf, figures) {
			put(within(m, leaf.Path, at), leaf.Row.ID, at, r.row(leaf, figures, at))
		}
	}
	for _, l := range p.lists {
		put(within(m, l.Leaf.Path, title), l.Leaf.Row.ID, title, r.list(p, l))
	}
	r.listed = append(r.listed, p.lists...)
	p.useWords()
}

// leavesOut reports whether a report does not have a table that it may leave out: no
// list of it has rows.
func (r *reader) leavesOut(p *placement, section configs.Section) bool {
	if !section.Optional || len(p.lists) == 0 {
		return false
	}
	return !slices.ContainsFunc(p.lists, func(l *list) bool { return len(l.rows) > 0 }) &&
		!slices.ContainsFunc(p.figures, func(f figure) bool { return p.Cell(f.at) != nil && !r.isComputed(f) })
}

// useWords passes over cells of the table that head nothing, such as 行次.
func (p *placement) useWords() {
	if len(p.shape.words) == 0 {
		return
	}
	for row := p.area.From.Row; row <= p.area.To.Row; row++ {
		for col := p.area.From.Col; col <= p.area.To.Col; col++ {
			ref := workbook.Ref{Row: row, Col: col}
			if c := p.Cell(ref); c != nil && p.shape.words[strings.TrimSpace(c.Text)] && !p.used[p.Origin(ref)] {
				p.use(ref)
			}
		}
	}
}

// within is the map of the groups that a row stands in, made where it is missing.
func within(m *source.Node, path string, at diag.Pos) *source.Node {
	for {
		group, rest, nested := strings.Cut(path, ".")
		if !nested {
			return m
		}
		i := slices.IndexFunc(m.Entries, func(e source.Entry) bool { return e.Key.Text == group })
		if i < 0 {
			i = len(m.Entries)
			put(m, group, at, &source.Node{Kind: source.Map, Pos: at})
		}
		m, path = m.Entries[i].Value, rest
	}
}

// row is the figures of a row. Totals that the sheet computes are left out; what
// was not found has been said.
func (r *reader) row(leaf data.Leaf, figures []figure, at diag.Pos) *source.Node {
	m := &source.Node{Kind: source.Map, Pos: at}
	for _, c := range leaf.Columns {
		i := slices.IndexFunc(figures, func(f figure) bool { return f.column == c.ID })
		switch {
		case c.Total && (i < 0 || r.isComputed(figures[i])):
			continue
		case i < 0:
			put(m, c.ID, at, saidAt(at))
			continue
		}
		put(m, c.ID, figures[i].sheet.Pos(figures[i].at), r.value(figures[i], *r.template.Value(c.Type)))
	}
	if len(leaf.Columns) == 1 && len(m.Entries) == 1 {
		return m.Entries[0].Value
	}
	return m
}

// computed reports whether a row is one of totals that the sheet computes.
func (r *reader) computed(leaf data.Leaf, figures []figure) bool {
	return leaf.Total && len(figures) == len(leaf.Columns) &&
		!slices.ContainsFunc(figures, func(f figure) bool { return !r.isComputed(f) })
}

// isComputed reports whether a total is the result of a formula. The number
// format sets off those that the report file gives, see totalFormat.
func (r *reader) isComputed(f figure) bool {
	c := f.sheet.Cell(f.at)
	return c != nil && c.Formula != "" && (c.Format == "" || strings.Contains(c.Format, ";-"))
}

// moved is the head of the first figure that stands left of one before it in the printed
// table, in a row that both are in.
func (p *placement) moved() (head workbook.Ref, moved bool) {
	for i, f := range p.figures {
		if i > 0 && f.row == p.figures[i-1].row && f.at.Row == p.figures[i-1].at.Row && f.at.Col < p.figures[i-1].at.Col {
			return f.head, true
		}
	}
	return workbook.Ref{}, false
}

// remark says what was strange about a table.
func (r *reader) remark(p *placement) {
	for _, a := range p.ambiguous {
		name := data.RowName(p.shape.table, a.row)
		if a.column != "" {
			name = data.CellName(p.shape.table, data.Ref{Row: a.row, Column: a.column})
		}
		r.problems.Add(diag.Errorf(p.Pos(a.at), "%s：分不清是这一格还是 %s", "%s: it cannot be told whether it is this cell or %s", name, a.other.String()).
			WithHint("删去多余的一行或一格", "remove the row or cell that is too many"))
	}
	for _, d := range p.doubles {
		r.problems.Add(diag.Errorf(p.Pos(d.second.at), "这一格合并了两个数的位置：%s，%s", "cells of two figures were merged here: %s, %s",
			data.CellName(p.shape.table, data.Ref{Row: d.first.row, Column: d.first.column}),
			data.CellName(p.shape.table, data.Ref{Row: d.second.row, Column: d.second.column})).
			WithHint("取消合并单元格，分别填写", "take the merged cell apart and fill in both"))
	}
	if head, moved := p.moved(); moved {
		r.problems.Add(diag.Diagnostic{Level: diag.Note, Pos: p.Pos(head), Message: diag.T("栏目的顺序与官方表格不同，按表头读取", "the columns are in another order than the official one and are read by their heads")})
	}
	said := map[workbook.Ref]bool{}
	for _, l := range p.labels {
		if l.typed != "" && !said[l.cell] {
			said[l.cell] = true
			r.problems.Add(diag.Diagnostic{Level: diag.Note, Pos: p.Pos(l.cell), Message: diag.T("“%s”按“%s”读取", "“%s” is read as “%s”", clip(l.typed), l.name)})
		}
	}
	for _, f := range p.figures {
		if p.Hides(f.at) && p.Cell(f.at) != nil {
			r.problems.Add(diag.Warnf(p.Pos(f.at), "工作表“%s”的表格里有隐藏的行或列，照常读取（这里是第一格）", "the table in sheet %q has hidden rows or columns, which are read all the same (the first cell is here)", p.Name))
			break
		}
	}
	for _, f := range p.figures {
		if c := p.Cell(f.at); c != nil && c.White {
			r.problems.Add(diag.Warnf(p.Pos(f.at), "工作表“%s”的表格里有白底白字，看不见，照常读取（这里是第一格）", "the table in sheet %q has white figures on white, which nobody sees and which are read all the same (the first cell is here)", p.Name))
			break
		}
	}
}

// place gives the figures of a report their cells. A total that the sheet
// computes in another way than the template is one that the file gives, so
// that the rules judge it.
func (r *reader) place(report *data.Report) {
	r.placeLists(report)
	for _, f := range r.found {
		ref := data.Ref{Row: f.row, Column: f.column}
		table, ok := report.Tables[f.table]
		figure, known := table.Cells[ref]
		if !ok || !known {
			continue
		}
		figure.Pos = f.sheet.Pos(f.at)
		if figure.State == data.Computed {
			if c := r.result(f.sheet, f.sheet.Cell(f.at)); c.Kind == workbook.Number {
				if shown, ok := counts(c); ok && !shown.Equal(figure.Value()) {
					figure.Number, figure.State = data.NewNumber("", shown), data.Given
				}
			}
		}
		table.Cells[ref] = figure
	}
}
