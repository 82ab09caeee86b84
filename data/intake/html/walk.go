package html

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongwen/data/cell"
	"gongwen/data/intake/flow"
	"gongwen/internal/link"
)

// children reads what stands in a node. The parser bounds how deep that goes.
func (r *reader) children(n *html.Node, as textStyle) error {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if err := r.child(c, n, as); err != nil {
			return err
		}
	}
	return nil
}

// child reads a node that stands in n.
func (r *reader) child(c, n *html.Node, as textStyle) error {
	switch c.Type {
	case html.TextNode:
		return r.text(c.Data, n, as)
	case html.ElementNode:
		return r.element(c, as)
	}
	return nil
}

// text adds text to the line; where blanks count, line ends end it.
func (r *reader) text(s string, n *html.Node, as textStyle) error {
	for {
		rest, more := "", false
		if as.pre {
			s, rest, more = strings.Cut(s, "\n")
		}
		if r.line.Empty() {
			r.begun, r.node = r.pos, n
		}
		if !as.invisible && !as.sizeless && !r.isUnseen(as, s) {
			r.line.write(s, as)
		} else if strings.TrimSpace(s) != "" {
			r.leave(hiddenText, strings.TrimSpace(s))
		}
		if !more {
			return nil
		}
		if err := r.flush(); err != nil {
			return err
		}
		s = rest
	}
}

func (r *reader) element(n *html.Node, as textStyle) error {
	if err := r.goOn(); err != nil {
		return err
	}
	if n.Namespace != "" {
		r.line.Miss()
		if text := strings.TrimSpace(textOf(n)); text != "" {
			r.leave(embedded, text)
		}
		return nil
	}
	r.move(n)
	if isHidden(n) {
		r.unseen(n)
		return nil
	}
	if hasLook(n, "generated") || turned(n) {
		r.line.Miss()
	}
	switch n.DataAtom {
	case atom.Title:
		if r.title == "" && n.FirstChild != nil {
			r.title = n.FirstChild.Data
		}
		return nil
	case atom.Br, atom.Hr:
		return r.flush()
	case atom.Img:
		r.image(n)
		return nil
	case atom.Input:
		return r.input(n, as)
	case atom.Iframe, atom.Frame, atom.Embed, atom.Object:
		r.line.Miss()
		r.leave(frame, attribute(n, "src")+attribute(n, "data"))
		return nil
	case atom.Rt, atom.Rp:
		r.leave(phonetic, textOf(n))
		return nil
	case atom.Select:
		return r.choice(n, as)
	case atom.Table:
		return r.table(n, as)
	case atom.Ol, atom.Ul:
		return r.list(n, r.within(n, as))
	}
	as = r.within(n, as)
	level := headingLevel(n.DataAtom)
	if n.DataAtom == atom.Q {
		return r.quotation(n, as)
	}
	if !isBlock(n.DataAtom) && !hasLook(n, "block") {
		return r.children(n, as)
	}
	if err := r.flush(); err != nil {
		return err
	}
	outer := r.level
	if level > 0 {
		r.level = level
	}
	if err := r.children(n, as); err != nil {
		return err
	}
	err := r.flush()
	r.level = outer
	return err
}

// quotation reads a quotation with the marks that are shown around it.
func (r *reader) quotation(n *html.Node, as textStyle) error {
	if err := r.text("“", n, as); err != nil {
		return err
	}
	if err := r.children(n, as); err != nil {
		return err
	}
	return r.text("”", n, as)
}

// isHidden reports whether an element and what it holds is not shown, or is no
// text of the page.
func isHidden(n *html.Node) bool {
	if _, hidden := lookUp(n, "hidden"); hidden {
		return true
	}
	for group, look := range said(attribute(n, lookKey)) {
		if look == "none" && group != visibility && group != sizeGroup {
			return true
		}
	}
	return isNoText(n)
}

// isNoText reports whether what an element holds is no text of the page.
func isNoText(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Button, atom.Datalist,
		atom.Audio, atom.Video, atom.Canvas, atom.Map, atom.Noframes, atom.Noembed:
		return true
	case 0:
		return n.Data == "xml" // Word's settings
	}
	return false
}

