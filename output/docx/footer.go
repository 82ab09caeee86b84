package docx

import (
	"strings"

	"gongwen/internal/diag"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// furniture is the footers, which hold the page number, and in a draft the
// headers, which hold its mark: one for all pages, or for odd and even ones.
func (b *builder) furniture() []part {
	kinds := []string{"default"}
	if b.evenAndOdd() {
		kinds = append(kinds, "even")
	}
	var parts []part
	if b.doc.Meta.Draft && b.doc.Page.DraftMark != "" {
		for i, kind := range kinds {
			parts = append(parts, b.header(i+1, kind))
		}
	}
	for i, kind := range kinds {
		parts = append(parts, b.footer(i+1, kind))
	}
	if b.firstDiffers() {
		parts = append(parts, b.firstFooter(len(kinds)+1))
	}
	if b.hasTurned() {
		first := len(kinds) + 1
		if b.firstDiffers() {
			first++
		}
		for i, kind := range kinds {
			parts = append(parts, b.turnedFooter(first+i, kind))
		}
	}
	return parts
}

// firstFooter is the footer of a first page that has another: a rule in a frame
// that stands on the page, and a number if it has one.
func (b *builder) firstFooter(n int) part {
	if !b.doc.First.Unnumbered {
		p := b.footer(n, "first")
		return p
	}
	props := paraProps{style: styleID(doc.PageNumberRole)}
	if rule := b.doc.First.Rule; len(rule.Strokes) > 0 {
		out := (b.doc.Page.TextWidth() - rule.Width).Twips() / 2
		props.indent = indent{set: true, left: out, right: out}
		props.foot = borderOf(rule, 0)
	}
	w := newXML(&b.diags)
	w.open("w:ftr", "xmlns:w", nsW, "xmlns:r", nsR)
	b.paragraph(w, props, nil)
	w.close("w:ftr")
	return part{name: "word/footer" + decimal(n) + ".xml", contentType: mainML + "footer+xml", relation: nsR + "/footer", kind: "first", data: w.Bytes}
}

// serves reports whether a header or footer is one of a section whose pages are
// turned or not: headers are of both.
func (p part) serves(turned bool) bool {
	return p.turned == turned || strings.HasSuffix(p.relation, "/header")
}

// reference is the element of w:sectPr that refers to a header or footer (17.10.5, 17.10.2).
func (p part) reference() string {
	if strings.HasSuffix(p.relation, "/header") {
		return "w:headerReference"
	}
	return "w:footerReference"
}

// footer is a w:ftr (17.10.3) with the page number (GB/T 9704-2012 7.5).
func (b *builder) footer(n int, kind string) part {
	b.style(doc.PageNumberRole, diag.Pos{})
	w := newXML(&b.diags)
	w.open("w:ftr", "xmlns:w", nsW, "xmlns:r", nsR)
	b.number(w, n, kind)
	w.close("w:ftr")
	return part{name: "word/footer" + decimal(n) + ".xml", contentType: mainML + "footer+xml", relation: nsR + "/footer", kind: kind, data: w.Bytes}
}

// number writes the paragraph of the page number in footer n.
func (b *builder) number(w *xmlWriter, n int, kind string) {
	number := b.doc.Page.Number
	props := paraProps{style: styleID(doc.PageNumberRole), indent: indent{set: true}}
	if below, above := b.belowNumber(), b.aboveNumber(); below > 0 || above > 0 {
		props.spacing = spacing{set: true, before: above.Twips(), after: below.Twips()}
	}
	switch {
	case number.Place == doc.Centre:
		props.align = "center"
	case kind == "even":
		props.align = "left"
		props.indent.left = number.Inset.Twips()
	default:
		props.align = "right"
		props.indent.right = number.Inset.Twips()
	}
	w.open("w:p")
	props.write(w)
	b.runs(w, props.style, plain([]doc.Run{{Text: number.Before}}))
	w.open("w:fldSimple", "w:instr", " PAGE ") // 17.16.19, 17.16.5.46
	b.runs(w, props.style, plain([]doc.Run{{Text: decimal(n)}}))
	w.close("w:fldSimple")
	b.runs(w, props.style, plain([]doc.Run{{Text: number.After}}))
	w.close("w:p")
}

// header is a w:hdr (17.10.4) with the mark of a draft.
func (b *builder) header(n int, kind string) part {
	b.style(doc.DraftRole, diag.Pos{})
	w := newXML(&b.diags)
	w.open("w:hdr", "xmlns:w", nsW, "xmlns:r", nsR)
	b.paragraph(w, paraProps{style: styleID(doc.DraftRole), align: "right"}, plain([]doc.Run{{Text: b.doc.Page.DraftMark}}))
	w.close("w:hdr")
	return part{name: "word/header" + decimal(n) + ".xml", contentType: mainML + "header+xml", relation: nsR + "/header", kind: kind, data: w.Bytes}
}

// footerDistance is from the page's bottom edge to the foot of the number's
// line, whose middle is Drop below the text block.
func (b *builder) footerDistance() unit.Length {
	style, _ := b.doc.Style(doc.PageNumberRole)
	distance := max(b.page().Bottom-b.doc.Page.Number.Drop-style.Leading/2, 0)
	if len(b.doc.First.Rule.Strokes) > 0 {
		return min(distance, b.doc.First.Bottom)
	}
	return distance
}

// belowNumber is the space below a number where the footers reach lower than it.
func (b *builder) belowNumber() unit.Length {
	style, _ := b.doc.Style(doc.PageNumberRole)
	return max(b.doc.Page.Bottom-b.doc.Page.Number.Drop-style.Leading/2-b.footerDistance(), 0)
}

// aboveNumber is the space above a number where a section that begins on an even page
// holds the 版记: to LibreOffice the text block of such a section ends where the
// footer begins, so that this fills the room up to there (GB/T 9704-2012 7.4.1).
func (b *builder) aboveNumber() unit.Length {
	if b.setting.Colophon != doc.NextPage || b.doc.First.Unnumbered {
		return 0
	}
	style, _ := b.doc.Style(doc.PageNumberRole)
	return max(b.doc.Page.Bottom-b.footerDistance()-style.Leading-b.belowNumber(), 0)
}

// headerDistance is from the page's top edge to the draft mark's line, which is
// as far from the text block as the number is.
func (b *builder) headerDistance() unit.Length {
	style, _ := b.doc.Style(doc.DraftRole)
	return max(b.page().Top-b.doc.Page.Number.Drop-style.Leading/2, 0)
}
