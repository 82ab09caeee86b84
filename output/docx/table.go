package docx

import (
	"gongwen/internal/diag"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// table writes w:tbl (ECMA-376-1 17.4.37). keepLast keeps its last row with
// the paragraph below.
func (b *builder) table(w *xmlWriter, t *doc.Table, keepLast bool) {
	g, wrong := newGrid(t)
	if len(wrong) > 0 {
		b.diags.Add(wrong...)
		return
	}
	columns := columnTwips(t.Widths)
	w.open("w:tbl")
	b.tableProps(w, t, columns)
	w.open("w:tblGrid") // 17.4.48
	for _, width := range columns {
		w.leaf("w:gridCol", "w:w", decimal(width))
	}
	w.close("w:tblGrid")
	for r := range t.Rows {
		keep := keepLast
		if r < g.rows-1 {
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
	w.leaf("w:tblW", "w:w", decimal(sum(columns)), "w:type", "dxa")
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
	w.close("w:trPr")
	for c := 0; c < g.cols; {
		cell := g.at(r, c)
		b.cell(w, cell, r, sum(columns[c:c+cell.ColSpan]), keepNext)
		c += cell.ColSpan
	}
	w.close("w:tr")
}

// cell writes the part of a cell that lies in row r as w:tc (17.4.65).
func (b *builder) cell(w *xmlWriter, cell *doc.Cell, r int, width int64, keepNext bool) {
	b.style(cell.Style, firstPos(cell.Runs))
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
	if b.setting.Sizes[cell.ID] > 0 {
		tight := decimal(doc.TightMargin.Twips())
		w.open("w:tcMar") // 17.4.68
		w.leaf("w:left", "w:w", tight, "w:type", "dxa")
		w.leaf("w:right", "w:w", tight, "w:type", "dxa")
		w.close("w:tcMar")
	}
	w.leaf("w:vAlign", "w:val", "center")
	w.close("w:tcPr")
	props := paraProps{style: paragraphStyle(cell.Style), keepNext: keepNext}
	if r == cell.Row {
		props.indent = b.wordIndent(cell, width)
	}
	b.paragraph(w, props, sized(runs, b.setting.Sizes[cell.ID]))
	w.close("w:tc")
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

func sum(lengths []int64) int64 {
	var total int64
	for _, l := range lengths {
		total += l
	}
	return total
}

// Word opens no table with more rows or columns than this.
const (
	mostRows    = 32767
	mostColumns = 63
)

// grid says which cell covers each place of a table.
type grid struct {
	rows, cols int
	owner      []*doc.Cell
}

func (g grid) at(r, c int) *doc.Cell { return g.owner[r*g.cols+c] }

// namesNext says whether row r only names what is below it.
func (g grid) namesNext(r int) bool {
	for c := range g.cols {
		if role := g.at(r, c).Role; role != doc.Band && role != doc.Head {
			return false
		}
	}
	return true
}

// mostGrouped is the number of rows up to which a merged cell stays whole: Word
// does not say its label again on the next page. The longest group of the
// official tables has 8, about a fifth of a page.
const mostGrouped = 8

// grouped says whether a merged cell that should stay whole joins rows r and r+1.
func (g grid) grouped(r int) bool {
	for c := range g.cols {
		if cell := g.at(r, c); cell.RowSpan <= mostGrouped && cell.Row+cell.RowSpan > r+1 {
			return true
		}
	}
	return false
}

// newGrid lays the cells out. It reports every cell that leaves the grid or
// covers another, and the first place that none covers.
func newGrid(t *doc.Table) (grid, diag.List) {
	g := grid{rows: len(t.Rows), cols: len(t.Widths)}
	if g.rows == 0 || g.cols == 0 || g.rows > mostRows || g.cols > mostColumns {
		return g, diag.List{diag.Errorf(diag.Pos{}, "表格“%s”有 %d 行 %d 列，DOCX 的表格为 1 至 %d 行、1 至 %d 列",
			"table %q has %d rows and %d columns; in DOCX it may have 1 to %d rows and 1 to %d columns",
			t.Title, g.rows, g.cols, mostRows, mostColumns)}
	}
	g.owner = make([]*doc.Cell, g.rows*g.cols)
	var wrong diag.List
	for r := range t.Rows {
		for i := range t.Rows[r].Cells {
			cell := &t.Rows[r].Cells[i]
			if cell.Row != r || !g.place(cell) {
				wrong.Add(diag.Errorf(firstPos(cell.Runs), "表格“%s”第 %d 行第 %d 列的单元格与别的单元格重叠或超出表格",
					"table %q: the cell at row %d, column %d covers another or leaves the table", t.Title, r+1, cell.Col+1))
			}
		}
	}
	for i, cell := range g.owner {
		if cell == nil && len(wrong) == 0 {
			wrong.Add(diag.Errorf(diag.Pos{}, "表格“%s”第 %d 行第 %d 列没有单元格",
				"table %q has no cell at row %d, column %d", t.Title, i/g.cols+1, i%g.cols+1))
		}
	}
	return g, wrong
}

// place enters a cell at every place it covers, or says that it cannot.
func (g grid) place(cell *doc.Cell) bool {
	if cell.Col < 0 || cell.RowSpan < 1 || cell.ColSpan < 1 ||
		cell.RowSpan > g.rows-cell.Row || cell.ColSpan > g.cols-cell.Col {
		return false
	}
	for r := cell.Row; r < cell.Row+cell.RowSpan; r++ {
		for c := cell.Col; c < cell.Col+cell.ColSpan; c++ {
			if g.owner[r*g.cols+c] != nil {
				return false
			}
			g.owner[r*g.cols+c] = cell
		}
	}
	return true
}
