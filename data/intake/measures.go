package intake

import (
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

// measure notes the units that a line above a table names, 单位：件、万元, or one
// over all columns, for the rows below it.
func (t *tableReader) measure(cells []slot) {
	for _, c := range cells {
		if units, ok := cell.UnitsOf(c.text); ok {
			t.units = units
		} else if len(cells) == 1 && !t.shape.isColumn(c.text) {
			t.banded = nil
			if unit := cell.UnitIn(c.text); unit != "" {
				t.banded = cell.Units{unit}
			}
		}
	}
}

// measured reports whether the figures of a row are of the report's year and in
// the units of the template, by their heads, by the row's label and by what
// stands above the table. What is not so is said.
func (t *tableReader) measured(r *raw, lines []*figureRow, columns []column, above []heading) bool {
	if r.year != 0 && t.year != 0 && r.year != t.year && !t.shape.years[r.year] && !strings.Contains(nameOf(lines), "上") {
		t.errorf(r.pos, "%s：名称说的是 %d 年，不是 %d 年，这一行没有读取：%s", "%s: its label is of %d, not of %d; the row was not read: %s", nameOf(lines), r.year, t.year, r)
		return false
	}
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
				if h.Year != 0 && t.year != 0 && h.Year != t.year && !t.shape.years[h.Year] && !strings.Contains(c.Label, "上") {
					t.errorf(head.pos, "%s：“%s”是 %d 年的，不是 %d 年的，这一行没有读取：%s", "%s: “%s” is of %d, not of %d; the row was not read: %s", nameOf(lines), shown(head.text), h.Year, t.year, r)
					return false
				}
				if unit == "" && h.Unit != "" {
					unit, pos, from = h.Unit, head.pos, shown(head.text)
				}
			}
		}
		if line := r.units.For(c.kind.Unit, c.kind.Whole); unit == "" || line != "" && cell.InUnit(unit, c.kind.Unit, c.kind.Whole) {
			unit = line
		}
		if unit == "" && above != nil && !c.kind.Whole && strings.HasSuffix(c.kind.Unit, "元") && !r.block.priced {
			r.block.priced = true
			t.notef(r.pos, "%s：表里没有写单位，按%s读取", "%s: the table names no unit; it is read as %s", nameOf(lines), c.kind.Unit)
		}
		if !cell.InUnit(unit, c.kind.Unit, c.kind.Whole) {
			t.said.Add(diag.Errorf(pos, "%s：单位是%s，不是%s，没有换算，这一行没有读取：%s", "%s: the unit is %s, not %s; nothing was converted and the row was not read: %s", nameOf(lines), unit, c.kind.Unit, from).
				WithHint("换算成%s后，在报告文件里填写", "convert it to %s and fill it in", c.kind.Unit))
			return false
		}
	}
	return true
}
