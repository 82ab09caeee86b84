package heads

import (
	"slices"
	"strings"

	"gongwen/data/cell"
)

// Head is where the heads of a list stand.
type Head struct {
	From, To int   // first and last row of the heads
	Columns  []int // place of each column of the list; -1 for one that is not there
	// Twice are columns of the list with the second place whose head is the same, which
	// nothing tells from the first.
	Twice []Twice

	texts [][]string // of each row of the heads, by column of the list
}

// Twice is a column that has two places.
type Twice struct{ Column, Place int }

// The most rows of heads that stand one over the other.
const deepest = 6

// mostColumns is how many columns of cells are looked at.
const mostColumns = 300

// Find finds the heads of the list in rows from to to: the row over which most of
// its columns are named, at least half of them. It is false where there is none.
func (l *List) Find(c Cells, from, to int) (Head, bool) {
	rows, cols := c.Size()
	f := finder{List: l, cells: c, cols: min(cols, mostColumns), known: map[string]cell.Head{}}
	var best Head
	count, agreed := 0, 0
	for row := from; row < min(to, rows); row++ {
		h, n, a := f.row(row, from)
		if n > count || n == count && a > agreed {
			best, count, agreed = h, n, a
		}
	}
	if count == 0 || 2*count < len(l.columns) {
		return Head{}, false
	}
	for row := best.From; row <= best.To; row++ {
		best.texts = append(best.texts, best.In(c, row))
	}
	return best, true
}

// In are the texts of a row of cells by the columns of the list.
func (h Head) In(c Cells, row int) []string {
	texts := make([]string, len(h.Columns))
	for i, at := range h.Columns {
		if at >= 0 {
			texts[i] = strings.TrimSpace(c.Text(row, at))
		}
	}
	return texts
}

// finder is a search for heads.
type finder struct {
	*List
	cells Cells
	cols  int
	known map[string]cell.Head
}

func (f *finder) head(text string) cell.Head {
	h, ok := f.known[text]
	if !ok {
		h = cell.HeadOf(text)
		f.known[text] = h
	}
	return h
}

// over are the heads over the place below a row, nearest first.
func (f *finder) over(row, col, from int) (heads []cell.Head) {
	last := ""
	for r := row; r >= max(from, row-deepest+1); r-- {
		text := f.cells.Text(r, col)
		if len(text) > 10*cell.LongestLabel {
			break
		}
		if strings.TrimSpace(text) == "" || text == last {
			continue
		}
		last = text
		heads = append(heads, f.head(text))
	}
	return heads
}

// row is the heads if the last row of them is that one: how many columns of the
// list it names, and how many of the heads above agree.
func (f *finder) row(row, from int) (h Head, count, agreed int) {
	h = Head{From: row, To: row, Columns: slices.Repeat([]int{-1}, len(f.columns))}
	paths := make([][]cell.Head, f.cols)
	scores := make([]int, len(f.columns))
	for col := range f.cols {
		paths[col] = f.over(row, col, from)
		if len(paths[col]) == 0 {
			continue
		}
		best, score, same := -1, -1, -1
		for i := range f.columns {
			if !f.columns[i].named(paths[col][0]) {
				continue
			}
			a := f.columns[i].agreement(paths[col])
			switch {
			case h.Columns[i] >= 0:
				if a >= scores[i] || len(paths[col]) == 1 {
					same = i
				}
			case a > score:
				best, score = i, a
			}
		}
		switch {
		case best >= 0:
			h.Columns[best], scores[best] = col, score
			count++
			agreed += score
		case same >= 0:
			h.Twice = append(h.Twice, Twice{same, col})
		}
	}
	count += f.mistyped(&h, paths)
	h.From = f.top(row, from, h, paths)
	return h, count, agreed
}

// mistyped gives columns of the list that have no place the one behind the column
// before, where the head there is nearly theirs.
func (f *finder) mistyped(h *Head, paths [][]cell.Head) (count int) {
	for i := 1; i < len(h.Columns); i++ {
		at := h.Columns[i-1] + 1
		if h.Columns[i] >= 0 || at == 0 || at >= f.cols || len(paths[at]) == 0 || slices.Contains(h.Columns, at) {
			continue
		}
		if slices.ContainsFunc(f.columns[i].names, func(n cell.Head) bool { return paths[at][0].Like(n) == cell.Likely }) {
			h.Columns[i] = at
			count++
		}
	}
	return count
}

// top is the first row of the heads whose last is row: the outermost that says
// something over a column that was found, with heads of the printed table over it.
func (f *finder) top(row, from int, h Head, paths [][]cell.Head) int {
	deep := 1
	for i, at := range h.Columns {
		if at >= 0 {
			deep = max(deep, 1+f.columns[i].agreement(paths[at]))
		}
	}
	top := row
	for r := row - 1; r >= from && deep > 1; r-- {
		named := false
		for i, at := range h.Columns {
			if at < 0 {
				continue
			}
			head := f.head(f.cells.Text(r, at))
			named = named || slices.Contains(f.columns[i].above, head.Name) || f.columns[i].named(head)
		}
		if !named {
			break
		}
		top, deep = r, deep-1
	}
	return top
}

// named reports whether a head is that of the column.
func (c *column) named(h cell.Head) bool {
	return slices.ContainsFunc(c.names, func(n cell.Head) bool { return h.Like(n) == cell.Same })
}

// agreement is how many of the heads above the nearest one are the column's.
func (c *column) agreement(path []cell.Head) int {
	n := 0
	for _, h := range path[1:] {
		if slices.Contains(c.above, h.Name) {
			n++
		}
	}
	return n
}
