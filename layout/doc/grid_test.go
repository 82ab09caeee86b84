package doc_test

import (
	"strings"
	"testing"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// drawing is a table drawn with letters: each letter is a cell, which covers the
// rectangle in which it stands.
func drawing(rows ...string) *doc.Table {
	t := &doc.Table{Title: "表"}
	type place struct{ row, index int }
	seen := map[byte]place{}
	for r, row := range rows {
		t.Rows = append(t.Rows, doc.Row{})
		for c := range len(row) {
			at, ok := seen[row[c]]
			if !ok {
				at = place{r, len(t.Rows[r].Cells)}
				seen[row[c]] = at
				t.Rows[r].Cells = append(t.Rows[r].Cells, doc.Cell{ID: doc.NodeID(row[c]), Row: r, Col: c})
			}
			cell := &t.Rows[at.row].Cells[at.index]
			cell.RowSpan, cell.ColSpan = r-cell.Row+1, c-cell.Col+1
		}
	}
	for range rows[0] {
		t.Widths = append(t.Widths, unit.Centimetre)
	}
	return t
}

func TestGridSaysWhichCellCoversAPlace(t *testing.T) {
	rows := []string{"abb", "acd", "eed", "fgh"}
	g, wrong := drawing(rows...).Grid()
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	for r, row := range rows {
		for c := range len(row) {
			if got := g.At(r, c).ID; got != doc.NodeID(row[c]) {
				t.Errorf("row %d, column %d is covered by %c, want %c", r, c, rune(got), row[c])
			}
		}
	}
	var crossed []bool
	for r := range g.Rows {
		crossed = append(crossed, g.Crossed(r))
	}
	if crossed[0] || !crossed[1] || !crossed[2] || crossed[3] {
		t.Errorf("rows that a cell reaches into from above: %v", crossed)
	}
	var order strings.Builder
	for _, cell := range g.Cells() {
		order.WriteRune(rune(cell.ID))
	}
	if order.String() != "abcdefgh" {
		t.Errorf("the cells are %s", &order)
	}
}

func TestTablesThatDoNotTileAreRefused(t *testing.T) {
	for name, test := range map[string]struct {
		spoil func(*doc.Table)
		want  string
	}{
		"out of the grid":         {func(b *doc.Table) { b.Rows[1].Cells[1].ColSpan = 2 }, "第 2 行第 2 列的单元格"},
		"below the table":         {func(b *doc.Table) { b.Rows[1].Cells[0].RowSpan = 2 }, "第 2 行第 1 列的单元格"},
		"over another":            {func(b *doc.Table) { b.Rows[0].Cells[0].RowSpan = 2 }, "第 2 行第 1 列的单元格"},
		"without columns":         {func(b *doc.Table) { b.Rows[0].Cells[1].ColSpan = 0 }, "第 1 行第 2 列的单元格"},
		"spans beyond all bounds": {func(b *doc.Table) { b.Rows[0].Cells[1].RowSpan = 1 << 62 }, "第 1 行第 2 列的单元格"},
		"in another row":          {func(b *doc.Table) { b.Rows[1].Cells[0].Row = 0 }, "第 2 行第 1 列的单元格"},
		"out of order": {func(b *doc.Table) {
			cells := b.Rows[0].Cells
			cells[0], cells[1] = cells[1], cells[0]
		}, "第 1 行第 1 列的单元格"},
		"a gap":                    {func(b *doc.Table) { b.Rows[1].Cells = b.Rows[1].Cells[:1] }, "第 2 行第 2 列没有单元格"},
		"a column without a width": {func(b *doc.Table) { b.Widths[1] = 0 }, "第 2 列没有宽度"},
	} {
		t.Run(name, func(t *testing.T) {
			b := drawing("ab", "cd")
			test.spoil(b)
			_, wrong := b.Grid()
			if len(wrong) == 0 || !strings.Contains(wrong[0].Message.ZH, test.want) {
				t.Errorf("%v, want %q", wrong, test.want)
			}
		})
	}
	b := drawing("ab", "ac", "de")
	b.HeadRows = 1
	if _, wrong := b.Grid(); len(wrong) != 1 || !strings.Contains(wrong[0].Message.ZH, "从表头伸到表身") {
		t.Errorf("a cell that reaches from the head into the body: %v", wrong)
	}
}
