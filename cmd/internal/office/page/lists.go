package page

import (
	"encoding/json"
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/sheet"
)

// listView is a list of a table to be filled in.
type listView struct {
	Place   sheet.Place
	Columns []columnView
	Value   string
	Last    string // last year's figures by what names a row and by column, as JSON; empty for none
	Help    string
}

// columnView is a column of a list.
type columnView struct {
	ID, Label, Kind string // number, text, date or code
	Total           bool   // it is computed where nothing is typed
	Group           bool   // it names the group of a row
	Head            string // ids of the labels above
	ColSpan         int
}

// list is the list that a row of the grid stands for.
func (b *gridBuilder) list(row configs.GridRow, path string) *listView {
	config := b.work.sheet.Template.Table(b.section)
	lists := data.Lists(config)
	leaf := lists[slices.IndexFunc(lists, func(l data.Leaf) bool { return l.Path == path })]
	view := &listView{Place: sheet.ListAt(b.section, path), Help: leaf.Row.Help}
	view.Value = b.work.sheet.Values[view.Place]
	for _, c := range row.Cells {
		column := leaf.Columns[leaf.ColumnAt(c.Column)]
		view.Columns = append(view.Columns, columnView{
			ID: column.ID, Label: column.Label, Kind: column.Kind.String(), Total: column.Total, Group: column.ID == leaf.Row.Many.Group, Head: b.heads[c.Col], ColSpan: c.ColSpan,
		})
	}
	if b.work.previous != nil {
		view.Last = lastOf(leaf, b.work.previous.Tables[b.section].Lists[path])
	}
	return view
}

// lastOf is last year's figures of a list as JSON, by the code of a row or, where there are
// no codes, its words.
func lastOf(leaf data.Leaf, list data.List) string {
	last := map[string]map[string]string{}
	for i := range list.Rows {
		row, name := &list.Rows[i], nameOfRow(leaf, &list.Rows[i])
		figures := map[string]string{}
		for c, column := range leaf.Columns {
			if column.Kind == configs.NumberValue && row.Cells[c].Known() {
				figures[column.ID] = row.Cells[c].Printed()
			}
		}
		last[name] = figures
	}
	content, err := json.Marshal(last)
	if err != nil || len(last) == 0 {
		return ""
	}
	return string(content)
}

// nameOfRow is by what a row of a list is known from year to year.
func nameOfRow(leaf data.Leaf, row *data.ListRow) string {
	var words []string
	for c, column := range leaf.Columns {
		if column.Kind == configs.NumberValue {
			break
		}
		if column.ID == leaf.Row.Many.Code {
			return row.Cells[c].Text
		}
		words = append(words, row.Cells[c].Text)
	}
	return strings.Join(words, " ")
}

// groupSum is the sum of a group of rows of a list, which is printed and not edited.
type groupSum struct {
	List   sheet.Place       `json:"list"`
	Row    int               `json:"row"`   // beside which it stands, from 1
	Above  bool              `json:"above"` // before that row; else behind it
	Label  string            `json:"label"`
	Values map[string]string `json:"values"` // by column
}

// lists says what was computed in the lists of a report.
func (v *stateView) lists(report *data.Report) {
	for i := range report.Template.Tables {
		config := &report.Template.Tables[i]
		for _, leaf := range data.Lists(config) {
			list := report.Tables[config.ID].Lists[leaf.Path]
			for r := range list.Rows {
				for c, column := range leaf.Columns {
					if cell := list.Rows[r].Cells[c]; cell.State == data.Computed {
						v.Totals[sheet.RowCellAt(config.ID, leaf.Path, rowNumber(list, r), column.ID)] = cell.Printed()
					}
				}
			}
			if at := leaf.ColumnAt(leaf.Row.Many.Group); at >= 0 {
				v.groups(config.ID, leaf, list, at)
			}
		}
	}
}

// groups says the sums of the groups of a list, by the column of a place.
func (v *stateView) groups(table string, leaf data.Leaf, list data.List, at int) {
	list.Groups(at, func(from, to int, name string) {
		many := leaf.Row.Many
		sum := groupSum{List: sheet.ListAt(table, leaf.Path), Above: many.Above, Values: map[string]string{}, Label: strings.ReplaceAll(many.Subtotal, "{"+many.Group+"}", name)}
		if sum.Row = rowNumber(list, to-1); many.Above {
			sum.Row = rowNumber(list, from)
		}
		for c, column := range leaf.Columns {
			if column.Kind != configs.NumberValue {
				continue
			}
			var parts []data.Cell
			for r := from; r < to; r++ {
				parts = append(parts, list.Rows[r].Cells[c])
			}
			sum.Values[column.ID] = data.Sum(parts, list.Pos).Printed()
		}
		v.Sums = append(v.Sums, sum)
	})
}

// rowNumber is the number of a row of a list in what was typed, where lines of blanks count
// too.
func rowNumber(list data.List, r int) int {
	_, _, n, _, _ := sheet.Place(list.Rows[r].Pos.File).RowCell()
	return n
}

// rowsChanged is a change of a row of a list in words: of cells that have changed their
// labels and values, of a row that came or went all of it.
func rowsChanged(t *configs.Template, at sheet.Place, before, after string) (was, is string) {
	table, path, _ := at.List()
	config := t.Table(table)
	if config == nil {
		return before, after
	}
	lists := data.Lists(config)
	i := slices.IndexFunc(lists, func(l data.Leaf) bool { return l.Path == path })
	if i < 0 {
		return before, after
	}
	a, b := sheet.Cells(before), sheet.Cells(after)
	both := before != "" && after != "" && len(a) == len(b)
	say := func(cells, other []string) string {
		var said []string
		for c, value := range cells {
			if both && value == other[c] || value == "" && !both {
				continue
			}
			if both && c < len(lists[i].Columns) {
				value = lists[i].Columns[c].Label + " " + value
			}
			said = append(said, value)
		}
		return strings.Join(said, "，")
	}
	return say(a, b), say(b, a)
}
