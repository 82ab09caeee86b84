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

// newGrid divides a table, or says what is wrong with it.
func newGrid(t *doc.Table) (grid, diag.List) {
	g := grid{head: min(max(t.HeadRows, 0), len(t.Rows))}
	cells, wrong := t.Grid()
	if len(wrong) > 0 {
		return g, wrong
	}
	g.rows = rowGroups(t, g.head, cells)
	g.columns = columnGroups(t, g.head)
	return g, nil
}

// rowGroups begins a tbody at every band, and at both ends of a stub that names
// several rows.
func rowGroups(t *doc.Table, head int, cells *doc.Grid) []int {
	var starts []int
	begin := func(r int) {
		if r < len(t.Rows) && !cells.Crossed(r) && !slices.Contains(starts, r) {
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

// isColumnGroup reports whether a cell stands over one colgroup exactly.
func (g grid) isColumnGroup(c *doc.Cell) bool {
	i, found := slices.BinarySearch(g.columns, c.Col)
	return found && i+1 < len(g.columns) && g.columns[i+1] == c.Col+c.ColSpan
}

// isRowGroup reports whether a cell stands beside one tbody exactly, of the
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
