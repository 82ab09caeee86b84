package data

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"gongwen/configs"
	"gongwen/internal/diag"
)

// List is the rows that a report gives for a row that a table has many of.
type List struct {
	Rows  []ListRow
	File  string // that holds them, relative to the report file; empty for rows in the report itself
	Sheet string // of a workbook; empty for its first
	// Broken says that it could not be read whole, which has been reported: what is not
	// in it may have been meant to be.
	Broken bool
	Pos    diag.Pos
}

// Broken reports whether some list of the table could not be read whole.
func (t Table) Broken() bool {
	for _, list := range t.Lists {
		if list.Broken {
			return true
		}
	}
	return false
}

// ListRow is one of many rows: a cell for each column, in their order.
type ListRow struct {
	Cells []Cell
	Level int    // below how many others it stands by its code
	From  string // where it was pulled from; empty for one that was not, or has changed since
	Pos   diag.Pos
}

// Parts calls f for every row that stands directly below row n by the levels of
// codes, or of n = -1 for every row that stands below none.
func (l List) Parts(n int, f func(*ListRow)) {
	level := -1
	if n >= 0 {
		level = l.Rows[n].Level
	}
	least := -1 // level of what stands directly below; some levels may be left out
	for i := n + 1; i < len(l.Rows) && l.Rows[i].Level > level; i++ {
		if at := l.Rows[i].Level; least < 0 || at <= least {
			least = at
			f(&l.Rows[i])
		}
	}
}

// Heads reports whether other rows stand below row n by the levels of codes.
func (l List) Heads(n int) bool { return n+1 < len(l.Rows) && l.Rows[n+1].Level > l.Rows[n].Level }

// Groups calls f with the bounds of every group of a list that is grouped by a
// text: rows from up to but not including to, and what they share.
func (l List) Groups(column int, f func(from, to int, name string)) {
	for from := 0; from < len(l.Rows); {
		to, name := from+1, l.Rows[from].Cells[column].Text
		for to < len(l.Rows) && l.Rows[to].Cells[column].Text == name {
			to++
		}
		f(from, to, name)
		from = to
	}
}

// LevelOf is the level of a code, -1 for one of another length.
func LevelOf(m *configs.Many, code string) int {
	n := utf8.RuneCountInString(code)
	for level, length := range m.Levels {
		if length == n {
			return level
		}
	}
	return -1
}

// RowTitle names a row of a list as messages do: by its words before the first figure.
func RowTitle(leaf Leaf, row *ListRow) string {
	var words []string
	for i, c := range leaf.Columns {
		if c.Kind == configs.NumberValue {
			break
		}
		if row.Cells[i].Text != "" {
			words = append(words, row.Cells[i].Text)
		}
	}
	if len(words) == 0 {
		return leaf.Name
	}
	return leaf.Name + " " + strings.Join(words, " ")
}

// Sum is what a column of figures of some rows adds up to. It is Bad when one of
// them is, Unknown when one was left empty, and else Computed.
func Sum(cells []Cell, pos diag.Pos) Cell {
	value, state := decimal.Zero, Computed
	for i := range cells {
		switch cells[i].State {
		case Bad:
			return Cell{Pos: pos}
		case Empty, Unknown:
			state = Unknown
		}
		value = value.Add(cells[i].Value())
	}
	if state == Unknown {
		return Cell{State: state, Pos: pos}
	}
	return Cell{Number: NewNumber("", value), State: state, Pos: pos}
}

// ColumnAt is the place of a column in the columns of a leaf, -1 for none.
func (l Leaf) ColumnAt(id string) int {
	for i, c := range l.Columns {
		if c.ID == id {
			return i
		}
	}
	return -1
}

// Addends are the columns that a column of totals adds up.
func (l Leaf) Addends(total configs.Column) []configs.Column {
	var list []configs.Column
	for _, c := range l.Columns {
		if total.Parts == nil && c.Kind == configs.NumberValue && !c.Total || slices.Contains(total.Parts, c.ID) {
			list = append(list, c)
		}
	}
	return list
}

// Without reports whether a table has nothing to show: no rows of lists, and no
// figures but zeros.
func (t Table) Without() bool {
	for _, list := range t.Lists {
		if len(list.Rows) > 0 {
			return false
		}
	}
	for _, c := range t.Cells {
		if c.Known() && !c.Value().IsZero() {
			return false
		}
	}
	return true
}
