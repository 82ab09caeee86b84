package xlsx

import (
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/xlsx/findings"
	"gongwen/data/xlsx/spreadsheet"
	"gongwen/data/xlsx/workbook"
	"gongwen/internal/unit"
)

// tableWriter writes the sheet of a table: its heading, the grid of merged
// cells and the line under it.
type tableWriter struct {
	*writer
	sheet   *spreadsheet.Sheet
	table   *configs.Table
	section *configs.Section
	data    data.Table
	leaves  []data.Leaf
	cells   map[data.Ref]workbook.Ref // of the figures
	stubs   map[string]workbook.Ref   // of rows, by their path
	heads   map[string]workbook.Ref   // of columns, the first one that stands over figures of them
	heights []unit.Length             // of the grid's rows
	rowAt   []int                     // row of the sheet of each of the grid's rows, and of what stands below it
	lists   []*listRows
}

// Sheets are drawn a little larger than the page, because people fill them in
// on a screen. A sheet's heading stands above the grid.
const (
	scaleNum, scaleDen = 6, 5
	pixel              = 9525 * unit.EMU // at 96 to the inch
	digitPixels        = 8               // of 宋体 at 11 points, in which widths are counted
)

func (w *tableWriter) write(heading string) {
	w.leaves = data.Leaves(w.table)
	w.cells, w.stubs, w.heads = map[data.Ref]workbook.Ref{}, map[string]workbook.Ref{}, map[string]workbook.Ref{}
	for i := range w.table.Widths {
		w.sheet.Width(i+1, i+1, float64(w.width(i, 1)/pixel)/digitPixels-0.6)
	}
	w.heading(heading)
	w.lay(w.above(heading))
	w.grid()
	w.figures()
	for _, l := range w.lists {
		w.list(l)
	}
	w.rules()
	w.comments()
	w.view()
	w.sheet.Protect(spreadsheet.Protection{Rows: len(w.lists) > 0})
	w.print(w.sheet, w.table.Landscape)
}

// lay gives the grid's rows their rows in the sheet, from one on.
func (w *tableWriter) lay(row int) {
	w.rowAt = make([]int, 0, len(w.table.Grid)+1)
	for r := range w.table.Grid {
		w.rowAt = append(w.rowAt, row)
		if path := w.table.ListIn(w.table.Grid[r]); path != "" {
			l := w.listOf(path, row, w.table.Grid[r])
			w.lists = append(w.lists, l)
			row += l.count
			continue
		}
		row++
	}
	w.rowAt = append(w.rowAt, row)
}

// above writes the lines over the grid but for the title, which is the sheet's, and
// gives the row below them.
func (w *tableWriter) above(heading string) int {
	row := 2
	for _, line := range w.table.Above {
		text, right := w.report.Fill(line.Text), w.report.Fill(line.Right)
		if text == heading && right == "" {
			continue
		}
		// What would end in a colon, because the field behind it is still empty, may be
		// the name of that field, and would be read as its row.
		if strings.HasSuffix(text, "：") && strings.Contains(line.Text, "{") {
			text = ""
		}
		half := max(1, len(w.table.Widths)/2)
		last := len(w.table.Widths)
		if right == "" {
			half = last
		}
		w.part(name(row, 1), name(row, half), text, "left")
		if half < last && right != "" {
			w.part(name(row, half+1), name(row, last), right, "right")
		}
		row++
	}
	return row
}

// part writes a text over several columns.
func (w *tableWriter) part(from, to, text, align string) {
	w.sheet.Text(from, text)
	w.set(w.sheet, from, to, cellStyle{role: roleStub, align: align})
	if from != to {
		w.sheet.Merge(from + ":" + to)
	}
}

// width is the drawn width of so many columns from one on.
func (w *tableWriter) width(col, span int) unit.Length {
	return unit.Sum(w.table.Widths[col:col+span]).MulDiv(scaleNum, scaleDen)
}

func (w *tableWriter) heading(heading string) {
	to := name(1, len(w.table.Widths))
	w.sheet.Text("A1", heading)
	w.set(w.sheet, "A1", to, cellStyle{role: roleHeading, align: "center"})
	w.sheet.Merge("A1:" + to)
	w.sheet.Height(1, 30, false)
}

// grid writes the labels and looks of all cells.
func (w *tableWriter) grid() {
	w.heights = make([]unit.Length, len(w.table.Grid))
	places := cover(w.table)
	for r, row := range w.table.Grid {
		w.heights[r] = max(w.heights[r], w.table.RowHeight, row.Height)
		if w.table.ListIn(row) != "" {
			for _, c := range row.Cells {
				if head, ok := w.topLabel(places, r, c.Col); ok && w.heads[c.Column] == (workbook.Ref{}) {
					w.heads[c.Column] = head
				}
			}
			continue
		}
		for i := range row.Cells {
			w.cell(&row.Cells[i], r, places)
		}
	}
	for r, height := range w.heights {
		if w.table.ListIn(w.table.Grid[r]) == "" {
			w.sheet.Height(w.rowAt[r], rowHeight(height), false)
		}
	}
}

// rowHeight is the height of a row of the sheet in points.
func rowHeight(height unit.Length) float64 { return min(maxHeight, points(height.MulDiv(11, 10))) }

func (w *tableWriter) cell(cell *configs.GridCell, r int, places [][]*configs.GridCell) {
	col := cell.Col
	at := workbook.Ref{Row: w.rowAt[r], Col: col + 1}
	from, to := name(at.Row, at.Col), name(w.rowAt[r+cell.RowSpan]-1, at.Col+cell.ColSpan-1)
	if from != to {
		w.sheet.Merge(from + ":" + to)
	}
	if cell.Role == configs.NumberCell {
		ref := data.Ref{Row: cell.Row, Column: cell.Column}
		w.cells[ref] = at
		if stub := leftLabel(places[r][:col]); stub >= 0 {
			w.stubs[cell.Row] = workbook.Ref{Row: at.Row, Col: stub + 1}
		}
		if _, known := w.heads[cell.Column]; !known {
			if head, ok := w.topLabel(places, r, col); ok {
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
	w.sheet.Text(from, cell.Text)
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
	need := leading.MulDiv(int64(findings.Lines(cell.Text, max(1, fits))), 1) + leading/3
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
		if row[i].IsLabel() {
			return slices.Index(row, row[i])
		}
	}
	return -1
}

// topLabel is the place of the nearest label above a figure.
func (w *tableWriter) topLabel(places [][]*configs.GridCell, r, col int) (workbook.Ref, bool) {
	for i := r - 1; i >= 0; i-- {
		cell := places[i][col]
		if !cell.IsLabel() {
			continue
		}
		for i > 0 && places[i-1][col] == cell {
			i--
		}
		return workbook.Ref{Row: w.rowAt[i], Col: slices.Index(places[i], cell) + 1}, true
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
	last := w.rowAt[w.table.HeadRows] - 1
	w.sheet.Freeze(last, 0)
	w.sheet.Titles(w.rowAt[0], last)
}
