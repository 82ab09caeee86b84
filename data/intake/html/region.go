package html

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
	"gongwen/internal/numeral"
)

// Lengths in characters.
const (
	longestNumbered = 60 // a heading that a number begins
	longestTitle    = 80
	shortestProse   = 40
)

// choose takes the report out of its page: the smallest element that holds the
// tables of figures and the numbered headings. Where they stand is all that
// counts, for every portal calls its elements otherwise. The title and the text
// under it are kept although they stand above that element.
func (r *reader) choose(at diag.Pos) ([]flow.Block, diag.List) {
	region, keep, titled := r.chosen()
	if region == nil {
		return r.blocks, r.nothing(at)
	}
	kept, said := r.part(keep)
	if !titled {
		if b, ok := r.windowTitle(); ok {
			kept = append([]flow.Block{b}, kept...)
			said.Add(diag.Diagnostic{Level: diag.Note, Pos: b.Pos, Message: diag.T("网页里没有找到报告的标题，取了窗口的标题", "the page shows no title of the report: that of its window was taken")})
		}
	}
	return kept, said
}

// chosen is the element that holds the report, which blocks are of it, and whether its
// title is among them. Without an element all are.
func (r *reader) chosen() (region *html.Node, keep []bool, titled bool) {
	first, last, region := r.evidence()
	if region == nil {
		return nil, nil, false
	}
	keep = make([]bool, len(r.blocks))
	begin := -1
	for i := range r.blocks {
		if keep[i] = i >= first && i <= last || within(r.nodeOf(i), region); keep[i] && begin < 0 {
			begin = i
		}
	}
	for i := begin; i <= first; i++ {
		titled = titled || r.isTitle(i)
	}
	title := -1
	if !titled {
		title = r.titleAbove(begin)
	}
	for i := title + 1; i < begin; i++ {
		keep[i] = r.isProse(i)
	}
	for i := title; i >= 0 && r.nodeOf(i) == r.nodeOf(title); i-- {
		keep[i] = true
	}
	r.keepEnd(keep)
	return region, keep, titled || title >= 0
}

// evidence finds the first and the last block that only a report has, and the
// element that holds them all; nil when there are too few to tell.
func (r *reader) evidence() (first, last int, region *html.Node) {
	first, last = -1, -1
	headings, tables := 0, 0
	for i, b := range r.blocks {
		switch {
		case b.Kind == flow.Tabular && figures(b.Table) > 0:
			tables++
		case b.Kind != flow.Tabular && isNumbered(b) && !r.isLink(i) && !r.isAside(i):
			headings++
		default:
			continue
		}
		if first < 0 {
			first, region = i, r.nodeOf(i)
		}
		last, region = i, common(region, r.nodeOf(i))
	}
	if tables == 0 && headings < 2 {
		return 0, 0, nil
	}
	if headings == 0 {
		region = article(region)
	}
	return first, last, region
}

// article is the article that an element stands in, or the element itself: tables
// alone do not say what belongs to them.
func article(n *html.Node) *html.Node {
	for at := n; at != nil; at = at.Parent {
		if element(at) == atom.Article {
			return at
		}
	}
	return n
}

func (r *reader) nodeOf(i int) *html.Node { return r.origins[r.blocks[i].Pos].node }

// isLink reports whether all of a block is a link: it leads to another report.
func (r *reader) isLink(i int) bool { return r.origins[r.blocks[i].Pos].link }

// isAside reports whether a block stands in an element that is never the report.
func (r *reader) isAside(i int) bool {
	for n := r.nodeOf(i); n != nil; n = n.Parent {
		switch element(n) {
		case atom.Nav, atom.Footer, atom.Aside:
			return true
		}
	}
	return false
}

// isNumbered reports whether a block is a heading such as 一、总体情况.
func isNumbered(b flow.Block) bool {
	text := b.Text()
	number, _, found := strings.Cut(text, "、")
	if !found || number == "" || b.Kind == flow.Picture || utf8.RuneCountInString(text) > longestNumbered {
		return false
	}
	for _, r := range number {
		if !numeral.IsChinese(r) {
			return false
		}
	}
	return true
}

