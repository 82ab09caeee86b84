package html

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongwen/internal/diag"
)

// plainElements show what they hold as it stands, in lines and blocks of their own at most.
// gongwen writes them, or portals' editors do.
var plainElements = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.Address: true, atom.Article: true, atom.B: true, atom.Big: true, atom.Blockquote: true, atom.Br: true,
	atom.Caption: true, atom.Center: true, atom.Cite: true, atom.Code: true, atom.Col: true, atom.Colgroup: true, atom.Dd: true, atom.Div: true, atom.Dl: true, atom.Dt: true,
	atom.Em: true, atom.Figcaption: true, atom.Figure: true, atom.Font: true, atom.Footer: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true,
	atom.Header: true, atom.Hr: true, atom.I: true, atom.Img: true, atom.Label: true, atom.Li: true, atom.Main: true, atom.Nobr: true, atom.Ol: true, atom.P: true, atom.Pre: true,
	atom.Section: true, atom.Small: true, atom.Span: true, atom.Strong: true, atom.Table: true, atom.Tbody: true, atom.Td: true,
	atom.Tfoot: true, atom.Th: true, atom.Thead: true, atom.Time: true, atom.Tr: true, atom.Tt: true, atom.U: true, atom.Ul: true, atom.Wbr: true,
}

// drawnElements are those of pictures in outlines.
var drawnElements = map[string]bool{
	"svg": true, "title": true, "desc": true, "path": true, "g": true, "rect": true, "circle": true, "ellipse": true, "line": true, "polyline": true, "polygon": true, "text": true, "tspan": true,
}

// drawnAttributes are those of drawnElements.
var drawnAttributes = map[string]bool{
	"viewbox": true, "role": true, "aria-labelledby": true, "id": true, "class": true, "style": true, "width": true, "height": true, "xmlns": true, "preserveaspectratio": true,
	"d": true, "fill": true, "fill-rule": true, "stroke": true, "stroke-width": true, "stroke-linejoin": true, "stroke-linecap": true, "points": true, "x": true, "y": true, "r": true,
	"font-size": true, "font-weight": true, "text-anchor": true, "dominant-baseline": true, "cx": true, "cy": true, "rx": true, "ry": true, "x1": true, "x2": true, "y1": true, "y2": true, placeKey: true, lookKey: true,
}

// isCustom reports whether scripts may give an element a meaning; others that are not of HTML show what they hold.
func isCustom(n *html.Node) bool { return strings.Contains(n.Data, "-") }

// admitted reports whether what stands in an element of the report is to be judged; what is
// not let pass is said.
func (j *viewer) admitted(n *html.Node) bool {
	switch {
	case n.Namespace == "svg":
		j.drawing(n)
		return false
	case n.Namespace != "", n.DataAtom != 0 && !plainElements[n.DataAtom], n.Data == "xml", isCustom(n) && content(n):
		j.change("<"+n.Data+">", textOf(n), diag.T("正文里有 <%s>，显示的可能不是写着的文字", "the text has <%s>, which may show something else than is written", n.Data))
		return false
	case n.DataAtom == atom.Img:
		j.picture(n)
	}
	return true
}

// drawing judges a picture in outlines: it draws nothing outside of its own box.
func (j *viewer) drawing(n *html.Node) {
	if n.Data != "svg" {
		return
	}
	j.picture(n)
	j.styled(n, inside, paper())
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && !drawnElements[c.Data] {
			j.change("<svg>", c.Data, diag.T("正文的图里有不能判断的元素", "a picture of the text has elements that cannot be judged"))
		}
	}
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		for _, a := range n.Attr {
			if key := strings.ToLower(a.Key); !drawnAttributes[key] && !strings.HasPrefix(key, "aria-") && !strings.HasPrefix(key, "data-") {
				j.change("svg attribute", a.Key, diag.T("正文的图里有不能判断的属性", "a picture of the text has attributes that cannot be judged"))
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode {
				visit(c)
			}
		}
	}
	visit(n)
}

// picture counts a picture and judges where it stands: none takes the place of a text.
func (j *viewer) picture(n *html.Node) {
	block := n.Parent
	for block.Parent != nil && !isBlock(block.DataAtom) && !isCell(block) {
		block = block.Parent
	}
	beside := ownText(block)
	if strings.HasPrefix(beside, "附件") || beside == "" && linkOf(n) {
		return // the mark of a file's kind
	}
	j.pictures++
	if isCell(block) || beside != "" {
		j.change("picture", attribute(n, "alt")+beside, diag.T("图片夹在正文的文字、数里，图上的内容不能核对", "a picture stands among words and figures: what it shows cannot be compared"))
	}
}

