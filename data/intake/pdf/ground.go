package pdf

import "slices"

// whiteInk is the colour of what cannot be told from white paper.
const whiteInk = "white"

// isWhite reports whether an operator sets white. One component of another colour space
// than grey may be an ink of its own, all of which is no white.
func isWhite(operator string, n []float64) bool {
	const nearly = 0.97
	const rgb, cmyk = 3, 4
	switch {
	case len(n) == cmyk:
		return !slices.ContainsFunc(n, func(v float64) bool { return v > 1-nearly })
	case operator == "g" && len(n) == 1, operator != "k" && len(n) == rgb:
		return !slices.ContainsFunc(n, func(v float64) bool { return v < nearly })
	}
	return false
}

// maxGrounds is how many painted areas of a page are kept; beyond, all of it counts as painted.
const maxGrounds = 4096

// paintPath notes what the path under construction paints: its boxes, of other paths all
// that they reach over.
func (c *content) paintPath() {
	if len(c.path.lines) > 0 {
		c.paint(c.path.extent())
		return
	}
	for _, b := range c.path.boxes {
		c.paint(areaOf(b[0], b[1]))
	}
}

// paint notes that an area is painted: white text on it is seen.
func (c *content) paint(a area) {
	if c.colour != whiteInk && !c.clear {
		c.page.ground(a.with(c.clip))
	}
}

// ground keeps an area that is painted.
func (p *page) ground(a area) {
	if len(p.grounds) == maxGrounds {
		p.grounds[0] = everywhere
		return
	}
	p.grounds = append(p.grounds, a)
}

// isPainted reports whether something else than white was painted at a point.
func (p *page) isPainted(at point) bool {
	return slices.ContainsFunc(p.grounds, func(a area) bool { return a.holds(at, 0) })
}
