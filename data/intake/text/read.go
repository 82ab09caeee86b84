// Package text reads reports that were pasted into text files: lines are
// paragraphs, lines with tabs or between bars are rows of tables, and the few
// marks of Markdown that portals and editors write are understood.
package text

import (
	"strings"
	"unicode"

	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
)

// Read reads a text file in UTF-8, UTF-16 with a byte order mark, or GB18030.
// The document is nil when it is none. Places are lines and columns.
func Read(name string, content []byte) (*flow.Document, diag.List) {
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
	listed, looked := false, 0 // lines up to this one have been looked at, and are rows of values or not
	for i, line := range lines {
		if len(line) > maxLine {
			problems.Add(diag.Errorf(diag.Pos{File: name, Line: i + 1, Col: 1}, "这一行有 %d 字节，最多可以有 %d 字节", "the line has %d bytes, at most %d are allowed", len(line), maxLine))
			return nil, problems
		}
		if i >= looked {
			var n int
			n, listed = listing(lines[i:])
			looked = i + max(n, 1)
		}
		r.line(line, i+1, listed)
	}
	r.endTable()
	return &flow.Document{Blocks: r.blocks}, problems
}

// reader is a text being read line by line.
type reader struct {
	name   string
	blocks []flow.Block
	table  *flow.Table // that the last lines are rows of
}

// line reads a line; listed says that commas part its cells.
func (r *reader) line(line string, number int, listed bool) {
	pos := diag.Pos{File: r.name, Line: number, Col: 1}
	cells, ok := row(line, pos)
	ok = ok && strings.Trim(line, "|｜│ \t") != "" // bars alone only end a row
	if listed && !ok {
		cells, ok = values(line, pos), true
	}
	if ok {
		if r.table == nil {
			r.table = &flow.Table{Pos: pos}
		}
		r.table.Rows = append(r.table.Rows, flow.Row{Cells: cells, Pos: pos})
		return
	}
	r.endTable()
	line = strings.TrimRightFunc(line, unicode.IsSpace)
	if cell, ended := strings.CutSuffix(line, "|"); ended && !strings.Contains(cell, "|") {
		line = strings.TrimRightFunc(cell, unicode.IsSpace) // a cell on a line of its own
	}
	if strings.Trim(line, "| \t") == "" {
		return
	}
	b := flow.Block{Pos: pos}
	if level, words := hashes(line); level > 0 {
		b.Kind, b.Level = flow.Heading, level
		b.Pos, line = pos.Offset(characters(line[:strings.Index(line, words)])), words
	}
	b.Runs = runs(line)
	r.blocks = append(r.blocks, b)
}

func (r *reader) endTable() {
	if r.table != nil {
		r.blocks = append(r.blocks, flow.Block{Kind: flow.Tabular, Table: r.table, Pos: r.table.Pos})
		r.table = nil
	}
}

// row takes a line apart that is a row of a table: cells between bars, as in
// Markdown, or parted by tabs. A tab at the beginning alone is an indent.
func row(line string, pos diag.Pos) ([]flow.Cell, bool) {
	line = strings.NewReplacer("｜", "|", "│", "|").Replace(line)
	trimmed := strings.TrimSpace(line)
	inner := strings.Contains(strings.Trim(trimmed, "| "), "|")
	switch {
	case hasBar(trimmed) && strings.Count(trimmed, "|") > 1, inner && strings.HasSuffix(trimmed, "|"), strings.Count(trimmed, "|") > 2:
		start := strings.IndexByte(line, '|')
		if strings.TrimSpace(line[:start]) != "" {
			start = -1
		}
		return cells(strings.TrimSuffix(strings.TrimRight(line[start+1:], " \t"), "|"), "|", pos.Offset(characters(line[:start+1]))), true
	case !strings.Contains(strings.Trim(line, "\t "), "\t"):
		return nil, false
	}
	return cells(line, "\t", pos), true
}

func hasBar(s string) bool { return strings.HasPrefix(s, "|") }

func cells(line, mark string, pos diag.Pos) []flow.Cell {
	var list []flow.Cell
	for text := range strings.SplitSeq(line, mark) {
		indent := len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
		words := plain(runs(strings.TrimSpace(text)))
		list = append(list, flow.Cell{Text: words, Pos: pos.Offset(characters(text[:indent]))})
		pos = pos.Offset(characters(text) + 1)
	}
	return list
}

// plain is the text of a cell, in which <br> breaks the line.
func plain(list []flow.Run) string {
	text := flow.Block{Runs: list}.Text()
	return strings.NewReplacer("<br>", "\n", "<br/>", "\n", "<br />", "\n", "&nbsp;", "\u00a0").Replace(text)
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
