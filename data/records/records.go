// Package records reads tables of others: the sheets of a workbook and files of
// comma-separated values (RFC 4180), as cells by row and column or as lines
// below a head. Only the columns that are asked for are kept.
package records

import (
	"path"
	"strings"

	"gongwen/data/xlsx/workbook"
	"gongwen/internal/diag"
	"gongwen/internal/opc"
)

// Sheet is the cells of a sheet of a workbook, or of a file of comma-separated
// values, which has no name then.
type Sheet struct {
	File, Name string
	Hidden     bool
	Rows, Cols int // of the last cell

	book *workbook.Sheet // nil for a text file
	text []record
}

// Cell is what a cell holds. That of a text file is always Text.
type Cell struct {
	Kind   workbook.Kind
	Text   string
	Format string // number format of a workbook's cell; empty for none
	Lost   bool   // a formula whose result is not stored
}

// Cell is the cell at a place, from row and column 1; empty for nothing. One that
// a merged cell covers is empty but for the merged cell's own place.
func (s *Sheet) Cell(at workbook.Ref) Cell {
	if s.book == nil {
		if at.Row > len(s.text) || at.Col > len(s.text[at.Row-1].cells) {
			return Cell{}
		}
		return Cell{Text: s.text[at.Row-1].cells[at.Col-1]}
	}
	if s.book.Origin(at) != at {
		return Cell{}
	}
	c := s.book.Cell(at)
	if c == nil {
		return Cell{}
	}
	return Cell{Kind: c.Kind, Text: strings.TrimSpace(c.Text), Format: c.Format, Lost: c.Formula != "" && !c.Stored}
}

// Pos is the place of a cell for messages.
func (s *Sheet) Pos(at workbook.Ref) diag.Pos {
	switch {
	case s.book != nil:
		return s.book.Pos(at)
	case at.Row <= len(s.text):
		return diag.Pos{File: s.File, Line: s.text[at.Row-1].line, Col: 1}
	}
	return diag.Pos{File: s.File}
}

// Said is the place of cells as people write it: budget.xlsx!表1:C7, counts.csv!C7.
func (s *Sheet) Said(at workbook.Ref) string {
	if s.book == nil {
		return s.File + "!" + at.String()
	}
	return s.File + "!" + s.Name + ":" + at.String()
}

// IsText reports whether a file is one of comma-separated values by its name.
func IsText(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".csv", ".tsv", ".txt":
		return true
	}
	return false
}

// keep says which cells are kept; nil for all.
type keep func(sheet string, at workbook.Ref) bool

// Open reads all cells of a table. There are no sheets, and the list says why,
// when it cannot be read.
func Open(name string, content []byte) ([]*Sheet, diag.List) { return open(name, content, nil) }

func open(name string, content []byte, keeps keep) ([]*Sheet, diag.List) {
	if IsText(name) {
		sheet, said := readText(name, content, keeps)
		if said.HasErrors() {
			return nil, said
		}
		return []*Sheet{sheet}, said
	}
	book, said := workbook.ReadPart(name, content, opc.Limits{Parts: maxParts, Unpacked: maxUnpacked}, workbook.Part{Rows: maxRows, Cols: maxCols, Cells: maxCells, Keep: keeps})
	if book == nil || said.HasErrors() {
		return nil, said
	}
	sheets := make([]*Sheet, 0, len(book.Sheets))
	for _, s := range book.Sheets {
		sheets = append(sheets, &Sheet{File: name, Name: s.Name, Hidden: s.Hidden, Rows: s.Rows, Cols: s.Cols, book: s})
	}
	return sheets, said
}
