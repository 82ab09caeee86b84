package intake

import (
	"slices"
	"strings"

	"gongwen/data/cell"
	"gongwen/internal/diag"
)

// heading is the heads above a column of the document, nearest first.
type heading []slot

// headings are those above so many figures, nil where the block does not say
// which stands above which.
func (b *headBlock) headings(s *shape, cells []slot) []heading {
	if b.placed {
		if list := b.covering(cells); list != nil {
			return list
		}
	}
	if b.listed {
		return b.listing(s, len(cells))
	}
	e := expander{shape: s, rows: b.rows, next: make([]int, len(b.rows))}
	var list []heading
	for e.next[0] < len(b.rows[0]) {
		list = append(list, e.expand(0, nil)...)
	}
	for len(list) > len(cells) && !s.isColumn(list[0][0].text) {
		list = list[1:] // the head above the labels
	}
	if len(list) != len(cells) {
		return nil
	}
	return list
}

// covering are the heads that cover the columns of cells; nil where a cell has none.
func (b *headBlock) covering(cells []slot) []heading {
	list := make([]heading, len(cells))
	for i, c := range cells {
		for _, row := range slices.Backward(b.rows) {
			for _, h := range row {
				if h.col <= c.col && c.col < h.col+h.span {
					list[i] = append(list[i], h)
				}
			}
		}
		if len(list[i]) == 0 {
			return nil
		}
	}
	return list
}

// listing is the heads of columns that stand one on a line, where all of them
// stand in one row of the table.
func (b *headBlock) listing(s *shape, n int) []heading {
	var list []heading
	for _, h := range b.rows[0] {
		if s.width(h.text) > 0 {
			return nil
		}
		list = append(list, heading{h})
	}
	if len(list) < n || len(list) > n+1 {
		return nil
	}
	return list[len(list)-n:]
}

// expander puts together the heads of rows whose merged cells are not known.
type expander struct {
	shape *shape
	rows  [][]slot
	next  []int // of each row
}

// expand is the columns under the next head of a row, which stands below others.
func (e *expander) expand(row int, above heading) []heading {
	h := e.rows[row][e.next[row]]
	e.next[row]++
	path := append(heading{h}, above...)
	width := e.shape.width(h.text)
	if width == 0 || row+1 == len(e.rows) {
		return []heading{path}
	}
	var list []heading
	for len(list) < width && e.next[row+1] < len(e.rows[row+1]) {
		list = append(list, e.expand(row+1, path)...)
	}
	return list
}

// isColumn reports whether a text is the nearest head of some column.
func (s *shape) isColumn(text string) bool {
	h := cell.HeadOf(text)
	return slices.ContainsFunc(s.columns, func(c cell.Head) bool { return h.Like(c) == cell.Same })
}

// across is the names of all heads from left to right, those above before those below.
func (s *shape) across() []string {
	var names []string
	var before [][]string
	for _, l := range s.lines {
		if slices.EqualFunc(l.above, before, slices.Equal) {
			continue
		}
		before = l.above
		var last []string
		for _, above := range l.above {
			for i, h := range slices.Backward(above) {
				if i == 0 || !slices.Contains(last, h) {
					names = append(names, s.nameOf(h))
				}
			}
			last = above
		}
	}
	return names
}

// width is how many columns stand under a head that is none itself, 0 for other heads.
func (s *shape) width(text string) int {
	if s.widths == nil {
		s.widths = map[string]int{}
		for _, l := range s.lines {
			for n, count := range l.widths(s.nameOf) {
				if s.widths[n] == 0 {
					s.widths[n] = count
				}
			}
		}
	}
	return s.widths[s.nameOf(text)]
}

// widths is how many figures one behind the other stand under each of the heads
// that are nearest to none of them, counted where a head comes first.
func (l *figureRow) widths(nameOf func(string) string) map[string]int {
	counts, last := map[string]int{}, map[string]int{}
	for i, above := range l.above {
		names := make([]string, len(above))
		for k, h := range above {
			names[k] = nameOf(h)
		}
		for k, n := range names {
			before, seen := last[n]
			if slices.Index(names, n) != k || k == 0 || seen && before != i-1 {
				continue
			}
			counts[n]++
			last[n] = i
		}
	}
	return counts
}

