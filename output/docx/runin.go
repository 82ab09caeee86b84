package docx

import (
	"slices"

	"gongwen/layout/doc"
)

// runIn writes a heading and the text that goes on in its line, which keep
// holds on the page of what follows.
//
// They are one paragraph of the text's style, the heading in the character
// style linked to its paragraph style, as Word itself does when a heading
// style is put on part of a paragraph. The style separator (w:specVanish,
// ECMA-376-1 17.3.2.36) would keep the heading a paragraph of its own, but
// LibreOffice 7.4 ends the line at it. The price is that Word's navigation
// pane does not list the heading.
func (b *builder) runIn(w *xmlWriter, h *doc.Heading, keep bool) {
	text := h.Text
	b.style(doc.HeadingRole(h.Level), doc.Pos(h.Runs))
	style := b.style(text.Style, doc.Pos(text.Runs))
	lead := append([]doc.Run{{Text: h.Number, Change: doc.ChangeOf(h.Runs)}}, h.Runs...)
	runs := stretched(style, lead, b.setting.Stretches[h.ID])
	for i := range runs {
		runs[i].style = linkedStyle(h.Level)
	}
	runs = append(runs, stretched(style, text.Runs, b.setting.Stretches[text.ID])...)
	props := paraProps{style: paragraphStyle(text.Style), keepNext: (keep || b.setting.Kept[text.ID]) && !b.setting.Parted[text.ID], mark: b.markOf(slices.Concat(h.Runs, text.Runs))}
	b.paragraph(w, b.placed(props, style, h.ID), runs)
}

// linkedStyle is the id of the character style linked to a heading's style
// (17.7.4.6).
func linkedStyle(level int) string { return "Heading" + decimal(level) + "Char" }

// linkedStyles writes the character styles of the headings that run in.
func (b *builder) linkedStyles(w *xmlWriter) {
	for level := 1; level <= 9; level++ {
		s, ok := b.doc.Style(doc.HeadingRole(level))
		if !ok || !b.runsIn(level) {
			continue
		}
		w.open("w:style", "w:type", "character", "w:customStyle", "1", "w:styleId", linkedStyle(level))
		w.leaf("w:name", "w:val", "heading "+decimal(level)+" Char")
		w.leaf("w:basedOn", "w:val", "DefaultParagraphFont")
		w.leaf("w:link", "w:val", styleID(s.Role))
		w.leaf("w:uiPriority", "w:val", "9")
		_, own := b.look(s)
		inheriting(w, "w:rPr", own.writeContent, b.bodyStyle().run)
		w.close("w:style")
	}
}

// runsIn is whether a heading of a level runs in.
func (b *builder) runsIn(level int) bool {
	for _, block := range b.doc.Body {
		if h, ok := block.(*doc.Heading); ok && h.Text != nil && h.Level == level {
			return true
		}
	}
	return false
}
