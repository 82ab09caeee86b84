package docx

import (
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// signature writes a 落款 without a seal (GB/T 9704-2012 7.3.5.2): a blank
// line; the agency two characters from the right; the date below it, beginning
// two characters right of the agency. A date longer than the agency takes the
// place at the right, and the agency begins two characters left of it. Any
// other number of paragraphs stands two characters from the right.
func (b *builder) signature(w *xmlWriter, paragraphs []*doc.Paragraph) {
	style := b.style(signatureRole, firstPos(paragraphs[0].Runs))
	for i, p := range paragraphs {
		props := paraProps{style: styleID(signatureRole), keepNext: i < len(paragraphs)-1}
		if i == 0 {
			props.spacing = spacing{set: true, before: (style.Before + b.doc.Page.Pitch).Twips(), after: style.After.Twips()}
		}
		if style.Align == doc.AlignRight {
			b.signaturePlace(&props, style, paragraphs, i)
		}
		b.paragraph(w, props, p.Runs)
	}
}

// signaturePlace indents the nth paragraph of a right-aligned signature.
func (b *builder) signaturePlace(props *paraProps, style doc.TextStyle, paragraphs []*doc.Paragraph, n int) {
	blank := 2 * (style.Size + style.Tracking)
	props.indent = indent{set: true, right: blank.Twips()}
	if len(paragraphs) != 2 {
		return
	}
	room := b.doc.Page.TextWidth()
	agency, date := estimate(style, paragraphs[0].Runs), estimate(style, paragraphs[1].Runs)
	var left unit.Length
	switch {
	case n == 0 && date > agency:
		left = room - blank - date - blank
	case n == 1 && date <= agency:
		left = room - agency
	default:
		return
	}
	props.align = "left"
	props.indent = indent{set: true, left: max(left, 0).Twips()}
}

// estimate is the width of text as far as it can be told without its font:
// Chinese characters are as wide as their size, digits half as wide.
func estimate(style doc.TextStyle, runs []doc.Run) unit.Length {
	var width unit.Length
	for _, r := range doc.Text(runs) {
		if r >= 0x2000 {
			width += style.Size + style.Tracking
		} else {
			width += style.Size/2 + style.Tracking
		}
	}
	return width
}

// signatureAt is the signature paragraphs that body begins with.
func signatureAt(body []doc.Block) []*doc.Paragraph {
	var out []*doc.Paragraph
	for _, block := range body {
		p := asParagraph(block, signatureRole)
		if p == nil {
			break
		}
		out = append(out, p)
	}
	return out
}
