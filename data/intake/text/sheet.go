package text

import (
	"strings"
	"unicode/utf8"

	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
	"gongwen/internal/pattern"
)

// A spreadsheet saved as text has this many rows at least, and so many of ten are
// filled up to one width.
const (
	leastRecords = 10
	leastAlike   = 8
	leastWidth   = 3
)

// record is a row of a spreadsheet saved as text (RFC 4180). Cells in quotation
// marks may have several lines.
type record struct {
	cells []flow.Cell // as they stand
	pos   diag.Pos
}

// sheetOf is the rows of a text that is a whole spreadsheet, whose cells commas,
// semicolons or tabs part; nil for other texts.
func sheetOf(name, text string) []record {
	for _, mark := range ",;\t" {
		records, lines, ok := recordsOf(name, text, mark)
		if ok && (lines || filledUp(records)) {
			return records
		}
	}
	return nil
}

// filledUp reports whether most rows have the same number of cells.
func filledUp(records []record) bool {
	widths, most := map[int]int{}, 0
	for _, r := range records {
		if widths[len(r.cells)]++; len(r.cells) >= leastWidth {
			most = max(most, widths[len(r.cells)])
		}
	}
	return len(records) >= leastRecords && most*10 >= len(records)*leastAlike
}

// recordsOf parts a text at a mark. lines reports whether there are rows of several
// cells, and some cell has several lines; ok is false where quotation marks do not stand as in such files.
func recordsOf(name, text string, mark rune) (records []record, lines, ok bool) {
	at, wide := diag.Pos{File: name, Line: 1, Col: 1}, 0
	for text != "" {
		r := record{pos: at}
		for next := true; next; {
			cell, rest, more, ok := cellOf(text, mark)
			if !ok || len(r.cells) == maxCells {
				return nil, false, false
			}
			r.cells = append(r.cells, flow.Cell{Text: cell, Pos: at})
			lines = lines || strings.Contains(strings.TrimSpace(cell), "\n")
			taken := text[:len(text)-len(rest)]
			if n := strings.Count(taken, "\n"); n > 0 {
				at.Line, at.Col = at.Line+n, 1
			} else {
				at = at.Offset(characters(taken))
			}
			text, next = rest, more
		}
		if len(records) == maxLines {
			return nil, false, false
		}
		if records = append(records, r); len(r.cells) >= leastWidth {
			wide++
		}
	}
	const few = 5
	return records, lines && wide >= few, true
}

// cellOf is the first cell of a text and what is behind it; next reports whether
// another one of its row is.
func cellOf(text string, mark rune) (cell, rest string, next, ok bool) {
	if strings.HasPrefix(text, `"`) {
		var b strings.Builder
		for text = text[1:]; ; {
			i := strings.IndexByte(text, '"')
			if i < 0 || b.Len() > maxLine {
				return "", "", false, false
			}
			b.WriteString(text[:i])
			if text = text[i+1:]; !strings.HasPrefix(text, `"`) {
				break
			}
			b.WriteByte('"')
			text = text[1:]
		}
		text = strings.TrimPrefix(text, "\r")
		r, size := utf8.DecodeRuneInString(text)
		if text != "" && r != mark && r != '\n' {
			return "", "", false, false
		}
		return b.String(), text[size:], r == mark && size > 0, true
	}
	i := strings.IndexFunc(text, func(r rune) bool { return r == mark || r == '\n' })
	if i < 0 {
		return text, "", false, true
	}
	return strings.TrimSuffix(text[:i], "\r"), text[i+1:], text[i] != '\n', true
}

// lineMark is how a line of text begins that stands in a cell: with the number of
// a chapter or of a heading below it.
var lineMark = pattern.New(`^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）])`)

// filled are the texts of a row.
func (rec record) filled() (texts []string) {
	for _, c := range rec.cells {
		if text := strings.TrimSpace(c.Text); text != "" {
			texts = append(texts, text)
		}
	}
	return texts
}

// isProse reports whether a text is as long as a sentence, or one.
func isProse(text string) bool {
	const long = 30 // characters
	return characters(text) > long || strings.ContainsAny(text, "\n。；！？")
}

// signOff is the row from which on a spreadsheet is who signs and the date, which stand
// alone in the last rows; the number of the rows where it does not end in a date.
func signOff(records []record) int {
	const most = 2 // rows of it
	var alone []int
	for i := len(records) - 1; i >= 0 && len(alone) < most; i-- {
		switch filled := records[i].filled(); {
		case len(filled) == 0:
			continue
		case len(filled) > 1, len(alone) == 0 && !isDay.MatchString(strings.Join(strings.Fields(filled[0]), "")):
			i = 0
		default:
			alone = append(alone, i)
		}
	}
	if len(alone) == 0 {
		return len(records)
	}
	return alone[len(alone)-1]
}

// isDay is a day as it stands below a text.
var isDay = pattern.New(`^[0-9〇零○一二三四五六七八九]{4}年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日$`)

// sheet reads the rows of a spreadsheet: what stands alone in one, above all
// tables or as long as a sentence, is lines of text, and so is a sentence behind a
// heading.
func (r *reader) sheet(records []record) {
	tabled := false
	signed := signOff(records)
	for i, rec := range records {
		filled := rec.filled()
		switch {
		case len(filled) == 0:
			continue
		case i >= signed, len(filled) == 1 && (!tabled || isProse(filled[0]) || lineMark.MatchString(filled[0])),
			len(filled) == 2 && lineMark.MatchString(filled[0]) && strings.Contains(filled[1], "。"):
			r.endTable()
			for line := range strings.SplitSeq(strings.Join(filled, "\n"), "\n") {
				if line = strings.TrimSpace(line); line != "" {
					r.blocks = append(r.blocks, flow.Block{Pos: rec.pos, Runs: runs(line)})
				}
			}
			continue
		}
		tabled = true
		if r.table == nil {
			r.table = &flow.Table{Pos: rec.pos}
		}
		row := flow.Row{Pos: rec.pos}
		for _, c := range rec.cells {
			c.Text, c.Marks = plain(strings.TrimSpace(c.Text))
			row.Cells = append(row.Cells, c)
		}
		r.table.Rows = append(r.table.Rows, row)
	}
	r.endTable()
}
