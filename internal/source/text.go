package source

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"gongwen/internal/diag"
)

// text is a file's characters, UTF-8 without a byte order mark, and where its
// lines begin. A line ends with \n, \r\n or \r, as in YAML 1.2.2 5.4.
type text struct {
	name  string
	data  []byte
	lines []int // offset of the first byte of each line
}

func newText(name string, data []byte) *text {
	lines := make([]int, 1, bytes.Count(data, []byte{'\n'})+2)
	for i := 0; i < len(data); i++ {
		switch data[i] {
		case '\r':
			if i+1 < len(data) && data[i+1] == '\n' {
				i++
			}
			lines = append(lines, i+1)
		case '\n':
			lines = append(lines, i+1)
		}
	}
	return &text{name: name, data: data, lines: lines}
}

// lineOf is the index (from 0) of the line that byte offset stands on.
func (t *text) lineOf(offset int) int {
	i, found := slices.BinarySearch(t.lines, offset)
	if found {
		return i
	}
	return i - 1
}

// line is the characters of line index i (from 0) without its break; empty
// behind the last line.
func (t *text) line(i int) []byte {
	if i < 0 || i >= len(t.lines) {
		return nil
	}
	end := len(t.data)
	if i+1 < len(t.lines) {
		end = t.lines[i+1]
	}
	return bytes.TrimRight(t.data[t.lines[i]:end], "\r\n")
}

// pos is the place of byte offset.
func (t *text) pos(offset int) diag.Pos {
	c := cursor{text: t}
	return c.pos(offset)
}

// cursor turns byte offsets into places and back. Asked in the order of the
// file it counts each character once, so that a long line costs no more than
// many short ones.
type cursor struct {
	text              *text
	line, offset, col int // the place last asked for: line and col from 0
}

// pos is the place of byte offset of the file.
func (c *cursor) pos(offset int) diag.Pos {
	offset = max(0, min(offset, len(c.text.data)))
	c.enter(c.text.lineOf(offset), offset)
	c.col += utf8.RuneCount(c.text.data[c.offset:offset])
	c.offset = offset
	return diag.Pos{File: c.text.name, Line: c.line + 1, Col: c.col + 1}
}

// seek is the byte offset of a line and column, both from 1. A column behind
// the end of the line is its end.
func (c *cursor) seek(line, col int) int {
	line = max(1, min(line, len(c.text.lines))) - 1
	c.enterCol(line, col-1)
	end := c.text.lines[line] + len(c.text.line(line))
	for c.col < col-1 && c.offset < end {
		_, size := utf8.DecodeRune(c.text.data[c.offset:])
		c.offset += size
		c.col++
	}
	return c.offset
}

// enter goes to the start of a line, unless the cursor is on it before offset.
func (c *cursor) enter(line, offset int) {
	if c.line != line || c.offset > offset {
		c.line, c.offset, c.col = line, c.text.lines[line], 0
	}
}

func (c *cursor) enterCol(line, col int) {
	if c.line != line || c.col > col {
		c.line, c.offset, c.col = line, c.text.lines[line], 0
	}
}
