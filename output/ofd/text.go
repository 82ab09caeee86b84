package ofd

import (
	"unicode/utf16"
	"unicode/utf8"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
)

// text writes the glyphs of t: those that a reader finds by their characters in
// one object, each of the others in an object of its own with the number of its
// glyph, because readers differ in which places CGTransform and characters beyond
// the first plane take.
func (p *page) text(t *frame.Text) error {
	f := p.fonts.of(outlinesOf(t))
	origin := t.X
	run := object{text: t, font: f}
	flush := func() error {
		if run.end == run.first {
			return nil
		}
		return p.object(&run)
	}
	for i := 0; i < len(t.Glyphs); {
		c, err := t.ClusterAt(i)
		if err != nil {
			return err
		}
		plain, _ := f.says(t, c)
		if r, _ := utf8.DecodeRuneInString(c.Text); !plain || r > 0xFFFF {
			if err := flush(); err != nil {
				return err
			}
			if err := p.object(&object{text: t, font: f, origin: origin, first: c.First, end: c.End, asked: true}); err != nil {
				return err
			}
			run.first, run.end = c.End, c.End
		} else {
			if run.end == run.first {
				run.first, run.origin = c.First, origin
			}
			run.end = c.End
		}
		for ; i < c.End; i++ {
			origin += t.Glyphs[i].Advance
		}
	}
	return flush()
}

// object is glyphs first to end-1 of a text as one text object (GB/T 33190-2016
// 11.2).
type object struct {
	text       *frame.Text
	font       *font
	origin     unit.Length // of the first glyph
	first, end int
	asked      bool // for its glyphs by their numbers, in CGTransform (11.4.1)
}

func (o *object) said() string {
	glyphs := o.text.Glyphs[o.first:o.end]
	return o.text.String[glyphs[0].Start:max(glyphs[0].End, glyphs[len(glyphs)-1].End)]
}

// The room of a text object around its baseline, in quarters of the size: a
// reader cuts off what is outside.
const (
	quartersAbove = 5
	quartersBelow = 2
	quartersAside = 1
)

// object writes a text object.
func (p *page) object(o *object) error {
	t := o.text
	w := p.body
	if t.Artifact != frame.Content {
		w = p.background
	}
	p.places = p.places[:0]
	at := o.origin
	for i := o.first; i < o.end; i++ {
		g := &t.Glyphs[i]
		p.places = append(p.places, microns(at+g.Shift))
		at += g.Advance
	}
	number := p.newID()
	aside := t.Size * quartersAside / 4
	left, top, baseline := microns(o.origin-aside), microns(t.Y-t.Size*quartersAbove/4), microns(t.Y)
	length, height := microns(at+aside)-left, microns(t.Y+t.Size*quartersBelow/4)-top
	w.raw(`<ofd:TextObject ID="`).int(int(number)).raw(`" Boundary="`)
	if t.Down {
		// What runs to the right in the object runs down on the page (8.4, CTM).
		below := microns(t.Size * quartersBelow / 4)
		w.box(microns(t.X)-below, microns(t.Y+o.origin-t.X-aside), height, length)
		w.raw(`" CTM="0 1 -1 0 `).mm(below).raw(` 0`)
		baseline = top
	} else {
		w.box(left, top, length, height)
	}
	w.raw(`" Font="`).int(int(o.font.id)).raw(`" Size="`)
	w.Bytes = appendDecimal(w.Bytes, int64(t.Size.MulDiv(10000, int64(unit.Millimetre))), 4)
	w.raw(`">`)
	p.action(w, t.Node)
	if t.Color != (doc.Color{}) {
		w.color("FillColor", t.Color)
	}
	if o.asked {
		o.transform(w)
	}
	w.raw(`<ofd:TextCode X="`).mm(p.places[0] - left).raw(`" Y="`).mm(baseline - top)
	for i := 1; i < len(p.places); i++ {
		if i == 1 {
			w.raw(`" DeltaX="`)
		} else {
			w.raw(" ")
		}
		w.mm(p.places[i] - p.places[i-1])
	}
	w.raw(`">`)
	w.said(o.said())
	w.raw("</ofd:TextCode></ofd:TextObject>")
	if t.Artifact != frame.Content {
		return nil
	}
	return p.show(t.Node, number, t.Y-t.Size)
}

// action makes the text of a link lead where the link does (14.3).
func (p *page) action(w *writer, node doc.NodeID) {
	target := p.targets[node]
	if target == "" || !p.uris {
		return
	}
	w.raw(`<ofd:Actions><ofd:Action Event="CLICK"><ofd:URI URI="`)
	w.said(target)
	w.raw(`"/></ofd:Action></ofd:Actions>`)
}

// transform says which glyphs the characters stand for. Characters are counted as
// UTF-16 has them: most readers are of languages whose text is that.
func (o *object) transform(w *writer) {
	units := 0
	for _, r := range o.said() {
		units += utf16.RuneLen(r)
	}
	w.raw(`<ofd:CGTransform CodePosition="0" CodeCount="`).int(units)
	w.raw(`" GlyphCount="`).int(o.end - o.first).raw(`"><ofd:Glyphs>`)
	for i := o.first; i < o.end; i++ {
		if i > o.first {
			w.raw(" ")
		}
		glyph, _ := o.font.subset.NewGID(o.text.Glyphs[i].ID) // examine has seen it
		w.int(int(glyph))
	}
	w.raw("</ofd:Glyphs></ofd:CGTransform>")
}
