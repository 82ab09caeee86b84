package xlsx

import (
	"slices"
	"strings"

	"gongwen/data/cell"
	"gongwen/data/xlsx/workbook"
	"gongwen/internal/source"
)

// labelled is a sheet as a table's labels are found in it.
type labelled struct {
	*worksheet
	at      map[workbook.Ref]label // by every place that the label's cell covers
	columns map[int][]int          // rows that have a label in a column, in order
	rows    map[string][]int       // rows that have a label, by the label
}

// label is a cell that holds a label of the template.
type label struct {
	name   string       // as the template has it, normalised
	cell   workbook.Ref // where it stands
	extent workbook.Range
	text   string // what stands there
	typed  string // the same where it is not quite the label
}

func (s *worksheet) label(shape *shape) *labelled {
	l := &labelled{worksheet: s, at: map[workbook.Ref]label{}, columns: map[int][]int{}, rows: map[string][]int{}}
	for _, c := range s.Cells() {
		if c.Kind != workbook.Text || s.Origin(c.Ref) != c.Ref {
			continue
		}
		name, exact := shape.recognise(c.Text)
		if name == "" {
			continue
		}
		found := label{name: name, cell: c.Ref, extent: s.Extent(c.Ref), text: c.Text}
		if !exact {
			found.typed = c.Text
		}
		l.add(found)
	}
	for _, rows := range l.columns {
		slices.Sort(rows)
	}
	return l
}

func (l *labelled) add(found label) {
	e := found.extent
	for row := e.From.Row; row <= min(e.To.Row, l.Rows+1); row++ {
		l.rows[found.name] = append(l.rows[found.name], row)
		for col := e.From.Col; col <= min(e.To.Col, l.Cols+1); col++ {
			l.at[workbook.Ref{Row: row, Col: col}] = found
			l.columns[col] = append(l.columns[col], row)
		}
	}
}

// recognise is the label of the table that a text is, and whether it is that
// exactly. Close to it are texts that leave out, add or mistype a few of its
// characters, as 规范性文件 for 行政规范性文件, where they are close to one label only.
func (s *shape) recognise(text string) (name string, exact bool) {
	if len(text) > maxLabel {
		return "", false
	}
	known, ok := s.known[text]
	if !ok {
		known.name, known.exact = s.match(text)
		s.known[text] = known
	}
	return known.name, known.exact
}

func (s *shape) match(text string) (name string, exact bool) {
	word := s.nameOf(text)
	if cell.Restricts(text, s.text) {
		return "", false
	}
	if s.labels[word] {
		return word, s.prints(text, word) && !cell.Explains(text, s.text)
	}
	if label := s.others[word]; label != "" {
		return label, false
	}
	if s.every[word] {
		return "", false // the label of another table is no mistake
	}
	var like []string
	for candidate := range s.labels {
		if cell.Near(word, candidate) {
			like = append(like, candidate)
		}
	}
	if len(like) != 1 {
		return "", false
	}
	return like[0], false
}

// prints reports whether a text is a label, called name, as the table has it.
func (s *shape) prints(text, name string) bool {
	return name == source.Normalize(text) || strings.Contains("\n"+s.text, "\n"+cell.Compact(text)+"\n")
}

const maxLabel = 600 // bytes of a text that may be a label

// before are the labels of a row to the left of a column, nearest first. A
// group's label that stands only in the first row of its group, because its
// merged cell was taken apart, counts for the rows below it.
func (l *labelled) before(row, col int) []label {
	var labels []label
	for c := col; c >= 1; c-- {
		ref := workbook.Ref{Row: row, Col: c}
		found, ok := l.at[ref]
		if !ok && len(labels) > 0 && l.Cell(ref) == nil {
			found, ok = l.lastAbove(row, c)
		}
		if ok && (len(labels) == 0 || labels[len(labels)-1].cell != found.cell) {
			labels = append(labels, found)
		}
	}
	return labels
}

// lastAbove is the nearest label above a place, with nothing in between.
func (l *labelled) lastAbove(row, col int) (label, bool) {
	above := l.rowAbove(row, col)
	if above == 0 {
		return label{}, false
	}
	return l.at[workbook.Ref{Row: above, Col: col}], true
}

// rowAbove is the nearest row above a place that has a label in its column, 0 for none.
func (l *labelled) rowAbove(row, col int) int {
	rows := l.columns[col]
	i, _ := slices.BinarySearch(rows, row)
	if i == 0 {
		return 0
	}
	return rows[i-1]
}

// above are the labels over a place, nearest first: those of the nearest rows
// that have labels in its column, one below the other. A label that covers
// several columns but whose merged cell was taken apart counts for the empty
// places to its right.
func (l *labelled) above(row, col int) []label {
	var labels []label
	for r := l.rowAbove(row, col); r >= 1; r-- {
		found, ok := l.at[workbook.Ref{Row: r, Col: col}]
		if !ok {
			found, ok = l.leftOf(r, col)
		}
		if !ok {
			break
		}
		if len(labels) == 0 || labels[len(labels)-1].cell != found.cell {
			labels = append(labels, found)
		}
	}
	return labels
}

// leftOf is the nearest label to the left of an empty place of its row.
func (l *labelled) leftOf(row, col int) (label, bool) {
	for c := col; c >= 1; c-- {
		ref := workbook.Ref{Row: row, Col: c}
		if found, ok := l.at[ref]; ok {
			return found, true
		}
		if l.Cell(ref) != nil {
			return label{}, false
		}
	}
	return label{}, false
}
