package rules

import (
	"iter"
	"strings"

	"github.com/shopspring/decimal"

	"gongwen/configs"
	"gongwen/data"
)

// maxIntDigits is the most digits with which a sum or difference of figures
// is certain to fit an int64.
const maxIntDigits = 15

// figures is a table as the rules see it.
type figures struct {
	table  *configs.Table
	leaves []data.Leaf
	lists  []data.Leaf // rows that there are many of
	byPath map[string]int
	whole  map[string]bool // by the id of a value type: its figures are int, others decimal.Decimal
}

func newFigures(t *configs.Template, table *configs.Table) *figures {
	f := &figures{table: table, leaves: data.Leaves(table), lists: data.Lists(table), whole: make(map[string]bool, len(t.Values))}
	f.byPath = make(map[string]int, len(f.leaves))
	for i, l := range f.leaves {
		f.byPath[l.Path] = i
	}
	for _, v := range t.Values {
		f.whole[v.ID] = v.Whole && v.Digits <= maxIntDigits
	}
	return f
}

func (f *figures) leaf(path string) (data.Leaf, bool) {
	i, ok := f.byPath[path]
	if !ok {
		return data.Leaf{}, false
	}
	return f.leaves[i], true
}

// rows are the rows of the group at path, or the one row at path.
func (f *figures) rows(path string) iter.Seq[*data.Leaf] {
	return func(yield func(*data.Leaf) bool) {
		if i, ok := f.byPath[path]; ok {
			yield(&f.leaves[i])
			return
		}
		for i := range f.leaves {
			if f.leaves[i].Within(path) && !yield(&f.leaves[i]) {
				return
			}
		}
	}
}

// within lists the rows of the group at path, or the one row at path.
func (f *figures) within(path string) []data.Leaf {
	var leaves []data.Leaf
	for l := range f.rows(path) {
		leaves = append(leaves, *l)
	}
	return leaves
}

// addends are the rows that sum(path) adds up.
func (f *figures) addends(path string) iter.Seq[*data.Leaf] {
	return func(yield func(*data.Leaf) bool) {
		for l := range f.rows(path) {
			if !l.Total && !yield(l) {
				return
			}
		}
	}
}

// isTotal reports whether a figure stands in a row or column of totals.
func (f *figures) isTotal(ref data.Ref) bool {
	l, _ := f.leaf(ref.Row)
	c, _ := l.Column(ref.Column)
	return l.IsTotal(c)
}

// wholeLeaves reports whether all figures of the rows are int.
func (f *figures) wholeLeaves(leaves ...data.Leaf) bool {
	for _, l := range leaves {
		if !f.wholeColumns(l.Columns) {
			return false
		}
	}
	return true
}

func (f *figures) wholeColumns(columns []configs.Column) bool {
	for _, c := range columns {
		if c.Kind == configs.NumberValue && !f.whole[c.Type] {
			return false
		}
	}
	return true
}

// value is a figure as expressions have it: an int, or an exact decimal where
// the figures beside it can have decimals.
func value(n data.Number, whole bool) any {
	if whole {
		return int(n.Value().IntPart())
	}
	return n.Value()
}

// columnEnv adds every row's figure in one column to env: nested by group, with sum.
func (f *figures) columnEnv(env map[string]any, t data.Table, column string) {
	for _, l := range f.leaves {
		put(env, l.Path, value(t.Cells[data.Ref{Row: l.Path, Column: column}].Number, f.wholeLeaves(l)))
	}
	if f.wholeLeaves(f.leaves...) && f.wholeLeaves(f.lists...) {
		env["sum"] = func(path string) int {
			return int(f.total(t, path, column).IntPart())
		}
		return
	}
	env["sum"] = func(path string) decimal.Decimal { return f.total(t, path, column) }
}

func (f *figures) total(t data.Table, path, column string) decimal.Decimal {
	sum := decimal.Zero
	for l := range f.addends(path) {
		sum = sum.Add(t.Cells[data.Ref{Row: l.Path, Column: column}].Value())
	}
	for _, l := range f.lists {
		if l.Path != path && !l.Within(path) {
			continue
		}
		if at := l.ColumnAt(column); at >= 0 {
			t.Lists[l.Path].Parts(-1, func(row *data.ListRow) { sum = sum.Add(row.Cells[at].Value()) })
		}
	}
	return sum
}

// put sets a value at a dotted path of nested maps.
func put(env map[string]any, path string, value any) {
	for {
		group, rest, nested := strings.Cut(path, ".")
		if !nested {
			env[path] = value
			return
		}
		inner, ok := env[group].(map[string]any)
		if !ok {
			inner = make(map[string]any)
			env[group] = inner
		}
		env, path = inner, rest
	}
}
