package configs

import "gongwen/internal/source"

// StatementGrid is the figures of a table by what prose says: that of one of Rows
// and one of Columns whose classes are near the number. A dimension that some row
// names, and the one that was found does not, has no word there; of columns likewise.
type StatementGrid struct {
	Table         string
	Rows, Columns []GridLine
}

// GridLine is rows or columns of a table with the classes that they are said with.
type GridLine struct {
	Classes Keyed[[]string] // as in Statement
	Names   []string        // paths of rows and groups of rows, or ids of columns, whose figures are added
	Whole   []string        // names likewise, of which it is a part that may be all of it; nil for none
}

// statementGrid reads the grid of a statement.
func (r *templateReader) statementGrid(n *source.Node) *StatementGrid {
	f := fields(n, r.problems, "table", "rows", "columns")
	g := &StatementGrid{Table: source.String(f.Require("table"), r.problems)}
	g.Rows, g.Columns = r.gridLines(f.Require("rows")), r.gridLines(f.Require("columns"))
	return g
}

func (r *templateReader) gridLines(n *source.Node) []GridLine {
	if n == nil {
		return nil
	}
	var list []GridLine
	for _, item := range source.Items(n, r.problems) {
		classes, rest := r.classesIn(item)
		f := fields(rest, r.problems, "is", "among")
		line := GridLine{Classes: classes}
		if is := f.Require("is"); is != nil {
			line.Names = oneOrMore(is, r.problems)
		}
		if among := f.Get("among"); among != nil {
			line.Whole = oneOrMore(among, r.problems)
		}
		list = append(list, line)
	}
	return list
}
