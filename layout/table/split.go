package table

import "gongwen/internal/unit"

// Room is what a page has for a table.
type Room struct {
	Here unit.Length // height that is left on this page
	Page unit.Length // height of a whole page
	Tail unit.Length // height of what must follow the table's last row
}

// crossedRows is how many rows a page may stay short rather than cut a cell
// that spans rows, or a band's rows: a label is said again, a gap stays.
const crossedRows = 2

// stretched is how much gap is as ugly as a row made higher by as much for the
// label of a cell that goes on over the page break.
const stretched = 3

// Split chooses the row with which the next page goes on when the rows from
// row on do not all fit. Of the rows that fit it prefers a break between
// groups where that leaves no large gap, and a row stands alone on neither
// side where another choice is there. Good is false when one does, or when no
// row fits at all (to is then from).
func (g *Grid) Split(from int, room Room) (to int, good bool) {
	first := max(from, g.head)
	var least unit.Length
	to = from
	for r := first + 1; r < g.Rows(); r++ {
		if g.height(from, r)+g.border > room.Here {
			break
		}
		if g.starts[r-1].heads {
			continue
		}
		alone := r-first == 1 || g.Rows()-r == 1
		cost := g.cost(from, r, room)
		alike := alone != good
		if to == from || !alone && !good || alike && cost <= least {
			to, least, good = r, cost, !alone
		}
	}
	return to, good
}

// cost of going on with row r on the next page: the gap that this page is left
// with, and what is as ugly as a gap of so many rows.
func (g *Grid) cost(from, r int, room Room) unit.Length {
	cost := room.Here - g.Plain(from, r) + unit.Length(g.crossed(r))*crossedRows*g.lowest
	if g.Plain(r, g.Rows())+room.Tail > room.Page {
		return cost + room.Page
	}
	return cost + stretched*(g.Height(r)-g.Plain(r, g.Rows()))
}

// Plain is the height of the rows from up to but not including to. It leaves
// out what rows grow by where a page break cuts a cell; see Part.
func (g *Grid) Plain(from, to int) unit.Length {
	height := g.sums[to] - g.sums[from]
	if from > 0 {
		height += g.sums[min(g.head, from)]
	}
	return height
}

// firstAlone is what it counts more when a page break leaves but the first row
// of a group above it.
const firstAlone = 2

// crossed is the number of groups that a page break above row r cuts: cells
// that span it, and the rows of a band.
func (g *Grid) crossed(r int) int {
	n := 0
	for _, i := range g.spanning {
		if c := g.cells[i]; c.Row < r && r < c.Row+c.RowSpan {
			n++
			if r == c.Row+1 {
				n += firstAlone
			}
		}
	}
	if g.starts[r].banded && !g.starts[r].band {
		n++
	}
	return n
}
