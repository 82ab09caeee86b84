package ofd

import (
	"strconv"
	"strings"
	"unicode"

	"gongwen/internal/diag"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/output/markup"
)

// namespace is that of GB/T 33190-2016 (7.2). Readers know its elements by the
// prefix that the standard's own examples have. It stands in single quotes because
// a checker of files for archives takes every address in double ones for a
// resource outside of the file.
const namespace = ` xmlns:ofd='http://www.ofdspec.org/2016'`

const xmlHeader = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// writer writes an XML part. What is not in its production Char was refused, or
// is text that the program made.
type writer struct{ markup.Writer }

func newWriter(b []byte) *writer {
	return &writer{markup.New(b, markup.XML, func(string, diag.Pos) {})}
}

// begin is a part whose root is the element name.
func begin(name string, attrs ...string) *writer {
	w := newWriter([]byte(xmlHeader))
	w.raw("<ofd:").raw(name).raw(namespace)
	w.attrs(attrs)
	return w.raw(">")
}

// end closes the root and gives the part.
func (w *writer) end(name string) []byte {
	w.close(name)
	return w.Bytes
}

// open begins an element with attributes, names and values in turn; one with an
// empty value is left out.
func (w *writer) open(name string, attrs ...string) {
	w.raw("<ofd:").raw(name)
	w.attrs(attrs)
	w.raw(">")
}

// leaf writes an element without content.
func (w *writer) leaf(name string, attrs ...string) {
	w.raw("<ofd:").raw(name)
	w.attrs(attrs)
	w.raw("/>")
}

func (w *writer) close(name string) { w.raw("</ofd:").raw(name).raw(">") }

// element writes an element that holds text; none for an empty text.
func (w *writer) element(name, text string, attrs ...string) {
	if text == "" {
		return
	}
	w.open(name, attrs...)
	w.Text(text, diag.Pos{})
	w.close(name)
}

func (w *writer) attrs(attrs []string) {
	for i := 0; i+1 < len(attrs); i += 2 {
		if attrs[i+1] == "" {
			continue
		}
		w.raw(" ").raw(attrs[i]).raw(`="`)
		w.Text(attrs[i+1], diag.Pos{})
		w.raw(`"`)
	}
}

func (w *writer) raw(s string) *writer {
	w.Bytes = append(w.Bytes, s...)
	return w
}

func (w *writer) int(n int) *writer {
	w.Bytes = strconv.AppendInt(w.Bytes, int64(n), 10)
	return w
}

// micron is a thousandth of a millimetre, in which places are written. Edges and
// glyphs are rounded and not distances, so that no error adds up.
type micron int64

func microns(l unit.Length) micron { return micron(l.MulDiv(1000, int64(unit.Millimetre))) }

// mm appends a length in millimetres as a plain number.
func (w *writer) mm(v micron) *writer {
	w.Bytes = appendDecimal(w.Bytes, int64(v), 3)
	return w
}

// appendDecimal appends v / 10^places without zeros at the end.
func appendDecimal(b []byte, v int64, places int) []byte {
	if v < 0 {
		b, v = append(b, '-'), -v
	}
	scale := int64(1)
	for range places {
		scale *= 10
	}
	b = strconv.AppendInt(b, v/scale, 10)
	rest := v % scale
	if rest == 0 {
		return b
	}
	b = append(b, '.')
	for rest > 0 {
		scale /= 10
		b = append(b, byte('0'+rest/scale))
		rest %= scale
	}
	return b
}

// box appends a box (7.3, ST_Box): corner and size.
func (w *writer) box(x, y, width, height micron) *writer {
	return w.mm(x).raw(" ").mm(y).raw(" ").mm(width).raw(" ").mm(height)
}

// color appends a colour element (8.3.2) in the default colour space.
func (w *writer) color(name string, c doc.Color) *writer {
	w.raw("<ofd:").raw(name).raw(` Value="`).int(int(c.R)).raw(" ").int(int(c.G)).raw(" ").int(int(c.B))
	return w.raw(`"/>`)
}

func (i id) String() string { return strconv.Itoa(int(i)) }

// millimetres is a length as an attribute's value.
func millimetres(l unit.Length) string { return string(appendDecimal(nil, int64(microns(l)), 3)) }

// clean makes text one line without control characters, which XML cannot hold.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\uFFFE' || r == '\uFFFF' || r == unicode.ReplacementChar {
			return ' '
		}
		return r
	}, text)
	return strings.TrimSpace(text)
}