// inColumns are the cells of a row in the order of the template's columns, by the
// heads above them. It is not ok where they cannot be read; that has been said.
func (t *tableReader) inColumns(r *raw, lines []*figureRow, cells []slot) (sorted []slot, ok bool) {
	columns := t.columnsOf(lines)
	headings, ok := t.headingsOf(r, columns, cells)
	if !ok {
		return nil, false
	}
	if headings == nil && r.past != nil && r.past.moved {
		if len(r.past.rows) > 0 {
			headings = r.past.headings(t.shape, cells)
		}
		if headings != nil {
			if _, stranger := assign(headings, columns); stranger >= 0 {
				headings = nil
			}
		}
		r.block = r.past
	}
	if headings == nil && r.past != nil && r.past.moved {
		t.errorf(r.pos, "%s：前面的表栏目顺序与官方表格不同，这里没有表头，这一行没有读取：%s", "%s: the columns of the table before are in another order than the official one, and there are no heads here; the row was not read: %s", nameOf(lines), r)
		return nil, false
	}
	if headings == nil {
		return cells, t.measured(r, lines, columns, nil)
	}
	places, stranger := assign(headings, columns)
	if stranger >= 0 && t.inPieces(headings, columns) {
		if r.block.disorder == nil {
			return cells, t.measured(r, lines, columns, nil)
		}
		t.disordered(r)
		return nil, false
	}
	if stranger >= 0 {
		h := headings[stranger][0]
		t.said.Add(diag.Errorf(h.pos, "%s：“%s”不是本格式的栏目，分不清哪一栏是哪个数，这一行没有读取：%s",
			"%s: %q is no column of this format, so that it cannot be told which figure is which; the row was not read: %s", nameOf(lines), shown(h.text), r))
		return nil, false
	}
	sorted, above := make([]slot, len(cells)), make([]heading, len(cells))
	moved := false
	for i, p := range places {
		sorted[p], above[p] = cells[i], headings[i]
		moved = moved || i != p
	}
	r.block.moved = r.block.moved || moved
	if moved && !r.block.said {
		r.block.said = true
		t.notef(headings[0][0].pos, "栏目的顺序与官方表格不同，按表头读取：%s", "the columns are in another order than the official one and are read by their heads: %s", shown(namesOf(headings)))
	}
	return sorted, t.measured(r, lines, columns, above)
}

// headingsOf are the heads above the cells of a row, nil where there are none.
// It is not ok where they contradict the official order and cannot be told apart.
func (t *tableReader) headingsOf(r *raw, columns []column, cells []slot) (list []heading, ok bool) {
	b := r.block
	if b == nil {
		return nil, true
	}
	nearest := make([]string, len(columns))
	for i, c := range columns {
		nearest[i] = c.above[0]
	}
	if b.used != nil && !slices.Equal(b.used, nearest) {
		return nil, true // this row's own heads are missing
	}
	if list = b.headings(t.shape, cells); list == nil && b.disorder != nil {
		t.disordered(r)
		return nil, false
	}
	b.used = nearest
	return list, true
}

// disordered reports a row whose heads contradict the official order.
func (t *tableReader) disordered(r *raw) {
	if b := r.block; !b.said {
		b.said = true
		t.said.Add(*b.disorder)
	}
	t.errorf(r.pos, "表头的栏目不是本格式的，这一行没有读取：%s", "the heads are not those of this format; the row was not read: %s", r)
}

// inPieces reports whether the heads that are none are pieces of the template's,
// as where narrow columns break them over lines: each of its own column, for 法人 is no
// head of 自然人.
func (t *tableReader) inPieces(headings []heading, columns []column) bool {
	pieces := false
	for i, h := range headings {
		switch text := h[0].text; {
		case t.shape.isColumn(text):
		case !strings.Contains(cell.Compact(strings.Join(columns[i].above, "")), cell.Compact(text)):
			return false
		case t.shape.literally(text):
			pieces = true
		default:
			return false
		}
	}
	return pieces
}

// assign finds the column of the template for each column of the document: that
// with the same head, of several the one whose other heads agree best; else the
// one in its own place, if the head may be its. stranger is the first that is
// none, -1 for none.
func assign(headings []heading, columns []column) (places []int, stranger int) {
	places = make([]int, len(headings))
	taken := make([]bool, len(columns))
	heads := make([]cell.Head, len(headings))
	for i, h := range headings {
		heads[i], places[i] = cell.HeadOf(h[0].text), -1
		best := -1
		for k, c := range columns {
			if taken[k] || c.like(heads[i]) != cell.Same {
				continue
			}
			if a := agreement(h, c); a > best {
				places[i], best = k, a
			}
		}
		if places[i] >= 0 {
			taken[places[i]] = true
		}
	}
	for i := range headings {
		switch {
		case places[i] >= 0:
		case !taken[i] && columns[i].like(heads[i]) == cell.Likely:
			places[i], taken[i] = i, true
		default:
			return nil, i
		}
	}
	return places, -1
}

// agreement counts the heads above the column's nearest one that the heads above the
// nearest one say, by themselves or together: 行政诉讼（复议后起诉）.
func agreement(h heading, c column) int {
	n := 0
	for _, own := range c.above[1:] {
		if slices.ContainsFunc(h[1:], func(mine slot) bool {
			return cell.NameOf(own) == cell.NameOf(mine.text) || strings.Contains(cell.Compact(mine.text), cell.Compact(own))
		}) {
			n++
		}
	}
	return n
}

func namesOf(list []heading) string {
	names := make([]string, len(list))
	for i, h := range list {
		names[i] = strings.TrimSpace(h[0].text)
	}
	return strings.Join(names, " ")
}
