package sum

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/xuri/excelize/v2"

	"gongwen/data/xlsx/workbook"
	"gongwen/internal/opc"
)

// style is how a cell looks.
type style struct {
	role   string
	places int // decimals of a number
}

var (
	textStyle    = style{role: "text"}
	headStyle    = style{role: "head"}
	headingStyle = style{role: "heading"}
	alarmStyle   = style{role: "alarm"}
)

func (w *writer) id(s style) int {
	if id, known := w.styles[s]; known {
		return id
	}
	look := &excelize.Style{Alignment: &excelize.Alignment{Vertical: "center"}, NumFmt: 49} // text, which no program takes for a formula
	switch s.role {
	case headStyle.role:
		look.Font, look.Alignment.WrapText, look.Alignment.Horizontal = &excelize.Font{Bold: true}, true, "center"
		look.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7E6E6"}}
	case headingStyle.role:
		look.Font = &excelize.Font{Bold: true, Size: 14}
	case alarmStyle.role:
		look.Font = &excelize.Font{Bold: true, Color: "9C0006"}
		look.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFC7CE"}}
	case "number":
		format := "0"
		if s.places > 0 {
			format += "." + strings.Repeat("0", s.places)
		}
		look.NumFmt, look.CustomNumFmt = 0, &format
	}
	id, err := w.file.NewStyle(look)
	w.do(err)
	w.styles[s] = id
	return id
}

func (w *writer) cell(s style, value any) any { return excelize.Cell{StyleID: w.id(s), Value: value} }

func (w *writer) text(text string) any { return w.cell(textStyle, text) }

func (w *writer) head(text string) any { return w.cell(headStyle, text) }

func (w *writer) heads(texts ...string) []any {
	cells := make([]any, len(texts))
	for i, t := range texts {
		cells[i] = w.head(t)
	}
	return cells
}

// number is a figure. Spreadsheets calculate with 15 digits; figures have at
// most 12 before the point.
func (w *writer) number(v Value) any {
	if !v.Known {
		return nil
	}
	return excelize.Cell{StyleID: w.id(style{"number", v.Places}), Value: numeric(v)}
}

// sum is a figure that a formula computes.
func (w *writer) sum(formula string, v Value) any {
	if !v.Known {
		return w.text(notAdded)
	}
	return excelize.Cell{StyleID: w.id(style{"number", v.Places}), Formula: formula, Value: numeric(v)}
}

func numeric(v Value) any {
	if v.Value.IsInteger() {
		return v.Value.IntPart()
	}
	f, err := strconv.ParseFloat(v.Value.String(), 64)
	if err != nil { // a decimal is always a number
		return v.Value.String()
	}
	return f
}

// worksheet is a worksheet that is written row by row, so that a thousand sources need
// no more memory than one.
type worksheet struct {
	*writer
	stream *excelize.StreamWriter
	widths []float64 // of its columns, in characters
	next   int       // row
}

// sheet begins a sheet with the widths of its columns in characters.
func (w *writer) sheet(name string, widths []float64) *worksheet {
	s := &worksheet{writer: w, widths: widths, next: 1}
	w.print(name, len(widths) <= maxPrinted)
	stream, err := w.file.NewStreamWriter(name)
	w.do(err)
	s.stream = stream
	if w.err != nil {
		return s
	}
	for i, width := range widths {
		w.do(stream.SetColWidth(i+1, i+1, width))
	}
	return s
}

// panes keeps the first columns and rows in sight.
func (s *worksheet) panes(columns, rows int) {
	if s.err != nil {
		return
	}
	pane := "bottomRight"
	if columns == 0 {
		pane = "bottomLeft"
	}
	s.do(s.stream.SetPanes(&excelize.Panes{
		Freeze: true, XSplit: columns, YSplit: rows, TopLeftCell: fmt.Sprintf("%s%d", workbook.ColumnName(columns+1), rows+1), ActivePane: pane,
	}))
}

func (s *worksheet) row(cells ...any) {
	if s.err != nil {
		return
	}
	s.do(s.stream.SetRow(fmt.Sprintf("A%d", s.next), cells))
	s.next++
}

// headRow writes a row of heads, high enough for the longest of them.
func (s *worksheet) headRow(cells ...any) {
	if s.err != nil {
		return
	}
	lines := 1
	for i, c := range cells {
		if cell, ok := c.(excelize.Cell); ok && i < len(s.widths) {
			text, _ := cell.Value.(string)
			lines = max(lines, linesOf(text, s.widths[i]))
		}
	}
	s.do(s.stream.SetRow(fmt.Sprintf("A%d", s.next), cells, excelize.RowOpts{Height: float64(6 + 15*min(lines, maxLines))}))
	s.next++
}

// maxLines is how many lines of a head are shown; a row is at most 409 points high.
const maxLines = 20

// linesOf is how many lines a text takes in a column: a Chinese character is
// two characters wide.
func linesOf(text string, width float64) int {
	wide := 0
	for _, r := range text {
		if wide++; r > unicode.MaxLatin1 {
			wide++
		}
	}
	fits := max(2, int(width)-1)
	return (wide + fits - 1) / fits
}

// maxPrinted is how many columns of figures are still legible on one page.
const maxPrinted = 26

// print sets a sheet up for A4 on its side, all columns on one page if fit.
func (w *writer) print(name string, fit bool) {
	const a4 = 9
	size, wide, high, orientation := a4, 1, 0, "landscape"
	w.do(w.file.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &size, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &high}))
	w.do(w.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}))
}

func (s *worksheet) end() {
	if s.err == nil {
		s.do(s.stream.Flush())
	}
}

// ordered is the workbook with its parts in an order that never changes, as
// that in which the library writes sheets does.
func ordered(content []byte) ([]byte, error) {
	out, err := opc.Rewrite(content, func(_ string, part []byte) []byte { return part })
	if err != nil {
		return nil, fmt.Errorf("workbook: %w", err)
	}
	return out, nil
}
