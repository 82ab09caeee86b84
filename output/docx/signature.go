package docx

import (
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// signature writes a 落款 as GB/T 9704-2012 7.3.5 has it. Without a seal: a
// blank line; the agency two characters from the right; the date below it,
// beginning two characters right of the agency. A date longer than the agency
// takes the place at the right, and the agency begins two characters left of
// it. With a seal: room for it, and the agency centred above the date, which
// ends four characters from the right. Any other number of paragraphs stands
// at the right.
func (b *builder) signature(w *xmlWriter, paragraphs []*doc.Paragraph) {
	style := b.style(signatureRole, firstPos(paragraphs[0].Runs))
	above, below := b.doc.SealRoom()
	for i, p := range paragraphs {
		props := paraProps{style: styleID(signatureRole), keepNext: i < len(paragraphs)-1 || below > 0}
		if i == 0 {
			props.spacing = spacing{set: true, before: (style.Before + b.doc.Page.Pitch*unit.Length(above)).Twips(), after: style.After.Twips()}
		}
		if style.Align == doc.AlignRight {
			b.signaturePlace(&props, style, paragraphs, i)
		}
		b.paragraph(w, props, plain(p.Runs))
	}
	for ; below > 0; below-- {
		// Paragraphs, because space at the foot of a page takes no room.
		b.paragraph(w, paraProps{style: styleID(signatureRole), keepNext: below > 1}, nil)
	}
}

// signaturePlace indents the nth paragraph of a right-aligned signature.
func (b *builder) signaturePlace(props *paraProps, style doc.TextStyle, paragraphs []*doc.Paragraph, n int) {
	inset := b.doc.SignatureInset(style)
	props.indent = indent{set: true, right: inset.Twips()}
	if len(paragraphs) != 2 {
		return
	}
	room := b.doc.Page.TextWidth()
	agency, date := estimate(style, paragraphs[0].Runs), estimate(style, paragraphs[1].Runs)
	if b.doc.Seal > 0 {
		b.sealedPlace(props, style, n, agency, date)
		return
	}
	line := lineOf(agency, room-inset, style)
	switch {
	case n == 0 && date > agency:
		props.indent = indent{set: true, left: max(0, room-2*inset-date).Twips()}
	case n == 0 && line < agency:
		props.indent = indent{set: true, left: (room - inset - line).Twips(), right: inset.Twips()}
	case n == 1 && date <= agency:
		props.indent = indent{set: true, left: (room - line).Twips()}
	default:
		return
	}
	props.align = "left"
}

// sealedPlace puts the date inset from the right and the agency over its
// middle, or at the right where it is too long for that.
func (b *builder) sealedPlace(props *paraProps, style doc.TextStyle, n int, agency, date unit.Length) {
	room, inset := b.doc.Page.TextWidth(), b.doc.SignatureInset(style)
	middle := room - inset - date/2
	if agency/2 > room-middle {
		middle = max(room/2, room-agency/2)
		if n == 0 {
			props.indent = indent{set: true}
			return
		}
	}
	// The widest that is centred there, so that an estimate too small does no harm.
	props.align, props.indent = "center", indent{set: true, left: max(0, 2*middle-room).Twips()}
}

// lineOf is the width of the lines of a text that is broken evenly into lines
// of at most room.
func lineOf(text, room unit.Length, style doc.TextStyle) unit.Length {
	if text <= room {
		return text
	}
	n := (text + room - 1) / room
	em := style.Size + style.Tracking
	return min(room, (text/n+2*em-1)/em*em)
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
