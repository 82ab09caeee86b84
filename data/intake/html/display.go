package html

import (
	"context"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
	"gongwen/internal/pattern"
)

// Display is how a page shows the report that stands in it, as far as the page itself
// says. What is not known to leave a text as it stands counts as changing it: the lists
// of elements, attributes and styles are of those that are let pass.
type Display struct {
	Blocks   []flow.Block // of the report, without the links to attachments behind it
	Pictures int          // in it
	// Changed is what in the report's part of the page, or in a style that is aimed at it,
	// may show it otherwise than it is written.
	Changed diag.List
	// Apart is what stands outside of that part, and what the page fetches: what that does
	// cannot be told from the page.
	Apart diag.List
}

// Display judges how a page shows its report. It is nil, with the reason, when the page
// cannot be read.
func (l Limits) Display(ctx context.Context, name string, content []byte) (*Display, diag.List) {
	at := diag.Pos{File: name}
	if d, refused := l.refused(at, content); refused {
		return nil, diag.List{d}
	}
	page, said := text(at, content)
	if said.HasErrors() {
		return nil, said
	}
	filtered, err := filterTags(page, l.Tags)
	if err != nil {
		return nil, append(said, l.failed(at, err))
	}
	root, err := html.Parse(strings.NewReader(filtered))
	if err != nil {
		return nil, append(said, l.failed(at, err))
	}
	whole, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return nil, append(said, l.failed(at, err))
	}
	styles := stylesOf(page)
	styles.dress(root)
	r := &reader{file: name, goOn: ctx.Err, apart: styles.apart, origins: map[diag.Pos]origin{}, pos: diag.Pos{File: name, Line: 1, Col: 1}}
	if err := r.children(root, textStyle{}); ctx.Err() != nil {
		return nil, flow.Ended(name)
	} else if err != nil {
		return nil, append(said, l.failed(at, err))
	}
	if err := r.flush(); err != nil {
		return nil, append(said, l.failed(at, err))
	}
	j := &viewer{file: name, rules: map[*html.Node][]rule{}, faces: facesOf(page), pos: diag.Pos{File: name, Line: 1, Col: 1}}
	all := reading{look: plainStyle, matters: func(string) bool { return true }, ofPart: markedPart, anywhere: true}.stylesOf(page)
	if !all.each(root, func(n *html.Node, rules []rule) { j.rules[n] = slices.Clone(rules) }) {
		j.change("too large", "", diag.T("网页的样式表太大，不能全部判断", "the style sheets of the page are too large to be judged"))
	}
	j.page(page, root, whole)
	j.part(r, root)
	j.walk(root, paper())
	return &Display{j.blocks, j.pictures, j.changed(), j.apart()}, nil
}

// viewer looks at how a page shows its report.
type viewer struct {
	file     string
	pos      diag.Pos // of the last tag
	root     float64  // size of type of the page, in pixels
	rules    map[*html.Node][]rule
	faces    []string // of fonts that the page brings
	blocks   []flow.Block
	pictures int
	all      string // see written

	parts      map[*html.Node]part
	begin, end *html.Node // elements that hold the first and the last of the report's text

	changes, outside []finding
}

// part is which part of a page an element is of.
type part uint8

const (
	beside part = iota // it holds nothing of the report
	edge               // in the element of the report, before or behind its text
	outer              // the report stands in it
	joint              // it holds more than one of the report's pieces
	inside             // of the report
)

// finding is what was found of one kind.
type finding struct {
	kind   string
	first  diag.Pos
	says   diag.Text
	count  int
	quotes []string
}

func found(list []finding, kind, quote string, at diag.Pos, says diag.Text) []finding {
	i := slices.IndexFunc(list, func(f finding) bool { return f.kind == kind })
	if i < 0 {
		list, i = append(list, finding{kind: kind, first: at, says: says}), len(list)
	}
	f := &list[i]
	f.count++
	if quote = flow.Quoted(strings.TrimSpace(quote), maxQuoted); quote != "" && len(f.quotes) < maxListed && !slices.Contains(f.quotes, quote) {
		f.quotes = append(f.quotes, quote)
	}
	return list
}

// change notes what changes how a text is shown.
func (j *viewer) change(kind, text string, says diag.Text) {
	j.changes = found(j.changes, kind, text, j.pos, says)
}

// leave notes what cannot be judged.
func (j *viewer) leave(kind, what string, says diag.Text) {
	j.outside = found(j.outside, kind, what, j.pos, says)
}

