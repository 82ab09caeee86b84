// Package markup writes the elements of XML and HTML, one after the other. The
// order and nesting of elements is the caller's business.
package markup

import (
	"fmt"
	"unicode/utf8"

	"gongwen/internal/diag"
)

// Reference says how a language writes a character: with an escape, or as
// itself when escape is empty, and whether the language has it at all. A size
// of 1 with utf8.RuneError is a byte that is no UTF-8.
type Reference func(r rune, size int) (escape string, legal bool)

// Writer appends elements to Bytes.
type Writer struct {
	Bytes     []byte
	reference Reference
	illegal   func(character string, pos diag.Pos)
}

// New is a Writer that appends to b. illegal is told of each character that
// the language does not have, by its code point, and of its place.
func New(b []byte, reference Reference, illegal func(character string, pos diag.Pos)) Writer {
	return Writer{Bytes: b, reference: reference, illegal: illegal}
}

// Start writes a tag with attributes, names and values in turn, and end, such
// as ">" or "/>". An attribute with an empty value is left out.
func (w *Writer) Start(name string, attrs []string, end string) {
	w.Bytes = append(w.Bytes, '<')
	w.Bytes = append(w.Bytes, name...)
	for i := 0; i+1 < len(attrs); i += 2 {
		if attrs[i+1] == "" {
			continue
		}
		w.Bytes = append(w.Bytes, ' ')
		w.Bytes = append(w.Bytes, attrs[i]...)
		w.Bytes = append(w.Bytes, '=', '"')
		w.Text(attrs[i+1], diag.Pos{})
		w.Bytes = append(w.Bytes, '"')
	}
	w.Bytes = append(w.Bytes, end...)
}

// End writes an end tag.
func (w *Writer) End(name string) {
	w.Bytes = append(w.Bytes, '<', '/')
	w.Bytes = append(w.Bytes, name...)
	w.Bytes = append(w.Bytes, '>')
}

// Text writes characters of content or of an attribute's value; pos is the
// place of the first. An illegal one is reported and left out.
func (w *Writer) Text(s string, pos diag.Pos) {
	done, count := 0, 0
	for i := 0; i < len(s); count++ {
		if n := itself(s[i:]); n > 0 {
			i += n
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		escape, legal := w.reference(r, size)
		if escape != "" || !legal {
			w.Bytes = append(w.Bytes, s[done:i]...)
			w.Bytes = append(w.Bytes, escape...)
			done = i + size
		}
		if !legal {
			w.illegal(codePoint(r, s[i], size), pos.Offset(count))
		}
		i += size
	}
	w.Bytes = append(w.Bytes, s[done:]...)
}

// itself is the length of the character that s begins with, when that stands for itself
// in every language: most letters and digits of ASCII, and the characters from U+3000 to
// U+9FFF, of which nearly all text consists. 0 for all others.
func itself(s string) int {
	switch c := s[0]; {
	case c >= '?' && c < 0x7F, c >= '(' && c < '<', c == ' ':
		return 1
	case c >= 0xE3 && c <= 0xE9 && len(s) > 2 && s[1]&0xC0 == 0x80 && s[2]&0xC0 == 0x80:
		return 3
	}
	return 0
}

// codePoint names a character, or the byte that is none.
func codePoint(r rune, first byte, size int) string {
	if size <= 1 && r == utf8.RuneError {
		return fmt.Sprintf("0x%02X", first)
	}
	return fmt.Sprintf("U+%04X", r)
}

// Escape is the reference of the characters that mean something in both
// languages; empty for all others.
func Escape(r rune) string {
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

// XML is the Reference of XML 1.0: its production Char (2.2), and blanks that
// would be lost in an attribute.
func XML(r rune, size int) (escape string, legal bool) {
	switch {
	case r == '\t':
		return "&#9;", true
	case r == '\n':
		return "&#10;", true
	case r < ' ', r == utf8.RuneError && size <= 1, r == 0xFFFE, r == 0xFFFF:
		return "", false
	}
	return Escape(r), true
}
