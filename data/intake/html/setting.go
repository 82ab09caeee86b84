package html

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongwen/internal/picture"
)

// setting is an element with the declarations that hold of it.
type setting struct {
	n       *html.Node
	of      part
	as, now shown // around it, and in it
	list    []declaration
	root    float64
	faces   []string
}

// last is the last declaration of one of the properties.
func (s setting) last(properties ...string) string {
	for i := len(s.list) - 1; i >= 0; i-- {
		for _, p := range properties {
			if s.list[i].property == p {
				return s.list[i].value
			}
		}
	}
	return ""
}

func (s setting) gone() bool { return s.last("display") == "none" }

// floats reports whether an element stands in a place of its own.
func (s setting) floats() bool {
	if s.gone() {
		return false
	}
	switch s.last("position") {
	case "absolute", "fixed", "sticky":
		return true
	}
	const least = -20 // pixels
	moved := s.last("transform", "-webkit-transform", "translate")
	return moved != "" && moved != "none" || s.side("margin", "top") < least || s.side("margin", "bottom") < least || s.side("margin", "left") < least
}

// px is a length in pixels.
func (s setting) px(v string, whole float64) (float64, bool) {
	return length(v, s.now.size, s.root, whole)
}

// sized is the size of type in the element.
func (s setting) sized() float64 {
	v := s.last("font-size", "font")
	if strings.Contains(v, " ") || strings.Contains(v, "/") {
		v, _, _ = fontOf(v)
	}
	if bounds, ok := clamped(v); ok {
		v = bounds[0]
	}
	switch v {
	case "", "inherit", "unset":
		return s.as.size
	case "initial", "medium":
		return mediumSize
	case "larger":
		return s.as.size * 1.2
	case "smaller":
		return s.as.size / 1.2
	}
	if px, ok := map[string]float64{"xx-small": 9, "x-small": 10, "small": 13, "large": 18, "x-large": 24, "xx-large": 32, "xxx-large": 48}[v]; ok {
		return px
	}
	if px, ok := length(v, s.as.size, s.root, s.as.size); ok {
		return px
	}
	return s.as.size
}

// inked sets ink and ground.
func (s *setting) inked() {
	if c, ok := s.colour(s.last("color")); ok {
		s.now.ink = c
	}
	ground := s.last("background", "background-color")
	if first, _, ok := strings.Cut(ground, " "); ok && !strings.Contains(first, "(") {
		for word := range strings.FieldsSeq(ground) {
			if _, ok := s.colour(word); ok {
				ground = word
			}
		}
	}
	if c, ok := s.colour(ground); ok {
		s.now.ground, s.now.known = c, true
	}
}

// picture reports whether a declaration puts a picture behind the text.
func (s setting) picture(d declaration) bool {
	return strings.HasPrefix(d.property, "background") && (strings.Contains(d.value, "url(") || strings.Contains(d.value, "gradient(") || strings.Contains(d.value, "image"))
}

// colour is a colour where it is one and shows.
func (s setting) colour(v string) (picture.Color, bool) {
	switch v {
	case "":
		return picture.Color{}, false
	case "inherit", "currentcolor", "unset", "windowtext", "canvastext", "initial", "auto":
		if v == "inherit" || v == "currentcolor" || v == "unset" {
			return s.as.ink, false
		}
		return picture.Color{}, true
	case "window", "canvas":
		return picture.Color{R: 0xFF, G: 0xFF, B: 0xFF}, true
	}
	c, alpha, ok := colourOfText(v)
	if !ok {
		return c, false
	}
	return mixed(c, s.now.ground, alpha), true
}

// outstands is how far the element stands out of what is around it on the left.
func (s setting) outstands() float64 {
	margin := s.side("margin", "left")
	return min(margin, 0)
}

// side is a margin or padding of a side, in pixels.
func (s setting) side(property, side string) float64 {
	v := s.last(property+"-"+side, property)
	values := strings.Fields(v)
	if len(values) > 1 {
		index := map[string][]int{"top": {0, 0, 0, 0}, "right": {0, 1, 1, 1}, "bottom": {0, 0, 2, 2}, "left": {0, 1, 1, 3}}[side]
		if len(values) > len(index) {
			return 0
		}
		v = values[index[len(values)-1]]
	}
	px, ok := s.px(v, mediumSize)
	if !ok {
		return 0
	}
	return px
}

// isLine reports whether the element stands in a line of text by itself.
func (s setting) isLine() bool {
	return !isBlock(s.n.DataAtom) && !s.inTable() && s.n.DataAtom != atom.Img && s.n.Data != "svg" && s.n.DataAtom != atom.Hr
}

// inTable reports whether the element is a part of a table.
func (s setting) inTable() bool {
	switch s.n.DataAtom {
	case atom.Table, atom.Caption, atom.Colgroup, atom.Col, atom.Thead, atom.Tbody, atom.Tfoot, atom.Tr, atom.Td, atom.Th:
		return true
	}
	return false
}
