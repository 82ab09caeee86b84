package data

// TextTable is a table in running text. Its cells hold words: no rule reads them.
type TextTable struct {
	Columns []Align
	Head    int          // rows of the head, which is repeated on every page
	Rows    [][]TextCell // the cells that begin in a row, from left to right
}

// TextCell is a cell of a table in running text, from its column on.
type TextCell struct {
	Runs             []Run
	Col              int
	RowSpan, ColSpan int
}

// Align is how the cells of a column are aligned.
type Align uint8

// The alignments.
const (
	Left Align = iota
	Centred
	Right
)
