package html

import (
	"slices"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// rule is a rule of a style sheet that says something that matters.
type rule struct {
	selector cascadia.Sel
	look     string
	around   int  // elements around the one that it is about which the selector names
	siblings bool // it looks at those beside it
	layered  bool // it gives way to rules that stand in no layer
	unsure   bool // whether it is about an element cannot be told
}

// compare puts rules in the order in which later ones win (CSS Cascading 5, section 6.1).
func (r rule) compare(other rule) int {
	switch a, b := r.selector.Specificity(), other.selector.Specificity(); {
	case r.layered != other.layered:
		if r.layered {
			return -1
		}
		return 1
	case a.Less(b):
		return -1
	case b.Less(a):
		return 1
	}
	return 0
}

// dress gives the elements of a page the looks of its style sheets (CSS Cascading
// 4, section 6), as attributes beside those that filter wrote. It stops where
// that would take too long, and says so.
func (s styles) dress(root *html.Node) bool {
	return s.each(root, func(n *html.Node, rules []rule) {
		look := ""
		for _, r := range rules {
			if r.unsure {
				look += "rule" + lookMark + doubt + " "
			} else {
				look += r.look + " "
			}
		}
		overlay(n, look)
	})
}

// each gives the elements that rules are about, with those rules in the order in which
// later ones win. It stops where that would take too long, and says so.
func (s styles) each(root *html.Node, take func(n *html.Node, rules []rule)) bool {
	if len(s.rules) == 0 {
		return s.whole
	}
	budget := maxMatches
	var about []rule
	var visit func(n *html.Node, depth, siblings int) bool
	visit = func(n *html.Node, depth, siblings int) bool {
		if n.Type == html.ElementNode {
			about = about[:0]
			for _, r := range s.rules {
				budget -= steps(depth, r.around)
				if r.siblings {
					budget -= siblings
				}
				if r.selector.Match(n) {
					about = append(about, r)
				}
			}
			if budget < 0 {
				return false
			}
			if len(about) > 0 {
				take(n, about)
			}
		}
		children := 0
		for range n.ChildNodes() {
			children++
		}
		for c := range n.ChildNodes() {
			if !visit(c, depth+1, children) {
				return false
			}
		}
		return true
	}
	return visit(root, 0, 0) && s.whole
}

// overlay gives an element looks, of each group the last one, or the last important
// one: its own style comes last.
func overlay(n *html.Node, looks string) {
	own, had := lookUp(n, lookKey)
	var groups, words []string
	for word := range strings.FieldsSeq(looks + own) {
		group, _, _ := strings.Cut(word, lookMark)
		if i := slices.Index(groups, group); i >= 0 {
			if strings.HasSuffix(word, importantMark) || !strings.HasSuffix(words[i], importantMark) {
				words[i] = word
			}
			continue
		}
		groups, words = append(groups, group), append(words, word)
	}
	look := strings.Join(words, " ")
	if !had {
		n.Attr = append(n.Attr, html.Attribute{Key: lookKey, Val: look})
		return
	}
	for i := range n.Attr {
		if n.Attr[i].Key == lookKey {
			n.Attr[i].Val = look
			return
		}
	}
}

// steps is how many elements are compared at most with a selector.
func steps(depth, around int) int {
	n := 1
	for range around {
		n *= depth + 1
	}
	return n
}
