package layout

import (
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
)

// masthead sets the 版头 (GB/T 9704-2012 7.2, 10) at the top of the first page.
func (f *flower) masthead(b *doc.Masthead) {
	at := f.doc.Places(b)
	m := head{flower: f}
	m.corner(b, at.Corner)
	if !f.doc.Masthead.Preprinted {
		m.mark(b, at.Mark)
		m.rules = strokes(f.doc.Masthead.Rule, f.doc.Page.TextWidth(), at.Rule)
	}
	m.number(b, at)
	f.below = at.End
	f.add(piece{height: f.doc.TextBegins(at.End), keep: true, lines: m.lines, rules: m.rules}, 0)
}

// head is a 版头 being set. Places are below the top of the text block.
type head struct {
	*flower
	lines []hung
	rules []frame.Rule
}

// put adds the line of a paragraph with the top of its em box at y; left says
// where a line of a width begins.
func (m *head) put(p *doc.Paragraph, y unit.Length, left func(width unit.Length) unit.Length) {
	style := m.flower.style(p.Style)
	l := m.whole(p)
	l.shift = left(l.broken.Width)
	m.lines = append(m.lines, hung{line: l, y: y + style.Size.MulDiv(88, 100)})
}

// whole is a paragraph on one line, however wide.
func (m *head) whole(p *doc.Paragraph) line {
	style := m.flower.style(p.Style)
	style.Align = doc.Left
	return m.single(style, p, 2*m.doc.Page.Width)
}

// natural is the width of a paragraph whose last mark is not squeezed as it is at
// a line's end.
func (m *head) natural(p *doc.Paragraph) unit.Length {
	var width unit.Length
	for _, c := range m.shape(m.flower.style(p.Style), p.ID, "", p.Runs).clusters {
		width += c.Advance
	}
	return width
}

func (m *head) centred(width unit.Length) unit.Length { return (m.doc.Page.TextWidth() - width) / 2 }

func at(x unit.Length) func(unit.Length) unit.Length {
	return func(unit.Length) unit.Length { return x }
}

// mark places the 发文机关标志: one line in the middle, or the names of several
// agencies spread to one width with a word at their right in the middle of
// their height (7.2.4).
func (m *head) mark(b *doc.Masthead, y unit.Length) {
	switch len(b.Mark) {
	case 0:
		return
	case 1:
		m.put(b.Mark[0], y, m.centred)
		return
	}
	style := m.flower.style(b.Mark[0].Style)
	var wide unit.Length
	for _, p := range b.Mark {
		wide = max(wide, m.whole(p).broken.Width)
	}
	whole := wide
	if b.Word != nil {
		whole += doc.MarkGap(style) + m.whole(b.Word).broken.Width
	}
	left := m.centred(whole)
	for i, p := range b.Mark {
		m.spread(p, y+style.Leading*unit.Length(i), left, wide)
	}
	if b.Word != nil {
		m.put(b.Word, y+style.Leading*unit.Length(len(b.Mark)-1)/2, at(left+wide+doc.MarkGap(style)))
	}
}

// spread places a line whose characters stand apart so that it is wide.
func (m *head) spread(p *doc.Paragraph, y, left, wide unit.Length) {
	style := m.flower.style(p.Style)
	style.Align = doc.Left
	t := m.shape(style, p.ID, "", p.Runs)
	if n := unit.Length(len(t.clusters)); n > 1 {
		apart := (wide - m.whole(p).broken.Width) / (n - 1)
		for i := range t.clusters[:n-1] {
			t.clusters[i].Advance += apart
		}
	}
	for _, l := range t.breakInto(2*m.doc.Page.Width, 0, false) {
		l.shift = left
		m.lines = append(m.lines, hung{line: l, y: y + style.Size.MulDiv(88, 100)})
	}
}

// corner places 份号, 密级和保密期限 and 紧急程度 one below the other.
func (m *head) corner(b *doc.Masthead, y unit.Length) {
	for i, p := range b.Corner {
		m.put(p, y+m.doc.Page.Pitch*unit.Length(i), at(0))
	}
}

// number places the 发文字号: in the middle, at the right below a rule that stands
// under the 标志 (10.1), or with 签发人 at the left of their last line: “居左空一字编排，
// 与最后一个签发人姓名处在同一行” (7.2.5, 7.2.6).
func (m *head) number(b *doc.Masthead, places doc.MastheadPlaces) {
	left := m.centred
	switch {
	case b.Signers != nil && b.Number != nil:
		left = at(em(m.flower.style(b.Number.Style)))
	case m.doc.Masthead.UnderMark:
		left = func(width unit.Length) unit.Length { return m.doc.Page.TextWidth() - width }
	}
	if b.Number != nil {
		m.put(b.Number, places.Number, left)
	}
	if b.Signers != nil {
		m.signers(b.Signers, places.Signers)
	}
}

// signers places the 签发人, two a line below each other, with the right end of the
// widest line one character from the right.
func (m *head) signers(s *doc.SignerList, y unit.Length) {
	label := m.natural(s.Label)
	var column unit.Length
	for _, p := range s.Names {
		column = max(column, m.whole(p).broken.Width)
	}
	rows := s.Rows()
	character := em(m.flower.style(s.Names[0].Style))
	columns := unit.Length(len(rows[0]))
	left := m.doc.Page.TextWidth() - character - label - column*columns - character*(columns-1)
	m.put(s.Label, y, at(left))
	for i, row := range rows {
		for k, p := range row {
			m.put(p, y+m.doc.SignerPitch(s)*unit.Length(i), at(left+label+(column+character)*unit.Length(k)))
		}
	}
}

// strokes are the lines of a rule whose upper edge is at y, centred on a text
// block of a width.
func strokes(rule doc.Rule, width, y unit.Length) []frame.Rule {
	var list []frame.Rule
	left := (width - rule.Width) / 2
	for i, s := range rule.Strokes {
		if i%2 == 0 && s > 0 {
			middle := y + s/2
			list = append(list, frame.Rule{X1: left, Y1: middle, X2: left + rule.Width, Y2: middle, Width: s, Color: rule.Color})
		}
		y += s
	}
	return list
}
