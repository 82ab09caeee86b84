package xlsx

import (
	"slices"
	"strings"

	"gongwen/data/cell"
	"gongwen/data/xlsx/workbook"
)

// placement is where the figures of a table stand in a sheet.
type placement struct {
	*labelled
	shape     *shape
	lists     []*list
	figures   []figure
	doubles   []double
	area      area
	labels    []label // that were used
	ambiguous []ambiguity
}

// figure is a figure of the template with its place in the workbook.
type figure struct {
	table, row, column string
	sheet              *worksheet
	at                 workbook.Ref
	stub               workbook.Ref   // the row's label, or the figure itself where it has none
	head               workbook.Ref   // the column's label
	labels             []workbook.Ref // all labels of its row and column
}

// area is the rectangle of a table in its sheet.
type area struct {
	workbook.Range
	table string
}

func (a *area) include(r workbook.Range) {
	if a.To.Row == 0 {
		a.Range = r
		return
	}
	a.From.Row, a.From.Col = min(a.From.Row, r.From.Row), min(a.From.Col, r.From.Col)
	a.To.Row, a.To.Col = max(a.To.Row, r.To.Row), max(a.To.Col, r.To.Col)
}

func (a area) has(ref workbook.Ref) bool {
	return ref.Row >= a.From.Row && ref.Row <= a.To.Row && ref.Col >= a.From.Col && ref.Col <= a.To.Col
}

// ambiguity is a row or figure that stands at several places.
type ambiguity struct {
	row, column string // column is empty for a whole row
	at, other   workbook.Ref
}

// double is a cell that is the place of two figures, because cells were merged.
type double struct{ first, second figure }

// candidate is a row of the sheet that may be a line of the template.
type candidate struct {
	row     int
	stub    *label
	score   int // how well the labels of its groups agree
	figures []placed
}

// placed is a figure of the line with its place, or the second of two places
// that it may as well have.
type placed struct {
	headed
	at, other workbook.Ref
	head      label
	score     int // how well the labels above agree
}

// locate finds a table in a sheet; it has few figures where it is not there.
func locate(s *worksheet, shape *shape) *placement {
	p := &placement{labelled: s.label(shape), shape: shape}
	p.area.table = shape.table.ID
	taken := map[workbook.Ref]figure{}
	for _, l := range shape.lines {
		best, second := p.candidates(l)
		if best == nil {
			continue
		}
		if second != nil {
			p.ambiguous = append(p.ambiguous, ambiguity{
				row: l.figures[0].row, at: workbook.Ref{Row: best.row, Col: 1}, other: workbook.Ref{Row: second.row, Col: 1},
			})
			continue
		}
		p.take(best, taken)
	}
	return p
}

// take notes the figures of a line that was found.
func (p *placement) take(c *candidate, taken map[workbook.Ref]figure) {
	for _, f := range c.figures {
		found := figure{table: p.shape.table.ID, row: f.row, column: f.column, sheet: p.worksheet, at: f.at, stub: f.at, head: f.head.cell}
		for _, l := range slices.Concat(p.before(f.at.Row, f.at.Col-1), p.above(f.at.Row, f.at.Col)) {
			found.labels = append(found.labels, l.cell)
		}
		if c.stub != nil {
			found.stub = c.stub.cell
			p.area.include(c.stub.extent)
			p.labels = append(p.labels, *c.stub)
		}
		p.area.include(p.Extent(f.at))
		p.area.include(f.head.extent)
		p.labels = append(p.labels, f.head)
		if f.other != (workbook.Ref{}) {
			p.ambiguous = append(p.ambiguous, ambiguity{f.row, f.column, f.at, f.other})
			continue
		}
		if before, twice := taken[f.at]; twice {
			p.doubles = append(p.doubles, double{before, found})
			continue
		}
		taken[f.at] = found
		p.figures = append(p.figures, found)
	}
}

// candidates are the best row for a line and, where there is one, another that
// is as good.
func (p *placement) candidates(l figureRow) (best, second *candidate) {
	if len(l.stubs) == 0 {
		return p.below(l), nil
	}
	for _, row := range p.rowsOf(l.stubs[0]) {
		for _, c := range p.inRow(l, row) {
			switch {
			case best == nil || c.better(best):
				best, second = c, nil
			case !best.better(c):
				second = c
			}
		}
	}
	return best, second
}

// rowsOf are the rows with a label, the first few of very many.
func (p *placement) rowsOf(name string) []int {
	const most = 30
	rows := slices.Clone(p.rows[name])
	slices.Sort(rows)
	rows = slices.Compact(rows)
	return rows[:min(len(rows), most)]
}

