package load

import (
	"fmt"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"gongwen/internal/growth"
)

// treeOf is what a transformer makes of a text: the kinds, places and lines of all nodes.
func treeOf(source string, transformer parser.ParagraphTransformer) string {
	p := parser.NewParser(
		parser.WithBlockParsers(util.Prioritized(parser.NewATXHeadingParser(), 100), util.Prioritized(paragraphParser{}, 200)),
		parser.WithParagraphTransformers(util.Prioritized(transformer, 100)),
		parser.WithInlineParsers(util.Prioritized(strongParser{}, 300)))
	var out strings.Builder
	_ = ast.Walk(p.Parse(text.NewReader(markdownSource(source))), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		fmt.Fprintf(&out, "%v %v %d", entering, n.Kind(), n.Pos())
		switch n := n.(type) {
		case *east.Table:
			fmt.Fprint(&out, n.Alignments)
		case *east.TableCell:
			fmt.Fprint(&out, n.Alignment)
		}
		if n.Type() == ast.TypeBlock {
			for i := range n.Lines().Len() {
				fmt.Fprint(&out, n.Lines().At(i))
			}
		} else if n, ok := n.(*ast.Text); ok {
			fmt.Fprint(&out, n.Segment)
		}
		out.WriteByte('\n')
		return ast.WalkContinue, nil
	})
	return out.String()
}

// What is a table, where each cell lies and what is left above is what goldmark's own transformer says.
func FuzzTablesAreThoseOfGoldmark(f *testing.F) {
	for _, source := range []string{
		"| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |", "甲 | 乙\n--- | :-:\n1 | 2\n3", "文字\n更多\n| 甲 |\n|:--|\n| 1 | 2 |\n\n后面",
		"甲|乙\n---\n", "甲\n---", "甲\n|-|", "甲\n-|\n", "|甲\\||乙|\n|-:|:-:|\n|\\|`a\\|b`|c\\|", "| 甲 | 乙 |\n|---|", "a\n    |-|\nb", "|\n|\n|", "a\n|:|", "a\n|::|", "a|b\n:-|-:\n||\n| |\n|\n",
		"a\n|-|\n|-|\n|b|", "  a | b \r\n\t-|- \r\n c |\r\n", "# 一\n| a |\n|-|\n# 二", "a\n-\f|", "　a\n　|-|\n", "**a|b**\n-|-\n**c|d**", "a\n- -|",
		"a|b\n-:- | -", "a\n\n|-|", "|a|\n|-|\n   \n|b|",
	} {
		f.Add(source)
	}
	f.Fuzz(growth.Bounded(func(t *testing.T, source string) {
		if got, want := treeOf(source, tableTransformer{}), treeOf(source, extension.NewTableParagraphTransformer()); got != want {
			t.Errorf("%q\n%s\ngoldmark:\n%s", source, got, want)
		}
	}))
}
