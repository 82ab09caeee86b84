// Package table is the geometry of tables with merged cells: row heights, the
// rules between cells and the best row to go on with on the next page. It
// knows lengths and spans and nothing of text.
package table

import (
	"cmp"
	"slices"

	"gongwen/internal/unit"
)

// Cell is a cell's place in the grid and the room that its content needs.
type Cell struct {
	Row, Col         int // first grid row and column, from 0
	RowSpan, ColSpan int // at least 1
	Height           unit.Length
	Heads            bool // it names what follows below: a page never ends with a row of such cells
	Band             bool // it opens a group of rows that runs to the next band
}

// Spec is a table to be measured.
type Spec struct {
	Widths   []unit.Length // of the grid's columns
	Heights  []unit.Length // least heights of the rows
	HeadRows int           // rows at the top that every page repeats
	Cells    []Cell        // in reading order
	Border   unit.Length   // width of the rules

	// Owner is the index of the cell that covers a place. The cells tile the grid.
	Owner func(row, col int) int32
}

// Grid is a measured table. It is immutable.
type Grid struct {
	cells   []Cell
	edges   []unit.Length // of the columns, from the table's left side
	heights []unit.Length
	owner   func(row, col int) int32
	head    int
	border  unit.Length
	starts  []rowStart
	lowest  unit.Length // height of the lowest row below the head

	spanning []int         // indices of the cells that span rows, those of fewest rows first
	sums     []unit.Length // heights of the rows above each row, and of all
	firsts   []int         // index of the first cell that begins in each row, and how many there are
	cut      []bool        // whether a page break above a row cuts a cell
}

// rowStart is what the cells that begin in a row say of it.
type rowStart struct {
	any    bool
	heads  bool // all of them head what follows
	band   bool // one is a band
	banded bool // it or a row above it has a band
}

// New measures a table. A row is as high as its least height and its highest
// cell; a cell that spans rows and needs more than they give makes the last of
// them higher.
func New(s Spec) *Grid {
	g := &Grid{
		cells:   s.Cells,
		edges:   make([]unit.Length, len(s.Widths)+1),
		heights: append([]unit.Length(nil), s.Heights...),
		head:    min(max(s.HeadRows, 0), len(s.Heights)),
		border:  s.Border,
		owner:   s.Owner,
		starts:  make([]rowStart, len(s.Heights)),
	}
	for i, w := range s.Widths {
		g.edges[i+1] = g.edges[i] + w
	}
	g.describe()
	g.measure()
	return g
}

// describe notes what begins in each row. The first band opens the groups of
// the rows below it.
func (g *Grid) describe() {
	for _, c := range g.cells {
		start := &g.starts[c.Row]
		start.heads = (start.heads || !start.any) && c.Heads
		start.band = start.band || c.Band
		start.any = true
	}
	for r := g.head; r < len(g.starts); r++ {
		g.starts[r].banded = g.starts[r].band || r > g.head && g.starts[r-1].banded
	}
}

func (g *Grid) measure() {
	for i, c := range g.cells {
		if c.RowSpan == 1 {
			g.heights[c.Row] = max(g.heights[c.Row], c.Height)
			continue
		}
		g.spanning = append(g.spanning, i)
	}
	slices.SortStableFunc(g.spanning, func(a, b int) int { return cmp.Compare(g.cells[a].RowSpan, g.cells[b].RowSpan) })
	for _, i := range g.spanning {
		c := g.cells[i]
		grow(g.heights[c.Row:c.Row+c.RowSpan], c.Height)
	}
	for _, h := range g.heights[g.head:] {
		if g.lowest == 0 || h < g.lowest {
			g.lowest = h
		}
	}
	g.index()
}

// index notes what makes a part of the table cost no more than its own rows.
func (g *Grid) index() {
	rows := len(g.heights)
	g.sums, g.firsts, g.cut = make([]unit.Length, rows+1), make([]int, rows+1), make([]bool, rows+1)
	for r, h := range g.heights {
		g.sums[r+1] = g.sums[r] + h
	}
	n := 0
	for r := range g.firsts {
		for n < len(g.cells) && g.cells[n].Row < r {
			n++
		}
		g.firsts[r] = n
	}
	for _, i := range g.spanning {
		for r := g.cells[i].Row + 1; r < g.cells[i].Row+g.cells[i].RowSpan; r++ {
			g.cut[r] = true
		}
	}
}

// grow makes the last row higher when the rows together give less than need.
func grow(rows []unit.Length, need unit.Length) {
	if lack := need - unit.Sum(rows); lack > 0 {
		rows[len(rows)-1] += lack
	}
}

// RowHeight is the height of a row when no page break cuts a cell in it.
func (g *Grid) RowHeight(row int) unit.Length { return g.heights[row] }

// Rows is the number of the table's rows.
func (g *Grid) Rows() int { return len(g.heights) }

// HeadRows is the number of rows that every page repeats.
func (g *Grid) HeadRows() int { return g.head }

// Height is the height of the rows from row to the table's end on a page of
// their own, repeated head rows included.
func (g *Grid) Height(row int) unit.Length { return g.height(row, g.Rows()) }

// height is the height of a part. Where its page breaks cut no cell it is that of
// its rows.
func (g *Grid) height(from, to int) unit.Length {
	if g.cut[from] || g.cut[to] {
		return g.Part(from, to).Height()
	}
	return g.Plain(from, to)
}
