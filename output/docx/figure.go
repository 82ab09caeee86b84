package docx

import (
	"unicode/utf8"

	"gongwen/internal/diag"
	"gongwen/internal/picture"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// Namespaces of DrawingML (ECMA-376-1 clauses 20 and 21).
const (
	nsA     = "http://schemas.openxmlformats.org/drawingml/2006/main"
	nsC     = "http://schemas.openxmlformats.org/drawingml/2006/chart"
	nsPic   = "http://schemas.openxmlformats.org/drawingml/2006/picture"
	nsWP    = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
	nsWPG   = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
	nsWPS   = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
	nsMC    = "http://schemas.openxmlformats.org/markup-compatibility/2006"
	figureP = "gw-figure" // id of the style of paragraphs that hold a figure
)

// figureParts is what figures add to the package.
type figureParts struct {
	media  []part // with a relationship from the main document
	inner  []part // with one from another part, and their relationship parts
	images map[*picture.Picture]string
	count  int // figures so far
}

// lineRest is what a line of text has below a figure that stands in it, and a
// little more.
const lineRest = 3 * unit.Point / 2

// figure writes a figure and its caption, which stay on one page.
func (b *builder) figure(w *xmlWriter, f *doc.Figure) {
	lines := 0
	if f.Caption != nil {
		lines = b.captionLines(f.Caption)
	}
	room := b.doc.FigureRoom(f, lines)
	after := room.Below
	if f.Caption != nil {
		after = room.Between
	}
	w.open("w:p")
	paraProps{
		style: figureP, keepNext: f.Caption != nil,
		spacing: spacing{set: true, before: room.Above.Twips(), after: max(0, after-lineRest).Twips()},
	}.write(w)
	w.open("w:r")
	if f.Picture == nil && f.Chart == nil {
		// Word asks for groups of shapes to be offered, not stated (ECMA-376-3 7.6).
		w.open("mc:AlternateContent", "xmlns:mc", nsMC)
		w.open("mc:Choice", "xmlns:wpg", nsWPG, "Requires", "wpg")
		b.drawing(w, f)
		w.close("mc:Choice")
		w.close("mc:AlternateContent")
	} else {
		b.drawing(w, f)
	}
	w.close("w:r")
	w.close("w:p")
	if f.Caption == nil {
		return
	}
	style := b.style(doc.CaptionRole, doc.Pos(f.Caption.Runs))
	b.paragraph(w, paraProps{
		style:   styleID(doc.CaptionRole),
		spacing: spacing{set: true, before: style.Before.Twips(), after: room.Below.Twips()},
	}, stretched(style, f.Caption.Runs, b.setting.Stretches[f.Caption.ID]))
}

// captionLines is about how many lines a caption takes: a Chinese character is
// as wide as its size, others are about half as wide.
func (b *builder) captionLines(p *doc.Paragraph) int {
	style := b.style(doc.CaptionRole, doc.Pos(p.Runs))
	text := doc.Text(p.Runs)
	wide := (len(text) - utf8.RuneCountInString(text)) / 2 // three bytes a character
	width := style.Size * unit.Length(utf8.RuneCountInString(text)+wide) / 2
	return int((width + b.doc.Page.TextWidth() - 1) / b.doc.Page.TextWidth())
}

// drawing writes a figure as w:drawing (17.3.3.9) in the line of text (20.4.2.8).
func (b *builder) drawing(w *xmlWriter, f *doc.Figure) {
	b.figures.count++
	id := decimal(b.figures.count)
	w.open("w:drawing")
	w.open("wp:inline", "xmlns:wp", nsWP, "distT", "0", "distB", "0", "distL", "0", "distR", "0")
	w.leaf("wp:extent", "cx", decimal(f.Width), "cy", decimal(f.Height))
	w.leaf("wp:effectExtent", "l", "0", "t", "0", "r", "0", "b", "0")
	w.leaf("wp:docPr", "id", id, "name", "图 "+id, "descr", f.Alt)
	w.leaf("wp:cNvGraphicFramePr")
	w.open("a:graphic", "xmlns:a", nsA)
	switch {
	case f.Chart != nil:
		w.open("a:graphicData", "uri", nsC)
		w.leaf("c:chart", "xmlns:c", nsC, "xmlns:r", nsR, "r:id", b.chartPart(f.Chart))
	case f.Picture != nil:
		w.open("a:graphicData", "uri", nsPic)
		b.pic(w, f, id)
	case f.Drawing != nil:
		w.open("a:graphicData", "uri", nsWPG)
		b.group(w, f)
	default:
		w.open("a:graphicData", "uri", nsPic)
		b.diags.Add(diag.Errorf(f.Pos, "图没有内容", "the figure holds nothing"))
	}
	w.close("a:graphicData")
	w.close("a:graphic")
	w.close("wp:inline")
	w.close("w:drawing")
}

// pic writes pic:pic (20.2.2.5).
func (b *builder) pic(w *xmlWriter, f *doc.Figure, id string) {
	w.open("pic:pic", "xmlns:pic", nsPic)
	w.open("pic:nvPicPr")
	w.leaf("pic:cNvPr", "id", id, "name", "图 "+id)
	w.leaf("pic:cNvPicPr")
	w.close("pic:nvPicPr")
	w.open("pic:blipFill")
	w.leaf("a:blip", "r:embed", b.imagePart(f.Picture))
	w.open("a:stretch")
	w.leaf("a:fillRect")
	w.close("a:stretch")
	w.close("pic:blipFill")
	w.open("pic:spPr")
	transform(w, "a:xfrm", f.Width, f.Height, false)
	w.open("a:prstGeom", "prst", "rect")
	w.leaf("a:avLst")
	w.close("a:prstGeom")
	w.close("pic:spPr")
	w.close("pic:pic")
}

// transform writes a:xfrm (20.1.7.6), for a group (20.1.7.5) with the same
// lengths inside as outside.
func transform(w *xmlWriter, name string, width, height unit.Length, group bool) {
	w.open(name)
	w.leaf("a:off", "x", "0", "y", "0")
	w.leaf("a:ext", "cx", decimal(width), "cy", decimal(height))
	if group {
		w.leaf("a:chOff", "x", "0", "y", "0")
		w.leaf("a:chExt", "cx", decimal(width), "cy", decimal(height))
	}
	w.close(name)
}

// imagePart is the relationship id of a picture, which is in the package once.
func (b *builder) imagePart(p *picture.Picture) string {
	if id, ok := b.figures.images[p]; ok {
		return id
	}
	if b.figures.images == nil {
		b.figures.images = map[*picture.Picture]string{}
	}
	n := decimal(len(b.figures.images) + 1)
	extension := ".png"
	if p.MediaType == picture.JPEG {
		extension = ".jpeg"
	}
	id := "image" + n
	b.figures.images[p] = id
	b.figures.media = append(b.figures.media, part{
		name: "word/media/image" + n + extension, contentType: p.MediaType, relation: nsR + "/image", id: id, data: p.Data,
	})
	return id
}

// figureStyle writes the style of paragraphs that hold a figure: as high as the
// figure, for a line of exact height would cut it off.
func figureStyle(w *xmlWriter) {
	w.open("w:style", "w:type", "paragraph", "w:customStyle", "1", "w:styleId", figureP)
	w.leaf("w:name", "w:val", "图")
	w.leaf("w:basedOn", "w:val", styleID(doc.BodyRole))
	w.leaf("w:next", "w:val", styleID(doc.CaptionRole))
	w.leaf("w:uiPriority", "w:val", "20")
	w.leaf("w:qFormat")
	w.open("w:pPr")
	w.leaf("w:snapToGrid", "w:val", "0")
	w.leaf("w:spacing", "w:before", "0", "w:after", "0", "w:line", "240", "w:lineRule", "auto")
	w.leaf("w:ind", "w:firstLineChars", "0", "w:firstLine", "0")
	w.leaf("w:jc", "w:val", "center")
	w.close("w:pPr")
	w.open("w:rPr")
	w.leaf("w:spacing", "w:val", "0")
	w.leaf("w:sz", "w:val", "2") // what is left of the line beside the figure
	w.leaf("w:szCs", "w:val", "2")
	w.close("w:rPr")
	w.close("w:style")
}

// hasFigures reports whether the document has a figure.
func (b *builder) hasFigures() bool {
	for _, block := range b.doc.Body {
		if _, ok := block.(*doc.Figure); ok {
			return true
		}
	}
	return false
}
