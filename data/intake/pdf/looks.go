package pdf

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongwen/data/cell"
)

// looks finds out which glyphs of a page are struck out, by a rule through them,
// and which are raised or lowered beside larger ones.
func (p *page) looks() {
	p.once()
	sortRules(p.across)
	sortRules(p.upright)
	for i := range p.glyphs {
		g := &p.glyphs[i]
		if g.size == 0 {
			continue
		}
		through := between(p.across, g.y+g.size*0.18, g.y+g.size*0.5)
		for k := range through {
			if r, part := &through[k], (g.right-g.left)/4; r.low <= g.left+part && r.high >= g.right-part {
				g.look |= cell.Struck
				r.strikes = true
			}
		}
	}
	p.struckAcross()
	// Forwards beside the glyph before, then backwards beside the one behind.
	for i := 1; i < len(p.glyphs); i++ {
		p.glyphs[i].shiftBeside(p.glyphs[i-1])
	}
	for i := len(p.glyphs) - 2; i >= 0; i-- {
		p.glyphs[i].shiftBeside(p.glyphs[i+1])
	}
}

// shiftBeside takes a small glyph for raised or lowered beside a larger one on
// the same line, or beside one that is.
func (g *glyph) shiftBeside(o glyph) {
	gap := math.Max(g.left-o.right, o.left-g.right)
	if g.size == 0 || o.size == 0 || g.look&(cell.Raised|cell.Lowered) != 0 || gap > o.size*0.5 || gap < -o.size*0.5 {
		return
	}
	if o.look&(cell.Raised|cell.Lowered) != 0 {
		if math.Abs(g.y-o.y) < o.size*0.1 && math.Abs(g.size-o.size) < o.size*0.1 {
			g.look |= o.look & (cell.Raised | cell.Lowered)
		}
		return
	}
	if g.size > o.size*0.85 {
		return
	}
	switch d := g.y - o.y; {
	case d > o.size*0.1 && d < o.size*0.9:
		g.look |= cell.Raised
	case d < -o.size*0.05 && d > -o.size*0.5:
		g.look |= cell.Lowered
	}
}

// once takes the text from glyphs that are drawn again in nearly the same place, as
// some programs do to make them bold.
func (p *page) once() {
	const near = 0.15 // of the size
	type place struct {
		said string
		x, y int
	}
	seen := map[place]int{}
	for i := range p.glyphs {
		g := &p.glyphs[i]
		if g.size == 0 || g.unmapped || strings.TrimSpace(g.said) == "" {
			continue
		}
		at := place{g.said, int(g.left), int(g.y)}
		for dx := -1; dx <= 1; dx++ {
			for dy := -1; dy <= 1; dy++ {
				k, ok := seen[place{g.said, at.x + dx, at.y + dy}]
				if o := &p.glyphs[k]; ok && k != i && g.said != "" && math.Abs(o.size-g.size) < near*g.size && math.Abs(o.left-g.left) < near*g.size && math.Abs(o.y-g.y) < near*g.size {
					g.said = ""
				}
			}
		}
		if g.said != "" {
			seen[at] = i
		}
	}
}

// partedFrom reports whether a digit and the one before it do not look like parts
// of one figure: of another size or colour, on each other, apart, or on two lines.
func (g *glyph) partedFrom(o *glyph) bool {
	if !endsInDigit(o.said) || !endsInDigit(g.said) || g.size == 0 || o.size == 0 || g.rotated || o.rotated {
		return false
	}
	size, gap := math.Max(g.size, o.size), g.left-o.right
	return g.colour != o.colour || math.Abs(g.size-o.size) > 0.15*size || gap > 0.22*size || gap < -0.2*size || math.Abs(g.y-o.y) > 0.12*size
}

// besideLoose parts the digits of a tagged page from those beside them that stand in
// no element of its structure: they are seen and not read.
func (c *content) besideLoose() error {
	const wide = 12 // points
	at := map[[2]int][]int{}
	place := func(x, y float64) [2]int { return [2]int{int(math.Floor(x / wide)), int(math.Floor(y / wide))} }
	for i := range c.page.glyphs {
		if g := &c.page.glyphs[i]; g.loose && g.size > 0 && endsInDigit(g.said) {
			k := place(g.left, g.y)
			at[k] = append(at[k], i)
		}
	}
	if len(at) == 0 {
		return nil
	}
	for i := range c.page.glyphs {
		g := &c.page.glyphs[i]
		if g.loose || g.size == 0 || !endsInDigit(g.said) {
			continue
		}
		k := place(g.left, g.y)
		for dx := -1; dx <= 1; dx++ {
			for dy := -1; dy <= 1; dy++ {
				for _, n := range at[[2]int{k[0] + dx, k[1] + dy}] {
					if err := c.step(c.ref); err != nil {
						return err
					}
					o := &c.page.glyphs[n]
					gap := math.Max(g.left-o.right, o.left-g.right)
					if math.Abs(g.y-o.y) < 0.3*g.size && gap < 0.4*g.size && gap > -0.4*g.size {
						g.said = cell.Unread + strings.TrimPrefix(g.said, cell.Unread)
					}
				}
			}
		}
	}
	return nil
}

func endsInDigit(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsDigit(r)
}

// isNumber reports whether a text is digits only.
func isNumber(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsDigit(r) })
}
