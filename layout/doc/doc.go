// Package doc is the semantic document: what is said, in which order and in
// which role, before anybody decides where it stands. The page printers get it
// beside the finished pages, the flowing formats get it alone.
package doc

import (
	"strings"
	"time"

	"gongwen/internal/diag"
	"gongwen/internal/unit"
)

// NodeID names a node of the document. Pages and structure trees refer to
// nodes by it. IDs count from 1 in reading order; 0 is no node.
type NodeID int32

// Document is the whole of a report, ready to be set.
type Document struct {
	Meta      Meta
	Page      PageStyle
	Fonts     []FontRole  // sorted by ID
	Styles    []TextStyle // sorted by Role
	Tables    TableStyle
	Numbering []string    // number forms of heading levels 1…, such as "一、"
	Seal      unit.Length // diameter of the seal that the 落款 leaves room for (GB/T 9704-2012 7.3.5.1); 0 for none
	Body      []Block
}

// Meta is what the document says of itself.
type Meta struct {
	Title    string
	Author   string // the agency, never a person
	Subject  string
	Keywords []string
	Lang     string // BCP 47, such as zh-CN
	Created  time.Time
	Draft    bool
}

// Block is a part of the body: *Title, *Heading, *Paragraph, *Table or *Figure.
type Block interface{ Node() NodeID }

// Title is the document's title (GB/T 9704-2012 7.3.1): centred lines.
type Title struct {
	ID    NodeID
	Lines [][]Run
}

// Heading is a numbered heading. Its number is not part of Runs.
type Heading struct {
	ID     NodeID
	Level  int    // from 1
	Number string // such as 一、 or （二）
	Runs   []Run
	RunIn  bool   // the paragraph after it, body text, goes on in its line; Runs end in a mark
	Role   string // of its text style; empty for heading-Level
}

// Label is the heading with its number, without the mark that parts a heading
// that runs in from the text.
func (b *Heading) Label() string {
	said := b.Number + Text(b.Runs)
	if b.RunIn {
		said = strings.TrimSuffix(said, "。")
	}
	return said
}

// Paragraph is running text in the role that Style names: "body", "note"
// (a line under a table, kept with it), "signature" or one of those of
// attachments.
type Paragraph struct {
	ID      NodeID
	Style   string
	Runs    []Run
	Label   Label
	Blank   int  // blank lines of the page's grid above it
	NewPage bool // it begins a page
}

// Table is a table of merged cells.
type Table struct {
	ID        NodeID
	Title     string        // what the table shows, for readers that cannot see it
	Widths    []unit.Length // one a grid column; their sum is the table's width
	RowHeight unit.Length   // least height of a row
	HeadRows  int           // rows repeated at the top of each page
	Rows      []Row
}

// Row is a table row: the cells that begin in it, from left to right.
type Row struct {
	ID     NodeID
	Height unit.Length // least height; 0 for the table's RowHeight
	Cells  []Cell
}

// CellRole is what a cell is for.
type CellRole uint8

// The roles. A Band is a shaded row that names the rows below it.
const (
	Band CellRole = iota
	Head
	Stub
	Number
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

// Run is text of one look. Pos.Offset(n) is the place of its nth character in
// the report file; text that the template brings has a Pos in the template.
type Run struct {
	ID     NodeID // of a link; 0 for text that is no node of its own
	Text   string
	Bold   bool
	Link   string // target; empty for none
	Breaks []int  // byte offsets in Text where a line may end between words
	Pos    diag.Pos
}

// Node is the block's id.
func (b *Title) Node() NodeID { return b.ID }

// Node is the block's id.
func (b *Heading) Node() NodeID { return b.ID }

// Node is the block's id.
func (b *Paragraph) Node() NodeID { return b.ID }

// Node is the block's id.
func (b *Table) Node() NodeID { return b.ID }

// Text joins the characters of runs.
func Text(runs []Run) string {
	var n int
	for _, r := range runs {
		n += len(r.Text)
	}
	b := make([]byte, 0, n)
	for _, r := range runs {
		b = append(b, r.Text...)
	}
	return string(b)
}
