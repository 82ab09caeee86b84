package console

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"gongwen/internal/diag"
)

// excerpt writes what stands at a place, for a line with a mark under the
// column:
//
//	93 │   复议后起诉: [0, 1, 1, 0, 3]
//	   │                           ^
//
// Of a long line that part is shown which has the mark.
func (p *Printer) excerpt(b *strings.Builder, pos diag.Pos, level diag.Level) {
	if p.options.Width == nil || p.options.Source == nil {
		return
	}
	text, known := p.sources.at(pos)
	if !known {
		return
	}
	label := diag.Printable(pos.Cell)
	if pos.Cell == "" {
		label = fmt.Sprintf("%4d", pos.Line)
	}
	gutter := "  " + label + " │ "
	shown, mark := window(text, pos.Col, p.options.Width()-1-Columns(gutter))
	b.WriteString(p.paint.faint(gutter) + shown + "\n")
	if pos.Cell == "" {
		b.WriteString(p.paint.faint(strings.Repeat(" ", Columns(label)+2)+" │ ") + strings.Repeat(" ", mark.at) + p.paint.of(level)(strings.Repeat("^", mark.wide)) + "\n")
	}
}

// mark is under which column of a window it stands, and how many it takes.
type mark struct{ at, wide int }

// fewest is how many columns a window has on the narrowest terminal.
const fewest = 20

// window is the part of a line that fits in so many columns and holds the
// character at col, from 1, and where that stands in it. Text that does
// something to a terminal is shown as diag.Printable shows it; a tab is a blank.
func window(line string, col, room int) (string, mark) {
	room = max(room, fewest)
	near, at, cut := around(line, max(col, 1)-1, 2*room)
	cells := make([]string, 0, len(near))
	for _, r := range near {
		cells = append(cells, cellOf(r))
	}
	from, before := 0, Columns(strings.Join(cells[:at], ""))
	wide := 1
	if at < len(cells) {
		wide = max(1, Columns(cells[at]))
	}
	const dots = "…"
	var out strings.Builder
	if cut || before+wide > room-1 { // the mark would stand beyond the end
		for room*2/3 < before {
			before -= Columns(cells[from])
			from++
		}
		out.WriteString(dots)
		before++
		room--
	}
	for i, cell := range cells[from:] {
		if room -= Columns(cell); room < 1 && from+i+1 < len(cells) {
			out.WriteString(dots)
			break
		}
		out.WriteString(cell)
	}
	return strings.TrimRight(out.String(), " "), mark{before, wide}
}

// around is the part of a line that has so many characters before and behind
// the one at an index, where that stands in it, and whether the part does not
// begin with the line.
func around(line string, at, reach int) (string, int, bool) {
	index, start, end := 0, 0, len(line)
	for i := range line {
		switch index {
		case at - reach:
			start = i
		case at + reach:
			end = i
		}
		if index++; end < len(line) {
			break
		}
	}
	near := line[start:end]
	skipped := max(0, at-reach)
	return near, min(at-skipped, utf8.RuneCountInString(near)), start > 0
}

func cellOf(r rune) string {
	if r == '\t' {
		return " "
	}
	return diag.Printable(string(r))
}
