package sum

import (
	"strconv"
	"strings"
	"unicode"

	"gongwen/data/xlsx/spreadsheet"
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

func (w *writer) look(s style) spreadsheet.Style {
	look := spreadsheet.Look{Vertical: "center", Format: "@"} // text, which no program takes for a formula
	switch s.role {
	case headStyle.role:
		look.Bold, look.Wrap, look.Horizontal, look.Fill = true, true, "center", "E7E6E6"
	case headingStyle.role:
		look.Bold, look.Size = true, 14
	case alarmStyle.role:
		look.Bold, look.Colour, look.Fill = true, "9C0006", "FFC7CE"
	case "number":
		look.Format = "0"
		if s.places > 0 {
			look.Format += "." + strings.Repeat("0", s.places)
		}
	}
	return w.book.Look(look)
}

func (w *writer) cell(s style, text string) spreadsheet.Cell {
	return spreadsheet.Cell{Style: w.look(s), Text: text}
}

// count is the number of a row.
func count(n int) spreadsheet.Cell { return spreadsheet.Cell{Number: strconv.Itoa(n)} }

func (w *writer) text(text string) spreadsheet.Cell { return w.cell(textStyle, text) }

func (w *writer) head(text string) spreadsheet.Cell { return w.cell(headStyle, text) }

func (w *writer) heads(texts ...string) []spreadsheet.Cell {
	cells := make([]spreadsheet.Cell, len(texts))
	for i, t := range texts {
		cells[i] = w.head(t)
	}
	return cells
}

// number is a figure. Spreadsheets calculate with 15 digits; figures have at
// most 12 before the point.
func (w *writer) number(v Value) spreadsheet.Cell {
	if !v.Known {
		return spreadsheet.Unset
	}
	return w.sum("", v)
}

// sum is a figure that a formula computes.
func (w *writer) sum(formula string, v Value) spreadsheet.Cell {
	if !v.Known {
		return w.text(notAdded)
	}
	return spreadsheet.Cell{Style: w.look(style{"number", v.Places}), Formula: formula, Number: v.Value.String()}
}

// worksheet is a worksheet that is written row by row, so that a thousand sources need
// no more memory than one.
type worksheet struct {
	*spreadsheet.Sheet
	widths []float64 // of its columns, in characters
	next   int       // row
}

// sheet begins a sheet with the widths of its columns in characters, all of them on one
// page if they are few.
func (w *writer) sheet(name string, widths []float64) *worksheet {
	s := &worksheet{Sheet: w.sheets[name], widths: widths, next: 1}
	s.Print(spreadsheet.Page{Landscape: true}, len(widths) <= maxPrinted)
	for i, width := range widths {
		s.Width(i+1, i+1, width)
	}
	return s
}

func (s *worksheet) row(cells ...spreadsheet.Cell) {
	s.Add(0, cells...)
	s.next++
}

// headRow writes a row of heads, high enough for the longest of them.
func (s *worksheet) headRow(cells ...spreadsheet.Cell) {
	lines := 1
	for i, c := range cells {
		if i < len(s.widths) {
			lines = max(lines, linesOf(c.Text, s.widths[i]))
		}
	}
	s.Add(float64(6+15*min(lines, maxLines)), cells...)
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
