package html

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongwen/internal/diag"
	"gongwen/internal/picture"
)

// shown is how text is shown at a place.
type shown struct {
	size        float64 // of type, in pixels
	ink, ground picture.Color
	known       bool    // what is behind the text
	left        float64 // how far the text stands out on the left of where the report does, in pixels
}

// mediumSize is what browsers set text in, in pixels.
const mediumSize = 16

// paper is how text is shown where nothing says otherwise.
func paper() shown {
	return shown{size: mediumSize, ground: picture.Color{R: 0xFF, G: 0xFF, B: 0xFF}, known: true}
}

// Sizes of type that can be read, in pixels, and the least contrast of ink and ground
// (Web Content Accessibility Guidelines 2.2, relative luminance) at which text is seen.
const (
	leastSize     = 8
	largestSize   = 120
	leastContrast = 1.7
)

// judge says what stands against seeing a text.
func (as shown) judge(j *viewer, text string) {
	switch {
	case as.size < leastSize || as.size > largestSize:
		j.change("size", text, diag.T("字号小得看不见，或者大得不成行", "the type is too small to be seen, or too large for a line"))
	case as.known && contrast(as.ink, as.ground) < leastContrast:
		j.change("ink", text, diag.T("字的颜色与底色分不开", "the ink can hardly be told from its ground"))
	}
}

// partMark begins the declarations of a pseudo-element in those that a rule keeps.
const partMark = "\x00"

func markedPart(part, look string) string {
	if strings.TrimSpace(look) == "" {
		return ""
	}
	return partMark + part + partMark + look
}

// styled judges the style of an element and gives how text in it is shown.
func (j *viewer) styled(n *html.Node, of part, as shown) shown {
	var list []declaration
	var coloured [][]declaration // of its first line and letter
	for _, r := range j.rules[n] {
		if name, look, ok := partOf(r.look); ok {
			if of > edge {
				coloured = append(coloured, j.drawn(n, name, look))
			}
			continue
		}
		declared, sound := declarations(r.look)
		switch {
		case !sound && of > edge:
			j.unsound(n)
		case r.unsure:
			if now := j.judged(n, of, as, declared); of > edge && content(n) {
				now.judge(j, textOf(n))
			}
		default:
			list = append(list, declared...)
		}
	}
	if style, ok := lookUp(n, "style"); ok {
		declared, sound := declarations(style)
		if !sound && of > edge {
			j.unsound(n)
		}
		list = append(list, declared...)
	}
	now := j.judged(n, of, as, won(append(presented(n), list...)))
	if text := textOf(n); of == inside && strings.TrimSpace(text) != "" {
		for _, declared := range coloured {
			part := j.judged(n, of, now, declared)
			part.judge(j, text)
		}
	}
	return now
}

func (j *viewer) unsound(n *html.Node) {
	j.change("unsound", textOf(n), diag.T("样式写得不规范，不能判断", "a style is broken and cannot be judged"))
}

func partOf(look string) (part, rest string, ok bool) {
	if look, ok = strings.CutPrefix(look, partMark); !ok {
		return "", "", false
	}
	return strings.Cut(look, partMark)
}

// drawn judges what a style sheet puts before or behind the text of an element, and gives the
// colours of its first line or letter.
func (j *viewer) drawn(n *html.Node, name, look string) (colours []declaration) {
	declared, sound := declarations(look)
	if !sound {
		j.unsound(n)
	}
	hidden := false
	for _, d := range declared {
		hidden = hidden || d.property == "visibility" && d.value == "hidden" || d.property == "display" && d.value == "none"
	}
	for _, d := range declared {
		text := strings.Trim(d.value, `"' `)
		switch {
		case d.property == "content" && text != "" && text != "none" && text != "normal" && !hidden,
			d.property == "visibility" && d.value != "hidden" && d.value != "inherit",
			name != "before" && name != "after" && !free(d.property) && !isColour(d),
			(name == "before" || name == "after") && draws(d) && !hidden:
			j.change("::"+name, textOf(n), diag.T("样式表在正文的文字前后加了内容，或者改了首行、首字", "a style sheet adds something before or behind words of the text, or changes their first line or letter"))
			return nil
		}
		if name != "before" && name != "after" && isColour(d) {
			colours = append(colours, d)
		}
	}
	return colours
}

