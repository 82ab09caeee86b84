package xlsx

import (
	"strings"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/cell"
)

// shape is a template's table as its labels tell it: which labels stand to the
// left of and above each figure.
type shape struct {
	table  *configs.Table
	labels map[string]bool   // all labels of the table as cell.NameOf has them
	others map[string]string // what earlier reports call them, with the label
	lines  []figureRow
	text   string                // all labels, one behind the other, as cell.Compact has them
	count  int                   // of figures
	known  map[string]recognised // texts that have been compared with the labels
}

// recognised is the label that a text is, empty for none.
type recognised struct {
	name  string
	exact bool
}

// figureRow is a row of the grid that has figures.
type figureRow struct {
	stubs   []string // normalised, nearest first
	figures []headed
}

// headed is a figure of a line with the labels above it, nearest first.
type headed struct {
	row, column string
	heads       []string
}

func shapeOf(t *configs.Table) *shape {
	t = t.Single()
	s := &shape{table: t, labels: map[string]bool{}, others: map[string]string{}, known: map[string]recognised{}}
	grid := cover(t)
	var text strings.Builder
	for r, row := range t.Grid {
		var l figureRow
		col := 0
		for i := range row.Cells {
			c := &row.Cells[i]
			for grid[r][col] != c {
				col++
			}
			if c.Role == configs.WordsCell {
				continue
			}
			if c.Role != configs.NumberCell {
				s.labels[cell.NameOf(c.Text)] = true
				text.WriteString(cell.Compact(c.Text) + "\n")
				continue
			}
			if l.figures == nil {
				l.stubs = labelsBefore(grid[r][:col])
			}
			l.figures = append(l.figures, headed{c.Row, c.Column, labelsAbove(grid, r, col)})
		}
		if l.figures != nil {
			s.lines = append(s.lines, l)
			s.count += len(l.figures)
		}
	}
	s.text = text.String()
	for _, leaf := range data.Leaves(t) {
		s.alias(leaf.Row.Label, leaf.Row.Aliases)
		for _, c := range leaf.Columns {
			s.alias(c.Label, c.Aliases)
		}
	}
	return s
}

// alias notes what earlier reports call a label of the grid.
func (s *shape) alias(label string, aliases []string) {
	for _, a := range aliases {
		if n := cell.NameOf(a); s.labels[cell.NameOf(label)] && !s.labels[n] {
			s.others[n] = cell.NameOf(label)
		}
	}
}

// cover says which cell stands at each place of the grid.
func cover(t *configs.Table) [][]*configs.GridCell {
	grid := make([][]*configs.GridCell, len(t.Grid))
	for r := range grid {
		grid[r] = make([]*configs.GridCell, len(t.Widths))
	}
	for r := range t.Grid {
		for i := range t.Grid[r].Cells {
			c := &t.Grid[r].Cells[i]
			for rr := range c.RowSpan {
				for cc := range c.ColSpan {
					grid[r+rr][c.Col+cc] = c
				}
			}
		}
	}
	return grid
}

// labelsBefore are the labels of a row to the left of a figure.
func labelsBefore(row []*configs.GridCell) []string {
	var labels []string
	for i := len(row) - 1; i >= 0; i-- {
		if row[i].Role != configs.NumberCell && (i == len(row)-1 || row[i] != row[i+1]) {
			labels = append(labels, cell.NameOf(row[i].Text))
		}
	}
	return labels
}

// labelsAbove are the labels over a figure: those of the nearest group of rows
// that has labels in its column.
func labelsAbove(grid [][]*configs.GridCell, r, col int) []string {
	var labels []string
	for i := r - 1; i >= 0; i-- {
		c := grid[i][col]
		if c.Role == configs.NumberCell {
			if labels != nil {
				break
			}
			continue
		}
		if i == r-1 || c != grid[i+1][col] {
			labels = append(labels, cell.NameOf(c.Text))
		}
	}
	return labels
}
