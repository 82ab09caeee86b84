package configs

import (
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// single reads which row of the group r has its figures where earlier reports
// have the group as one row.
func (t *tableReader) single(r *Row, n *source.Node) {
	if n == nil {
		return
	}
	r.Single = source.String(n, t.problems)
	i := find(r.Rows, func(row Row) string { return row.ID }, r.Single)
	if i < 0 {
		known(n, diag.T("行", "row"), r.Single, names(r.Rows, func(row Row) string { return row.ID }), t.problems)
		return
	}
	if len(r.Rows[i].Rows) > 0 {
		t.problems.Add(diag.Errorf(n.Pos, "“%s”是一组行，不是一行数", "%q is a group and not a row of figures", r.Single))
	}
}
