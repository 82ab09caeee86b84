package pdf

import (
	"fmt"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
)

// The property lists of artifacts (ISO 32000-1 14.8.2.2).
const (
	artifactLayout     = "<</Type/Layout>>"
	artifactHeader     = "<</Type/Pagination/Subtype/Header/Attached[/Top]>>"
	artifactFooter     = "<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>"
	artifactPagination = "<</Type/Pagination>>"
)

// content is the content stream of a page in the making. Everything stands in
// marked content: an element's or an artifact's.
type content struct {
	syntax
	tree    *tree
	fonts   fontSet
	images  imageSet
	style   doc.PageStyle
	page    *frame.Page
	index   int    // of the page
	parents []ref  // elements by MCID
	links   []link // in the order of the page
	opened  bool   // whether marked content is open:
	owner   *element
	kind    string // property list of an artifact
	inText  bool   // between BT and ET
	state   graphicsState
	texts   []*frame.Text // of the line that is drawn
	pieces  []piece       // of the same
	scratch []int64
}

// link is a link area with its annotation.
type link struct {
	annot ref
	area  *frame.Link
	elem  *element
}

// graphicsState is what the stream has set so far (8.4); the zero value is what
// a page begins with.
type graphicsState struct {
	fill, stroke doc.Color
	font         *font
	size         int64 // ten-thousandths of a point
	spacing      int64 // Tc, ten-thousandths of a point
	embolden     unit.Length
	width        unit.Length // line width; 0 for the page's first, which is 1
	lineX, lineY int64       // start of the text line, thousandths of a point
}

// draw writes all items of the page.
func (c *content) draw() error {
	for items := c.page.Items; len(items) > 0; {
		n, err := c.next(items)
		if err != nil {
			return fmt.Errorf("pdf: page %d: %w", c.page.Number, err)
		}
		items = items[n:]
	}
	c.end()
	return nil
}

// next draws the first item, of text all that stands on its line, and gives how
// many items that were.
func (c *content) next(items []frame.Item) (int, error) {
	first, ok := items[0].(*frame.Text)
	if !ok {
		return 1, c.item(items[0])
	}
	c.texts = append(c.texts[:0], first)
	for _, item := range items[1:] {
		t, ok := item.(*frame.Text)
		if !ok || t.Y != first.Y || t.Node != first.Node || t.Artifact != first.Artifact {
			break
		}
		c.texts = append(c.texts, t)
	}
	return len(c.texts), c.line(c.texts)
}

func (c *content) item(item frame.Item) error {
	switch it := item.(type) {
	case *frame.Rule:
		return c.rule(it)
	case *frame.Fill:
		c.rect(it.X, it.Y, it.X+it.Width, it.Y+it.Height, it.Color)
		return nil
	case *frame.Link:
		return c.link(it)
	case *frame.Image:
		return c.image(it)
	case *frame.Drawing:
		return c.drawing(it)
	}
	return fmt.Errorf("cannot draw %T", item)
}

// rule draws a line as a filled rectangle, whose ends are exact in every reader.
func (c *content) rule(r *frame.Rule) error {
	left, top, right, bottom, err := r.Edges()
	if err == nil {
		c.rect(left, top, right, bottom, r.Color)
	}
	return err
}

// rect fills a rectangle given by its edges. Edges are rounded and not sizes, so
// that rectangles which touch still do.
func (c *content) rect(left, top, right, bottom unit.Length, color doc.Color) {
	c.artifact(artifactLayout)
	c.endText()
	c.fill(color)
	x, y := milli(left), milli(c.page.Height-bottom)
	c.fixed(x, 3).raw(" ").fixed(y, 3).raw(" ").fixed(milli(right)-x, 3).raw(" ")
	c.fixed(milli(c.page.Height-top)-y, 3).raw(" re f\n")
}

func (c *content) link(l *frame.Link) error {
	e := c.tree.leaves[l.Node]
	if e == nil || e.kind != "Link" {
		return fmt.Errorf("link to %s belongs to node %d, which is no link of the document", l.Target, l.Node)
	}
	annot := c.tree.file.alloc()
	c.links = append(c.links, link{annot, l, e})
	c.tree.show(e, kid{page: c.index, annot: annot}, l.Y)
	return nil
}

// artifact makes the marked content of an artifact the open one.
func (c *content) artifact(kind string) {
	if c.opened && c.owner == nil && c.kind == kind {
		return
	}
	c.end()
	c.opened, c.owner, c.kind = true, nil, kind
	c.raw("/Artifact").raw(kind).raw("BDC\n")
}

// end closes the open marked content.
func (c *content) end() {
	if !c.opened {
		return
	}
	c.endText()
	c.raw("EMC\n")
	c.opened = false
}

func (c *content) endText() {
	if c.inText {
		c.raw("ET\n")
		c.inText = false
	}
}

// mark makes the marked content that t belongs to the open one. What ActualText
// must say, if anything, is marked content of its own and not nested: some
// readers take the end of nested content for that of the outer one.
func (c *content) mark(t *frame.Text, said string) error {
	switch t.Artifact {
	case frame.Pagination:
		c.artifact(c.pagination(t))
		return nil
	case frame.Layout:
		c.artifact(artifactLayout)
		return nil
	}
	e := c.tree.leaves[t.Node]
	if e == nil {
		return fmt.Errorf("text %q belongs to node %d, which is no leaf of the document", t.String, t.Node)
	}
	if c.opened && c.owner == e && said == "" {
		return nil
	}
	c.end()
	c.opened, c.owner = true, e
	mcid := len(c.parents)
	if said != "" {
		c.raw("/Span<</MCID ").int(mcid).raw("/ActualText").text(said).raw(">>BDC\n")
	} else {
		c.name(e.kind).raw("<</MCID ").int(mcid).raw(">>BDC\n")
	}
	c.tree.show(e, kid{page: c.index, mcid: mcid}, t.Y-t.Size)
	c.parents = append(c.parents, e.ref)
	return nil
}

// pagination says which kind of page furniture t is: what stands in the upper or
// lower margin is a header or a footer, heads said again inside the text block
// are neither.
func (c *content) pagination(t *frame.Text) string {
	switch {
	case t.Down, t.Y > c.page.Height-c.style.Bottom:
		return artifactFooter
	case t.Y < c.style.Top:
		return artifactHeader
	}
	return artifactPagination
}

// fill sets the colour of areas and glyphs.
func (c *content) fill(color doc.Color) {
	if c.state.fill != color {
		c.state.fill = color
		c.color(color, " g\n", " rg\n")
	}
}

// color appends a colour with the operator for greys or that for others, both
// in the spaces that the output intent covers (ISO 19005-2 6.2.4.3).
func (c *content) color(color doc.Color, gray, rgb string) {
	part := func(v uint8) *syntax { return c.fixed((int64(v)*1000+127)/255, 3) }
	if color.R == color.G && color.G == color.B {
		part(color.R).raw(gray)
		return
	}
	part(color.R).raw(" ")
	part(color.G).raw(" ")
	part(color.B).raw(rgb)
}