// turned reports whether the characters of an element are shown in another order or
// on their side, so that digits say another figure.
func turned(n *html.Node) bool {
	for group, look := range said(attribute(n, lookKey)) {
		switch group {
		case placeGroup + "unicode-bidi":
			if strings.Contains(look, "override") {
				return true
			}
		case placeGroup + "order", placeGroup + "flex-direction", placeGroup + "flex-flow":
			if look != "" {
				return true
			}
		case placeGroup + "transform", placeGroup + "scale", placeGroup + "rotate":
			if strings.Contains(look, "rotate") || strings.Contains(look, "-") || strings.Contains(look, "matrix") || group == placeGroup+"rotate" {
				return true
			}
		}
	}
	return n.DataAtom == atom.Bdo
}

// writes reports whether an element that is no text shows some that cannot be read.
func writes(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Button, atom.Audio, atom.Video, atom.Canvas:
		return true
	}
	return false
}

// unseen notes the text of an element that is hidden.
func (r *reader) unseen(n *html.Node) {
	if writes(n) && !hasLook(n, "none") {
		r.line.Miss()
	}
	if text := strings.TrimSpace(textOf(n)); text != "" && !isNoText(n) {
		r.left[hiddenText] = append(r.left[hiddenText], mention{r.pos, text})
	}
}

// looks are the looks of style sheets that say what a text means.
var looks = map[string]cell.Look{"struck": cell.Struck, "raised": cell.Raised, "lowered": cell.Lowered}

// meaning is what the style of an element says of the meaning of its text. In
// cells of tables it may be the place in the row.
func meaning(n *html.Node) cell.Look {
	var means cell.Look
	for _, word := range said(attribute(n, lookKey)) {
		if look := looks[word]; look == cell.Struck || n.DataAtom != atom.Td && n.DataAtom != atom.Th && n.DataAtom != atom.Tr {
			means |= look
		}
	}
	return means
}

func hasLook(n *html.Node, word string) bool {
	for _, look := range said(attribute(n, lookKey)) {
		if look == word {
			return true
		}
	}
	return false
}

// within is the look of text in an element. What a style sheet that is not
// understood, or not there, may hide or strike out does not become one figure with
// what stands beside it.
func (r *reader) within(n *html.Node, as textStyle) textStyle {
	outer := as.place
	if as = lookIn(n, as); as.place != outer {
		r.boxes++
		as.place += strconv.Itoa(r.boxes) // another one looks the same and stands elsewhere
	}
	text := ""
	switch {
	case hasLook(n, doubt):
		r.doubts++
		as.place += doubt + strconv.Itoa(r.doubts)
		if text = textOf(n); strings.ContainsAny(text, digits) {
			r.leave(doubtful, text)
		}
	case r.apart && as.cell:
		class := attribute(n, "class") + "#" + attribute(n, "id")
		if text = textOf(n); class != "#" && strings.ContainsAny(text, digits) {
			as.place += class
			r.leave(unstyled, text)
		}
	}
	return as
}

const digits = "0123456789０１２３４５６７８９"

// lookIn is the look of text in an element.
func lookIn(n *html.Node, as textStyle) textStyle {
	switch n.DataAtom {
	case atom.B, atom.Strong:
		as.bold = true
	case atom.Pre, atom.Listing, atom.Xmp, atom.Plaintext:
		as.pre = true
	case atom.A:
		as.link, as.anchor = address(attribute(n, "href")), true
	case atom.S, atom.Strike, atom.Del:
		as.means |= cell.Struck
	case atom.Ins:
		as.place += n.Data
	case atom.Sup:
		as.means |= cell.Raised
	case atom.Sub:
		as.means |= cell.Lowered
	}
	as.means |= meaning(n)
	switch {
	case hasLook(n, "bold"):
		as.bold = true
	case hasLook(n, "regular"):
		as.bold = false
	}
	as.pre = as.pre || hasLook(n, "pre")
	return styleIn(n, inked(n, as))
}

