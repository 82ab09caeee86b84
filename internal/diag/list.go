package diag

import (
	"cmp"
	"errors"
	"slices"
	"strings"
)

// List is a number of diagnostics; it is an error when one of them is.
type List []Diagnostic

// Add appends diagnostics.
func (l *List) Add(d ...Diagnostic) { *l = append(*l, d...) }

// HasErrors reports whether a diagnostic of level Error is in the list.
func (l List) HasErrors() bool {
	return slices.ContainsFunc(l, func(d Diagnostic) bool { return d.Level == Error })
}

// Equal reports whether both lists say the same in the same order.
func (l List) Equal(other List) bool { return slices.EqualFunc(l, other, Diagnostic.Equal) }

// Err is the list as an error when it holds one, else nil.
func (l List) Err() error {
	if l.HasErrors() {
		return l
	}
	return nil
}

// Error writes the list in Chinese, a diagnostic a line.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i, d := range l {
		lines[i] = d.Format(ZH)
	}
	return strings.Join(lines, "\n")
}

// Sort orders the list by file, place and level; equal ones keep their order.
// The sheets of a workbook, whose order a place does not know, come in the
// order in which the list names them first.
func (l List) Sort() {
	sheets := make(map[[2]string]int)
	for _, d := range l {
		sheet := [2]string{d.Pos.File, d.Pos.Sheet}
		if _, known := sheets[sheet]; !known && d.Pos.Sheet != "" {
			sheets[sheet] = len(sheets) + 1
		}
	}
	slices.SortStableFunc(l, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.Pos.File, b.Pos.File),
			cmp.Compare(sheets[[2]string{a.Pos.File, a.Pos.Sheet}], sheets[[2]string{b.Pos.File, b.Pos.Sheet}]),
			compareCells(a.Pos.Cell, b.Pos.Cell),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Col, b.Pos.Col),
			cmp.Compare(a.Level, b.Level),
		)
	})
}

// compareCells orders cells such as B9 and AA10 by row, then by column.
func compareCells(a, b string) int {
	columnA, rowA := splitCell(a)
	columnB, rowB := splitCell(b)
	return cmp.Or(
		cmp.Compare(len(rowA), len(rowB)), cmp.Compare(rowA, rowB),
		cmp.Compare(len(columnA), len(columnB)), cmp.Compare(columnA, columnB),
	)
}

func splitCell(cell string) (column, row string) {
	i := strings.IndexAny(cell, "0123456789")
	if i < 0 {
		return cell, ""
	}
	return cell[:i], cell[i:]
}

// Count is how many diagnostics of a level the list holds.
func (l List) Count(level Level) int {
	n := 0
	for _, d := range l {
		if d.Level == level {
			n++
		}
	}
	return n
}

// From is the diagnostics inside err: the List it wraps, or one without a
// place that says its cause.
func From(err error) List {
	if err == nil {
		return nil
	}
	var l List
	if errors.As(err, &l) {
		return l
	}
	return List{{Level: Error, Message: Cause(err)}}
}
