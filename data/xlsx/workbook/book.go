// Package workbook reads the cells of an XLSX workbook (ISO/IEC 29500-1
// SpreadsheetML) as they stand in the file. It reads what spreadsheet programs
// write, WPS and LibreOffice among them, whose sheets may name a million empty
// rows, and it never does more work than its limits allow.
package workbook

import (
	"slices"
	"strconv"

	"gongwen/data/cell"
	"gongwen/internal/diag"
)

// Book is a workbook.
type Book struct {
	File   string
	Sheets []*Sheet // in the order of their tabs
}

// Sheet is a worksheet.
type Sheet struct {
	File   string
	Name   string
	Hidden bool
	Rows   int // number of the last row that has a cell
	Cols   int // and of the last column

	cells      map[Ref]*Cell
	sorted     []*Cell // the cells, row by row, once all of them are known
	shared     map[string]sharedFormula
	covered    map[Ref]Ref // places of merged cells to the cell's own place
	merges     []Range
	hiddenRows map[int]bool
	hiddenCols map[int]bool
	places     map[Ref]diag.Pos // of the cells of a sheet that does not stand in a workbook; nil for others

	// Comments are the notes of people at cells, in the order of the file.
	Comments []Comment
	Drawings []Drawing // what lies over the cells
}

// Comment is a note of somebody at a cell.
type Comment struct {
	Ref
	Author, Text string
}

// Ref is the place of a cell: row and column, both from 1.
type Ref struct{ Row, Col int }

// Range is a rectangle of cells, both corners included.
type Range struct{ From, To Ref }

// Kind is what a cell holds.
type Kind uint8

// The kinds. A Date is a number that is shown as a date or a time.
const (
	Text Kind = iota
	Number
	Date
	Bool
	Fault // an error such as #REF!
)

// Cell is a cell that holds something. What its Marks name is left out of Text; of
// one that is struck out nothing is left.
type Cell struct {
	Ref
	Kind    Kind
	Text    string // characters; digits of a number; 2024-01-25 for a date; of a formula: its stored result
	Format  string // number format code, such as 0.00; empty for General
	Formula string // without the = before it; empty for none
	Stored  bool   // a formula's result is stored with it
	White   bool   // white on white
	Marks   []cell.Mark
}

// Cell is the cell at ref, or the merged cell that covers it; nil when there is
// nothing.
func (s *Sheet) Cell(ref Ref) *Cell { return s.cells[s.Origin(ref)] }

// Origin is the place of the merged cell that covers ref, else ref itself.
func (s *Sheet) Origin(ref Ref) Ref {
	if own, ok := s.covered[ref]; ok {
		return own
	}
	return ref
}

// Extent is the rectangle of the cell at ref: one place, or those that are merged.
func (s *Sheet) Extent(ref Ref) Range {
	origin := s.Origin(ref)
	if _, merged := s.covered[origin]; merged {
		for _, m := range s.merges {
			if m.From == origin {
				return m
			}
		}
	}
	return Range{origin, origin}
}

// Hides reports whether the row or the column of ref is hidden.
func (s *Sheet) Hides(ref Ref) bool { return s.hiddenRows[ref.Row] || s.hiddenCols[ref.Col] }

// Cells lists the cells that hold something, row by row.
func (s *Sheet) Cells() []*Cell {
	if s.sorted != nil {
		return slices.Clone(s.sorted)
	}
	list := make([]*Cell, 0, len(s.cells))
	for _, c := range s.cells {
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b *Cell) int { return compareRefs(a.Ref, b.Ref) })
	return list
}

func compareRefs(a, b Ref) int {
	if a.Row != b.Row {
		return a.Row - b.Row
	}
	return a.Col - b.Col
}

// Pos is the place of a cell for messages.
func (s *Sheet) Pos(ref Ref) diag.Pos {
	if pos, known := s.places[s.Origin(ref)]; known {
		return pos
	}
	if s.places != nil {
		return diag.Pos{File: s.File}
	}
	return diag.Pos{File: s.File, Sheet: s.Name, Cell: ref.String()}
}

// String is the place as spreadsheets write it, such as AB12.
func (r Ref) String() string { return ColumnName(r.Col) + strconv.Itoa(r.Row) }

// ColumnName is the letters of a column, such as AB for 28.
func ColumnName(col int) string {
	name := ""
	for ; col > 0; col = (col - 1) / 26 {
		name = string(rune('A'+(col-1)%26)) + name
	}
	return name
}

// parseRef reads AB12, with or without $ marks; false when s is none.
func parseRef(s string) (Ref, bool) {
	i := 0
	if i < len(s) && s[i] == '$' {
		i++
	}
	var r Ref
	for ; i < len(s) && isLetter(s[i]); i++ {
		if r.Col = r.Col*26 + int(s[i]|0x20-'a') + 1; r.Col > lastCol {
			return Ref{}, false
		}
	}
	if i < len(s) && s[i] == '$' {
		i++
	}
	row, err := strconv.Atoi(s[i:])
	if err != nil || row < 1 || row > lastRow || r.Col == 0 || s[i] < '1' || s[i] > '9' {
		return Ref{}, false
	}
	r.Row = row
	return r, true
}

func isLetter(c byte) bool { c |= 0x20; return c >= 'a' && c <= 'z' }

// ParseRange reads A1:C3 or A1, with or without $ marks; false when s is neither.
func ParseRange(s string) (Range, bool) {
	from, to := s, s
	for i := range s {
		if s[i] == ':' {
			from, to = s[:i], s[i+1:]
			break
		}
	}
	a, okA := parseRef(from)
	b, okB := parseRef(to)
	if !okA || !okB {
		return Range{}, false
	}
	return Range{
		Ref{min(a.Row, b.Row), min(a.Col, b.Col)},
		Ref{max(a.Row, b.Row), max(a.Col, b.Col)},
	}, true
}

// NewSheet is an empty sheet that does not stand in a workbook, such as a table of a
// document. Its cells have places of their own.
func NewSheet(file, name string) *Sheet {
	return &Sheet{File: file, Name: name, cells: map[Ref]*Cell{}, covered: map[Ref]Ref{}, places: map[Ref]diag.Pos{}}
}

// Put adds a cell over so many rows and columns, with its place for messages. It is
// passed over where its place is taken.
func (s *Sheet) Put(c Cell, rows, cols int, pos diag.Pos) {
	if _, taken := s.covered[c.Ref]; taken || s.cells[c.Ref] != nil {
		return
	}
	s.places[c.Ref] = pos
	s.Rows, s.Cols = max(s.Rows, c.Row+rows-1), max(s.Cols, c.Col+cols-1)
	if c.Text != "" {
		s.cells[c.Ref] = &c
	}
	if rows == 1 && cols == 1 {
		return
	}
	s.merges = append(s.merges, Range{c.Ref, Ref{c.Row + rows - 1, c.Col + cols - 1}})
	for row := c.Row; row < c.Row+rows; row++ {
		for col := c.Col; col < c.Col+cols; col++ {
			if _, twice := s.covered[Ref{row, col}]; !twice {
				s.covered[Ref{row, col}] = c.Ref
			}
		}
	}
}
