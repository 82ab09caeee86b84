package docx

import (
	"gongwen/internal/diag"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// document is word/document.xml (ECMA-376-1 17.2.3). furniture is the headers
// and footers that the section refers to.
func (b *builder) document(furniture []part) part {
	w := newXML(&b.diags)
	w.Bytes = append((*b.room)[:0], w.Bytes...)
	w.open("w:document", "xmlns:w", nsW, "xmlns:r", nsR)
	w.open("w:body")
	last := ""
	for i, block := range b.doc.Body {
		if c, ok := block.(*doc.Colophon); ok {
			b.turnFor(w, i, furniture)
			b.colophon(w, c, furniture)
			last = b.lastSection()
			continue
		}
		b.begun = b.turnFor(w, i, furniture)
		b.signedBy(block, b.doc.Body[i+1:])
		b.block(w, block, after(b.doc.Body, i+1), signFollows(b.doc.Body[i+1:]) || b.staysAbove(block))
		b.belowDate(w, block)
	}
	b.section(w, furniture, last)
	w.close("w:body")
	w.close("w:document")
	*b.room = w.Bytes
	return part{
		name:        "word/document.xml",
		contentType: mainML + "document.main+xml",
		relation:    nsR + "/officeDocument",
		data:        w.Bytes,
	}
}

// after is block n of body, nil when there is none.
func after(body []doc.Block, n int) doc.Block {
	if n < len(body) {
		return body[n]
	}
	return nil
}

// block writes one block of the body; next is the one after it, nil at the end.
// keep is whether it stays on the page of a 落款.
func (b *builder) block(w *xmlWriter, block, next doc.Block, keep bool) {
	switch block := block.(type) {
	case *doc.Masthead:
		b.masthead(w, block)
	case *doc.Title:
		b.title(w, block)
	case *doc.Heading:
		b.heading(w, block, next)
	case *doc.Paragraph:
		b.style(block.Style, doc.Pos(block.Runs))
		b.plainParagraph(w, block, keep)
	case *doc.List:
		b.list(w, block, keep)
	case *doc.Table:
		b.tableHead(w, block)
		b.table(w, block)
		for i, note := range block.Notes {
			b.plainParagraph(w, note, i == len(block.Notes)-1 && signs(next))
		}
		if len(block.Notes) == 0 {
			b.afterTable(w, next)
		}
	case *doc.Figure:
		b.figure(w, block)
	case *doc.SignOff:
		b.signOff(w, block)
	default:
		b.diags.Add(diag.Errorf(diag.Pos{}, "DOCX 不能写出 %T 一类的内容", "DOCX has no form for a block of type %T", block))
	}
}

// signFollows is whether blocks begin with a 落款, or with the one line of a 附件说明 and
// a 落款: that stands on no page without two lines of text.
func signFollows(blocks []doc.Block) bool {
	first := after(blocks, 0)
	p, ok := first.(*doc.Paragraph)
	return signs(first) || ok && p.Style == doc.AttachmentListRole && signs(after(blocks, 1))
}

// signs is whether block is a 落款, which stands on no page without text.
func signs(block doc.Block) bool {
	_, ok := block.(*doc.SignOff)
	return ok
}

// heading writes a heading; next is the block after it.
func (b *builder) heading(w *xmlWriter, h *doc.Heading, next doc.Block) {
	if h.Text != nil {
		b.runIn(w, h, signs(next))
		return
	}
	role := h.StyleRole()
	b.style(role, doc.Pos(h.Runs))
	// The number is text: readers of plain w:t, and those who paste, must see it.
	runs := append([]doc.Run{{Text: h.Number, Change: doc.ChangeOf(h.Runs)}}, h.Runs...)
	props := paraProps{style: styleID(role), newPage: h.NewPage && !b.begun, mark: b.markOf(h.Runs)}
	if ends := b.setting.Ends[h.ID]; len(ends) > 0 {
		style, _ := b.doc.Style(role)
		b.paragraph(w, b.placed(props, style, h.ID), plain(ended(runs, ends)))
		return
	}
	b.textBlock(w, props, role, h.ID, runs)
}

// textBlock writes a heading or a paragraph with what is known of its setting.
func (b *builder) textBlock(w *xmlWriter, props paraProps, role string, node doc.NodeID, runs []doc.Run) {
	style, _ := b.doc.Style(role)
	b.paragraph(w, b.placed(props, style, node), stretched(style, runs, b.setting.Stretches[node]))
}

// placed is props with the space that is known to stand beside a node.
func (b *builder) placed(props paraProps, style doc.TextStyle, node doc.NodeID) paraProps {
	above, isBelow := b.setting.Above[node]
	below, isAbove := b.setting.Below[node]
	if isBelow || isAbove {
		props.spacing = spacing{set: true, before: style.Before.Twips(), after: style.After.Twips()}
		if isBelow {
			// LibreOffice takes a line that begins below a line of the grid to the next.
			props.spacing.before = max(0, above.Twips()-b.gridSlack())
		}
		if isAbove {
			props.spacing.after = below.Twips()
		}
	}
	return props
}

// gridSlack is, in twips, by how much a paragraph below a table is higher than
// its line of the grid: a word processor adds the table's last rule to its rows.
func (b *builder) gridSlack() int64 { return max(10, b.doc.Tables.Border.Twips()) }

// title writes the title's lines as one paragraph, so that it is one title in
// the outline and to a screen reader.
func (b *builder) title(w *xmlWriter, t *doc.Title) {
	var pos diag.Pos
	if len(t.Lines) > 0 {
		pos = doc.Pos(t.Lines[0])
	}
	style := b.style(doc.TitleRole, pos)
	w.open("w:p")
	paraProps{
		style:   styleID(doc.TitleRole),
		spacing: spacing{set: true, before: style.Before.Twips(), after: b.afterTitle(style, len(t.Lines)).Twips()},
	}.write(w)
	for i, line := range t.Lines {
		if i > 0 {
			w.open("w:r")
			w.leaf("w:br")
			w.close("w:r")
		}
		b.runs(w, styleID(doc.TitleRole), plain(line))
	}
	w.close("w:p")
}

// afterTitle is the space below the title: what brings the text back to the
// page's lines, and one empty line.
func (b *builder) afterTitle(style doc.TextStyle, lines int) unit.Length {
	pitch := b.doc.Page.Pitch
	if pitch <= 0 {
		return style.After
	}
	if head, ok := b.doc.Body[0].(*doc.Masthead); ok {
		end := b.doc.Places(head).End
		space := b.doc.TitleFoot(end, lines) - end - style.Leading*unit.Length(lines) + (style.Leading-style.Size)/2
		return space - headSlack
	}
	used := style.Before + style.Leading*unit.Length(lines) + style.After
	return style.After + (pitch-used%pitch)%pitch + pitch
}

// headSlack is what is taken off the space between 版头 and text, whose borders and
// spaces are rounded: a line that begins below one of the grid would be the next.
const headSlack = unit.Point

// tableHead writes what stands over the grid of a table. Its first line begins a page
// where the table does, unless a section has begun one.
func (b *builder) tableHead(w *xmlWriter, t *doc.Table) {
	newPage := t.NewPage && !b.begun
	if t.Caption != nil {
		caption := *t.Caption
		caption.NewPage = newPage
		newPage = false
		b.plainParagraph(w, &caption, true)
	}
	for _, l := range t.Above {
		b.tableLine(w, l, newPage)
		newPage = false
	}
	if newPage {
		b.paragraph(w, paraProps{keepNext: true, newPage: true, offGrid: true, spacing: spacing{set: true, line: unit.Point.Twips()}, indent: indent{set: true}}, nil)
	}
}

// afterTable writes the paragraph without which Word joins two tables, or
// finds a file that ends in one damaged.
func (b *builder) afterTable(w *xmlWriter, next doc.Block) {
	line := unit.Point
	switch t := next.(type) {
	case nil:
	case *doc.Table:
		if t.Turned != b.turned {
			return // the paragraph that ends the section stands between
		}
		if !t.NewPage {
			line = b.doc.Page.Pitch
		}
	default:
		return
	}
	b.paragraph(w, paraProps{
		spacing: spacing{set: true, line: max(line.Twips(), 1)},
		indent:  indent{set: true},
	}, nil)
}

// section writes w:sectPr (17.6.17), its children in schema order.
func (b *builder) section(w *xmlWriter, furniture []part, kind string) {
	page := b.page()
	first := b.sections == 0
	b.sections++
	w.open("w:sectPr")
	for _, p := range furniture {
		if kind != unnumbered && p.serves(b.turned) {
			w.leaf(p.reference(), "w:type", p.kind, "r:id", p.id)
		}
	}
	if kind != "" {
		w.leaf("w:type", "w:val", "evenPage")
	}
	orient := ""
	if b.turned {
		orient = "landscape"
	}
	w.leaf("w:pgSz", "w:w", decimal(page.Width.Twips()), "w:h", decimal(page.Height.Twips()), "w:orient", orient)
	w.leaf("w:pgMar",
		"w:top", decimal(page.Top.Twips()), "w:right", decimal(page.Right.Twips()),
		"w:bottom", decimal(page.Bottom.Twips()), "w:left", decimal(page.Left.Twips()),
		"w:header", decimal(b.headerDistance().Twips()), "w:footer", decimal(b.footerDistance().Twips()), "w:gutter", "0")
	toggle(w, "w:titlePg", kind == unnumbered || kind == "" && first && b.firstDiffers())
	b.grid(w)
	w.close("w:sectPr")
}

// Kinds of the section of a 版记 that stands on an even page of its own.
const (
	numbered   = "numbered"
	unnumbered = "unnumbered" // behind a blank page (GB/T 9704-2012 7.5): a first page without a footer
)

// lastSection is the kind of the section that ends the document.
func (b *builder) lastSection() string {
	switch b.setting.Colophon {
	case doc.NextPage:
		return numbered
	case doc.AfterBlankPage:
		return unnumbered
	}
	return ""
}

// firstDiffers reports whether the first page has another footer.
func (b *builder) firstDiffers() bool {
	return b.doc.First.Unnumbered || len(b.doc.First.Rule.Strokes) > 0
}

// grid writes w:docGrid (17.6.5). Lines alone are its default: LibreOffice gives
// every character two cells where the characters have a pitch of their own below
// their size, and the tracking of body text already sets those of a line.
//
// Lines of a turned page divide its text block without a rest: LibreOffice leaves half
// of a rest free above the block and half below, which rows of tables then lack.
func (b *builder) grid(w *xmlWriter) {
	page := b.page()
	kind, space := "lines", ""
	if b.turned {
		height := page.TextHeight().Twips()
		page.Pitch = unit.Length(height/max(1, height/page.Pitch.Twips())) * unit.Twip
	}
	if page.CharacterGrid {
		body, _ := b.doc.Style(doc.BodyRole)
		kind, space = "linesAndChars", decimal(b.characterSpace(body))
	}
	w.leaf("w:docGrid", "w:type", kind, "w:linePitch", decimal(page.Pitch.Twips()), "w:charSpace", space)
}

// characterSpace is what a character of the grid is wider than body text, in
// 4096ths of a point (17.6.5), rounded down so that all of a line fit.
func (b *builder) characterSpace(body doc.TextStyle) int64 {
	const parts = 4096
	n := unit.Length(max(1, b.doc.Page.Characters))
	free := (b.doc.Page.TextWidth() - n*body.Size) * parts
	per := n * unit.Point
	space := free / per
	if free%per < 0 {
		space--
	}
	return int64(space)
}

// paragraphStyle is the style id of a role, empty for the default style, which
// a paragraph has by naming none (17.7.4.17).
func paragraphStyle(role string) string {
	if role == doc.BodyRole {
		return ""
	}
	return styleID(role)
}
