// Package html reads earlier reports from web pages (HTML Living Standard) as
// portals publish them and as Word, WPS and browsers save them.
package html

import (
	"bytes"
	"context"
	"errors"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
)

// Read gives the report in a page: what is shown of the part that holds its
// headings and tables, and the title above it. Places are the line and column
// of the tag before a text. What is left out is said in notes. The document is
// nil when the file cannot be read.
func Read(ctx context.Context, name string, content []byte) (*flow.Document, diag.List) {
	return StandardLimits().Read(ctx, name, content)
}

// Read is Read within the limits.
func (l Limits) Read(ctx context.Context, name string, content []byte) (*flow.Document, diag.List) {
	at := diag.Pos{File: name}
	if d, refused := l.refused(at, content); refused {
		return nil, diag.List{d}
	}
	page, said := text(at, content)
	if said.HasErrors() {
		return nil, said
	}
	styles := stylesOf(page)
	filtered, err := filter(page, l.Tags, styles.named)
	if err != nil {
		return nil, append(said, l.failed(at, err))
	}
	root, err := html.Parse(strings.NewReader(filtered))
	if err != nil {
		return nil, append(said, l.failed(at, err))
	}
	if !styles.dress(root) {
		said.Add(diag.Warnf(at, "网页的样式表太大，没有全部按它判断哪些文字隐藏、划去", "the style sheets of the page are too large to tell by all of them which text is hidden or struck out"))
	}
	r := &reader{file: name, goOn: ctx.Err, apart: styles.apart, origins: map[diag.Pos]origin{}}
	r.pos = diag.Pos{File: name, Line: 1, Col: 1}
	if err := r.children(root, textStyle{}); ctx.Err() != nil {
		return nil, flow.Ended(name)
	} else if err != nil {
		return nil, append(said, l.failed(at, err))
	}
	if err := r.flush(); err != nil {
		return nil, append(said, l.failed(at, err))
	}
	blocks, outside := r.choose(at)
	said.Add(outside...)
	said.Add(r.notes(blocks)...)
	return &flow.Document{Blocks: blocks}, said
}

// refused says why a file is not read at all.
func (l Limits) refused(at diag.Pos, content []byte) (diag.Diagnostic, bool) {
	head := bytes.ToLower(content[:min(len(content), 2_000)])
	switch {
	case len(bytes.TrimSpace(content)) == 0:
		return diag.Errorf(at, "文件里没有内容", "the file holds nothing"), true
	case len(content) > l.Bytes:
		return diag.Errorf(at, "网页有 %d MB，超过 %d MB", "the page has %d MB, more than %d MB", len(content)>>20, l.Bytes>>20).
			WithHint("在浏览器里打开网页，全选、复制，粘贴到文本文件再导入", "open it in a browser and copy its text into a text file"), true
	case bytes.Contains(head, []byte("mime-version:")) && bytes.Contains(head, []byte("multipart/related")):
		return diag.Errorf(at, "这是单个文件网页（.mht），不能读取", "this is a web archive (.mht), which is not read").
			WithHint("在浏览器里打开，另存为“网页，仅 HTML”", "open it in a browser and save it as a page, HTML only"), true
	}
	return diag.Diagnostic{}, false
}

var errTooLarge = diag.NewError("太大", "too large")

// failed says why a page cannot be read.
func (l Limits) failed(at diag.Pos, err error) diag.Diagnostic {
	var d diag.Diagnostic
	switch {
	case errors.Is(err, errTooManyTags):
		d = diag.Errorf(at, "网页的标签超过 %d 个", "the page has more than %d tags", l.Tags)
	case errors.Is(err, errTooLarge):
		d = diag.Errorf(at, "网页里的段落或单元格超过 %d 个", "the page has more than %d paragraphs or cells", maxBlocks)
	default:
		d = diag.Errorf(at, "网页的标签套得太深，超过 %d 层", "the tags of the page are nested too deep, in more than %d levels", maxNesting)
	}
	return d.WithHint("在浏览器里打开网页，复制报告的文字，粘贴到文本文件再导入", "open it in a browser and copy the report's text into a text file")
}

