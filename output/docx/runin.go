package docx

import "gongwen/layout/doc"

// runIn writes a heading that runs in and the text after it, and gives the
// number of blocks that it wrote, 0 when body begins with something else.
//
// They are one paragraph of the text's style, the heading in the character
// style linked to its paragraph style, as Word itself does when a heading
// style is put on part of a paragraph. The style separator (w:specVanish,
// ECMA-376-1 17.3.2.36) would keep the heading a paragraph of its own, but
// LibreOffice 7.4 ends the line at it. The price is that Word's navigation
// pane does not list the heading.
func (b *builder) runIn(w *xmlWriter, body []doc.Block) int {
	heading, _ := body[0].(*doc.Heading)
	text, _ := after(body, 1).(*doc.Paragraph)
	if heading == nil || !heading.RunIn || text == nil {
		return 0
	}
	b.style(headingRole+decimal(heading.Level), firstPos(heading.Runs))
	style := b.style(text.Style, firstPos(text.Runs))
	lead := append([]doc.Run{{Text: heading.Number}}, heading.Runs...)
	runs := stretched(style, lead, b.setting.Stretches[heading.ID])
	for i := range runs {
		runs[i].style = linkedStyle(heading.Level)
	}
	runs = append(runs, stretched(style, text.Runs, b.setting.Stretches[text.ID])...)
	props := paraProps{style: paragraphStyle(text.Style), keepNext: asParagraph(after(body, 2), signatureRole) != nil}
	b.paragraph(w, b.placed(props, style, heading.ID), runs)
	return 2
}

// linkedStyle is the id of the character style linked to a heading's style
// (17.7.4.6).
func linkedStyle(level int) string { return "Heading" + decimal(level) + "Char" }

// linkedStyles writes the character styles of the headings that run in.
func (b *builder) linkedStyles(w *xmlWriter) {
	for level := 1; level <= 9; level++ {
		s, ok := b.doc.Style(headingRole + decimal(level))
		if !ok || !b.runsIn(level) {
			continue
		}
		w.open("w:style", "w:type", "character", "w:customStyle", "1", "w:styleId", linkedStyle(level))
		w.leaf("w:name", "w:val", "heading "+decimal(level)+" Char")
		w.leaf("w:basedOn", "w:val", "DefaultParagraphFont")
		w.leaf("w:link", "w:val", styleID(s.Role))
		w.leaf("w:uiPriority", "w:val", "9")
		runProps{
			font: b.font(s.Font, s.Role), bold: s.Bold, color: s.Color,
			tracking: trackingTwips(s.Tracking), size: s.Size.HalfPoints(),
		}.write(w)
		w.close("w:style")
	}
}

// runsIn is whether a heading of a level runs in.
func (b *builder) runsIn(level int) bool {
	for _, block := range b.doc.Body {
		if h, ok := block.(*doc.Heading); ok && h.RunIn && h.Level == level {
			return true
		}
	}
	return false
}
