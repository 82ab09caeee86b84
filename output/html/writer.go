package html

import (
	"fmt"
	"unicode/utf8"

	"gongwen/internal/diag"
)

// writer writes elements one after the other.
type writer struct {
	b     []byte
	diags *diag.List // of characters that may not stand in HTML
}

func newWriter(diags *diag.List) *writer {
	const usual = 64 << 10 // a report with its three tables
	return &writer{b: make([]byte, 0, usual), diags: diags}
}

// open begins an element. Attributes are names and values in turn; one with an
// empty value is left out. A void element has no close.
func (w *writer) open(name string, attrs ...string) {
	w.b = append(w.b, '<')
	w.b = append(w.b, name...)
	for i := 0; i+1 < len(attrs); i += 2 {
		if attrs[i+1] == "" {
			continue
		}
		w.b = append(w.b, ' ')
		w.b = append(w.b, attrs[i]...)
		w.b = append(w.b, '=', '"')
		w.text(attrs[i+1], diag.Pos{})
		w.b = append(w.b, '"')
	}
	w.b = append(w.b, '>')
}

// close ends an element.
func (w *writer) close(name string) {
	w.b = append(w.b, '<', '/')
	w.b = append(w.b, name...)
	w.b = append(w.b, '>')
}

// line ends a line of the file between two elements, where it shows nothing.
func (w *writer) line() { w.b = append(w.b, '\n') }

// raw writes what is HTML already.
func (w *writer) raw(s string) { w.b = append(w.b, s...) }

// text writes characters of content or of an attribute's value; pos is the
// place of the first. One that may not stand in an HTML file (HTML Living
// Standard 13.2.3.5) is reported and left out.
func (w *writer) text(s string, pos diag.Pos) {
	done, count := 0, 0
	for i := 0; i < len(s); count++ {
		r, size := utf8.DecodeRuneInString(s[i:])
		escape := reference(r)
		legal := allowed(r, size)
		if escape != "" || !legal {
			w.b = append(w.b, s[done:i]...)
			w.b = append(w.b, escape...)
			done = i + size
		}
		if !legal {
			w.illegal(r, s[i], size, pos.Offset(count))
		}
		i += size
	}
	w.b = append(w.b, s[done:]...)
}

// reference is how a character is written if not as itself.
func reference(r rune) string {
	switch r {
	case '&':
		return "&amp;"
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	case '"':
		return "&quot;"
	}
	return ""
}

// allowed says whether HTML has a character. A carriage return would be read
// as a line feed, so it is none.
func allowed(r rune, size int) bool {
	switch {
	case r == utf8.RuneError && size <= 1:
		return false
	case r < ' ':
		return r == '\t' || r == '\n'
	case r >= 0x7F && r <= 0x9F:
		return false
	}
	return (r < 0xFDD0 || r > 0xFDEF) && r&0xFFFE != 0xFFFE
}

func (w *writer) illegal(r rune, first byte, size int, pos diag.Pos) {
	name := fmt.Sprintf("U+%04X", r)
	if size <= 1 && r == utf8.RuneError {
		name = fmt.Sprintf("0x%02X", first)
	}
	w.diags.Add(diag.Errorf(pos, "字符 %s 不能写入 HTML", "the character %s cannot be written to HTML", name).
		WithHint("删去这个看不见的控制字符", "delete this invisible control character"))
}
