// Package findings writes diagnostics into a workbook: its cells get a colour and a
// comment, and a sheet lists them with links.
package findings

import (
	"fmt"
	"slices"
	"strings"

	"gongwen/data/xlsx/spreadsheet"
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
	book, err := spreadsheet.Open(content, opc.Limits{Parts: mostParts, Unpacked: most})
	if err != nil {
		return nil, fmt.Errorf("workbook: %w", err)
	}
	w := &writer{book: book, lang: lang}
	for _, sheet := range book.Sheets() {
		if sheet.Name != Sheet {
			w.mark(sheet, list)
		}
	}
	w.list(list)
	return book.Bytes()
}

// What a workbook may consist of and unpack to.
const (
	mostParts = 100_000
	most      = 256 << 20 // bytes
)

// writer is a workbook that is being marked.
type writer struct {
	book *spreadsheet.Marked
	lang diag.Lang
}

// mark is the condition of a colour, by which it is known again: it is always true.
const mark = `"gongwen"="gongwen"`

// mark takes away what was written before, colours the cells that diagnostics speak of and
// puts what is said into their comments, behind what others wrote.
func (w *writer) mark(sheet *spreadsheet.MarkedSheet, list diag.List) {
	sheet.Clear(mark)
	others := map[string]spreadsheet.Comment{}
	for _, c := range sheet.Comments {
		before := Before(c.Text)
		if before != strings.TrimSpace(c.Text) {
			sheet.Comment(comment(c.At, c.Author, before))
		}
		if before != "" {
			others[c.At] = spreadsheet.Comment{Author: c.Author, Text: before}
		}
	}
	for _, cell := range cellsOf(list, sheet.Name) {
		said, level := w.said(list, sheet.Name, cell)
		author := Author
		if c, ok := others[cell]; ok {
			said, author = c.Text+"\n"+said, c.Author
		}
		sheet.Condition(cell, mark, w.book.Marking(colours[level], ""))
		sheet.Comment(comment(cell, author, said))
	}
}

// Before is what a comment says without the findings that were put into it.
func Before(comment string) string {
	before, _, _ := strings.Cut(comment, heading)
	return strings.TrimSpace(before)
}

// heading stands before what the program says in a comment.
const heading = "【检查结果】"

func comment(cell, author, said string) spreadsheet.Comment {
	const width, line, perLine = 320, 20, 22
	rows := 1
	for part := range strings.SplitSeq(said, "\n") {
		rows += 1 + len([]rune(part))/perLine
	}
	return spreadsheet.Comment{At: cell, Author: author, Text: said, Width: width, Height: line * rows}
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
