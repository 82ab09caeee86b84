package load

import (
	"slices"

	"github.com/shopspring/decimal"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

var (
	valueKey = source.Key{ID: "value", Labels: []string{"数值"}}
	noteKey  = source.Key{ID: "note", Labels: []string{"说明"}}
)

// row reads the figures of a row: a list, a map by column or, where there is
// one column, the figure itself.
func (t *tableBuilder) row(l data.Leaf, entry source.Entry) {
	n := entry.Value
	switch {
	case n.Kind == source.List:
		t.list(l, n)
	case n.Kind == source.Map && !(len(l.Columns) == 1 && isCell(n)):
		t.columns(l, entry)
	case len(l.Columns) == 1:
		t.cell(l, l.Columns[0], n)
	case n.Kind == source.Null:
		t.errorf(entry.Key.Pos, "%s：没有数，应有 %s", "%s: no figures, there should be %s", l.Name, countOf(l))
	default:
		t.errorf(n.Pos, "%s：应有 %s，实有 1 个", "%s: there should be %s, there is 1", l.Name, countOf(l))
	}
}

// list reads the figures of a row in the order of its columns. Where one of
// them is a total it may be left out.
func (t *tableBuilder) list(l data.Leaf, n *source.Node) {
	given := l.Columns
	if len(n.Items) != len(l.Columns) {
		given = withoutTotals(l)
	}
	if len(n.Items) != len(given) {
		t.wrongCount(l, n.Pos, len(n.Items))
		return
	}
	for i, c := range given {
		t.cell(l, c, n.Items[i])
	}
	if len(given) < len(l.Columns) {
		t.rowTotals(l, n.Pos)
	}
}

// columns reads a row given as a map by column.
func (t *tableBuilder) columns(l data.Leaf, entry source.Entry) {
	keys := make([]source.Key, 0, len(l.Columns))
	for _, c := range l.Columns {
		keys = append(keys, source.Key{ID: c.ID, Labels: labels(c.Label)})
	}
	var strange diag.List
	fields := source.NewFields(entry.Value, &strange, keys...)
	for _, d := range strange {
		t.causes.add(d, diag.T("各有一处：%s", "%s", d.Message))
	}
	left := false
	for _, c := range l.Columns {
		figure := fields.Get(c.ID)
		switch {
		case figure != nil:
			t.cell(l, c, figure)
		case c.Total:
			left = true
		default:
			t.missingColumn(l, c.Label, entry.Key.Pos)
		}
	}
	if left {
		t.rowTotals(l, entry.Key.Pos)
	}
}

// cell reads one figure, written as a number or as a map of value and note.
func (t *tableBuilder) cell(l data.Leaf, c configs.Column, n *source.Node) {
	if cell, ok := t.figureCell(l, c, n); ok {
		t.cells[data.Ref{Row: l.Path, Column: c.ID}] = cell
	}
}

// figureCell reads one figure; there is none where its value is missing.
func (t *tableBuilder) figureCell(l data.Leaf, c configs.Column, n *source.Node) (data.Cell, bool) {
	note := ""
	if isCell(n) {
		fields := source.NewFields(n, &t.problems, valueKey, noteKey)
		note = t.remark(fields.Get(noteKey.ID), cellName(l, c))
		pos := n.Pos
		if n = fields.Get(valueKey.ID); n == nil {
			t.errorf(pos, "%s：缺少“value”", "%s: “value” is missing", cellName(l, c))
			return data.Cell{}, false
		}
	}
	cell := data.Cell{Note: note, Pos: n.Pos}
	kind := t.types[c.Type]
	switch {
	case n.Said:
	case n.Kind == source.Map || n.Kind == source.List:
		t.refuse(n.Pos, l, c, kind, faultf("应为一个数，实为%s", "should be a number, is %s", n.Kind.Name()))
	case kind.Blank && (n.Kind == source.Null || trimBlanks(n.Text) == ""):
		cell.Number, cell.State = data.NewNumber("0", decimal.Zero), data.Given
	case n.Kind == source.Null || isEmpty(n.Text):
		cell.State = data.Empty
		t.leftEmpty(n, l, c, kind)
	default:
		number, widened, wrong := figure(n.Text, kind)
		if wrong != nil {
			t.refuse(n.Pos, l, c, kind, wrong)
			cell.Typed = trimBlanks(n.Text)
			break
		}
		cell.Number, cell.State = number, data.Given
		if widened {
			t.problems.Add(diag.Diagnostic{Level: diag.Note, Pos: n.Pos, Message: diag.T(
				"%s：全角的“%s”按 %s 计", "%s: the full-width “%s” counts as %s", cellName(l, c), clip(n.Text), number.String())})
		}
	}
	return cell, true
}

// remark reads the note that is printed behind a figure.
func (t *tableBuilder) remark(n *source.Node, cell string) string {
	if n == nil || n.Kind == source.Null || n.Kind == source.Scalar && trimBlanks(n.Text) == "" {
		return ""
	}
	field, _ := t.line(n, cell+"的说明", maxRemark)
	return field.Text
}

// refuse reports a figure that is not of its type.
func (t *tableBuilder) refuse(pos diag.Pos, l data.Leaf, c configs.Column, kind configs.ValueType, f *fault) {
	t.problems.Add(diag.Diagnostic{
		Level: diag.Error, Pos: pos, Rule: kind.Rule, Message: t.rules[kind.Rule].Cited(diag.T("%s：%s", "%s: %s", cellName(l, c), f.message)), Hint: f.hint,
	})
}

// leftEmpty reports a figure that was left empty or struck out: it is not known.
func (t *tableBuilder) leftEmpty(n *source.Node, l data.Leaf, c configs.Column, kind configs.ValueType) {
	d := diag.Diagnostic{Pos: n.Pos, Rule: kind.Empty}
	if r, ok := t.rules[kind.Empty]; ok {
		d.Level = r.Level
	}
	written := diag.Text{ZH: "空白", EN: "blank"}
	text := trimBlanks(n.Text)
	if text != "" {
		written = diag.T("“%s”", "“%s”", text)
	}
	d.Message = t.rules[kind.Empty].Cited(diag.T("%s：不应为%s", "%s: should not be %s", cellName(l, c), written))
	t.blank = append(t.blank, blankCell{l, d.WithHint("没有的填 0", "write 0 where there is none"), text == ""})
}

// blankCell is a figure that was left empty or, where it is not blank, struck out.
type blankCell struct {
	leaf  data.Leaf
	said  diag.Diagnostic
	blank bool
}

// sayBlank reports figures that were left empty: a row that was left so
// altogether once.
func (t *tableBuilder) sayBlank() {
	for len(t.blank) > 0 {
		first, n := t.blank[0], 1
		for n < len(t.blank) && t.blank[n].leaf.Path == first.leaf.Path {
			n++
		}
		row := t.blank[:n]
		t.blank = t.blank[n:]
		whole := n > 1 && n >= len(withoutTotals(first.leaf)) && !slices.ContainsFunc(row, func(c blankCell) bool { return !c.blank })
		if whole {
			d := first.said
			d.Message = t.rules[d.Rule].Cited(diag.T("%s：整行都是空白", "%s: the row is blank", first.leaf.Name))
			t.causes.add(d, diag.T("整行都是空白", "the row is blank"))
			continue
		}
		for _, c := range row {
			t.problems.Add(c.said)
		}
	}
}

// isCell reports whether a map is one figure with its note rather than a row's columns.
func isCell(n *source.Node) bool {
	return n.Kind == source.Map && slices.ContainsFunc(n.Entries, func(e source.Entry) bool {
		return e.Key.Text == valueKey.ID || e.Key.Text == noteKey.ID ||
			slices.Contains(valueKey.Labels, source.Normalize(e.Key.Text)) || slices.Contains(noteKey.Labels, source.Normalize(e.Key.Text))
	})
}

func withoutTotals(l data.Leaf) []configs.Column {
	var columns []configs.Column
	for _, c := range l.Columns {
		if !c.Total {
			columns = append(columns, c)
		}
	}
	return columns
}

// countOf says how many figures a row has.
func countOf(l data.Leaf) diag.Text {
	most, least := len(l.Columns), len(withoutTotals(l))
	if least == most {
		return diag.T("%d 个数", "%d figures", most)
	}
	return diag.T("%d 个数（或连同总计 %d 个）", "%d figures (or %d with the total)", least, most)
}

func cellName(l data.Leaf, c configs.Column) string { return l.Name + " · " + c.Label }
