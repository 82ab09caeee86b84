package docx

import (
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// paraProps is w:pPr (ECMA-376-1 17.3.1.26), its fields in schema order.
type paraProps struct {
	style     string // 17.3.1.27
	keepNext  bool   // 17.3.1.15
	keepLines bool   // 17.3.1.14
	newPage   bool   // pageBreakBefore, 17.3.1.23
	frame     textFrame
	widows    bool   // 17.3.1.44
	singles   bool   // the same is off, which is not the same as not said
	numbering int    // w:numId of w:numPr, 17.3.1.19; 0 for none
	top, foot border // of w:pBdr, 17.3.1.24
	tabs      [3]tab // 17.3.1.38
	eastAsian bool   // kinsoku, overflowPunct, autoSpaceDE, autoSpaceDN: 17.3.1.16, .21, .2, .3
	offGrid   bool   // snapToGrid, 17.3.1.32
	spacing   spacing
	indent    indent
	align     string // w:jc, 17.3.1.13
	outline   int    // w:outlineLvl, 17.3.1.20: from 1, 0 for none
	mark      *mark  // tracked change of the paragraph's mark, 17.3.1.29; nil for none
}

// textFrame is w:framePr (17.3.1.11): a place on the page in twips.
type textFrame struct{ width, x, y int64 }

// border is a w:top or w:bottom of w:pBdr (17.3.1.42, 17.3.1.7): w:val, the width in
// eighths of a point, the distance from the text in points; no kind is none.
type border struct {
	kind        string
	size, space int64
	color       doc.Color
}

// tab is a w:tab of w:tabs (17.3.1.37); no kind is none.
type tab struct {
	kind string // left, center or right
	at   int64
}

// spacing is w:spacing of a paragraph (17.3.1.33) in twips.
type spacing struct {
	set                 bool
	before, after, line int64 // line is exact; 0 leaves it to the style
}

// indent is w:ind (17.3.1.12) in twips and hundredths of a character.
type indent struct {
	set                    bool
	left, right, firstLine int64
	firstLineChars         int
}

func (p paraProps) write(w *xmlWriter) {
	if p == (paraProps{}) {
		return
	}
	w.open("w:pPr")
	p.writeContent(w)
	w.close("w:pPr")
}

func (p paraProps) writeContent(w *xmlWriter) {
	if p.style != "" {
		w.leaf("w:pStyle", "w:val", p.style)
	}
	toggle(w, "w:keepNext", p.keepNext)
	toggle(w, "w:keepLines", p.keepLines)
	toggle(w, "w:pageBreakBefore", p.newPage)
	p.frame.write(w)
	if p.singles {
		w.leaf("w:widowControl", "w:val", "0")
	} else {
		toggle(w, "w:widowControl", p.widows)
	}
	if p.numbering > 0 {
		w.open("w:numPr")
		w.leaf("w:ilvl", "w:val", "0")
		w.leaf("w:numId", "w:val", decimal(p.numbering))
		w.close("w:numPr")
	}
	p.borders(w)
	p.tabStops(w)
	if p.eastAsian {
		w.leaf("w:kinsoku")
		// On, as Word has it by default. LibreOffice 7.4 takes off for on and leaves
		// out what hangs beyond the edge when it prints.
		w.leaf("w:overflowPunct")
		w.leaf("w:autoSpaceDE")
		w.leaf("w:autoSpaceDN")
	}
	switch {
	case p.offGrid:
		w.leaf("w:snapToGrid", "w:val", "0")
	case w.whole:
		w.leaf("w:snapToGrid")
	}
	p.spacing.write(w)
	p.indent.write(w)
	if p.align != "" {
		w.leaf("w:jc", "w:val", p.align)
	}
	if p.outline > 0 {
		w.leaf("w:outlineLvl", "w:val", decimal(p.outline-1))
	}
	p.mark.write(w)
}

func (f textFrame) write(w *xmlWriter) {
	if f != (textFrame{}) {
		w.leaf("w:framePr", "w:w", decimal(f.width), "w:wrap", "notBeside", "w:vAnchor", "page", "w:hAnchor", "page", "w:x", decimal(f.x), "w:y", decimal(f.y))
	}
}

func (p paraProps) borders(w *xmlWriter) {
	if p.top.kind == "" && p.foot.kind == "" {
		return
	}
	w.open("w:pBdr")
	p.top.write(w, "w:top")
	p.foot.write(w, "w:bottom")
	w.close("w:pBdr")
}

func (b border) write(w *xmlWriter, name string) {
	if b.kind != "" {
		w.leaf(name, "w:val", b.kind, "w:sz", decimal(b.size), "w:space", decimal(b.space), "w:color", hex(b.color.R, b.color.G, b.color.B))
	}
}

func (p paraProps) tabStops(w *xmlWriter) {
	if p.tabs[0].kind == "" {
		return
	}
	w.open("w:tabs")
	for _, t := range p.tabs {
		if t.kind != "" {
			w.leaf("w:tab", "w:val", t.kind, "w:pos", decimal(t.at))
		}
	}
	w.close("w:tabs")
}

func (s spacing) write(w *xmlWriter) {
	if !s.set {
		return
	}
	if s.line == 0 {
		w.leaf("w:spacing", "w:before", decimal(s.before), "w:after", decimal(s.after))
		return
	}
	w.leaf("w:spacing", "w:before", decimal(s.before), "w:after", decimal(s.after), "w:line", decimal(s.line), "w:lineRule", "exact")
}

func (i indent) write(w *xmlWriter) {
	if !i.set {
		return
	}
	first, length := "w:firstLine", i.firstLine
	if length < 0 {
		first, length = "w:hanging", -length
	}
	w.leaf("w:ind", "w:left", decimal(i.left), "w:right", decimal(i.right),
		"w:firstLineChars", decimal(i.firstLineChars), first, decimal(length))
}

// runProps is w:rPr (17.3.2.28), its fields in schema order.
type runProps struct {
	style    string // 17.3.2.29
	hint     bool   // w:hint of w:rFonts, 17.3.2.26
	font     doc.FontRole
	bold     bool      // 17.3.2.1, 17.3.2.2
	color    doc.Color // 17.3.2.6; black is the default
	tracking int64     // w:spacing, 17.3.2.35: twips
	size     int64     // w:sz, 17.3.2.38: half points
	language string    // w:eastAsia of w:lang, 17.3.2.20
}

func (r runProps) write(w *xmlWriter) {
	if r == (runProps{}) {
		return
	}
	w.open("w:rPr")
	r.writeContent(w)
	w.close("w:rPr")
}

func (r runProps) writeContent(w *xmlWriter) {
	if r.style != "" {
		w.leaf("w:rStyle", "w:val", r.style)
	}
	r.writeFonts(w)
	toggle(w, "w:b", r.bold)
	toggle(w, "w:bCs", r.bold)
	switch {
	case r.color != doc.Color{}:
		w.leaf("w:color", "w:val", hex(r.color.R, r.color.G, r.color.B))
	case w.whole:
		w.leaf("w:color", "w:val", "auto")
	}
	if r.tracking != 0 || w.whole {
		w.leaf("w:spacing", "w:val", decimal(r.tracking))
	}
	if r.size != 0 {
		w.leaf("w:sz", "w:val", decimal(r.size))
		w.leaf("w:szCs", "w:val", decimal(r.size))
	}
	if r.language != "" {
		w.leaf("w:lang", "w:val", "en-US", "w:eastAsia", r.language, "w:bidi", "ar-SA")
	}
}

func (r runProps) writeFonts(w *xmlWriter) {
	hint, latin := "", r.font.Latin
	if r.hint {
		hint = "eastAsia"
	}
	if latin == "" {
		latin = r.font.Name
	}
	if hint != "" || latin != "" {
		w.leaf("w:rFonts", "w:hint", hint, "w:ascii", latin, "w:hAnsi", latin, "w:eastAsia", r.font.Name, "w:cs", latin)
	}
}

// toggle writes a property that is on by being there (17.17.4). A w:val that
// says the same is rejected in table rows by schema-true readers.
func toggle(w *xmlWriter, name string, on bool) {
	switch {
	case on:
		w.leaf(name)
	case w.whole:
		w.leaf(name, "w:val", "0")
	}
}

func hex(bytes ...byte) string {
	const digits = "0123456789ABCDEF"
	out := make([]byte, 0, 2*len(bytes))
	for _, b := range bytes {
		out = append(out, digits[b>>4], digits[b&15])
	}
	return string(out)
}

// trackingTwips is a tracking in whole twips, never wider than asked: at the
// nearest twip the last of 28 characters would no longer fit its line.
func trackingTwips(l unit.Length) int64 {
	twips := l / unit.Twip
	if l%unit.Twip < 0 {
		twips--
	}
	return int64(twips)
}
