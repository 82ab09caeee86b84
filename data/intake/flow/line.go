package flow

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongwen/data/cell"
)

// Line is a line of text being put together. The zero Line is empty.
type Line struct {
	runs []Run // those before the open one
	open Run   // its text stands in text
	text []byte

	last    rune   // character
	style   string // of it
	missing bool   // something that cannot be read stands here
}

// Add puts text behind the line, joined to the last run if that looks the same.
// Characters that show nothing, such as U+200B and U+FEFF, which web editors
// leave behind, are dropped; blanks of a fixed kind become plain ones.
func (l *Line) Add(r Run) { l.AddStyled(r, "") }

// AddStyled is Add for text of a style: whatever else tells its look from that of
// other text, such as its size, its colour and a place out of the line. Digits of
// two styles beside each other become two runs, the second of which is Parted.
func (l *Line) AddStyled(r Run, style string) {
	if r.Text = strings.Map(visible, r.Text); r.Text == "" {
		return
	}
	first, _ := utf8.DecodeRuneInString(r.Text)
	l.tellMissing(first)
	r.Parted = r.Parted || style != l.style && unicode.IsDigit(first) && unicode.IsDigit(l.last)
	l.add(r)
	l.last, _ = utf8.DecodeLastRuneInString(r.Text)
	l.style = style
}

func (l *Line) add(r Run) {
	if r.Parted || !r.alike(l.open) {
		l.close()
		l.open = r
		l.open.Text = ""
	}
	l.text = append(l.text, r.Text...)
}

// Miss notes that something stands here that cannot be read, such as a picture.
func (l *Line) Miss() { l.missing = true }

// tellMissing adds Unread for what is missing before a character, where a digit
// stands beside it: other text loses nothing.
func (l *Line) tellMissing(next rune) {
	if l.missing && (unicode.IsDigit(l.last) || unicode.IsDigit(next)) {
		l.add(Run{Text: cell.Unread, Look: cell.Missing})
	}
	l.missing = false
}

func (l *Line) close() {
	if len(l.text) > 0 {
		l.open.Text = string(l.text)
		l.runs = append(l.runs, l.open)
		l.text = nil
	}
}

// OnlyMissing reports whether something stands here that cannot be read, and nothing
// else.
func (l *Line) OnlyMissing() bool { return l.Empty() && l.missing }

// Empty reports whether nothing was added.
func (l *Line) Empty() bool { return len(l.runs) == 0 && len(l.text) == 0 }

// Runs is the line without the blanks at its ends.
func (l *Line) Runs() []Run {
	l.tellMissing(0)
	l.close()
	return Trim(l.runs)
}

func visible(r rune) rune {
	switch {
	case r == '\t' || r == '\u3000':
		return r
	case r == '\u00A0' || r == '\u202F' || r == '\u2007':
		return ' '
	case r == '\u00AD' || r == '\u200B' || r == '\u2060' || r == '\uFEFF' || unicode.IsControl(r):
		return -1
	}
	return r
}

// Trim is a copy of runs without the blanks at both ends.
func Trim(list []Run) []Run {
	runs := slices.Clone(list)
	for len(runs) > 0 {
		if runs[0].Text = strings.TrimLeftFunc(runs[0].Text, unicode.IsSpace); runs[0].Text != "" {
			break
		}
		runs = runs[1:]
	}
	for n := len(runs); n > 0; n = len(runs) {
		if runs[n-1].Text = strings.TrimRightFunc(runs[n-1].Text, unicode.IsSpace); runs[n-1].Text != "" {
			break
		}
		runs = runs[:n-1]
	}
	return runs
}
