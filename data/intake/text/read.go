// Package text reads reports that were pasted into text files: lines are
// paragraphs, lines with tabs or between bars are rows of tables, and the few
// marks of Markdown that portals and editors write are understood.
package text

import (
	"context"
	"strings"
	"unicode"

	"gongwen/data/cell"
	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
)

// Read reads a text file in UTF-8, UTF-16 with a byte order mark, or GB18030.
// The document is nil when it is none. Places are lines and columns.
func Read(ctx context.Context, name string, content []byte) (*flow.Document, diag.List) {
	text, problems := decode(name, content)
	if problems.HasErrors() {
		return nil, problems
	}
	lines := strings.Split(text, "\n")
	if len(lines) > maxLines {
		problems.Add(diag.Errorf(diag.Pos{File: name}, "文件有 %d 行，最多可以有 %d 行", "the file has %d lines, at most %d are allowed", len(lines), maxLines))
		return nil, problems
	}
	r := &reader{name: name}
	if records := sheetOf(name, text); records != nil {
		r.sheet(records)
		return &flow.Document{Blocks: r.blocks}, problems
	}
	paired := 0                // lines up to this one are pairs of cells with a bar between them
	listed, looked := false, 0 // lines up to this one have been looked at, and are rows of values or not
	for i, line := range lines {
		if ctx.Err() != nil {
			return nil, flow.Ended(name)
		}
		if len(line) > maxLine {
			problems.Add(diag.Errorf(diag.Pos{File: name, Line: i + 1, Col: 1}, "这一行有 %d 字节，最多可以有 %d 字节", "the line has %d bytes, at most %d are allowed", len(line), maxLine))
			return nil, problems
		}
		if i >= looked {
			var n int
			n, listed = listing(lines[i:])
			looked = i + max(n, 1)
		}
		if i >= paired {
			paired = i + pairs(lines[i:])
		}
		r.line(line, i+1, listed, i < paired)
	}
	r.endTable()
	return &flow.Document{Blocks: r.blocks}, problems
}

// reader is a text being read line by line.
type reader struct {
	name   string
	blocks []flow.Block
	table  *flow.Table // that the last lines are rows of
	led    bool        // whether a bar stands before the first cell of its rows
	commas bool        // whether commas part the cells of its rows
}

// line reads a line; listed says that commas part its cells, paired that a single bar does.
func (r *reader) line(line string, number int, listed, paired bool) {
	pos := diag.Pos{File: r.name, Line: number, Col: 1}
	cells, ok := row(line, pos)
	if ok && strings.Trim(line, "|｜│ \t") == "" {
		cells = r.emptyRow(line, pos)
		ok = cells != nil // else bars alone only end a row
	}
	if !ok && r.table != nil {
		cells, ok = emptied(line, pos)
	}
	if paired && !ok {
		cells, ok = split(bars.Replace(line), "|", pos), true
	}
	if listed && !ok {
		cells, ok = values(line, pos), true
	}
	if !ok && r.table != nil && r.commas {
		cells, ok = r.sentence(line, pos)
	}
	if ok {
		led := hasBar(strings.TrimSpace(line))
		switch {
		case r.table == nil:
			r.table, r.led, r.commas = &flow.Table{Pos: pos}, led, listed
		case led && !r.led && strings.Trim(line, "|｜│ \t") != "":
			cells = append([]flow.Cell{{Pos: pos}}, cells...) // the bar ends an empty cell
		}
		r.table.Rows = append(r.table.Rows, flow.Row{Cells: cells, Pos: pos})
		return
	}
	r.endTable()
	line = strings.TrimRightFunc(line, unicode.IsSpace)
	if first, ok := barBefore(line); ok {
		r.blocks = append(r.blocks, flow.Block{Bars: 1, Pos: pos})
		pos, line = pos.Offset(characters(line)-characters(first)), first
	}
	b := flow.Block{Pos: pos}
	if cell := strings.TrimRight(line, "| \t"); !strings.Contains(cell, "|") {
		b.Bars = strings.Count(line[len(cell):], "|")
		line = strings.TrimRightFunc(cell, unicode.IsSpace)
	}
	if line == "" && b.Bars == 0 {
		return
	}
	if level, words := hashes(line); level > 0 {
		b.Kind, b.Level = flow.Heading, level
		b.Pos, line = pos.Offset(characters(line[:strings.Index(line, words)])), words
	}
	if line != "" {
		b.Runs = runs(line)
	}
	r.blocks = append(r.blocks, b)
}

// barBefore is the text behind a bar that is the only one of its line: the first cell of a
// row whose other cells stand on lines of their own.
func barBefore(line string) (string, bool) {
	trimmed := strings.TrimSpace(line)
	if !hasBar(trimmed) || strings.Count(trimmed, "|") > 1 {
		return line, false
	}
	rest := strings.TrimSpace(trimmed[1:])
	return rest, rest != ""
}