func isColour(d declaration) bool {
	return d.property == "color" || d.property == "background" || d.property == "background-color"
}

// draws reports whether a declaration makes an empty box seen.
func draws(d declaration) bool {
	switch {
	case strings.HasPrefix(d.property, "background"), strings.HasPrefix(d.property, "border") && d.property != "border-collapse" && d.property != "border-spacing",
		d.property == "box-shadow", d.property == "outline", d.property == "position":
		return !nothing(d.value)
	}
	return false
}

func nothing(v string) bool {
	switch v {
	case "none", "0", "0px", "transparent", "inherit", "initial", "unset", "static", "relative", "hidden":
		return true
	}
	return false
}

// presented are the attributes of an element that are styles (HTML Living Standard 15.3).
func presented(n *html.Node) (list []declaration) {
	add := func(property, value string) {
		if value != "" {
			list = append(list, declaration{property: property, value: strings.ToLower(strings.TrimSpace(value))})
		}
	}
	add("background-color", attribute(n, "bgcolor"))
	switch n.DataAtom {
	case atom.Body:
		add("color", attribute(n, "text"))
	case atom.Font:
		add("color", attribute(n, "color"))
		add("font-family", attribute(n, "face"))
		add("font-size", fontSize(attribute(n, "size")))
	case atom.Small, atom.Sub, atom.Sup:
		add("font-size", "smaller")
	case atom.Big:
		add("font-size", "larger")
	case atom.H1:
		add("font-size", "2em")
	case atom.H2:
		add("font-size", "1.5em")
	case atom.H5, atom.H6:
		add("font-size", "0.8em")
	case atom.A:
		add("color", "#0000ee")
	}
	return list
}

// fontSize is the size that a font element names.
func fontSize(size string) string {
	sizes := []string{"x-small", "small", "medium", "large", "x-large", "xx-large", "48px"}
	size = strings.TrimSpace(size)
	n, err := strconv.Atoi(strings.TrimPrefix(size, "+"))
	switch {
	case err != nil:
		return ""
	case strings.HasPrefix(size, "+"), strings.HasPrefix(size, "-"):
		n += 3
	}
	return sizes[min(max(n, 1), len(sizes))-1]
}

// judged judges the declarations that hold of an element.
func (j *viewer) judged(n *html.Node, of part, as shown, list []declaration) shown {
	s := setting{n: n, of: of, as: as, now: as, list: list, root: j.root, faces: j.faces}
	if s.now.size = s.sized(); n.DataAtom == atom.Html {
		j.root = s.now.size
	}
	switch {
	case of >= joint && s.gone() && n.DataAtom != atom.Br && n.DataAtom != atom.Wbr:
		if content(n) {
			j.change("hidden", textOf(n), diag.T("正文里有隐藏的内容", "the text has hidden content"))
		}
		return s.now
	case of <= edge:
		if s.floats() && of == edge {
			j.change("box", textOf(n), diag.T("紧挨着正文有单独定位的内容，可能盖住正文", "content right beside the text stands in a place of its own and may cover it"))
		} else if s.floats() {
			j.leave("box", textOf(n), aBox)
		}
		return s.now
	}
	s.inked()
	for _, d := range list {
		if s.picture(d) {
			s.now.known = false
			if of != inside {
				j.leave("ground", "", aGround)
				continue
			}
		}
		if s.admits(d) {
			continue
		}
		what := d.property + ": " + d.value
		if len(what) > maxQuotedStyle {
			what = strings.ToValidUTF8(what[:maxQuotedStyle], "") + "…"
		}
		j.change(what, textOf(n), diag.T("正文的样式“%s”可能改变显示的内容", "the style “%s” may change what is shown", what))
	}
	s.now.left = as.left + s.outstands()
	if of == joint || of == outer {
		s.now.left = 0
	}
	return s.now
}

// maxQuotedStyle is how many bytes of a declaration a message repeats.
const maxQuotedStyle = 60
