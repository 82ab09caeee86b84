package configs

import (
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// Sum says whether figures may be added when the reports of several agencies
// are made into one. It is empty where the template says nothing.
type Sum string

// The statements of the key `sum`.
const (
	SumAdd  Sum = "add"  // numbers of things that are counted once, such as requests
	SumNone Sum = "none" // rates, averages, ranks
)

// Adds reports whether the figures at a row and a column may be added, and
// whether the template states that at all. Where row and column disagree they
// may not be (SumNone): no sum is better than a meaningless one. Where both say
// nothing, the table decides.
func (t *Table) Adds(row Row, column Column) (adds, stated bool) {
	switch {
	case row.Sum == SumNone || column.Sum == SumNone:
		return false, true
	case row.Sum == SumAdd || column.Sum == SumAdd:
		return true, true
	}
	return t.Sum != SumNone, t.Sum != ""
}

// readSum reads the key `sum`, which may be left out.
func readSum(f *source.Fields, problems *diag.List) Sum {
	n := f.Get("sum")
	if n == nil {
		return ""
	}
	return Sum(source.Choice(n, problems, string(SumAdd), string(SumNone)))
}

// inheritSum gives the rows of groups what their group says of sums.
func inheritSum(rows []Row, from Sum) {
	for i := range rows {
		if rows[i].Sum == "" {
			rows[i].Sum = from
		}
		inheritSum(rows[i].Rows, rows[i].Sum)
	}
}
