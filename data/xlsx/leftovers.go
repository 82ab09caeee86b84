package xlsx

import (
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/data/cell"
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
	turned := s.turnedHeads(r.template)
	for _, cells := range s.rows() {
		for _, c := range cells {
			if s.used[c.Ref] {
				continue
			}
			switch {
			case !isFigure(c):
			case turned(c.Ref) != nil:
				if inside++; inside <= most {
					r.problems.Add(diag.Errorf(s.Pos(c.Ref), "这里的“%s”没有读取：“%s”不是官方表格的栏目", "“%s” was not read: %q is no column of the official table", clip(c.Text), clip(turned(c.Ref).Text)).
						WithHint("只是名称写错的，改回原来的名称；是另一年、另一种数的，换成本栏的数", "give the column its label again where only that is wrong; figures of another year or kind do not belong here"))
				}
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

// turnedHeads finds, for a place in the rows of a table, a head in its column with a word
// that makes another of a label: 上年总计. It is looked for once in each column of a table.
func (s *worksheet) turnedHeads(t *configs.Template) func(workbook.Ref) *workbook.Cell {
	const deep = 8 // rows of heads
	type column struct{ table, col int }
	known := map[column]*workbook.Cell{}
	return func(ref workbook.Ref) *workbook.Cell {
		for i, a := range s.tables {
			if ref.Row < a.From.Row || ref.Row > a.To.Row {
				continue
			}
			at := column{i, ref.Col}
			head, looked := known[at]
			for row := a.From.Row; !looked && head == nil && row < min(ref.Row, a.From.Row+deep); row++ {
				c := s.Cell(s.Origin(workbook.Ref{Row: row, Col: ref.Col}))
				if c != nil && c.Kind == workbook.Text && !s.used[c.Ref] && len(c.Text) < maxLabel && turns(c.Text, t.Table(a.table).Labels()) {
					head = c
				}
			}
			if known[at] = head; head != nil {
				return head
			}
		}
		return nil
	}
}

// turns reports whether a text is nearly a label and says something else.
func turns(text string, labels []string) bool {
	n := cell.NameOf(text)
	return slices.ContainsFunc(labels, func(label string) bool {
		own := cell.NameOf(label)
		return own != "" && n != own && (strings.Contains(n, own) || source.Near(n, own)) && cell.Contrary(n, own)
	})
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
