package layout

import (
	"slices"
	"unicode/utf8"

	"gongwen/fonts"
	"gongwen/internal/diag"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/linebreak"
)

// zeroWidthSpace marks a place where a line may be broken and is never drawn.
const zeroWidthSpace = '\u200b'

// setter sets the text of one document and keeps what is wrong with it.
type setter struct {
	doc      *doc.Document
	book     *fonts.Book
	styles   map[string]doc.TextStyle
	said     map[diag.Key]bool
	setting  *doc.Setting
	wants    Wants
	tight    tightness
	keeps    int    // how many cells a table has at most whose lines are kept
	foot     *piece // the 版记; nil for none
	shop     *Workshop
	problems diag.List
	faults   int // all that were found, those too that had been said before
}

// text is shaped text of a paragraph, whose lines are placed as style says.
type text struct {
	style    doc.TextStyle
	greedy   bool // lines are broken as a word processor breaks them
	breaker  *linebreak.Breaker
	string   string
	glyphs   []fonts.Glyph // Start and End are bytes of string
	clusters []linebreak.Cluster
	spans    []span
	label    *label // that it is; nil for none
}

// span is what a run of a text belongs to, up to the glyph before end.
type span struct {
	end    int
	node   doc.NodeID
	link   string // target; empty for none
	style  *doc.TextStyle
	change doc.Change
}

// part is a number and runs of a node in one style.
type part struct {
	style  doc.TextStyle
	node   doc.NodeID
	number string
	runs   []doc.Run
}

// style is the text style of a role.
func (s *setter) style(role string) doc.TextStyle {
	if style, ok := s.styles[role]; ok {
		return style
	}
	style, ok := s.doc.Style(role)
	if !ok {
		s.say(diag.Errorf(diag.Pos{}, "样式表缺少“%s”", "the style sheet has no style %q", role))
		style = doc.TextStyle{Role: role, Size: s.doc.Page.Pitch / 2, Leading: s.doc.Page.Pitch}
	}
	s.styles[role] = style
	return style
}

// say adds a diagnostic that was not said before: text that stands on every
// page or is set in several sizes is wrong only once.
func (s *setter) say(d diag.Diagnostic) {
	s.faults++
	if !s.said[d.Key()] {
		s.said[d.Key()] = true
		s.problems.Add(d)
	}
}

// shape shapes a number and runs of node in one style.
func (s *setter) shape(style doc.TextStyle, node doc.NodeID, number string, runs []doc.Run) *text {
	return s.join(style, part{style: style, node: node, number: number, runs: runs})
}

// join shapes parts that follow each other in a paragraph of a style.
func (s *setter) join(style doc.TextStyle, parts ...part) *text {
	t := &text{style: style, greedy: s.doc.Greedy, breaker: &s.shop.breaker}
	for _, p := range parts {
		t.string += p.number + doc.Text(p.runs)
	}
	start, refused := 0, map[string]bool{}
	for i := range parts {
		start = s.addPart(t, &parts[i], start, refused)
	}
	return t
}

// addPart shapes a part that begins at byte start of t, and gives its end.
func (s *setter) addPart(t *text, p *part, start int, refused map[string]bool) int {
	begun, clustered := len(t.glyphs), len(t.clusters)
	var whole []glyphRange
	add := func(r doc.Run) {
		from := len(t.glyphs)
		if !s.refuses(r, refused) {
			s.shapeRun(t, p.style, r, start)
		}
		if r.Whole {
			whole = append(whole, glyphRange{from - begun, len(t.glyphs) - begun})
		}
		start += len(r.Text)
		sp := span{end: len(t.glyphs), node: p.node, style: &p.style}
		if r.Change != doc.Kept {
			style := p.style
			style.Color, sp.change = doc.ChangeColour(r.Change), r.Change
			sp.style = &style
		}
		if r.Link != "" && r.ID != 0 {
			sp.node, sp.link = r.ID, r.Link
		}
		t.spans = append(t.spans, sp)
	}
	if p.number != "" {
		add(doc.Run{Text: p.number, Change: doc.ChangeOf(p.runs)})
	}
	for _, r := range p.runs {
		add(r)
	}
	t.clusters = slices.Grow(t.clusters, len(t.glyphs)-begun)
	for _, g := range t.glyphs[begun:] {
		advance := g.Advance
		if g.FullWidth || s.doc.Greedy {
			advance += p.style.Tracking
		}
		t.clusters = append(t.clusters, linebreak.Cluster{Rune: g.Rune, Em: em(p.style), Advance: advance, Start: g.Start, End: g.End})
	}
	for _, w := range whole {
		for i := w.from + 1; i < w.to; i++ {
			t.clusters[clustered+i].Kept = true
		}
	}
	return start
}

// glyphRange is the glyphs from one up to another of a part.
type glyphRange struct{ from, to int }

// shapeRun shapes a run that begins at byte start of t. A place where its words
// may be parted becomes a glyph that is not drawn.
func (s *setter) shapeRun(t *text, style doc.TextStyle, r doc.Run, start int) {
	glyphs, missing := s.book.AppendShape(s.shop.shaped[:0], style.Font, r.Bold || style.Bold, style.Size, r.Text)
	s.shop.shaped = glyphs
	breaks := r.Breaks
	t.glyphs = slices.Grow(t.glyphs, len(glyphs)+len(breaks))
	for _, g := range glyphs {
		for len(breaks) > 0 && breaks[0] <= g.Start {
			if breaks[0] == g.Start && g.Start > 0 {
				at := start + g.Start
				t.glyphs = append(t.glyphs, fonts.Glyph{Rune: zeroWidthSpace, Start: at, End: at})
			}
			breaks = breaks[1:]
		}
		g.Start += start
		g.End += start
		t.glyphs = append(t.glyphs, g)
	}
	for _, m := range missing {
		s.say(m.Diagnostic(r.Pos.Offset(utf8.RuneCountInString(r.Text[:m.Offset]))))
	}
}

// breakInto breaks t into lines of at most width, aligned as its style says.
func (t *text) breakInto(width, indent unit.Length, balance bool) []line {
	return t.aligned(t.broken(width, indent, balance), width)
}

func (t *text) broken(width, indent unit.Length, balance bool) []linebreak.Line {
	return t.breaker.Break(linebreak.Paragraph{
		Text: t.string, Clusters: t.clusters, Width: width, Indent: indent,
		Justify: t.style.Align == doc.Justify, Greedy: t.greedy, Tracking: t.style.Tracking, Balance: balance,
	})
}

// aligned are the lines into which t is broken, in a room as wide.
func (t *text) aligned(broken []linebreak.Line, width unit.Length) []line {
	lines := make([]line, len(broken))
	for i, b := range broken {
		lines[i] = line{text: t, broken: b}
		switch t.style.Align {
		case doc.Centred:
			lines[i].shift = (width - b.Width) / 2
		case doc.AlignRight, doc.Decimal:
			lines[i].shift = width - b.Width
		}
	}
	return lines
}

// em is the advance of a full-width character.
func em(style doc.TextStyle) unit.Length { return style.Size + style.Tracking }
