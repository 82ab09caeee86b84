package ofd

import (
	"fmt"
	"strconv"

	"gongwen/internal/diag"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// element is a part of the document's structure, and of the custom tags.
type element struct {
	kind  string
	attrs []string // names and values in turn
	kids  []*element
	shown []reference // what shows it, in the order of the pages
	runs  []doc.Run   // of a leaf
	pos   diag.Pos

	page int         // index of the first page that shows it
	top  unit.Length // of its first line there
}

// reference names an object of a page.
type reference struct{ page, object id }

// heading is a heading with its place in the outline.
type heading struct {
	*element
	level int
	text  string
}

// tree is the structure of a document, made from the document, so that all of it
// is there in the document's order whatever the pages draw when.
type tree struct {
	doc      *doc.Document
	root     *element
	leaves   map[doc.NodeID]*element // what text, pictures and links may belong to
	links    map[doc.NodeID]doc.Run
	linked   []doc.NodeID // the same in the document's order
	headings []heading
}

func newTree(d *doc.Document) (*tree, error) {
	t := &tree{doc: d, leaves: make(map[doc.NodeID]*element, 512), links: map[doc.NodeID]doc.Run{}}
	t.root = &element{kind: "Document", attrs: []string{"Lang", clean(d.Meta.Lang)}}
	if d.Meta.Draft && d.Page.DraftMark != "" {
		if err := t.leaf(t.root, "Paragraph", doc.DraftNode, []doc.Run{{Text: d.Page.DraftMark}}, "Role", doc.DraftRole); err != nil {
			return nil, err
		}
	}
	for _, b := range d.Body {
		if err := t.block(b); err != nil {
			return nil, err
		}
	}
	return t, nil
}

func (t *tree) block(b doc.Block) error {
	switch b := b.(type) {
	case *doc.Title:
		var runs []doc.Run
		for _, line := range b.Lines {
			runs = append(runs, line...)
		}
		return t.leaf(t.root, "Title", b.ID, runs)
	case *doc.Heading:
		return t.heading(b)
	case *doc.Paragraph:
		return t.paragraph(t.root, b)
	case *doc.List:
		list := t.root.add("List", "Ordered", strconv.FormatBool(b.Ordered))
		for _, item := range b.Items {
			if err := t.item(list, item); err != nil {
				return err
			}
		}
		return nil
	case *doc.Table:
		return t.table(b)
	case *doc.Figure:
		return t.figure(b)
	case *doc.SignOff:
		return t.paragraphs(t.root, b.Lines())
	case *doc.Masthead:
		return t.paragraphs(t.root.add("Masthead"), b.Paragraphs())
	case *doc.Colophon:
		return t.paragraphs(t.root.add("Colophon"), b.Paragraphs())
	}
	return fmt.Errorf("unknown block %T", b)
}

func (t *tree) heading(h *doc.Heading) error {
	if err := t.leaf(t.root, "Heading", h.ID, h.Runs, "Level", strconv.Itoa(h.Level)); err != nil {
		return err
	}
	t.headings = append(t.headings, heading{t.leaves[h.ID], h.Level, h.Label()})
	if h.Text != nil {
		return t.paragraph(t.root, h.Text)
	}
	return nil
}

func (t *tree) paragraphs(parent *element, paragraphs []*doc.Paragraph) error {
	for _, p := range paragraphs {
		if err := t.paragraph(parent, p); err != nil {
			return err
		}
	}
	return nil
}

func (t *tree) paragraph(parent *element, p *doc.Paragraph) error {
	return t.leaf(parent, "Paragraph", p.ID, p.Runs, "Role", p.Style)
}

// item adds an item of a list, whose number or mark is a part of it.
func (t *tree) item(list *element, p *doc.Paragraph) error {
	if err := t.leaf(list, "Item", p.ID, p.Runs); err != nil {
		return err
	}
	if p.Label.ID == 0 {
		return nil
	}
	return t.register(p.Label.ID, t.leaves[p.ID])
}

func (t *tree) table(b *doc.Table) error {
	for _, p := range b.Lines() {
		if err := t.paragraph(t.root, p); err != nil {
			return err
		}
	}
	table := t.root.add("Table", "Title", clean(b.Title), "HeadRows", strconv.Itoa(b.HeadRows))
	table.pos = b.Pos()
	for i := range b.Rows {
		row := table.add("Row")
		for _, c := range b.Rows[i].Cells {
			if err := t.leaf(row, "Cell", c.ID, c.Runs, t.cellAttrs(&c)...); err != nil {
				return err
			}
		}
	}
	for _, n := range b.Notes {
		if err := t.paragraph(t.root, n); err != nil {
			return err
		}
	}
	return nil
}

// alignments are the names of those that differ from the usual one of text.
var alignments = map[doc.Align]string{doc.Centred: "Center", doc.AlignRight: "End"}

// cellAttrs are the spans of a merged cell, what it is when it heads others, and
// how words in it are aligned.
func (t *tree) cellAttrs(c *doc.Cell) []string {
	var attrs []string
	if c.RowSpan > 1 {
		attrs = append(attrs, "RowSpan", strconv.Itoa(c.RowSpan))
	}
	if c.ColSpan > 1 {
		attrs = append(attrs, "ColSpan", strconv.Itoa(c.ColSpan))
	}
	switch c.Role {
	case doc.Band, doc.Head:
		attrs = append(attrs, "Heads", "Columns")
	case doc.Stub:
		attrs = append(attrs, "Heads", "Row")
	}
	if c.Role == doc.Words || c.Role == doc.Stub {
		style, _ := t.doc.Style(c.Style)
		if name := alignments[style.Align]; name != "" {
			attrs = append(attrs, "Align", name)
		}
	}
	return attrs
}

func (t *tree) figure(f *doc.Figure) error {
	if err := t.leaf(t.root, "Figure", f.ID, nil, "Alt", clean(f.Alt)); err != nil {
		return err
	}
	t.leaves[f.ID].pos = f.Pos
	if f.Caption == nil {
		return nil
	}
	return t.paragraph(t.root, f.Caption)
}

func (e *element) add(kind string, attrs ...string) *element {
	kid := &element{kind: kind, attrs: attrs}
	e.kids = append(e.kids, kid)
	return kid
}

// leaf adds an element whose content the pages show, and its links.
func (t *tree) leaf(parent *element, kind string, node doc.NodeID, runs []doc.Run, attrs ...string) error {
	e := parent.add(kind, attrs...)
	e.runs, e.pos = runs, doc.Pos(runs)
	if err := t.register(node, e); err != nil {
		return err
	}
	for _, r := range runs {
		if r.ID == 0 {
			continue
		}
		if err := t.register(r.ID, e); err != nil {
			return err
		}
		t.links[r.ID] = r
		t.linked = append(t.linked, r.ID)
	}
	return nil
}

func (t *tree) register(node doc.NodeID, e *element) error {
	if node == 0 || t.leaves[node] != nil {
		return fmt.Errorf("node id %d of a %s is zero or taken", node, e.kind)
	}
	t.leaves[node] = e
	return nil
}

// position is where the text of a leaf stands in the report file, or where a
// piece of it does.
func (t *tree) position(node doc.NodeID, piece string) diag.Pos {
	e := t.leaves[node]
	if e == nil {
		return diag.Pos{}
	}
	if pos, ok := doc.PosOf(e.runs, piece); ok {
		return pos
	}
	return e.pos
}

// begins is where the document begins in the report file.
func (t *tree) begins() diag.Pos {
	for _, e := range t.root.kids {
		if e.pos != (diag.Pos{}) {
			return e.pos
		}
	}
	return diag.Pos{}
}

// show enters an object that shows a leaf: the line at top on a page.
func (e *element) show(page int, r reference, top unit.Length) {
	if len(e.shown) == 0 {
		e.page, e.top = page, top
	}
	e.shown = append(e.shown, r)
}
