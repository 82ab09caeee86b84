package sources

import (
	"fmt"
	"strconv"
	"strings"

	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/internal/pattern"
	"gongwen/internal/source"
)

// asked is what a database has answered.
type asked struct {
	name string
	*Answer
}

// rowNumber is a row of an answer.
var rowNumber = pattern.New(`^(?:第 ?|row ?)?([1-9][0-9]{0,6})(?: ?行)?$`)

// find is a row of the answer, by its number or by what stands in its first
// column, or one figure of it. Of an answer of one row nothing need be said; 全部
// is all rows.
func (a *asked) find(p data.Place) ([][]found, *diag.Text) {
	if len(a.Rows) == 0 {
		return nil, why("查询没有结果", "the query gives no rows")
	}
	if isAll(p.At) {
		var rows [][]found
		for i := range a.Rows {
			rows = append(rows, a.values(i, 0))
		}
		return rows, nil
	}
	if !p.Named() {
		if p.At == "" && len(a.Rows) == 1 {
			return [][]found{a.values(0, 0)}, nil
		}
		row, fault := a.numbered(p.At)
		if fault != nil {
			return nil, fault
		}
		return [][]found{a.values(row, 0)}, nil
	}
	row, named, fault := a.row(p.Row)
	if fault != nil {
		return nil, fault
	}
	if p.Column != "" {
		for i, c := range a.Columns {
			if sameWord(c, p.Column) {
				return [][]found{{a.value(row, i)}}, nil
			}
		}
		return nil, why("查询结果没有“%s”一栏，有的是：%v", "the answer has no column “%s”; there are: %v", p.Column, diag.Text{ZH: strings.Join(a.Columns, "、"), EN: strings.Join(a.Columns, ", ")})
	}
	first := 0
	if named {
		first = 1
	}
	return [][]found{a.values(row, first)}, nil
}

// isAll reports whether a place is the whole of a source.
func isAll(at string) bool { return at == "全部" || at == "all" }

// list is all rows of the answer, below the names of its columns.
func (a *asked) list(p data.Place) (*grid, *diag.Text) {
	if p.Named() || !isAll(p.At) && p.At != "" {
		return nil, why("清单的位置应写“全部”", "the place of a list should be “all”")
	}
	g := &grid{all: a.name, from: []string{a.name}}
	var names []found
	for _, c := range a.Columns {
		names = append(names, found{text: c, from: a.name})
	}
	g.rows = append(g.rows, names)
	for i := range a.Rows {
		row := a.values(i, 0)
		for n := range row {
			row[n].not = nil // NULL is a cell without anything
		}
		g.rows, g.from = append(g.rows, row), append(g.from, fmt.Sprintf("%s row %d", a.name, i+1))
	}
	return g, nil
}

// numbered is the index of a row by its number from 1.
func (a *asked) numbered(at string) (int, *diag.Text) {
	m := rowNumber.FindStringSubmatch(at)
	if m == nil {
		return 0, why("位置“%s”看不懂，应写行号，如 1，或者 {行: …, 列: …}", "the place “%s” is not understood, it should be the number of a row, such as 1, or {row: …, column: …}", at)
	}
	n, err := strconv.Atoi(m[1])
	if err != nil || n > len(a.Rows) {
		return 0, why("没有第 %s 行，查询结果有 %d 行", "there is no row %s, the answer has %d", m[1], len(a.Rows))
	}
	return n - 1, nil
}

// row is a row by what stands in its first column, or else by its number.
func (a *asked) row(name string) (index int, named bool, fault *diag.Text) {
	var hits []int
	for i, r := range a.Rows {
		if len(r) > 0 && !r[0].Null && sameWord(r[0].Text, name) {
			hits = append(hits, i)
		}
	}
	switch {
	case len(hits) == 1 && len(a.Columns) > 1:
		return hits[0], true, nil
	case len(hits) > 1:
		return 0, false, why("“%s”有 %d 行，分不清是哪一行：第 %d 行、第 %d 行", "“%s” is in %d rows, which is meant is not clear: %d, %d", name, len(hits), hits[0]+1, hits[1]+1)
	case rowNumber.MatchString(name):
		index, fault = a.numbered(name)
		return index, false, fault
	}
	var names []string
	for _, r := range a.Rows {
		if len(r) > 0 {
			names = append(names, r[0].Text)
		}
	}
	if near := source.Closest(name, names); near != "" {
		return 0, false, why("没有“%s”一行，是不是“%s”？", "there is no row “%s”; did you mean “%s”?", name, near)
	}
	return 0, false, why("没有“%s”一行", "there is no row “%s”", name)
}

func (a *asked) values(row, first int) []found {
	var list []found
	for i := first; i < len(a.Rows[row]); i++ {
		list = append(list, a.value(row, i))
	}
	return list
}

func (a *asked) value(row, column int) found {
	v := a.Rows[row][column]
	f := found{text: v.Text, from: fmt.Sprintf("%s row %d", a.name, row+1)}
	if len(a.Columns) > 1 {
		f.from += " column " + a.Columns[column]
	}
	if v.Null {
		f.not = why("没有数（NULL）", "there is no figure (NULL)")
	}
	return f
}
