package table

import (
	"slices"

	"gongwen/internal/unit"
)

// Part is the piece of a table that stands on one page: the rows From up to
// but not including To, under the table's head rows.
type Part struct {
	From, To int
	grid     *Grid
	repeated int           // head rows said again above From
	edges    []unit.Length // of the rows, from the top of the part
}

// Area is a cell's place in a part, measured from the part's top left corner
// to the middle of its rules.
type Area struct {
	Cell                int // index into Spec.Cells
	X, Y, Width, Height unit.Length
	Again               bool // it began on an earlier page and is said again
}

// Part is the piece of rows from to to. A part that does not begin at row 0
// begins with the head rows. A cell that goes on over a page break needs its
// full height on every page, which may make the last row of a part higher.
func (g *Grid) Part(from, to int) Part {
	p := Part{From: from, To: to, grid: g}
	if from > 0 {
		p.repeated = min(g.head, from)
	}
	n := p.repeated + to - from
	heights := make([]unit.Length, n)
	for i := range n {
		heights[i] = g.heights[p.row(i)]
	}
	for _, i := range g.spanning {
		if first, end, ok := p.span(g.cells[i]); ok {
			grow(heights[first:end], g.cells[i].Height)
		}
	}
	p.edges = make([]unit.Length, n+1)
	for i, h := range heights {
		p.edges[i+1] = p.edges[i] + h
	}
	return p
}

// row is the table row that stands at place i of the part.
func (p Part) row(i int) int {
	if i < p.repeated {
		return i
	}
	return p.From + i - p.repeated
}

// place is where a table row stands in the part: of a row that the part does
// not have, where it would.
func (p Part) place(row int) int {
	if row < p.repeated {
		return row
	}
	return p.repeated + min(max(row, p.From), p.To) - p.From
}

// span is the places of the part that a cell covers, the second excluded.
func (p Part) span(c Cell) (first, end int, ok bool) {
	first, end = p.place(c.Row), p.place(c.Row+c.RowSpan)
	return first, end, first < end
}

// Height is the height of the part between the middles of its outer rules.
func (p Part) Height() unit.Length { return p.edges[len(p.edges)-1] }

// cells are the indices of the cells that may reach into the part, in reading order.
func (p Part) cells() []int {
	g := p.grid
	list := make([]int, 0, g.firsts[p.repeated]+g.firsts[p.To]-g.firsts[p.From])
	for i := range g.firsts[p.repeated] {
		list = append(list, i)
	}
	if g.cut[p.From] {
		begun := len(list)
		for _, i := range g.spanning {
			if c := g.cells[i]; c.Row >= p.repeated && c.Row < p.From && c.Row+c.RowSpan > p.From {
				list = append(list, i)
			}
		}
		slices.Sort(list[begun:])
	}
	for i := g.firsts[p.From]; i < g.firsts[p.To]; i++ {
		list = append(list, i)
	}
	return list
}

// Areas are the part's cells in reading order, repeated ones included.
func (p Part) Areas() []Area {
	cells := p.cells()
	areas := make([]Area, 0, len(cells))
	for _, i := range cells {
		c := p.grid.cells[i]
		first, end, ok := p.span(c)
		if !ok {
			continue
		}
		x := p.grid.edges[c.Col]
		areas = append(areas, Area{
			Cell: i, X: x, Y: p.edges[first],
			Width:  p.grid.edges[c.Col+c.ColSpan] - x,
			Height: p.edges[end] - p.edges[first],
			Again:  c.Row < p.From,
		})
	}
	return areas
}
