// Package heads finds a list, rows of unknown number, in cells by the heads of its
// columns, whatever holds the cells: the sheet of a workbook, a file of
// comma-separated values, a table of a document. It says which column of the cells
// is which of the list, and what every row below the heads is.
package heads

import (
	"slices"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/cell"
)

// Cells is what a list is looked for in. Rows and columns count from 0.
type Cells interface {
	Size() (rows, cols int)
	// Text is what stands at a place; a merged cell has its text in all its places.
	Text(row, col int) string
}

// List is a list of a template as its heads tell it.
type List struct {
	Leaf    data.Leaf
	columns []column
	fixed   map[string]bool // names of the rows that the table has once, such as 合计
	words   map[string]bool // names of cells that head nothing, such as 栏次
	group   int             // column by which rows are grouped, -1 for none
	code    int             // column of codes, -1 for none
}

// column is what may stand over a column of the list.
type column struct {
	names []cell.Head
	above []string // names of the heads over the nearest one in the printed table
	words bool     // it holds no figures
}

// Of is a list of a table.
func Of(t *configs.Table, leaf data.Leaf) *List {
	l := &List{
		Leaf: leaf, fixed: map[string]bool{}, words: map[string]bool{cell.NameOf("栏次"): true},
		group: leaf.ColumnAt(leaf.Row.Many.Group), code: leaf.ColumnAt(leaf.Row.Many.Code),
	}
	printed := printedHeads(t, leaf)
	for _, c := range leaf.Columns {
		own := column{words: c.Kind != configs.NumberValue}
		over := printed[c.ID]
		names := append([]string{c.Label, c.ID}, c.Aliases...)
		if len(over) > 0 {
			names = append(names, over[0])
			for _, h := range over[1:] {
				own.above = append(own.above, cell.NameOf(h))
			}
			// Heads one over the other are often one head in a table of plain lines.
			names = append(names, joined(over))
		}
		for _, n := range names {
			if h := cell.HeadOf(n); !slices.Contains(own.names, h) {
				own.names = append(own.names, h)
			}
		}
		l.columns = append(l.columns, own)
	}
	for _, other := range data.Leaves(t) {
		for _, n := range append([]string{other.Row.Label}, other.Row.Aliases...) {
			l.fixed[cell.NameOf(n)] = true
		}
	}
	for _, row := range t.Grid {
		for _, c := range row.Cells {
			if c.Role == configs.WordsCell && c.Text != "" {
				l.words[cell.NameOf(c.Text)] = true
			}
		}
	}
	return l
}

// printedHeads are the heads over each column of the list in the printed table, the
// nearest first.
func printedHeads(t *configs.Table, leaf data.Leaf) map[string][]string {
	over := make([][]string, len(t.Widths))
	printed := map[string][]string{}
	for _, row := range t.Grid {
		for _, c := range row.Cells {
			switch {
			case c.Role == configs.NumberCell && c.Row == leaf.Path:
				printed[c.Column] = over[c.Col]
			case c.Role == configs.HeadCell:
				for at := c.Col; at < min(c.Col+c.ColSpan, len(over)); at++ {
					over[at] = append([]string{c.Text}, over[at]...)
				}
			}
		}
	}
	return printed
}

// joined is heads as one, from the outermost on.
func joined(heads []string) string {
	all := ""
	for _, h := range slices.Backward(heads) {
		all += h
	}
	return all
}
