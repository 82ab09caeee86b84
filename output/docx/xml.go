package docx

import (
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"

	"gongwen/internal/diag"
)

const xmlHeader = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// xmlWriter writes elements one after the other. Schema order is the caller's
// business: the property types of this package each write theirs in one place.
// It writes a whole report in half the time that encoding/xml takes for the
// cells of its tables alone.
type xmlWriter struct {
	b     []byte
	diags *diag.List // of characters that may not stand in XML
}

func newXML(diags *diag.List) *xmlWriter {
	return &xmlWriter{b: []byte(xmlHeader), diags: diags}
}

// open begins an element. Attributes are names and values in turn; one with an
// empty value is left out.
func (w *xmlWriter) open(name string, attrs ...string) {
	w.begin(name, attrs)
	w.b = append(w.b, '>')
}

// leaf writes an element without content.
func (w *xmlWriter) leaf(name string, attrs ...string) {
	w.begin(name, attrs)
	w.b = append(w.b, '/', '>')
}

// close ends an element.
func (w *xmlWriter) close(name string) {
	w.b = append(w.b, '<', '/')
	w.b = append(w.b, name...)
	w.b = append(w.b, '>')
}

// element writes an element that holds text and nothing else.
func (w *xmlWriter) element(name, text string, attrs ...string) {
	w.open(name, attrs...)
	w.text(text, diag.Pos{})
	w.close(name)
}

func (w *xmlWriter) begin(name string, attrs []string) {
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
}

// text writes characters of content or of an attribute's value; pos is the
// place of the first. A character outside the production Char of XML 1.0 (2.2)
// is reported and left out.
func (w *xmlWriter) text(s string, pos diag.Pos) {
	done, count := 0, 0
	for i := 0; i < len(s); count++ {
		r, size := utf8.DecodeRuneInString(s[i:])
		escape, legal := reference(r, size)
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

// reference is how a character is written if not as itself, and whether XML has it.
func reference(r rune, size int) (escape string, legal bool) {
	switch {
	case r == '&':
		return "&amp;", true
	case r == '<':
		return "&lt;", true
	case r == '>':
		return "&gt;", true
	case r == '"':
		return "&quot;", true
	case r == '\t':
		return "&#9;", true
	case r == '\n':
		return "&#10;", true
	case r < ' ', r == utf8.RuneError && size <= 1, r == 0xFFFE, r == 0xFFFF:
		return "", false
	}
	return "", true
}

func (w *xmlWriter) illegal(r rune, first byte, size int, pos diag.Pos) {
	name := fmt.Sprintf("U+%04X", r)
	if size <= 1 && r == utf8.RuneError {
		name = fmt.Sprintf("0x%02X", first)
	}
	d := diag.Errorf(pos, "字符 %s 不能写入 DOCX", "the character %s cannot be written to DOCX", name).
		WithHint("删去这个看不见的控制字符", "delete this invisible control character")
	// The properties repeat the title; they need not complain of it again.
	known := func(other diag.Diagnostic) bool { return other.Message == d.Message }
	if pos == (diag.Pos{}) && slices.ContainsFunc(*w.diags, known) {
		return
	}
	w.diags.Add(d)
}

// decimal writes a number as an attribute's value.
func decimal[T ~int | ~int64](n T) string { return strconv.FormatInt(int64(n), 10) }
