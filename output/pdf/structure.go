package pdf

import (
	"fmt"

	"gongwen/internal/diag"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// maxHeading is the deepest standard heading type, H6 (ISO 32000-1 14.8.4.3.2).
const maxHeading = 6

// roleMap maps the types that are not standard in PDF 1.7 (14.7.3). The document's
// title stands above the first heading and is none itself: sections begin with H1.
// In files of PDF 2.0 the map is for readers that know no namespaces.
const roleMap = "<</Title/P>>"

// element is a structure element (14.7.2).
type element struct {
	ref    ref
	parent *element
	kind   string      // structure type
	kids   []kid       // in reading order
	id     string      // element identifier of a heading cell that others name
	attrs  string      // attribute object, empty for none
	title  string      // T entry
	runs   []doc.Run   // of a leaf
	figure *doc.Figure // nil for what is no figure

	shown bool        // whether a page shows it
	page  int         // index of the first page with its content
	top   unit.Length // top of its first line there, from the top of the page
}

// kid is a part of an element: another element, an annotation, or else marked
// content.
type kid struct {
	elem  *element
	annot ref
	page  int // index of the page that shows the annotation or the content
	mcid  int
}

// heading is a heading with its place in the outline.
type heading struct {
	elem  *element
	level int
	text  string
}

// tree is the structure of a document. Its elements are made from the document,
// so that all of them exist in the document's order whatever the pages draw
// when; only parts of one leaf follow the order of the pages.
type tree struct {
	file     *file
	doc      *doc.Document
	root     *element
	leaves   map[doc.NodeID]*element // what text and links may belong to
	headings []heading
	said     *refusals
	scratch  []byte
	elements []element // room for those to come
	parts    []kid     // the same for the only part of a leaf
}

// newTree makes the elements of d and refuses what cannot be tagged as the level
// demands.
func newTree(f *file, d *doc.Document, said *refusals) (*tree, error) {
	t := &tree{file: f, doc: d, said: said, leaves: make(map[doc.NodeID]*element, 512)}
	t.root = &element{ref: f.alloc(), kind: "Document"}
	if d.Meta.Draft && d.Page.DraftMark != "" {
		if _, err := t.leaf(t.root, "P", doc.DraftNode, []doc.Run{{Text: d.Page.DraftMark}}); err != nil {
			return nil, fmt.Errorf("pdf: structure: %w", err)
		}
	}
	for _, b := range d.Body {
		if err := t.block(b); err != nil {
			return nil, fmt.Errorf("pdf: structure: %w", err)
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
		_, err := t.leaf(t.root, "Title", b.ID, runs)
		return err
	case *doc.Heading:
		return t.heading(b)
	case *doc.Paragraph:
		return t.paragraphs([]*doc.Paragraph{b})
	case *doc.List:
		return t.list(b)
	case *doc.Table:
		return t.table(b)
	case *doc.Figure:
		return t.figure(b)
	case *doc.SignOff:
		return t.paragraphs(b.Lines())
	case *doc.Masthead:
		return t.part(b.Paragraphs())
	case *doc.Colophon:
		return t.part(b.Paragraphs())
	}
	return fmt.Errorf("unknown block %T", b)
}

// heading adds a heading. Levels may not be left out on the way down (ISO
// 14289-1 7.4.2).
func (t *tree) heading(h *doc.Heading) error {
	above := 0
	if n := len(t.headings); n > 0 {
		above = t.headings[n-1].level
	}
	e, err := t.leaf(t.root, fmt.Sprintf("H%d", min(max(h.Level, 1), maxHeading)), h.ID, h.Runs)
	if err != nil {
		return err
	}
	t.said.words(e.pos(), diag.Text{ZH: "标题", EN: "the heading"}, h.Label())
	switch {
	case !t.said.tagged:
	case h.Level < 1 || h.Level > maxHeading:
		t.said.Add(diag.Errorf(e.pos(), "标题“%s”是第 %d 级，标题只能是第 1 至 %d 级", "heading %q is of level %d, levels are 1 to %d",
			doc.Text(h.Runs), h.Level, maxHeading))
	case h.Level > above+1:
		t.said.Add(diag.Errorf(e.pos(), "标题“%s”是第 %d 级，它前面缺第 %d 级标题", "heading %q is of level %d, but a heading of level %d must come before it",
			doc.Text(h.Runs), h.Level, above+1))
	}
	t.headings = append(t.headings, heading{e, h.Level, h.Label()})
	if h.Text != nil {
		return t.paragraphs([]*doc.Paragraph{h.Text})
	}
	return nil
}

// part adds paragraphs that belong together beside the text.
func (t *tree) part(paragraphs []*doc.Paragraph) error {
	group := t.add(t.root, "Div")
	for _, p := range paragraphs {
		if _, err := t.leaf(group, "P", p.ID, p.Runs); err != nil {
			return err
		}
	}
	return nil
}

func (t *tree) paragraphs(paragraphs []*doc.Paragraph) error {
	for _, p := range paragraphs {
		if _, err := t.leaf(t.root, "P", p.ID, p.Runs); err != nil {
			return err
		}
	}
	return nil
}

// leaf adds an element whose content the pages show, and the links inside it.
// A link takes its place among the parent's parts when a page shows it.
func (t *tree) leaf(parent *element, kind string, id doc.NodeID, runs []doc.Run) (*element, error) {
	e := t.add(parent, kind)
	e.runs = runs
	if err := t.register(id, e); err != nil {
		return nil, err
	}
	for _, r := range runs {
		if r.ID == 0 {
			continue
		}
		link := &element{ref: t.file.alloc(), parent: e, kind: "Link", runs: []doc.Run{r}}
		if err := t.register(r.ID, link); err != nil {
			return nil, err
		}
	}
	return e, nil
}

// pos is where an element stands in the report file.
func (e *element) pos() diag.Pos {
	switch {
	case e.figure != nil:
		return e.figure.Pos
	case len(e.runs) > 0:
		return e.runs[0].Pos
	}
	return diag.Pos{}
}

func (t *tree) add(parent *element, kind string) *element {
	const atOnce = 64
	if len(t.elements) == 0 {
		t.elements = make([]element, atOnce)
	}
	e := &t.elements[0]
	t.elements = t.elements[1:]
	*e = element{ref: t.file.alloc(), parent: parent, kind: kind}
	parent.kids = append(parent.kids, kid{elem: e})
	return e
}

func (t *tree) register(id doc.NodeID, e *element) error {
	if id == 0 || t.leaves[id] != nil {
		return fmt.Errorf("node id %d of a %s is zero or taken", id, e.kind)
	}
	t.leaves[id] = e
	return nil
}

// position is where the text of a leaf stands in the report file, or where a
// piece of it does.
func (t *tree) position(id doc.NodeID, piece string) diag.Pos {
	e := t.leaves[id]
	if e == nil {
		return diag.Pos{}
	}
	if pos, ok := doc.PosOf(e.runs, piece); ok {
		return pos
	}
	return e.pos()
}

// show adds a part of the leaf id that stands on a page.
func (t *tree) show(e *element, k kid, top unit.Length) {
	for at := e; at != nil && !at.shown; at = at.parent {
		at.shown, at.page, at.top = true, k.page, top
		if at.kind == "Link" {
			at.parent.kids = append(at.parent.kids, kid{elem: at})
		}
	}
	const atOnce = 64
	if e.kids == nil {
		if len(t.parts) == 0 {
			t.parts = make([]kid, atOnce)
		}
		e.kids, t.parts = t.parts[:0:1], t.parts[1:]
	}
	e.kids = append(e.kids, k)
}