// maxFindings is how many kinds of changes are said.
const maxFindings = 20

func (j *viewer) changed() (out diag.List) {
	for i, f := range j.changes {
		if i == maxFindings {
			out.Add(diag.Errorf(diag.Pos{File: j.file}, "另有 %d 种这样的写法", "%d more of such kinds", len(j.changes)-i))
			break
		}
		out.Add(diag.Diagnostic{Level: diag.Error, Pos: f.first, Message: f.message()}.
			WithHint("照发布材料里的正文重新发布；是门户自己加的，请门户去掉", "publish the text of the package again; what the portal adds by itself it has to take away"))
	}
	return out
}

func (j *viewer) apart() (out diag.List) {
	for _, f := range j.outside {
		out.Add(diag.Diagnostic{Level: diag.Note, Pos: f.first, Message: f.message()})
	}
	return out
}

func (f finding) message() diag.Text {
	list := ""
	if len(f.quotes) > 0 {
		list = "：" + strings.Join(f.quotes, "；")
	}
	return diag.T("%s（%d 处）%s", "%s (%d)%s", f.says, f.count, list)
}

var (
	hiddenSheet  = pattern.New(`(?i)@import[^;]*data:|@[^\s{;]*\\`)
	fetchedSheet = pattern.New(`(?i)@import\s*(?:url\()?\s*["']?([^"');]*)`)
	namedFace    = pattern.New(`(?i)@font-face[^{]*\{[^}]*?font-family\s*:\s*([^;}]+)`)
)

// facesOf are the fonts that the style sheets of a page bring.
func facesOf(page string) (names []string) {
	sheets, _, _ := sheetsOf(page)
	for _, s := range sheets {
		for _, m := range namedFace.FindAllStringSubmatch(s.text, -1) {
			names = append(names, faceName(m[1]))
		}
	}
	return names
}

// page judges what is said of the page as a whole: that others read the same text and
// the same style sheets in it.
func (j *viewer) page(page string, root, whole *html.Node) {
	sheets, _, _ := sheetsOf(page)
	var texts []string
	for _, s := range sheets {
		texts = append(texts, s.text)
		if hiddenSheet.MatchString(s.text) {
			j.change("sheet", "", diag.T("样式表里有不能判断的规则", "a style sheet has rules that cannot be judged"))
		}
		for _, m := range fetchedSheet.FindAllStringSubmatch(s.text, -1) {
			j.leave("sheet", m[1], aSheet)
		}
	}
	if textIn(root, false) != textIn(whole, false) || strings.Join(texts, "") != textIn(whole, true) {
		j.change("markup", "", diag.T("网页的标签写得不规范，浏览器读到的文字可能不同", "the markup of the page is broken: browsers may read another text in it"))
	}
}

// textIn is the text of a page without blanks, or that of its style sheets.
func textIn(n *html.Node, sheets bool) string {
	var b strings.Builder
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode && sheets:
				if n.Data == "style" {
					b.WriteString(c.Data)
				}
			case c.Type == html.TextNode:
				for word := range strings.FieldsSeq(c.Data) {
					b.WriteString(word)
				}
			case c.Type == html.ElementNode && !sheets && unread(c):
			default:
				visit(c)
			}
		}
	}
	visit(n)
	return b.String()
}

// unread reports whether what stands in an element is left out by filter.
func unread(n *html.Node) bool {
	switch n.Data {
	case "script", "style", "iframe", "noembed", "noframes", "noscript":
		return true
	}
	return false
}

// part finds the parts of a page.
func (j *viewer) part(r *reader, root *html.Node) {
	j.parts = map[*html.Node]part{}
	region, keep, _ := r.chosen()
	var pieces []*html.Node
	for i, b := range r.blocks {
		if region != nil && !keep[i] {
			continue
		}
		n := r.nodeOf(i)
		if !leadsToFiles(n) {
			j.blocks = append(j.blocks, b)
		}
		switch {
		case n == nil:
		case region == nil || within(n, region):
			if j.begin == nil {
				j.begin = n
			}
			j.end = n
		case !within(region, n):
			pieces = append(pieces, n)
		}
	}
	if region == nil {
		region = bodyOf(root)
	}
	pieces = append(pieces, region)
	join := pieces[0]
	for _, n := range pieces {
		join = common(join, n)
		for c := range n.Descendants() {
			j.parts[c] = inside
		}
	}
	for _, n := range pieces {
		for j.parts[n] = joint; n != join; n = n.Parent {
			j.parts[n.Parent] = max(joint, j.parts[n.Parent])
		}
	}
	for n := join.Parent; n != nil; n = n.Parent {
		j.parts[n] = outer
	}
	j.edges(region)
}

