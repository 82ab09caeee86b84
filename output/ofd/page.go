package ofd

import (
	"fmt"

	"gongwen/internal/diag"
	"gongwen/internal/picture"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
)

// page is the content of a page in the making (GB/T 33190-2016 7.7). What the
// document does not say, such as rules, shading and page numbers, stands in a
// layer of its own below the content, which is in reading order.
type page struct {
	*file
	frame   *frame.Page
	index   int
	id      id
	rects   []rect // of one colour, that are still to be drawn
	color   doc.Color
	targets map[doc.NodeID]string // of the links on the page
	places  []micron              // of the glyphs of an object
}

// drawPages writes the pages.
func (f *file) drawPages() error {
	for i := range f.in.Pages {
		f.body.Bytes, f.background.Bytes = f.body.Bytes[:0], f.background.Bytes[:0]
		p := page{file: f, frame: &f.in.Pages[i], index: i, id: f.newID()}
		if err := p.draw(); err != nil {
			return fmt.Errorf("ofd: page %d: %w", p.frame.Number, err)
		}
		f.pages = append(f.pages, p.id)
		f.add(folder+pagePart(i), p.part())
		f.content = append(f.content, f.parts[len(f.parts)-1])
	}
	return nil
}

// pagePart is the place of a page in the document's folder.
func pagePart(i int) string { return fmt.Sprintf("Pages/Page_%d/Content.xml", i) }

func (p *page) part() []byte {
	w := newWriter(make([]byte, 0, len(p.body.Bytes)+len(p.background.Bytes)+512))
	w.raw(xmlHeader).raw("<ofd:Page").raw(namespace).raw(">")
	w.area("Area", p.frame)
	w.open("Content")
	for _, layer := range []struct {
		kind    string
		content []byte
	}{{"Background", p.background.Bytes}, {"Body", p.body.Bytes}} {
		if len(layer.content) == 0 {
			continue
		}
		w.open("Layer", "Type", layer.kind, "ID", p.newID().String())
		w.Bytes = append(w.Bytes, layer.content...)
		w.close("Layer")
	}
	w.close("Content")
	return w.end("Page")
}

// area writes the size of a page (7.5, CT_PageArea).
func (w *writer) area(name string, page *frame.Page) {
	w.open(name)
	w.open("PhysicalBox")
	w.box(0, 0, microns(page.Width), microns(page.Height))
	w.close("PhysicalBox")
	w.close(name)
}

func (p *page) draw() error {
	p.targets = map[doc.NodeID]string{}
	for _, item := range p.frame.Items {
		if l, ok := item.(*frame.Link); ok {
			if _, known := p.tree.links[l.Node]; !known {
				return fmt.Errorf("link to %s belongs to node %d, which is no link of the document", l.Target, l.Node)
			}
			p.targets[l.Node] = l.Target
		}
	}
	// One layer after the other: some readers paint objects in the order of their ids.
	for _, below := range []bool{true, false} {
		for _, item := range p.frame.Items {
			if inBackground(item) != below {
				continue
			}
			if err := p.item(item); err != nil {
				return err
			}
		}
		p.flushRects()
	}
	return nil
}

// inBackground reports whether an item is no part of the content.
func inBackground(item frame.Item) bool {
	switch it := item.(type) {
	case *frame.Rule, *frame.Fill:
		return true
	case *frame.Text:
		return it.Artifact != frame.Content
	}
	return false
}

func (p *page) item(item frame.Item) error {
	switch it := item.(type) {
	case *frame.Text:
		p.flushRects()
		return p.text(it)
	case *frame.Rule:
		return p.rule(it)
	case *frame.Fill:
		p.rect(it.X, it.Y, it.X+it.Width, it.Y+it.Height, it.Color)
		return nil
	case *frame.Link:
		return nil // in the text that it belongs to
	case *frame.Image:
		return p.image(it)
	case *frame.Drawing:
		return p.drawing(it)
	}
	return fmt.Errorf("cannot draw %T", item)
}

// show enters the object o as what shows the leaf node.
func (p *page) show(node doc.NodeID, o id, top unit.Length) error {
	e := p.tree.leaves[node]
	if e == nil {
		return fmt.Errorf("what is at %v belongs to node %d, which is no leaf of the document", top, node)
	}
	e.show(p.index, reference{p.id, o}, top)
	return nil
}

