package pades

import (
	"gongwen/internal/diag"
	"gongwen/internal/pdfread"
	"gongwen/output/sign/ink"
)

// shown is a picture that a new signature field shows.
type shown struct {
	on       ink.Sheet
	box      ink.Box
	inRoom   bool // that the document leaves for a seal
	overText bool // in the room, over what stands there
}

// visible judges a new field that has an area or an appearance. It may show one
// image, laid over the page as ink, where nothing stands; only the room that the
// document itself leaves for a seal lies over text. Whoever signed before has
// seen a page on which the picture takes nothing away.
func (c *comparer) visible(d pdfread.Dict) bool {
	on, ok := c.page(d["P"])
	b, also := ink.BoxOf(c.new, d["Rect"])
	if !ok || !also || !b.Within(on.Box) || b.Empty() || !c.isLook(d["AP"], b) {
		c.problem("加了会显示内容的签名域，它显示的不只是一张图片", "a signature field was added that shows something else than one picture")
		return false
	}
	overText, fault := obstruct(c.old, on, b)
	r, left := ink.SealRoom(c.old)
	for _, other := range c.change.shown {
		if other.on.Ref == on.Ref && other.box.Meets(b) {
			fault = &diag.Text{ZH: "两个签名的图片重叠", EN: "the pictures of two signatures overlap"}
		}
	}
	if fault != nil {
		c.change.problems = append(c.change.problems, *fault)
		return false
	}
	c.change.shown = append(c.change.shown, shown{on: on, box: b, inRoom: left && r.Holds(on.Ref, b), overText: overText})
	return true
}

// page is a page that both revisions show as it is written.
func (c *comparer) page(o pdfread.Object) (ink.Sheet, bool) {
	r, ok := o.(pdfread.Ref)
	if !ok {
		return ink.Sheet{}, false
	}
	if _, ok = ink.SheetOf(c.new, r); !ok {
		return ink.Sheet{}, false
	}
	return ink.SheetOf(c.old, r)
}

// obstruct says what a picture in a box of a page would hide: content, or other
// annotations such as links and the pictures of other signatures. What stands in
// the room for a seal is there to lie under one.
func obstruct(v *pdfread.View, on ink.Sheet, b ink.Box) (overText bool, fault *diag.Text) {
	place := placeOf(on, b)
	others, ok := on.Annotations(v)
	if !ok {
		return false, textf("%s的图片会不会盖住别的内容，无法判断", "whether the picture on %s covers anything cannot be told", place)
	}
	for _, other := range others {
		if other.Meets(b) {
			return false, textf("%s的图片和另一个签名的图片或链接重叠", "the picture on %s overlaps that of another signature, or a link", place)
		}
	}
	meets, err := on.Meets(v, b)
	r, left := ink.SealRoom(v)
	inRoom := left && r.Holds(on.Ref, b)
	switch {
	case err == nil && !meets:
		return false, nil
	case inRoom:
		return true, nil
	case err != nil:
		return false, textf("%s的图片会不会盖住别的内容，无法判断", "whether the picture on %s covers anything cannot be told", place)
	}
	return false, textf("%s的图片盖在已签名的内容上", "the picture on %s covers content that has been signed", place)
}

// placeOf says where on which page a box stands.
func placeOf(on ink.Sheet, b ink.Box) diag.Text {
	left, top := on.Corner(b)
	return diag.T("第 %d 页（左起 %s、上起 %s）", "page %d (%s from the left, %s from the top)", on.Index+1, millimetres(left), millimetres(top))
}

func textf(zh, en string, args ...any) *diag.Text {
	t := diag.T(zh, en, args...)
	return &t
}

// isLook reports whether an appearance is what addAppearance writes for a box.
func (c *comparer) isLook(o pdfread.Object, b ink.Box) bool {
	states, ok := o.(pdfread.Dict)
	if !ok || !only(states, "N") {
		return false
	}
	form, ok := c.newStream(states["N"])
	if !ok || !only(form.Dict, "Type", "Subtype", "BBox", "Resources", "Length") || form.Dict["Subtype"] != pdfread.Name("Form") {
		return false
	}
	size, ok := form.Dict["BBox"].(pdfread.Array)
	within, also := ink.BoxOf(c.new, size)
	if !ok || !also || within.Left != 0 || within.Bottom != 0 || string(form.Raw) != string(look(size)) || !within.Like(b) {
		return false
	}
	resources, ok := form.Dict["Resources"].(pdfread.Dict)
	if !ok || !only(resources, "ExtGState", "XObject") || !pdfread.Equal(resources["ExtGState"], pdfread.Dict{"G": multiply()}) {
		return false
	}
	images, ok := resources["XObject"].(pdfread.Dict)
	return ok && only(images, "I") && c.isImage(images["I"], true)
}

// isImage reports whether o is an image of its own, with nothing that could be
// shown in its stead.
func (c *comparer) isImage(o pdfread.Object, masked bool) bool {
	s, ok := c.newStream(o)
	if !ok || s.Dict["Subtype"] != pdfread.Name("Image") ||
		!only(s.Dict, "Type", "Subtype", "Width", "Height", "ColorSpace", "BitsPerComponent", "Filter", "DecodeParms", "SMask", "Length") {
		return false
	}
	for _, key := range []pdfread.Name{"ColorSpace", "Filter", "DecodeParms", "Width", "Height", "BitsPerComponent"} {
		outside := false
		pdfread.Refs(s.Dict[key], func(pdfread.Ref) { outside = true })
		if outside {
			return false
		}
	}
	mask := s.Dict["SMask"]
	return mask == nil || masked && c.isImage(mask, false)
}

// newStream is a stream that the revision brings.
func (c *comparer) newStream(o pdfread.Object) (*pdfread.Stream, bool) {
	r, ok := o.(pdfread.Ref)
	if !ok || !c.fresh(r) {
		return nil, false
	}
	resolved, err := c.new.Object(r.Num)
	s, also := resolved.(*pdfread.Stream)
	return s, err == nil && also
}
