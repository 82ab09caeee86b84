package rules

import (
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/rules/lexicon"
	"gongwen/internal/diag"
	"gongwen/internal/numeral"
)

// statementGrid is the figures of a table by what is said of a number.
type statementGrid struct {
	figures       *figures
	rows, columns gridLines
}

// gridLines are the rows or the columns of a grid.
type gridLines struct {
	dimensions []int // that one of them names
	lines      []gridLine
}

// gridLine is a row or a column of a grid.
type gridLine struct {
	classes [][]int  // as those of a statement
	names   []string // paths of rows without totals, or ids of columns
	whole   []string // of what it is a part; nil for none
	label   string   // the first of its names
}

// statementGrid compiles the grid of a statement; nil for a wrong one.
func (c *compiler) statementGrid(source configs.Statement) *statementGrid {
	f := c.figures[source.Grid.Table]
	if f == nil {
		c.errorAt("grid", "规则 %s 的 table “%s”不存在", "rule %s: there is no table “%s”", c.rule.ID, source.Grid.Table)
		return nil
	}
	g := &statementGrid{figures: f}
	g.rows = c.gridLines(source.Grid.Rows, func(path string) (paths []string, known bool) {
		if _, leaf := f.leaf(path); leaf {
			return []string{path}, true
		}
		for l := range f.addends(path) {
			paths = append(paths, l.Path)
		}
		return paths, len(paths) > 0
	})
	g.columns = c.gridLines(source.Grid.Columns, func(id string) ([]string, bool) {
		return []string{id}, slices.ContainsFunc(f.leaves, func(l data.Leaf) bool { _, has := l.Column(id); return has })
	})
	return g
}

// names reports whether a line of a grid names a dimension.
func names(lines []configs.GridLine, dimension string) bool {
	return slices.ContainsFunc(lines, func(line configs.GridLine) bool { _, has := line.Classes.Get(dimension); return has })
}

// gridLines compiles rows or columns, whose names are looked up.
func (c *compiler) gridLines(source []configs.GridLine, find func(string) ([]string, bool)) gridLines {
	l := c.lexicon()
	var out gridLines
	for d, dimension := range l.Dimensions {
		if names(source, dimension) {
			out.dimensions = append(out.dimensions, d)
		}
	}
	all := func(names []string) (list []string) {
		for _, name := range names {
			found, known := find(name)
			if !known {
				c.errorAt("grid", "规则 %s 的表里没有“%s”", "rule %s: the table has no “%s”", c.rule.ID, name)
			}
			list = append(list, found...)
		}
		return list
	}
	for _, line := range source {
		compiled := gridLine{names: all(line.Names), whole: all(line.Whole), classes: make([][]int, len(l.Dimensions))}
		if len(line.Names) > 0 {
			compiled.label = line.Names[0]
		}
		for _, d := range out.dimensions {
			compiled.classes[d] = []int{none}
			if names, given := line.Classes.Get(l.Dimensions[d]); given {
				compiled.classes[d] = l.ClassesOf(l.Dimensions[d], names)
			}
		}
		out.lines = append(out.lines, compiled)
	}
	return out
}

// of is the line of the classes by dimension; nil for none.
func (g *gridLines) of(class func(dimension int) int) *gridLine {
	for i := range g.lines {
		if !slices.ContainsFunc(g.dimensions, func(d int) bool { return !slices.Contains(g.lines[i].classes[d], class(d)) }) {
			return &g.lines[i]
		}
	}
	return nil
}

// cellsOf are the figures of rows in columns; nil where the table lacks one.
func (g *statementGrid) cellsOf(rows, columns []string) []figureOf {
	var list []figureOf
	for _, row := range rows {
		leaf, _ := g.figures.leaf(row)
		for _, column := range columns {
			if _, has := leaf.Column(column); !has {
				return nil
			}
			ref := data.Ref{Row: row, Column: column}
			list = append(list, figureOf{total: g.figures.isTotal(ref), table: g.figures.table.ID, ref: ref})
		}
	}
	return list
}

