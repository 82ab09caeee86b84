package text

import (
	"strings"

	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
	"gongwen/internal/pattern"
)

// blankParted is a figure behind a blank: the cells of such a line are parted by
// blanks, and its commas part thousands. So they do in a figure right behind a label.
var blankParted = pattern.New(`\S\s+[-−－]?[0-9０-９]|^[^,"]*[^-\s0-9０-９.,"][0-9０-９]+,`)

// listing is how many of the lines, from the first on, have commas and no
// sentences, and whether they are rows of values: one has a figure behind its
// label, or a label stands above figures. Figures alone are parted by nothing:
// their commas part thousands.
func listing(lines []string) (n int, listed bool) {
	figures, words := false, false
	for _, line := range lines {
		if !strings.Contains(line, ",") || strings.ContainsAny(line, "。；！？\t|") || blankParted.MatchString(line) {
			break
		}
		for i, c := range values(line, diag.Pos{}) {
			figures = figures || i > 0 && flow.IsFigure(c.Text)
			words = words || i == 0 && !flow.IsFigure(c.Text)
		}
		n++
	}
	return n, figures && words
}

// values are the cells of a line with commas, as RFC 4180 has them: one in
// quotation marks may hold commas.
func values(line string, pos diag.Pos) []flow.Cell {
	var list []flow.Cell
	var text strings.Builder
	quoted, start := false, 0
	add := func(next int) {
		said, marks := plain(strings.TrimSpace(text.String()))
		list = append(list, flow.Cell{Text: said, Marks: marks, Pos: pos.Offset(start)})
		text.Reset()
		start = next
	}
	all := []rune(line)
	for i := 0; i < len(all); i++ {
		switch r := all[i]; {
		case r == '"' && quoted && i+1 < len(all) && all[i+1] == '"':
			text.WriteRune(r)
			i++
		case r == '"' && (quoted || strings.TrimSpace(text.String()) == ""):
			quoted = !quoted
		case r == ',' && !quoted:
			add(i + 1)
		default:
			text.WriteRune(r)
		}
	}
	add(len(all))
	return list
}
