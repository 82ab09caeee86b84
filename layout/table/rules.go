package table

import "gongwen/internal/unit"

// Segment is a straight rule, its centre line measured from the part's top
// left corner. It reaches half its width beyond the rules at its ends, so that
// corners are square.
type Segment struct{ X1, Y1, X2, Y2 unit.Length }

// Rules are the rules around the part's cells, horizontal ones from the top
// down and then vertical ones from left to right. Every stretch is drawn once
// and stretches in line that touch are one.
func (p Part) Rules() []Segment {
	rows, cols := len(p.edges)-1, len(p.grid.edges)-1
	if rows < 1 || cols < 1 {
		return nil
	}
	half := p.grid.border / 2
	var rules []Segment
	for r := range rows + 1 {
		y := p.edges[r]
		runs(cols, func(c int) bool { return p.at(r-1, c) != p.at(r, c) }, func(from, to int) {
			rules = append(rules, Segment{p.grid.edges[from] - half, y, p.grid.edges[to] + half, y})
		})
	}
	for c := range cols + 1 {
		x := p.grid.edges[c]
		runs(rows, func(r int) bool { return p.at(r, c-1) != p.at(r, c) }, func(from, to int) {
			rules = append(rules, Segment{x, p.edges[from] - half, x, p.edges[to] + half})
		})
	}
	return rules
}

// outside stands for what is around the table: it is unlike any cell.
const outside = -1

// at is the cell at a place of the part.
func (p Part) at(row, col int) int32 {
	if row < 0 || col < 0 || row >= len(p.edges)-1 || col >= len(p.grid.edges)-1 {
		return outside
	}
	return p.grid.owner(p.row(row), col)
}

// runs calls found for each longest run [from, to) of 0…n-1 in which is holds.
func runs(n int, is func(int) bool, found func(from, to int)) {
	for i := 0; i < n; i++ {
		from := i
		for i < n && is(i) {
			i++
		}
		if from < i {
			found(from, i)
		}
	}
}
