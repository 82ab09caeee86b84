package xlsx

import (
	"gongwen/configs"
	"gongwen/data/xlsx/workbook"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// leftovers says what of the workbook was not read, so that nothing that
// somebody filled in is lost in silence.
func (r *reader) leftovers() {
	for _, s := range r.sheets {
		switch {
		case len(s.tables) > 0:
			r.besideTables(s)
		case s.firstKey > 0:
			r.besideText(s)
		case len(s.Cells()) > 0:
			r.problems.Add(diag.Warnf(s.Pos(s.Cells()[0].Ref), "工作表“%s”不是报告的内容，没有读取", "the sheet %q is no part of the report and was not read", s.Name))
		}
	}
}

// besideTables reports the figures in a table that belong to none of its rows
// or columns, and mentions those around it.
func (r *reader) besideTables(s *worksheet) {
	const most = 20
	inside, outside := 0, 0
	var first workbook.Ref
	for _, cells := range s.rows() {
		for _, c := range cells {
			if s.used[c.Ref] {
				continue
			}
			switch {
			case !isFigure(c):
			case s.covers(c.Ref):
				if inside++; inside <= most {
					r.problems.Add(r.homeless(s, c))
				}
			default:
				if outside++; outside == 1 {
					first = c.Ref
				}
			}
		}
	}
	if outside > 0 {
		r.problems.Add(diag.Warnf(s.Pos(first), "表格外面有 %d 格的数没有读取（这里是第一格）", "%d figures outside of the table were not read (the first one is here)", outside))
	}
}

// homeless reports a figure that belongs to no row or column.
func (r *reader) homeless(s *worksheet, c *workbook.Cell) diag.Diagnostic {
	d := diag.Errorf(s.Pos(c.Ref), "这里的“%s”不属于表中任何一行一列", "“%s” belongs to no row and column of the table", clip(c.Text))
	for col := c.Col - 1; col >= 1; col-- {
		left := s.Cell(workbook.Ref{Row: c.Row, Col: col})
		if left == nil || isFigure(left) {
			continue
		}
		if s.used[left.Ref] {
			break
		}
		d = diag.Errorf(s.Pos(c.Ref), "这里的“%s”没有读取：官方表格没有“%s”这一行", "“%s” was not read: the official table has no row %q", clip(c.Text), clip(left.Text))
		if near := source.Closest(left.Text, rowLabels(r.template)); near != "" {
			return d.WithHint("是不是“%s”？", "did you mean “%s”?", near)
		}
		break
	}
	return d.WithHint("删去自己加的行和列，或改回原来的名称", "remove rows and columns that were added, or give them their labels again")
}

// rowLabels are the labels of all rows of the template's tables.
func rowLabels(t *configs.Template) []string {
	var labels []string
	var walk func([]configs.Row)
	walk = func(rows []configs.Row) {
		for _, row := range rows {
			labels = append(labels, row.Label)
			walk(row.Rows)
		}
	}
	for _, table := range t.Tables {
		walk(table.Rows)
	}
	return labels
}

// besideText mentions cells of the sheet with the text that were not read,
// but for its headline.
func (r *reader) besideText(s *worksheet) {
	count := 0
	var first workbook.Ref
	for _, cells := range s.rows() {
		for _, c := range cells {
			if s.used[c.Ref] || c.Row < s.firstKey && len(cells) == 1 {
				continue
			}
			if count++; count == 1 {
				first = c.Ref
			}
		}
	}
	if count > 0 {
		r.problems.Add(diag.Warnf(s.Pos(first), "有 %d 格的内容没有读取（这里是第一格）", "%d cells were not read (the first one is here)", count).
			WithHint("内容写在名称右边的一格里", "what belongs to a label stands in the cell to the right of it"))
	}
}
