package docx

import (
	"gongwen/internal/diag"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// table writes w:tbl (ECMA-376-1 17.4.37) without its notes.
func (b *builder) table(w *xmlWriter, t *doc.Table) {
	g, wrong := newGrid(t)
	if len(wrong) > 0 {
		b.diags.Add(wrong...)
		return
	}
	widths := t.Widths
	if set := b.setting.Widths[t.ID]; len(set) == len(widths) {
		widths = set
	}
	columns := columnTwips(widths)
	w.open("w:tbl")
	b.tableProps(w, t, columns)
	w.open("w:tblGrid") // 17.4.48
	for _, width := range columns {
		w.leaf("w:gridCol", "w:w", decimal(width))
	}
	w.close("w:tblGrid")
	for r := range t.Rows {
		keep := len(t.Notes) > 0
		if r < g.Rows-1 {
			keep = r <= t.HeadRows || g.namesNext(r) || g.grouped(r)
			if set, ok := b.setting.Rows[t.Rows[r].ID]; ok {
				keep = set.Keep
			}
		}
		b.row(w, t, g, r, columns, keep)
	}
	w.close("w:tbl")
}

// tableProps writes w:tblPr (17.4.59), its children in schema order.
func (b *builder) tableProps(w *xmlWriter, t *doc.Table, columns []int64) {
	firstRow, look := "0", "0000"
	if t.HeadRows > 0 {
		firstRow, look = "1", "0020"
	}
	w.open("w:tblPr")
	w.leaf("w:tblStyle", "w:val", tableStyle)
	w.leaf("w:tblW", "w:w", decimal(unit.Sum(columns)), "w:type", "dxa")
	w.leaf("w:jc", "w:val", "center")
	w.leaf("w:tblLayout", "w:type", "fixed")
	w.leaf("w:tblLook", "w:val", look, "w:firstRow", firstRow, "w:lastRow", "0", "w:firstColumn", "0",
		"w:lastColumn", "0", "w:noHBand", "1", "w:noVBand", "1")
	if t.Title != "" {
		w.leaf("w:tblCaption", "w:val", t.Title)
		w.leaf("w:tblDescription", "w:val", t.Title)
	}
	w.close("w:tblPr")
}

// row writes w:tr (17.4.78): a w:tc for every cell that begins in the row and
// one that continues every cell that reaches into it from above.
func (b *builder) row(w *xmlWriter, t *doc.Table, g grid, r int, columns []int64, keepNext bool) {
	height := t.Rows[r].Height
	if height == 0 {
		height = t.RowHeight
	}
	// At least, not exactly: what an editor adds to a cell must show.
	if set := b.setting.Rows[t.Rows[r].ID]; set.Height > 0 {
		height = set.Height
	}
	w.open("w:tr")
	w.open("w:trPr") // 17.4.81
	w.leaf("w:cantSplit")
	if height > 0 {
		w.leaf("w:trHeight", "w:val", decimal(height.Twips()), "w:hRule", "atLeast")
	}
	toggle(w, "w:tblHeader", r < t.HeadRows)
	if change := t.Rows[r].Change; change != doc.Kept {
		w.leaf(revisions[change], b.revision()...) // 17.13.5.16, 17.13.5.12
	}
	w.close("w:trPr")
	for c := 0; c < g.Cols; {
		cell := g.At(r, c)
		b.cell(w, cell, r, unit.Sum(columns[c:c+cell.ColSpan]), keepNext)
		c += cell.ColSpan
	}
	w.close("w:tr")
}

// cell writes the part of a cell that lies in row r as w:tc (17.4.65).
func (b *builder) cell(w *xmlWriter, cell *doc.Cell, r int, width int64, keepNext bool) {
	b.style(cell.Style, doc.Pos(cell.Runs))
	w.open("w:tc")
	w.open("w:tcPr") // 17.4.69
	w.leaf("w:tcW", "w:w", decimal(width), "w:type", "dxa")
	if cell.ColSpan > 1 {
		w.leaf("w:gridSpan", "w:val", decimal(cell.ColSpan))
	}
	runs := cell.Runs
	switch {
	case r > cell.Row:
		w.leaf("w:vMerge", "w:val", "continue")
		runs = nil
	case cell.RowSpan > 1:
		w.leaf("w:vMerge", "w:val", "restart")
	}
	if fill := b.doc.Tables.BandFill; fill != nil && cell.Role == doc.Band {
		w.leaf("w:shd", "w:val", "clear", "w:color", "auto", "w:fill", hex(fill.R, fill.G, fill.B))
	}
	smaller, isSmaller := b.sizedStyle(cell)
	b.figureMargin(w, smaller, isSmaller)
	w.leaf("w:vAlign", "w:val", "center")
	w.close("w:tcPr")
	props := paraProps{style: paragraphStyle(cell.Style), keepNext: keepNext}
	if isSmaller {
		props.style = smaller.id()
	}
	if r == cell.Row {
		props.indent = b.wordIndent(cell, width)
		if free := b.setting.Free[cell.ID]; free > 0 {
			// Not a decimal tab, to which Word moves the text of a cell by itself: LibreOffice 7.4 does not.
			props.indent = indent{set: true, right: free.Twips()}
		}
	}
	b.paragraph(w, props, plain(runs))
	w.close("w:tc")
}

// figureMargin writes the margins of a cell whose figure is so small that it has
// less than the others.
func (b *builder) figureMargin(w *xmlWriter, s sizedStyle, isSmaller bool) {
	margin := doc.FigureMargin(unit.Length(s.size)*unit.Point/2, b.doc.Tables.CellMargin)
	if !isSmaller || margin == b.doc.Tables.CellMargin {
		return
	}
	twips := decimal(margin.Twips())
	w.open("w:tcMar") // 17.4.68
	w.leaf("w:left", "w:w", twips, "w:type", "dxa")
	w.leaf("w:right", "w:w", twips, "w:type", "dxa")
	w.close("w:tcMar")
}

// columnTwips is the widths in whole twips. Edges are rounded, not widths, so
// that the sum is the table's width rounded once.
func columnTwips(widths []unit.Length) []int64 {
	out := make([]int64, len(widths))
	var edge unit.Length
	var done int64
	for i, width := range widths {
		edge += width
		out[i] = edge.Twips() - done
		done = edge.Twips()
	}
	return out
}

// Word opens no table with more rows or columns than this.
const (
	mostRows    = 32767
	mostColumns = 63
)

// grid is the cells of a table by place.
type grid struct{ *doc.Grid }

// namesNext reports whether row r only names what is below it.
func (g grid) namesNext(r int) bool {
	for c := range g.Cols {
		if role := g.At(r, c).Role; role != doc.Band && role != doc.Head {
			return false
		}
	}
	return true
}

// mostGrouped is the number of rows up to which a merged cell stays whole: Word
// does not say its label again on the next page. The longest group of the
// official tables has 8, about a fifth of a page.
const mostGrouped = 8

// grouped reports whether a merged cell that should stay whole joins rows r and r+1.
func (g grid) grouped(r int) bool {
	for c := range g.Cols {
		if cell := g.At(r, c); cell.RowSpan <= mostGrouped && cell.Row+cell.RowSpan > r+1 {
			return true
		}
	}
	return false
}

// newGrid lays the cells out, as long as Word would.
func newGrid(t *doc.Table) (grid, diag.List) {
	if rows, cols := len(t.Rows), len(t.Widths); rows == 0 || cols == 0 || rows > mostRows || cols > mostColumns {
		return grid{}, diag.List{diag.Errorf(t.Pos(), "表格“%s”有 %d 行 %d 列，DOCX 的表格为 1 至 %d 行、1 至 %d 列",
			"table %q has %d rows and %d columns; in DOCX it may have 1 to %d rows and 1 to %d columns",
			t.Title, rows, cols, mostRows, mostColumns).
			WithHint("Word 打不开更大的表格：只要 PDF、网页的，用 --to pdf,html；要 DOCX 的，把清单分成几张表", "Word opens no larger table: make PDF and a web page alone with --to pdf,html, or part the list into several tables")}
	}
	g, wrong := t.Grid()
	return grid{g}, wrong
}
