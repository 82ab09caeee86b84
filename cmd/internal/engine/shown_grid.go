package engine

import (
	"fmt"

	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
)

// grids are the tables of a document of which it is known which rows and columns each cell
// covers, without rows that have no cells.
func grids(blocks []flow.Block) (all []*flow.Table) {
	for _, b := range blocks {
		if b.Kind != flow.Tabular || !b.Table.Placed {
			continue
		}
		t := &flow.Table{Pos: b.Table.Pos}
		for _, row := range b.Table.Rows {
			if len(row.Cells) > 0 {
				t.Rows = append(t.Rows, row)
			}
		}
		all = append(all, t)
	}
	return all
}

// otherGrid is where cells of the page's tables stand in other columns, or cover others,
// than those of the document that was signed: a figure would be read below another head.
// The words and figures themselves are compared elsewhere, rows that are more or fewer too.
func otherGrid(path string, signed, page []*flow.Table) (list diag.List) {
	if len(signed) != len(page) {
		list.Add(diag.Errorf(diag.Pos{File: path}, "正文里有 %d 张表格，定稿里有 %d 张", "the text has %d tables, what was signed has %d", len(page), len(signed)))
		return list
	}
	for i, t := range page {
		if at, what, ok := firstMoved(signed[i], t); ok {
			list.Add(diag.Diagnostic{Level: diag.Error, Pos: at, Message: diag.T("第 %d 张表格的格子与定稿不同：%s", "cells of table %d are not where they were signed: %s", i+1, what)}.
				WithHint("照发布材料里的正文重新发布", "publish the text of the package again"))
		}
	}
	return list
}

// firstMoved is the first cell of a table that stands otherwise than in the signed one.
func firstMoved(signed, page *flow.Table) (at diag.Pos, what diag.Text, moved bool) {
	if len(signed.Rows) != len(page.Rows) {
		return page.Pos, diag.T("有 %d 行，定稿是 %d 行", "%d rows, signed with %d", len(page.Rows), len(signed.Rows)), true
	}
	for r, row := range page.Rows {
		was := signed.Rows[r].Cells
		if len(row.Cells) != len(was) {
			return row.Pos, diag.T("第 %d 行有 %d 格，定稿是 %d 格", "row %d has %d cells, signed with %d", r+1, len(row.Cells), len(was)), true
		}
		for i, c := range row.Cells {
			if c.Col != was[i].Col || c.RowSpan != was[i].RowSpan || c.ColSpan != was[i].ColSpan {
				return c.Pos, diag.T("%s在%s，定稿在%s", "%s at %s, signed at %s", flow.Quoted(letters(c.Text), longestQuote), placeOf(c), placeOf(was[i])), true
			}
		}
	}
	return diag.Pos{}, diag.Text{}, false
}

func placeOf(c flow.Cell) diag.Text {
	return diag.T("第 %d 列、占 %s", "column %d over %s", c.Col+1, fmt.Sprintf("%d×%d", c.RowSpan, c.ColSpan))
}
