package layout

import (
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
	said     map[diag.Diagnostic]bool
	problems diag.List
}

// text is shaped text of one style.
type text struct {
	style    doc.TextStyle
	string   string
	glyphs   []fonts.Glyph // Start and End are bytes of string
	clusters []linebreak.Cluster
	spans    []span
}

// span is what a run of a text belongs to, up to the glyph before end.
type span struct {
	end  int
	node doc.NodeID
	link string // target; empty for none
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
	if !s.said[d] {
		s.said[d] = true
		s.problems.Add(d)
	}
}

// shape shapes a number and runs of node in one style.
func (s *setter) shape(style doc.TextStyle, node doc.NodeID, number string, runs []doc.Run) *text {
	t := &text{style: style, string: number + doc.Text(runs)}
	t.spans = make([]span, 0, len(runs)+1)
	start := 0
	add := func(r doc.Run) {
		s.shapeRun(t, r, start)
		start += len(r.Text)
		sp := span{end: len(t.glyphs), node: node}
		if r.Link != "" && r.ID != 0 {
			sp.node, sp.link = r.ID, r.Link
		}
		t.spans = append(t.spans, sp)
	}
	if number != "" {
		add(doc.Run{Text: number})
	}
	for _, r := range runs {
		add(r)
	}
	t.clusters = make([]linebreak.Cluster, len(t.glyphs))
	for i, g := range t.glyphs {
		advance := g.Advance
		if g.FullWidth {
			advance += style.Tracking
		}
		t.clusters[i] = linebreak.Cluster{Rune: g.Rune, Em: style.Size + style.Tracking, Advance: advance, Start: g.Start, End: g.End}
	}
	return t
}

// shapeRun shapes a run that begins at byte start of t.
func (s *setter) shapeRun(t *text, r doc.Run, start int) {
	glyphs, missing := s.book.Shape(t.style.Font, r.Bold || t.style.Bold, t.style.Size, r.Text)
	for i := range glyphs {
		glyphs[i].Start += start
		glyphs[i].End += start
	}
	if t.glyphs == nil {
		t.glyphs = glyphs
	} else {
		t.glyphs = append(t.glyphs, glyphs...)
	}
	for _, m := range missing {
		s.say(m.Diagnostic(r.Pos.Offset(utf8.RuneCountInString(r.Text[:m.Offset]))))
	}
}

// breakInto breaks t into lines of at most width, aligned as its style says.
func (t *text) breakInto(width, indent unit.Length, balance bool) []line {
	broken := linebreak.Break(linebreak.Paragraph{
		Text: t.string, Clusters: t.clusters, Width: width, Indent: indent,
		Justify: t.style.Align == doc.Justify, Balance: balance,
	})
	lines := make([]line, len(broken))
	for i, b := range broken {
		lines[i] = line{text: t, broken: b}
		switch t.style.Align {
		case doc.Centred:
			lines[i].shift = (width - b.Width) / 2
		case doc.AlignRight:
			lines[i].shift = width - b.Width
		}
	}
	return lines
}

// em is the advance of a full-width character.
func em(style doc.TextStyle) unit.Length { return style.Size + style.Tracking }
