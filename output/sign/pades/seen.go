package pades

import (
	"slices"

	"gongwen/internal/diag"
	"gongwen/internal/pdfread"
	"gongwen/internal/verdict"
	"gongwen/output/sign/ink"
)

// appearance says what a signature shows, and where. Whether it may is a matter
// of coverage of the signatures before it; only what lies over text in the room
// for a seal is left to the reader, who can see whether it is a seal.
func (v *verifier) appearance(s *signed) {
	view := v.file.Latest()
	d, err := view.Dict(s.field)
	if err != nil {
		return
	}
	b, ok := ink.BoxOf(view, d["Rect"])
	if !ok || b.Empty() {
		return
	}
	text := diag.T("显示 %s 的图片", "shows a picture of %s", paper(b.Width(), b.Height()))
	if on, ok := v.pageOf(view, s.field); ok {
		left, top := on.Corner(b)
		text = diag.T("%s：第 %d 页，左起 %s、上起 %s", "%s: page %d, %s from the left and %s from the top",
			text, on.Index+1, millimetres(left), millimetres(top))
	}
	later := slices.ContainsFunc(v.signed, func(other *signed) bool { return other.rev < s.rev })
	if later && slices.ContainsFunc(v.change(s.rev).shown, func(p shown) bool { return p.overText && p.box == b }) {
		s.result.Findings.Add(CheckAppearance, verdict.Unchecked, "%s，在留给印章的位置，盖着先前签名的文字；看一看它是不是印章",
			"%s, in the room for the seal and over text that was signed before; look whether it is a seal", text)
		return
	}
	s.result.Findings.Add(CheckAppearance, verdict.Passed, "%s", "%s", text)
}

// pageOf is the page that shows a field.
func (v *verifier) pageOf(view *pdfread.View, field pdfread.Object) (ink.Sheet, bool) {
	pages, err := view.Pages()
	if err != nil {
		return ink.Sheet{}, false
	}
	for _, r := range pages {
		on, ok := ink.SheetOf(view, r)
		list, err := view.Array(on.Dict["Annots"])
		if ok && err == nil && slices.ContainsFunc(list, func(e pdfread.Object) bool { return pdfread.Equal(e, field) }) {
			return on, true
		}
	}
	return ink.Sheet{}, false
}
