package diag

import "fmt"

// Pos is a place in an input file: line and column (both from 1; a column is
// one character, not a byte) or sheet and cell of a workbook. The zero Pos is
// no place.
type Pos struct {
	File      string
	Line, Col int
	Sheet     string
	Cell      string
}

// String writes p as FILE:LINE:COL or FILE!SHEET:CELL, leaving out what is not known.
func (p Pos) String() string {
	switch {
	case p.Cell != "":
		return fmt.Sprintf("%s!%s:%s", p.File, p.Sheet, p.Cell)
	case p.Line > 0:
		return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
	}
	return p.File
}

// Offset is the place n characters to the right of p, for text that stands on one line.
func (p Pos) Offset(n int) Pos {
	if p.Line > 0 {
		p.Col += n
	}
	return p
}

// Place is a place that a diagnostic also speaks of, such as the first of two
// equal keys, and what stands there. Without a Pos it is a further line of the
// message.
type Place struct {
	Pos  Pos
	Text Text
}
