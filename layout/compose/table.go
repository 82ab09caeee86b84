package compose

import (
	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

func (c *composer) table(s *configs.Section) {
	spec := c.tableSpec(s.ID)
	if spec == nil {
		c.problems.Add(diag.Errorf(s.Pos, "模板没有“%s”的表格", "the template has no table for %q", s.Label))
		return
	}
	t := &doc.Table{
		ID:        c.id(),
		Title:     s.Label,
		Widths:    scale(spec.Widths, c.doc.Page.TextWidth()),
		RowHeight: spec.RowHeight,
		HeadRows:  spec.HeadRows,
	}
	figures := c.report.Tables[s.ID]
	covered := make([]int, len(spec.Widths)) // rows that a cell from above still covers, by column
	for r, gridRow := range spec.Grid {
		row := doc.Row{ID: c.id(), Height: gridRow.Height}
		col := 0
		for i := range gridRow.Cells {
			cell := &gridRow.Cells[i]
			for col < len(covered) && covered[col] > 0 {
				covered[col]--
				col++
			}
			row.Cells = append(row.Cells, c.cell(cell, figures, r, col))
			for end := min(col+cell.ColSpan, len(covered)); col < end; col++ {
				covered[col] = cell.RowSpan - 1
			}
		}
		for ; col < len(covered); col++ {
			covered[col] = max(0, covered[col]-1)
		}
		t.Rows = append(t.Rows, row)
	}
	relateHeaders(t)
	c.add(t)
}

func (c *composer) tableSpec(id string) *configs.Table {
	for i := range c.template.Tables {
		if c.template.Tables[i].ID == id {
			return &c.template.Tables[i]
		}
	}
	return nil
}

func (c *composer) cell(g *configs.GridCell, figures data.Table, row, col int) doc.Cell {
	role, style := cellRole(g.Role)
	if g.Style != "" {
		style = g.Style
	}
	run := doc.Run{Text: g.Text, Pos: g.Pos, Breaks: wordBreaks(g.Breaks)}
	if role == doc.Number {
		figure := figures.Cells[data.Ref{Row: g.Row, Column: g.Column}]
		run = doc.Run{Text: figure.Printed(), Pos: figure.Pos}
	}
	return doc.Cell{
		ID: c.id(), Row: row, Col: col, RowSpan: g.RowSpan, ColSpan: g.ColSpan,
		Role: role, Style: style, Runs: []doc.Run{run},
	}
}

// wordBreaks is where the words of a label meet that "/" parts, in bytes of the
// label without "/".
func wordBreaks(parted string) []int {
	var at []int
	for i := range len(parted) {
		if parted[i] == '/' {
			at = append(at, i-len(at))
		}
	}
	return at
}

func cellRole(name string) (doc.CellRole, string) {
	switch name {
	case "band":
		return doc.Band, "table-band"
	case "head":
		return doc.Head, "table-head"
	case "stub":
		return doc.Stub, "table-stub"
	}
	return doc.Number, "table-number"
}

// scale fits widths to the text block in proportion, the sum exactly.
func scale(widths []unit.Length, total unit.Length) []unit.Length {
	var sum unit.Length
	for _, w := range widths {
		sum += w
	}
	out := make([]unit.Length, len(widths))
	var done, placed unit.Length
	for i, w := range widths {
		done += w
		end := total.MulDiv(int64(done), int64(sum))
		out[i] = end - placed
		placed = end
	}
	return out
}

// relateHeaders gives every figure the cells that head it: the heads above it
// up to the nearest row without heads over it, the band over those, and the
// stubs of its row.
func relateHeaders(t *doc.Table) {
	grid := occupancy(t)
	for r := range t.Rows {
		for i := range t.Rows[r].Cells {
			cell := &t.Rows[r].Cells[i]
			if cell.Role != doc.Number {
				continue
			}
			cell.Headers = append(columnHeaders(grid, cell), rowHeaders(grid, cell)...)
		}
	}
}

// occupancy says which cell covers each place of the grid.
func occupancy(t *doc.Table) [][]*doc.Cell {
	grid := make([][]*doc.Cell, len(t.Rows))
	for r := range grid {
		grid[r] = make([]*doc.Cell, len(t.Widths))
	}
	for r := range t.Rows {
		for i := range t.Rows[r].Cells {
			cell := &t.Rows[r].Cells[i]
			for y := cell.Row; y < min(cell.Row+cell.RowSpan, len(grid)); y++ {
				for x := cell.Col; x < min(cell.Col+cell.ColSpan, len(t.Widths)); x++ {
					grid[y][x] = cell
				}
			}
		}
	}
	return grid
}

func columnHeaders(grid [][]*doc.Cell, cell *doc.Cell) []doc.NodeID {
	var ids []doc.NodeID // nearest first
	met := false
	for r := cell.Row - 1; r >= 0; r-- {
		above := grid[r][cell.Col]
		if above == nil {
			break
		}
		isHead := above.Role == doc.Head || above.Role == doc.Band
		if !isHead && met {
			break
		}
		if isHead && (len(ids) == 0 || ids[len(ids)-1] != above.ID) {
			ids = append(ids, above.ID)
		}
		met = met || isHead
	}
	for i, j := 0, len(ids)-1; i < j; i, j = i+1, j-1 {
		ids[i], ids[j] = ids[j], ids[i]
	}
	return ids
}

func rowHeaders(grid [][]*doc.Cell, cell *doc.Cell) []doc.NodeID {
	var ids []doc.NodeID
	for _, left := range grid[cell.Row][:cell.Col] {
		if left != nil && left.Role == doc.Stub && (len(ids) == 0 || ids[len(ids)-1] != left.ID) {
			ids = append(ids, left.ID)
		}
	}
	return ids
}