// name is what the table calls the figures of a row and a column.
func (g *statementGrid) name(row *gridLine, columns []string) string {
	labels := make([]string, len(columns))
	for i, id := range columns {
		labels[i] = data.ColumnLabel(g.figures.table, data.Ref{Row: row.names[0], Column: id})
	}
	return data.RowName(g.figures.table, row.label) + " · " + strings.Join(labels, " + ")
}

// expectation is the sum of the figures of a row and a column of the grid.
func (g *statementGrid) expectation(row, column *gridLine) expectation {
	return expectation{cells: g.name(row, column.names), reads: g.cellsOf(row.names, column.names)}
}

// wholes are of what the figures of a row and a column are a part, by columns and
// by rows.
func (g *statementGrid) wholes(row, column *gridLine) []expectation {
	var list []expectation
	if column.whole != nil {
		list = append(list, expectation{cells: g.name(row, column.whole), reads: g.cellsOf(row.names, column.whole)})
	}
	if row.whole != nil {
		list = append(list, expectation{cells: g.name(row, column.names), reads: g.cellsOf(row.whole, column.names)})
	}
	return list
}

// sum is the sum of the figures that an expectation reads.
func (c *check) sum(e expectation) numeral.Quantity {
	sum := exact(0)
	for _, f := range e.reads {
		sum = sum.Add(c.report.Tables[f.table].Cells[f.ref].Value())
	}
	return numeral.Exactly(sum)
}

// allStated judges that all is of a kind: every figure that the part reads is all
// of the whole.
func (c *check) allStated(made *demand, f *fact, env map[string]any) {
	part, whole := c.sum(made.expected[0]), c.sum(made.wholes[0])
	if part.Agrees(whole) || f.Behind != nil && !f.Behind.Agrees(whole) && !part.MayBeLess(*f.Behind) {
		return
	}
	env["expected"] = part.String()
	c.broken(&made.rule, f.pos(), env, diag.T("“%s”：表中共 %s 件，其中“%s”是 %s", "“%s”: of %s the table has in “%s” %s", env["match"], whole, made.expected[0].cells, part), c.compared(&made.claim)...)
}

// match is a statement that a reading is, with its line and column of a grid.
type match struct {
	*statement
	row, column *gridLine // nil without a grid
}

// demand is what the statement demands here; nil where it is wrong, or the table
// has no such figure.
func (c *check) demand(m match) *demand {
	made := ready(c, m.compiled)
	if made == nil || m.grid == nil {
		return made
	}
	grid := ready(c, m.grid)
	out := *made
	out.expected = []expectation{grid.expectation(m.row, m.column)}
	out.wholes = grid.wholes(m.row, m.column)
	out.lines = len(out.wholes)
	out.wholes = append(out.wholes, made.wholes...)
	out.reads, out.cells = slices.Clone(out.expected[0].reads), out.expected[0].cells
	if m.amount == configs.AllRole {
		if len(out.wholes) == 0 {
			return nil
		}
		out.reads = append(out.reads, out.wholes[0].reads...)
	}
	if out.expected[0].reads == nil {
		return nil
	}
	return &out
}

// says reports whether the statement is what was read, and of which line of its grid.
func (c *check) says(s *statement, f *fact, l *lexicon.Words, subject, event int) (match, bool) {
	m := match{statement: s}
	if !s.counts(f) || f.Including != s.including && (s.including != none || l.IsIncluded(f.Including)) {
		return m, false
	}
	for d, allowed := range s.classes {
		class := f.Classes[d]
		switch d {
		case l.Subject:
			class = subject
		case l.Event:
			class = event
		case l.Roles, l.Of:
			continue
		}
		if allowed != nil && !slices.Contains(allowed, class) {
			return m, false
		}
	}
	if s.grid == nil {
		return m, true
	}
	grid := ready(c, s.grid)
	if grid == nil {
		return m, false
	}
	class := func(dimension int) int {
		switch dimension {
		case l.Subject:
			return subject
		case l.Event:
			return event
		}
		return f.Classes[dimension]
	}
	if m.row = grid.rows.of(class); m.row != nil {
		m.column = grid.columns.of(class)
	}
	return m, m.column != nil
}
