package load

import (
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// strongParser reads ** as a report's writers mean it. CommonMark decides by
// punctuation whether ** can open or close and, made for writing with blanks
// between words, does not close “**二是履行法定职责。**定期”. Here ** opens
// before anything but a blank or a closing or pausing mark, and closes after
// anything but a blank or an opening mark. Other numbers of asterisks are
// text: one is a multiplication, three and more blot out a number.
type strongParser struct{}

const strong = 2

// Trigger implements parser.InlineParser.
func (strongParser) Trigger() []byte { return []byte{'*'} }

// Parse implements parser.InlineParser.
func (strongParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	n := asterisks(line)
	if n != strong {
		block.Advance(n)
		return ast.NewTextSegment(segment.WithStop(segment.Start + n))
	}
	after := ' '
	if n < len(line) {
		after, _ = utf8.DecodeRune(line[n:])
	}
	d := parser.NewDelimiter(canOpen(after), canClose(before), n, '*', strongDelimiters{})
	d.Segment = segment.WithStop(segment.Start + n)
	block.Advance(n)
	pc.PushDelimiter(d)
	return d
}

func asterisks(line []byte) int {
	n := 0
	for n < len(line) && line[n] == '*' {
		n++
	}
	return n
}

func canOpen(after rune) bool {
	return !unicode.IsSpace(after) && !unicode.In(after, unicode.Pe, unicode.Pf) && !isPause(after)
}

func canClose(before rune) bool {
	return !unicode.IsSpace(before) && !unicode.In(before, unicode.Ps, unicode.Pi)
}

func isPause(r rune) bool {
	switch r {
	case '，', '。', '、', '；', '：', '？', '！', ',', '.', ';', ':', '?', '!':
		return true
	}
	return false
}

// strongDelimiters pairs ** with **.
type strongDelimiters struct{}

// IsDelimiter implements parser.DelimiterProcessor.
func (strongDelimiters) IsDelimiter(b byte) bool { return b == '*' }

// CanOpenCloser implements parser.DelimiterProcessor.
func (strongDelimiters) CanOpenCloser(_, _ *parser.Delimiter) bool { return true }

// OnMatch implements parser.DelimiterProcessor.
func (strongDelimiters) OnMatch(consumes int) ast.Node { return ast.NewEmphasis(consumes) }
