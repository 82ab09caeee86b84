package sum

import (
	"cmp"
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
)

// List is the rows that each report gives as many of as it has.
type List struct {
	Table   *configs.Table
	Leaf    data.Leaf
	columns []listColumn // as those of the leaf
}

// listColumn is what a sum does with a column of a list.
type listColumn struct {
	adds   bool // it has figures, which may be added
	digits int  // that a figure may have; 0 for any number
}

// inList is a column of a list whose rows a total adds up.
type inList struct{ list, column int }

// lists are the lists of a table.
func (p *Plan) lists(t *configs.Table) {
	for _, leaf := range data.Lists(t) {
		l := List{Table: t, Leaf: leaf, columns: make([]listColumn, len(leaf.Columns))}
		for i, c := range leaf.Columns {
			adds, _ := t.Adds(leaf.Row, c)
			l.columns[i].adds = adds && c.Kind == configs.NumberValue
			if v := p.Template.Value(c.Type); v != nil {
				l.columns[i].digits = v.Digits
			}
		}
		p.Lists = append(p.Lists, l)
	}
}

// partsInLists are the columns of lists that a total of rows adds up beside figures.
func (p *Plan) partsInLists(f *Figure) []inList {
	if !f.Leaf.Total || f.Column.Total {
		return nil
	}
	var list []inList
	for i := range p.Lists {
		l := &p.Lists[i]
		if at := l.Leaf.ColumnAt(f.Column.ID); l.Table == f.Table && at >= 0 && l.Leaf.Within(f.Leaf.Group) {
			list = append(list, inList{i, at})
		}
	}
	return list
}

// ofLists adds what the rows of lists have for a total; n is how many they are.
func ofLists(sum Value, lists []data.List, parts []inList) (_ Value, n int) {
	for _, part := range parts {
		if part.list >= len(lists) {
			continue
		}
		lists[part.list].Parts(-1, func(row *data.ListRow) {
			v := valueOf(row.Cells[part.column])
			sum = Value{Value: sum.Value.Add(v.Value), Places: max(sum.Places, v.Places), Known: sum.Known && v.Known}
			n++
		})
	}
	return sum, n
}

// takeLists keeps the lists of a report.
func (p *Plan) takeLists(r *data.Report) []data.List {
	lists := make([]data.List, len(p.Lists))
	for i := range p.Lists {
		lists[i] = r.Tables[p.Lists[i].Table.ID].Lists[p.Lists[i].Leaf.Path]
	}
	return lists
}

// merged is a row of a sum: those of one code, or where rows have none of the same
// words, added.
type merged struct {
	key   string
	words []data.Cell
	sums  []Value // by column; not known where no source has a figure
	whole []part  // that have nothing below them in their source
	named bool    // that its name differs has been said
}

// part is a row of a source.
type part struct {
	source *Source
	row    *data.ListRow
}

// merge adds a list of all sources: rows of the same code, and of lists without codes
// those with the same words; others stand one behind the other, the groups together.
// The list has an error for each row that is not parted in one source and is in
// another, and a warning for names of one code that differ.
func (l *List) merge(sources []*Source, n int) (data.List, diag.List) {
	var said diag.List
	code, group := l.Leaf.ColumnAt(l.Leaf.Row.Many.Code), l.Leaf.ColumnAt(l.Leaf.Row.Many.Group)
	byKey := map[string]*merged{}
	var rows []*merged
	for _, s := range sources {
		list := s.Lists[n]
		for i := range list.Rows {
			row := &list.Rows[i]
			key := l.words(row)
			if code >= 0 {
				key = row.Cells[code].Text
			}
			m := byKey[key]
			if m == nil {
				m = &merged{key: key, words: row.Cells, sums: make([]Value, len(row.Cells))}
				byKey[key], rows = m, append(rows, m)
			} else if !m.named && l.words(row) != l.words(&data.ListRow{Cells: m.words}) {
				m.named = true
				said.Add(diag.Warnf(row.Pos, "%s与别的报告里同一编码的“%s”名称不同，用了后者", "%s has another name in other reports: %q, which was taken", data.RowTitle(l.Leaf, row), data.RowTitle(l.Leaf, &data.ListRow{Cells: m.words})))
			}
			m.add(l, row)
			if !list.Heads(i) {
				m.whole = append(m.whole, part{s, row})
			}
		}
	}
	switch {
	case code >= 0:
		slices.SortStableFunc(rows, func(a, b *merged) int { return cmp.Compare(a.key, b.key) })
	case group >= 0:
		first := map[string]int{}
		for _, m := range rows {
			if _, known := first[m.words[group].Text]; !known {
				first[m.words[group].Text] = len(first)
			}
		}
		slices.SortStableFunc(rows, func(a, b *merged) int {
			return cmp.Compare(first[a.words[group].Text], first[b.words[group].Text])
		})
	}
	out := data.List{Rows: make([]data.ListRow, len(rows))}
	var above []string
	for i, m := range rows {
		for len(above) > 0 && (code < 0 || !strings.HasPrefix(m.key, above[len(above)-1])) {
			above = above[:len(above)-1]
		}
		out.Rows[i].Level = len(above)
		above = append(above, m.key)
	}
	for i, m := range rows {
		heads := out.Heads(i)
		out.Rows[i].Cells = m.cells(l, heads)
		if !heads {
			continue
		}
		for _, w := range m.whole {
			if l.worth(w.row) {
				said.Add(diag.Errorf(w.row.Pos, "%s在这份报告里没有分到下一级，在别的报告里分了，不能相加", "%s has nothing below it in this report and has in others: they cannot be added", data.RowTitle(l.Leaf, w.row)).
					WithHint("把这一行的数分到下一级的各行", "part the figures of this row to rows below it"))
			}
		}
	}
	return out, said
}

