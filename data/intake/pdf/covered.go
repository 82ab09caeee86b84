package pdf

import (
	"math"

	"gongwen/data/cell"
	"gongwen/internal/pdfread"
)

// area is an upright rectangle on a page.
type area struct{ low, high point }

// everywhere is the area of a page that is not clipped.
var everywhere = area{point{math.Inf(-1), math.Inf(-1)}, point{math.Inf(1), math.Inf(1)}}

func (a area) with(b area) area {
	return area{point{math.Max(a.low.x, b.low.x), math.Max(a.low.y, b.low.y)}, point{math.Min(a.high.x, b.high.x), math.Min(a.high.y, b.high.y)}}
}

// holds reports whether a point lies in the area or nearly does.
func (a area) holds(p point, near float64) bool {
	return p.x > a.low.x-near && p.x < a.high.x+near && p.y > a.low.y-near && p.y < a.high.y+near
}

func areaOf(points ...point) area {
	a := area{everywhere.high, everywhere.low}
	for _, p := range points {
		a.low = point{math.Min(a.low.x, p.x), math.Min(a.low.y, p.y)}
		a.high = point{math.Max(a.high.x, p.x), math.Max(a.high.y, p.y)}
	}
	return a
}

// extent is the area that the path under construction reaches over.
func (p *path) extent() area {
	var points []point
	for _, b := range p.boxes {
		points = append(points, b[0], b[1])
	}
	for _, l := range p.lines {
		points = append(points, l[0], l[1])
	}
	return areaOf(points...)
}

// middle is the middle of a glyph.
func (g *glyph) middle() point { return point{(g.left + g.right) / 2, g.y + g.size*0.3} }

// cover takes from view the glyphs that a filled box is painted over: what is
// painted later lies on top (ISO 32000-1 11.2). Only boxes as for a figure or a
// line count, and only opaque ones.
func (c *content) cover() error {
	const tallest, lowest = 40.0, 4.0 // points
	if c.translucent {
		return nil
	}
	for _, b := range c.path.boxes {
		a := areaOf(b[0], b[1]).with(c.clip)
		if h := a.high.y - a.low.y; h > tallest || h < lowest || a.high.x-a.low.x < lowest {
			continue
		}
		for i := range c.page.glyphs {
			if g := &c.page.glyphs[i]; g.size > 0 && a.holds(g.middle(), 0) {
				c.lose(g)
			}
			if err := c.step(c.ref); err != nil {
				return err
			}
		}
	}
	return nil
}

// lose takes a glyph from view: something stands there that is not read.
func (c *content) lose(g *glyph) {
	if g.look&cell.Missing == 0 && g.said != "" {
		c.unshown(*g)
		g.said, g.look = cell.Unread, cell.Missing
	}
}

// translucence reads whether what a graphics state paints lets shine through what
// lies below (8.4.5, 11.6.4.4).
func (c *content) translucence(operands []pdfread.Object) error {
	if len(operands) != 1 {
		return nil
	}
	name, _ := operands[0].(pdfread.Name)
	d, err := c.view.Dict(c.states[name])
	if err != nil {
		return err
	}
	if alpha := d["ca"]; alpha != nil {
		c.translucent, c.clear = numberOf(alpha) < 1, numberOf(alpha) == 0
	}
	if mode := d["BM"]; mode != nil && mode != pdfread.Name("Normal") && mode != pdfread.Name("Compatible") {
		c.translucent = true
	}
	return nil
}

// struckAcross strikes out the digits that a slanted line goes through.
func (p *page) struckAcross() {
	for i := range p.glyphs {
		g := &p.glyphs[i]
		if g.size == 0 || !endsInDigit(g.said) {
			continue
		}
		box := area{point{g.left, g.y - 0.3*g.size}, point{g.right, g.y + g.size}} // the line ends above or below the last of them
		for _, l := range p.slanted {
			if box.crossed(l) {
				g.look |= cell.Struck
			}
		}
	}
}

// crossed reports whether a line goes through the area from one side to the other.
func (a area) crossed(l [2]point) bool {
	if l[0].x > l[1].x {
		l[0], l[1] = l[1], l[0]
	}
	x := (a.low.x + a.high.x) / 2
	if x < l[0].x || x > l[1].x {
		return false
	}
	y := l[0].y + (l[1].y-l[0].y)*(x-l[0].x)/(l[1].x-l[0].x)
	return y > a.low.y && y < a.high.y
}
