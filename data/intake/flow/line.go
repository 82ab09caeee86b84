package flow

import (
	"slices"
	"strings"
	"unicode"
)

// Line is a line of text being put together. The zero Line is empty.
type Line struct {
	runs []Run // those before the open one
	open Run   // its text stands in text
	text []byte
}

// Add puts text behind the line, joined to the last run if that looks the same.
// Characters that show nothing, such as U+200B and U+FEFF, which web editors
// leave behind, are dropped; blanks of a fixed kind become plain ones.
func (l *Line) Add(r Run) {
	if r.Text = strings.Map(visible, r.Text); r.Text == "" {
		return
	}
	if !r.alike(l.open) {
		l.close()
		l.open = Run{Bold: r.Bold, Link: r.Link, Look: r.Look}
	}
	l.text = append(l.text, r.Text...)
}

func (l *Line) close() {
	if len(l.text) > 0 {
		l.open.Text = string(l.text)
		l.runs = append(l.runs, l.open)
		l.text = nil
	}
}

// Empty reports whether nothing was added.
func (l *Line) Empty() bool { return len(l.runs) == 0 && len(l.text) == 0 }

// Runs is the line without the blanks at its ends.
func (l *Line) Runs() []Run {
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
