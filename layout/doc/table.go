package doc

import (
	"gongwen/internal/diag"
	"gongwen/internal/unit"
)

// Turned reports whether a block stands on pages that are turned (GB/T 9704-2012 8).
func Turned(b Block) bool {
	switch b := b.(type) {
	case *Table:
		return b.Turned
	case *Heading:
		return b.Turned
	}
	return false
}

// Table is a table of merged cells.
type Table struct {
	ID        NodeID
	Caption   *Paragraph    // above the table, of CaptionRole; nil for none
	Above     []TableLine   // lines over the grid, below the caption
	Title     string        // what the table shows, for readers that cannot see it
	Widths    []unit.Length // one a grid column; their sum is the table's width
	RowHeight unit.Length   // least height of a row
	HeadRows  int           // rows repeated at the top of each page
	Rows      []Row
	Notes     []*Paragraph // lines below the table, of NoteRole, that stay with it
	Continued Run          // over the grid on the pages that it goes on on, such as 续表; no text for none
	Turned    bool         // it stands on pages that are turned (GB/T 9704-2012 8), which it has for itself and its like
	NewPage   bool         // it begins a page
}

// TableLine is a line over the grid of a table. One of its texts may be missing.
type TableLine struct {
	Text  *Paragraph // aligned as its style says
	Right *Paragraph // at the right end of the line
}

// Lines is the texts over the grid of a table in reading order, its caption first.
func (b *Table) Lines() []*Paragraph {
	list := appendSome(nil, b.Caption)
	for _, l := range b.Above {
		list = append(list, l.Paragraphs()...)
	}
	return list
}

// Paragraphs is the texts of the line from the left.
func (l TableLine) Paragraphs() []*Paragraph { return appendSome(nil, l.Text, l.Right) }

// Row is a table row: the cells that begin in it, from left to right.
type Row struct {
	ID     NodeID
	Height unit.Length // least height; 0 for the table's RowHeight
	Cells  []Cell
	Change Change // of the row as a whole
}

// CellRole is what a cell is for.
type CellRole uint8

// The roles. A Band is a shaded row that names the rows below it.
const (
	Band CellRole = iota
	Head
	Stub
	Number
	Words // that head nothing
)

// Cell is a table cell. Row and Col are its first grid row and column, from 0.
type Cell struct {
	ID               NodeID
	Whole            bool // a code or a date: its column is made as wide as it, as those of figures are
	Row, Col         int
	RowSpan, ColSpan int
	Role             CellRole
	Style            string // role of its text style
	Runs             []Run
	Headers          []NodeID // cells that head this one, outermost first
}

// Node is the block's id.
func (b *Table) Node() NodeID { return b.ID }

// Pos is the place of the table's first text, none without any.
func (b *Table) Pos() diag.Pos {
	for i := range b.Rows {
		if pos := b.Rows[i].Pos(); pos != (diag.Pos{}) {
			return pos
		}
	}
	return diag.Pos{}
}

// Pos is the place of the row's first text, none without any.
func (r *Row) Pos() diag.Pos {
	for _, c := range r.Cells {
		if len(c.Runs) > 0 {
			return c.Runs[0].Pos
		}
	}
	return diag.Pos{}
}
