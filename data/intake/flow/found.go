package flow

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gongwen/data/cell"
	"gongwen/internal/diag"
	"gongwen/internal/numeral"
)

// Found is a table as it stands in a document: its cells hold blocks. Some
// tables hold no data and only arrange a page.
type Found struct {
	Rows []FoundRow
	Head int // rows that the document marks as the head
	Pos  diag.Pos
}

// FoundRow is a row of a Found table.
type FoundRow struct {
	Cells []FoundCell
	Pos   diag.Pos
}

// FoundCell is a cell with its place in the table, its Text not yet made.
type FoundCell struct {
	Cell
	Blocks []Block
}

// A table that holds this many figures is a table of data; without them one
// with this many characters in a cell, or of one column, is none.
const (
	fewFigures  = 3
	proseLength = 200
)

// Blocks gives a table of data as one block, followed by the pictures of its
// cells; flattened counts the tables inside its cells, which became text. For a
// table that only arranges the page it gives the blocks of the cells in reading
// order.
func (t *Found) Blocks() (blocks []Block, flattened int) {
	if t.arranges() {
		for _, row := range t.Rows {
			for _, cell := range row.Cells {
				blocks = append(blocks, cell.Blocks...)
			}
		}
		return blocks, 0
	}
	table := &Table{Placed: true, Head: t.Head, Pos: t.Pos, Rows: make([]Row, len(t.Rows))}
	blocks = []Block{{Kind: Tabular, Table: table, Pos: t.Pos}}
	for i, row := range t.Rows {
		cells := make([]Cell, len(row.Cells))
		for k, found := range row.Cells {
			cells[k] = found.Cell
			cells[k].Say(found.Blocks)
			for _, b := range found.Blocks {
				switch b.Kind {
				case Picture:
					blocks = append(blocks, b)
				case Tabular:
					flattened++
				}
			}
		}
		table.Rows[i] = Row{Cells: cells, Pos: row.Pos}
	}
	return blocks, flattened
}

// arranges reports whether the table only arranges the page. The figures decide
// where there are some: a table of data holds more of them than what stands
// inside it does.
func (t *Found) arranges() bool {
	figures, inner := 0, 0
	column, tables, prose := true, false, false
	for _, row := range t.Rows {
		column = column && len(row.Cells) < 2
		for _, cell := range row.Cells {
			length, nests := 0, false
			for _, b := range cell.Blocks {
				if b.Kind == Tabular {
					tables, nests = true, true
					inner += b.Table.Figures()
				} else if length < proseLength {
					length += utf8.RuneCountInString(b.Text())
				}
			}
			prose = prose || length >= proseLength
			if text, _ := Said(cell.Blocks); !nests && length < proseLength && IsFigure(text) {
				figures++
			}
		}
	}
	switch {
	case column && figures == 0:
		return true
	case figures >= fewFigures && figures >= inner:
		return false
	}
	return tables || prose
}

// Figures counts the cells that hold a figure.
func (t *Table) Figures() int {
	n := 0
	for _, row := range t.Rows {
		for _, cell := range row.Cells {
			if IsFigure(cell.Text) {
				n++
			}
		}
	}
	return n
}

const longestFigure = 24 // bytes

// IsFigure reports whether a cell holds a number and nothing else; a day such as
// 2024-01-20 is none.
func IsFigure(s string) bool {
	s = strings.TrimSpace(s)
	digits := false
	for i, r := range s {
		if _, ok := numeral.Digit(r); ok {
			digits = true
		} else if !strings.ContainsRune(".．,，%", r) && !unicode.IsSpace(r) && (i > 0 || r != '-' && r != '－') {
			return false
		}
	}
	return digits && len(s) <= longestFigure
}

// Say fills the cell from its blocks: their text and marks, the alignment of the
// first, and the runs where there is one paragraph alone.
func (c *Cell) Say(blocks []Block) {
	c.Text, c.Marks = Said(blocks)
	if len(blocks) > 0 {
		c.Align = blocks[0].Align
	}
	if len(blocks) == 1 && blocks[0].Kind != Tabular && len(c.Marks) == 0 && !strings.Contains(c.Text, cell.Unread) {
		c.Runs = blocks[0].Runs
	}
}

// AddMissing puts a line of the cell behind its blocks that holds nothing but what
// cannot be read, so that the cell is no empty one and no figure of it stands alone.
// Beside words it says nothing.
func (c *FoundCell) AddMissing() {
	for _, b := range c.Blocks {
		if b.Kind == Picture || b.Kind == Tabular || cell.ContentOf(b.Text()) == cell.Words {
			return
		}
	}
	c.Blocks = append(c.Blocks, Block{Runs: []Run{{Text: cell.Unread, Look: cell.Missing}}, Pos: c.Pos})
}

// Said gives the text of the blocks of a cell, one line for each, and the marks
// that stand beside it. A table inside the cell becomes one line for each row,
// with tabs between the cells.
func Said(blocks []Block) (text string, marks []cell.Mark) {
	var pieces []cell.Piece
	var pictures []cell.Mark
	for _, b := range blocks {
		switch b.Kind {
		case Paragraph, Heading:
			pieces = append(pieces, Pieces(b.Runs, true)...)
		case Tabular:
			for _, row := range b.Table.Rows {
				texts := make([]string, len(row.Cells))
				for i, c := range row.Cells {
					texts[i] = c.Text
				}
				pieces = append(pieces, cell.Piece{Text: strings.Join(texts, "\t"), Apart: true})
			}
		case Picture:
			pictures = append(pictures, cell.Mark{Kind: cell.Picture, Text: b.Text()})
		}
	}
	text, marks = cell.Read(pieces)
	if text == cell.Unread && len(pictures) > 0 {
		text = "" // the picture is what stands there
	}
	return strings.TrimSpace(text), append(marks, pictures...)
}

// Pieces are runs as cell.Read takes them; apart says that a line begins with them.
func Pieces(runs []Run, apart bool) []cell.Piece {
	pieces := make([]cell.Piece, len(runs))
	for i, r := range runs {
		pieces[i] = cell.Piece{Text: r.Text, Look: r.Look, Apart: apart && i == 0, Parted: r.Parted}
	}
	return pieces
}
