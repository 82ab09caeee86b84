package docx

import (
	"strings"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// masthead writes the 版头 (GB/T 9704-2012 7.2, 10) as paragraphs of its own that an
// editor changes like any other, each as far below the one before it as the
// standard has it; names of several agencies are a table without lines.
func (b *builder) masthead(w *xmlWriter, m *doc.Masthead) {
	h := head{builder: b, at: b.doc.Places(m)}
	if b.doc.Masthead.UnderMark {
		h.letterhead(w, m)
		return
	}
	pitch := b.doc.Page.Pitch
	for _, p := range m.Corner {
		b.plainParagraph(w, p, true)
		h.foot += pitch
	}
	h.mark(w, m)
	if m.Number == nil && m.Signers == nil {
		return
	}
	for _, row := range h.numberRows(m) {
		b.paragraph(w, row.props, row.runs)
	}
}

// head is a 版头 being written.
type head struct {
	*builder
	at   doc.MastheadPlaces
	foot unit.Length // where what was written ends, below the top of the text block
}

// below is the space above a paragraph of a style whose em box begins at top.
func (h *head) below(style doc.TextStyle, top unit.Length) spacing {
	before := top - (style.Leading-style.Size)/2 - h.foot
	h.foot = top - (style.Leading-style.Size)/2 + style.Leading
	return spacing{set: true, before: max(0, before).Twips()}
}

// mark writes the 发文机关标志. On paper that has one its place is kept.
func (h *head) mark(w *xmlWriter, m *doc.Masthead) {
	if len(m.Mark) == 0 {
		return
	}
	style := h.builder.style(m.Mark[0].Style, doc.Pos(m.Mark[0].Runs))
	rest := style.Leading * unit.Length(len(m.Mark)-1)
	space := h.below(style, h.at.Mark)
	h.foot += rest
	switch {
	case h.doc.Masthead.Preprinted:
		props := paraProps{style: styleID(m.Mark[0].Style), spacing: spacing{set: true, before: space.before, line: (style.Leading + rest).Twips()}}
		h.paragraph(w, h.last(props, m, style), nil)
	case len(m.Mark) == 1:
		h.paragraph(w, h.last(paraProps{style: styleID(m.Mark[0].Style), spacing: space}, m, style), plain(m.Mark[0].Runs))
	default:
		h.joint(w, m, style, space.before)
		if m.Number == nil && m.Signers == nil {
			speck := paraProps{offGrid: true, keepNext: true, spacing: spacing{set: true, line: unit.Point.Twips()}, indent: indent{set: true}}
			h.foot += unit.Point
			h.paragraph(w, h.last(speck, m, style), nil)
		}
	}
}

// last is the 发文机关标志 of a 版头 that ends with it, as it has no 发文字号: with the
// 分隔线 below it.
func (h *head) last(props paraProps, m *doc.Masthead, style doc.TextStyle) paraProps {
	if m.Number != nil || m.Signers != nil {
		return props
	}
	return h.ruled(props, style)
}

// ruled is the last paragraph of a 版头, with the 分隔线 below it and the space to what
// follows.
func (h *head) ruled(props paraProps, style doc.TextStyle) paraProps {
	under := h.doc.Masthead.Drop - (style.Leading-style.Size)/2
	if rule := h.doc.Masthead.Rule; len(rule.Strokes) > 0 && !h.doc.Masthead.Preprinted {
		props.foot = borderOf(rule, under)
		h.foot += max(0, under) + rule.Height() // a border takes room of its own
	}
	props.spacing.after = h.afterHead(h.at.End - h.foot).Twips()
	return props
}

// joint writes the names of several agencies, spread to one width, and what
// stands at their right in the middle of their height. The space above is that
// of the table's first row.
func (h *head) joint(w *xmlWriter, m *doc.Masthead, style doc.TextStyle, before int64) {
	var wide unit.Length
	for _, p := range m.Mark {
		wide = max(wide, estimate(style, p.Runs))
	}
	// An estimate that is too small would break the longest name.
	names, word := (wide + 2*unit.Point).Twips(), int64(0)
	if m.Word != nil {
		word = (estimate(style, m.Word.Runs) + doc.MarkGap(style)).Twips()
	}
	w.open("w:tbl")
	w.open("w:tblPr")
	w.leaf("w:tblW", "w:w", decimal(names+word), "w:type", "dxa")
	w.leaf("w:jc", "w:val", "center")
	w.leaf("w:tblLayout", "w:type", "fixed")
	h.noMargins(w)
	w.close("w:tblPr")
	w.open("w:tblGrid")
	w.leaf("w:gridCol", "w:w", decimal(names))
	if word > 0 {
		w.leaf("w:gridCol", "w:w", decimal(word))
	}
	w.close("w:tblGrid")
	w.open("w:tr")
	h.cellOf(w, names, m.Mark, paraProps{style: styleID(m.Mark[0].Style), spacing: spacing{set: true, before: before}, align: "distribute", keepNext: true})
	if word > 0 {
		h.cellOf(w, word, []*doc.Paragraph{m.Word}, paraProps{style: styleID(m.Word.Style), spacing: spacing{set: true, before: before}, align: "right", keepNext: true})
	}
	w.close("w:tr")
	w.close("w:tbl")
}

// noMargins writes that the cells of a table have no margins (17.4.42).
func (b *builder) noMargins(w *xmlWriter) {
	w.open("w:tblCellMar")
	for _, side := range []string{"w:top", "w:left", "w:bottom", "w:right"} {
		w.leaf(side, "w:w", "0", "w:type", "dxa")
	}
	w.close("w:tblCellMar")
}

// cellOf writes a cell of paragraphs, the first of which has the space above.
func (b *builder) cellOf(w *xmlWriter, width int64, paragraphs []*doc.Paragraph, props paraProps) {
	w.open("w:tc")
	w.open("w:tcPr")
	w.leaf("w:tcW", "w:w", decimal(width), "w:type", "dxa")
	w.leaf("w:vAlign", "w:val", "center")
	w.close("w:tcPr")
	for _, p := range paragraphs {
		b.paragraph(w, props, plain(p.Runs))
		props.spacing.before = 0
	}
	w.close("w:tc")
}

// headRow is a paragraph of a 版头.
type headRow struct {
	props paraProps
	runs  []run
}

// numberRows are the lines of 发文字号 and 签发人, the last with the 分隔线 below it.
func (h *head) numberRows(m *doc.Masthead) []headRow {
	var rows []headRow
	switch {
	case m.Signers != nil:
		rows = h.signerRows(m)
	case m.Number != nil:
		style := h.builder.style(m.Number.Style, doc.Pos(m.Number.Runs))
		rows = []headRow{{paraProps{style: styleID(m.Number.Style), spacing: h.below(style, h.at.Number), keepNext: true}, plain(m.Number.Runs)}}
	default:
		return nil
	}
	last := &rows[len(rows)-1]
	style := h.builder.style(doc.NumberRole, doc.Pos(nil))
	if m.Signers != nil && m.Signers.Pitch > 0 {
		style.Leading = m.Signers.Pitch
	}
	last.props = h.ruled(last.props, style)
	return rows
}

// afterHead is the space below a 版头 whose foot is so far above where what follows
// begins: of a title the em box.
func (h *head) afterHead(space unit.Length) unit.Length {
	for _, block := range h.doc.Body {
		if _, titled := block.(*doc.Title); titled {
			style, _ := h.doc.Style(doc.TitleRole)
			return max(0, space-(style.Leading-style.Size)/2)
		}
	}
	return max(0, h.doc.TextBegins(h.at.End)-h.foot)
}

// signerRows are the lines of 签发人 with the 发文字号 at the left of the last: a tab
// leads to each name.
func (h *head) signerRows(m *doc.Masthead) []headRow {
	style := h.builder.style(doc.NumberRole, doc.Pos(nil))
	pitch := h.doc.SignerPitch(m.Signers)
	if m.Signers.Pitch > 0 {
		style.Leading = pitch
	}
	name := h.builder.style(m.Signers.Names[0].Style, doc.Pos(m.Signers.Names[0].Runs))
	character := style.Size + style.Tracking
	var column unit.Length
	for _, p := range m.Signers.Names {
		column = max(column, estimate(name, p.Runs))
	}
	rows := m.Signers.Rows()
	n := unit.Length(len(rows[0]))
	label := estimate(style, m.Signers.Label.Runs)
	left := h.doc.Page.TextWidth() - character - label - column*n - character*(n-1)
	var out []headRow
	for i, row := range rows {
		top := h.at.Signers + pitch*unit.Length(i)
		r := headRow{props: paraProps{
			style: styleID(doc.NumberRole), align: "left", keepNext: true, spacing: h.below(style, top),
		}}
		if m.Signers.Pitch > 0 {
			r.props.offGrid, r.props.spacing.line = true, pitch.Twips()
		}
		if i == len(rows)-1 && m.Number != nil {
			r.runs = append([]run{{Run: doc.Run{Text: "\t"}}}, plain(m.Number.Runs)...)
		}
		first := left
		if i > 0 {
			first += label
		}
		r.props.tabs = [3]tab{{"left", first.Twips()}, {"left", (left + label + column + character).Twips()}}
		if i == len(rows)-1 && m.Number != nil {
			r.props.tabs = [3]tab{{"left", character.Twips()}, r.props.tabs[0], r.props.tabs[1]}
		}
		for k, p := range row {
			r.runs = append(r.runs, run{Run: doc.Run{Text: "\t"}})
			if i == 0 && k == 0 {
				r.runs = append(r.runs, plain(m.Signers.Label.Runs)...)
			}
			r.runs = append(r.runs, inlined(p.Style, p.Runs)...)
		}
		out = append(out, r)
	}
	return out
}

// letterhead writes the 版头 of a letter (10.1): the 标志 with the double line below it
// in a frame that stands on the page, then the other parts, the 发文字号 at the right
// of the first line.
func (h *head) letterhead(w *xmlWriter, m *doc.Masthead) {
	rule, page := h.doc.Masthead.Rule, h.doc.Page
	for _, p := range m.Mark {
		style := h.builder.style(p.Style, doc.Pos(p.Runs))
		props := paraProps{
			style: styleID(p.Style),
			frame: textFrame{
				width: rule.Width.Twips(), x: (page.Left + (page.TextWidth()-rule.Width)/2).Twips(),
				y: (h.doc.Masthead.Mark - (style.Leading-style.Size)/2).Twips(),
			},
		}
		runs := plain(p.Runs)
		if h.doc.Masthead.Preprinted {
			runs = nil
		}
		h.paragraph(w, props, runs)
		if runs != nil {
			// A frame of its own: LibreOffice adds the distance of a border from its text twice.
			props.foot, props.offGrid = borderOf(rule, 0), true
			props.frame.y = (page.Top + h.at.Rule - unit.Point).Twips()
			props.spacing = spacing{set: true, line: unit.Point.Twips()}
			h.paragraph(w, props, nil)
		}
		h.foot = h.at.Rule + rule.Height()
	}
	lines := max(len(m.Corner), 1)
	for i := range lines {
		props := paraProps{style: styleID(doc.NumberRole), align: "left", keepNext: true, tabs: [3]tab{{"right", page.TextWidth().Twips()}}}
		var runs []run
		if i < len(m.Corner) {
			runs = inlined(m.Corner[i].Style, m.Corner[i].Runs)
		}
		if i == 0 && m.Number != nil {
			runs = append(append(runs, run{Run: doc.Run{Text: "\t"}}), plain(m.Number.Runs)...)
		}
		style := h.builder.style(doc.NumberRole, doc.Pos(nil))
		props.spacing = h.below(style, h.at.Corner+page.Pitch*unit.Length(i))
		// LibreOffice would take the line to the next one of the grid.
		props.offGrid, props.spacing.line = true, style.Leading.Twips()
		if i == lines-1 {
			props.spacing.after = h.afterHead(h.at.End - h.foot).Twips()
		}
		h.paragraph(w, props, runs)
	}
}

// borderOf is a rule as the border of a paragraph, so far below its line.
func borderOf(rule doc.Rule, under unit.Length) border {
	kind := "single"
	if len(rule.Strokes) > 1 {
		kind = "thickThinSmallGap"
		if rule.Strokes[0] < rule.Strokes[2] {
			kind = "thinThickSmallGap"
		}
	}
	return border{kind: kind, size: eighths(max(rule.Strokes[0], rule.Strokes[len(rule.Strokes)-1])), space: points(under), color: rule.Color}
}

// eighths is the width of a line in eighths of a point (17.3.4).
func eighths(l unit.Length) int64 { return max(2, int64((l*8+unit.Point/2)/unit.Point)) }

// points is a distance of a border in whole points (17.3.4).
func points(l unit.Length) int64 { return min(31, max(0, int64((l+unit.Point/2)/unit.Point))) }

// inlined is runs of another role than their paragraph's.
func inlined(role string, runs []doc.Run) []run {
	out := plain(runs)
	for i := range out {
		out[i].style = characterStyle(role)
	}
	return out
}

// characterStyle is the id of the character style of a role.
func characterStyle(role string) string { return styleID(role) + "Char" }

// characterStyles writes the character styles of roles whose text stands in
// paragraphs of another.
func (b *builder) characterStyles(w *xmlWriter) {
	for _, s := range b.doc.Styles {
		if !b.standsInline(s.Role) {
			continue
		}
		name, _ := styleName(s)
		w.open("w:style", "w:type", "character", "w:customStyle", "1", "w:styleId", characterStyle(s.Role))
		w.leaf("w:name", "w:val", name+" Char")
		w.leaf("w:basedOn", "w:val", "DefaultParagraphFont")
		w.leaf("w:uiPriority", "w:val", "20")
		_, own := b.look(s)
		inheriting(w, "w:rPr", own.writeContent, b.bodyStyle().run)
		w.close("w:style")
	}
}

// standsInline reports whether text of a role stands in paragraphs of another.
func (b *builder) standsInline(role string) bool {
	for _, block := range b.doc.Body {
		switch block := block.(type) {
		case *doc.Masthead:
			if b.doc.Masthead.UnderMark && hasRole(block.Corner, role) || block.Signers != nil && hasRole(block.Signers.Names, role) {
				return true
			}
		case *doc.Paragraph:
			if block.Label.Style == role {
				return true
			}
		case *doc.SignOff:
			if len(block.Signers) > 0 && role == doc.NameRole {
				return true
			}
		}
	}
	return false
}

func hasRole(paragraphs []*doc.Paragraph, role string) bool {
	for _, p := range paragraphs {
		if strings.EqualFold(p.Style, role) {
			return true
		}
	}
	return false
}
