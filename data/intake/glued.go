package intake

import (
	"slices"
	"strings"

	"gongwen/data/cell"
	"gongwen/internal/diag"
)

// labels takes a text apart that is the label of a row, behind those of its
// groups: 三、本年度办理结果（一）予以公开. It is nil for any other text.
func (s *shape) labels(text string) []string {
	if len(s.names[s.nameOf(text)]) > 0 {
		return []string{text}
	}
	whole := cell.Compact(text)
	for _, l := range s.lines {
		own := cell.Compact(l.own)
		groups, found := strings.CutSuffix(whole, own)
		if !found || own == "" || !strings.HasSuffix(cell.Compact(l.label), whole) {
			continue
		}
		for i := range text {
			if cell.Compact(text[:i]) == groups && groups != "" {
				return []string{text[:i], text[i:]}
			}
		}
	}
	return nil
}

// part takes figures apart that stand without anything between them, where there
// is only one way to: as many zeros as the row has figures.
func (t *tableReader) part(r *raw, f found, ok bool) {
	cells := trimmed(r.cells)
	if len(cells) != 1 || r.lead > 0 {
		return
	}
	text := cell.Compact(cells[0].text)
	n := len(text)
	if n < 2 || strings.Trim(text, "0") != "" || !(ok && len(f.line.figures) == n) && (ok || t.abreast(r.labels, n) == nil) {
		return
	}
	t.notef(cells[0].pos, "“%s”按 %d 个 0 读取", "%q is read as %d zeros", text, n)
	r.cells = slices.Repeat([]slot{{text: "0", pos: cells[0].pos, span: 1}}, n)
	for i := range r.cells {
		r.cells[i].col = cells[0].col + i // one cell over the columns of all of them
	}
}

// miscounted is the error of a row that has not as many figures as it should.
func miscounted(r *raw, lines []*figureRow, want int, cells []slot) diag.Diagnostic {
	if values(cells) == want && len(cells) != want {
		return diag.Errorf(r.pos, "%s：应有 %d 个数，这一行在名称后面有 %d 格，分不清空着的是哪一格：%s", "%s: there should be %d figures, there are %d cells behind the label; which of them is empty for no figure is not clear: %s", nameOf(lines), want, len(cells), r).
			WithHint("对照原件改正这一行，或用 --partial 先写出其余部分，再补上这一行", "mend this row against the original, or use --partial to write the rest and fill it in there")
	}
	d := diag.Errorf(r.pos, "%s：应有 %d 个数，实有 %d 个：%s", "%s: there should be %d figures, there are %d: %s", nameOf(lines), want, values(cells), r)
	if len(cells) == 1 && want > 1 && isDigits(cells[0].text) && runes(cell.Compact(cells[0].text)) >= want {
		return d.WithHint("数字连在一起，分不清哪几位是一个数：从网页或文档里复制表格本身，再导入", "the figures stand without anything between them: copy the table itself from the page or document and import that")
	}
	return d.WithHint("对照原件改正这一行，或用 --partial 先写出其余部分，再补上这一行", "mend this row against the original, or use --partial to write the rest and fill it in there")
}

func isDigits(s string) bool { return strings.Trim(cell.Compact(s), "0123456789") == "" }

// unparted finds the rows side by side whose figures stand without anything
// between them, so that the row is named by them and refused.
func (t *tableReader) unparted(r *raw) []*figureRow {
	cells := trimmed(r.cells)
	if len(cells) != 1 || !isDigits(cells[0].text) {
		return nil
	}
	for _, l := range t.shape.lines {
		if n := len(l.figures); len(l.parts) > 0 && runes(cell.Compact(cells[0].text)) >= n && t.abreast(r.labels, n) != nil {
			return l.parts
		}
	}
	return nil
}
