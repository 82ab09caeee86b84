package sum

import (
	"fmt"
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/data/xlsx/spreadsheet"
	"gongwen/data/xlsx/workbook"
)

// Sheets of the workbook beside those of the tables.
const (
	resultSheet  = "汇总"
	sourcesSheet = "来源"
	remarksSheet = "说明"
)

// notAdded stands where a figure does not add up.
const notAdded = "不相加"

// Workbook is an XLSX workbook that shows who contributed what: the sums, the
// sources with their main figures and those left out, for each table a row of
// figures for each source, and the notes, which are not summed. Sums are
// formulas with their results. The same result gives the same bytes.
func (r *Result) Workbook() ([]byte, error) {
	w := &writer{Result: r, book: spreadsheet.New("宋体"), cells: make([]string, len(r.Figures)), sheets: map[string]*spreadsheet.Sheet{}}
	w.write()
	if w.err != nil {
		return nil, fmt.Errorf("workbook: %w", w.err)
	}
	return w.book.Bytes()
}

// writer is a workbook being written.
type writer struct {
	*Result
	book   *spreadsheet.Book
	sheets map[string]*spreadsheet.Sheet
	cells  []string // of every figure: the place of its sum on the sheet of its table
	err    error
}

func (w *writer) write() {
	w.newSheet(resultSheet)
	w.newSheet(sourcesSheet)
	names := make([]string, len(w.Template.Tables))
	for i := range w.Template.Tables {
		names[i] = w.sheetName(i)
		w.newSheet(names[i])
	}
	for i := range w.Plan.Lists {
		w.newSheet(w.listSheet(i))
	}
	w.newSheet(remarksSheet)
	for i := range w.Template.Tables {
		w.table(&w.Template.Tables[i], names[i])
	}
	for i := range w.Plan.Lists {
		w.list(i)
	}
	w.result()
	w.sources()
	w.remarks()
	w.properties()
}

func (w *writer) newSheet(name string) {
	w.sheets[name] = w.book.Sheet(name)
}

// sheetName is a name that spreadsheets allow, at most 31 characters and none
// of []:*?/\'. Its number keeps it apart from all others.
func (w *writer) sheetName(table int) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return -1
		}
		return r
	}, w.label(&w.Template.Tables[table]))
	const most = 31
	all := []rune(fmt.Sprintf("表%d %s", table+1, name))
	return strings.TrimSpace(string(all[:min(len(all), most)]))
}

// properties are those of the document: no person's name and no date.
func (w *writer) properties() {
	const never = "1980-01-01T00:00:00Z"
	w.book.Describe(spreadsheet.Properties{Title: w.title(), Creator: w.Agency, Date: never})
}

func (w *writer) title() string {
	return fmt.Sprintf("%s%s年度%s汇总表", w.Agency, w.Year, w.Template.Name)
}

// summary says plainly how much of what was asked for has been added.
func (w *writer) summary() string {
	c := &w.Choice
	if len(c.Left)+len(c.Missing) == 0 {
		return fmt.Sprintf("汇总 %d 份报告，没有遗漏", len(c.Sources))
	}
	s := fmt.Sprintf("不完整：只汇总 %d 份报告", len(c.Sources))
	if n := len(c.Left); n > 0 {
		s += fmt.Sprintf("，%d 份没有计入", n)
	}
	if n := len(c.Missing); n > 0 {
		s += fmt.Sprintf("，%d 个机关没有报告", n)
	}
	return s + "，见“" + sourcesSheet + "”"
}

// table writes the sheet of a table: a column for each figure, the sums on top
// and a row for each source below them.
func (w *writer) table(t *configs.Table, name string) {
	const sumRow, first, lead = 4, 5, 3 // lead: columns before the figures
	var figures []int
	for i := range w.Figures {
		if w.Figures[i].Table == t {
			figures = append(figures, i)
		}
	}
	s := w.sheet(name, figureColumns([]float64{6, 32, 28}, len(figures)))
	s.Freeze(sumRow, lead)
	rows, columns := []spreadsheet.Cell{w.text(""), spreadsheet.Unset, spreadsheet.Unset}, []spreadsheet.Cell{w.head("序号"), w.head("机关名称"), w.head("文件")}
	sums := []spreadsheet.Cell{w.head("合计"), spreadsheet.Unset, spreadsheet.Unset}
	last := first + len(w.Choice.Sources) - 1
	for n, i := range figures {
		f := &w.Figures[i]
		rows, columns = append(rows, w.head(f.Leaf.Name)), append(columns, w.head(f.Column.Label))
		letter := workbook.ColumnName(lead + n + 1)
		formula := fmt.Sprintf("SUM(%s%d:%s%d)", letter, first, letter, last)
		sums = append(sums, w.sum(formula, w.Sums[i]))
		w.cells[i] = fmt.Sprintf("'%s'!%s%d", name, letter, sumRow)
	}
	s.row(w.cell(headingStyle, w.label(t)))
	s.headRow(rows...)
	s.headRow(columns...)
	s.row(sums...)
	for n, source := range w.Choice.Sources {
		row := []spreadsheet.Cell{count(n + 1), w.text(source.Agency.Text), w.text(source.File)}
		for _, i := range figures {
			row = append(row, w.number(source.Figures[i]))
		}
		s.row(row...)
	}
}

// figureColumns are the widths of a sheet's first columns and of those of
// figures behind them.
func figureColumns(first []float64, figures int) []float64 {
	return append(first, slices.Repeat([]float64{14}, figures)...)
}

// remarks writes what the sources say behind figures and under tables.
func (w *writer) remarks() {
	s := w.sheet(remarksSheet, []float64{32, 28, 32, 48, 12, 60})
	s.Freeze(2, 0)
	s.row(w.cell(headingStyle, "各报告的说明（不汇总，供写正文和表注时参考）"))
	s.row(w.heads("机关名称", "文件", "表格", "项目", "数", "说明")...)
	none := true
	for _, source := range w.Choice.Sources {
		for _, m := range source.Remarks {
			none = false
			s.row(w.text(source.Agency.Text), w.text(source.File), w.text(w.label(m.Table)), w.text(m.Figure), w.text(m.Number), w.text(m.Text))
		}
	}
	if none {
		s.row(w.text("没有"))
	}
}
