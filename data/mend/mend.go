// Package mend finds in report files of text what is written wrongly and has one
// right form: half-width punctuation in Chinese text, book-title marks inside
// others, radicals in place of characters, blanks between them, dates (GB/T
// 15834-2011, GB/T 9704-2012). It names the places to change, so that comments,
// order and form of the file stay. It never changes a figure.
package mend

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongwen/data/load"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// Edit puts new text in the place of some bytes of a file.
type Edit struct {
	Start, End int // offsets in bytes
	New        string
}

// Edits are the changes to a report file in YAML or JSON, in order. There are
// none, and the list says why, when the file cannot be read as such.
func Edits(name string, content []byte) ([]Edit, diag.List) {
	tree, problems := source.Parse(name, content)
	if tree == nil || problems.HasErrors() {
		return nil, problems
	}
	f := &file{Places: NewPlaces(content)}
	f.walk(tree, "")
	for at, to := range source.Supplement(content) {
		_, size := utf8.DecodeRune(content[at:])
		f.edits = append(f.edits, Edit{at, at + size, to})
	}
	slices.SortFunc(f.edits, func(a, b Edit) int { return cmp.Compare(a.Start, b.Start) })
	return f.edits, nil
}

// Apply is the content with the edits made.
func Apply(content []byte, edits []Edit) []byte {
	var out bytes.Buffer
	at := 0
	for _, e := range edits {
		out.Write(content[at:e.Start])
		out.WriteString(e.New)
		at = e.End
	}
	out.Write(content[at:])
	return out.Bytes()
}

// file is a report file in which edits are collected.
type file struct {
	*Places
	edits []Edit
}

// Places finds the bytes that stand at the places of a report file.
type Places struct {
	content []byte
	lines   []int // offset of the first byte of each

	// The place that was found last, from which the next one on its line is counted.
	line, col, offset int
}

// NewPlaces is the places of a file.
func NewPlaces(content []byte) *Places {
	f := &Places{content: content, lines: []int{0}}
	if bytes.HasPrefix(content, []byte("\ufeff")) {
		f.lines[0] = len("\ufeff")
	}
	for i, b := range content {
		if b == '\n' || b == '\r' && (i+1 == len(content) || content[i+1] != '\n') {
			f.lines = append(f.lines, i+1)
		}
	}
	return f
}

// walk looks through the values of a tree; keys are names and stay.
func (f *file) walk(n *source.Node, key string) {
	switch {
	case n == nil:
	case n.Kind == source.Scalar && (key == "date" || key == "成文日期" || key == "日期"):
		f.date(n)
	case n.Kind == source.Scalar && strings.IndexFunc(n.Text, isHan) >= 0:
		for _, c := range changes([]rune(n.Text)) {
			f.change(n, c)
		}
	}
	for _, e := range n.Entries {
		f.walk(e.Value, strings.TrimSpace(e.Key.Text))
	}
	for _, item := range n.Items {
		f.walk(item, key)
	}
}

// date writes a date as YYYY-MM-DD, as the official forms print it from there.
func (f *file) date(n *source.Node) {
	day, ok := load.Day(n.Text)
	if !ok {
		return
	}
	if text := fmt.Sprintf("%04d-%02d-%02d", day.Year, day.Month, day.Day); text != n.Text {
		f.change(n, change{0, n.Text, text})
	}
}

// change makes an edit of a change to a text, unless the file writes the text in
// another way, such as with an escape.
func (f *file) change(n *source.Node, c change) {
	start := f.Offset(n.At(c.at))
	if end := start + len(c.old); end <= len(f.content) && string(f.content[start:end]) == c.old {
		f.edits = append(f.edits, Edit{start, end, c.new})
	}
}

// Offset is the offset in bytes of a place.
func (f *Places) Offset(pos diag.Pos) int {
	if pos.Line < 1 || pos.Line > len(f.lines) {
		return len(f.content)
	}
	if f.line != pos.Line || f.col > pos.Col {
		f.line, f.col, f.offset = pos.Line, 1, f.lines[pos.Line-1]
	}
	for ; f.col < pos.Col && f.offset < len(f.content); f.col++ {
		_, size := utf8.DecodeRune(f.content[f.offset:])
		f.offset += size
	}
	return f.offset
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }
