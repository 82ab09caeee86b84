package records

import (
	"slices"
	"strings"

	"gongwen/data/xlsx/workbook"
	"gongwen/internal/diag"
)

// Line is what a row of a table has in the columns that were chosen.
type Line struct {
	Number int // of the row in its sheet or file, from 1
	Cells  []Cell
	Pos    diag.Pos // of the row's first chosen column
	Over   int      // cells that a line of a text file has more than the head: a comma in one of them has no quotation marks
}

// Lines is a table whose columns have been chosen by its head.
type Lines struct {
	Sheet *Sheet
	Head  int      // number of its row
	Heads []string // what the head calls the columns that were chosen
	Cols  []int    // of the sheet, in the order in which they were chosen; 0 for one that is not there
	Lines []Line
}

// Choose looks for columns in a row: for each the place in the row, from 1, or 0
// for none. It is false for a row that is no head.
type Choose func(row []string, pos func(col int) diag.Pos) (cols []int, ok bool)

// Read reads the lines of a table below the row that choose takes for its head, of
// a sheet that is named or of the only one that has such a row. Cells of other
// columns are not kept. Rows that are empty in all chosen columns are left out.
func Read(name string, content []byte, sheet string, choose Choose) (*Lines, diag.List) {
	top, said := open(name, content, func(in string, at workbook.Ref) bool { return at.Row <= maxHeadRow && (sheet == "" || in == sheet) })
	if said.HasErrors() {
		return nil, said
	}
	table, problem := head(name, top, sheet, choose)
	if problem != nil {
		return nil, append(said, *problem)
	}
	chosen := map[int]bool{}
	for _, col := range table.Cols {
		chosen[col] = true
	}
	of := table.Sheet.Name
	all, said := open(name, content, func(in string, at workbook.Ref) bool { return in == of && at.Row > table.Head && chosen[at.Col] })
	if said.HasErrors() {
		return nil, said
	}
	for _, s := range all {
		if s.Name == of {
			table.Sheet = s
		}
	}
	table.read()
	return table, said
}

// head finds the head of the table.
func head(name string, sheets []*Sheet, sheet string, choose Choose) (*Lines, *diag.Diagnostic) {
	var found []*Lines
	var names []string
	for _, s := range sheets {
		names = append(names, s.Name)
		if sheet != "" && s.Name != sheet || sheet == "" && s.Hidden {
			continue
		}
		for row := 1; row <= min(s.Rows, maxHeadRow); row++ {
			if cols, ok := choose(s.words(row), func(col int) diag.Pos { return s.Pos(workbook.Ref{Row: row, Col: col}) }); ok {
				found = append(found, &Lines{Sheet: s, Head: row, Heads: headsOf(s.words(row), cols), Cols: cols})
				break
			}
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		var all []string
		for _, f := range found {
			all = append(all, f.Sheet.Name)
		}
		d := diag.Errorf(diag.Pos{File: name}, "几个工作表都像要找的表：%s", "several sheets look like the table: %s", strings.Join(all, "、")).
			WithHint("用 --sheet 指明是哪一个", "say which with --sheet")
		return nil, &d
	}
	if sheet == "" && !slices.ContainsFunc(sheets, func(s *Sheet) bool { return s.Rows > 0 }) {
		d := diag.Errorf(diag.Pos{File: name}, "文件里没有内容", "the file holds nothing")
		return nil, &d
	}
	d := diag.Errorf(diag.Pos{File: name}, "没有找到表头：前 %d 行里没有一行有要用的全部栏目", "there is no head: none of the first %d rows has all columns that are needed", maxHeadRow)
	if sheet != "" && len(names) > 0 {
		d = d.WithHint("工作表有：%s", "the sheets are: %s", strings.Join(names, "、"))
	}
	return nil, &d
}

// headsOf are the texts of a head at the columns that were chosen.
func headsOf(words []string, cols []int) []string {
	heads := make([]string, len(cols))
	for i, col := range cols {
		if col > 0 {
			heads[i] = words[col-1]
		}
	}
	return heads
}

// words are the texts of a row; a merged cell has its text in each of its places.
func (s *Sheet) words(row int) []string {
	words := make([]string, s.Cols)
	for i := range words {
		at := workbook.Ref{Row: row, Col: i + 1}
		if s.book != nil {
			at = s.book.Origin(at)
		}
		words[i] = s.Cell(at).Text
	}
	return words
}

// read takes the lines out of the sheet. A cell that is merged over several rows
// says the same for each of them.
func (t *Lines) read() {
	width := 0
	if t.Sheet.book == nil {
		width = t.Sheet.text[t.Head-1].width
	}
	for row := t.Head + 1; row <= t.Sheet.Rows; row++ {
		line := Line{Number: row, Cells: make([]Cell, len(t.Cols))}
		if t.Sheet.book == nil {
			line.Number = t.Sheet.text[row-1].line
			line.Over = max(0, t.Sheet.text[row-1].width-width)
		}
		empty := true
		for i, col := range t.Cols {
			if col == 0 {
				continue
			}
			at := workbook.Ref{Row: row, Col: col}
			if line.Pos == (diag.Pos{}) {
				line.Pos = t.Sheet.Pos(at)
			}
			if t.Sheet.book != nil {
				at = t.Sheet.book.Origin(at)
			}
			line.Cells[i] = t.Sheet.Cell(at)
			empty = empty && line.Cells[i].Text == ""
		}
		if !empty {
			t.Lines = append(t.Lines, line)
		}
	}
}

// Pos is the place of a line's cell in a chosen column.
func (t *Lines) Pos(line Line, column int) diag.Pos {
	if col := t.Cols[column]; col > 0 && t.Sheet.book != nil {
		return t.Sheet.Pos(workbook.Ref{Row: line.Number, Col: col})
	}
	return line.Pos
}