func isCell(n *html.Node) bool { return n.DataAtom == atom.Td || n.DataAtom == atom.Th }

// linkOf reports whether an element stands in a link beside whose text it stands.
func linkOf(n *html.Node) bool {
	for ; n != nil && !isBlock(n.DataAtom); n = n.Parent {
		if n.DataAtom == atom.A {
			return strings.TrimSpace(textOf(n)) != ""
		}
	}
	return false
}

// ownText is the text of a block without that of blocks in it.
func ownText(n *html.Node) string {
	var b strings.Builder
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				b.WriteString(c.Data)
			case c.Type == html.ElementNode && c.Namespace == "" && !isBlock(c.DataAtom) && !isCell(c) && c.DataAtom != atom.Table:
				visit(c)
			}
		}
	}
	visit(n)
	return strings.TrimSpace(b.String())
}

// plainAttributes say nothing of how a text is shown, or are judged with the styles.
// Attributes that HTML does not know do nothing by themselves.
var plainAttributes = map[string]bool{
	placeKey: true, lookKey: true, "style": true, "class": true, "id": true, "name": true, "title": true, "lang": true, "xml:lang": true, "href": true, "target": true, "rel": true,
	"headers": true, "scope": true, "abbr": true, "axis": true, "summary": true, "rowspan": true, "colspan": true, "span": true, "align": true, "valign": true, "char": true,
	"width": true, "height": true, "border": true, "bordercolor": true, "cellpadding": true, "cellspacing": true, "frame": true, "rules": true, "nowrap": true, "noshade": true,
	"bgcolor": true, "color": true, "size": true, "face": true, "clear": true, "hspace": true, "vspace": true, "src": true, "alt": true, "loading": true, "decoding": true,
	"tabindex": true, "datetime": true, "cite": true, "download": true, "type": true, "charset": true, "hreflang": true, "shape": true, "usemap": true, "referrerpolicy": true,
	"itemprop": true, "itemscope": true, "itemtype": true, "itemid": true, "spellcheck": true, "draggable": true, "translate": true, "autocomplete": true, "accesskey": true,
	"for": true, "role": true, "aria-labelledby": true, "aria-describedby": true, "aria-level": true, "contenteditable": true, "compact": true, "label": true, "data": true,
}

// changing are attributes that change what is shown or read out although HTML's table of
// names may not have them.
var changing = map[string]bool{"popover": true, "inert": true, "aria-hidden": true, "aria-label": true, "aria-roledescription": true, "aria-braillelabel": true, "is": true, "slot": true}

// attributes judges those of an element of the report.
func (j *viewer) attributes(n *html.Node) {
	seen := map[string]bool{}
	for _, a := range n.Attr {
		key := strings.ToLower(a.Key)
		if seen[key] {
			continue
		}
		seen[key] = true
		if j.isPlain(n, key, a.Val) {
			continue
		}
		j.change(key, textOf(n), diag.T("正文里有属性 %s，显示或者读出来的可能不是写着的文字", "the text has the attribute %s, by which something else may be shown or read out than is written", key))
	}
}

func (j *viewer) isPlain(n *html.Node, key, value string) bool {
	value = strings.ToLower(strings.TrimSpace(value))
	list := n.DataAtom == atom.Ol || n.DataAtom == atom.Li || n.DataAtom == atom.Ul
	switch {
	case key == "dir":
		return value != "rtl"
	case key == "role":
		return value != "presentation" && value != "none" && value != "img" || !content(n)
	case key == "start":
		return value == "1"
	case key == "value":
		return !list
	case key == "type" && list:
		return value == "" || value == "1" || value == "disc" || value == "circle" || value == "square"
	case key == "href":
		return !strings.HasPrefix(strings.Map(printing, value), "javascript:")
	case key == "aria-label" && (n.DataAtom == atom.Table || n.DataAtom == atom.Div):
		return !content(n) || strings.Contains(j.written(n), strings.Join(strings.Fields(value), "")) // a name that the page shows too
	case changing[key]:
		return !content(n)
	case strings.HasPrefix(key, "on"):
		return false
	}
	return plainAttributes[key] || atom.Lookup([]byte(key)) == 0
}

// written is the text of the page in which an element stands, in small letters and without blanks.
func (j *viewer) written(n *html.Node) string {
	if j.all == "" {
		for n.Parent != nil {
			n = n.Parent
		}
		j.all = strings.ToLower(textIn(n, false))
	}
	return j.all
}

