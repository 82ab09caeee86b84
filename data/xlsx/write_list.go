package xlsx

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/xlsx/findings"
	"gongwen/data/xlsx/workbook"
	"gongwen/internal/diag"
	"gongwen/internal/unit"
)

const (
	spareLines  = 20     // empty rows below those of a list
	mostLines   = 15_000 // rows of a list in a workbook
	wholeRanges = 1_000  // rows of a list up to which a sum of its parts is one over all rows
)

// tooLong says that a report has more rows than workbooks are read with; nil for none.
func tooLong(report *data.Report) *diag.Diagnostic {
	for i := range report.Template.Tables {
		t := &report.Template.Tables[i]
		for _, leaf := range data.Lists(t) {
			if list := report.Tables[t.ID].Lists[leaf.Path]; len(list.Rows) > mostLines {
				d := diag.Errorf(list.Pos, "“%s”有 %d 行，工作簿里最多 %d 行", "%q has %d rows, a workbook has at most %d", report.Template.Section(t.ID).Label, len(list.Rows), mostLines).
					WithHint("报告写成 YAML 或 JSON，各行放在 CSV 文件里", "write the report in YAML or JSON, its rows in a CSV file")
				return &d
			}
		}
	}
	return nil
}

// listRows is the rows of the sheet that a list has.
type listRows struct {
	data.List
	leaf         data.Leaf
	first, count int // rows of the sheet, with the empty ones below
	height       unit.Length
	cols         []int // columns of the sheet by the columns of the list; 0 for none
	spans        []int // how many columns of the sheet they cover
	code         int   // column of codes that say what is a part of what, -1 for none
}

// listOf gives a list its rows in the sheet from one on.
func (w *tableWriter) listOf(path string, first int, pattern configs.GridRow) *listRows {
	leaves := data.Lists(w.table)
	leaf := leaves[slices.IndexFunc(leaves, func(l data.Leaf) bool { return l.Path == path })]
	list := w.data.Lists[path]
	l := &listRows{List: list, leaf: leaf, first: first, count: len(list.Rows) + spareLines, height: max(w.table.RowHeight, pattern.Height), code: -1}
	l.cols, l.spans = make([]int, len(leaf.Columns)), make([]int, len(leaf.Columns))
	for _, c := range pattern.Cells {
		if i := leaf.ColumnAt(c.Column); i >= 0 {
			l.cols[i], l.spans[i] = c.Col+1, c.ColSpan
		}
	}
	if len(leaf.Row.Many.Levels) > 0 {
		l.code = leaf.ColumnAt(leaf.Row.Many.Code)
	}
	return l
}

// at is the cell of a row of the list, from 0, in a column.
func (l *listRows) at(row, column int) workbook.Ref {
	return workbook.Ref{Row: l.first + row, Col: l.cols[column]}
}

// all is the places of a column in all rows of the list.
func (l *listRows) all(column int, fixed bool) string {
	return cellName(l.at(0, column), fixed) + ":" + cellName(l.at(l.count-1, column), fixed)
}

// list writes the rows of a list and empty ones below them. None of their cells is
// locked, so that rows can be put in and taken out.
func (w *tableWriter) list(l *listRows) {
	for i, c := range l.leaf.Columns {
		if l.cols[i] == 0 {
			continue
		}
		kind := w.report.Template.Value(c.Type)
		look := w.listLook(kind)
		last := workbook.Ref{Row: l.first + l.count - 1, Col: l.cols[i] + l.spans[i] - 1}
		w.set(w.sheet, l.at(0, i).String(), last.String(), look)
		if c.Kind == configs.NumberValue && !c.Total {
			w.validateFigures(*kind, l.all(i, false))
		}
		for n := range l.count {
			if l.spans[i] > 1 {
				at := l.at(n, i)
				w.sheet.Merge(at.String() + ":" + name(at.Row, at.Col+l.spans[i]-1))
			}
		}
		for n := range l.Rows {
			w.listCell(l, n, i, kind, look)
		}
	}
	for n := range l.count {
		w.sheet.Height(l.first+n, rowHeight(w.lineHeight(l, n)), false)
	}
}

