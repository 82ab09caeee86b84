package docx

import (
	"slices"

	"gongwen/layout/doc"
)

// numberings gives the lists that have labels their numbers in
// word/numbering.xml, from 1.
func numberings(body []doc.Block) map[doc.NodeID]int {
	ids := map[doc.NodeID]int{}
	for _, block := range body {
		if list, ok := block.(*doc.List); ok && list.Label().Text != "" {
			ids[list.ID] = len(ids) + 1
		}
	}
	return ids
}

// numbering is word/numbering.xml (ECMA-376-1 17.9.17). Each list has a
// definition of its own, so that it begins at 1 and stays as it is when another
// is changed.
func (b *builder) numbering() part {
	w := newXML(&b.diags)
	w.open("w:numbering", "xmlns:w", nsW)
	for _, block := range b.doc.Body {
		if list, ok := block.(*doc.List); ok && list.Label().Text != "" {
			b.abstractNumbering(w, list)
		}
	}
	for id := 1; id <= len(b.lists); id++ {
		w.open("w:num", "w:numId", decimal(id))
		w.leaf("w:abstractNumId", "w:val", decimal(id))
		w.close("w:num")
	}
	w.close("w:numbering")
	return part{name: "word/numbering.xml", contentType: mainML + "numbering+xml", relation: nsR + "/numbering", data: w.Bytes}
}

// abstractNumbering writes the definition of a list (17.9.1), its children in
// schema order.
func (b *builder) abstractNumbering(w *xmlWriter, list *doc.List) {
	label := list.Label()
	format, text := "bullet", label.Text
	if list.Ordered {
		format, text = "decimal", "%1."
	}
	style := b.style(doc.ListRole, doc.Pos(list.Items[0].Runs))
	w.open("w:abstractNum", "w:abstractNumId", decimal(b.lists[list.ID]))
	w.leaf("w:multiLevelType", "w:val", "singleLevel")
	w.open("w:lvl", "w:ilvl", "0")
	w.leaf("w:start", "w:val", "1")
	w.leaf("w:numFmt", "w:val", format)
	w.leaf("w:lvlText", "w:val", text)
	w.leaf("w:lvlJc", "w:val", "left")
	paraProps{indent: hangingIndent(style, label)}.write(w)
	w.close("w:lvl")
	w.close("w:abstractNum")
}

// hangingIndent is the indent of a paragraph beside a label, for which it is a
// tab stop (17.3.1.12).
func hangingIndent(style doc.TextStyle, label doc.Label) indent {
	character := style.Size.Twips() + trackingTwips(style.Tracking)
	return indent{set: true, left: int64(label.Hang) * character, firstLine: int64(label.At-label.Hang) * character}
}

// plainListStyle is the style of items without labels: they look like body text.
const plainListStyle = "List"

// plainListStyles writes it where there are such items.
func (b *builder) plainListStyles(w *xmlWriter) {
	plain := func(block doc.Block) bool {
		list, ok := block.(*doc.List)
		return ok && b.lists[list.ID] == 0
	}
	if !slices.ContainsFunc(b.doc.Body, plain) {
		return
	}
	w.open("w:style", "w:type", "paragraph", "w:styleId", plainListStyle)
	w.leaf("w:name", "w:val", "List")
	w.leaf("w:basedOn", "w:val", styleID(doc.BodyRole))
	w.leaf("w:uiPriority", "w:val", priority(doc.ListRole))
	w.close("w:style")
}

// list writes the items of a list, the last of which keep holds on the page of
// what follows.
func (b *builder) list(w *xmlWriter, list *doc.List, keep bool) {
	for i, item := range list.Items {
		style := b.style(item.Style, doc.Pos(item.Runs))
		props := paraProps{
			style: paragraphStyle(item.Style), keepNext: keep && i == len(list.Items)-1,
			singles: b.setting.Single[item.ID], numbering: b.lists[list.ID], mark: b.markOf(item.Runs),
		}
		if b.lists[list.ID] == 0 && props.style == "" {
			props.style = plainListStyle
		}
		b.paragraph(w, b.placed(props, style, item.ID), stretched(style, item.Runs, b.setting.Stretches[item.ID]))
	}
}
