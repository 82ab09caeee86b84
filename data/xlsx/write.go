package xlsx

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/xlsx/findings"
	"gongwen/data/xlsx/spreadsheet"
	"gongwen/data/xlsx/workbook"
	"gongwen/internal/diag"
	"gongwen/internal/numeral"
)

// Write writes a report as a workbook that looks as its template and the style
// sheet say: one sheet with the header and the text, and one for each table.
// The same report gives the same bytes. Figures that are Bad are written as
// they were typed.
func Write(report *data.Report, style *configs.StyleSheet) ([]byte, error) {
	if problem := tooLong(report); problem != nil {
		return nil, diag.List{*problem}
	}
	w := newWriter(report, style)
	w.workbook()
	return w.book.Bytes()
}

// writer is a workbook being written.
type writer struct {
	book   *spreadsheet.Book
	report *data.Report
	style  *configs.StyleSheet
	names  []string // of the sheets
}

func newWriter(report *data.Report, style *configs.StyleSheet) *writer {
	w := &writer{report: report, style: style}
	w.book = spreadsheet.New(w.fontOf(roleStub))
	return w
}

const (
	textSheet   = "报告"
	tablePrefix = "表"
)

func (w *writer) workbook() {
	t := w.report.Template
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
func (w *writer) addSheet(name string) *spreadsheet.Sheet {
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
	w.names = append(w.names, name)
	return w.book.Sheet(name)
}

// properties are those of the document: no person's name, and no date but the
// report's, so that the same report gives the same bytes.
func (w *writer) properties() {
	t := w.report.Template
	date := "1980-01-01T00:00:00Z"
	if d := w.report.SignOff; d != nil {
		date = fmt.Sprintf("%04d-%02d-%02dT00:00:00Z", d.Date.Year, d.Date.Month, d.Date.Day)
	}
	w.book.Describe(spreadsheet.Properties{Title: w.report.Fill(strings.Join(t.Title, "")), Creator: w.report.Fill(t.Author), Date: date})
}

// print sets a sheet up for A4, as wide as the page.
func (w *writer) print(sheet *spreadsheet.Sheet, landscape bool) {
	sheet.Print(spreadsheet.Page{Landscape: landscape, Centred: true, Margin: 0.8, Edge: 0.4, Foot: "&C— &P —"}, true)
}

func (w *writer) help(sheet *spreadsheet.Sheet, cell string, lines ...string) {
	text := strings.Join(slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return l == "" }), "\n")
	if text == "" {
		return
	}
	const width, line = 280, 20
	rows := findings.Lines(text, 38)
	sheet.Comment(spreadsheet.Comment{At: cell, Author: helpAuthor, Text: text, Width: width, Height: line * (rows + 1)})
}

// name is the name of a cell by its row and column, from 1.
func name(row, col int) string { return workbook.Ref{Row: row, Col: col}.String() }