// listLook is the look of a column of a list.
func (w *tableWriter) listLook(kind *configs.ValueType) cellStyle {
	look := cellStyle{role: roleStub, border: true, open: true, format: "@"}
	switch {
	case kind.Kind == configs.NumberValue:
		look.role, look.shrink, look.format = roleNumber, true, heldFormat(kind)
		if look.format == "" && kind.Whole {
			look.format = "0"
		}
		if kind.Align != configs.FiguresByStyle {
			look.align = "right"
		}
	case kind.Kind == configs.CodeValue || kind.Kind == configs.DateValue:
		look.align = "center"
	}
	return look
}

// listCell writes a cell of a row. What a row leaves out to be added up is a formula.
func (w *tableWriter) listCell(l *listRows, n, column int, kind *configs.ValueType, look cellStyle) {
	cell := l.Rows[n].Cells[column]
	target := l.at(n, column).String()
	if kind.Kind != configs.NumberValue {
		text := cell.Text
		if cell.State == data.Bad {
			text = cell.Typed
		}
		w.sheet.Text(target, text)
		return
	}
	look.format = formatOf(cell, kind)
	if cell.State == data.Given || isLeftOut(cell) {
		w.set(w.sheet, target, target, look)
	}
	if !isLeftOut(cell) {
		w.value(target, cell)
		return
	}
	formula := l.formula(n, column)
	if formula == "" {
		return
	}
	result := ""
	if cell.State == data.Computed {
		result = cell.Value().String()
	}
	w.sheet.Formula(target, formula, result)
}

// formula adds up what a row leaves out: the columns of a total, or the rows below it.
func (l *listRows) formula(n, column int) string {
	if c := l.leaf.Columns[column]; c.Total {
		var places []workbook.Ref
		for _, part := range l.leaf.Addends(c) {
			if i := l.leaf.ColumnAt(part.ID); l.cols[i] > 0 {
				places = append(places, l.at(n, i))
			}
		}
		return sumOf(places, false)
	}
	if !l.Heads(n) {
		return ""
	}
	return l.sum(n, column)
}

// sum adds up a column in the rows directly below row n, of -1 in the outermost rows.
// Where there are not very many rows that is by their codes, so that rows can be put
// in.
func (l *listRows) sum(n, column int) string {
	if l.code < 0 {
		return "SUM(" + l.all(column, false) + ")"
	}
	level, same := -1, true
	l.Parts(n, func(part *data.ListRow) {
		same = same && (level < 0 || level == part.Level)
		level = part.Level
	})
	levels := l.leaf.Row.Many.Levels
	switch {
	case n < 0 && level < 0:
		level = 0
	case level < 0 || level >= len(levels):
		return ""
	}
	if same && l.count <= wholeRanges {
		own, criterion := 0, `"`
		if n >= 0 {
			own, criterion = levels[l.Rows[n].Level], cellName(l.at(n, l.code), false)+`&"`
		}
		return fmt.Sprintf(`SUMIF(%s,%s%s",%s)`, l.all(l.code, true), criterion, strings.Repeat("?", levels[level]-own), l.all(column, true))
	}
	var places []workbook.Ref
	i := n + 1
	l.Parts(n, func(part *data.ListRow) {
		for &l.Rows[i] != part {
			i++
		}
		places = append(places, l.at(i, column))
	})
	return sumOf(places, false)
}

// addsUp is what the column of the outermost rows of a list adds up to.
func (l *listRows) addsUp(column int) decimal.Decimal {
	sum := decimal.Zero
	l.Parts(-1, func(part *data.ListRow) { sum = sum.Add(part.Cells[column].Value()) })
	return sum
}

// lineHeight is the height of a row of a list, which the longest of its words needs.
func (w *tableWriter) lineHeight(l *listRows, n int) unit.Length {
	height := l.height
	if n >= len(l.Rows) {
		return height
	}
	style := w.role(roleStub)
	leading := style.Leading
	if leading == 0 {
		leading = style.Size.MulDiv(13, 10)
	}
	for i, c := range l.Rows[n].Cells {
		if c.Text == "" || l.cols[i] == 0 {
			continue
		}
		fits := int((w.width(l.cols[i]-1, l.spans[i]) - 2*w.style.TableRules.CellMargin) / (style.Size / 2))
		height = max(height, leading.MulDiv(int64(findings.Lines(c.Text, max(1, fits))), 1)+leading/3)
	}
	return height
}