// image writes a picture of pixels (8.2.3, 10): its space is a square of one,
// which CTM makes as large as the picture.
func (p *page) image(it *frame.Image) error {
	o := p.newID()
	w := p.body
	w.raw(`<ofd:ImageObject ID="`).int(int(o)).raw(`" Boundary="`)
	width, height := microns(it.X+it.Width)-microns(it.X), microns(it.Y+it.Height)-microns(it.Y)
	w.box(microns(it.X), microns(it.Y), width, height).raw(`" CTM="`).mm(width).raw(" 0 0 ").mm(height)
	w.raw(` 0 0" ResourceID="`).int(int(p.imageOf(it.Picture))).raw(`"/>`)
	return p.show(it.Node, o, it.Y)
}

// drawing writes the shapes of a drawing with round joins: what is filled and
// stroked as two objects, because readers differ in what they paint first.
func (p *page) drawing(it *frame.Drawing) error {
	for i := range it.Drawing.Shapes {
		s := &it.Drawing.Shapes[i]
		if len(s.Path) == 0 {
			continue
		}
		if s.Fill != nil {
			if err := p.show(it.Node, p.shape(s, false, it.X, it.Y), it.Y); err != nil {
				return err
			}
		}
		if s.Stroke != nil && s.Width > 0 {
			if err := p.show(it.Node, p.shape(s, true, it.X, it.Y), it.Y); err != nil {
				return err
			}
		}
	}
	return nil
}

// shape fills or strokes one outline (9.1) of a drawing that stands at x, y.
func (p *page) shape(s *picture.Shape, stroke bool, x, y unit.Length) id {
	o := p.newID()
	w := p.body
	p.path(w, o)
	if stroke {
		w.raw(` LineWidth="`).mm(microns(s.Width)).raw(`" Join="Round">`).color("StrokeColor", doc.Color(*s.Stroke))
	} else {
		w.raw(` Stroke="false" Fill="true"`)
		if s.EvenOdd {
			w.raw(` Rule="Even-Odd"`)
		}
		w.raw(">").color("FillColor", doc.Color(*s.Fill))
	}
	w.raw("<ofd:AbbreviatedData>")
	at := func(q picture.Point) { w.mm(microns(x + q.X)).raw(" ").mm(microns(y + q.Y)).raw(" ") }
	for _, step := range s.Path {
		switch step.Op {
		case picture.Move:
			w.raw("M ")
			at(step.To)
		case picture.Line:
			w.raw("L ")
			at(step.To)
		case picture.Curve:
			w.raw("B ")
			at(step.C1)
			at(step.C2)
			at(step.To)
		case picture.Close:
			w.raw("C ")
		}
	}
	w.raw("</ofd:AbbreviatedData></ofd:PathObject>")
	return o
}

// path begins a path object, whose space is the page.
func (p *page) path(w *writer, o id) {
	w.raw(`<ofd:PathObject ID="`).int(int(o)).raw(`" Boundary="`)
	w.box(0, 0, microns(p.frame.Width), microns(p.frame.Height)).raw(`"`)
}

// rect is a filled rectangle by its edges.
type rect struct{ left, top, right, bottom micron }

// rule draws a line as a filled rectangle, whose ends are exact in every reader.
func (p *page) rule(r *frame.Rule) error {
	left, top, right, bottom, err := r.Edges()
	if err == nil {
		p.rect(left, top, right, bottom, r.Color)
	}
	return err
}

// rect fills a rectangle given by its edges. Those of one colour that follow one
// another, such as the rules of a table, become one object.
func (p *page) rect(left, top, right, bottom unit.Length, color doc.Color) {
	if len(p.rects) > 0 && p.color != color {
		p.flushRects()
	}
	p.color = color
	p.rects = append(p.rects, rect{microns(left), microns(top), microns(right), microns(bottom)})
}

func (p *page) flushRects() {
	if len(p.rects) == 0 {
		return
	}
	w := p.background
	p.path(w, p.newID())
	w.raw(` Stroke="false" Fill="true">`).color("FillColor", p.color).raw("<ofd:AbbreviatedData>")
	for _, r := range p.rects {
		w.raw("M ").mm(r.left).raw(" ").mm(r.top).raw(" L ").mm(r.right).raw(" ").mm(r.top)
		w.raw(" L ").mm(r.right).raw(" ").mm(r.bottom).raw(" L ").mm(r.left).raw(" ").mm(r.bottom).raw(" C ")
	}
	w.raw("</ofd:AbbreviatedData></ofd:PathObject>")
	p.rects = p.rects[:0]
}

// said writes text of a part.
func (w *writer) said(s string) { w.Text(s, diag.Pos{}) }
