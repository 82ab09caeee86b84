package configs

import (
	"slices"
	"strings"

	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// grid reads the cells of the printed table.
func (t *tableReader) grid(n *source.Node) {
	items := source.Items(n, t.problems)
	if len(items) > maxRows || len(t.Widths) > maxColumns {
		t.problems.Add(diag.Errorf(t.Pos, "表格最多可以有 %d 行 %d 列", "a table has at most %d rows and %d columns", maxRows, maxColumns))
		return
	}
	if n != nil && len(items) == 0 && n.Kind == source.List {
		t.problems.Add(diag.Errorf(n.Pos, "表格没有行", "the table has no rows"))
	}
	for _, i := range items {
		t.Grid = append(t.Grid, t.gridRow(i))
	}
}

func (t *tableReader) gridRow(n *source.Node) GridRow {
	var row GridRow
	cells := n
	if n.Kind == source.Map {
		f := fields(n, t.problems, "height", "cells")
		row.Height = length(f.Get("height"), 0, 0, maxPage, t.problems)
		cells = f.Require("cells")
	}
	for _, c := range source.Items(cells, t.problems) {
		row.Cells = append(row.Cells, t.gridCells(c)...)
	}
	return row
}

// gridCells reads a cell; `numbers` stands for one of each column of a row.
func (t *tableReader) gridCells(n *source.Node) []GridCell {
	f := fields(n, t.problems, append([]string{"rowspan", "colspan", "style", "breaks"}, CellKeys()...)...)
	if n.Kind != source.Map {
		return nil
	}
	cell := GridCell{
		RowSpan: source.Int(f.Get("rowspan"), 1, 1, maxRows, t.problems),
		ColSpan: source.Int(f.Get("colspan"), 1, 1, maxColumns, t.problems),
		Style:   optional(f, "style", t.problems),
		Pos:     n.Pos,
	}
	kind := ""
	for _, k := range CellKeys() {
		if f.Get(k) == nil {
			continue
		}
		if kind != "" {
			t.problems.Add(diag.Errorf(n.Pos, "一格只能是 %s 或 %s 之一", "a cell is either %s or %s", kind, k))
			return nil
		}
		kind = k
	}
	value := f.Get(kind)
	switch kind {
	case "":
		t.problems.Add(diag.Errorf(n.Pos, "没有写明是什么格", "the cell does not say what it is").
			WithHint("写 band、head、stub、number、numbers 之一", "give one of band, head, stub, number, numbers"))
		return nil
	case NumberCell.String():
		return t.number(cell, value)
	case numberCells:
		return t.numbers(cell, value)
	}
	cell.Role, cell.Text = CellRole(slices.Index(cellKeys[:], kind)), source.String(value, t.problems)
	cell.Breaks = breaks(f.Get("breaks"), cell.Text, t.problems)
	return []GridCell{cell}
}

// breaks reads the label with "/" between its words.
func breaks(n *source.Node, label string, problems *diag.List) string {
	if n == nil {
		return ""
	}
	parted := source.String(n, problems)
	if strings.ReplaceAll(parted, "/", "") != label {
		problems.Add(diag.Errorf(n.Pos, "“%s”去掉“/”后不是“%s”", "%q without \"/\" is not %q", parted, label).
			WithHint("breaks 是用“/”分开的同一个标签", "breaks is the same label with \"/\" between its words"))
		return ""
	}
	return parted
}

// number is the cell of one figure, which value names as ROW.COLUMN.
func (t *tableReader) number(cell GridCell, value *source.Node) []GridCell {
	path := source.String(value, t.problems)
	cut := strings.LastIndexByte(path, '.')
	if cut < 0 {
		t.problems.Add(diag.Errorf(value.Pos, "“%s”应写成“行.栏目”", "%q should be ROW.COLUMN", path))
		return nil
	}
	row, column := path[:cut], path[cut+1:]
	l, ok := t.leaf(row)
	if ok && l.many {
		t.problems.Add(diag.Errorf(value.Pos, "“%s”有许多行，用 numbers 印出", "there are many rows of %q: print them with numbers", row))
		return nil
	}
	if !ok {
		known(value, diag.T("行", "row"), row, t.paths(), t.problems)
		return nil
	}
	if !known(value, diag.T("栏目", "column"), column, names(l.columns, columnID), t.problems) {
		return nil
	}
	cell.Role, cell.Row, cell.Column = NumberCell, row, column
	return []GridCell{cell}
}

// numbers is the cells of all figures of the row that value names.
func (t *tableReader) numbers(cell GridCell, value *source.Node) []GridCell {
	row := source.String(value, t.problems)
	l, ok := t.leaf(row)
	if !ok {
		known(value, diag.T("行", "row"), row, t.paths(), t.problems)
		return nil
	}
	out := make([]GridCell, len(l.columns))
	for i, c := range l.columns {
		out[i] = cell
		out[i].Role, out[i].Row, out[i].Column = NumberCell, row, c.ID
	}
	return out
}

func columnID(c Column) string { return c.ID }

// tiles puts the cells into the columns of the grid and checks that they cover
// it without gap or overlap.
func (t *tableReader) tiles(items []*source.Node) {
	columns := len(t.Widths)
	free := make([]int, columns) // first row in which a column is free
	for r, row := range t.Grid {
		c := 0
		for n := range row.Cells {
			cell := &row.Cells[n]
			for c < columns && free[c] > r {
				c++
			}
			cell.Col = c
			for i := range cell.ColSpan {
				if c+i >= columns {
					t.problems.Add(diag.Errorf(cell.Pos, "这一格超出了表格：第 %d 行只有 %d 列", "this cell does not fit: row %d has %d columns", r+1, columns).
						WithHint("检查 colspan、上面各行的 rowspan 和 widths 的个数", "check colspan, the rowspans above and the number of widths"))
					return
				}
				if free[c+i] > r {
					t.problems.Add(diag.Errorf(cell.Pos, "这一格与上面伸下来的格重叠（第 %d 行第 %d 列）", "this cell overlaps one from above (row %d, column %d)", r+1, c+i+1))
					return
				}
				free[c+i] = r + cell.RowSpan
			}
			if r+cell.RowSpan > len(t.Grid) {
				t.problems.Add(diag.Errorf(cell.Pos, "这一格伸到了表格下面：从第 %d 行起只有 %d 行", "this cell reaches below the table: from row %d on there are %d rows", r+1, len(t.Grid)-r))
				return
			}
			c += cell.ColSpan
		}
		for c := range columns {
			if free[c] <= r {
				t.problems.Add(diag.Errorf(items[r].Pos, "表格第 %d 行没有铺满：第 %d 列空着", "row %d of the grid is not filled: column %d is empty", r+1, c+1).
					WithHint("检查这一行的 colspan 和上面各行的 rowspan", "check the colspans of this row and the rowspans above"))
				return
			}
		}
	}
}

// printed checks that each figure has its cell.
func (t *tableReader) printed() {
	type figure struct{ row, column string }
	cells := map[figure]diag.Pos{}
	for r, row := range t.Grid {
		t.lineStandsAlone(r)
		for _, c := range row.Cells {
			if c.Role != NumberCell {
				continue
			}
			f := figure{c.Row, c.Column}
			if first, twice := cells[f]; twice {
				t.problems.Add(diag.Errorf(c.Pos, "“%s.%s”已在另一格里印出", "%s.%s is printed already by another cell", c.Row, c.Column).
					WithRelated(first, "在这一格", "by this one"))
				continue
			}
			cells[f] = c.Pos
		}
	}
	for _, l := range t.leaves {
		for _, c := range l.columns {
			if _, ok := cells[figure{l.path, c.ID}]; !ok {
				t.problems.Add(diag.Errorf(l.pos, "“%s.%s”没有印在表格的任何一格里", "%s.%s is printed in no cell of the grid", l.path, c.ID))
			}
		}
	}
}

// headStandsAlone checks that no cell of the repeated head reaches below it.
func (t *tableReader) headStandsAlone(n *source.Node) {
	for r := range t.HeadRows {
		for _, c := range t.Grid[r].Cells {
			if r+c.RowSpan > t.HeadRows {
				t.problems.Add(diag.Errorf(n.Pos, "表头 %d 行，但第 %d 行有一格伸到表头下面", "the head has %d rows, but a cell of row %d reaches below it", t.HeadRows, r+1))
				return
			}
		}
	}
}
