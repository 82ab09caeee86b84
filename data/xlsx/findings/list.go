package findings

import (
	"fmt"
	"strings"

	"gongwen/data/xlsx/spreadsheet"
	"gongwen/data/xlsx/workbook"
	"gongwen/internal/diag"
)

// The columns of the sheet that lists diagnostics.
var columns = []struct {
	title diag.Text
	width float64
}{
	{diag.Text{ZH: "序号", EN: "No."}, 6}, {diag.Text{ZH: "级别", EN: "Level"}, 8}, {diag.Text{ZH: "位置（点击跳转）", EN: "Place"}, 38},
	{diag.Text{ZH: "问题", EN: "Message"}, 52}, {diag.Text{ZH: "怎么改", EN: "How to mend it"}, 44}, {diag.Text{ZH: "规则", EN: "Rule"}, 8},
}

// list writes the sheet of all diagnostics behind the others.
func (w *writer) list(list diag.List) {
	s := w.book.Add(Sheet)
	titles := make([]string, len(columns))
	for i, c := range columns {
		s.Width(i+1, i+1, c.width)
		titles[i] = c.title.In(w.lang)
	}
	head := fmt.Sprintf(diag.Text{ZH: "检查结果：%d 个错误，%d 个警告，%d 个说明", EN: "Findings: %d errors, %d warnings, %d notes"}.In(w.lang),
		list.Count(diag.Error), list.Count(diag.Warning), list.Count(diag.Note))
	row(s, 1, w.style("", true, false), head)
	const first = 3
	row(s, first-1, w.style("D9D9D9", true, true), titles...)
	for i, d := range list {
		w.finding(s, first+i, i+1, d)
	}
	s.Freeze(first-1, 0)
	s.Print(spreadsheet.Page{Landscape: true}, true)
	if len(list) > 0 {
		s.Filter(fmt.Sprintf("A2:F%d", first+len(list)-1))
	}
}

func (w *writer) finding(s *spreadsheet.Sheet, n, number int, d diag.Diagnostic) {
	place := d.Pos.String()
	if d.Pos.Cell != "" {
		place = d.Pos.Sheet + " " + d.Pos.Cell
	}
	var related []string
	for _, r := range d.Related {
		related = append(related, r.Format(w.lang))
	}
	said := strings.Join(append([]string{diag.Printable(d.Message.In(w.lang))}, related...), "\n")
	if d.Waived != "" {
		said += "\n" + diag.T("（已豁免：%s）", "(waived: %s)", d.Waived).In(w.lang)
	}
	texts := []string{fmt.Sprint(number), d.Level.Text().In(w.lang), place, said, d.Hint.In(w.lang), d.Rule}
	row(s, n, w.style(colours[d.Level], false, true), texts...)
	s.Height(n, heightOf(texts), false)
	if d.Pos.Cell != "" {
		s.Link(fmt.Sprintf("C%d", n), fmt.Sprintf("'%s'!%s", strings.ReplaceAll(d.Pos.Sheet, "'", "''"), d.Pos.Cell))
	}
}

// heightOf is the height of a row that shows its texts whole, in points: not every
// program finds it by itself.
func heightOf(texts []string) float64 {
	const line, most = 15, 409
	lines := 1
	for i, text := range texts {
		lines = max(lines, Lines(text, int(columns[i].width)-2))
	}
	return float64(min(most, lines*line+2))
}

// row writes texts into the cells of a row, never as formulas.
func row(s *spreadsheet.Sheet, n int, style spreadsheet.Style, texts ...string) {
	for i, text := range texts {
		at := workbook.Ref{Row: n, Col: i + 1}.String()
		s.Text(at, text)
		s.Look(at, style)
	}
}

// style is the look of the cells of a row.
func (w *writer) style(fill string, bold, border bool) spreadsheet.Style {
	look := spreadsheet.Look{Font: "宋体", Bold: bold, Fill: fill, Vertical: "top", Wrap: border}
	if border {
		look.Border = "A6A6A6"
	}
	return w.book.Look(look)
}
