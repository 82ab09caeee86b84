package pades

import "gongwen/internal/pdfread"

// closes reports whether a signature allows no change of the document after it, of
// which validation data and document time stamps are none (ISO 32000-2 12.8.2.2.2,
// 12.8.2.4). What cannot be read allows nothing.
func (v *verifier) closes(s *signed) bool {
	view := v.file.View(s.rev)
	references, err := view.Array(s.dict["Reference"])
	if err != nil {
		return true
	}
	for _, o := range references {
		reference, err := view.Dict(o)
		if err != nil {
			return true
		}
		parameters, err := view.Dict(reference["TransformParams"])
		if err != nil {
			return true
		}
		method := reference["TransformMethod"]
		if p := parameters["P"]; (method == pdfread.Name("DocMDP") || method == pdfread.Name("FieldMDP")) && p != nil && p != int64(2) && p != int64(3) {
			return true
		}
	}
	return false
}
