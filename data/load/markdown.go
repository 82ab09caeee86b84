package load

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// newMarkdown is a parser for the part of CommonMark that a report's prose may
// use: paragraphs, ATX headings, lists of one level, tables, links, autolinks, pictures,
// backslash escapes and strong emphasis, and for the blocks that draw charts. All
// else, such as a single “1. ” or an indent, stays text, because in a report it is
// text.
func newMarkdown() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewATXHeadingParser(), 100),
			util.Prioritized(chartParser{}, 150),
			util.Prioritized(listParser{}, 170),
			util.Prioritized(paragraphParser{}, 200),
		),
		parser.WithParagraphTransformers(util.Prioritized(tableTransformer{}, 100)),
		parser.WithInlineParsers(
			util.Prioritized(parser.NewLinkParser(), 100),
			util.Prioritized(parser.NewAutoLinkParser(), 200),
			util.Prioritized(strongParser{}, 300),
		),
	)
}

// paragraphParser reads paragraphs as CommonMark does, but for two things: an
// indent of any depth is dropped, and a line that begins with a full-width
// blank begins a paragraph, as people indent one.
type paragraphParser struct{}

// Trigger implements parser.BlockParser.
func (paragraphParser) Trigger() []byte { return nil }

// Open implements parser.BlockParser.
func (paragraphParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	if util.IsBlank(line) || isParagraph(pc.LastOpenedBlock().Node) && !startsIndented(line) {
		return nil, parser.NoChildren
	}
	node := ast.NewParagraph()
	node.Lines().Append(segment)
	reader.AdvanceToEOL()
	return node, parser.NoChildren
}

func isParagraph(n ast.Node) bool { return n != nil && n.Kind() == ast.KindParagraph }

// Continue implements parser.BlockParser.
func (paragraphParser) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, segment := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Close
	}
	node.Lines().Append(segment)
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

// Close implements parser.BlockParser.
func (paragraphParser) Close(node ast.Node, reader text.Reader, _ parser.Context) {
	lines, source := node.Lines(), reader.Source()
	for i := range lines.Len() {
		lines.Set(i, trimSegment(lines.At(i), source, i == lines.Len()-1))
	}
}

// CanInterruptParagraph implements parser.BlockParser.
func (paragraphParser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements parser.BlockParser.
func (paragraphParser) CanAcceptIndentedLine() bool { return true }

// markdownSource is what the parser is given for a text: lines that hold
// nothing but blanks of any kind become lines of ordinary ones, so that all
// its parts agree that they are empty. Offsets stay the same.
func markdownSource(s string) []byte {
	source := []byte(s)
	for start := 0; start < len(source); {
		stop := len(source)
		if i := bytes.IndexByte(source[start:], '\n'); i >= 0 {
			stop = start + i
		}
		if line := source[start:stop]; len(bytes.TrimFunc(line, unicode.IsSpace)) == 0 {
			for i := range line {
				line[i] = ' '
			}
		}
		start = stop + 1
	}
	return source
}

func startsIndented(line []byte) bool {
	r, _ := utf8.DecodeRune(line)
	return r == '\u3000'
}

// trimSegment drops the blanks around a line, of the last one with its line break.
func trimSegment(s text.Segment, source []byte, last bool) text.Segment {
	for s.Start < s.Stop {
		r, size := utf8.DecodeRune(source[s.Start:s.Stop])
		if r == '\n' || !unicode.IsSpace(r) {
			break
		}
		s.Start += size
	}
	s.Padding = 0
	for last && s.Stop > s.Start {
		r, size := utf8.DecodeLastRune(source[s.Start:s.Stop])
		if !unicode.IsSpace(r) {
			break
		}
		s.Stop -= size
	}
	return s
}
