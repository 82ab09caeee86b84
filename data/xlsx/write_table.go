package xlsx

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/xlsx/workbook"
	"gongwen/internal/unit"
)

// tableWriter writes the sheet of a table: its heading, the grid of merged
// cells and the line under it.
type tableWriter struct {
	*writer
	sheet   string
	table   *configs.Table
	section *configs.Section
	data    data.Table
	leaves  []data.Leaf
	cells   map[data.Ref]workbook.Ref // of the figures
	stubs   map[string]workbook.Ref   // of rows, by their path
	heads   map[string]workbook.Ref   // of columns, the first one that stands over figures of them
	heights []unit.Length             // of the grid's rows
}

// Sheets are drawn a little larger than the page, because people fill them in
// on a screen. A sheet's heading stands above the grid.
const (
	scaleNum, scaleDen = 6, 5
	gridRow            = 2
	pixel              = 9525 * unit.EMU // at 96 to the inch
	digitPixels        = 8               // of 宋体 at 11 points, in which widths are counted
)

func (w *tableWriter) write(heading string) {
	w.leaves = data.Leaves(w.table)
	w.cells, w.stubs, w.heads = map[data.Ref]workbook.Ref{}, map[string]workbook.Ref{}, map[string]workbook.Ref{}
	for i := range w.table.Widths {
		col := workbook.ColumnName(i + 1)
		w.do(w.file.SetColWidth(w.sheet, col, col, float64(w.width(i, 1)/pixel)/digitPixels-0.6))
	}
	w.heading(heading)
	w.grid()
	w.figures()
	w.rules()
	w.comments()
	w.view()
	w.protect(w.sheet, false)
	w.print(w.sheet)
}

// width is the drawn width of so many columns from one on.
func (w *tableWriter) width(col, span int) unit.Length {
	return unit.Sum(w.table.Widths[col:col+span]).MulDiv(scaleNum, scaleDen)
}

func (w *tableWriter) heading(heading string) {
	to := name(1, len(w.table.Widths))
	w.text(w.sheet, "A1", heading)
	w.set(w.sheet, "A1", to, cellStyle{role: roleHeading, align: "center"})
	w.do(w.file.MergeCell(w.sheet, "A1", to))
	w.do(w.file.SetRowHeight(w.sheet, 1, 30))
}

// grid writes the labels and looks of all cells.
func (w *tableWriter) grid() {
	w.heights = make([]unit.Length, len(w.table.Grid))
	places := cover(w.table)
	for r, row := range w.table.Grid {
		w.heights[r] = max(w.heights[r], w.table.RowHeight, row.Height)
		for i := range row.Cells {
			w.cell(&row.Cells[i], r, places)
		}
	}
	for r, height := range w.heights {
		w.do(w.file.SetRowHeight(w.sheet, gridRow+r, min(maxHeight, points(height.MulDiv(11, 10)))))
	}
}

func (w *tableWriter) cell(cell *configs.GridCell, r int, places [][]*configs.GridCell) {
	col := cell.Col
	at := workbook.Ref{Row: gridRow + r, Col: col + 1}
	from, to := name(at.Row, at.Col), name(at.Row+cell.RowSpan-1, at.Col+cell.ColSpan-1)
	if from != to {
		w.do(w.file.MergeCell(w.sheet, from, to))
	}
	if cell.Role == configs.NumberCell {
		ref := data.Ref{Row: cell.Row, Column: cell.Column}
		w.cells[ref] = at
		if stub := leftLabel(places[r][:col]); stub >= 0 {
			w.stubs[cell.Row] = workbook.Ref{Row: at.Row, Col: stub + 1}
		}
		if _, known := w.heads[cell.Column]; !known {
			if head, ok := topLabel(places, r, col); ok {
				w.heads[cell.Column] = head
			}
		}
		w.set(w.sheet, from, to, w.figureLook(ref))
		return
	}
	l := cellStyle{role: "table-" + cell.Role.String(), border: true}
	if cell.Role == configs.WordsCell {
		l.role, l.align = roleStub, "center"
	}
	if cell.Style != "" {
		l.role = cell.Style
	}
	if cell.Role == configs.BandCell {
		l.fill = w.style.TableRules.BandFill
	}
	w.text(w.sheet, from, cell.Text)
	w.set(w.sheet, from, to, l)
	w.grow(cell, r, col, l.role)
}

// grow makes the rows of a label high enough for its lines.
func (w *tableWriter) grow(cell *configs.GridCell, r, col int, role string) {
	style := w.role(role)
	fits := int((w.width(col, cell.ColSpan) - 2*w.style.TableRules.CellMargin) / (style.Size / 2))
	leading := style.Leading
	if leading == 0 {
		leading = style.Size.MulDiv(13, 10)
	}
	need := leading.MulDiv(int64(linesOf(cell.Text, max(1, fits))), 1) + leading/3
	var have unit.Length
	for i := range cell.RowSpan {
		w.heights[r+i] = max(w.heights[r+i], w.table.RowHeight)
		have += w.heights[r+i]
	}
	if need > have {
		w.heights[r+cell.RowSpan-1] += need - have
	}
}

// leftLabel is the column of the nearest label to the left of a figure, -1 for none.
func leftLabel(row []*configs.GridCell) int {
	for i := len(row) - 1; i >= 0; i-- {
		if row[i].Role != configs.NumberCell {
			return slices.Index(row, row[i])
		}
	}
	return -1
}

// topLabel is the place of the nearest label above a figure.
func topLabel(places [][]*configs.GridCell, r, col int) (workbook.Ref, bool) {
	for i := r - 1; i >= 0; i-- {
		cell := places[i][col]
		if cell.Role == configs.NumberCell {
			continue
		}
		for i > 0 && places[i-1][col] == cell {
			i--
		}
		return workbook.Ref{Row: gridRow + i, Col: slices.Index(places[i], cell) + 1}, true
	}
	return workbook.Ref{}, false
}

func (w *tableWriter) leaf(path string) data.Leaf {
	i := slices.IndexFunc(w.leaves, func(l data.Leaf) bool { return l.Path == path })
	return w.leaves[i]
}

// view freezes the head, which is repeated on every printed page too.
func (w *tableWriter) view() {
	if w.table.HeadRows == 0 {
		return
	}
	last := gridRow + w.table.HeadRows - 1
	w.do(w.file.SetPanes(w.sheet, &excelize.Panes{Freeze: true, YSplit: last, TopLeftCell: name(last+1, 1), ActivePane: "bottomLeft"}))
	w.do(w.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", Scope: w.sheet,
		RefersTo: fmt.Sprintf("'%s'!$%d:$%d", strings.ReplaceAll(w.sheet, "'", "''"), gridRow, last),
	}))
}
