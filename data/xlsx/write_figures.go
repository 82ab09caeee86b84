package xlsx

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"gongwen/configs"
	"gongwen/data"
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
	cell := w.data.Cells[ref]
	format := w.kind(ref).Format.Code()
	if isLeftOut(cell) {
		if format == "" {
			return ""
		}
		return format + ";-" + format
	}
	if format == "" {
		format = "0"
		if _, decimals, ok := strings.Cut(cell.Number.String(), "."); ok {
			format += "." + strings.Repeat("0", len(decimals))
		}
	}
	if cell.Note != "" && cell.State == data.Given {
		if with := format + `"（` + cell.Note + `）"`; asNumber(cell) {
			return with
		}
	}
	return format
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
	unit := ""
	if v.Unit != "" {
		unit = "，单位：" + v.Unit
	}
	w.validate(w.sheet, cells, validation{whole: v.Whole, most: most, title: "应为数字",
		message: fmt.Sprintf("填不小于零的%s%s；没有的填 0，不留空、不画线。", what, unit)})
}

func (w *tableWriter) figure(ref data.Ref, at workbook.Ref) {
	cell, known := w.data.Cells[ref]
	target := at.String()
	if !known || cell.State == data.Bad {
		if cell.Typed != "" {
			w.text(w.sheet, target, cell.Typed)
		}
		return
	}
	if w.isTotal(ref) && w.sumsUp(ref, cell) {
		if cell.State != data.Unknown {
			w.do(w.file.SetCellDefault(w.sheet, target, cell.Value().String()))
		}
		w.do(w.file.SetCellFormula(w.sheet, target, w.formula(ref)))
		return
	}
	switch {
	case cell.State == data.Empty && cell.Note == "":
	case cell.State == data.Empty:
		w.text(w.sheet, target, "（"+cell.Note+"）")
	case asNumber(cell):
		w.do(w.file.SetCellDefault(w.sheet, target, cell.Number.String()))
	default:
		w.text(w.sheet, target, cell.Printed())
	}
}
