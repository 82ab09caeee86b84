package doc

import "gongwen/internal/diag"

// Grid is which cell of a table covers each place.
type Grid struct {
	Rows, Cols int
	cells      []*Cell // in reading order
	owner      []int32 // by place, row after row: index of the cell, or free
}

const free = -1

// Grid works out the table's merged cells. It fails with every cell that
// reaches out of the table, covers another or does not stand in its row from
// left to right, and otherwise with the first place that no cell covers, a
// column that has no width, or a cell that reaches from the head rows into the
// body: readers would put what does not fit under a wrong head without a word.
func (b *Table) Grid() (*Grid, diag.List) {
	g := &Grid{Rows: len(b.Rows), Cols: len(b.Widths)}
	count := 0
	for i := range b.Rows {
		count += len(b.Rows[i].Cells)
	}
	g.cells = make([]*Cell, 0, count)
	g.owner = make([]int32, g.Rows*g.Cols)
	for i := range g.owner {
		g.owner[i] = free
	}
	var wrong diag.List
	for r := range b.Rows {
		next := 0
		for i := range b.Rows[r].Cells {
			cell := &b.Rows[r].Cells[i]
			if cell.Row != r || cell.Col < next || !g.place(cell) {
				wrong.Add(diag.Errorf(Pos(cell.Runs), "表格“%s”第 %d 行第 %d 列的单元格与别的单元格重叠、次序不对或超出表格",
					"table %q: the cell at row %d, column %d covers another, is out of order or leaves the table", b.Title, r+1, cell.Col+1))
				continue
			}
			next = cell.Col + cell.ColSpan
		}
	}
	if len(wrong) == 0 {
		wrong = b.unfilled(g)
	}
	return g, wrong
}

// place enters a cell at every place that it covers, or says that it cannot.
func (g *Grid) place(cell *Cell) bool {
	if cell.Row < 0 || cell.Col < 0 || cell.RowSpan < 1 || cell.ColSpan < 1 ||
		cell.RowSpan > g.Rows-cell.Row || cell.ColSpan > g.Cols-cell.Col {
		return false
	}
	at := int32(len(g.cells))
	for r := cell.Row; r < cell.Row+cell.RowSpan; r++ {
		for c := cell.Col; c < cell.Col+cell.ColSpan; c++ {
			if g.owner[r*g.Cols+c] != free {
				return false
			}
			g.owner[r*g.Cols+c] = at
		}
	}
	g.cells = append(g.cells, cell)
	return true
}

func (b *Table) unfilled(g *Grid) diag.List {
	for i, owner := range g.owner {
		if owner == free {
			row := i / g.Cols
			return diag.List{diag.Errorf(b.Rows[row].Pos(), "表格“%s”第 %d 行第 %d 列没有单元格",
				"table %q has no cell at row %d, column %d", b.Title, row+1, i%g.Cols+1)}
		}
	}
	for c, width := range b.Widths {
		if width <= 0 {
			return diag.List{diag.Errorf(b.Pos(), "表格“%s”第 %d 列没有宽度", "table %q: column %d has no width", b.Title, c+1)}
		}
	}
	if b.HeadRows > 0 && b.HeadRows < g.Rows && g.Crossed(b.HeadRows) {
		return diag.List{diag.Errorf(b.Rows[b.HeadRows].Pos(), "表格“%s”的表头有 %d 行，而有单元格从表头伸到表身",
			"table %q has %d head rows, and a cell reaches from them into the body", b.Title, b.HeadRows)}
	}
	return nil
}

// Cells is the cells in reading order.
func (g *Grid) Cells() []*Cell { return g.cells }

// At is the cell that covers a place.
func (g *Grid) At(row, col int) *Cell { return g.cells[g.Owner(row, col)] }

// Owner is the index, in the list of Cells, of the cell that covers a place.
func (g *Grid) Owner(row, col int) int32 { return g.owner[row*g.Cols+col] }

// Crossed reports whether a cell reaches into a row from above.
func (g *Grid) Crossed(row int) bool {
	for c := 0; c < g.Cols; {
		cell := g.At(row, c)
		if cell.Row < row {
			return true
		}
		c += cell.ColSpan
	}
	return false
}