// printing drops the characters that browsers drop of addresses.
func printing(r rune) rune {
	if r <= ' ' {
		return -1
	}
	return r
}

// outerAttributes judges those of an element that the report stands in.
func (j *viewer) outerAttributes(n *html.Node) {
	for _, a := range n.Attr {
		switch key := strings.ToLower(a.Key); {
		case key == "dir" && strings.EqualFold(strings.TrimSpace(a.Val), "rtl"), key == "hidden", key == "popover", key == "aria-hidden" && a.Val != "false", key == "slot":
			j.change(key, "", diag.T("正文外面的元素有属性 %s，正文可能不照写着的显示", "an element around the text has the attribute %s, by which the text may not be shown as it is written", key))
		case strings.HasPrefix(key, "on"):
			j.leave("script", key, aScript)
		case key == "background":
			j.leave("ground", "", aGround)
		}
	}
	switch {
	case n.Namespace != "", isWrapper(n.DataAtom), n.DataAtom == 0 && !isCustom(n):
	default:
		j.change("<"+n.Data+">", "", diag.T("正文放在 <%s> 里，可能不照写着的显示", "the text stands in <%s> and may not be shown as it is written", n.Data))
	}
}

// isWrapper reports whether a report may stand in an element.
func isWrapper(a atom.Atom) bool {
	switch a {
	case atom.Html, atom.Body, atom.Form, atom.Fieldset, atom.Aside, atom.Nav, atom.Footer, atom.Search:
		return true
	}
	return plainElements[a]
}

var (
	aScript = diag.T("网页有脚本，没有核对脚本会不会改变显示的内容", "scripts of the page were not judged: they may change what is shown")
	aSheet  = diag.T("网页有外部的样式表，没有核对样式表会不会改变显示的内容", "style sheets in other files were not judged: they may change what is shown")
	aFrame  = diag.T("网页有框架或者嵌入的内容，没有核对", "frames and embedded content were not judged")
	aGround = diag.T("网页有底图，没有核对底图上有没有字", "the page has a picture in its ground, which was not looked at")
	aBox    = diag.T("正文以外有单独定位的内容，没有核对它会不会盖住正文", "content outside of the text stands in a place of its own: whether it covers the text was not judged")
)

// foreign judges an element that is not of the report; it reports whether what stands in
// it needs no look.
func (j *viewer) foreign(n *html.Node, near bool) bool {
	switch n.DataAtom {
	case atom.Script:
		if kind := strings.ToLower(attribute(n, "type")); !strings.Contains(kind, "json") && !strings.Contains(kind, "template") {
			j.leave("script", attribute(n, "src"), aScript)
		}
		return true
	case atom.Link:
		rel := strings.ToLower(attribute(n, "rel"))
		switch address := strings.ToLower(strings.TrimSpace(attribute(n, "href"))); {
		case !strings.Contains(rel, "stylesheet") && !strings.EqualFold(attribute(n, "as"), "style"):
		case strings.HasPrefix(address, "data:"):
			j.change("sheet", "", diag.T("样式表里有不能判断的规则", "a style sheet has rules that cannot be judged"))
		default:
			j.leave("sheet", attribute(n, "href"), aSheet)
		}
	case atom.Meta:
		if strings.EqualFold(attribute(n, "http-equiv"), "refresh") {
			j.change("refresh", attribute(n, "content"), diag.T("网页过一会儿就换成别的内容", "the page is replaced by another one after a while"))
		}
	case atom.Base:
		if attribute(n, "href") != "" {
			j.leave("base", attribute(n, "href"), diag.T("网页用 <base> 改了链接和图片的地址，没有核对它们指向哪里", "the page changes by <base> where its links and pictures are: they were not looked at"))
		}
	case atom.Iframe, atom.Frame, atom.Frameset, atom.Object, atom.Embed, atom.Video, atom.Canvas:
		j.leave("frame", attribute(n, "src")+attribute(n, "data"), aFrame)
	case atom.Template:
		for _, a := range n.Attr {
			if strings.HasPrefix(strings.ToLower(a.Key), "shadowroot") {
				j.change("<template>", "", diag.T("正文里有 <%s>，显示的可能不是写着的文字", "the text has <%s>, which may show something else than is written", n.Data))
			}
		}
		return true
	}
	if near && n.DataAtom != atom.Style {
		for _, a := range n.Attr {
			if strings.HasPrefix(strings.ToLower(a.Key), "on") {
				j.leave("script", a.Key, aScript)
			}
		}
	}
	return false
}
