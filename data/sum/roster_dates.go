package sum

import (
	"maps"
	"slices"
	"strings"

	"gongwen/data/load"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// dueHeads are what the column of deadlines is called, and dueWords what a column of dates has
// in its head that is one of deadlines too.
var (
	dueHeads = map[string]bool{"截止日期": true, "截止时间": true, "报送期限": true, "上报期限": true, "期限": true, "due": true, "deadline": true}
	dueWords = []string{"截止", "截至", "期限", "限期", "到期", "deadline"}
)

func isDueHead(text string) bool { return dueHeads[source.Normalize(text)] }

func isLikeDueHead(text string) bool {
	text = source.Normalize(text)
	return slices.ContainsFunc(dueWords, func(word string) bool { return strings.Contains(text, word) })
}

// columns are those of a table of which every cell below the first is a date, or was until
// another was seen, by their numbers.
type columns map[int]*column

type column struct {
	row         int // of the first cell
	first       string
	pos         diag.Pos // of the first cell
	dated       bool     // the first cell is a date
	dates, rest int      // below the first cell
}

// see takes a cell; those of a column come from above.
func (c columns) see(row, col int, text string, pos diag.Pos) {
	text = strings.TrimSpace(text)
	if text == "" {
		return
	}
	day, ok := load.Day(text)
	ok = ok && day.Year > 0
	switch seen := c[col]; {
	case seen == nil:
		c[col] = &column{row: row, first: text, pos: pos, dated: ok}
	case ok:
		seen.dates++
	default:
		seen.rest++
	}
}

// headed are the columns of dates that have a head in a row, from the left.
func (c columns) headed(row int) (cols []int) {
	for _, col := range slices.Sorted(maps.Keys(c)) {
		if seen := c[col]; seen.row == row && !seen.dated && seen.dates > 0 && seen.rest == 0 {
			cols = append(cols, col)
		}
	}
	return cols
}

// top is the first row.
func (c columns) top() (row int) {
	for _, seen := range c {
		if row == 0 || seen.row < row {
			row = seen.row
		}
	}
	return row
}

// due is the column of deadlines by a head that has a word for it; none is -1.
func (c columns) due(row, none int) int {
	for _, col := range c.headed(row) {
		if isLikeDueHead(c[col].first) {
			return col
		}
	}
	return none
}

// unused says of columns of dates that they are not taken for deadlines.
func (r *rosterReader) unused(c columns, row int) {
	for _, col := range c.headed(row) {
		r.Dates.Add(diag.Warnf(c[col].pos, "“%s”这一列都是日期，没有当作截止日期", "the column %q has dates and is not taken for one of deadlines", c[col].first).
			WithHint("是截止日期的，把列名改成“截止日期”", "if they are deadlines call it 截止日期"))
	}
	for _, col := range slices.Sorted(maps.Keys(c)) {
		if seen := c[col]; seen.dated && seen.rest == 0 {
			r.Dates.Add(diag.Warnf(seen.pos, "这一列都是日期，没有列名，没有当作截止日期", "the column has dates and no head, and is not taken for one of deadlines").
				WithHint("在第一行写上列名“机关名称”和“截止日期”", "write the heads 机关名称 and 截止日期 into the first row"))
		}
	}
}
