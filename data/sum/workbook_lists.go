package sum

import (
	"fmt"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/xlsx/spreadsheet"
	"gongwen/internal/diag"
)

// mostRows is what a sheet of a workbook holds below its heads.
const mostRows = 1<<20 - 8

// listSheet is the name of the sheet that has the rows of list i of all sources.
func (w *writer) listSheet(i int) string {
	for t := range w.Template.Tables {
		if &w.Template.Tables[t] == w.Plan.Lists[i].Table {
			return fmt.Sprintf("表%d明细%d", t+1, i+1)
		}
	}
	return fmt.Sprintf("明细%d", i+1)
}

// list writes the rows that each source has in a list.
func (w *writer) list(i int) {
	l := &w.Plan.Lists[i]
	s := w.sheet(w.listSheet(i), append([]float64{6, 32, 28}, listColumns(l)...))
	const lead, heads = 3, 2
	s.Freeze(heads, lead)
	s.row(w.cell(headingStyle, w.label(l.Table)+" "+l.Leaf.Name))
	s.headRow(append(w.heads("序号", "机关名称", "文件"), w.listHeads(l)...)...)
	n := 0
	for number, source := range w.Choice.Sources {
		rows := source.Lists[i].Rows
		for r := range rows {
			if n++; n > mostRows {
				w.err = diag.NewError("“%s”的各行超过 %d 行，一个工作表放不下", "%s: more than %d rows, which a sheet does not hold", w.label(l.Table), mostRows)
				return
			}
			s.row(append([]spreadsheet.Cell{count(number + 1), w.text(source.Agency.Text), w.text(source.File)}, w.listRow(l, &rows[r])...)...)
		}
	}
}

// resultLists writes the rows of the sum of a table's lists below its figures.
func (w *writer) resultLists(s *worksheet, t *configs.Table) {
	for i := range w.Plan.Lists {
		l := &w.Plan.Lists[i]
		if l.Table != t || len(w.Lists[i].Rows) == 0 {
			continue
		}
		s.headRow(w.listHeads(l)...)
		for r := range w.Lists[i].Rows {
			s.row(w.listRow(l, &w.Lists[i].Rows[r])...)
		}
	}
}

func listColumns(l *List) []float64 {
	widths := make([]float64, len(l.Leaf.Columns))
	for i, c := range l.Leaf.Columns {
		const words, figures = 28, 14
		if widths[i] = figures; c.Kind == configs.TextValue {
			widths[i] = words
		}
	}
	return widths
}

func (w *writer) listHeads(l *List) []spreadsheet.Cell {
	heads := make([]spreadsheet.Cell, len(l.Leaf.Columns))
	for i, c := range l.Leaf.Columns {
		heads[i] = w.head(c.Label)
	}
	return heads
}

func (w *writer) listRow(l *List, row *data.ListRow) []spreadsheet.Cell {
	cells := make([]spreadsheet.Cell, len(row.Cells))
	for i, c := range l.Leaf.Columns {
		if c.Kind == configs.NumberValue {
			cells[i] = w.number(valueOf(row.Cells[i]))
		} else {
			cells[i] = w.text(row.Cells[i].Text)
		}
	}
	return cells
}
