package pdf

import (
	"math"

	"gongwen/data/cell"
)

// looks finds out which glyphs of a page are struck out, by a rule through them,
// and which are raised or lowered beside larger ones.
func (p *page) looks() {
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
