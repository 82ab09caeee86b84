package intake

import (
	"slices"

	"gongwen/internal/diag"
)

// headBlock is the rows of heads above some rows of figures.
type headBlock struct {
	rows   [][]slot
	placed bool // it is known which columns the heads cover
	listed bool // the heads stand one on a line
	closed bool // figures stand below
	priced bool // that they name no unit of money has been said
	moved  bool // they stand in another order than the official one
	seen   bool // the labels before the first of these have been looked at
	// disorder is why the heads cannot stand above the figures in the official
	// order; it counts where they cannot be told apart one by one.
	disorder *diag.Diagnostic
	used     []string // official heads of the figures that were read by these
	said     bool     // what is said once about them has been
}

// holds reports whether a text is one of the heads.
func (b *headBlock) holds(c slot) bool {
	return b != nil && slices.ContainsFunc(b.rows, func(row []slot) bool { return slices.Contains(row, c) })
}

// heads reads a row without figures: heads, which begin a new block below
// figures, or a line that names the unit.
func (t *tableReader) heads(u unit) {
	var cells []slot
	for _, c := range u.cells {
		if !isBlank(c.text) {
			cells = append(cells, c)
		}
	}
	t.measure(cells)
	if !u.ruled {
		cells = t.whole(cells)
	}
	single := !u.ruled && len(cells) == 1
	if !t.isHeads(u, cells) && !(single && t.block != nil && !t.block.closed && !t.shape.has(cells[0].text)) {
		return
	}
	if t.block == nil || t.block.closed {
		t.past = nil
		t.block, t.badly = &headBlock{placed: u.placed, listed: single}, false
	}
	b := t.block
	b.placed = b.placed && u.placed
	if n := len(b.rows); single && b.listed && n > 0 {
		b.rows[n-1] = append(b.rows[n-1], cells...)
		cells = b.rows[n-1]
	} else {
		b.rows, b.listed = append(b.rows, cells), b.listed && single
	}
	b.disorder = t.disorder(u, cells)
	t.strangers(cells)
}

// whole puts heads of a line of text together again that blanks have taken apart.
func (t *tableReader) whole(cells []slot) []slot {
	const most = 4 // pieces of a head
	var list []slot
	for i := 0; i < len(cells); {
		joined, n := cells[i], 1
		if t.shape.heads[t.shape.nameOf(joined.text)] == nil {
			for k := 2; k <= min(most, len(cells)-i); k++ {
				if text := join(cells[i : i+k]); t.shape.heads[t.shape.nameOf(text)] != nil {
					joined.text, n = text, k
					break
				}
			}
		}
		list = append(list, joined)
		i += n
	}
	return list
}

// headsAmong finds heads among the labels before a figure on its line, as where
// a whole table stands on one.
func (t *tableReader) headsAmong(u unit, labels []slot) {
	column := func(c slot) bool { return t.shape.isColumn(c.text) && t.shape.names[t.shape.nameOf(c.text)] == nil }
	if !slices.ContainsFunc(labels, column) {
		return
	}
	t.block = &headBlock{listed: true}
	var row []slot
	for _, c := range labels {
		if t.shape.heads[t.shape.nameOf(c.text)] != nil || t.shape.isColumn(c.text) || !t.shape.has(c.text) {
			row = append(row, c)
		}
	}
	t.block.rows = [][]slot{row}
	t.block.disorder = t.disorder(u, row)
}

// isHeads reports whether a row without figures is one of heads: it has one of
// the template's, or several texts of which none is a label of another kind.
func (t *tableReader) isHeads(u unit, cells []slot) bool {
	known := func(c slot) bool {
		n := t.shape.nameOf(c.text)
		return t.shape.heads[n] != nil && t.shape.names[n] == nil
	}
	other := func(c slot) bool { return t.shape.has(c.text) && !t.shape.isColumn(c.text) }
	if len(cells) > 1 && !slices.ContainsFunc(cells, func(c slot) bool { return t.shape.heads[t.shape.nameOf(c.text)] == nil }) {
		return true // 复议后起诉 beside 未经复议直接起诉, which are rows where they stand one below the other
	}
	return slices.ContainsFunc(cells, known) || u.ruled && len(cells) > 1 && !slices.ContainsFunc(cells, other)
}

// disorder compares a row of heads with the columns of the template: why it
// contradicts their order, nil where it does not.
func (t *tableReader) disorder(u unit, cells []slot) *diag.Diagnostic {
	if !u.ruled {
		return t.linesDisorder()
	}
	to := -1
	for _, c := range cells {
		spans := t.shape.heads[t.shape.nameOf(c.text)]
		if spans == nil {
			continue
		}
		next, within := span{-1, -1}, false
		for _, s := range spans {
			if s.from > to {
				next = s
				break
			}
			within = within || s.to >= to
		}
		switch {
		case next.from >= 0:
			to = next.to
		case !within:
			d := diag.Errorf(c.pos, "表头“%s”的位置与官方表格的栏目顺序不同：%s", "the head %q stands out of the official order of columns: %s", shown(c.text), shown(u.String()))
			return &d
		}
	}
	return t.block.disorder
}

// linesDisorder is disorder for heads in lines of text: one behind the other
// they follow each other as they do in the printed table, row by row or from
// left to right.
func (t *tableReader) linesDisorder() *diag.Diagnostic {
	var odd *slot
	for _, order := range [][]string{t.shape.printed, t.shape.across()} {
		if odd = t.shape.firstOut(t.block.rows, order); odd == nil {
			return nil
		}
	}
	if t.shape.outOfPlace(slices.Concat(t.block.rows...)) == nil {
		return nil // all heads over others stand before those
	}
	d := diag.Errorf(odd.pos, "表头“%s”的位置与官方表格的栏目顺序不同", "the head %q stands out of the official order of columns", shown(odd.text))
	return &d
}

// firstOut is the first of rows of heads that does not follow those before it in
// an order of names, nil for none. What is not among the names is passed over.
func (s *shape) firstOut(rows [][]slot, order []string) *slot {
	at := 0
	for _, row := range rows {
		for i, c := range row {
			n := s.nameOf(c.text)
			if !slices.Contains(order, n) {
				continue
			}
			k := slices.Index(order[at:], n)
			if k < 0 {
				return &row[i]
			}
			at += k + 1
		}
	}
	return nil
}

// strangers looks for heads of other formats among the heads of a row.
func (t *tableReader) strangers(cells []slot) {
	for _, c := range cells {
		n := t.shape.nameOf(c.text)
		if t.shape.has(c.text) || n == "" {
			continue
		}
		if t.foreign[n] {
			t.badly = true
			t.said.Add(diag.Errorf(c.pos, "“%s”是另一种格式的栏目", "%q is a column of another format", shown(c.text)).
				WithHint("用 --template 选定格式", "choose the format with --template"))
			return
		}
	}
}
