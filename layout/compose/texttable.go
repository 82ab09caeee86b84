package compose

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongwen/data"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// textTable adds a table of running text: its caption above it, its columns as
// wide as their texts need in proportion, together as wide as the text block.
func (c *composer) textTable(b data.Block) {
	t := &doc.Table{ID: c.id(), HeadRows: b.Table.Head, RowHeight: c.doc.Page.Pitch * 2 / 3}
	if len(b.Runs) > 0 {
		t.Caption = &doc.Paragraph{ID: c.id(), Style: doc.CaptionRole, Runs: numbered(c.runs(b.Runs))}
		t.Title = doc.Text(t.Caption.Runs)
	}
	t.Widths = c.textWidths(b.Table)
	for r, cells := range b.Table.Rows {
		row := doc.Row{ID: c.id()}
		for _, cell := range cells {
			role, style := textCellRole(b.Table, r, cell)
			row.Cells = append(row.Cells, doc.Cell{
				ID: c.id(), Row: r, Col: cell.Col, RowSpan: cell.RowSpan, ColSpan: cell.ColSpan,
				Role: role, Style: style, Runs: c.runs(cell.Runs),
			})
		}
		t.Rows = append(t.Rows, row)
	}
	grid, wrong := t.Grid()
	if len(wrong) > 0 {
		c.problems.Add(wrong...)
		return
	}
	relateHeaders(grid)
	c.add(t)
}

// textCellRole is what a cell of a table of running text is for: its first column
// heads the rows.
func textCellRole(t *data.TextTable, row int, cell data.TextCell) (doc.CellRole, string) {
	style := [...]string{data.Left: doc.TableStubRole, data.Centred: doc.TableCentreRole, data.Right: doc.TableRightRole}[t.Columns[cell.Col]]
	switch {
	case row < t.Head:
		return doc.Head, doc.TableHeadRole
	case cell.Col == 0:
		return doc.Stub, style
	}
	return doc.Words, style
}

// textWidths gives each column the room of its longest text, of three to thirty
// characters. What is left of the text block is dealt out in proportion, but for a
// first column that counts the rows: it gets nothing more. Where there is not room
// for all, the columns of short texts have theirs and the others share the rest, each
// with the room of its longest number or word.
func (c *composer) textWidths(t *data.TextTable) []unit.Length {
	const least, most, margin = 6, 60, 2 // half characters
	stub, _ := c.doc.Style(doc.TableStubRole)
	needs, words := make([]unit.Length, len(t.Columns)), make([]unit.Length, len(t.Columns))
	for i := range needs {
		needs[i] = (least + margin) * stub.Size / 2
	}
	for _, row := range t.Rows {
		for _, cell := range row {
			if cell.ColSpan == 1 {
				needs[cell.Col] = max(needs[cell.Col], unit.Length(min(halves(cell.Runs), most)+margin)*stub.Size/2)
				words[cell.Col] = max(words[cell.Col], unit.Length(longestWord(cell.Runs)+margin)*stub.Size/2)
			}
		}
	}
	width := c.doc.Page.TextWidth()
	met := make([]bool, len(needs))
	if unit.Sum(needs) <= width {
		met[0] = len(needs) > 1 && countsRows(t)
	} else {
		meet(needs, met, width)
	}
	return withWords(needs, words, met, width)
}

// withWords is the needs that are met, and the others scaled to what these leave, but none
// narrower than its longest word as long as there is room for all.
func withWords(needs, words []unit.Length, met []bool, width unit.Length) []unit.Length {
	widths := shared(needs, met, width)
	for {
		least, narrow := unit.Length(0), false
		for i := range needs {
			if met[i] {
				least += needs[i]
				continue
			}
			least += words[i]
			narrow = narrow || widths[i] < words[i]
		}
		if !narrow || least > width {
			return widths
		}
		for i := range needs {
			if !met[i] && widths[i] < words[i] {
				needs[i], met[i] = words[i], true
			}
		}
		if !slices.Contains(met, false) {
			return widths
		}
		widths = shared(needs, met, width)
	}
}

// longestWord is how many characters the longest number or word of a text has that stands
// between Han or blanks, up to that of an address, which is parted.
func longestWord(runs []data.Run) int {
	const most = 20
	longest := 0
	for _, word := range strings.FieldsFunc(data.RunsText(runs), func(r rune) bool { return isWide(r) || unicode.IsSpace(r) }) {
		if n := utf8.RuneCountInString(word); n <= most {
			longest = max(longest, n)
		}
	}
	return longest
}

// meet marks the needs that are no larger than an equal share of what those that
// are marked already leave of width.
func meet(needs []unit.Length, met []bool, width unit.Length) {
	open := len(needs)
	for again := true; again; {
		again = false
		for i, need := range needs {
			if !met[i] && need*unit.Length(open) <= width {
				met[i], again = true, true
				width, open = width-need, open-1
			}
		}
	}
}

// shared is the needs that are met, and the others scaled to what these leave.
func shared(needs []unit.Length, met []bool, width unit.Length) []unit.Length {
	var others []unit.Length
	for i, need := range needs {
		if met[i] {
			width -= need
		} else {
			others = append(others, need)
		}
	}
	widths, rest := slices.Clone(needs), scale(others, width)
	for i := range widths {
		if !met[i] {
			widths[i], rest = rest[0], rest[1:]
		}
	}
	return widths
}

// countsRows reports whether the first column numbers the rows from 1.
func countsRows(t *data.TextTable) bool {
	n := 0
	for _, row := range t.Rows[t.Head:] {
		if len(row) == 0 || row[0].Col != 0 {
			continue // the number above reaches down to it
		}
		if n++; row[0].ColSpan > 1 || strings.TrimSpace(data.RunsText(row[0].Runs)) != strconv.Itoa(n) {
			return false
		}
	}
	return n > 0
}

// halves is the length of a text in half characters. The space between Han and
// Western characters counts as one.
func halves(runs []data.Run) int {
	n, before := 0, ' '
	for _, r := range data.RunsText(runs) {
		n++
		if isWide(r) {
			n++
		}
		if isWide(r) != isWide(before) && before != ' ' {
			n++
		}
		before = r
	}
	return n
}

func isWide(r rune) bool { return r > 0x2E7F }
