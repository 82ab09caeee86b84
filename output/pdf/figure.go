package pdf

import (
	"fmt"

	"gongwen/internal/picture"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
)

// figure adds a figure, which is told by its alternative text, and its caption
// beside it (ISO 32000-1 14.8.4.5, tables 333 and 340). A Sect holds the two: a
// Caption may stand neither in a Document nor in what only groups (ISO/TS 32005).
func (t *tree) figure(f *doc.Figure) error {
	group := t.add(t.root, "Sect")
	e, err := t.leaf(group, "Figure", f.ID, nil)
	if err != nil {
		return err
	}
	e.figure = f
	if f.Caption == nil {
		return nil
	}
	_, err = t.leaf(group, "Caption", f.Caption.ID, f.Caption.Runs)
	return err
}

// figure makes the marked content of a figure the open one and says where on the
// page the figure is (BBox, 14.8.5.4.3).
func (c *content) figure(node doc.NodeID, x, y, width, height unit.Length) error {
	e := c.tree.leaves[node]
	if e == nil || e.kind != "Figure" {
		return fmt.Errorf("a picture belongs to node %d, which is no figure of the document", node)
	}
	c.end()
	c.opened, c.owner = true, e
	mcid := len(c.parents)
	c.name(e.kind).raw("<</MCID ").int(mcid).raw(">>BDC\n")
	c.tree.show(e, kid{page: c.index, mcid: mcid}, y)
	c.parents = append(c.parents, e.ref)
	var box syntax
	box.raw("<</O/Layout/Placement/Block/BBox[").points(x).raw(" ").points(c.page.Height - y - height).raw(" ")
	box.points(x + width).raw(" ").points(c.page.Height - y).raw("]>>")
	e.attrs = string(box.b)
	return nil
}

// image draws a picture of pixels (8.9.5).
func (c *content) image(it *frame.Image) error {
	i, err := c.images.index(it.Picture)
	if err != nil {
		return err
	}
	if err := c.figure(it.Node, it.X, it.Y, it.Width, it.Height); err != nil {
		return err
	}
	c.raw("q ").points(it.Width).raw(" 0 0 ").points(it.Height).raw(" ")
	c.points(it.X).raw(" ").points(c.page.Height - it.Y - it.Height).raw(" cm").name(imageName(i)).raw(" Do Q\n")
	return nil
}

// drawing draws the shapes of a drawing with round joins. The state that it sets
// ends with it.
func (c *content) drawing(it *frame.Drawing) error {
	if err := c.figure(it.Node, it.X, it.Y, it.Drawing.Width, it.Drawing.Height); err != nil {
		return err
	}
	before := c.state
	c.raw("q 1 j\n")
	for i := range it.Drawing.Shapes {
		c.shape(&it.Drawing.Shapes[i], it.X, it.Y)
	}
	c.raw("Q\n")
	c.state = before
	return nil
}

// shape paints one outline (8.5) of a drawing that stands at x, y.
func (c *content) shape(s *picture.Shape, x, y unit.Length) {
	operator := paintOperator(s)
	if operator == "" {
		return
	}
	if s.Fill != nil {
		c.fill(doc.Color(*s.Fill))
	}
	if s.Stroke != nil {
		if color := doc.Color(*s.Stroke); c.state.stroke != color {
			c.state.stroke = color
			c.color(color, " G\n", " RG\n")
		}
		if c.state.width != s.Width {
			c.state.width = s.Width
			c.points(s.Width).raw(" w\n")
		}
	}
	at := func(p picture.Point) *syntax {
		return c.points(x + p.X).raw(" ").points(c.page.Height - y - p.Y).raw(" ")
	}
	for _, step := range s.Path {
		switch step.Op {
		case picture.Move:
			at(step.To).raw("m\n")
		case picture.Line:
			at(step.To).raw("l\n")
		case picture.Curve:
			at(step.C1)
			at(step.C2)
			at(step.To).raw("c\n")
		case picture.Close:
			c.raw("h\n")
		}
	}
	c.raw(operator)
}

// paintOperator is the operator of table 60 that paints a shape; empty for one
// that is not seen.
func paintOperator(s *picture.Shape) string {
	stroked := s.Stroke != nil && s.Width > 0
	switch {
	case len(s.Path) == 0:
		return ""
	case s.Fill != nil && stroked && s.EvenOdd:
		return "B*\n"
	case s.Fill != nil && stroked:
		return "B\n"
	case s.Fill != nil && s.EvenOdd:
		return "f*\n"
	case s.Fill != nil:
		return "f\n"
	case stroked:
		return "S\n"
	}
	return ""
}