// isTitle reports whether a block can be a report's title: it names a year and a report.
func isTitle(b flow.Block) bool {
	text := b.Text()
	if b.Kind == flow.Tabular || b.Kind == flow.Picture || utf8.RuneCountInString(text) > longestTitle ||
		!strings.Contains(text, "报告") || strings.ContainsAny(text, "。；：:") {
		return false
	}
	before, _, year := strings.Cut(strings.Join(strings.Fields(text), ""), "年")
	return year && (strings.HasSuffix(before, "度") || endsWithNumber(before)) || strings.Contains(text, "年度报告")
}

func (r *reader) isTitle(i int) bool { return !r.isLink(i) && isTitle(r.blocks[i]) }

func endsWithNumber(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	_, digit := numeral.Digit(r)
	return digit || numeral.IsChinese(r)
}

// isProse reports whether a block is a sentence or more and no link.
func (r *reader) isProse(i int) bool {
	text := r.blocks[i].Text()
	return r.blocks[i].Kind == flow.Paragraph && !r.isLink(i) && utf8.RuneCountInString(text) >= shortestProse && strings.Contains(text, "。")
}

// titleAbove is the last title before a block, -1 for none.
func (r *reader) titleAbove(i int) int {
	for i--; i >= 0; i-- {
		if r.isTitle(i) {
			return i
		}
	}
	return -1
}

// keepEnd keeps the text behind the region when a heading ends that.
func (r *reader) keepEnd(keep []bool) {
	end := len(keep) - 1
	for end >= 0 && !keep[end] {
		end--
	}
	if end < 0 || !isNumbered(r.blocks[end]) {
		return
	}
	for i := end + 1; i < len(keep) && r.isProse(i); i++ {
		keep[i] = true
	}
}

// part gives the blocks that are kept and says how much is left out.
func (r *reader) part(keep []bool) ([]flow.Block, diag.List) {
	var kept []flow.Block
	var left []string
	var first diag.Pos
	count, length := 0, 0
	for i, b := range r.blocks {
		if keep[i] {
			kept = append(kept, b)
			continue
		}
		text := blockText(b)
		if text == "" {
			continue
		}
		if count++; count == 1 {
			first = b.Pos
		}
		length += utf8.RuneCountInString(text)
		if near := i+1 < len(keep) && keep[i+1] || i > 0 && keep[i-1]; near && len(left) < maxListed {
			left = append(left, flow.Quoted(text, maxQuoted))
		}
	}
	if count == 0 {
		return kept, nil
	}
	return kept, diag.List{{Level: diag.Note, Pos: first, Message: diag.T("网页上报告以外的导航、页脚等文字没有读入（%d 段，%d 字），紧挨着报告的是：%s",
		"what the page shows around the report was left out (%d blocks, %d characters), nearest to it: %s", count, length, strings.Join(left, "；"))}}
}

// blockText is the text of a block of any kind.
func blockText(b flow.Block) string {
	if b.Kind != flow.Tabular {
		return b.Text()
	}
	var texts []string
	for _, row := range b.Table.Rows {
		for _, cell := range row.Cells {
			texts = append(texts, cell.Text)
		}
	}
	return strings.TrimSpace(strings.Join(texts, " "))
}

// windowTitle is the title of the window without the names of the portal behind it.
func (r *reader) windowTitle() (flow.Block, bool) {
	text := r.title
	if i := strings.IndexAny(text, "_|"); i > 0 {
		text = text[:i]
	}
	text, _, _ = strings.Cut(text, " - ")
	b := flow.Block{Kind: flow.Heading, Level: 1, Pos: diag.Pos{File: r.file, Line: 1, Col: 1}}
	b.Runs = plain(text)
	return b, isTitle(b)
}
