package pdf

import (
	"slices"
	"strings"

	"gongwen/internal/unit"
	"gongwen/layout/frame"
)

// Glyphs are placed with integers. A tick is 10⁻⁷ pt: a width in thousandths of
// an em times a size in ten-thousandths of a point is a whole number of them,
// so the pen of a reader can be followed exactly and no error adds up.
const (
	ticksPerSpacing = 1000  // in a ten-thousandth of a point
	tolerance       = 50000 // 0.005 pt: nearer to its place a glyph is left alone
)

// ticks is a length in ticks, rounded to the nearest.
func ticks(l unit.Length) int64 { return int64(l.MulDiv(100000, 127)) }

// piece is a cluster of a line with the place of its origin on the page.
type piece struct {
	frame.Cluster
	item   *frame.Text
	font   *font
	origin unit.Length
	spelt  bool // whether ToUnicode gives its text
	joined bool // whether it begins inside the piece before it
}

// line draws Texts of one baseline that belong to one node, such as characters
// of several faces.
func (c *content) line(texts []*frame.Text) error {
	if err := c.cutPieces(texts); err != nil {
		return err
	}
	p := pen{content: c}
	if texts[0].Down {
		c.endText() // what stands otherwise has a text object for itself
		defer c.endText()
	}
	for rest := c.pieces; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].joined {
			n++
		}
		first := &rest[0]
		said := (n > 1 || !first.spelt) && first.item.Artifact == frame.Content
		switch {
		case said:
			p.lift()
			if err := c.mark(first.item, joinText(rest[:n])); err != nil {
				return err
			}
		case p.item == nil:
			if err := c.mark(first.item, ""); err != nil {
				return err
			}
		}
		for i := range rest[:n] {
			p.show(&rest[i])
		}
		if said {
			p.lift()
			c.end()
		}
		rest = rest[n:]
	}
	p.lift()
	return nil
}

// cutPieces fills c.pieces.
func (c *content) cutPieces(texts []*frame.Text) error {
	c.pieces = c.pieces[:0]
	var end unit.Length // of the last glyph: its whole width, not its advance
	for _, t := range texts {
		f := c.fonts.of(t.Face)
		origin := t.X
		for i := 0; i < len(t.Glyphs); {
			cl, err := t.ClusterAt(i)
			if err != nil {
				return err
			}
			c.pieces = append(c.pieces, piece{
				Cluster: cl, item: t, font: f, origin: origin, spelt: f.spells(t, cl),
				joined: len(c.pieces) > 0 && overlaps(origin+t.Glyphs[i].Shift, end, t.Size),
			})
			for ; i < cl.End; i++ {
				g := &t.Glyphs[i]
				end = origin + g.Shift + t.Size.MulDiv(int64(f.glyph(g.ID).width), 1000)
				origin += g.Advance
			}
		}
	}
	return nil
}

// overlaps reports whether a glyph that begins at start lies half an em or more
// inside the one that ends at end, as squeezed punctuation does: half of its em
// is blank. Programs that extract text by place (poppler's from exactly half an
// em on) take such a glyph for the beginning of another line, unless ActualText
// says the two together. What is squeezed less needs no help.
func overlaps(start, end, size unit.Length) bool { return start < end-size.MulDiv(48, 100) }

func joinText(pieces []piece) string {
	if len(pieces) == 1 {
		return pieces[0].Text
	}
	var b strings.Builder
	for i := range pieces {
		b.WriteString(pieces[i].Text)
	}
	return b.String()
}

// setText sets font, size, spacing, colour and boldness as t needs them.
func (c *content) setText(t *frame.Text, f *font) {
	s := &c.state
	if size := int64(t.Size.MulDiv(10000, int64(unit.Point))); s.font != f || s.size != size {
		s.font, s.size = f, size
		c.raw("/").raw(resourceName(slices.Index(c.fonts, f))).raw(" ").fixed(size, 4).raw(" Tf\n")
	}
	if spacing := c.commonSpacing(t, f); s.spacing != spacing {
		s.spacing = spacing
		c.fixed(spacing, 4).raw(" Tc\n")
	}
	c.fill(t.Color)
	if (s.embolden > 0) != (t.Embolden > 0) {
		if t.Embolden > 0 {
			c.raw("2 Tr 1 j\n") // round joins: mitred ones stick out of a glyph's corners
		} else {
			c.raw("0 Tr\n")
		}
	}
	s.embolden = t.Embolden
	if t.Embolden <= 0 {
		return
	}
	if s.width != t.Embolden {
		s.width = t.Embolden
		c.points(t.Embolden).raw(" w\n")
	}
	if s.stroke != t.Color {
		s.stroke = t.Color
		c.color(t.Color, " G\n", " RG\n")
	}
}

