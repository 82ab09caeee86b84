package html

import (
	"slices"

	"gongwen/internal/diag"
	"gongwen/layout/doc"
)

// grid is how a table falls into groups of rows and columns (HTML Living
// Standard 4.9.12).
type grid struct {
	head    int   // rows of the thead
	rows    []int // first rows of the tbodies
	columns []int // first columns of the colgroups, and the end
}

// newGrid divides a table, or says what is wrong with it: a browser puts a cell
// into the first free place of its row, so one that belongs elsewhere would
// stand under a wrong header without a word.
func newGrid(t *doc.Table) (grid, diag.List) {
	g := grid{head: min(max(t.HeadRows, 0), len(t.Rows))}
	crossed, wrong := tile(t)
	if len(wrong) > 0 {
		return g, wrong
	}
	if g.head < len(t.Rows) && crossed[g.head] {
		return g, diag.List{diag.Errorf(diag.Pos{}, "表格“%s”的表头有 %d 行，而有单元格从表头伸到表身",
			"table %q has %d head rows, and a cell reaches from them into the body", t.Title, g.head)}
	}
	g.rows = rowGroups(t, g.head, crossed)
	g.columns = columnGroups(t, g.head)
	return g, nil
}

// tile puts the cells where a browser puts them and reports those that should
// stand elsewhere. crossed says of each row whether a cell reaches into it from
// above.
func tile(t *doc.Table) (crossed []bool, wrong diag.List) {
	crossed = make([]bool, len(t.Rows))
	covered := make([]int, len(t.Widths)) // rows that a cell still covers, by column
	for r := range t.Rows {
		crossed[r] = slices.ContainsFunc(covered, func(n int) bool { return n > 0 })
		col := 0
		for i := range t.Rows[r].Cells {
			cell := &t.Rows[r].Cells[i]
			for col < len(covered) && covered[col] > 0 {
				col++
			}
			if !fits(cell, r, col, len(t.Rows), covered) {
				wrong.Add(diag.Errorf(firstPos(cell.Runs), "表格“%s”第 %d 行第 %d 列的单元格与别的单元格重叠、不相连或超出表格",
					"table %q: the cell at row %d, column %d covers another, leaves a gap or leaves the table", t.Title, r+1, cell.Col+1))
				return nil, wrong
			}
			for end := col + cell.ColSpan; col < end; col++ {
				covered[col] = cell.RowSpan
			}
		}
		if gap := slices.Index(covered, 0); gap >= 0 {
			wrong.Add(diag.Errorf(diag.Pos{}, "表格“%s”第 %d 行第 %d 列没有单元格", "table %q has no cell at row %d, column %d", t.Title, r+1, gap+1))
			return nil, wrong
		}
		for c := range covered {
			covered[c]--
		}
	}
	return crossed, nil
}

// fits says whether a cell stands at its own place when it is put at r, col.
func fits(cell *doc.Cell, r, col, rows int, covered []int) bool {
	if cell.Row != r || cell.Col != col || cell.RowSpan < 1 || cell.ColSpan < 1 ||
		cell.RowSpan > rows-r || cell.ColSpan > len(covered)-col {
		return false
	}
	return !slices.ContainsFunc(covered[col:col+cell.ColSpan], func(n int) bool { return n > 0 })
}

// rowGroups begins a tbody at every band, and at both ends of a stub that names
// several rows.
func rowGroups(t *doc.Table, head int, crossed []bool) []int {
	var starts []int
	begin := func(r int) {
		if r < len(t.Rows) && !crossed[r] && !slices.Contains(starts, r) {
			starts = append(starts, r)
		}
	}
	begin(head)
	for r := head; r < len(t.Rows); r++ {
		for i := range t.Rows[r].Cells {
			switch cell := &t.Rows[r].Cells[i]; {
			case cell.Role == doc.Band:
				begin(r)
			case cell.Role == doc.Stub && cell.Col == 0 && cell.RowSpan > 1:
				begin(r)
				begin(r + cell.RowSpan)
			}
		}
	}
	slices.Sort(starts)
	return starts
}

// columnGroups begins a colgroup at both ends of every head that names several
// columns.
func columnGroups(t *doc.Table, head int) []int {
	edges := []int{0, len(t.Widths)}
	for r := range t.Rows[:head] {
		for i := range t.Rows[r].Cells {
			if cell := &t.Rows[r].Cells[i]; cell.ColSpan > 1 {
				edges = append(edges, cell.Col, cell.Col+cell.ColSpan)
			}
		}
	}
	slices.Sort(edges)
	return slices.Compact(edges)
}

// isColumnGroup says whether a cell stands over one colgroup exactly.
func (g grid) isColumnGroup(c *doc.Cell) bool {
	i, found := slices.BinarySearch(g.columns, c.Col)
	return found && i+1 < len(g.columns) && g.columns[i+1] == c.Col+c.ColSpan
}

// isRowGroup says whether a cell stands beside one tbody exactly, of the
// table's rows in all.
func (g grid) isRowGroup(c *doc.Cell, rows int) bool {
	i, found := slices.BinarySearch(g.rows, c.Row)
	if !found {
		return false
	}
	end := rows
	if i+1 < len(g.rows) {
		end = g.rows[i+1]
	}
	return end == c.Row+c.RowSpan
}
