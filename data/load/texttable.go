package load

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	extension "github.com/yuin/goldmark/extension/ast"

	"gongwen/data"
	"gongwen/internal/diag"
)

// Cells that hold nothing but one of these belong to the cell beside or above.
const (
	mergesLeft = "<"
	mergesUp   = "^"
)

// textTable adds the block of a table. The paragraph above it is its caption when
// it begins with 表：.
func (p *proseBuilder) textTable(n *extension.Table) {
	t := tableReader{proseBuilder: p, columns: len(n.Alignments)}
	block := data.Block{Table: &data.TextTable{}, Pos: p.node.At(n.Pos())}
	rows := n.ChildCount()
	switch {
	case t.columns > MaxTextColumns:
		t.errorf(n.Pos(), diag.T("表格最多 %d 列，实有 %d 列", "a table has at most %d columns, there are %d", MaxTextColumns, t.columns), diag.Text{})
		return
	case rows > MaxTextRows:
		t.errorf(n.Pos(), diag.T("表格最多 %d 行，实有 %d 行", "a table has at most %d rows, there are %d", MaxTextRows, rows), diag.Text{})
		return
	}
	for _, a := range n.Alignments {
		block.Table.Columns = append(block.Table.Columns, map[extension.Alignment]data.Align{
			extension.AlignCenter: data.Centred, extension.AlignRight: data.Right,
		}[a])
	}
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		t.row(row)
	}
	if !t.tiles() {
		return
	}
	block.Table.Head, block.Table.Rows = t.head(), t.cells()
	if last := len(p.blocks) - 1; last >= 0 {
		if caption, ok := captionOf(p.blocks[last]); ok {
			block.Runs, p.blocks = caption, p.blocks[:last]
		}
	}
	p.blocks = append(p.blocks, block)
}

// captionOf is the caption that a paragraph gives to the table below it.
func captionOf(b data.Block) ([]data.Run, bool) {
	if b.Level > 0 || b.Item != nil || b.Captioned() || len(b.Runs) == 0 {
		return nil, false
	}
	for _, mark := range []string{"表：", "表:", "table:"} {
		if rest, ok := strings.CutPrefix(b.Runs[0].Text, mark); ok {
			said := strings.TrimLeft(rest, " \u3000\t")
			if said == "" {
				return b.Runs[1:], true
			}
			return append([]data.Run{b.Runs[0].From(len(b.Runs[0].Text) - len(said))}, b.Runs[1:]...), true
		}
	}
	return nil, false
}

// tableReader takes the rows of a table apart.
type tableReader struct {
	*proseBuilder
	columns int
	grid    [][]*gridCell // the cell that covers each place
}

// gridCell is a cell with the place where it begins.
type gridCell struct {
	data.TextCell
	row    int
	offset int // in the source
}

// row reads a row. One that has more cells than the head would lose them.
func (t *tableReader) row(n ast.Node) {
	start := max(n.Pos(), 0)
	for cell := n.FirstChild(); cell != nil; cell = cell.NextSibling() {
		if lines := cell.Lines(); lines.Len() > 0 {
			start = lines.At(0).Start
			break
		}
	}
	if count := cellsOf(lineFrom(t.source, start)); count != t.columns {
		t.errorf(start, diag.T("这一行有 %d 格，表头有 %d 格", "this row has %d cells, the head has %d", count, t.columns),
			diag.T("空格子写作 | |；竖线本身写作 \\|", "an empty cell is | |; a bar itself is \\|"))
	}
	r := len(t.grid)
	t.grid = append(t.grid, make([]*gridCell, t.columns))
	c := 0
	for cell := n.FirstChild(); cell != nil && c < t.columns; cell = cell.NextSibling() {
		t.grid[r][c] = t.cell(cell, r, c, start)
		c++
	}
}

// cell is the cell at a place of the grid: a new one, or that beside or above it.
func (t *tableReader) cell(n ast.Node, r, c, start int) *gridCell {
	var text string
	if lines := n.Lines(); lines.Len() > 0 {
		start = lines.At(0).Start
		text = string(bytes.TrimSpace(lines.Value(t.source)))
	}
	switch {
	case text == mergesLeft && c > 0:
		return t.grid[r][c-1]
	case text == mergesUp && r > 0:
		return t.grid[r-1][c]
	case text == mergesLeft || text == mergesUp:
		t.errorf(start, diag.T("“%s”旁边没有可以并入的格", "“%s” has no cell to belong to", text),
			diag.T("“<”并入左边的格，“^”并入上边的格；符号本身写作 \\< 和 \\^", "“<” belongs to the cell on the left, “^” to that above; the marks themselves are \\< and \\^"))
	}
	t.atoms, t.bracket = nil, -1
	t.inline(n, emphasis{})
	return &gridCell{TextCell: data.TextCell{Runs: t.runs(), Col: c}, row: r, offset: start}
}

// tiles measures the cells and reports those that are no rectangle.
func (t *tableReader) tiles() bool {
	covered := map[*gridCell]int{}
	for r, row := range t.grid {
		for c, cell := range row {
			if cell == nil {
				return false
			}
			cell.RowSpan, cell.ColSpan = max(cell.RowSpan, r-cell.row+1), max(cell.ColSpan, c-cell.Col+1)
			covered[cell]++
		}
	}
	for r, row := range t.grid {
		for c, cell := range row {
			if cell.row == r && cell.Col == c && covered[cell] != cell.RowSpan*cell.ColSpan {
				t.errorf(cell.offset, diag.T("合并的格不是矩形", "the cells that are merged make no rectangle"),
					diag.T("合并几行几列时，每一格都写“<”或“^”", "write “<” or “^” in each of the cells that it covers"))
				return false
			}
		}
	}
	return true
}

// head is how many rows the cells of the first row reach down, and those that
// begin beside them.
func (t *tableReader) head() int {
	rows := 1
	for r := 0; r < rows; r++ {
		for _, cell := range t.grid[r] {
			rows = max(rows, cell.row+cell.RowSpan)
		}
	}
	return rows
}

func (t *tableReader) cells() [][]data.TextCell {
	out := make([][]data.TextCell, len(t.grid))
	for r, row := range t.grid {
		for c, cell := range row {
			if cell.row == r && cell.Col == c {
				out[r] = append(out[r], cell.TextCell)
			}
		}
	}
	return out
}

func lineFrom(source []byte, at int) []byte {
	start := bytes.LastIndexByte(source[:at], '\n') + 1
	line := source[start:]
	if end := bytes.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	return bytes.TrimSpace(line)
}

// cellsOf counts the cells of a row: the bars that are not escaped part them.
func cellsOf(line []byte) int {
	line = bytes.TrimPrefix(line, []byte("|"))
	n, ended := 1, false
	for i, c := range line {
		ended = false
		if c == '|' && (i == 0 || line[i-1] != '\\') {
			n++
			ended = true
		}
	}
	if ended {
		n--
	}
	return n
}
