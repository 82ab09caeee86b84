package ink

import (
	"slices"

	"gongwen/internal/pdfread"
	"gongwen/internal/unit"
)

// Sheet is a page whose default user space is what it shows: as it is written,
// not turned, cropped or scaled.
type Sheet struct {
	Ref   pdfread.Ref
	Dict  pdfread.Dict
	Index int // from 0
	Box   Box
}

// maxPageDepth bounds the page tree above a page.
const maxPageDepth = 32

// SheetOf is a page of a view; ok is false for one that is none of its pages,
// or is shown otherwise than it is written.
func SheetOf(v *pdfread.View, ref pdfread.Ref) (s Sheet, ok bool) {
	pages, err := v.Pages()
	if err != nil {
		return Sheet{}, false
	}
	s.Ref, s.Index = ref, slices.Index(pages, ref)
	if s.Dict, err = v.Dict(ref); err != nil || s.Index < 0 {
		return Sheet{}, false
	}
	node := s.Dict
	for depth := 0; node != nil; depth++ {
		if node["Rotate"] != nil || node["CropBox"] != nil || node["UserUnit"] != nil || depth > maxPageDepth {
			return Sheet{}, false
		}
		if node, err = v.Dict(node["Parent"]); err != nil {
			return Sheet{}, false
		}
	}
	s.Box, ok = BoxOf(v, s.Dict["MediaBox"])
	return s, ok && !s.Box.Empty()
}

// Corner is where the top left corner of a box stands, from that of the page.
func (s Sheet) Corner(b Box) (fromLeft, fromTop unit.Length) {
	return inEMU(b.Left - s.Box.Left), inEMU(s.Box.Top - b.Top)
}

// Annotations are the boxes of the annotations of a page that have an area; ok
// is false when one of them cannot be told.
func (s Sheet) Annotations(v *pdfread.View) (boxes []Box, ok bool) {
	list, err := v.Array(s.Dict["Annots"])
	if err != nil {
		return nil, false
	}
	for _, e := range list {
		d, err := v.Dict(e)
		if err != nil {
			return nil, false
		}
		b, ok := BoxOf(v, d["Rect"])
		if !ok {
			return nil, false
		}
		if !b.Empty() {
			boxes = append(boxes, b)
		}
	}
	return boxes, true
}