// words are those of a row, by which it is known where rows have no codes.
func (l *List) words(row *data.ListRow) string {
	var b strings.Builder
	for i, c := range l.Leaf.Columns {
		if c.Kind != configs.NumberValue {
			b.WriteString(row.Cells[i].Text + "\x00")
		}
	}
	return b.String()
}

func (m *merged) add(l *List, row *data.ListRow) {
	for i := range row.Cells {
		if v := valueOf(row.Cells[i]); l.columns[i].adds && v.Known {
			m.sums[i] = Value{Value: m.sums[i].Value.Add(v.Value), Places: max(m.sums[i].Places, v.Places), Known: true}
		}
	}
}

// worth reports whether a row has figures that are added.
func (l *List) worth(row *data.ListRow) bool {
	for i := range row.Cells {
		if l.columns[i].adds && !row.Cells[i].Value().IsZero() {
			return true
		}
	}
	return false
}

// cells are those of the row of a sum. What others add up to is computed when it is read.
func (m *merged) cells(l *List, heads bool) []data.Cell {
	cells := make([]data.Cell, len(m.words))
	for i, c := range l.Leaf.Columns {
		v := m.sums[i]
		switch {
		case c.Kind != configs.NumberValue:
			cells[i] = data.Cell{Text: m.words[i].Text, State: m.words[i].State}
		case !v.Known:
			cells[i] = data.Cell{State: data.Empty}
		default:
			cells[i] = data.Cell{Number: data.NewNumber(v.String(), v.Value), State: data.Given}
			if heads || c.Total {
				cells[i].State = data.Computed
			}
		}
	}
	return cells
}

// tooLong says which sums of a list the template has no room for.
func (l *List) tooLong(list data.List) diag.List {
	var said diag.List
	for i := range list.Rows {
		row := &list.Rows[i]
		for at, c := range l.columns {
			if v := row.Cells[at].Value(); c.adds && tooManyDigits(v, c.digits) {
				said.Add(tooLarge(data.RowTitle(l.Leaf, row)+" · "+l.Leaf.Columns[at].Label, row.Cells[at].Number.String(), c.digits))
			}
		}
	}
	return said
}

// fillLists gives a report the lists of the sum that some source has.
func (r *Result) fillLists(report *data.Report) {
	for i := range r.Plan.Lists {
		l := &r.Plan.Lists[i]
		if !slices.ContainsFunc(r.Choice.Sources, func(s *Source) bool { return s.hasTable(l.Table.ID) }) {
			continue
		}
		table := report.Tables[l.Table.ID]
		if table.Cells == nil {
			table.Cells = map[data.Ref]data.Cell{}
		}
		if table.Lists == nil {
			table.Lists = map[string]data.List{}
		}
		table.Lists[l.Leaf.Path] = r.Lists[i]
		report.Tables[l.Table.ID] = table
	}
}