func (c *candidate) better(than *candidate) bool {
	if len(c.figures) != len(than.figures) {
		return len(c.figures) > len(than.figures)
	}
	return c.score > than.score
}

// inRow are the parts of a row that have the label of a line and some of its
// figures: one, unless rows stand side by side.
func (p *placement) inRow(l figureRow, row int) []*candidate {
	var list []*candidate
	until := p.Cols + 1 // last place of the part
	for col := p.Cols + 1; col >= 1; col-- {
		stub, ok := p.at[workbook.Ref{Row: row, Col: col}]
		if !ok || stub.extent.From.Col != col {
			continue
		}
		if stub.name == l.stubs[0] {
			c := &candidate{row: row, stub: &stub}
			c.figures = p.columnsOf(l, row, stub.extent.To.Col+1, until)
			if len(c.figures) > 0 {
				c.score = agreement(l.stubs, p.before(row, stub.extent.To.Col))
				if cell.Compact(stub.text) == l.stub {
					c.score++
				}
				if before := p.Cell(workbook.Ref{Row: row, Col: stub.extent.From.Col - 1}); before != nil && l.code != "" && strings.TrimSpace(before.Text) == l.code {
					c.score++
				}
				if p.shape.beside {
					for _, f := range c.figures {
						c.score += f.score
					}
				}
				if list = append(list, c); !p.shape.beside {
					return list
				}
			}
		}
		if p.shape.beside {
			until = col - 1
		}
	}
	return list
}

// below finds the row of a line without a label: the first one below its heads
// that holds something, or that directly below them.
func (p *placement) below(l figureRow) *candidate {
	const gap = 3 // rows that may have been put in between
	var first *candidate
	for _, start := range p.rowsOf(l.figures[0].heads[0]) {
		for row := start + 1; row <= start+gap && row <= p.Rows+1; row++ {
			c := &candidate{row: row, figures: p.columnsOf(l, row, 1, p.Cols+1)}
			if len(c.figures) == 0 || p.counts(c) || first != nil && len(c.figures) < len(first.figures) {
				continue
			}
			if first == nil || len(c.figures) > len(first.figures) || p.filled(c) && !p.filled(first) {
				first = c
			}
		}
	}
	return first
}

// counts reports whether a row says what the printed table has above the figures, such
// as the numbers of the columns.
func (p *placement) counts(c *candidate) bool {
	return !slices.ContainsFunc(c.figures, func(f placed) bool {
		found := p.Cell(f.at)
		return f.counted == "" || found == nil || strings.TrimSpace(found.Text) != f.counted
	})
}

// filled reports whether a row holds figures, as opposed to notes.
func (p *placement) filled(c *candidate) bool {
	return slices.ContainsFunc(c.figures, func(f placed) bool {
		c := p.Cell(f.at)
		return c != nil && isFigure(c)
	})
}

// columnsOf finds the figures of a line in a row, from one column to another.
func (p *placement) columnsOf(l figureRow, row, from, to int) []placed {
	var list []placed
	above := make(map[int][]label, p.Cols)
	for col := from; col <= to; col++ {
		ref := workbook.Ref{Row: row, Col: col}
		if _, isLabel := p.at[ref]; !isLabel {
			if labels := p.above(row, col); len(labels) > 0 {
				above[col] = labels
			}
		}
	}
	for _, f := range l.figures {
		if found, ok := p.columnOf(f, row, from, above); ok {
			list = append(list, found)
		}
	}
	return list
}

// columnOf finds a figure by the labels above the places of a row. Of places
// that are as good, as those of a merged cell taken apart, it is the one that
// holds something.
func (p *placement) columnOf(f headed, row, from int, above map[int][]label) (placed, bool) {
	found, score := placed{headed: f}, -1
	for col := from; col <= p.Cols+1; col++ {
		labels := above[col]
		if len(labels) == 0 || labels[0].name != f.heads[0] {
			continue
		}
		at := p.Origin(workbook.Ref{Row: row, Col: col})
		s := agreement(f.heads, labels)
		switch {
		case score >= 0 && at == found.at:
		case s > score:
			found.at, found.other, found.head, score = at, workbook.Ref{}, labels[0], s
		case s < score || p.Cell(at) == nil:
		case p.Cell(found.at) == nil:
			found.at, found.head = at, labels[0]
		default:
			found.other = at
		}
	}
	found.score = score
	return found, score >= 0
}

// agreement says how well the labels of a place agree with those of the
// template: two for each that is there, one off for each that should not be.
func agreement(wanted []string, labels []label) int {
	score := 0
	for _, l := range labels {
		if slices.Contains(wanted, l.name) {
			score += 2
		} else {
			score--
		}
	}
	return max(0, score)
}
