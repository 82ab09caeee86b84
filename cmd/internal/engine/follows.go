package engine

import (
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"gongwen/data"
	"gongwen/internal/diag"
)

// Follows says why a report is not that of the year before one of a year and an
// agency.
func (e *Engine) Follows(previous *data.Report, year int, agency string) diag.List {
	return follows(previous, year, agency, false)
}

// follows says why a report of the year before is none of a year and an agency:
// it is of another year, or of another agency. An empty agency, and one that
// was renamed, is any.
func follows(previous *data.Report, year int, agency string, renamed bool) diag.List {
	var wrong diag.List
	if before := previous.Year(); year != 0 && before.Text != strconv.Itoa(year-1) {
		wrong.Add(diag.Errorf(before.Pos, "这不是上一年度的报告：年度是 %s，应为 %d", "not the report of the year before: it is of %s, it should be of %d", before.Text, year-1))
	}
	if before := previous.Agency(); !renamed && agency != "" && !sameName(before.Text, agency) {
		wrong.Add(diag.Errorf(before.Pos, "这是另一个机关的报告：“%s”，应为“%s”", "the report of another agency: “%s”, it should be of “%s”", before.Text, agency).
			WithHint("机关改了名称的，用 --renamed", "for an agency that was renamed use --renamed"))
	}
	return wrong
}

// sameName reports whether two names differ in blanks and widths at most.
func sameName(a, b string) bool {
	plain := func(s string) string { return strings.Join(strings.Fields(norm.NFKC.String(s)), "") }
	return plain(a) == plain(b)
}
