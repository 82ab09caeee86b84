package xlsx

import (
	"cmp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/xlsx/workbook"
)

// addends are the figures that a total adds up, as load does: those of its row
// where its column is a total, else those of its column in the other rows of
// its group.
func (w *tableWriter) addends(ref data.Ref) []data.Ref {
	leaf := w.leaf(ref.Row)
	var list []data.Ref
	if column, _ := leaf.Column(ref.Column); column.Total {
		for _, c := range leaf.Addends(column) {
			list = append(list, data.Ref{Row: ref.Row, Column: c.ID})
		}
		return list
	}
	for _, l := range w.leaves {
		if _, has := l.Column(ref.Column); has && !l.Total && l.Within(leaf.Group) {
			list = append(list, data.Ref{Row: l.Path, Column: ref.Column})
		}
	}
	return list
}

// addedLists calls f for the lists whose rows a total adds up, with the place of its
// column in them.
func (w *tableWriter) addedLists(ref data.Ref, f func(l *listRows, column int)) {
	leaf := w.leaf(ref.Row)
	if column, _ := leaf.Column(ref.Column); column.Total {
		return
	}
	for _, l := range w.lists {
		if i := l.leaf.ColumnAt(ref.Column); i >= 0 && l.cols[i] > 0 && l.leaf.Within(leaf.Group) {
			f(l, i)
		}
	}
}

// sumsUp reports whether a total can be a formula: it is what its parts add up to,
// written like that. One that is not stands as it was given, so that the rule
// it breaks is seen.
func (w *tableWriter) sumsUp(ref data.Ref, cell data.Cell) bool {
	if isLeftOut(cell) {
		return true
	}
	if cell.State != data.Given || !asNumber(cell) {
		return false
	}
	sum := decimal.Zero
	for _, part := range w.addends(ref) {
		sum = sum.Add(w.data.Cells[part].Value())
	}
	w.addedLists(ref, func(l *listRows, column int) { sum = sum.Add(l.addsUp(column)) })
	return sum.Equal(cell.Value())
}

// formula adds up the addends of a total, without the = before it.
func (w *tableWriter) formula(ref data.Ref) string {
	var places []workbook.Ref
	for _, part := range w.addends(ref) {
		if at, ok := w.cells[part]; ok {
			places = append(places, at)
		}
	}
	var sums []string
	if len(places) > 0 {
		sums = append(sums, sumOf(places, false))
	}
	w.addedLists(ref, func(l *listRows, column int) { sums = append(sums, l.sum(-1, column)) })
	return cmp.Or(strings.Join(sums, "+"), "0")
}

// sumOf is a SUM of places; those in a line are named as a range.
func sumOf(places []workbook.Ref, fixed bool) string {
	if len(places) == 0 {
		return "0"
	}
	var arguments []string
	for i := 0; i < len(places); {
		j := i
		step := workbook.Ref{}
		for j+1 < len(places) {
			next := workbook.Ref{Row: places[j+1].Row - places[j].Row, Col: places[j+1].Col - places[j].Col}
			if next != (workbook.Ref{Row: 1}) && next != (workbook.Ref{Col: 1}) || j > i && next != step {
				break
			}
			step = next
			j++
		}
		argument := cellName(places[i], fixed)
		if j > i {
			argument += ":" + cellName(places[j], fixed)
		}
		arguments = append(arguments, argument)
		i = j + 1
	}
	return "SUM(" + strings.Join(arguments, ",") + ")"
}

func cellName(at workbook.Ref, fixed bool) string {
	if !fixed {
		return at.String()
	}
	name := at.String()
	digits := strings.IndexAny(name, "0123456789")
	return "$" + name[:digits] + "$" + name[digits:]
}

// comments put the template's help beside the labels.
func (w *tableWriter) comments() {
	help := map[workbook.Ref][]string{{Row: 1, Col: 1}: {w.section.Help}}
	for _, leaf := range w.leaves {
		if at, ok := w.stubs[leaf.Path]; ok {
			help[at] = append(help[at], leaf.Row.Help)
		}
	}
	for _, l := range w.lists {
		for i, c := range l.leaf.Columns {
			if at, ok := w.heads[c.ID]; i == 0 && ok {
				help[at] = append(help[at], l.leaf.Row.Help)
			}
		}
	}
	for i := range w.report.Template.Rules {
		r := &w.report.Template.Rules[i]
		at, ok := w.explained(r)
		if ok && r.Table == w.table.ID {
			help[at] = append(help[at], r.ID+"　"+r.Name)
		}
	}
	places := make([]workbook.Ref, 0, len(help))
	for at := range help {
		places = append(places, at)
	}
	slices.SortFunc(places, func(a, b workbook.Ref) int { return (a.Row-b.Row)*1000 + a.Col - b.Col })
	for _, at := range places {
		w.help(w.sheet, at.String(), help[at]...)
	}
}

// explained is the label beside or above the figures that a rule blames.
func (w *tableWriter) explained(r *configs.Rule) (workbook.Ref, bool) {
	switch subject := r.Each.Subject(); {
	case subject == configs.RowsOfColumn:
		at, ok := w.stubs[r.Cell]
		return at, ok
	case subject == configs.ColumnsOfRow && len(r.Rows) == 1:
		at, ok := w.stubs[r.Rows[0]]
		return at, ok
	case subject == configs.ColumnsOfRow:
		at, ok := w.heads[r.Cell]
		return at, ok
	}
	return workbook.Ref{}, false
}
