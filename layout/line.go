package layout

import (
	"gongwen/fonts"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
	"gongwen/layout/linebreak"
)

// line is a line of text that has no place yet.
type line struct {
	text   *text
	broken linebreak.Line
	shift  unit.Length // of the whole line, by its alignment
}

// baseline is where the baseline lies below the top of a line of a style: the
// em box is centred in the leading, and an ideographic em box reaches 12/100
// below the baseline (OpenType, baseline tag ideo).
func baseline(style doc.TextStyle) unit.Length {
	return (style.Leading-style.Size)/2 + style.Size.MulDiv(88, 100)
}

// draw puts the line on page with the left end of its baseline at x, y. Every
// character of the text is drawn, blanks at the line's ends as glyphs without
// an advance, so that the texts joined are the text that was set.
func (l line) draw(page *frame.Page, x, y unit.Length, artifact frame.Artifact) {
	if known := l.text.label; known != nil {
		known.draw(l, page, x, y, artifact)
		return
	}
	l.drawOwn(page, x, y, artifact)
}

// drawOwn draws a line with glyphs of its own.
func (l line) drawOwn(page *frame.Page, x, y unit.Length, artifact frame.Artifact) {
	d := lineDrawer{line: l, page: page, x: x + l.shift, y: y, artifact: artifact}
	d.glyphs = make([]frame.Glyph, 0, l.broken.End-l.broken.Start)
	placed := l.broken.Placed
	pen := unit.Length(0)
	if len(placed) > 0 {
		pen = placed[0].X
	}
	for c := l.broken.Start; c < l.broken.End; c++ {
		switch {
		case len(placed) > 0 && placed[0].Cluster == c:
			d.add(placed[0])
			pen = placed[0].X + placed[0].Advance
			placed = placed[1:]
		case l.text.glyphs[c].Rune != zeroWidthSpace:
			d.add(linebreak.Placed{Cluster: c, X: pen})
		}
	}
	d.flush()
	if artifact == frame.Content {
		d.drawLinks()
	}
}

// lineDrawer gathers the glyphs of a line into texts of one look and node.
type lineDrawer struct {
	line
	page     *frame.Page
	x, y     unit.Length
	artifact frame.Artifact

	glyphs []frame.Glyph // of the whole line
	begun  int           // where those of the current text begin
	from   unit.Length   // origin of the current text
	last   unit.Length   // origin of its last glyph
	look   glyphStyle
	start  int // bytes of the line's text that the current text stands for
	end    int

	span  int // index into text.spans
	links []linkArea
}

// glyphStyle is what the glyphs of one frame.Text share.
type glyphStyle struct {
	face     *fonts.Face
	embolden unit.Length
	node     doc.NodeID
	style    *doc.TextStyle
	change   doc.Change
}

type linkArea struct {
	node     doc.NodeID
	target   string
	from, to unit.Length
}

func (d *lineDrawer) add(p linebreak.Placed) {
	g := &d.text.glyphs[p.Cluster]
	for d.text.spans[d.span].end <= p.Cluster {
		d.span++
	}
	sp := d.text.spans[d.span]
	next := glyphStyle{face: g.Face, embolden: g.Embolden, node: sp.node, style: sp.style, change: sp.change}
	x := d.x + p.X
	if d.begun == len(d.glyphs) || next != d.look || d.end != g.Start {
		d.flush()
		d.look, d.from, d.start = next, x, g.Start
	} else {
		d.glyphs[len(d.glyphs)-1].Advance = x - d.last
	}
	d.glyphs = append(d.glyphs, frame.Glyph{
		ID: g.ID, Advance: p.Advance, Shift: p.Shift + g.Shift,
		Start: g.Start - d.start, End: g.End - d.start,
	})
	d.last, d.end = x, g.End
	if sp.link != "" {
		d.widenLink(sp, x, x+p.Advance)
	}
}

func (d *lineDrawer) flush() {
	if d.begun == len(d.glyphs) {
		return
	}
	d.page.Items = append(d.page.Items, &frame.Text{
		X: d.from, Y: d.y,
		Face: d.look.face, Size: d.look.style.Size, Embolden: d.look.embolden, Color: d.look.style.Color,
		String: d.text.string[d.start:d.end], Glyphs: d.glyphs[d.begun:len(d.glyphs):len(d.glyphs)],
		Node: d.look.node, Artifact: d.artifact,
	})
	d.drawChange(d.last + d.glyphs[len(d.glyphs)-1].Advance)
	d.begun = len(d.glyphs)
}

// drawChange strikes a deleted text out and underlines an inserted one.
func (d *lineDrawer) drawChange(to unit.Length) {
	size := d.look.style.Size
	y := d.y + size.MulDiv(12, 100)
	switch d.look.change {
	case doc.Kept:
		return
	case doc.Deleted:
		y = d.y - size.MulDiv(36, 100)
	}
	d.page.Items = append(d.page.Items, &frame.Rule{X1: d.from, Y1: y, X2: to, Y2: y, Width: size / 20, Color: d.look.style.Color})
}

func (d *lineDrawer) widenLink(sp span, from, to unit.Length) {
	if n := len(d.links); n > 0 && d.links[n-1].node == sp.node {
		d.links[n-1].to = to
		return
	}
	d.links = append(d.links, linkArea{node: sp.node, target: sp.link, from: from, to: to})
}

// drawLinks makes the em boxes of linked text active.
func (d *lineDrawer) drawLinks() {
	size := d.text.style.Size
	for _, l := range d.links {
		d.page.Items = append(d.page.Items, &frame.Link{
			X: l.from, Y: d.y - size.MulDiv(88, 100), Width: l.to - l.from, Height: size,
			Target: l.target, Node: l.node, Text: d.text.of(l.node),
		})
	}
}

// of returns the text that belongs to a node.
func (t *text) of(node doc.NodeID) string {
	var said string
	start := 0
	for _, sp := range t.spans {
		if sp.node == node {
			for _, g := range t.glyphs[start:sp.end] {
				said += t.string[g.Start:g.End]
			}
		}
		start = sp.end
	}
	return said
}
