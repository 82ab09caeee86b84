package load

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"gongwen/data"
	"gongwen/internal/pattern"
)

// itemNode is an item of a list. Its lines are those of a paragraph, without the
// mark.
type itemNode struct {
	ast.BaseBlock
	item data.Item
}

var kindItem = ast.NewNodeKind("Item")

// Kind implements ast.Node.
func (n *itemNode) Kind() ast.NodeKind { return kindItem }

// Dump implements ast.Node.
func (n *itemNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// listParser reads lists of one level. Bulleted items begin with “- ”, “* ” or
// “+ ”. Numbered ones begin with “1. ”, “2. ” and so on; the second stands
// directly below the first, because in a report paragraphs that begin with a
// number are common and stay paragraphs: between those there are empty lines.
type listParser struct{}

var itemMark = pattern.New(`^( *)(?:([0-9]{1,3})\.|[-*+]) +`)

// mark is what begins an item.
type mark struct {
	number int // 0 for a bullet
	indent int // blanks before it
	length int // bytes up to the item's text
}

func markOf(line []byte) (mark, bool) {
	found := itemMark.FindSubmatch(line)
	if found == nil || util.IsBlank(line[len(found[0]):]) {
		return mark{}, false
	}
	m := mark{indent: len(found[1]), length: len(found[0])}
	if digits := found[2]; len(digits) > 0 {
		number, err := strconv.Atoi(string(digits))
		if err != nil || number == 0 {
			return mark{}, false
		}
		m.number = number
	}
	return m, true
}

// Trigger implements parser.BlockParser.
func (listParser) Trigger() []byte { return nil }

// Open implements parser.BlockParser.
func (listParser) Open(parent ast.Node, reader text.Reader, _ parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	m, ok := markOf(line)
	if !ok {
		return nil, parser.NoChildren
	}
	before, _ := parent.LastChild().(*itemNode)
	goesOn := before != nil && (m.number == 0 && before.item.Number == 0 || m.number > 1 && before.item.Number == m.number-1)
	if !goesOn && m.number > 0 && (m.number != 1 || !secondBelow(reader.Source()[segment.Stop:])) {
		return nil, parser.NoChildren
	}
	node := &itemNode{item: data.Item{First: !goesOn, Number: m.number}}
	segment.Start += m.length
	segment.Padding = 0
	node.Lines().Append(segment)
	reader.AdvanceToEOL()
	return node, parser.NoChildren
}

// secondBelow reports whether the item whose first line ends before rest has
// another directly below it that has the number 2.
func secondBelow(rest []byte) bool {
	for len(rest) > 0 {
		line := rest
		if end := bytes.IndexByte(rest, '\n'); end >= 0 {
			line = rest[:end+1]
		}
		if !goesOnInItem(line) {
			return false
		}
		if m, ok := markOf(line); ok {
			return m.number == 2
		}
		rest = rest[len(line):]
	}
	return false
}

// goesOnInItem reports whether a line that begins no item belongs to the one above.
func goesOnInItem(line []byte) bool {
	return !util.IsBlank(line) && !startsIndented(line) && !bytes.HasPrefix(bytes.TrimLeft(line, " "), []byte("#")) &&
		!bytes.HasPrefix(bytes.TrimLeft(line, " "), []byte("|")) && !BeginsChart(line)
}

// Continue implements parser.BlockParser. A mark that stands deeper begins no item:
// there is one level of lists.
func (listParser) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, segment := reader.PeekLine()
	if !goesOnInItem(line) {
		return parser.Close
	}
	if m, ok := markOf(line); ok {
		if item, _ := node.(*itemNode); item == nil || m.number == 0 && !isDeeper(m, item, reader.Source()) || m.number > 0 && m.number == item.item.Number+1 {
			return parser.Close
		}
	}
	node.Lines().Append(segment)
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

// isDeeper reports whether a mark stands two blanks or more to the right of that
// of the item above it.
func isDeeper(m mark, above *itemNode, source []byte) bool {
	start := above.Lines().At(0).Start
	line := source[bytes.LastIndexByte(source[:start], '\n')+1 : start]
	return m.indent >= indent(line)+2
}

// Close implements parser.BlockParser.
func (listParser) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	paragraphParser{}.Close(node, reader, pc)
}

// CanInterruptParagraph implements parser.BlockParser.
func (listParser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements parser.BlockParser.
func (listParser) CanAcceptIndentedLine() bool { return true }
