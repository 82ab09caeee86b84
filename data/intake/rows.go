package intake

import (
	"slices"
	"strings"

	"gongwen/data/cell"
	"gongwen/internal/diag"
)

// trimmed is cells without empty ones at the end.
func trimmed(cells []slot) []slot {
	n := len(cells)
	for n > 0 && isBlank(cells[n-1].text) && !cells[n-1].picture {
		n--
	}
	return cells[:n]
}

// end ends the table: all its rows are known now.
func (t *tableReader) end() {
	t.close()
	t.leftover(t.labels)
	t.labels = nil
	t.inOrder()
	if d := t.odd.note(); d != nil {
		t.said.Add(*d)
	}
}

// finish reads the figures. kept says that the document has its empty cells.
func (t *tableReader) finish(kept bool) {
	how := t.arrange(kept)
	for i := range t.parsed {
		t.take(&t.parsed[i], how, kept)
	}
}

// regular reports whether every row has exactly as many cells behind its label as
// it should have figures, so that none of them is padding.
func (t *tableReader) regular() bool {
	const few = 3
	rows := 0
	for _, r := range t.parsed {
		if !r.ruled || r.line == nil {
			continue
		}
		if r.lead+len(r.cells) != len(r.line.figures) {
			return false
		}
		rows++
	}
	return rows >= few
}

// take reads the figures of a row, if there are as many as there should be.
func (t *tableReader) take(r *raw, how arrangement, kept bool) {
	lines := r.parts
	if r.line != nil {
		lines = []*figureRow{r.line}
	}
	want := 0
	for _, l := range lines {
		want += len(l.figures)
	}
	cells := trimmed(r.cells)
	arranged := t.arranged(r, want, how, kept)
	switch {
	case len(lines) == 0:
		t.unknown(r)
		return
	case r.badly:
		t.fail(lines)
		t.errorf(r.pos, "表头的栏目不是本格式的，这一行没有读取：%s", "the heads are not those of this format; the row was not read: %s", r)
		return
	case unclear(cells) != nil:
		t.fail(lines)
		c := unclear(cells)
		if strings.Contains(c.text, cell.Unread) {
			t.said.Add(diag.Errorf(c.pos, "%s：“%s”这一格里有读不出的内容（图片、公式、脚本等），这一行没有读取", "%s: the cell “%s” holds what cannot be read, such as a picture, an equation or a script; the row was not read", nameOf(lines), shown(strings.ReplaceAll(c.text, cell.Unread, "□"))).
				WithHint("对照原件在报告文件里填写", "fill it in from the original"))
			return
		}
		t.said.Add(diag.Errorf(c.pos, "%s：“%s”是哪个数不清楚，这一行没有读取：%s", "%s: which figure “%s” is is not clear; the row was not read: %s", nameOf(lines), shown(c.text), r).
			WithHint("对照原件改正这一行，或用 --partial 先写出其余部分，再补上这一行", "mend this row against the original, or use --partial to write the rest and fill it in there"))
		return
	case pictured(cells) != nil && values(cells) < want:
		t.fail(lines)
		c := pictured(cells)
		t.said.Add(diag.Errorf(c.pos, "%s：这里的数是图片，读不出来：%s", "%s: a figure here is a picture and cannot be read: %s", nameOf(lines), r).
			WithHint("对照图片在报告文件里填写", "fill it in from the picture"))
		return
	case len(cells) == want:
	case len(lines) == 1 && spread(cells, lines[0].offsets):
		cells = slices.DeleteFunc(slices.Clone(cells), func(c slot) bool { return isBlank(c.text) })
	case arranged != nil:
		cells = arranged
	default:
		t.fail(lines)
		t.said.Add(miscounted(r, lines, want, cells))
		return
	}
	cells, ok := t.inColumns(r, lines, cells)
	if !ok {
		t.fail(lines)
		return
	}
	for _, l := range lines {
		n := len(l.figures)
		t.give(l, &raw{labels: r.labels, cells: cells[:n], pos: r.pos})
		cells = cells[n:]
	}
}

// unclear is the first of cells of which it is not clear which figure it is, nil for none.
func unclear(cells []slot) *slot {
	return firstOf(cells, func(c slot) bool { return cell.ContentOf(c.text) == cell.Unclear })
}

// pictured is the first of cells that has a picture in place of a text, nil for none.
func pictured(cells []slot) *slot {
	return firstOf(cells, slot.isPicture)
}

func firstOf(cells []slot, is func(slot) bool) *slot {
	if i := slices.IndexFunc(cells, is); i >= 0 {
		return &cells[i]
	}
	return nil
}

// spread reports whether figures stand as far from each other as their columns in
// the printed table, with empty cells where merged ones go on.
func spread(cells []slot, offsets []int) bool {
	if len(offsets) == 0 || len(cells) != offsets[len(offsets)-1]+1 || values(cells) != len(offsets) {
		return false
	}
	return !slices.ContainsFunc(offsets, func(o int) bool { return isBlank(cells[o].text) })
}

// values counts the cells that hold something.
func values(cells []slot) int {
	n := 0
	for _, c := range cells {
		if !isBlank(c.text) {
			n++
		}
	}
	return n
}

// unknown reports figures whose row is none of the template's. Without a label
// they may be a page number; with one they are a row that somebody added.
func (t *tableReader) unknown(r *raw) {
	if len(r.labels) == 0 {
		t.warnf(r.pos, "这里的数不属于表中任何一行，没有读取：%s", "these figures belong to no row of the table and were not read: %s", r)
		return
	}
	t.added = append(t.added, r)
	t.warnf(r.pos, "官方表格没有这一行，没有读取：%s", "the official table has no such row, it was not read: %s", r)
}

// give keeps a row, which may be found once.
func (t *tableReader) give(l *figureRow, r *raw) {
	before, twice := t.rows[l]
	if !twice {
		t.rows[l] = r
		return
	}
	t.fail([]*figureRow{l})
	t.said.Add(diag.Errorf(r.pos, "%s：找到两次：%s", "%s: found twice: %s", nameOf([]*figureRow{l}), r).
		WithRelated(before.pos, "另一次：%s", "the other: %s", before))
}

func (t *tableReader) fail(lines []*figureRow) {
	for _, l := range lines {
		t.wrong[l] = true
	}
}

func nameOf(lines []*figureRow) string {
	names := make([]string, len(lines))
	for i, l := range lines {
		names[i] = l.label
	}
	return strings.Join(names, "、")
}
