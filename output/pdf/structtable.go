package pdf

import (
	"fmt"
	"strconv"

	"gongwen/internal/diag"
	"gongwen/layout/doc"
)

// table adds a table: THead with the rows that pages repeat, TBody with the
// others (ISO 32000-1 14.8.4.3.4). One that is all head is all body: there is no
// THead without a TBody.
func (t *tree) table(b *doc.Table) error {
	if b.HeadRows < 0 || b.HeadRows > len(b.Rows) {
		return fmt.Errorf("table %d has %d head rows among %d", b.ID, b.HeadRows, len(b.Rows))
	}
	heads := b.HeadRows
	if heads == len(b.Rows) {
		heads = 0
	}
	t.regular(b)
	for _, l := range b.Above {
		if err := t.paragraphs(l.Paragraphs()); err != nil {
			return err
		}
	}
	table := t.add(t.root, "Table")
	table.title = b.Title
	if b.Caption != nil {
		if _, err := t.leaf(table, "Caption", b.Caption.ID, b.Caption.Runs); err != nil {
			return err
		}
	}
	t.said.words(b.Pos(), diag.Text{ZH: "表的名称", EN: "the title of a table"}, b.Title)
	if b.Title != "" {
		var s syntax
		table.attrs = string(s.raw("<</O/Table/Summary").text(b.Title).raw(">>").b)
	}
	named := namedCells(b)
	for i, part := range [][]doc.Row{b.Rows[:heads], b.Rows[heads:]} {
		if len(part) == 0 {
			continue
		}
		group := t.add(table, [...]string{"THead", "TBody"}[i])
		for _, row := range part {
			tr := t.add(group, "TR")
			for c := range row.Cells {
				if err := t.cell(tr, &row.Cells[c], named); err != nil {
					return err
				}
			}
		}
	}
	if err := t.checkHeaders(b); err != nil {
		return err
	}
	return t.paragraphs(b.Notes)
}

// regular refuses a table whose cells do not tile it (ISO 14289-1 7.2 and 7.5,
// ISO 14289-2 8.2.5.26).
func (t *tree) regular(b *doc.Table) {
	if !t.said.tagged {
		return
	}
	_, wrong := b.Grid()
	for _, d := range wrong {
		t.said.Add(d)
	}
}

// checkHeaders reports whether every header that a cell names is a heading cell.
func (t *tree) checkHeaders(b *doc.Table) error {
	for _, row := range b.Rows {
		for _, c := range row.Cells {
			for _, id := range c.Headers {
				if e := t.leaves[id]; e == nil || e.kind != "TH" || e.id == "" {
					return fmt.Errorf("cell %d names %d as its header, which is no heading cell of the table", c.ID, id)
				}
			}
		}
	}
	return nil
}

// namedCells is the cells that other cells of the table name as their headers.
func namedCells(b *doc.Table) map[doc.NodeID]bool {
	named := map[doc.NodeID]bool{}
	for _, row := range b.Rows {
		for _, c := range row.Cells {
			for _, id := range c.Headers {
				named[id] = true
			}
		}
	}
	return named
}

// scopes is what a heading cell heads, by role (table 349). A band is as wide as
// the table and heads the rows below it: both.
var scopes = map[doc.CellRole]string{doc.Band: "Both", doc.Head: "Column", doc.Stub: "Row"}

// cell adds a cell, also one without text. Heads carry Scope, and what heads
// them beside it by identifiers: a merged grid needs both (ISO 14289-1 7.5).
func (t *tree) cell(tr *element, c *doc.Cell, named map[doc.NodeID]bool) error {
	kind := "TD"
	scope, isHead := scopes[c.Role]
	if isHead {
		kind = "TH"
	}
	e, err := t.leaf(tr, kind, c.ID, c.Runs)
	if err != nil {
		return err
	}
	if named[c.ID] {
		e.id = string((&syntax{b: t.scratch[:0]}).cellID(c.ID).b)
	}
	s := syntax{b: t.scratch[:0]}
	s.raw("<</O/Table")
	if isHead {
		s.raw("/Scope").name(scope)
	}
	if c.RowSpan > 1 {
		s.raw("/RowSpan ").int(c.RowSpan)
	}
	if c.ColSpan > 1 {
		s.raw("/ColSpan ").int(c.ColSpan)
	}
	if len(c.Headers) > 0 {
		s.raw("/Headers[")
		for _, id := range c.Headers {
			s.raw("(").cellID(id).raw(")")
		}
		s.raw("]")
	}
	if s.raw(">>"); len(s.b) > len("<</O/Table>>") {
		e.attrs = string(s.b)
	}
	t.scratch = s.b
	e.attrs = t.aligned(c, e.attrs)
	return nil
}

// textAligns is the names of alignments that differ from the usual one of text
// (ISO 32000-1 table 345).
var textAligns = map[doc.Align]string{doc.Centred: "Center", doc.AlignRight: "End"}

// aligned adds to the attributes of a cell of words how they are aligned.
func (t *tree) aligned(c *doc.Cell, attrs string) string {
	if c.Role != doc.Words && c.Role != doc.Stub {
		return attrs
	}
	style, _ := t.doc.Style(c.Style)
	name := textAligns[style.Align]
	if name == "" {
		return attrs
	}
	var s syntax
	layout := string(s.raw("<</O/Layout/TextAlign").name(name).raw(">>").b)
	if attrs == "" {
		return layout
	}
	return "[" + attrs + layout + "]"
}

// cellID appends the element identifier of a cell. Its length does not vary, so
// that the order of numbers is that of the name tree.
func (s *syntax) cellID(id doc.NodeID) *syntax {
	const zeros = "0000000000"
	digits := 1
	for n := id / 10; n > 0; n /= 10 {
		digits++
	}
	s.raw("c").raw(zeros[min(digits, len(zeros)):])
	s.b = strconv.AppendInt(s.b, int64(id), 10)
	return s
}
