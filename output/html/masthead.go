package html

import (
	"slices"
	"strconv"
	"strings"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// Classes of the parts that stand beside the text.
const (
	mastheadClass  = prefix + "-masthead"
	colophonClass  = prefix + "-colophon"
	jointClass     = prefix + "-joint"
	rowClass       = prefix + "-row"
	letterClass    = prefix + "-letter"
	joinedClass    = prefix + "-joined"
	signerRowClass = prefix + "-signers"
)

// masthead writes the 版头 (GB/T 9704-2012 7.2): its parts in reading order.
func (b *builder) masthead(m *doc.Masthead) {
	classes := mastheadClass
	if b.doc.Masthead.UnderMark {
		classes += " " + letterClass
	}
	b.w.open("header", "class", classes)
	b.w.line()
	if !b.doc.Masthead.UnderMark {
		b.lines(m.Corner)
	}
	b.mark(m)
	if b.doc.Masthead.UnderMark {
		b.lines(m.Corner)
	}
	b.number(m)
	b.w.close("header")
	b.w.line()
}

func (b *builder) lines(paragraphs []*doc.Paragraph) {
	for _, p := range paragraphs {
		b.paragraph(p)
	}
}

// mark writes the 发文机关标志, of several agencies in a box with what stands at
// their right.
func (b *builder) mark(m *doc.Masthead) {
	if m.Word == nil {
		b.lines(m.Mark)
		return
	}
	b.w.open("div", "class", jointClass)
	b.w.open("div")
	b.w.line()
	b.lines(m.Mark)
	b.w.close("div")
	b.paragraph(m.Word)
	b.w.close("div")
	b.w.line()
}

// number writes the 发文字号, with 签发人 in a row that ends at the right.
func (b *builder) number(m *doc.Masthead) {
	if m.Signers == nil {
		if m.Number != nil {
			b.paragraph(m.Number)
		}
		return
	}
	b.w.open("div", "class", rowClass+" "+signerRowClass)
	b.w.line()
	if m.Number != nil {
		b.paragraph(m.Number)
	}
	b.w.open("div")
	b.paragraph(m.Signers.Label)
	for _, p := range m.Signers.Names {
		b.paragraph(p)
	}
	b.w.close("div")
	b.w.close("div")
	b.w.line()
}

// colophon writes the 版记 (7.4), an element a row.
func (b *builder) colophon(c *doc.Colophon) {
	b.w.open("footer", "class", colophonClass)
	b.w.line()
	for _, row := range c.Rows {
		classes := rowClass
		if row.Joined {
			classes += " " + joinedClass
		}
		b.w.open("div", "class", classes)
		b.paragraph(row.Text)
		if row.Right != nil {
			b.paragraph(row.Right)
		}
		b.w.close("div")
		b.w.line()
	}
	b.w.close("footer")
	b.w.line()
}

// elements writes the looks of the parts beside the text that screen and paper
// have in common, where the document has them.
func (s *stylesheet) elements() {
	for _, block := range s.doc.Body {
		switch block.(type) {
		case *doc.Masthead:
			s.elementLooks()
			s.mastheadLook()
		case *doc.Colophon:
			s.colophonLook()
		}
	}
}

// elementLooks says for the roles of elements where their lines begin and how they
// are aligned: on a screen paragraphs are indented like text.
func (s *stylesheet) elementLooks() {
	var done []string
	s.doc.EachText(func(_ doc.NodeID, role string, _ []doc.Run) {
		style, ok := s.doc.Style(role)
		selector := selectorOf(role)
		if !ok || !strings.HasPrefix(selector, ".") || slices.Contains(done, role) {
			return
		}
		done = append(done, role)
		s.rule(selector, "text-indent:"+strconv.Itoa(style.IndentChars)+"em;text-align:"+alignment(style.Align))
	})
}

func (s *stylesheet) mastheadLook() {
	at := "." + mastheadClass
	h, pitch := s.doc.Masthead, s.doc.Page.Pitch
	mark, _ := s.doc.Style(doc.MarkRole)
	s.rule(at+" p", "margin:0;text-indent:0")
	look := "text-align:center;font-size:clamp(1.5rem,6vw," + string(points(mark.Size)) + ");line-height:1.3"
	if c := mark.Color; c != (doc.Color{}) {
		look += ";color:" + c.Hex()
	}
	if h.Preprinted {
		look += ";visibility:hidden"
	}
	s.rule(at+" ."+class(doc.MarkRole), look)
	s.rule(at+" ."+class(doc.NumberRole), "text-align:center")
	s.rule("."+jointClass, "display:flex;justify-content:center;align-items:center;gap:.5em")
	s.rule("."+jointClass+" div p", "text-align:justify;text-align-last:justify")
	s.rule("."+rowClass, "display:flex;justify-content:space-between;align-items:flex-end;gap:1em")
	s.rule("."+signerRowClass, "padding:0 1em")
	s.rule("."+signerRowClass+" div", "display:grid;grid-template-columns:auto auto auto;column-gap:1em")
	s.rule("."+signerRowClass+" div p:first-child", "grid-row:1/span 99;margin-right:-1em")
	rule := s.ruleLook(h.Rule)
	if h.Preprinted {
		rule = ""
	}
	below := "margin-bottom:" + string(points(pitch*unit.Length(h.Below)))
	if h.UnderMark {
		s.rule("."+letterClass+" ."+class(doc.MarkRole), rule+"padding-bottom:"+string(points(h.Drop))+";margin-bottom:"+string(points(h.Gap)))
		s.rule("."+letterClass+" ."+class(doc.NumberRole), "text-align:right")
		s.rule(at, below)
		return
	}
	s.rule(at, rule+"padding-bottom:"+string(points(h.Drop))+";"+below)
	s.rule(at+" ."+class(doc.NumberRole), "margin-top:"+string(points(pitch*unit.Length(h.Lines))))
	s.rule("."+signerRowClass+" ."+class(doc.NumberRole), "margin-top:0")
	s.rule("."+signerRowClass, "margin-top:"+string(points(pitch*unit.Length(h.Lines))))
}

// ruleLook is a rule as a border at the foot.
func (s *stylesheet) ruleLook(r doc.Rule) string {
	if len(r.Strokes) == 0 {
		return ""
	}
	kind := "solid"
	if len(r.Strokes) > 1 {
		kind = "double"
	}
	return "border-bottom:" + string(points(max(r.Height(), 3*unit.Point/4*unit.Length(len(r.Strokes))))) + " " + kind + " " + r.Color.Hex() + ";"
}

func (s *stylesheet) colophonLook() {
	at, f := "."+colophonClass, s.doc.Colophon
	s.rule(at, "margin-top:2em;break-inside:avoid"+border("border-top", f.Outer)+border("border-bottom", f.Outer))
	s.rule(at+" p", "margin:0;text-indent:0")
	inset := string(points(f.Inset))
	s.rule(at+" ."+rowClass, "display:flex;justify-content:space-between;gap:1em;padding:0 "+inset)
	if f.Inner > 0 {
		s.rule(at+" ."+rowClass+"+."+rowClass+":not(."+joinedClass+")", border("", f.Inner)[1:])
	}
}

// border is the declaration of a border, empty for none.
func border(side string, weight unit.Length) string {
	if weight <= 0 {
		return ";border:0"
	}
	if side == "" {
		side = "border-top"
	}
	return ";" + side + ":" + string(points(weight)) + " solid"
}

// signatories writes offices and names of a 落款 with 签名章 (7.3.5.3).
func (b *builder) signatories(s *doc.SignOff) {
	for i := range s.Signers {
		b.w.open("div", "class", rowClass, "style", "justify-content:flex-end;gap:"+strconv.Itoa(2)+"em")
		b.paragraph(&s.Signers[i].Post)
		b.paragraph(&s.Signers[i].Name)
		b.w.close("div")
		b.w.line()
	}
}
