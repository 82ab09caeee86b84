// Package flow is what the readers of earlier reports find in a document,
// whatever its format: headings, paragraphs and tables in reading order.
package flow

import (
	"strings"

	"gongwen/data/cell"
	"gongwen/internal/diag"
)

// Document is the content of a document in reading order.
type Document struct {
	Blocks []Block
}

// Block is a heading, a paragraph, a table or a picture.
type Block struct {
	Kind  Kind
	Level int   // of a heading, from 1, where the document says it; 0 where it does not
	Runs  []Run // of a heading or paragraph; the alternative text of a picture
	Table *Table
	Bars  int // of a line of text: how many bars end it, each of them a cell
	// Item is of a paragraph that the document marks as an item of a list; nil for none.
	Item    *Item
	Caption bool // the document marks it as the caption of what is beside it
	Align   Align
	Size    int  // of the type it begins with, in half-points; 0 where it is not known
	Red     bool // it begins in red
	Lead    int  // characters, blanks not counted, at its beginning that have a face of headings, 黑体 or 楷体
	Pos     diag.Pos
}

// Item is what a document says of an item of a list.
type Item struct {
	Label  int // bytes of the text that are its number or mark
	Number int // 0 for a bulleted one
}

// Align is how a paragraph is aligned.
type Align uint8

// The alignments. Start is also that of paragraphs of which it is not known.
const (
	Start Align = iota
	Centred
	End
)

// Kind is the kind of a Block.
type Kind uint8

// The kinds. A paragraph may be a heading that its document does not mark as one.
const (
	Paragraph Kind = iota
	Heading
	Tabular
	Picture
)

// Run is text of one look, without line breaks.
type Run struct {
	Text string
	Bold bool
	Link string // target of a link; empty for none
	Look cell.Look
	// Parted is that the run and the one right before it have digits of another
	// size, colour or place beside each other.
	Parted bool
}

// alike reports whether runs look the same.
func (r Run) alike(other Run) bool {
	return r.Bold == other.Bold && r.Link == other.Link && r.Look == other.Look
}

// Text is the characters of a block without their looks.
func (b Block) Text() string {
	if len(b.Runs) == 1 {
		return b.Runs[0].Text
	}
	var text strings.Builder
	for _, r := range b.Runs {
		text.WriteString(r.Text)
	}
	return text.String()
}

// Table is a table as rows of cells. A cell that reaches over several rows or
// columns stands once, where it begins.
type Table struct {
	Rows   []Row
	Placed bool // whether Col, RowSpan and ColSpan of the cells are known
	Head   int  // rows that the document marks as the head; 0 where it marks none
	Pos    diag.Pos
}

// Row is a row of a table.
type Row struct {
	Cells []Cell
	Pos   diag.Pos
}

// Cell is a cell of a table. Text has the lines of the cell joined by \n, without
// what Marks names.
type Cell struct {
	Text             string
	Runs             []Run // of the one paragraph that it holds; nil where it holds more
	Align            Align // of its first paragraph
	Marks            []cell.Mark
	Col              int // column of the grid, from 0, if the table is Placed
	RowSpan, ColSpan int // at least 1, if the table is Placed
	Pos              diag.Pos
}
