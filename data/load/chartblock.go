package load

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// chartNode is a block that asks for a chart: a line “chart:” or “图表：” and the
// indented lines below it, as source.
type chartNode struct {
	ast.BaseBlock
}

var kindChart = ast.NewNodeKind("Chart")

// Kind implements ast.Node.
func (n *chartNode) Kind() ast.NodeKind { return kindChart }

// Dump implements ast.Node.
func (n *chartNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// IsRaw implements ast.Node: the lines are YAML and not prose.
func (n *chartNode) IsRaw() bool { return true }

// chartParser finds the blocks of charts.
type chartParser struct{}

// chartMarks are what the first line of such a block may be.
var chartMarks = []string{"chart:", "图表:", "图表："}

// Trigger implements parser.BlockParser.
func (chartParser) Trigger() []byte { return nil }

// Open implements parser.BlockParser.
func (chartParser) Open(_ ast.Node, reader text.Reader, _ parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	if !BeginsChart(line) {
		return nil, parser.NoChildren
	}
	node := &chartNode{}
	node.Lines().Append(segment)
	reader.AdvanceToEOL()
	return node, parser.NoChildren
}

// BeginsChart reports whether a line of prose begins a block that asks for a
// chart; the deeper lines below it are YAML.
func BeginsChart(line []byte) bool { return slices.Contains(chartMarks, string(bytes.TrimSpace(line))) }

// Continue implements parser.BlockParser. The block goes on over empty lines
// up to one that is not indented deeper than its first.
func (chartParser) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, segment := reader.PeekLine()
	first := node.Lines().At(0)
	if !util.IsBlank(line) && indent(line) <= indent(first.Value(reader.Source())) {
		return parser.Close
	}
	node.Lines().Append(segment)
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

func indent(line []byte) int { return len(line) - len(bytes.TrimLeft(line, " ")) }

// Close implements parser.BlockParser.
func (chartParser) Close(ast.Node, text.Reader, parser.Context) {}

// CanInterruptParagraph implements parser.BlockParser.
func (chartParser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements parser.BlockParser.
func (chartParser) CanAcceptIndentedLine() bool { return true }

// chartTree reads the lines of a chart's block as YAML: the map below its first
// line, nil when there is none. Where the prose stands in the file line by
// line, so do the places of the tree; else all of it is at the block's start.
func (p *proseBuilder) chartTree(n *chartNode) (*source.Node, diag.List) {
	lines := n.Lines()
	start := p.node.At(lines.At(0).Start)
	exact := p.lineByLine(n)
	name := "chart.yaml"
	var file strings.Builder
	if exact {
		name = start.File
		file.WriteString(strings.Repeat("\n", start.Line-1))
	}
	for i := range lines.Len() {
		line := lines.At(i)
		content := strings.TrimRight(string(line.Value(p.source)), "\n")
		if i == 0 {
			content = strings.Repeat(" ", indent([]byte(content))) + "chart:"
		}
		if exact {
			content = strings.Repeat(" ", max(0, p.node.At(line.Start).Col-1)) + content
		}
		file.WriteString(content + "\n")
	}
	tree, problems := source.Parse(name, []byte(file.String()))
	if !exact {
		place(tree, start)
		for i := range problems {
			problems[i].Pos = start
		}
	}
	if tree == nil || len(tree.Entries) == 0 {
		return nil, problems
	}
	return tree.Entries[0].Value, problems
}

// lineByLine reports whether each line of a block is one of a YAML file.
func (p *proseBuilder) lineByLine(n *chartNode) bool {
	lines := n.Lines()
	start := p.node.At(lines.At(0).Start)
	if start.Line < 1 || strings.ToLower(path.Ext(start.File)) == ".json" {
		return false
	}
	for i := range lines.Len() {
		line := lines.At(i)
		at := p.node.At(line.Start)
		if len(bytes.TrimSpace(line.Value(p.source))) > 0 && (at.Line != start.Line+i || at.Col < 1) {
			return false
		}
	}
	return true
}

// place puts a whole tree at one place.
func place(n *source.Node, pos diag.Pos) {
	if n == nil {
		return
	}
	n.Pos = pos
	for _, e := range n.Entries {
		place(e.Key, pos)
		place(e.Value, pos)
	}
	for _, i := range n.Items {
		place(i, pos)
	}
}
