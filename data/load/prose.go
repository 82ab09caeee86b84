package load

import (
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extension "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/internal/numeral"
	"gongwen/internal/source"
)

// prose reads the section s, which is running text in Markdown.
func (b *builder) prose(s configs.Section, entry source.Entry) {
	if prose, ok := b.markdownText(s.Label, entry, s.Optional); ok {
		b.report.Prose[s.ID] = prose
	}
}

// markdownText reads running text in Markdown, which messages call name. It is
// not ok when there is none.
func (b *builder) markdownText(name string, entry source.Entry, optional bool) (prose data.Prose, ok bool) {
	n := entry.Value
	if n.Kind != source.Scalar && n.Kind != source.Null {
		b.errorf(n.Pos, "“%s”应为文字，实为%s", "%q should be text, is %s", name, n.Kind.Name())
		return prose, false
	}
	if trimBlanks(n.Text) == "" {
		if !optional {
			b.errorf(entry.Key.Pos, "“%s”不能为空", "%q must not be empty", name)
		}
		return prose, false
	}
	if count := utf8.RuneCountInString(n.Text); count > maxProse {
		b.errorf(n.Pos, "“%s”最多 %d 个字，实有 %d 个", "%q: at most %d characters, there are %d", name, maxProse, count)
		return prose, false
	}
	if count := strings.Count(n.Text, "]("); count > maxLinks {
		b.errorf(n.Pos, "“%s”最多 %d 个链接，实有 %d 个", "%q: at most %d links, there are %d", name, maxLinks, count)
		return prose, false
	}
	return data.Prose{Blocks: b.blocks(n), Source: strings.Trim(n.Text, "\n"), Pos: entry.Key.Pos}, true
}

// blocks parses the Markdown of n.
func (b *builder) blocks(n *source.Node) []data.Block {
	if b.markdown == nil {
		b.markdown = newMarkdown()
	}
	p := proseBuilder{node: n, source: markdownSource(n.Text)}
	document := b.markdown.Parse(text.NewReader(p.source), parser.WithContext(parser.NewContext()))
	for block := document.FirstChild(); block != nil; block = block.NextSibling() {
		switch block := block.(type) {
		case *chartNode:
			b.chart(&p, block)
		case *extension.Table:
			p.textTable(block)
		default:
			p.block(block)
		}
	}
	b.problems.Add(p.problems...)
	return p.blocks
}

// proseBuilder is the text of one value being taken apart.
type proseBuilder struct {
	node     *source.Node
	source   []byte
	blocks   []data.Block
	atoms    []atom // of the block being read
	bracket  int    // offset of the last [ that is text, -1 for none in this block
	problems diag.List
	faults   int
	named    int // offset behind the last mark that was named as not set
	charts   int
}

// errorf reports a fault at an offset of the text. Of very many only the first
// are said: they have one cause.
func (p *proseBuilder) errorf(offset int, message, hint diag.Text) {
	const most = 20
	if p.faults++; p.faults > most {
		return
	}
	d := diag.Diagnostic{Pos: p.node.At(offset), Message: message, Hint: hint}
	p.problems.Add(d)
}

func (p *proseBuilder) block(n ast.Node) {
	if images := onlyImages(n); len(images) > 0 {
		for _, image := range images {
			p.picture(image)
		}
		return
	}
	p.atoms, p.bracket = nil, -1
	block := data.Block{}
	switch n := n.(type) {
	case *ast.Heading:
		block.Level = p.level(n)
	case *itemNode:
		block.Item = &n.item
		p.lines(n)
	default:
		p.strayHashes(n)
		p.lines(n)
	}
	p.inline(n, emphasis{})
	block.Runs = p.runs()
	if len(block.Runs) > 0 {
		block.Pos = block.Runs[0].Pos
	}
	if block.Level > 0 {
		block.Typed, block.Runs = splitNumber(block.Runs)
		if strings.TrimSpace(block.Text()) == "" {
			p.errorf(n.Pos(), diag.T("小标题没有文字", "a subheading without words"), diag.Text{})
			return
		}
	}
	if len(block.Runs) > 0 {
		p.blocks = append(p.blocks, block)
	}
}

// deepestHeading is the level in Markdown of the fourth of the headings that GB/T
// 9704-2012 7.3.3 has, below the section's own.
const deepestHeading = 4

// level is the level of a subheading. The first level of Markdown is the
// section's own heading, which is printed without being written.
func (p *proseBuilder) level(h *ast.Heading) int {
	switch {
	case h.Level == 1:
		p.errorf(h.Pos(), diag.T("“#”是一级标题，由程序印出", "“#” is the heading of the section, which is printed by itself"),
			diag.T("小标题用“## ”，下一级用“### ”", "a subheading begins with “## ”, one below it with “### ”"))
		return 1
	case h.Level > deepestHeading:
		p.errorf(h.Pos(), diag.T("小标题只有“## ”“### ”“#### ”三级", "there are three levels of subheadings, “## ”, “### ” and “#### ”"), diag.Text{})
		return deepestHeading - 1
	}
	return h.Level - 1
}

// strayHashes reports lines of a paragraph that were meant to be subheadings.
func (p *proseBuilder) strayHashes(n ast.Node) {
	lines := n.Lines()
	for i := range lines.Len() {
		line := lines.At(i)
		if strings.HasPrefix(string(line.Value(p.source)), "##") {
			p.errorf(line.Start, diag.T("“##”没有成为小标题", "“##” does not make a subheading here"),
				diag.T("“##”写在行首，后面加一个半角空格", "“##” stands at the beginning of the line, a blank behind it"))
		}
	}
}

// splitNumber takes a typed number off the runs of a subheading.
func splitNumber(runs []data.Run) (string, []data.Run) {
	if len(runs) == 0 {
		return "", runs
	}
	typed, _ := numeral.SplitNumber(runs[0].Text)
	if typed == "" {
		return "", runs
	}
	cut := len(typed)
	for len(runs) > 0 {
		r := &runs[0]
		rest := strings.TrimLeft(r.Text[cut:], " \t\u3000")
		if rest != "" {
			*r = r.From(len(r.Text) - len(rest))
			break
		}
		runs, cut = runs[1:], 0
	}
	return typed, runs
}
