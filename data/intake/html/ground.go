package html

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// groundGroup is what stands behind text, as its style says: white text shows only where
// that is something else than white.
const groundGroup = "ground"

const (
	painted    = "painted"
	white      = "white"
	seeThrough = "transparent"
)

// groundOf is the ground that a property gives: painted, white, or the one around it. It is
// not ok for other properties.
func groundOf(property, value string) (look string, ok bool) {
	switch property {
	case "background", "background-color", "background-image":
	default:
		return "", false
	}
	switch value {
	case "none", seeThrough, "inherit", "initial", "unset", "":
		return "", true
	}
	if strings.Contains(value, "(") && !strings.HasPrefix(value, "rgb") {
		return painted, true
	}
	if isWhite(value) || slices.ContainsFunc(strings.Fields(value), isWhite) {
		return white, true
	}
	return painted, true
}

// isWhite reports whether a colour, in small letters, cannot be told from white paper.
func isWhite(colour string) bool {
	const least = 0xF8 // of red, green and blue
	colour = strings.ReplaceAll(colour, " ", "")
	if colour == white {
		return true
	}
	if hex, ok := strings.CutPrefix(colour, "#"); ok {
		switch len(hex) {
		case len("rgb"):
			return hex == "fff"
		case len("rrggbb"):
			rgb, err := strconv.ParseUint(hex, 16, 32)
			return err == nil && rgb>>16 >= least && rgb>>8&0xFF >= least && rgb&0xFF >= least
		}
		return false
	}
	parts, ok := strings.CutPrefix(colour, "rgb(")
	if !ok {
		return false
	}
	list := strings.Split(strings.TrimSuffix(parts, ")"), ",")
	return len(list) == 3 && !slices.ContainsFunc(list, func(s string) bool {
		n, err := strconv.Atoi(s)
		return err != nil || n < least
	})
}

// inked is a look with the ink and the ground of an element.
func inked(n *html.Node, as textStyle) textStyle {
	if n.DataAtom == atom.Mark || attribute(n, "background") != "" {
		as.painted = true
	}
	if colour := attribute(n, "bgcolor"); colour != "" {
		as.painted = !isWhite(strings.ToLower(colour))
	}
	if colour := attribute(n, "color"); n.DataAtom == atom.Font && colour != "" {
		as.ink = strings.ToLower(colour)
	}
	for group, look := range said(attribute(n, lookKey)) {
		switch {
		case group == groundGroup && look != "":
			as.painted = look == painted
		case group == colourGroup:
			as.ink = look
		}
	}
	return as
}

// isUnseen reports whether text is white on white, or has no ink at all. Where style sheets
// stand in other files that is not known of white text, which is listed and read.
func (r *reader) isUnseen(as textStyle, text string) bool {
	switch {
	case strings.TrimSpace(text) == "":
		return false
	case as.ink == seeThrough:
		return true
	case !isWhite(as.ink) || as.painted:
		return false
	case r.apart:
		r.leave(unstyled, strings.TrimSpace(text))
		return false
	}
	return true
}
