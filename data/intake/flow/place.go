package flow

import (
	"fmt"

	"gongwen/internal/diag"
)

// OnPage is a page of a document, from 1.
func OnPage(file string, page int) diag.Pos {
	return diag.Pos{File: file, Sheet: "正文", Cell: fmt.Sprintf("第%d页", page)}
}

// InTable is a row of a table, both from 1, or one of the row's cells.
func InTable(file string, table, row, cell int) diag.Pos {
	pos := diag.Pos{File: file, Sheet: fmt.Sprintf("表%d", table), Cell: fmt.Sprintf("第%d行", row)}
	if cell > 0 {
		pos.Cell += fmt.Sprintf("第%d格", cell)
	}
	return pos
}
