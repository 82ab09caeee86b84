package source

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"gongwen/internal/diag"
)

// style is how a scalar is written.
type style uint8

const (
	plain style = iota
	singleQuoted
	doubleQuoted // of YAML or JSON
	literal
	folded
)

// places finds the characters of a scalar's text in the file. Its table is
// made when it is first asked, for most scalars never are.
type places struct {
	file  *text
	start int // offset of the scalar's first byte
	style style
	once  sync.Once
	marks []mark
	known int // text bytes up to this offset have an exact place
}

// mark is the place of one byte of the text; the characters behind it, up to
// the next mark, stand in the same order on the same line.
type mark struct{ text, line, col int }

// span is how many bytes of text may lie between two marks, so that finding a
// place costs the same in a line of any length.
const span = 256

func (p *places) at(n *Node, offset int) diag.Pos {
	p.once.Do(func() { p.build(n) })
	offset = min(offset, p.known)
	i, found := slices.BinarySearchFunc(p.marks, offset, func(m mark, offset int) int { return cmp.Compare(m.text, offset) })
	if !found {
		i--
	}
	if i < 0 {
		return n.Pos
	}
	m := p.marks[i]
	return diag.Pos{File: n.Pos.File, Line: m.line + 1, Col: m.col + 1 + utf8.RuneCountInString(n.Text[m.text:offset])}
}

func (p *places) build(n *Node) {
	if p.style == literal {
		p.buildLiteral(n)
		return
	}
	a := aligner{data: p.file.data, at: p.start, style: p.style}
	switch p.style {
	case singleQuoted, doubleQuoted:
		a.at++
	case folded:
		if n.Pos.Line >= len(p.file.lines) {
			return
		}
		a.at, a.indent = p.file.lines[n.Pos.Line], foldedIndent(p.file, n)
		a.skipIndent()
	}
	b := markBuilder{cursor: cursor{text: p.file}}
	for i, r := range n.Text {
		src, found := a.find(r)
		if !found {
			p.marks, p.known = b.marks, b.last
			return
		}
		b.add(i, src)
	}
	p.known = len(n.Text)
	if p.style == folded && strings.HasSuffix(n.Text, "\n") {
		p.known--
	} else {
		b.add(len(n.Text), a.at)
	}
	p.marks = b.marks
}

// buildLiteral uses that each line of a literal block is one line of its text,
// indented by the same number of blanks (YAML 1.2.2 8.1.2).
func (p *places) buildLiteral(n *Node) {
	if n.Text == "" {
		return
	}
	lines := strings.Split(n.Text, "\n")
	indent := 0
	for k, line := range lines {
		if line != "" {
			indent = max(0, len(p.file.line(n.Pos.Line+k))-len(line))
			break
		}
	}
	offset := 0
	for k, line := range lines {
		at := n.Pos.Line + k
		if at >= len(p.file.lines) {
			break
		}
		col := min(indent, len(p.file.line(at)))
		p.marks = append(p.marks, mark{offset, at, col})
		for rest := line; len(rest) > span; {
			cut := runeStart(rest, span)
			col += utf8.RuneCountInString(rest[:cut])
			p.marks = append(p.marks, mark{offset + len(line) - len(rest) + cut, at, col})
			rest = rest[cut:]
		}
		offset += len(line) + 1
	}
	p.known = len(strings.TrimSuffix(n.Text, "\n"))
}

// runeStart is the offset of the character of s that byte offset at is in.
func runeStart(s string, at int) int {
	for at > 0 && !utf8.RuneStart(s[at]) {
		at--
	}
	return at
}

// foldedIndent is by how many blanks the content of a folded block is
// indented: what its first line that is not blank has more than the text.
func foldedIndent(t *text, n *Node) int {
	for i := n.Pos.Line; i < len(t.lines); i++ {
		line := string(t.line(i))
		if strings.Trim(line, " ") == "" {
			continue
		}
		first := strings.TrimLeft(n.Text, "\n")
		return max(0, leadingBlanks(line)-leadingBlanks(first))
	}
	return 0
}

func leadingBlanks(s string) int { return len(s) - len(strings.TrimLeft(s, " ")) }

// markBuilder collects the marks of a text from the places of its characters,
// given in order.
type markBuilder struct {
	cursor cursor
	marks  []mark
	runes  int // characters since the last mark
	last   int // text offset of the last character added
}

func (b *markBuilder) add(text, src int) {
	b.last = text
	pos := b.cursor.pos(src)
	here := mark{text, pos.Line - 1, pos.Col - 1}
	b.runes++
	if len(b.marks) > 0 {
		m := b.marks[len(b.marks)-1]
		if here.line == m.line && here.col == m.col+b.runes && text-m.text < span {
			return
		}
	}
	b.marks = append(b.marks, here)
	b.runes = 0
}
