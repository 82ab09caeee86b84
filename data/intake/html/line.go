package html

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"gongwen/data/cell"
	"gongwen/data/intake/flow"
)

// textStyle is how text looks.
type textStyle struct {
	bold, pre bool
	anchor    bool // it stands in a link, be its target whole or not
	link      string
	means     cell.Look
	cell      bool // it stands in a cell of a table
	invisible bool // visibility and font-size, which what stands inside may take back
	sizeless  bool
	ink       string // its colour, as isWhite has it
	painted   bool   // something else than white is behind it
	// What tells digits of one figure from others beside them.
	size, colour, place, target string
}

// style is what tells a text from others, beside what it means.
func (t textStyle) style() string {
	style := t.size + "|" + t.colour + "|" + t.place + "|" + t.target
	if t.anchor {
		style += "|link"
	}
	return style
}

// line is a line of text whose blanks are made one by one (CSS Text 3, section
// 4.1): several are one, and a line end between Chinese characters is none.
type line struct {
	flow.Line
	last   rune
	blank  bool      // a blank is due before the next character
	look   textStyle // of the blank
	broken bool      // the blank holds a line end
	plain  bool      // some text stands outside of links
	// ornament is that what cannot be read shows no text, such as a box to tick.
	ornament bool
}

func (l *line) write(s string, as textStyle) {
	var b strings.Builder
	for _, r := range s {
		if !as.pre && strings.ContainsRune(" \t\n\r\f", r) {
			if !l.blank {
				l.blank, l.look = true, as
			}
			l.broken = l.broken || r == '\n'
			continue
		}
		if l.blank && l.last != 0 && !(l.broken && isWide(l.last) && isWide(r)) {
			l.put(b.String(), as)
			b.Reset()
			l.put(" ", l.look)
		}
		l.blank, l.broken = false, false
		b.WriteRune(r)
		l.last = r
	}
	l.put(b.String(), as)
	l.plain = l.plain || !as.anchor && strings.TrimSpace(b.String()) != ""
}

func (l *line) put(s string, as textStyle) {
	l.AddStyled(flow.Run{Text: s, Bold: as.bold, Link: as.link, Look: as.means}, as.style())
}

// isWide reports whether no blank is seen between a character and others of its
// kind: those of East Asian width, and the marks that Chinese shares with other
// scripts.
func isWide(r rune) bool {
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return true
	case width.EastAsianAmbiguous:
		return unicode.IsPunct(r)
	}
	return false
}
