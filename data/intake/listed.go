package intake

import (
	"slices"
	"strings"

	"gongwen/data/cell"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// relisted looks at the labels before the first figures of a table whose heads stand one
// on a line, without that of the row itself. Some heads are labels of rows too, as 总计,
// and were not known to be heads: where they are not in the official order, or one says
// something else than a head, the heads are these.
func (t *tableReader) relisted(r *raw, label int) {
	b := r.block
	if b == nil || !b.listed || b.seen {
		return
	}
	b.seen = true
	var row []slot
	var strange *slot
	for _, c := range r.labels[:label] {
		switch {
		case t.shape.heads[t.shape.nameOf(c.text)] != nil:
			row = append(row, c)
		case len(row) > 0 && t.turnsHead(c.text):
			row, strange = append(row, c), &c
		}
	}
	odd := t.shape.outOfPlace(row)
	switch {
	case strange != nil:
		d := diag.Errorf(strange.pos, "表头“%s”不是本格式的栏目", "the head %q is no column of this format", shown(strange.text))
		b.disorder = &d
	case odd != nil:
		d := diag.Errorf(odd.pos, "表头“%s”的位置与官方表格的栏目顺序不同", "the head %q stands out of the official order of columns", shown(odd.text))
		b.disorder = &d
	default:
		return
	}
	b.rows = [][]slot{row}
}

// outOfPlace is the first head of a list that stands out of the official order, nil for
// none: heads over others may stand before those or with them, and row by row the heads
// that reach down from above come first.
func (s *shape) outOfPlace(list []slot) *slot {
	groups := slices.ContainsFunc(list, func(c slot) bool { return s.width(c.text) > 0 })
	for _, over := range []bool{true, false} {
		var row []slot
		for _, c := range list {
			if (s.width(c.text) > 0) == over {
				row = append(row, c)
			}
		}
		odd := s.firstOut([][]slot{row}, s.across())
		if odd != nil && (!groups || s.firstOut([][]slot{row}, s.printed) != nil) {
			return odd
		}
	}
	return nil
}

// turnsHead reports whether a text is a head with a word that makes another of it:
// 上年总计.
func (t *tableReader) turnsHead(text string) bool {
	n := t.shape.nameOf(text)
	return !t.shape.literally(text) && slices.ContainsFunc(t.shape.columns, func(h cell.Head) bool {
		return h.Name != "" && (strings.Contains(n, h.Name) || source.Near(n, h.Name)) && cell.Contrary(n, h.Name)
	})
}
