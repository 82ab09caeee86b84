package docx

import (
	"gongwen/internal/diag"
	"gongwen/layout/doc"
)

// hasTurned reports whether some pages of the document are turned.
func (b *builder) hasTurned() bool {
	for _, block := range b.doc.Body {
		if doc.Turned(block) {
			return true
		}
	}
	return false
}

// turnFor begins another section where a block stands on pages that are turned and
// those before it are not, or the other way round; it reports whether it has.
func (b *builder) turnFor(w *xmlWriter, i int, furniture []part) bool {
	is := doc.Turned(b.doc.Body[i])
	if is == b.turned {
		return false
	}
	if i > 0 {
		b.textEnds(w, furniture)
	}
	b.turned = is
	return i > 0
}

// page is the page of the section that is written.
func (b *builder) page() doc.PageStyle {
	if b.turned {
		return b.doc.Page.Turned(1)
	}
	return b.doc.Page
}

// turnedFooter is a footer of pages that are turned: the number in a table of one cell
// that stands where the line of the number is on other pages when the sheets lie one on
// the other (GB/T 9704-2012 8), its text turned to the right. LibreOffice loses the place of a
// shape in the second footer of a section, but not that of a table.
func (b *builder) turnedFooter(n int, kind string) part {
	style := b.style(doc.PageNumberRole, diag.Pos{})
	sheet := b.doc.Page
	left := sheet.Bottom - sheet.Number.Drop - style.Leading/2
	width := decimal(style.Leading.Twips())
	w := newXML(&b.diags)
	w.open("w:ftr", "xmlns:w", nsW, "xmlns:r", nsR)
	w.open("w:tbl")
	w.open("w:tblPr")
	w.leaf("w:tblpPr", "w:vertAnchor", "page", "w:horzAnchor", "page", "w:tblpX", decimal(max(1, left.Twips())), "w:tblpY", decimal(sheet.Left.Twips()))
	w.leaf("w:tblOverlap", "w:val", "never")
	w.leaf("w:tblW", "w:w", width, "w:type", "dxa")
	w.leaf("w:tblLayout", "w:type", "fixed")
	b.noMargins(w)
	w.close("w:tblPr")
	w.open("w:tblGrid")
	w.leaf("w:gridCol", "w:w", width)
	w.close("w:tblGrid")
	w.open("w:tr")
	w.open("w:trPr")
	w.leaf("w:cantSplit")
	w.leaf("w:trHeight", "w:val", decimal(sheet.TextWidth().Twips()), "w:hRule", "exact")
	w.close("w:trPr")
	w.open("w:tc")
	w.open("w:tcPr")
	w.leaf("w:tcW", "w:w", width, "w:type", "dxa")
	w.leaf("w:textDirection", "w:val", "tbRl")
	w.close("w:tcPr")
	b.number(w, n, kind)
	w.close("w:tc")
	w.close("w:tr")
	w.close("w:tbl")
	b.paragraph(w, paraProps{style: styleID(doc.PageNumberRole), indent: indent{set: true}}, nil)
	w.close("w:ftr")
	return part{
		name: "word/footer" + decimal(n) + ".xml", contentType: mainML + "footer+xml", relation: nsR + "/footer",
		kind: kind, turned: true, data: w.Bytes,
	}
}

// tableLine writes a line over a table, which stays with it.
func (b *builder) tableLine(w *xmlWriter, l doc.TableLine, newPage bool) {
	if l.Text == nil || l.Right == nil {
		p := *l.Paragraphs()[0]
		p.NewPage = newPage
		b.plainParagraph(w, &p, true)
		return
	}
	style := b.style(l.Text.Style, doc.Pos(l.Text.Runs))
	props := paraProps{style: paragraphStyle(l.Text.Style), keepNext: true, newPage: newPage, mark: b.markOf(l.Text.Runs)}
	props.tabs[0] = tab{"right", b.page().TextWidth().Twips()}
	props = b.placed(props, style, l.Text.ID)
	runs := append(plain(l.Text.Runs), run{Run: doc.Run{Text: "\t"}})
	b.paragraph(w, props, append(runs, plain(l.Right.Runs)...))
}
