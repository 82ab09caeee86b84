// Package neutral is a document in a form that every program can read: texts by the
// names of their styles, tables as cells with their places and spans, and the files of
// the faces. Lengths are in points.
package neutral

import (
	"encoding/json"
	"os"
)

// Document is what each peer is given.
type Document struct {
	Title    string           `json:"title"`
	Author   string           `json:"author"`
	Lang     string           `json:"lang"` // BCP 47
	Page     Page             `json:"page"`
	Faces    map[string]Faces `json:"faces"`  // by the name that styles have
	Styles   map[string]Style `json:"styles"` // by role
	Border   float64          `json:"border"` // of tables
	Margin   float64          `json:"margin"` // of cells, left and right
	BandFill string           `json:"bandFill"`
	Blocks   []Block          `json:"blocks"`
}

// Page is the sheet and its margins.
type Page struct {
	Width  float64 `json:"width"`
	Height float64 `json:"height"`
	Top    float64 `json:"top"`
	Bottom float64 `json:"bottom"`
	Left   float64 `json:"left"`
	Right  float64 `json:"right"`
}

// Faces are the font files of a style, the first that has a character draws it.
type Faces struct {
	Latin  Face   `json:"latin"`
	Others []Face `json:"others"`
}

// Face is a font file.
type Face struct {
	File   string `json:"file"`
	Family string `json:"family"`
	Bold   bool   `json:"bold"` // it is the bold one of its family
}

// Style is how the text of a role is set.
type Style struct {
	Font    string  `json:"font"` // key of Faces
	Size    float64 `json:"size"`
	Leading float64 `json:"leading"` // baseline to baseline
	Align   string  `json:"align"`   // justify, left, center or right
	Indent  float64 `json:"indent"`  // of the first line
	Bold    bool    `json:"bold"`
}

// Block is a title, a heading, a paragraph or a table.
type Block struct {
	Kind  string `json:"kind"`
	Level int    `json:"level,omitempty"` // of a heading, from 1
	Style string `json:"style,omitempty"` // role
	Runs  []Run  `json:"runs,omitempty"`
	Table *Table `json:"table,omitempty"`
}

// The kinds of blocks.
const (
	Title     = "title"
	Heading   = "heading"
	Paragraph = "paragraph"
	Grid      = "table"
)

// Run is text of one look.
type Run struct {
	Text string `json:"text"`
	Bold bool   `json:"bold,omitempty"`
	Link string `json:"link,omitempty"`
}

// Table is a grid of merged cells.
type Table struct {
	Title     string    `json:"title"`
	HeadRows  int       `json:"headRows"`
	Widths    []float64 `json:"widths"`
	RowHeight float64   `json:"rowHeight"` // the least
	Rows      int       `json:"rows"`
	Cells     []Cell    `json:"cells"` // in reading order
}

// Cell is a cell with its first row and column, from 0.
type Cell struct {
	Row     int    `json:"row"`
	Col     int    `json:"col"`
	RowSpan int    `json:"rowSpan"`
	ColSpan int    `json:"colSpan"`
	Role    string `json:"role"` // band, head, stub, number or words
	Style   string `json:"style"`
	Runs    []Run  `json:"runs"`
}

// Text joins the characters of runs.
func Text(runs []Run) string {
	said := ""
	for _, r := range runs {
		said += r.Text
	}
	return said
}

// Read is the document in a file.
func Read(path string) (*Document, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	d := &Document{}
	return d, json.Unmarshal(content, d)
}
