package intake

import (
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/cell"
	"gongwen/internal/pattern"
	"gongwen/internal/source"
)

// shape is a template's table as its labels tell it.
type shape struct {
	table     *configs.Table
	leaves    []data.Leaf
	lines     []*figureRow
	names     map[string][]*figureRow // by the names of rows, aliases included
	known     map[string]bool         // names of all labels
	fragments string                  // all labels, one behind the other, as compact has them
	heads     map[string][]span       // columns of the grid under each head, by its name
	groups    map[string]string       // paths of groups by their names
	columns   []cell.Head             // heads of all columns, aliases included
	printed   []string                // names of all heads as they are printed, row by row
	years     cell.Years              // that labels name
	widths    map[string]int          // of heads that are none of a column themselves, by name; nil before it is asked for
}

// figureRow is a row of figures that one label stands before or above.
type figureRow struct {
	index   int
	label   string // as it is printed, with those of its groups
	own     string // without them
	names   []string
	group   string // path of the group it stands in
	figures []data.Ref
	stub    int          // column of the label in the printed grid
	start   int          // column of the first figure
	offsets []int        // of the figures' columns from that
	heads   []string     // names of the heads nearest to the figures, one each
	above   [][]string   // all heads above the figures, nearest first, one list each
	parts   []*figureRow // of a line without a label: the rows side by side in it
	single  string       // of a group that may stand as one row: its path
}

// span is columns of the grid, ends included.
type span struct{ from, to int }

func shapeOf(t *configs.Table) *shape {
	t = t.Single()
	s := &shape{
		table: t, leaves: data.Leaves(t), names: map[string][]*figureRow{}, known: map[string]bool{},
		heads: map[string][]span{}, groups: map[string]string{},
	}
	s.years = cell.YearsOf(t.Labels())
	var all strings.Builder
	s.grid(&all)
	for _, l := range s.leaves {
		s.know(&all, append([]string{l.Row.Label}, l.Row.Aliases...)...)
		for _, c := range l.Columns {
			for _, label := range append([]string{c.Label}, c.Aliases...) {
				if h := cell.HeadOf(label); !slices.Contains(s.columns, h) {
					s.columns = append(s.columns, h)
				}
			}
			s.know(&all, append([]string{c.Label}, c.Aliases...)...)
		}
	}
	s.group(t.Rows, "", &all)
	s.fragments = all.String()
	return s
}

func (s *shape) nameOf(label string) string { return s.years.NameOf(label) }

// know keeps labels as what a document's table may hold.
func (s *shape) know(all *strings.Builder, labels ...string) {
	for _, l := range labels {
		s.known[s.nameOf(l)] = true
		all.WriteString(cell.Compact(l) + "\n" + unnumbered(l) + "\n")
	}
}

// grid walks over the printed table.
func (s *shape) grid(all *strings.Builder) {
	above := make([][]string, len(s.table.Widths)) // heads of each column as they are printed, nearest first
	for i := range above {
		above[i] = []string{""}
	}
	figures := false // whether the row above has figures
	for _, row := range s.table.Grid {
		var l *figureRow
		labelled, stub, ended := false, 0, figures
		figures = false
		for i := range row.Cells {
			c := &row.Cells[i]
			col, end := c.Col, c.Col+c.ColSpan
			switch c.Role {
			case configs.NumberCell:
				if l == nil {
					l = &figureRow{index: len(s.lines), stub: stub, start: col}
					s.lines = append(s.lines, l)
				}
				figures = true
				l.figures = append(l.figures, data.Ref{Row: c.Row, Column: c.Column})
				l.offsets = append(l.offsets, col-l.start)
				l.above = append(l.above, above[col])
				l.heads = append(l.heads, s.nameOf(above[col][0]))
			case configs.WordsCell:
			case configs.StubCell:
				labelled, stub = true, col
				s.know(all, c.Text)
			default:
				s.know(all, c.Text)
				for at := col; at < end; at++ {
					if above[at] = append([]string{c.Text}, above[at]...); c.Role != configs.HeadCell || ended {
						above[at] = []string{c.Text}
					}
				}
				if c.Role == configs.HeadCell {
					s.printed = append(s.printed, s.nameOf(c.Text))
					s.heads[s.nameOf(c.Text)] = append(s.heads[s.nameOf(c.Text)], span{col, end - 1})
				}
			}
		}
		if l != nil {
			s.describe(l, labelled)
		}
	}
	for _, l := range s.lines {
		for i, ref := range l.figures {
			for _, alias := range s.column(ref).Aliases {
				if spans, ok := s.heads[l.heads[i]]; ok {
					s.heads[s.nameOf(alias)] = spans
				}
			}
		}
	}
}

