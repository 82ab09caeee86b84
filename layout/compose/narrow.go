package compose

import (
	"gongwen/configs"
	"gongwen/internal/diag"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// narrowColumns says which columns of a template's tables are too narrow for one
// character, of a column of figures for one digit.
func narrowColumns(t *configs.Template, d *doc.Document) (problems diag.List) {
	for i := range t.Tables {
		table := &t.Tables[i]
		if len(table.Widths) == 0 {
			continue
		}
		page := d.Page
		if table.Landscape {
			page = page.Turned(1)
		}
		widths := scale(table.Widths, page.TextWidth())
		needs, styles := make([]unit.Length, len(widths)), make([]string, len(widths))
		for _, row := range table.Grid {
			for k := range row.Cells {
				cell := &row.Cells[k]
				if cell.ColSpan != 1 || cell.Col >= len(widths) {
					continue
				}
				if need, role := characterIn(cell, d); need > needs[cell.Col] {
					needs[cell.Col], styles[cell.Col] = need, role
				}
			}
		}
		for col, need := range needs {
			if widths[col] < need {
				problems.Add(diag.Errorf(table.WidthsPos, "第 %d 列按比例宽 %s，放不下样式“%s”的一个字（连同两边的空白要 %s）",
					"column %d is %s wide in proportion, too narrow for a character of the style %q, which with the margins of its cell needs %s",
					col+1, configs.Millimetres(widths[col]), styles[col], configs.Millimetres(need)).
					WithHint("widths 按比例分满版心：加大这一列，或者减小别的列", "widths are scaled to the text block: make this column wider, or others narrower"))
				break
			}
		}
	}
	return problems
}

// characterIn is the room that a character of a cell takes, and its style.
func characterIn(cell *configs.GridCell, d *doc.Document) (unit.Length, string) {
	kind, role := cellRole(cell.Role)
	if cell.Style != "" {
		role = cell.Style
	}
	style, has := d.Style(role)
	if !has {
		return 0, role
	}
	if kind == doc.Number {
		return style.Size/2 + 2*doc.FigureMargin(style.Size, d.Tables.CellMargin), role
	}
	return style.Size + 2*d.Tables.CellMargin, role
}
