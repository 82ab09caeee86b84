package intake

import (
	"slices"
	"strings"

	"gongwen/data/cell"
	"gongwen/internal/source"
)

// found is the line that cells before figures name.
type found struct {
	line        *figureRow
	first, last int  // the cells that are its label
	exact       bool // the label is one of its names
}

// shortestLabel is how many characters a label has at least that is recognised
// in spite of faults.
const shortestLabel = 4

// match finds the line whose label, or the beginning of whose label, stands at
// the end of cells. It finds none where several fit.
func (t *tableReader) match(cells []slot) (found, bool) {
	if f, ok := t.exactly(cells); ok {
		return f, true
	}
	var best []found
	score := 0
	for first := max(0, len(cells)-maxBuffer); first < len(cells); first++ {
		n := t.shape.nameOf(join(cells[first:]))
		if runes(n) < shortestLabel || cell.Restricts(join(cells[first:]), t.shape.fragments) || t.shape.heads[n] != nil || t.shape.groups[n] != "" {
			continue
		}
		for _, candidate := range t.rowNames() {
			if !cell.Near(n, candidate) && !strings.HasPrefix(candidate, n) {
				continue
			}
			s := 1000 - 10*source.Distance(n, candidate)
			for _, l := range t.shape.names[candidate] {
				switch f := (found{line: l, first: first, last: len(cells) - 1}); {
				case s > score || len(best) == 0:
					best, score = []found{f}, s
				case s == score && !slices.ContainsFunc(best, func(o found) bool { return o.line == l }):
					best = append(best, f)
				}
			}
		}
	}
	if len(best) != 1 {
		return t.woven(cells)
	}
	return best[0], true
}

// leastWoven is how many characters of a label are enough that is broken into
// pieces with pieces of its group's label in between.
const leastWoven = 6

// woven finds a line whose label was broken in a narrow column, so that pieces
// of the group's label stand between its own.
func (t *tableReader) woven(cells []slot) (found, bool) {
	var best found
	most, several := 0, false
	for first := max(0, len(cells)-maxBuffer); first < len(cells); first++ {
		for _, l := range t.shape.lines {
			if l.label == "" || l.single != "" {
				continue
			}
			whole, kept := unnumbered(l.own), unnumbered(cells[first].text)
			if kept == "" || !strings.HasPrefix(whole, kept) {
				continue
			}
			fits := true
			for _, c := range cells[first+1:] {
				if piece := cell.Compact(c.text); strings.HasPrefix(whole[len(kept):], piece) {
					kept += piece
				} else {
					fits = fits && t.shape.literally(c.text)
				}
			}
			n := runes(kept)
			switch {
			case !fits || n < leastWoven || n < most:
			case n == most:
				several = several || best.line != l
			default:
				best, most, several = found{line: l, first: first, last: len(cells) - 1}, n, false
			}
		}
	}
	return best, most > 0 && !several
}

// exactly finds a line by one of its names at the end of cells. Behind the name
// there may be parts of the label that a line break has torn off.
func (t *tableReader) exactly(cells []slot) (found, bool) {
	for last := len(cells) - 1; last >= max(0, len(cells)-maxBuffer); last-- {
		for first := max(0, last-maxBuffer); first <= last; first++ {
			whole := join(cells[first : last+1])
			if lines := t.shape.names[t.shape.nameOf(whole)]; len(lines) > 0 && !cell.Restricts(whole, t.shape.fragments) {
				return found{line: t.choose(lines, cells[:first]), first: first, last: last, exact: true}, true
			}
		}
		if c := cell.Compact(cells[last].text); !strings.HasPrefix(c, "(") && !strings.HasSuffix(c, ")") {
			break
		}
	}
	return found{}, false
}

// choose finds the line that is meant where several have a name: the one of the
// group that is named before it, else the first that has not been read.
func (t *tableReader) choose(lines []*figureRow, before []slot) *figureRow {
	if len(lines) == 1 {
		return lines[0]
	}
	group := t.group
	for _, c := range before {
		if g, ok := t.shape.groups[t.shape.nameOf(c.text)]; ok {
			group = g
		}
	}
	for _, l := range lines {
		if group != "" && (l.group == group || strings.HasPrefix(l.group, group+".")) && t.rows[l] == nil {
			return l
		}
	}
	for _, l := range lines {
		if t.rows[l] == nil {
			return l
		}
	}
	return lines[0]
}

// abreast finds rows that stand side by side below their heads: those whose
// labels are in cells, if there are figures for all of them and no more.
func (t *tableReader) abreast(cells []slot, count int) []*figureRow {
	text := cell.Compact(join(cells))
	for _, l := range t.shape.lines {
		if len(l.parts) == 0 {
			continue
		}
		var named []*figureRow
		figures, heads, at := 0, 0, 0
		for _, p := range l.parts {
			if i := indexOf(text[at:], p.names); i >= 0 {
				at += i
				named, figures = append(named, p), figures+len(p.figures)
			}
		}
		for _, c := range cells {
			if t.shape.heads[t.shape.nameOf(c.text)] != nil {
				heads++
			}
		}
		switch {
		case figures == count && count > 0:
			return named
		case count == len(l.figures) && len(cells) > 0 && (heads*2 >= len(l.heads) || len(t.shape.lines) == 1):
			return l.parts
		}
	}
	return nil
}

// indexOf is where one of names begins in text, -1 for nowhere.
func indexOf(text string, names []string) int {
	for _, n := range names {
		if i := strings.Index(text, n); i >= 0 {
			return i
		}
	}
	return -1
}

// rowNames are the names of all rows, sorted.
func (t *tableReader) rowNames() []string {
	if t.sorted == nil {
		for n := range t.shape.names {
			t.sorted = append(t.sorted, n)
		}
		slices.Sort(t.sorted)
	}
	return t.sorted
}

func join(cells []slot) string {
	var b strings.Builder
	for _, c := range cells {
		b.WriteString(c.text)
	}
	return b.String()
}
