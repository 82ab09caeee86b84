package doc

import (
	"gongwen/internal/diag"
	"gongwen/internal/unit"
)

// Table is a table of merged cells.
type Table struct {
	ID        NodeID
	Caption   *Paragraph    // above the table, of CaptionRole; nil for none
	Title     string        // what the table shows, for readers that cannot see it
	Widths    []unit.Length // one a grid column; their sum is the table's width
	RowHeight unit.Length   // least height of a row
	HeadRows  int           // rows repeated at the top of each page
	Rows      []Row
	Notes     []*Paragraph // lines below the table, of NoteRole, that stay with it
}

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
