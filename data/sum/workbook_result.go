package sum

import (
	"fmt"
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/data/xlsx/spreadsheet"
	"gongwen/data/xlsx/workbook"
)

// result writes the sheet of the sums: each table as rows and columns. A total
// adds up the sums beside it, so that it can be compared with the sum of the
// sources' totals on the sheet of its table.
func (w *writer) result() {
	s := w.sheet(resultSheet, []float64{92, 14, 14, 14, 14, 14, 14, 14})
	s.row(w.cell(headingStyle, w.title()))
	complete := style{role: textStyle.role}
	if len(w.Choice.Left)+len(w.Choice.Missing) > 0 {
		complete = alarmStyle
	}
	s.row(w.cell(complete, w.summary()))
	place := make([]string, len(w.Figures)) // of the sums, on this sheet
	for t := range w.Template.Tables {
		table := &w.Template.Tables[t]
		s.row()
		s.row(w.cell(headingStyle, w.label(table)))
		w.resultTable(s, table, place)
		w.resultLists(s, table)
	}
}

func (w *writer) resultTable(s *worksheet, t *configs.Table, place []string) {
	// Totals may stand above or below what they add up: places come first.
	row, set := s.next, ""
	for i := range w.Figures {
		f := &w.Figures[i]
		if f.Table != t {
			continue
		}
		if first := f.Leaf.Columns[0].ID == f.Column.ID; first {
			if columns := columnsOf(f); columns != set {
				set = columns
				row++
			}
			row++
		}
		column := slices.IndexFunc(f.Leaf.Columns, func(c configs.Column) bool { return c.ID == f.Column.ID })
		place[i] = fmt.Sprintf("%s%d", workbook.ColumnName(column+2), row-1)
	}
	set = ""
	for i := 0; i < len(w.Figures); i++ {
		f := &w.Figures[i]
		if f.Table != t {
			continue
		}
		if columns := columnsOf(f); columns != set {
			set = columns
			s.headRow(append([]spreadsheet.Cell{w.head("项目")}, w.heads(strings.Split(columns, "\n")...)...)...)
		}
		cells := []spreadsheet.Cell{w.text(f.Leaf.Name)}
		for n := range f.Leaf.Columns {
			formula := w.cells[i+n]
			if parts := w.Figures[i+n].Parts; len(parts) > 0 && len(w.Figures[i+n].rows) == 0 {
				formula = sumFormula(parts, place)
			}
			cells = append(cells, w.sum(formula, w.Sums[i+n]))
		}
		s.row(cells...)
		i += len(f.Leaf.Columns) - 1
	}
}

func columnsOf(f *Figure) string {
	labels := make([]string, len(f.Leaf.Columns))
	for i, c := range f.Leaf.Columns {
		labels[i] = c.Label
	}
	return strings.Join(labels, "\n")
}

func sumFormula(parts []int, place []string) string {
	places := make([]string, len(parts))
	for i, p := range parts {
		places[i] = place[p]
	}
	return strings.Join(places, "+")
}

// sources writes one row for each file and for each agency without one.
func (w *writer) sources() {
	figures := w.Main()
	s := w.sheet(sourcesSheet, figureColumns([]float64{6, 32, 8, 28, 36}, len(figures)))
	s.Freeze(3, 2)
	s.row(w.cell(headingStyle, w.summary()))
	rows, columns := slices.Repeat([]spreadsheet.Cell{spreadsheet.Unset}, 5), w.heads("序号", "机关名称", "年度", "文件", "情况")
	for _, i := range figures {
		rows, columns = append(rows, w.head(w.Figures[i].Leaf.Name)), append(columns, w.head(w.Figures[i].Column.Label))
	}
	s.headRow(rows...)
	s.headRow(columns...)
	n := 0
	add := func(source *Source, look style, what string) {
		n++
		cells := []spreadsheet.Cell{count(n), w.text(source.Agency.Text), w.text(source.Year.Text), w.text(source.File), w.cell(look, what)}
		if source.Sound() && source.Figures != nil {
			for _, i := range figures {
				cells = append(cells, w.number(source.Figures[i]))
			}
		}
		s.row(cells...)
	}
	for _, source := range w.Choice.Sources {
		add(source, textStyle, "已汇总")
	}
	for _, source := range w.Choice.Left {
		add(source, alarmStyle, "没有计入："+source.Reason.ZH)
	}
	for _, name := range w.Choice.Missing {
		n++
		s.row(count(n), w.text(name), spreadsheet.Unset, spreadsheet.Unset, w.cell(alarmStyle, "没有报告"))
	}
}
