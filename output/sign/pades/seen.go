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
	if p, later := v.shownLater(s, b); later {
		switch {
		case !p.inRoom:
			s.result.Findings.Add(CheckAppearance, verdict.Unchecked, "%s，不在留给印章的位置；先前的签名人没有看到它",
				"%s, outside of the room for a seal; whoever signed before has not seen it", text)
			return
		case p.overText:
			s.result.Findings.Add(CheckAppearance, verdict.Unchecked, "%s，在留给印章的位置，盖着先前签名的文字；看一看它是不是印章",
				"%s, in the room for the seal and over text that was signed before; look whether it is a seal", text)
			return
		}
	}
	s.result.Findings.Add(CheckAppearance, verdict.Passed, "%s", "%s", text)
}

// shownLater is what a signature shows on a page that somebody had signed before.
func (v *verifier) shownLater(s *signed, b ink.Box) (shown, bool) {
	if !v.later(s) {
		return shown{}, false
	}
	list := v.change(s.rev).shown
	i := slices.IndexFunc(list, func(p shown) bool { return p.box == b })
	if i < 0 {
		return shown{}, false
	}
	return list[i], true
}

// later reports whether a signature was made after another.
func (v *verifier) later(s *signed) bool {
	return slices.ContainsFunc(v.signed, func(other *signed) bool { return other.rev < s.rev })
}

// words holds what is read aloud of a later signature to what this program writes:
// who signed. Nobody who signed before has heard anything else.
func (v *verifier) words(s *signed) {
	if !v.later(s) {
		return
	}
	d, err := v.file.Latest().Dict(s.field)
	if err != nil {
		return
	}
	label := signerLabel(s.message.Signer)
	if s.result.Stamp {
		label = stampLabel
	}
	for _, key := range []pdfread.Name{"TU", "Contents"} {
		o, there := d[key]
		text, ok := o.(pdfread.String)
		if said := pdfread.Text(text.Value); there && (!ok || said != label && said != pictureLabel+label) {
			c := v.change(s.rev)
			c.problems = append(c.problems, diag.T("签名域的说明是签名人以外的话：%s", "the description of a signature field says something else than who signed: %s", plain(said)))
			return
		}
	}
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
