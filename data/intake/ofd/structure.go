package ofd

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"gongwen/data/intake/flow"
	"gongwen/internal/pattern"
)

// structure reads the elements of a document in their order.
type structure struct {
	*reader
	file     string
	out      *flow.Document
	elements int
	broken   bool // the tags say what cannot be

	ordered bool // the list
	tables  int
	table   *flow.Table
	covered map[int]int // rows that cells above still cover, by column
	column  int         // of the next cell

	line   flow.Line // of the open leaf
	before *said     // the last piece of it
	page   int       // that it begins on
}

// read reads elements up to the end, or up to what cannot be.
func (s *structure) read(content []byte) error {
	d := xml.NewDecoder(bytes.NewReader(content))
	for !s.broken {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if err := s.element(d, t); err != nil {
				return err
			}
		case xml.EndElement:
			if t.Name.Local == "Table" {
				s.table = nil
			}
		}
	}
	return nil
}

func (s *structure) element(d *xml.Decoder, start xml.StartElement) error {
	if s.elements++; s.elements > maxElements || start.Name.Space != structureNamespace {
		s.broken = true
		return nil
	}
	switch start.Name.Local {
	case "Document", "Masthead", "Colophon":
	case "List":
		s.ordered = attr(start, "Ordered") == "true"
	case "Table":
		s.tables++
		head, _ := strconv.Atoi(attr(start, "HeadRows"))
		s.table, s.covered = &flow.Table{Placed: true, Head: head}, map[int]int{}
		s.out.Blocks = append(s.out.Blocks, flow.Block{Kind: flow.Tabular, Table: s.table})
	case "Row":
		if s.table == nil {
			s.broken = true
			return nil
		}
		if len(s.table.Rows) > 0 {
			for c, n := range s.covered {
				s.covered[c] = max(0, n-1)
			}
		}
		s.column = 0
		s.table.Rows = append(s.table.Rows, flow.Row{Pos: flow.InTable(s.file, s.tables, len(s.table.Rows)+1, 0)})
	case "Title", "Heading", "Paragraph", "Item", "Figure", "Cell":
		if err := s.pieces(d); err != nil {
			return err
		}
		s.leaf(start)
	default:
		s.broken = true
	}
	return nil
}

// pieces reads what shows a leaf, to its end.
func (s *structure) pieces(d *xml.Decoder) error {
	s.line, s.before, s.page = flow.Line{}, nil, 0
	for {
		token, err := d.Token()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if s.elements++; s.elements > maxElements || t.Name.Local != "ObjectRef" {
				s.broken = true
				return nil
			}
			var object string
			if err := d.DecodeElement(&object, &t); err != nil {
				return err
			}
			s.take(shown{attr(t, "PageRef"), strings.TrimSpace(object)})
		case xml.EndElement:
			return nil
		}
	}
}

// take puts what an object says behind the open leaf. Pictures and drawings say
// nothing.
func (s *structure) take(object shown) {
	piece := s.said[object]
	if piece == nil {
		return
	}
	if piece.taken {
		s.broken = true
		return
	}
	piece.taken = true
	if s.before == nil {
		s.page = piece.page
	}
	s.before = piece
	s.line.Add(piece.run)
}

// leaf adds the block that a leaf is.
func (s *structure) leaf(start xml.StartElement) {
	b := flow.Block{Runs: s.line.Runs(), Pos: flow.OnPage(s.file, max(s.page, 1))}
	switch start.Name.Local {
	case "Cell":
		s.cell(start, b)
		return
	case "Figure":
		b.Kind, b.Runs = flow.Picture, []flow.Run{{Text: attr(start, "Alt")}}
		s.out.Blocks = append(s.out.Blocks, b)
		return
	case "Heading":
		b.Kind = flow.Heading
		b.Level, _ = strconv.Atoi(attr(start, "Level"))
	case "Item":
		b.Item = itemOf(b.Text(), s.ordered)
	case "Paragraph":
		switch attr(start, "Role") {
		case "draft":
			return
		case "caption":
			b.Caption = true
		}
	}
	if len(b.Runs) > 0 {
		s.out.Blocks = append(s.out.Blocks, b)
	}
}

var alignments = map[string]flow.Align{"Center": flow.Centred, "End": flow.End}

var counted = pattern.New(`^([0-9]{1,3})\. *`)

// itemOf finds the number that an item begins with; marks are not in its text.
func itemOf(text string, ordered bool) *flow.Item {
	if !ordered {
		return &flow.Item{}
	}
	m := counted.FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	number, _ := strconv.Atoi(m[1])
	return &flow.Item{Label: len(m[0]), Number: number}
}

func (s *structure) cell(start xml.StartElement, b flow.Block) {
	if s.table == nil || len(s.table.Rows) == 0 {
		s.broken = true
		return
	}
	row := &s.table.Rows[len(s.table.Rows)-1]
	for s.covered[s.column] > 0 {
		s.column++
	}
	c := flow.Cell{Col: s.column, RowSpan: spanOf(start, "RowSpan"), ColSpan: spanOf(start, "ColSpan"), Pos: flow.InTable(s.file, s.tables, len(s.table.Rows), len(row.Cells)+1)}
	if s.column+c.ColSpan > maxColumns {
		s.broken = true
		return
	}
	b.Align = alignments[attr(start, "Align")]
	c.Say([]flow.Block{b})
	if s.table.Pos.File == "" {
		s.table.Pos = b.Pos
		s.out.Blocks[len(s.out.Blocks)-1].Pos = b.Pos
	}
	row.Cells = append(row.Cells, c)
	for range c.ColSpan {
		s.covered[s.column] = c.RowSpan
		s.column++
	}
}

// spanOf is a number of rows or columns, one where none is said.
func spanOf(start xml.StartElement, name string) int {
	n, err := strconv.Atoi(attr(start, name))
	if err != nil || n < 1 || n > maxColumns {
		return 1
	}
	return n
}
