package layout

import (
	"slices"
	"strings"

	"gongwen/fonts"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
	"gongwen/layout/linebreak"
)

// Workshop is what one document after another is set with: room that has grown to
// the size of their paragraphs, and the cells that the official tables have in report
// after report. What is set does not depend on what was set before. The zero Workshop
// is ready; it serves one document at a time.
type Workshop struct {
	breaker linebreak.Breaker
	shaped  []fonts.Glyph // of one run after the other
	book    *fonts.Book   // whose faces the labels have
	labels  map[labelKey]*label
}

// mostLabels bounds the labels that are kept, and longestLabel the bytes of each: an
// official report has some hundred different cells, accounts with lists some thousand,
// each with a kilobyte or two of what draws it.
const (
	mostLabels   = 4096
	longestLabel = 256
)

// labelKey is what tells the texts of cells apart, but for the rest of their styles.
type labelKey struct {
	text                  string
	role                  string
	width, size           unit.Length
	bold, greedy, balance bool
}

// label is the text of a cell that has been shaped and broken. Nothing of it changes.
type label struct {
	style  doc.TextStyle
	text   string
	glyphs []fonts.Glyph
	broken []linebreak.Line
	drawn  [][]frame.Text // of each line, from its beginning; nil of one that no page shows yet
}

// draw draws a line of a label. Glyphs that stand on many pages, as a zero does in a long
// table, are there once.
func (b *label) draw(l line, page *frame.Page, x, y unit.Length, artifact frame.Artifact) {
	if b.drawn == nil {
		b.drawn = make([][]frame.Text, len(b.broken))
	}
	i := slices.IndexFunc(b.broken, func(one linebreak.Line) bool { return one.Start == l.broken.Start })
	if b.drawn[i] == nil {
		var alone frame.Page
		line{text: l.text, broken: l.broken}.drawOwn(&alone, 0, 0, frame.Content)
		for _, item := range alone.Items {
			b.drawn[i] = append(b.drawn[i], *item.(*frame.Text))
		}
	}
	for _, text := range b.drawn[i] {
		text.X, text.Y, text.Node, text.Artifact = text.X+x+l.shift, y, l.text.spans[0].node, artifact
		page.Items = append(page.Items, &text)
	}
}

// use makes the workshop ready for a document that is set with the faces of a book.
func (w *Workshop) use(book *fonts.Book) {
	if w.labels == nil || w.book != book {
		w.book, w.labels = book, map[labelKey]*label{}
	}
}

// cellText shapes the runs of a cell and breaks them into lines of at most width. Where
// they say nothing but a short text, the same is not done again.
func (s *setter) cellText(style doc.TextStyle, node doc.NodeID, runs []doc.Run, width unit.Length, balance bool) []line {
	if len(runs) != 1 || !isPlain(&runs[0]) {
		return s.shape(style, node, "", runs).breakInto(width, 0, balance)
	}
	labels := s.shop.labels
	key := labelKey{text: runs[0].Text, role: style.Role, width: width, size: style.Size, bold: runs[0].Bold, greedy: s.doc.Greedy, balance: balance}
	if known := labels[key]; known != nil && known.style == style {
		t := &text{style: style, greedy: s.doc.Greedy, breaker: &s.shop.breaker, string: known.text, glyphs: known.glyphs, label: known}
		t.spans = []span{{end: len(t.glyphs), node: node, style: &t.style}}
		return t.aligned(known.broken, width)
	}
	faults := s.faults
	t := s.shape(style, node, "", runs)
	broken := t.broken(width, 0, balance)
	if s.faults == faults { // else every document is told of them
		if len(labels) >= mostLabels {
			clear(labels)
		}
		key.text = strings.Clone(key.text) // of a whole file as a rule, which would stay
		t.string = key.text
		t.label = &label{style: style, text: key.text, glyphs: t.glyphs, broken: broken}
		labels[key] = t.label
	}
	return t.aligned(broken, width)
}

// isPlain reports whether a run is a short text that looks the same wherever it
// stands.
func isPlain(r *doc.Run) bool {
	return r.Link == "" && r.Change == doc.Kept && len(r.Breaks) == 0 && !r.Whole && len(r.Text) <= longestLabel
}
