// Package findings writes diagnostics into a workbook: its cells get a colour and a
// comment, and a sheet lists them with links.
package findings

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"gongwen/internal/diag"
	"gongwen/internal/opc"
)

// Sheet is the name of the sheet that lists diagnostics. It is no part of a report.
const Sheet = "检查结果"

// Author is who writes the comments of the program, which readers pass over.
const Author = "gongwen"

// Write gives a copy of a workbook with what was said of it. Colours are
// conditional formats and comments are Author's, so that writing again takes away
// what was written before and no cell changes what it says. content must have been
// read within limits before.
func Write(content []byte, list diag.List, lang diag.Lang) ([]byte, error) {
	content, err := numbered(content)
	if err != nil {
		return nil, fmt.Errorf("workbook: %w", err)
	}
	file, err := excelize.OpenReader(bytes.NewReader(content), excelize.Options{UnzipSizeLimit: most, UnzipXMLSizeLimit: most})
	if err != nil {
		return nil, fmt.Errorf("workbook: %w", err)
	}
	defer file.Close()
	w := &writer{file: file, lang: lang, fills: map[diag.Level]int{}}
	w.clear()
	w.cells(list)
	w.list(list)
	if w.err != nil {
		return nil, fmt.Errorf("workbook: %w", w.err)
	}
	buffer, err := file.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("workbook: %w", err)
	}
	return opc.Rewrite(buffer.Bytes(), func(_ string, part []byte) []byte { return part })
}

const most = 256 << 20 // bytes that the parts of a workbook unpack to

// writer is a workbook that is being marked. The first error of the library is kept.
type writer struct {
	file  *excelize.File
	lang  diag.Lang
	fills map[diag.Level]int
	err   error
}

func (w *writer) do(err error) { w.err = cmp.Or(w.err, err) }

// mark is the condition of a colour, by which it is known again: it is always true.
const mark = `"gongwen"="gongwen"`

// clear takes away what was written before.
func (w *writer) clear() {
	if i, err := w.file.GetSheetIndex(Sheet); err == nil && i >= 0 {
		w.do(w.file.DeleteSheet(Sheet))
	}
	for _, sheet := range w.file.GetSheetList() {
		w.clearComments(sheet)
		conditions, err := w.file.GetConditionalFormats(sheet)
		w.do(err)
		for cells, formats := range conditions {
			others := slices.DeleteFunc(slices.Clone(formats), func(f excelize.ConditionalFormatOptions) bool { return f.Criteria == mark })
			if len(others) == len(formats) {
				continue
			}
			w.do(w.file.UnsetConditionalFormat(sheet, cells))
			if len(others) > 0 {
				w.do(w.file.SetConditionalFormat(sheet, cells, others))
			}
		}
	}
}

// clearComments leaves of comments what others wrote.
func (w *writer) clearComments(sheet string) {
	comments, err := w.file.GetComments(sheet)
	w.do(err)
	for _, c := range comments {
		text := textOf(c)
		before := Before(text)
		if before == strings.TrimSpace(text) {
			continue
		}
		w.do(w.file.DeleteComment(sheet, c.Cell))
		if before != "" {
			w.do(w.file.AddComment(sheet, comment(c.Cell, c.Author, before)))
		}
	}
}

// cells colours the cells that diagnostics speak of and puts what is said into
// their comments, what others wrote before it.
func (w *writer) cells(list diag.List) {
	for _, sheet := range w.file.GetSheetList() {
		comments, err := w.file.GetComments(sheet)
		w.do(err)
		for _, cell := range cellsOf(list, sheet) {
			said, level := w.said(list, sheet, cell)
			author := Author
			for _, c := range comments {
				if c.Cell != cell {
					continue
				}
				w.do(w.file.DeleteComment(sheet, cell))
				if before := textOf(c); before != "" {
					said, author = before+"\n"+said, c.Author
				}
			}
			fill := w.fill(level)
			w.do(w.file.SetConditionalFormat(sheet, cell, []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: mark, Format: &fill}}))
			w.do(w.file.AddComment(sheet, comment(cell, author, said)))
		}
	}
}

func textOf(c excelize.Comment) string {
	text := c.Text
	if text == "" {
		for _, run := range c.Paragraph {
			text += run.Text
		}
	}
	return text
}

// Before is what a comment says without the findings that were put into it.
func Before(comment string) string {
	before, _, _ := strings.Cut(comment, heading)
	return strings.TrimSpace(before)
}

// heading stands before what the program says in a comment.
const heading = "【检查结果】"

func comment(cell, author, said string) excelize.Comment {
	const width, line, perLine = 320, 20, 22
	rows := 1
	for part := range strings.SplitSeq(said, "\n") {
		rows += 1 + len([]rune(part))/perLine
	}
	return excelize.Comment{Cell: cell, Author: author, Width: width, Height: uint(line * rows), Paragraph: []excelize.RichTextRun{{Text: said}}}
}

// cellsOf are the cells of a sheet of which something is said, each once.
func cellsOf(list diag.List, sheet string) []string {
	var cells []string
	for _, d := range list {
		if d.Pos.Sheet == sheet && d.Pos.Cell != "" && !slices.Contains(cells, d.Pos.Cell) {
			cells = append(cells, d.Pos.Cell)
		}
	}
	return cells
}

// said is all that is said of a cell, and the gravest level of it.
func (w *writer) said(list diag.List, sheet, cell string) (string, diag.Level) {
	lines, level := []string{heading}, diag.Note
	for _, d := range list {
		if d.Pos.Sheet != sheet || d.Pos.Cell != cell {
			continue
		}
		level = min(level, d.Level)
		lines = append(lines, d.Level.Text().In(w.lang)+"："+d.Said(w.lang))
		lines = append(lines, d.Details(w.lang)...)
	}
	return strings.Join(lines, "\n"), level
}

// colours are the fills of cells by level.
var colours = [...]string{diag.Error: "FFC7CE", diag.Warning: "FFEB9C", diag.Note: "DDEBF7"}

func (w *writer) fill(level diag.Level) int {
	if id, known := w.fills[level]; known {
		return id
	}
	id, err := w.file.NewConditionalStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colours[level]}}})
	w.do(err)
	w.fills[level] = id
	return id
}
