package html

import (
	"slices"

	"gongwen/layout/doc"
)

// plainClass is the class of lists without a mark, whose items look like paragraphs.
const plainClass = prefix + "-plain-list"

// list writes a list of one level. Its numbers and marks are the browser's own.
func (b *builder) list(l *doc.List) {
	name, kind, style := "ul", plainClass, b.inline("list-style:none;padding-left:0;text-indent:2em")
	if label := l.Label(); label.Text != "" {
		kind, style = class(doc.ListRole), "padding-left:"+hundredths(100*int64(label.Hang))+"em"
		if l.Ordered {
			// Browsers put the number, its point and a blank right before the text: so the
			// widest begins where a paragraph does.
			style = "padding-left:" + hundredths(100*int64(label.At)+50*int64(label.Hang-label.At+1)) + "em"
		} else {
			style += ";list-style-type:" + quote(label.Text)
		}
	}
	if l.Ordered {
		name = "ol"
	}
	b.w.open(name, "id", b.id(l.ID), "class", kind, "style", style)
	b.w.line()
	for _, item := range l.Items {
		b.w.open("li")
		b.runs(item.Runs)
		b.w.close("li")
		b.w.line()
	}
	b.w.close(name)
	b.w.line()
}

// hasLists reports whether the document has lists.
func (s *stylesheet) hasLists() bool {
	return slices.ContainsFunc(s.doc.Body, func(b doc.Block) bool {
		_, ok := b.(*doc.List)
		return ok
	})
}

// lists writes what lists have on screen and paper.
func (s *stylesheet) lists() {
	if !s.hasLists() {
		return
	}
	s.rule("ol,ul", "margin:0;padding:0")
	s.rule("."+plainClass, "list-style:none;text-indent:2em")
	s.raw("@media screen {\n")
	s.rule("li", "margin:.5rem 0")
	s.raw("}\n")
}

// printedLists gives items without a mark the look of the text on paper.
func (s *stylesheet) printedLists() {
	if body, ok := s.doc.Style(doc.BodyRole); ok && s.hasLists() {
		s.text("."+plainClass, body)
	}
}
