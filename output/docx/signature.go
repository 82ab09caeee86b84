package docx

import (
	"unicode"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// signOff writes a 落款 as GB/T 9704-2012 7.3.5 has it. Without a seal: a blank
// line; the agency two characters from the right; the date below it, beginning
// two characters right of the agency. A date longer than the agency takes the
// place at the right, and the agency begins two characters left of it. With a
// seal: room for it, and the agency centred above the date, which ends four
// characters from the right.
func (b *builder) signOff(w *xmlWriter, s *doc.SignOff) {
	switch {
	case len(s.Signers) > 0:
		b.stamped(w, s)
		return
	case len(s.Others) > 0 && b.doc.Seal > 0:
		b.sealedTogether(w, s)
		return
	}
	style := b.style(doc.SignatureRole, doc.Pos(s.Agency.Runs))
	above, below := b.doc.SealRoom()
	agency := paraProps{style: styleID(doc.SignatureRole), keepNext: true}
	agency.spacing = spacing{set: true, before: (style.Before + b.doc.Page.Pitch*unit.Length(above)).Twips(), after: style.After.Twips()}
	date := paraProps{style: styleID(doc.SignatureRole), keepNext: below > 0 || len(b.ends) > 0}
	if style.Align == doc.AlignRight {
		wide, long := estimate(style, s.Agency.Runs), estimate(style, s.Date.Runs)
		for i := range s.Others {
			wide = max(wide, estimate(style, s.Others[i].Runs))
		}
		if b.doc.Seal > 0 {
			b.placeSealed(&agency, &date, style, wide, long)
		} else {
			b.placeSigned(&agency, &date, style, wide, long)
			if len(s.Others) > 0 && long <= wide { // below each other
				agency.align, agency.indent = "left", indent{set: true, left: max(0, b.doc.Page.TextWidth()-b.doc.SignatureInset(style)-wide).Twips()}
			}
		}
	}
	b.paragraph(w, agency, plain(s.Agency.Runs))
	for i := range s.Others {
		agency.spacing.before = 0
		b.paragraph(w, agency, plain(s.Others[i].Runs))
	}
	b.paragraph(w, date, plain(s.Date.Runs))
}

// blanks writes blank lines that stay together, and with what follows where that is kept:
// as paragraphs, because space at the head or foot of a page takes no room.
func (b *builder) blanks(w *xmlWriter, lines int, kept bool) {
	for ; lines > 0; lines-- {
		b.paragraph(w, paraProps{style: styleID(doc.SignatureRole), keepNext: kept || lines > 1}, nil)
	}
}

// sealedTogether writes the names of several agencies in the rows in which layout set
// them, with room for a seal over each, and the date below the last (7.3.5.1). Where they go on
// on another page each row has the room of its seals as lines of its own.
func (b *builder) sealedTogether(w *xmlWriter, s *doc.SignOff) {
	style := b.style(doc.SignatureRole, doc.Pos(s.Agency.Runs))
	above, below := b.doc.SealRoom()
	pitch := b.doc.Page.Pitch
	step := (b.doc.Seal + unit.Millimetre + pitch - 1) / pitch * pitch
	if b.setting.SealStep > 0 {
		step = b.setting.SealStep
	}
	names := append([]doc.Paragraph{s.Agency}, s.Others...)
	var middle unit.Length
	rows := b.sealRows(style, names, &s.Date)
	for i, row := range rows {
		props := paraProps{style: styleID(doc.SignatureRole), keepNext: true}
		props.spacing = spacing{set: true, before: (step - style.Leading).Twips(), after: style.After.Twips()}
		if i > 0 && b.setting.SealsOver {
			props.spacing.before = 0
			b.blanks(w, above, true)
		}
		if i == 0 {
			props.spacing.before = (style.Before + pitch*unit.Length(above)).Twips()
		}
		var runs []run
		if middle = row[len(row)-1]; len(row) == 1 {
			b.centreAt(&props, middle)
			runs = plain(names[0].Runs)
		} else {
			props.align, props.indent = "left", indent{set: true}
			for k := range row {
				props.tabs[k] = tab{"center", row[k].Twips()}
				runs = append(append(runs, run{Run: doc.Run{Text: "\t"}}), plain(names[k].Runs)...)
			}
		}
		names = names[len(row):]
		b.paragraph(w, props, runs)
		if b.setting.SealsOver && i < len(rows)-1 {
			b.blanks(w, int(step/pitch)-above-1, false)
		}
	}
	date := paraProps{style: styleID(doc.SignatureRole), keepNext: below > 0 || len(b.ends) > 0}
	b.centreAt(&date, middle)
	b.paragraph(w, date, plain(s.Date.Runs))
}

// sealRows are the middles of the names of each row: as layout set them, or, where none
// did, of a row for each.
func (b *builder) sealRows(style doc.TextStyle, names []doc.Paragraph, date *doc.Paragraph) [][]unit.Length {
	if len(b.setting.Sealed) > 0 {
		return b.setting.Sealed
	}
	room := b.doc.Page.TextWidth()
	middle := room - b.doc.SignatureInset(style) - estimate(style, date.Runs)/2
	for i := range names {
		middle = min(middle, room-estimate(style, names[i].Runs)/2)
	}
	rows := make([][]unit.Length, len(names))
	for i := range rows {
		rows[i] = []unit.Length{middle}
	}
	return rows
}

// centreAt puts the middle of a paragraph at a place right of the middle of the text block,
// in the widest line that has it there: an estimate too small does no harm.
func (b *builder) centreAt(props *paraProps, middle unit.Length) {
	props.align, props.indent = "center", indent{set: true, left: max(0, 2*middle-b.doc.Page.TextWidth()).Twips()}
}

// stamped writes a 落款 with 签名章 (7.3.5.3): offices and names that end four
// characters from the right, two lines below the text, and the date a line below
// them.
func (b *builder) stamped(w *xmlWriter, s *doc.SignOff) {
	style, name := b.style(doc.SignatureRole, doc.Pos(s.Date.Runs)), b.style(doc.NameRole, doc.Pos(s.Date.Runs))
	const inset, between = 4, "　　"
	pitch := b.doc.Page.Pitch
	step := (name.Leading + pitch - 1) / pitch * pitch
	beside := (step - name.Leading) / 2 // above and below a name, whose line is higher than one of the grid
	right := indent{set: true, right: (inset * (style.Size + style.Tracking)).Twips()}
	for i := range s.Signers {
		props := paraProps{style: styleID(doc.SignatureRole), keepNext: true, offGrid: true, indent: right, align: "right", spacing: spacing{set: true, line: name.Leading.Twips()}}
		if props.spacing.before = (2 * beside).Twips(); i == 0 {
			props.spacing.before = (2*pitch + beside).Twips()
		}
		runs := append(plain(s.Signers[i].Post.Runs), run{Run: doc.Run{Text: between}})
		b.paragraph(w, props, append(runs, inlined(doc.NameRole, s.Signers[i].Name.Runs)...))
	}
	b.paragraph(w, paraProps{style: styleID(doc.SignatureRole), keepNext: len(b.ends) > 0, indent: right, align: "right", spacing: spacing{set: true, before: max(0, (pitch+beside).Twips()-b.gridSlack())}}, plain(s.Date.Runs))
}

// placeSigned indents agency and date, which are about so wide, where no seal is.
func (b *builder) placeSigned(agency, date *paraProps, style doc.TextStyle, wide, long unit.Length) {
	room, inset := b.doc.Page.TextWidth(), b.doc.SignatureInset(style)
	right := indent{set: true, right: inset.Twips()}
	agency.indent, date.indent = right, right
	line := lineOf(wide, room-inset, style)
	switch {
	case long > wide:
		agency.align, agency.indent = "left", indent{set: true, left: max(0, room-2*inset-long).Twips()}
	case line < wide:
		agency.align, agency.indent = "left", indent{set: true, left: (room - inset - line).Twips(), right: inset.Twips()}
		fallthrough
	default:
		date.align, date.indent = "left", indent{set: true, left: (room - line).Twips()}
	}
}

// placeSealed puts the date inset from the right and the agency over its
// middle, or at the right where it is too long for that.
func (b *builder) placeSealed(agency, date *paraProps, style doc.TextStyle, wide, long unit.Length) {
	room, inset := b.doc.Page.TextWidth(), b.doc.SignatureInset(style)
	middle := room - inset - long/2
	if wide/2 > room-middle {
		middle = max(room/2, room-wide/2)
		agency.indent = indent{set: true}
	} else {
		b.centreAt(agency, middle)
	}
	b.centreAt(date, middle)
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
// Chinese characters are as wide as their size, digits half as wide, and a quarter
// stands between them (autoSpaceDE, autoSpaceDN: 17.3.1.2, 17.3.1.3).
func estimate(style doc.TextStyle, runs []doc.Run) unit.Length {
	var width unit.Length
	before := rune(0)
	for _, r := range doc.Text(runs) {
		if r >= 0x2000 {
			width += style.Size + style.Tracking
		} else {
			width += style.Size/2 + style.Tracking
		}
		if isWestern(before) && unicode.Is(unicode.Han, r) || unicode.Is(unicode.Han, before) && isWestern(r) {
			width += style.Size / 4
		}
		before = r
	}
	return width
}

// isWestern reports whether r is a letter or a digit that is set beside Chinese text with
// a space.
func isWestern(r rune) bool { return r < 0x2000 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