// reader is a page being read.
type reader struct {
	file   string
	goOn   func() error // says why reading ends early
	blocks []flow.Block
	line   line
	begun  diag.Pos // of the line
	node   *html.Node
	behind []flow.Block // pictures that stand in the line
	// missing is that a line of the cell that is read holds nothing but what cannot be.
	missing bool

	pos     diag.Pos   // of the last tag
	level   int        // of the heading that the text stands in; 0 for none
	item    *flow.Item // of the list that it stands in; nil for none
	caption bool       // it is the caption of a table
	title   string     // of the window
	count   int        // blocks
	cells   int
	apart   bool // some of the page's style sheets are in other files
	boxes   int  // elements that stand in a place of their own
	doubts  int  // elements of which it is not sure how they are shown

	origins map[diag.Pos]origin // of the blocks at a place
	left    [kinds][]mention
}

// origin is where a block comes from.
type origin struct {
	node *html.Node // the element that its text stands in
	link bool       // all of it is a link
}

// move makes the place of an element the current one.
func (r *reader) move(n *html.Node) {
	line, col, ok := strings.Cut(attribute(n, placeKey), ":")
	if !ok {
		return
	}
	r.pos.Line, r.pos.Col = whole(line), whole(col)
}

// whole is a number that filter wrote.
func whole(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// attribute is the first of an element's attributes of a name: filter wrote its
// own before those of the page.
func attribute(n *html.Node, key string) string {
	value, _ := lookUp(n, key)
	return value
}

func lookUp(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// flush ends the line and puts it among the blocks.
func (r *reader) flush() error {
	if r.line.OnlyMissing() && !r.line.ornament && len(r.behind) == 0 {
		r.missing = true
	}
	if runs := r.line.Runs(); len(runs) > 0 {
		b := flow.Block{Runs: runs, Pos: r.begun}
		if r.level > 0 && len([]rune(b.Text())) <= longestHeading {
			b.Kind, b.Level = flow.Heading, r.level
		} else {
			b.Item, b.Caption = r.item, r.caption
		}
		if err := r.add(b, origin{r.node, !r.line.plain}); err != nil {
			return err
		}
	}
	r.line = line{}
	behind := r.behind
	r.behind = nil
	for _, b := range behind {
		if err := r.add(b, origin{node: r.node}); err != nil {
			return err
		}
	}
	return nil
}

// longestHeading is the most characters of a heading; some pages mark their
// whole text as one.
const longestHeading = 100

func (r *reader) add(b flow.Block, from origin) error {
	if r.count++; r.count > maxBlocks {
		return errTooLarge
	}
	if known, ok := r.origins[b.Pos]; ok {
		if from.link = from.link && known.link; from.node != known.node {
			from.node = common(known.node, from.node)
		}
	}
	r.origins[b.Pos] = from
	r.blocks = append(r.blocks, b)
	return nil
}

// common is the innermost element that holds both.
func common(a, b *html.Node) *html.Node {
	for deep := depth(a) - depth(b); a != b; {
		switch {
		case deep > 0:
			a = a.Parent
			deep--
		case deep < 0:
			b = b.Parent
			deep++
		default:
			a, b = a.Parent, b.Parent
		}
	}
	return a
}

func depth(n *html.Node) int {
	d := 0
	for ; n != nil; n = n.Parent {
		d++
	}
	return d
}

// within reports whether an element stands in another or is it.
func within(n, outer *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}

// nothing says when a page shows next to nothing because other files or
// scripts make its text.
func (r *reader) nothing(at diag.Pos) diag.List {
	const little = 100 // characters
	n := 0
	for _, b := range r.blocks {
		if b.Kind == flow.Tabular {
			return nil
		}
		if n += len([]rune(b.Text())); n > little {
			return nil
		}
	}
	return diag.List{diag.Warnf(at, "网页里几乎没有文字：内容可能在框架、附件里，或者由脚本生成", "the page shows next to no text: it may stand in a frame or an attachment, or be made by a script").
		WithHint("在浏览器里打开网页，全选、复制，粘贴到文本文件再导入；或者下载附件再导入", "open it in a browser and copy its text into a text file, or import the attachment")}
}

// element is what an element is called, 0 for those of other languages in the page.
func element(n *html.Node) atom.Atom {
	if n.Type != html.ElementNode || n.Namespace != "" {
		return 0
	}
	return n.DataAtom
}
