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

// turnedFooter is a footer of pages that are turned: the number in a box that stands
// where the line of the number is on other pages when the sheets lie one on the
// other (GB/T 9704-2012 8), its text turned to the right.
func (b *builder) turnedFooter(n int, kind string) part {
	style := b.style(doc.PageNumberRole, diag.Pos{})
	sheet := b.doc.Page
	left := sheet.Bottom - sheet.Number.Drop - style.Leading/2
	b.figures.count++
	id := decimal(b.figures.count)
	w := newXML(&b.diags)
	w.open("w:ftr", "xmlns:w", nsW, "xmlns:r", nsR)
	w.open("w:p")
	paraProps{style: styleID(doc.PageNumberRole), indent: indent{set: true}}.write(w)
	w.open("w:r")
	w.open("mc:AlternateContent", "xmlns:mc", nsMC)
	w.open("mc:Choice", "xmlns:wps", nsWPS, "Requires", "wps")
	w.open("w:drawing")
	w.open("wp:anchor", "xmlns:wp", nsWP, "distT", "0", "distB", "0", "distL", "0", "distR", "0", "simplePos", "0",
		"relativeHeight", id, "behindDoc", "0", "locked", "0", "layoutInCell", "1", "allowOverlap", "1") // 20.4.2.3
	w.leaf("wp:simplePos", "x", "0", "y", "0")
	offset := func(name string, to string) {
		w.open(name, "relativeFrom", "page")
		w.open("wp:posOffset")
		w.text(to, diag.Pos{})
		w.close("wp:posOffset")
		w.close(name)
	}
	offset("wp:positionH", decimal(max(0, left)))
	offset("wp:positionV", decimal(sheet.Left))
	width, height := decimal(style.Leading), decimal(sheet.TextWidth())
	w.leaf("wp:extent", "cx", width, "cy", height)
	w.leaf("wp:effectExtent", "l", "0", "t", "0", "r", "0", "b", "0")
	w.leaf("wp:wrapNone")
	w.leaf("wp:docPr", "id", id, "name", "页码 "+id)
	w.leaf("wp:cNvGraphicFramePr")
	w.open("a:graphic", "xmlns:a", nsA)
	w.open("a:graphicData", "uri", nsWPS)
	w.open("wps:wsp")
	w.leaf("wps:cNvSpPr", "txBox", "1")
	w.open("wps:spPr")
	w.open("a:xfrm")
	w.leaf("a:off", "x", "0", "y", "0")
	w.leaf("a:ext", "cx", width, "cy", height)
	w.close("a:xfrm")
	w.open("a:prstGeom", "prst", "rect")
	w.leaf("a:avLst")
	w.close("a:prstGeom")
	w.leaf("a:noFill")
	w.open("a:ln")
	w.leaf("a:noFill")
	w.close("a:ln")
	w.close("wps:spPr")
	w.open("wps:txbx")
	w.open("w:txbxContent")
	b.number(w, n, kind)
	w.close("w:txbxContent")
	w.close("wps:txbx")
	w.leaf("wps:bodyPr", "vert", "vert", "wrap", "square", "lIns", "0", "tIns", "0", "rIns", "0", "bIns", "0", "anchor", "t")
	w.close("wps:wsp")
	w.close("a:graphicData")
	w.close("a:graphic")
	w.close("wp:anchor")
	w.close("w:drawing")
	w.close("mc:Choice")
	w.close("mc:AlternateContent")
	w.close("w:r")
	w.close("w:p")
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
