package docx

import (
	"slices"
	"strconv"

	"gongwen/internal/diag"
	"gongwen/output/markup"
)

const xmlHeader = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// xmlWriter writes elements one after the other. Schema order is the caller's
// business: the property types of this package each write theirs in one place.
// It writes a whole report in half the time that encoding/xml takes for the
// cells of its tables alone.
type xmlWriter struct {
	markup.Writer
	diags *diag.List // of characters that may not stand in XML
	// whole asks for properties that are off or nothing too. They are written for
	// one of these:
	whole    bool
	recorded *[]property  // keeps empty elements, which are then not written
	over     *inheritance // writes what is new in empty elements
}

func newXML(diags *diag.List) *xmlWriter {
	w := &xmlWriter{diags: diags}
	w.Writer = markup.New([]byte(xmlHeader), markup.XML, w.illegal)
	return w
}

// open begins an element. Attributes are names and values in turn; one with an
// empty value is left out.
func (w *xmlWriter) open(name string, attrs ...string) { w.Start(name, attrs, ">") }

// leaf writes an element without content.
func (w *xmlWriter) leaf(name string, attrs ...string) {
	switch {
	case w.recorded != nil:
		*w.recorded = append(*w.recorded, property{name, slices.Clone(attrs)})
	case w.over != nil:
		w.over.leaf(w, name, attrs)
	default:
		w.Start(name, attrs, "/>")
	}
}

// close ends an element.
func (w *xmlWriter) close(name string) { w.End(name) }

// text writes characters of content; pos is the place of the first.
func (w *xmlWriter) text(s string, pos diag.Pos) { w.Text(s, pos) }

// element writes an element that holds text and nothing else.
func (w *xmlWriter) element(name, text string, attrs ...string) {
	w.open(name, attrs...)
	w.text(text, diag.Pos{})
	w.close(name)
}

func (w *xmlWriter) illegal(character string, pos diag.Pos) {
	d := diag.Errorf(pos, "字符 %s 不能写入 DOCX", "the character %s cannot be written to DOCX", character).
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
