package intake

import (
	"regexp"
	"strings"

	"gongwen/configs"
	"gongwen/data/cell"
	"gongwen/internal/diag"
)

// column is a column of figures of the template.
type column struct {
	configs.Column
	above []string // its heads as they are printed, nearest first
	heads []cell.Head
	kind  configs.ValueType
}

// columnsOf are the columns of the figures of lines.
func (t *tableReader) columnsOf(lines []*figureRow) []column {
	var list []column
	for _, l := range lines {
		for i, ref := range l.figures {
			c := t.shape.column(ref)
			heads := []cell.Head{cell.HeadOf(l.above[i][0]), cell.HeadOf(c.Label)}
			for _, a := range c.Aliases {
				heads = append(heads, cell.HeadOf(a))
			}
			list = append(list, column{Column: c, above: l.above[i], heads: heads, kind: t.types[c.Type]})
		}
	}
	return list
}

func (c *column) like(h cell.Head) cell.Likeness {
	best := cell.Unlike
	for _, official := range c.heads {
		best = max(best, h.Like(official))
	}
	return best
}

var unitLine = regexp.MustCompile(`^\(?(?:计量)?单位[:为](.{1,20}?)\)?$`)

// measure notes the units that a line above a table names: 单位：件、万元.
func (t *tableReader) measure(text string) {
	m := unitLine.FindStringSubmatch(compact(text))
	if m == nil {
		return
	}
	t.units = nil
	for u := range strings.FieldsFuncSeq(m[1], func(r rune) bool { return strings.ContainsRune("、,/;和", r) }) {
		if unit := cell.UnitIn("单位:" + u); unit != "" {
			t.units = append(t.units, unit)
		}
	}
}

// measured reports whether the figures of a row are of the report's year and in
// the units of the template, by their heads, by the row's label and by what
// stands above the table. What is not so is said.
func (t *tableReader) measured(r *raw, lines []*figureRow, columns []column, above []heading) bool {
	label := ""
	for _, c := range r.labels {
		if u := cell.UnitIn(c.text); u != "" && (above == nil || !r.block.holds(c)) {
			label = u
		}
	}
	for i, c := range columns {
		unit, pos, from := label, r.pos, r.String()
		if above != nil {
			for _, head := range above[i] {
				h := cell.HeadOf(head.text)
				if h.Year != 0 && t.year != 0 && h.Year != t.year && !strings.Contains(c.Label, "上") {
					t.errorf(head.pos, "%s：“%s”是 %d 年的，不是 %d 年的，这一行没有读取：%s", "%s: “%s” is of %d, not of %d; the row was not read: %s", nameOf(lines), shown(head.text), h.Year, t.year, r)
					return false
				}
				if unit == "" && h.Unit != "" {
					unit, pos, from = h.Unit, head.pos, shown(head.text)
				}
			}
		}
		if unit == "" {
			unit = t.lineUnit(c.kind)
		}
		if !cell.InUnit(unit, c.kind.Unit, c.kind.Whole) {
			t.said.Add(diag.Errorf(pos, "%s：单位是%s，不是%s，没有换算，这一行没有读取：%s", "%s: the unit is %s, not %s; nothing was converted and the row was not read: %s", nameOf(lines), unit, c.kind.Unit, from).
				WithHint("换算成%s后，在报告文件里填写", "convert it to %s and fill it in", c.kind.Unit))
			return false
		}
	}
	return true
}

// lineUnit is the unit of a kind of figures by the line above the table: the one
// that measures the same, money or a number of things; empty for none.
func (t *tableReader) lineUnit(kind configs.ValueType) string {
	found := ""
	for _, u := range t.units {
		if strings.HasSuffix(u, "元") != strings.HasSuffix(kind.Unit, "元") {
			continue
		}
		if found = u; cell.InUnit(u, kind.Unit, kind.Whole) {
			return u
		}
	}
	return found
}