// styleIn is the size, colour and place of text in an element.
func styleIn(n *html.Node, as textStyle) textStyle {
	switch n.DataAtom {
	case atom.Small, atom.Big:
		as.size += n.Data
	case atom.Font:
		if size := attribute(n, "size"); size != "" {
			as.size = "font" + size
		}
		if colour := attribute(n, "color"); colour != "" {
			as.colour = colourOf(strings.ToLower(colour))
		}
	case atom.A:
		as.target = attribute(n, "href")
	}
	for group, look := range said(attribute(n, lookKey)) {
		switch group {
		case visibility:
			as.invisible = look == "none"
		case sizeGroup:
			as.sizeless = look == "none" || as.sizeless && relative(look)
		}
		switch {
		case look == "":
			switch group {
			case sizeGroup:
				as.size = ""
			case colourGroup:
				as.colour = ""
			}
		case group == sizeGroup:
			as.size = look
		case group == colourGroup:
			as.colour = look
		case look == "box", strings.HasPrefix(group, placeGroup):
			as.place += group + look
		}
	}
	return as
}

// relative reports whether a size is a part of that around it.
func relative(size string) bool {
	return strings.HasSuffix(size, "%") || strings.HasSuffix(size, "em") && !strings.HasSuffix(size, "rem")
}

// address is a link's target when it is whole; others lead nowhere outside of
// the page's server.
func address(target string) string {
	if target = strings.TrimSpace(target); link.Valid(target) {
		return target
	}
	return ""
}

func headingLevel(element atom.Atom) int {
	switch element {
	case atom.H1:
		return 1
	case atom.H2:
		return 2
	case atom.H3:
		return 3
	case atom.H4:
		return 4
	case atom.H5:
		return 5
	case atom.H6:
		return 6
	}
	return 0
}

// isBlock reports whether an element begins and ends lines (HTML Living Standard 15.3).
func isBlock(element atom.Atom) bool {
	switch element {
	case atom.Html, atom.Body, atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Center, atom.Dd, atom.Details,
		atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Legend, atom.Li, atom.Listing,
		atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.Optgroup, atom.Option, atom.P, atom.Plaintext, atom.Pre, atom.Search,
		atom.Section, atom.Summary, atom.Ul, atom.Xmp, atom.Caption, atom.Frameset:
		return true
	}
	return false
}

// image adds a picture; ornaments are passed over.
func (r *reader) image(n *html.Node) {
	r.line.Miss()
	for _, key := range []string{"width", "height"} {
		if size, err := strconv.Atoi(strings.TrimSuffix(attribute(n, key), "px")); err == nil && size < smallest {
			r.line.ornament = r.line.Empty()
			return
		}
	}
	alt := attribute(n, "alt")
	if alt == "" {
		alt = attribute(n, "title")
	}
	if r.line.Empty() {
		r.node = n
	}
	r.behind = append(r.behind, flow.Block{Kind: flow.Picture, Runs: plain(alt), Pos: r.pos})
}

// plain is text of no special look.
func plain(s string) []flow.Run {
	var l line
	l.write(s, textStyle{})
	return l.Runs()
}

// input reads what is filled into a form.
func (r *reader) input(n *html.Node, as textStyle) error {
	switch strings.ToLower(attribute(n, "type")) {
	case "hidden":
		return nil
	case "checkbox", "radio":
		r.line.ornament = r.line.Empty()
		r.line.Miss()
		return nil
	case "button", "submit", "reset", "image", "file", "color", "range", "password", "date", "month", "week", "time", "datetime-local":
		r.line.Miss()
		return nil
	}
	r.boxes++
	as.place += n.Data + strconv.Itoa(r.boxes)
	return r.text(attribute(n, "value"), n.Parent, as)
}

// choice reads what is chosen in a list; where that is not said, a list cannot be read.
func (r *reader) choice(n *html.Node, as textStyle) error {
	var chosen []*html.Node
	for c := range n.Descendants() {
		if _, selected := lookUp(c, "selected"); selected && element(c) == atom.Option {
			chosen = append(chosen, c)
		}
	}
	if _, several := lookUp(n, "multiple"); several || len(chosen) != 1 {
		r.line.Miss()
		return nil
	}
	return r.text(textOf(chosen[0]), n.Parent, as)
}

// textOf is the text in a node as far as messages repeat it.
func textOf(n *html.Node) string {
	var b strings.Builder
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil && b.Len() < maxText; c = c.NextSibling {
			visit(c)
		}
	}
	visit(n)
	return b.String()
}