// commonSpacing is the difference between advance and width that most glyphs of
// t share, in ten-thousandths of a point: the median. As character spacing it
// spares an adjustment at nearly every glyph of tracked or justified text.
func (c *content) commonSpacing(t *frame.Text, f *font) int64 {
	c.scratch = c.scratch[:0]
	for i := range t.Glyphs {
		g := &t.Glyphs[i]
		c.scratch = append(c.scratch, ticks(g.Advance)-int64(f.glyph(g.ID).width)*c.state.size)
	}
	slices.Sort(c.scratch)
	return divRound(c.scratch[len(c.scratch)/2], ticksPerSpacing)
}

// pen writes TJ operators and follows the place where the reader's pen is.
type pen struct {
	*content
	item    *frame.Text // whose TJ is open, nil for none
	size    int64       // ten-thousandths of a point, that is ticks in a thousandth of an em
	spacing int64       // ticks
	at      int64       // ticks from item.X
	inCodes bool        // in a string of the TJ's array
}

// lower begins to draw with the glyphs of pc, in the marked content that is open.
func (p *pen) lower(pc *piece) {
	if !p.inText {
		p.raw("BT\n")
		p.inText = true
		p.state.lineX, p.state.lineY = 0, 0
	}
	t := pc.item
	p.setText(t, pc.font)
	p.item, p.size, p.spacing, p.at = t, p.state.size, p.state.spacing*ticksPerSpacing, ticks(pc.origin-t.X)
	if t.Down {
		p.raw("0 -1 1 0 ").points(t.X).raw(" ").points(p.page.Height - t.Y - (pc.origin - t.X)).raw(" Tm\n[")
		return
	}
	x, y := milli(pc.origin), milli(p.page.Height-t.Y)
	p.fixed(x-p.state.lineX, 3).raw(" ").fixed(y-p.state.lineY, 3).raw(" Td\n[")
	p.state.lineX, p.state.lineY = x, y
}

// show draws the glyphs of a piece.
func (p *pen) show(pc *piece) {
	if p.item != pc.item {
		p.lift()
		p.lower(pc)
	}
	origin := pc.origin - pc.item.X
	for i := pc.First; i < pc.End; i++ {
		g := &pc.item.Glyphs[i]
		if off := ticks(origin+g.Shift) - p.at; off > tolerance || off < -tolerance {
			p.adjust(off)
		}
		if !p.inCodes {
			p.raw("<")
			p.inCodes = true
		}
		drawn := pc.font.glyph(g.ID)
		p.hex(drawn.code)
		p.at += int64(drawn.width)*p.size + p.spacing
		origin += g.Advance
	}
}

// adjust moves the pen by whole thousandths of the size where that is near
// enough, else by tenths of them.
func (p *pen) adjust(off int64) {
	if p.inCodes {
		p.raw(">")
		p.inCodes = false
	}
	n := divRound(-off, p.size)
	if rest := off + n*p.size; rest <= tolerance && rest >= -tolerance {
		p.int(int(n))
		p.at -= n * p.size
		return
	}
	n = divRound(-off*10, p.size)
	p.fixed(n, 1)
	p.at -= n * p.size / 10
}

// lift ends the TJ.
func (p *pen) lift() {
	if p.inCodes {
		p.raw(">")
	}
	if p.item != nil {
		p.raw("]TJ\n")
	}
	p.item, p.inCodes = nil, false
}

// divRound is a / b rounded to the nearest; b is positive.
func divRound(a, b int64) int64 {
	if a < 0 {
		return -((-a + b/2) / b)
	}
	return (a + b/2) / b
}
