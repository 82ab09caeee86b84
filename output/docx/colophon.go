package docx

import (
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// colophon writes the 版记 (GB/T 9704-2012 7.4) as a table that floats at the foot of
// the text block, its lines the borders of its rows. Where layout found no room
// for it on the last page of the text, or that is an odd one, a section that
// begins on an even page holds it.
func (b *builder) colophon(w *xmlWriter, c *doc.Colophon, furniture []part) {
	switch b.setting.Colophon {
	case doc.NextPage, doc.AfterBlankPage:
		b.textEnds(w, furniture)
		// LibreOffice begins the section's page at a paragraph that is in the flow.
		b.speck(w)
	}
	width := b.doc.Page.TextWidth().Twips()
	w.open("w:tbl")
	w.open("w:tblPr")
	// LibreOffice lets no table float that is as wide as the text block, unless it is placed on the page.
	w.leaf("w:tblpPr", "w:vertAnchor", "margin", "w:horzAnchor", "page", "w:tblpX", decimal(b.doc.Page.TextLeft(b.colophonPage()).Twips()), "w:tblpYSpec", "bottom")
	w.leaf("w:tblOverlap", "w:val", "never")
	w.leaf("w:tblW", "w:w", decimal(width), "w:type", "dxa")
	w.leaf("w:tblLayout", "w:type", "fixed")
	b.noMargins(w)
	w.close("w:tblPr")
	w.open("w:tblGrid")
	w.leaf("w:gridCol", "w:w", decimal(width))
	w.close("w:tblGrid")
	for i := range c.Rows {
		b.colophonRow(w, c, i, width)
	}
	w.close("w:tbl")
	b.speck(w)
}

// speck writes a paragraph that takes no room to speak of.
func (b *builder) speck(w *xmlWriter) {
	b.paragraph(w, paraProps{offGrid: true, spacing: spacing{set: true, line: unit.Point.Twips()}, indent: indent{set: true}}, nil)
}

// textEnds writes the paragraph that ends the section of the text.
func (b *builder) textEnds(w *xmlWriter, furniture []part) {
	w.open("w:p")
	w.open("w:pPr")
	w.leaf("w:snapToGrid", "w:val", "0")
	w.leaf("w:spacing", "w:before", "0", "w:after", "0", "w:line", decimal(unit.Point.Twips()), "w:lineRule", "exact")
	b.section(w, furniture, "")
	w.close("w:pPr")
	w.close("w:p")
}

// colophonRow writes row i: its text, which hangs beside its label, and what
// stands at the right end of its line.
func (b *builder) colophonRow(w *xmlWriter, c *doc.Colophon, i int, width int64) {
	row, style := c.Rows[i], b.doc.Colophon
	w.open("w:tr")
	w.open("w:trPr")
	w.leaf("w:cantSplit")
	w.close("w:trPr")
	w.open("w:tc")
	w.open("w:tcPr")
	w.leaf("w:tcW", "w:w", decimal(width), "w:type", "dxa")
	w.open("w:tcBorders")
	switch {
	case i == 0:
		edge(w, "w:top", style.Outer)
	case !row.Joined:
		edge(w, "w:top", style.Inner)
	}
	if i == len(c.Rows)-1 {
		edge(w, "w:bottom", style.Outer)
	}
	w.close("w:tcBorders")
	w.close("w:tcPr")
	look := b.style(row.Text.Style, doc.Pos(row.Text.Runs))
	character := look.Size + look.Tracking
	hang := (character * unit.Length(row.Text.Label.Hang)).Twips()
	inset := style.Inset.Twips()
	props := paraProps{
		style:  paragraphStyle(row.Text.Style),
		indent: indent{set: true, left: inset + hang, right: inset, firstLine: -hang},
	}
	runs := plain(row.Text.Runs)
	if row.Text.Label.Text != "" {
		runs = append([]run{{Run: doc.Run{Text: row.Text.Label.Text}}}, runs...)
	}
	if row.Right != nil {
		props.tabs[0] = tab{"right", width - inset}
		runs = append(append(runs, run{Run: doc.Run{Text: "\t"}}), plain(row.Right.Runs)...)
	}
	b.paragraph(w, props, runs)
	w.close("w:tc")
	w.close("w:tr")
}

// edge writes a border of a cell (17.4.66).
func edge(w *xmlWriter, name string, weight unit.Length) {
	if weight > 0 {
		w.leaf(name, "w:val", "single", "w:sz", decimal(eighths(weight)), "w:space", "0", "w:color", "000000")
	}
}

// colophonPage is a page as that of the 版记: an even one, or any.
func (b *builder) colophonPage() int {
	if b.doc.Colophon.Even {
		return 2
	}
	return 1
}
