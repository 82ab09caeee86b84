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
	source *configs.Table    // with the rows that stand for lists
	labels map[string]bool   // all labels of the table as cell.NameOf has them
	every  map[string]bool   // those of all tables of the template
	others map[string]string // what earlier reports call them, with the label
	lines  []figureRow
	text   string                // all labels, one behind the other, as cell.Compact has them
	count  int                   // of figures
	known  map[string]recognised // texts that have been compared with the labels
	words  map[string]bool       // texts of cells that head nothing, such as 行次 and codes
	nameOf func(string) string   // cell.NameOf
	beside bool                  // rows with labels of their own stand side by side
}

// recognised is the label that a text is, empty for none.
type recognised struct {
	name  string
	exact bool
}

// figureRow is a row of the grid that has figures, or a part of one that has a label
// of its own.
type figureRow struct {
	stubs   []string // normalised, nearest first
	stub    string   // the nearest as it is printed, as cell.Compact has it
	code    string   // what heads nothing and stands before that, such as a code
	figures []headed
}

// headed is a figure of a line with the labels above it, nearest first.
type headed struct {
	row, column string
	heads       []string
	counted     string // what heads nothing and stands directly above, such as the number of the column
}

// shapeOf is the shape of a table; nameOf is cell.NameOf.
func shapeOf(t *configs.Table, nameOf func(string) string) *shape {
	whole := t
	t = t.Single()
	s := &shape{table: t, source: whole, labels: map[string]bool{}, others: map[string]string{}, known: map[string]recognised{}, words: map[string]bool{}, nameOf: nameOf}
	grid := cover(t)
	var text strings.Builder
	for r, row := range t.Grid {
		var l figureRow
		col, from, behind := 0, 0, 0 // where the part of the row begins, and what is behind its last figure
		end := func() {
			if l.figures != nil {
				s.lines = append(s.lines, l)
				s.count += len(l.figures)
			}
			l = figureRow{}
		}
		for i := range row.Cells {
			c := &row.Cells[i]
			for grid[r][col] != c {
				col++
			}
			switch c.Role {
			case configs.WordsCell:
				s.words[strings.TrimSpace(c.Text)] = true
			case configs.NumberCell:
				if l.figures == nil {
					l.stubs, l.stub, l.code = s.labelsBefore(grid[r][from:col])
				}
				f := headed{row: c.Row, column: c.Column, heads: s.labelsAbove(grid, r, col)}
				if r > 0 && grid[r-1][col].Role == configs.WordsCell {
					f.counted = grid[r-1][col].Text
				}
				l.figures = append(l.figures, f)
				behind = col + c.ColSpan
			default:
				if l.figures != nil {
					end()
					from, s.beside = behind, true
				}
				s.labels[s.nameOf(c.Text)] = true
				text.WriteString(cell.Compact(c.Text) + "\n")
			}
		}
		end()
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
		if n := s.nameOf(a); s.labels[s.nameOf(label)] && !s.labels[n] {
			s.others[n] = s.nameOf(label)
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

// labelsBefore are the labels of a row to the left of a figure, the nearest as it is
// printed, and what stands before that and heads nothing.
func (s *shape) labelsBefore(row []*configs.GridCell) (labels []string, nearest, code string) {
	for i := len(row) - 1; i >= 0; i-- {
		if row[i].IsLabel() && (i == len(row)-1 || row[i] != row[i+1]) {
			if labels = append(labels, s.nameOf(row[i].Text)); nearest == "" {
				nearest = cell.Compact(row[i].Text)
			}
		} else if row[i].Role == configs.WordsCell && len(labels) == 1 && code == "" {
			code = row[i].Text
		}
	}
	return labels, nearest, code
}

// labelsAbove are the labels over a figure: those of the nearest group of rows
// that has labels in its column.
func (s *shape) labelsAbove(grid [][]*configs.GridCell, r, col int) []string {
	var labels []string
	for i := r - 1; i >= 0; i-- {
		c := grid[i][col]
		if !c.IsLabel() {
			if labels != nil && c.Role == configs.NumberCell {
				break
			}
			continue
		}
		if i == r-1 || c != grid[i+1][col] {
			labels = append(labels, s.nameOf(c.Text))
		}
	}
	return labels
}
