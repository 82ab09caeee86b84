package xlsx

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/xlsx/spreadsheet"
	"gongwen/data/xlsx/workbook"
)

func (w *tableWriter) isTotal(ref data.Ref) bool {
	leaf := w.leaf(ref.Row)
	column, _ := leaf.Column(ref.Column)
	return leaf.Total || column.Total
}

// figureLook is the look of a figure. The number format shows it as it was
// written, with its decimals and its note.
func (w *tableWriter) figureLook(ref data.Ref) cellStyle {
	cell, known := w.data.Cells[ref]
	wrong := known && w.isTotal(ref) && !w.sumsUp(ref, cell) // to be mended by hand
	look := cellStyle{role: roleNumber, border: true, shrink: true, open: !w.isTotal(ref) || wrong, format: w.format(ref)}
	if w.kind(ref).Align != configs.FiguresByStyle {
		look.align = "right"
	}
	return look
}

func (w *tableWriter) kind(ref data.Ref) *configs.ValueType {
	column, _ := w.leaf(ref.Row).Column(ref.Column)
	return w.report.Template.Value(column.Type)
}

// format is the number format of a figure. That of a total which the report
// file leaves out is General, or has a part for negative figures, and that of
// one it gives is not, which is how they are told apart when the workbook is
// read again.
func (w *tableWriter) format(ref data.Ref) string {
	return formatOf(w.data.Cells[ref], w.kind(ref))
}

// formatOf is the number format of a figure of a type.
func formatOf(cell data.Cell, kind *configs.ValueType) string {
	format := kind.Format.Code()
	switch {
	case isLeftOut(cell) && format != "":
		return format + ";-" + format
	case isLeftOut(cell):
		return ""
	case format != "" && cell.State == data.Given && cell.Note == "" && decimalsOf(cell.Number.String()) != kind.Format.Decimals:
		return heldFormat(kind)
	}
	if format == "" {
		format = "0"
		if n := decimalsOf(cell.Number.String()); n > 0 {
			format += "." + strings.Repeat("0", n)
		}
	}
	if cell.Note != "" && cell.State == data.Given {
		if with := format + `"（` + cell.Note + `）"`; asNumber(cell) {
			return with
		}
	}
	return format
}

// heldFormat shows figures as they are printed and says nothing of the decimals that
// they are written with.
func heldFormat(kind *configs.ValueType) string {
	format := kind.Format.Code()
	if format == "" {
		return ""
	}
	return format + `;\-` + format
}

func decimalsOf(number string) int {
	_, decimals, _ := strings.Cut(number, ".")
	return len(decimals)
}

// isLeftOut reports whether a figure is a total that the report file leaves out.
func isLeftOut(cell data.Cell) bool { return cell.State == data.Computed || cell.State == data.Unknown }

// asNumber reports whether a figure can stand in its cell as a number, its note in
// the cell's format, and is the same when it is read.
func asNumber(cell data.Cell) bool {
	const mostFormat = 120 // characters, of the 255 bytes or so that programs keep
	number, err := strconv.ParseFloat(cell.Number.String(), 64)
	if err != nil || strings.ContainsAny(cell.Note, "\"\\;\n") || len(cell.Note) > mostFormat {
		return false
	}
	back, err := decimal.NewFromString(strconv.FormatFloat(number, 'g', 15, 64))
	return err == nil && back.Equal(cell.Value())
}

// figures writes the figures and what may be typed in their places.
func (w *tableWriter) figures() {
	open := map[string][]string{} // cells to fill in by their value type
	for _, leaf := range w.leaves {
		for _, column := range leaf.Columns {
			ref := data.Ref{Row: leaf.Path, Column: column.ID}
			at, ok := w.cells[ref]
			if !ok {
				continue
			}
			w.figure(ref, at)
			if !w.isTotal(ref) {
				open[column.Type] = append(open[column.Type], at.String())
			}
		}
	}
	for _, v := range w.report.Template.Values {
		if cells := open[v.ID]; len(cells) > 0 {
			w.validateFigures(v, strings.Join(cells, " "))
		}
	}
}

func (w *tableWriter) validateFigures(v configs.ValueType, cells string) {
	what, most := "整数", strings.Repeat("9", max(1, v.Digits))
	if !v.Whole {
		what = fmt.Sprintf("数，最多 %d 位小数", v.Decimals)
	}
	unit, sign, least, nothing := "", "不小于零的", "0", "没有的填 0，不留空、不画线"
	if v.Unit != "" {
		unit = "，单位：" + v.Unit
	}
	if v.Signed {
		sign, least = "", "-"+most
	}
	if v.Blank {
		nothing = "没有的可以不填，不画线"
	}
	w.sheet.Validate(spreadsheet.Validation{Cells: cells, Whole: v.Whole, Least: least, Most: most, Title: "应为数字",
		Message: fmt.Sprintf("填%s%s%s；%s。", sign, what, unit, nothing)})
}

func (w *tableWriter) figure(ref data.Ref, at workbook.Ref) {
	cell, known := w.data.Cells[ref]
	target := at.String()
	if known && w.isTotal(ref) && w.sumsUp(ref, cell) {
		result := ""
		if cell.State != data.Unknown {
			result = cell.Value().String()
		}
		w.sheet.Formula(target, w.formula(ref), result)
		return
	}
	w.value(target, cell)
}

// value writes a figure as it is given.
func (w *tableWriter) value(target string, cell data.Cell) {
	switch {
	case cell.State == data.Bad:
		w.sheet.Text(target, cell.Typed)
	case cell.State == data.Empty && cell.Note == "":
	case cell.State == data.Empty:
		w.sheet.Text(target, "（"+cell.Note+"）")
	case asNumber(cell):
		w.sheet.Number(target, cell.Number.String())
	default:
		w.sheet.Text(target, cell.Printed())
	}
}
