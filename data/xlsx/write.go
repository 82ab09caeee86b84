package xlsx

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/xlsx/findings"
	"gongwen/internal/diag"
	"gongwen/internal/numeral"
	"gongwen/internal/pattern"
)

// Write writes a report as a workbook that looks as its template and the style
// sheet say: one sheet with the header and the text, and one for each table.
// The same report gives the same bytes. Figures that are Bad are written as
// they were typed.
func Write(report *data.Report, style *configs.StyleSheet) ([]byte, error) {
	if problem := tooLong(report); problem != nil {
		return nil, diag.List{*problem}
	}
	w := &writer{file: excelize.NewFile(), report: report, style: style, looks: map[cellStyle]int{}, markings: map[diag.Level]int{}}
	defer w.file.Close()
	w.workbook()
	return w.bytes()
}

// bytes is the workbook as a file, or the first error of the library.
func (w *writer) bytes() ([]byte, error) {
	if w.err != nil {
		return nil, fmt.Errorf("workbook: %w", w.err)
	}
	buffer, err := w.file.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("workbook: %w", err)
	}
	return finish(buffer.Bytes())
}

// writer is a workbook being written. The first error of the library is kept,
// what is done after it has no effect.
type writer struct {
	file   *excelize.File
	report *data.Report
	style  *configs.StyleSheet
	names  []string // of the sheets
	err    error

	looks    map[cellStyle]int // styles of the file
	markings map[diag.Level]int
}

func (w *writer) do(err error) {
	if w.err == nil {
		w.err = err
	}
}

const (
	textSheet   = "报告"
	tablePrefix = "表"
)

func (w *writer) workbook() {
	t := w.report.Template
	w.do(w.file.SetDefaultFont(w.fontOf(roleStub)))
	w.textSheet(w.addSheet(textSheet))
	heading := 0
	for i := range t.Sections {
		s := &t.Sections[i]
		if s.Heading != "" && (!s.Optional || w.report.Has(s.ID)) {
			heading++
		}
		if s.Kind == configs.TableSection {
			tw := &tableWriter{writer: w, table: t.Table(s.ID), section: s, data: w.report.Tables[s.ID]}
			named, printed := cmp.Or(s.Heading, s.Label), w.numbered(s, heading)
			if len(tw.table.Above) > 0 {
				named, printed = s.Label, w.report.Fill(s.Label) // the heading is that of several tables
			}
			tw.sheet = w.addSheet(w.report.Fill(named))
			tw.write(printed)
		}
	}
	w.sources()
	w.file.SetActiveSheet(0)
	w.properties()
}

// numbered is the heading of a section as it is printed (GB/T 9704-2012 7.3.3).
func (w *writer) numbered(s *configs.Section, n int) string {
	if s.Heading == "" {
		return s.Label
	}
	form := "一、"
	if len(w.style.Numbering) > 0 {
		form = w.style.Numbering[0]
	}
	return strings.Replace(form, "一", numeral.Chinese(n), 1) + w.report.Fill(s.Heading)
}

// addSheet adds a sheet under a name of its own that spreadsheets allow: at
// most 31 characters, none of []:*?/\.
func (w *writer) addSheet(name string) string {
	name = strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) {
			return -1
		}
		return r
	}, name), "' ")
	const most = 31
	base := []rune(cmp.Or(name, tablePrefix))
	name = string(base[:min(len(base), most)])
	taken := func(n string) bool { return strings.EqualFold(n, name) }
	for i := 2; slices.ContainsFunc(w.names, taken); i++ {
		suffix := strconv.Itoa(i)
		name = string(base[:min(len(base), most-len(suffix))]) + suffix
	}
	if len(w.names) == 0 {
		w.do(w.file.SetSheetName("Sheet1", name))
	} else {
		_, err := w.file.NewSheet(name)
		w.do(err)
	}
	w.names = append(w.names, name)
	return name
}

// properties are those of the document: no person's name, and no date but the
// report's, so that the same report gives the same bytes.
func (w *writer) properties() {
	t := w.report.Template
	date := "1980-01-01T00:00:00Z"
	if d := w.report.SignOff; d != nil {
		date = fmt.Sprintf("%04d-%02d-%02dT00:00:00Z", d.Date.Year, d.Date.Month, d.Date.Day)
	}
	w.do(w.file.SetDocProps(&excelize.DocProperties{
		Title: w.report.Fill(strings.Join(t.Title, "")), Creator: w.report.Fill(t.Author), LastModifiedBy: w.report.Fill(t.Author),
		Created: date, Modified: date, Language: "zh-CN",
	}))
	w.do(w.file.SetAppProps(&excelize.AppProperties{Application: "gongwen"}))
	recalculate := true
	w.do(w.file.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &recalculate}))
}

// protect locks a sheet but for its unlocked cells, without a password: against
// slips of the hand, not against people. Rows may be put into one that grows.
func (w *writer) protect(sheet string, grows bool) {
	w.do(w.file.ProtectSheet(sheet, &excelize.SheetProtectionOptions{
		SelectLockedCells: true, SelectUnlockedCells: true, FormatRows: true, FormatColumns: true,
		InsertRows: grows, DeleteRows: grows,
	}))
}

// print sets a sheet up for A4, as wide as the page.
func (w *writer) print(sheet, orientation string) {
	const a4 = 9
	size, wide, high, fit := a4, 1, 0, true
	w.do(w.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &size, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &high}))
	w.do(w.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
	inches, narrow, centred := 0.8, 0.4, true
	w.do(w.file.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{
		Top: &inches, Bottom: &inches, Left: &inches, Right: &inches, Header: &narrow, Footer: &narrow, Horizontally: &centred,
	}))
	w.do(w.file.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddFooter: "&C— &P —"}))
}

// text writes characters that stay characters whatever they look like. What
// looks like the escape of a character (ISO/IEC 29500-1 22.9.2.19) is escaped,
// which the library forgets.
func (w *writer) text(sheet, cell, text string) {
	if text != "" {
		w.do(w.file.SetCellStr(sheet, cell, escape(text)))
	}
}

// escape finds every underscore that begins an escape, also one that ends another.
func escape(text string) string {
	var out strings.Builder
	for i := range len(text) {
		out.WriteByte(text[i])
		if text[i] == '_' && escapeEnd.MatchString(text[i+1:min(len(text), i+7)]) {
			out.WriteString("x005F_")
		}
	}
	return out.String()
}

var escapeEnd = pattern.New(`^x[0-9A-Fa-f]{4}_$`)

func (w *writer) help(sheet, cell string, lines ...string) {
	text := strings.Join(slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return l == "" }), "\n")
	if text == "" {
		return
	}
	const width, line = 280, 20
	rows := findings.Lines(text, 38)
	w.do(w.file.AddComment(sheet, excelize.Comment{
		Cell: cell, Author: helpAuthor, Width: width, Height: uint(line * (rows + 1)),
		Paragraph: []excelize.RichTextRun{{Text: text}},
	}))
}

// name is the name of a cell by its row and column, from 1.
func name(row, col int) string {
	n, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		return "A1" // the grid's limits are far below those of sheets
	}
	return n
}
