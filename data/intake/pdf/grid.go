package pdf

import (
	"cmp"
	"slices"
)

// grid is a table as its rules draw it.
type grid struct {
	xs, ys          []float64 // of its rules, from the left and from the top
	across, upright []rule
	top, bottom     float64
}

// box is a cell of a grid.
type box struct {
	col, rows, cols int
}

const (
	slack    = 3.0 // points by which rules that meet may miss each other
	maxLines = 200 // rules of a grid along one axis
	maxGrids = 50  // of a page
)

// grids are the tables of a page from the top down: upright rules that stand
// beside or above each other without a gap, with rules across between them.
func (p *page) grids() []grid {
	upright := slices.Clone(p.upright)
	slices.SortFunc(upright, func(a, b rule) int { return cmp.Compare(b.high, a.high) })
	var grids []grid
	for _, r := range upright {
		if n := len(grids) - 1; n >= 0 && r.high >= grids[n].bottom-slack {
			grids[n].upright = append(grids[n].upright, r)
			grids[n].bottom = min(grids[n].bottom, r.low)
			continue
		}
		grids = append(grids, grid{upright: []rule{r}, top: r.high, bottom: r.low})
	}
	out := grids[:0]
	for _, g := range grids {
		for _, r := range between(p.across, g.bottom-slack, g.top+slack) {
			if !r.strikes {
				g.across = append(g.across, r)
			}
		}
		sortRules(g.upright)
		g.xs, g.ys = placesOf(g.upright), placesOf(g.across)
		slices.Reverse(g.ys)
		if len(g.xs) > 2 && len(g.ys) > 2 && len(g.xs) <= maxLines && len(g.ys) <= maxLines && len(out) < maxGrids {
			g.top, g.bottom = g.ys[0], g.ys[len(g.ys)-1]
			out = append(out, g)
		}
	}
	return out
}

// placesOf are the places of rules, those that are nearly the same as one.
func placesOf(list []rule) []float64 {
	var places []float64
	for _, r := range list {
		places = append(places, r.at)
	}
	slices.Sort(places)
	out := places[:0]
	for _, at := range places {
		if n := len(out); n == 0 || at-out[n-1] > slack {
			out = append(out, at)
		}
	}
	return out
}

// holds reports whether a glyph stands in the grid.
func (g *grid) holds(c glyph) bool {
	x, y := (c.left+c.right)/2, c.y+c.size*0.3
	return x > g.xs[0] && x < g.xs[len(g.xs)-1] && y > g.bottom && y < g.top
}

// parts reports whether a rule of a sorted list stands at a place beside another.
func parts(list []rule, at, beside float64) bool {
	return slices.ContainsFunc(between(list, at-slack, at+slack), func(r rule) bool { return r.low <= beside && r.high >= beside })
}

// cells are the cells of the grid, row by row, each in the row and column where
// it begins, and the glyphs whose middle stands in each: places that no rule
// parts are one cell.
func (g *grid) cells(glyphs []glyph) (cells [][]box, holding [][][]glyph) {
	rows, cols := len(g.ys)-1, len(g.xs)-1
	owner := make([][]*[]glyph, rows) // what the cell of each place holds
	for i := range owner {
		owner[i] = make([]*[]glyph, cols)
	}
	cells, holding = make([][]box, rows), make([][][]glyph, rows)
	for r := range rows {
		holding[r] = make([][]glyph, cols)
		for c := range cols {
			if owner[r][c] != nil {
				continue
			}
			b := g.cell(owner, r, c)
			held := &holding[r][len(cells[r])]
			for i := r; i < r+b.rows; i++ {
				for k := c; k < c+b.cols; k++ {
					owner[i][k] = held
				}
			}
			cells[r] = append(cells[r], b)
		}
	}
	for _, c := range glyphs {
		col, _ := slices.BinarySearch(g.xs, (c.left+c.right)/2)
		row, _ := slices.BinarySearchFunc(g.ys, c.y+c.size*0.3, func(a, b float64) int { return cmp.Compare(b, a) })
		if row > 0 && row <= rows && col > 0 && col <= cols {
			held := owner[row-1][col-1]
			*held = append(*held, c)
		}
	}
	return cells, holding
}

// cell is the cell that begins in a row and column.
func (g *grid) cell(owner [][]*[]glyph, r, c int) box {
	b := box{col: c, rows: 1, cols: 1}
	middle := (g.ys[r] + g.ys[r+1]) / 2
	for c+b.cols < len(owner[r]) && owner[r][c+b.cols] == nil && !parts(g.upright, g.xs[c+b.cols], middle) {
		b.cols++
	}
	for r+b.rows < len(owner) && g.open(r+b.rows, c, b.cols) {
		b.rows++
	}
	return b
}

// open reports whether no rule above a row parts its places from those above.
func (g *grid) open(row, col, cols int) bool {
	for c := col; c < col+cols; c++ {
		if parts(g.across, g.ys[row], (g.xs[c]+g.xs[c+1])/2) {
			return false
		}
	}
	return true
}
