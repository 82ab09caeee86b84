package findings

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

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
	_, err := w.file.NewSheet(Sheet)
	w.do(err)
	for i, c := range columns {
		name, _ := excelize.ColumnNumberToName(i + 1)
		w.do(w.file.SetColWidth(Sheet, name, name, c.width))
	}
	head := fmt.Sprintf(diag.Text{ZH: "检查结果：%d 个错误，%d 个警告，%d 个说明", EN: "Findings: %d errors, %d warnings, %d notes"}.In(w.lang),
		list.Count(diag.Error), list.Count(diag.Warning), list.Count(diag.Note))
	w.row(1, w.style("", true, false), head)
	titles := make([]string, len(columns))
	for i, c := range columns {
		titles[i] = c.title.In(w.lang)
	}
	const first = 3
	w.row(first-1, w.style("D9D9D9", true, true), titles...)
	for i, d := range list {
		w.finding(first+i, i+1, d)
	}
	w.do(w.file.SetPanes(Sheet, &excelize.Panes{Freeze: true, YSplit: first - 1, TopLeftCell: "A3", ActivePane: "bottomLeft"}))
	w.page(first+len(list)-1, len(list) > 0)
}

// page sets the sheet up for printing on A4 across.
func (w *writer) page(last int, listed bool) {
	a4, wide, high, across, fit := 9, 1, 0, "landscape", true
	w.do(w.file.SetPageLayout(Sheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &across, FitToWidth: &wide, FitToHeight: &high}))
	if listed { // which forgets the properties of the sheet
		w.do(w.file.AutoFilter(Sheet, fmt.Sprintf("A2:F%d", last), nil))
	}
	w.do(w.file.SetSheetProps(Sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
}

func (w *writer) finding(row, number int, d diag.Diagnostic) {
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
	w.row(row, w.style(colours[d.Level], false, true), texts...)
	w.do(w.file.SetRowHeight(Sheet, row, heightOf(texts)))
	if d.Pos.Cell == "" {
		return
	}
	at := fmt.Sprintf("C%d", row)
	target := fmt.Sprintf("'%s'!%s", strings.ReplaceAll(d.Pos.Sheet, "'", "''"), d.Pos.Cell)
	w.do(w.file.SetCellHyperLink(Sheet, at, target, "Location"))
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
func (w *writer) row(row, style int, texts ...string) {
	for i, text := range texts {
		at, _ := excelize.CoordinatesToCellName(i+1, row)
		const longest = 32_000
		if runes := []rune(text); len(runes) > longest {
			text = string(runes[:longest])
		}
		w.do(w.file.SetCellStr(Sheet, at, text))
		w.do(w.file.SetCellStyle(Sheet, at, at, style))
	}
}

// style is the look of the cells of a row.
func (w *writer) style(fill string, bold, border bool) int {
	s := &excelize.Style{Font: &excelize.Font{Family: "宋体", Size: 11, Bold: bold}, Alignment: &excelize.Alignment{Vertical: "top", WrapText: border}}
	if fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fill}}
	}
	if border {
		for _, side := range []string{"left", "top", "right", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: side, Color: "A6A6A6", Style: 1})
		}
	}
	id, err := w.file.NewStyle(s)
	w.do(err)
	return id
}
