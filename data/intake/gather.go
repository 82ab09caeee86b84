package intake

import (
	"strings"

	"gongwen/data/intake/flow"
)

// gathered puts the cells of tables together again that stand one on a line,
// each ended by a bar, as where a web page was made text with a paragraph in
// each cell. It does so where there are empty cells among them: those between
// a label and a figure would be lost otherwise.
func gathered(blocks []flow.Block) []flow.Block {
	var list []flow.Block
	for i := 0; i < len(blocks); {
		g := &gatherer{}
		n := g.take(blocks[i:])
		if table := g.table(); table != nil {
			list = append(list, flow.Block{Kind: flow.Tabular, Table: table, Pos: table.Pos})
			i += n
			continue
		}
		n = max(n, 1)
		list = append(list, blocks[i:i+n]...)
		i += n
	}
	return list
}

// gatherer is the cells of a table that stand one on a line.
type gatherer struct {
	cells   []flow.Cell
	ends    []int // numbers of cells before which a row ended, because several bars follow each other
	most    int   // bars that follow each other
	alone   int   // cells on lines of their own
	empty   bool  // there are empty cells
	pending []flow.Block
}

// take reads the cells of the first blocks and says how many blocks that are.
func (g *gatherer) take(blocks []flow.Block) int {
	n := 0
	for i, b := range blocks {
		switch {
		case b.Kind == flow.Tabular && !b.Table.Placed && len(g.pending) == 0 && g.alone > 0:
			g.rows(b.Table)
		case b.Kind != flow.Paragraph || running.MatchString(b.Text()) || noteMark.MatchString(strings.TrimSpace(b.Text())):
			return n
		case b.Bars == 0 && len(g.pending) > 1:
			return n
		case b.Bars == 0:
			g.pending = append(g.pending, b)
			continue
		default:
			g.line(b)
		}
		n = i + 1
	}
	return n
}

// line adds the cells that the bars of a line end.
func (g *gatherer) line(b flow.Block) {
	c := flow.Cell{Text: b.Text(), Pos: b.Pos}
	for i := len(g.pending) - 1; i >= 0; i-- {
		c = flow.Cell{Text: strings.TrimSuffix(g.pending[i].Text()+"\n"+c.Text, "\n"), Pos: g.pending[i].Pos}
	}
	g.pending = nil
	g.add(c)
	if !isBlank(c.Text) {
		g.alone++
	}
	for range b.Bars - 1 {
		g.add(flow.Cell{Pos: b.Pos})
	}
	if b.Bars > 1 {
		g.ends, g.most = append(g.ends, len(g.cells)), max(g.most, b.Bars)
	}
}

// rows adds lines with several cells.
func (g *gatherer) rows(t *flow.Table) {
	for _, row := range t.Rows {
		filled := 0
		for i, c := range row.Cells {
			g.add(c)
			if !isBlank(c.Text) {
				filled = i + 1
			}
		}
		if n := len(row.Cells) - filled; n > 0 {
			g.ends, g.most = append(g.ends, len(g.cells)), max(g.most, n)
		}
	}
}

func (g *gatherer) add(c flow.Cell) {
	g.cells = append(g.cells, c)
	g.empty = g.empty || isBlank(c.Text)
}

// table is the cells as a table, nil where they are none.
func (g *gatherer) table() *flow.Table {
	const few = 6
	if g.alone < few || !g.empty {
		return nil
	}
	t := &flow.Table{Pos: g.cells[0].Pos}
	if width := g.width(); width > 0 {
		for at := 0; at < len(g.cells); at += width {
			t.Rows = append(t.Rows, flow.Row{Cells: g.cells[at : at+width], Pos: g.cells[at].Pos})
		}
		unled(t)
		return t
	}
	value := true // whether the last cell was none of a label
	for _, c := range g.cells {
		now := isBlank(c.Text) || isValue(c.Text)
		if value && !now || len(t.Rows) == 0 {
			t.Rows = append(t.Rows, flow.Row{Pos: c.Pos})
		}
		last := &t.Rows[len(t.Rows)-1]
		last.Cells = append(last.Cells, c)
		value = now
	}
	return t
}

// width is how many cells all rows have, by where rows were filled up with
// empty cells; 0 where that is not said.
func (g *gatherer) width() int {
	width := len(g.cells)
	for _, end := range g.ends {
		for end != 0 {
			width, end = end, width%end
		}
	}
	if len(g.ends) == 0 || width <= g.most {
		return 0
	}
	return width
}

// unled takes the first cell from the rows of a table in which all of them are
// empty, because a bar stands before each row.
func unled(t *flow.Table) {
	for _, row := range t.Rows {
		if !isBlank(row.Cells[0].Text) {
			return
		}
	}
	for i := range t.Rows {
		t.Rows[i].Cells = t.Rows[i].Cells[1:]
	}
}