// bodyOf is the body of a page, which every parsed page has but one of frames.
func bodyOf(root *html.Node) *html.Node {
	for n := range root.Descendants() {
		if n.DataAtom == atom.Body {
			return n
		}
	}
	return root
}

var (
	fileLabel = pattern.New(`^(?:相关|下载)*(?:附件|下载)*[\s\d.:：、,，;；()（）\[\]【】]*$`)
	fileName  = pattern.New(`(?i)\.(?:pdf|ofd|docx?|wps|xlsx?|et|csv|json|ya?ml|xml|txt|zip|rar|7z)(?:[?#].*)?$`)
)

// leadsToFiles reports whether a paragraph shows nothing but links to files.
func leadsToFiles(n *html.Node) bool {
	for n != nil && !isBlock(n.DataAtom) && !isCell(n) {
		n = n.Parent
	}
	if n == nil || isCell(n) {
		return false
	}
	links, label := 0, ""
	var visit func(n *html.Node) bool
	visit = func(n *html.Node) bool {
		for c := range n.ChildNodes() {
			switch {
			case c.Type == html.TextNode:
				label += c.Data
			case c.DataAtom == atom.A:
				if links++; !fileName.MatchString(attribute(c, "href")) {
					return false
				}
			case !visit(c):
				return false
			}
		}
		return true
	}
	return visit(n) && links > 0 && fileLabel.MatchString(strings.TrimSpace(label))
}

// edges marks what stands in the report's element before and behind its text.
func (j *viewer) edges(region *html.Node) {
	if j.begin == nil || j.begin == region || j.end == region {
		return
	}
	of := edge
	if isPage(region) {
		of = beside
	}
	before := true
	for n := range region.Descendants() {
		switch {
		case n == j.begin:
			before = false
		case before && !within(j.begin, n):
			j.parts[n] = of
		}
	}
	for n := j.end; n != region; n = n.Parent {
		for c := n.NextSibling; c != nil; c = c.NextSibling {
			j.parts[c] = of
			for d := range c.Descendants() {
				j.parts[d] = of
			}
		}
	}
}

// isPage reports whether an element is that of a whole page.
func isPage(n *html.Node) bool {
	return n.Type == html.DocumentNode || n.DataAtom == atom.Html || n.DataAtom == atom.Body || n.DataAtom == atom.Form
}

// walk judges the elements of a page.
func (j *viewer) walk(n *html.Node, as shown) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			j.text(c, n, as)
		case html.ElementNode:
			j.node(c, as)
		}
	}
}

// Characters that turn the order of those beside them (Unicode Bidirectional Algorithm).
const turning = "\u061C\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069"

// text judges a text as it is shown.
func (j *viewer) text(n, in *html.Node, as shown) {
	if j.parts[in] < joint || strings.TrimSpace(n.Data) == "" {
		return
	}
	if strings.ContainsAny(n.Data, turning) {
		j.change("turning", n.Data, diag.T("正文里有改变文字方向的控制符", "characters in the text turn its direction"))
	}
	if j.parts[n] == inside || j.parts[in] == inside {
		as.judge(j, n.Data)
	}
}

// node judges an element and what it holds.
func (j *viewer) node(n *html.Node, as shown) {
	j.move(n)
	of := j.parts[n]
	if of <= edge {
		if j.foreign(n, of == edge) {
			return
		}
	}
	if of == inside {
		if !j.admitted(n) {
			return
		}
		j.attributes(n)
	} else if of > edge {
		j.outerAttributes(n)
	}
	j.walk(n, j.styled(n, of, as))
}

// move makes the place of an element the current one.
func (j *viewer) move(n *html.Node) {
	r := reader{pos: j.pos}
	r.move(n)
	j.pos = r.pos
}

// content reports whether an element shows something: text, or a picture.
func content(n *html.Node) bool {
	for c := range n.Descendants() {
		if c.Type == html.TextNode && strings.TrimSpace(c.Data) != "" && c.Parent.DataAtom != atom.Script && c.Parent.DataAtom != atom.Style || c.DataAtom == atom.Img || c.Data == "svg" {
			return true
		}
	}
	return false
}
