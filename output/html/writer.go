package html

import (
	"unicode/utf8"

	"gongwen/internal/diag"
	"gongwen/output/markup"
)

// writer writes elements one after the other.
type writer struct {
	markup.Writer
	diags *diag.List // of characters that may not stand in HTML
	plain bool       // without styles and classes
}

func newWriter(diags *diag.List) *writer {
	const usual = 64 << 10 // a report with its three tables
	w := &writer{diags: diags}
	w.Writer = markup.New(make([]byte, 0, usual), reference, w.illegal)
	return w
}

// open begins an element. Attributes are names and values in turn; one with an
// empty value is left out. A void element has no close.
func (w *writer) open(name string, attrs ...string) {
	if w.plain {
		attrs = withoutLook(attrs)
	}
	w.Start(name, attrs, ">")
}

// withoutLook is attributes without those that say how an element looks.
func withoutLook(attrs []string) []string {
	kept := make([]string, 0, len(attrs))
	for i := 0; i+1 < len(attrs); i += 2 {
		switch attrs[i] {
		case "style", "class", "tabindex":
		default:
			kept = append(kept, attrs[i], attrs[i+1])
		}
	}
	return kept
}

// close ends an element.
func (w *writer) close(name string) { w.End(name) }

// line ends a line of the file between two elements, where it shows nothing.
func (w *writer) line() { w.Bytes = append(w.Bytes, '\n') }

// raw writes what is HTML already.
func (w *writer) raw(s string) { w.Bytes = append(w.Bytes, s...) }

// text writes characters of content; pos is the place of the first.
func (w *writer) text(s string, pos diag.Pos) { w.Text(s, pos) }

// reference is how a character is written if not as itself, and whether it may
// stand in an HTML file (HTML Living Standard 13.2.3.5).
func reference(r rune, size int) (escape string, legal bool) {
	return markup.Escape(r), allowed(r, size)
}

// allowed reports whether HTML has a character. A carriage return would be read
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

func (w *writer) illegal(character string, pos diag.Pos) {
	w.diags.Add(diag.Errorf(pos, "字符 %s 不能写入 HTML", "the character %s cannot be written to HTML", character).
		WithHint("删去这个看不见的控制字符", "delete this invisible control character"))
}
