package pdf

import (
	"math"

	"gongwen/data/cell"
	"gongwen/internal/pdfread"
)

// resources are what names of a content stream stand for (ISO 32000-1 7.8.3).
type resources struct {
	faces, properties, objects, states pdfread.Dict
}

func (r *reader) resourcesOf(d pdfread.Dict) (resources, error) {
	var res resources
	for name, to := range map[pdfread.Name]*pdfread.Dict{"Font": &res.faces, "Properties": &res.properties, "XObject": &res.objects, "ExtGState": &res.states} {
		var err error
		if *to, err = r.view.Dict(d[name]); err != nil {
			return res, err
		}
	}
	return res, nil
}

// do paints an external object: of a form its content, of an image that something
// stands there which cannot be read (8.8, 8.10).
func (c *content) do(operands []pdfread.Object) error {
	if len(operands) != 1 {
		return nil
	}
	name, _ := operands[0].(pdfread.Name)
	o, err := c.view.Resolve(c.objects[name])
	if err != nil {
		return err
	}
	form, ok := o.(*pdfread.Stream)
	if !ok {
		return c.step(c.ref)
	}
	shown, err := c.visible(form.Dict["OC"])
	if err != nil {
		return err
	}
	switch {
	case form.Dict["Subtype"] == pdfread.Name("Image"):
		return c.picture()
	case form.Dict["Subtype"] != pdfread.Name("Form"):
		return c.step(c.ref)
	case c.forms >= maxDepth:
		return c.tooDeep(c.ref)
	}
	outer := *c
	outer.page = c.page
	if !shown {
		c.hidden++
	}
	if err := c.form(form); err != nil {
		return err
	}
	c.resources, c.state, c.saved, c.text, c.lineText, c.forms, c.hidden = outer.resources, outer.state, outer.saved, outer.text, outer.lineText, outer.forms, outer.hidden
	c.marks = c.marks[:min(len(c.marks), len(outer.marks))]
	return nil
}

// form reads the content of a form XObject. The numbers of its marked content are
// its own: all its text belongs to the marked content that it is painted in.
func (c *content) form(form *pdfread.Stream) error {
	if own := form.Dict["Resources"]; own != nil {
		d, err := c.view.Dict(own)
		if err != nil {
			return err
		}
		if c.resources, err = c.resourcesOf(d); err != nil {
			return err
		}
	}
	list, err := c.view.Array(form.Dict["Matrix"])
	if err != nil {
		return err
	}
	if n := numbers(list, 6); n != nil {
		c.ctm = pdfread.Matrix(n).Times(c.ctm)
	}
	content, err := c.view.Stream(form)
	if err != nil {
		return err
	}
	c.saved, c.forms = nil, c.forms+1
	return pdfread.Operators(content, c.operator)
}

// picture notes an image that may stand in place of a figure; larger ones are not
// read at all.
func (c *content) picture() error {
	const tallest = 60.0 // points
	a, b := placed(c.ctm, 0, 0), placed(c.ctm, 1, 1)
	c.page.ground(areaOf(a, b))
	if math.Abs(a.y-b.y) > tallest || c.hidden > 0 {
		return c.step(c.ref)
	}
	low := math.Min(a.y, b.y)
	return c.add(glyph{said: cell.Unread, look: cell.Missing, left: math.Min(a.x, b.x), right: math.Max(a.x, b.x), y: low, size: math.Max(1, math.Abs(a.y-b.y))})
}

// visible reports whether optional content is shown as the file is opened (8.11).
func (r *reader) visible(o pdfread.Object) (bool, error) {
	ref, ok := o.(pdfread.Ref)
	if !ok || len(r.layersOff) == 0 {
		return true, nil
	}
	if r.layersOff[ref] {
		return false, nil
	}
	d, err := r.view.Dict(ref)
	if err != nil || d["Type"] != pdfread.Name("OCMD") {
		return true, err
	}
	group := d["OCGs"]
	if one, ok := group.(pdfread.Ref); ok && !r.layersOff[one] {
		list, err := r.view.Resolve(one)
		if err != nil {
			return true, err
		}
		if group, ok = list.(pdfread.Array); !ok {
			return true, nil
		}
	}
	list, ok := group.(pdfread.Array)
	if !ok {
		list = pdfread.Array{group}
	}
	for _, g := range list {
		if ref, ok := g.(pdfread.Ref); !ok || !r.layersOff[ref] {
			return true, nil
		}
	}
	return len(list) == 0, nil
}

// layers finds the groups of optional content that are off (8.11.4.3).
func (r *reader) layers(catalog pdfread.Dict) error {
	all, err := r.view.Dict(catalog["OCProperties"])
	if err != nil {
		return err
	}
	usual, err := r.view.Dict(all["D"])
	if err != nil {
		return err
	}
	r.layersOff = map[pdfread.Ref]bool{}
	mark := func(o pdfread.Object, off bool) error {
		list, err := r.view.Array(o)
		for _, g := range list {
			if ref, ok := g.(pdfread.Ref); ok {
				r.layersOff[ref] = off
			}
			if err := r.step(pdfread.Ref{}); err != nil {
				return err
			}
		}
		return err
	}
	if usual["BaseState"] == pdfread.Name("OFF") {
		if err := mark(all["OCGs"], true); err != nil {
			return err
		}
	}
	if err := mark(usual["ON"], false); err != nil {
		return err
	}
	return mark(usual["OFF"], true)
}