// describe gives a line its names or, where it has no label of its own, the
// rows that stand side by side in it.
func (s *shape) describe(l *figureRow, labelled bool) {
	var rows []string
	for _, f := range l.figures {
		if len(rows) == 0 || rows[len(rows)-1] != f.Row {
			rows = append(rows, f.Row)
		}
	}
	if len(rows) == 1 && labelled {
		s.named(l, rows[0])
		return
	}
	for _, path := range rows {
		part := &figureRow{index: l.index}
		for i, f := range l.figures {
			if f.Row == path {
				part.figures, part.heads, part.above = append(part.figures, f), append(part.heads, l.heads[i]), append(part.above, l.above[i])
			}
		}
		s.named(part, path)
		l.parts = append(l.parts, part)
	}
}

// named gives a line the names of its row.
func (s *shape) named(l *figureRow, path string) {
	for _, leaf := range s.leaves {
		if leaf.Path != path {
			continue
		}
		l.label, l.own, l.group = leaf.Name, leaf.Row.Label, leaf.Group
		for _, n := range append([]string{leaf.Row.Label}, leaf.Row.Aliases...) {
			s.call(l, s.nameOf(n))
		}
	}
}

func (s *shape) call(l *figureRow, n string) {
	if n != "" && !slices.Contains(l.names, n) {
		l.names = append(l.names, n)
		s.names[n] = append(s.names[n], l)
	}
}

// group finds the groups of rows, and those that may stand as one row.
func (s *shape) group(rows []configs.Row, path string, all *strings.Builder) {
	for _, r := range rows {
		if len(r.Rows) == 0 {
			continue
		}
		full := data.JoinPath(path, r.ID)
		s.know(all, append([]string{r.Label}, r.Aliases...)...)
		for _, n := range append([]string{r.Label}, r.Aliases...) {
			s.groups[s.nameOf(n)] = full
		}
		if r.Single != "" {
			s.one(r, full)
		}
		s.group(r.Rows, full, all)
	}
}

// one adds the line of a group that stands as one row.
func (s *shape) one(r configs.Row, path string) {
	for _, l := range s.lines {
		if len(l.figures) == 0 || l.figures[0].Row != data.JoinPath(path, r.Single) {
			continue
		}
		whole := &figureRow{index: len(s.lines), label: data.RowName(s.table, path), figures: l.figures, heads: l.heads, above: l.above, stub: l.stub - 1, start: l.start, offsets: l.offsets, single: path}
		s.lines = append(s.lines, whole)
		for _, n := range append([]string{r.Label}, r.Aliases...) {
			s.call(whole, s.nameOf(n))
		}
		return
	}
}

// column is the column of a figure.
func (s *shape) column(ref data.Ref) configs.Column {
	for _, l := range s.leaves {
		if l.Path == ref.Row {
			c, _ := l.Column(ref.Column)
			return c
		}
	}
	return configs.Column{}
}

// has reports whether a text of a table is one of its labels or a part of one,
// if need be with faults.
func (s *shape) has(text string) bool {
	n := s.nameOf(text)
	if s.literally(text) || s.known[n] {
		return true
	}
	for k := range s.known {
		if source.Near(n, k) {
			return true
		}
	}
	return false
}

// literally reports whether a text is a label or a part of one as it stands, but
// for its number, blanks, quotation marks and the width of its characters.
func (s *shape) literally(text string) bool {
	c := unnumbered(text)
	return numberOnly.MatchString(c) || runes(c) <= cell.LongestLabel && strings.Contains(s.fragments, c)
}

var (
	numberOnly  = pattern.New(`^\(?(?:[0-9]{0,2}|[一二三四五六七八九十]{0,3})[)、.,:]*$`)
	labelNumber = pattern.New(`^(?:\((?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})\)[、.,]?|(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[、.)])`)
)

// unnumbered is a text as compact has it, without the number before it and the
// marks behind it. What is too long for the number of a row is none.
func unnumbered(text string) string {
	c := cell.Compact(text)
	return strings.TrimRight(strings.TrimPrefix(c, labelNumber.FindString(c)), ":;。.、,")
}
