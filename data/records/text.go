package records

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"gongwen/data/xlsx/workbook"
	"gongwen/internal/diag"
	"gongwen/internal/textfile"
)

// record is a line of a text file. Its cells that are not kept are empty.
type record struct {
	cells []string
	line  int // of the file
	width int // cells of the line, empty ones at its end too
}

// Reader reads the lines of a text whose cells commas part, or else semicolons or
// tabs: the first line that has any of them says which.
func Reader(text string) *csv.Reader {
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = -1, true, true
	if i := strings.IndexAny(text, ",;\t"); i >= 0 {
		first, _, _ := strings.Cut(text[i:], "\n")
		if !strings.Contains(first, ",") {
			r.Comma = rune(text[i])
		}
	}
	return r
}

// readText reads a file of comma-separated values.
func readText(name string, content []byte, keeps keep) (*Sheet, diag.List) {
	pos := diag.Pos{File: name}
	text, _, ok := textfile.Decode(content)
	if !ok {
		return nil, diag.List{diag.Errorf(pos, "这不是文本文件，或者编码既不是 UTF-8 也不是 GB18030", "this is no text file, or is encoded neither in UTF-8 nor in GB18030").
			WithHint("在 WPS 或 Excel 中另存为“CSV UTF-8”", "save it as CSV UTF-8")}
	}
	sheet := &Sheet{File: name}
	cells, begins := 0, int64(0)
	for r := Reader(text); ; {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			line, _ := r.FieldPos(0)
			return nil, diag.List{diag.Errorf(diag.Pos{File: name, Line: line, Col: 1}, "这一行读不懂：%v", "this line cannot be understood: %v", err)}
		}
		line, _ := r.FieldPos(0)
		if unclosed(text[begins:r.InputOffset()]) {
			return nil, diag.List{diag.Errorf(diag.Pos{File: name, Line: line, Col: 1}, "从第 %d 行起，引号没有关上", "from line %d on a quote is not closed", line).
				WithHint("引号要成对；文字里的引号写两个，如 \"甲\"\"乙\"\"\"", "quotes come in pairs; one in a text is written twice")}
		}
		begins = r.InputOffset()
		at := workbook.Ref{Row: len(sheet.text) + 1}
		if at.Row > maxRows || cells > maxCells {
			return nil, diag.List{diag.Errorf(diag.Pos{File: name, Line: line, Col: 1}, "表太大：最多 %d 行、%d 个单元格", "the table is too large: at most %d rows and %d cells", maxRows, maxCells)}
		}
		rec := record{line: line, width: len(fields)}
		for len(fields) > 0 && strings.TrimSpace(fields[len(fields)-1]) == "" {
			fields = fields[:len(fields)-1]
		}
		for i, field := range fields[:min(len(fields), maxCols)] {
			at.Col = i + 1
			if keeps != nil && !keeps("", at) {
				field = ""
			}
			field = strings.TrimSpace(field)
			if field != "" {
				cells++
				sheet.Cols = max(sheet.Cols, at.Col)
			}
			rec.cells = append(rec.cells, strings.Clone(field))
		}
		sheet.text = append(sheet.text, rec)
	}
	sheet.Rows = len(sheet.text)
	return sheet, nil
}

// unclosed reports whether a line, which may have line breaks in quotes, ends in quotes.
func unclosed(line string) bool {
	return strings.Contains(strings.TrimRight(line, "\r\n"), "\n") && strings.Count(line, `"`)%2 == 1
}
