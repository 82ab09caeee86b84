package console

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"gongwen/data/xlsx"
	"gongwen/data/xlsx/workbook"
	"gongwen/internal/diag"
)

// sources reads again the files that diagnostics speak of. It keeps the last
// one: diagnostics come file by file.
type sources struct {
	read func(file string) ([]byte, bool)

	file  string
	known bool
	text  []byte
	book  *workbook.Book
}

// at is what stands at a place: a line of a text, the content of a cell.
func (s *sources) at(pos diag.Pos) (string, bool) {
	if pos.File == "" || pos.Cell == "" && pos.Line == 0 {
		return "", false
	}
	if s.file != pos.File {
		s.take(pos.File)
	}
	if !s.known {
		return "", false
	}
	if pos.Cell != "" {
		return s.cell(pos)
	}
	return line(s.text, pos.Line)
}

func (s *sources) take(file string) {
	*s = sources{read: s.read, file: file}
	if s.text, s.known = s.read(file); s.known && xlsx.IsWorkbook(file) {
		s.book, _ = workbook.Read(file, s.text)
	}
}

// line is a line of a text, from 1, unless it is no UTF-8.
func line(text []byte, number int) (string, bool) {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	for range number - 1 {
		_, rest, more := bytes.Cut(text, []byte("\n"))
		if !more {
			return "", false
		}
		text = rest
	}
	text, _, _ = bytes.Cut(text, []byte("\n"))
	text = bytes.TrimSuffix(text, []byte("\r"))
	return string(text), utf8.Valid(text) && len(bytes.TrimSpace(text)) > 0
}

// cell is the first line of the text in a cell.
func (s *sources) cell(pos diag.Pos) (string, bool) {
	if s.book == nil {
		return "", false
	}
	for _, sheet := range s.book.Sheets {
		if sheet.Name != pos.Sheet {
			continue
		}
		for _, c := range sheet.Cells() {
			if c.Ref.String() == pos.Cell {
				text, _, _ := strings.Cut(strings.TrimSpace(c.Text), "\n")
				return text, text != ""
			}
		}
	}
	return "", false
}