// sentence is the cells of a row between commas one of which is a sentence:
// there are as many as in the row above.
func (r *reader) sentence(line string, pos diag.Pos) ([]flow.Cell, bool) {
	const few = 3
	cells := values(line, pos)
	above := r.table.Rows[len(r.table.Rows)-1]
	return cells, len(cells) >= few && len(cells) == len(above.Cells)
}

// emptied is the cells of a row in which there is no more than a label before
// empty cells, which is told from a line of text only by the rows above it.
func emptied(line string, pos diag.Pos) ([]flow.Cell, bool) {
	switch text := strings.TrimRight(line, " "); {
	case strings.Trim(text, "| \t") == "":
	case strings.HasSuffix(text, "\t"):
		return split(line, "\t", pos), true
	case strings.HasSuffix(text, "|") && strings.Count(text, "|") > 1:
		return split(strings.TrimSuffix(text, "|"), "|", pos), true
	}
	return nil, false
}

// emptyRow is the cells of an empty row of the table above it. It is nil where
// bars are no row: they are one if they are as many as those of the row above,
// or if there are blanks between them.
func (r *reader) emptyRow(line string, pos diag.Pos) []flow.Cell {
	if r.table == nil {
		return nil
	}
	line = strings.TrimSpace(bars.Replace(line))
	n := strings.Count(line, "|")
	if r.led {
		n-- // the bar before the first cell
	}
	if above := r.table.Rows[len(r.table.Rows)-1]; n < 1 || n != len(above.Cells) && !strings.ContainsAny(line, " \t") {
		return nil
	}
	cells := make([]flow.Cell, n)
	for i := range cells {
		cells[i].Pos = pos
	}
	return cells
}

func (r *reader) endTable() {
	if r.table != nil {
		r.blocks = append(r.blocks, flow.Block{Kind: flow.Tabular, Table: r.table, Pos: r.table.Pos})
		r.table = nil
	}
}

// bars are the characters that part cells, as one.
var bars = strings.NewReplacer("｜", "|", "│", "|")

// pairs is how many lines, from the first on, are two cells each with a bar between them:
// the rows of a narrow table, in one of which at least the second cell is a figure.
func pairs(lines []string) int {
	n, figures := 0, 0
	for _, line := range lines {
		before, behind, ok := strings.Cut(bars.Replace(line), "|")
		before, behind = strings.TrimSpace(before), strings.TrimSpace(behind)
		if !ok || before == "" || behind == "" || strings.Contains(behind, "|") || strings.ContainsAny(line, "。；！？\t") {
			break
		}
		n++
		if flow.IsFigure(behind) {
			figures = n
		}
	}
	if n < len(lines) && strings.Count(bars.Replace(lines[n]), "|") > 1 {
		return n // heads over those of the row below
	}
	return figures
}

// row takes a line apart that is a row of a table: cells between bars, as in
// Markdown, or parted by tabs. A tab at the beginning alone is an indent.
func row(line string, pos diag.Pos) ([]flow.Cell, bool) {
	line = bars.Replace(line)
	trimmed := strings.TrimSpace(line)
	inner := strings.Contains(strings.Trim(trimmed, "| "), "|")
	switch {
	case hasBar(trimmed) && strings.Count(trimmed, "|") > 1, inner && strings.HasSuffix(trimmed, "|"), strings.Count(trimmed, "|") > 2:
		start := strings.IndexByte(line, '|')
		if strings.TrimSpace(line[:start]) != "" {
			start = -1
		}
		return split(strings.TrimSuffix(strings.TrimRight(line[start+1:], " \t"), "|"), "|", pos.Offset(characters(line[:start+1]))), true
	case !strings.Contains(strings.Trim(line, "\t "), "\t"):
		return nil, false
	}
	return split(line, "\t", pos), true
}

func hasBar(s string) bool { return strings.HasPrefix(s, "|") }

func split(line, mark string, pos diag.Pos) []flow.Cell {
	var list []flow.Cell
	for text := range strings.SplitSeq(line, mark) {
		indent := len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
		words, marks := plain(strings.TrimSpace(text))
		list = append(list, flow.Cell{Text: words, Marks: marks, Pos: pos.Offset(characters(text[:indent]))})
		pos = pos.Offset(characters(text) + 1)
	}
	return list
}

// plain is what a cell says and what stands beside that. <br> breaks the line.
func plain(text string) (string, []cell.Mark) {
	said, marks := cell.Read(flow.Pieces(runs(text), false))
	return strings.NewReplacer("<br>", "\n", "<br/>", "\n", "<br />", "\n", "&nbsp;", "\u00a0").Replace(strings.TrimSpace(said)), marks
}

// hashes are the marks of a Markdown heading and its words.
func hashes(line string) (level int, words string) {
	trimmed := strings.TrimLeft(line, " ")
	for level < len(trimmed) && trimmed[level] == '#' {
		level++
	}
	if level == 0 || level > 6 || !strings.HasPrefix(trimmed[level:], " ") {
		return 0, line
	}
	return level, strings.TrimSpace(trimmed[level:])
}

func characters(s string) int { return len([]rune(s)) }
