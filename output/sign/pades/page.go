package pades

import (
	"slices"

	"gongwen/internal/pdfread"
)

// sheet is a page whose default user space is what it shows: as it is written,
// not turned, cropped or scaled.
type sheet struct {
	ref   pdfread.Ref
	dict  pdfread.Dict
	index int // from 0
	box   box
}

// maxPageDepth bounds the page tree above a page.
const maxPageDepth = 32

// sheetOf is a page of a view; ok is false for one that is none of its pages,
// or is shown otherwise than it is written.
func sheetOf(v *pdfread.View, ref pdfread.Ref) (s sheet, ok bool) {
	pages, err := v.Pages()
	if err != nil {
		return sheet{}, false
	}
	s.ref, s.index = ref, slices.Index(pages, ref)
	if s.dict, err = v.Dict(ref); err != nil || s.index < 0 {
		return sheet{}, false
	}
	node := s.dict
	for depth := 0; node != nil; depth++ {
		if node["Rotate"] != nil || node["CropBox"] != nil || node["UserUnit"] != nil || depth > maxPageDepth {
			return sheet{}, false
		}
		if node, err = v.Dict(node["Parent"]); err != nil {
			return sheet{}, false
		}
	}
	s.box, ok = boxOf(v, s.dict["MediaBox"])
	return s, ok && !s.box.empty()
}

// annotations are the boxes of the annotations of a page that have an area; ok
// is false when one of them cannot be told.
func (s sheet) annotations(v *pdfread.View) (boxes []box, ok bool) {
	list, err := v.Array(s.dict["Annots"])
	if err != nil {
		return nil, false
	}
	for _, e := range list {
		d, err := v.Dict(e)
		if err != nil {
			return nil, false
		}
		b, ok := boxOf(v, d["Rect"])
		if !ok {
			return nil, false
		}
		if !b.empty() {
			boxes = append(boxes, b)
		}
	}
	return boxes, true
}
