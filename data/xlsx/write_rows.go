package xlsx

import (
	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/xlsx/findings"
	"gongwen/data/xlsx/workbook"
)

// WriteRows writes a workbook for Rows, with the heads of all columns and no agency:
// a sheet for the header and the text, and one for each table. Totals have no
// column.
func WriteRows(template *configs.Template, style *configs.StyleSheet) ([]byte, error) {
	report := &data.Report{Template: template, Fields: map[string]data.Field{}}
	w := newWriter(report, style)
	agency := template.Agency().Label
	heads := []string{agency}
	for _, f := range w.fields() {
		if f.Label != agency {
			heads = append(heads, f.Label)
		}
	}
	for _, s := range template.Sections {
		if s.Kind == configs.ProseSection {
			heads = append(heads, s.Label)
		}
	}
	if template.SignOff {
		heads = append(heads, dateKey.Labels[0])
	}
	const wide, narrow = 30, 12
	w.rowSheet(textSheet, heads, wide)
	for i := range template.Tables {
		t := &template.Tables[i]
		heads := []string{agency}
		for _, leaf := range data.Leaves(t) {
			for _, c := range leaf.Columns {
				if !leaf.Total && !c.Total {
					heads = append(heads, data.CellName(t, data.Ref{Row: leaf.Path, Column: c.ID}))
				}
			}
		}
		w.rowSheet(template.Section(t.ID).Label, heads, narrow)
	}
	w.properties()
	return w.book.Bytes()
}

// rowSheet adds a sheet with a row of heads and room for agencies below. It is not
// made to be printed: a table has a hundred figures side by side.
func (w *writer) rowSheet(name string, heads []string, width float64) {
	sheet := w.addSheet(name)
	last := workbook.ColumnName(len(heads))
	sheet.Width(2, len(heads), width)
	sheet.Width(1, 1, 30)
	for i, h := range heads {
		sheet.Text(workbook.Ref{Row: 1, Col: i + 1}.String(), h)
	}
	w.set(sheet, "A1", last+"1", cellStyle{role: roleHead, size: textSize, border: true, fill: w.style.TableRules.BandFill})
	lines := 1
	for _, h := range heads {
		lines = max(lines, findings.Lines(h, int(width)-1))
	}
	sheet.Height(1, float64(min(maxHeight, lines*lineHeight+8)), false)
	sheet.Freeze(1, 1)
}
