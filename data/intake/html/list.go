package html

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongwen/data/intake/flow"
)

// list reads a list (HTML Living Standard 4.4.5, 4.4.6). The items of one whose
// items hold nothing but text on one line are marked as such; of others the
// numbers are lost.
func (r *reader) list(n *html.Node, as textStyle) error {
	if err := r.flush(); err != nil {
		return err
	}
	ordered := n.DataAtom == atom.Ol
	plain := isPlainList(n, ordered)
	if ordered && !plain {
		if text := strings.TrimSpace(textOf(n)); text != "" {
			r.leave(listNumber, text)
		}
	}
	number := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if plain && element(c) == atom.Li {
			number++
			r.item = &flow.Item{}
			if ordered {
				r.item.Number = number
			}
		}
		if err := r.child(c, n, as); err != nil {
			return err
		}
		r.item = nil
	}
	return r.flush()
}

// isPlainList reports whether the items of a list hold nothing but text on one
// line; a numbered one also counts from 1 and has more than one item.
func isPlainList(n *html.Node, ordered bool) bool {
	items := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if element(c) != atom.Li {
			continue
		}
		if items++; !isLine(c) {
			return false
		}
	}
	start := attribute(n, "start")
	return !ordered || items > 1 && (start == "" || start == "1")
}

// isLine reports whether an element holds nothing but text on one line.
func isLine(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if e := element(c); isBlock(e) || e == atom.Br || e == atom.Table || e == atom.Img || !isLine(c) {
			return false
		}
	}
	return true
}

// alignOf is how the text of a cell is aligned, by itself or by the class that
// this program gives it.
func alignOf(cell *html.Node) flow.Align {
	if as, ok := map[string]flow.Align{"center": flow.Centred, "right": flow.End}[strings.ToLower(attribute(cell, "align"))]; ok {
		return as
	}
	for class := range strings.FieldsSeq(attribute(cell, "class")) {
		switch class {
		case "gw-table-centre":
			return flow.Centred
		case "gw-table-right":
			return flow.End
		}
	}
	return flow.Start
}
