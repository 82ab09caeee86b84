package intake

import (
	"gongwen/internal/diag"
)

// heads compares a row of heads with the columns of the template. Heads that
// contradict it make the rows below them unreadable, because their figures
// would come under other columns than they stand in.
func (t *tableReader) heads(u unit) {
	var cells []slot
	for _, c := range u.cells {
		if !isBlank(c.text) {
			cells = append(cells, c)
		}
	}
	known := 0
	for _, c := range cells {
		if t.shape.heads[name(c.text)] != nil {
			known++
		}
	}
	if known == 0 {
		return
	}
	t.badly = false
	to := -1
	for _, c := range cells {
		spans := t.shape.heads[name(c.text)]
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
			t.badly = true
			t.errorf(c.pos, "表头“%s”的位置与官方表格的栏目顺序不同：%s", "the head %q stands out of the official order of columns: %s", shown(c.text), shown(u.String()))
			return
		}
	}
	t.strangers(cells)
}

// strangers looks for heads of other formats among the heads of a row.
func (t *tableReader) strangers(cells []slot) {
	for _, c := range cells {
		n := name(c.text)
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
