// Package jsontext writes JSON that programs and people read.
package jsontext

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode"
	"unicode/utf16"
)

// Indented is a value as JSON in lines, with the characters <, > and & as they
// are. Characters that do something to a terminal or to the order of a text are
// escaped, which to a program is the same (RFC 8259 7).
func Indented(value any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(value)
	return escaped(b.Bytes()), err
}

// Line is Indented in one line, which ends in a line end.
func Line(value any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return escaped(b.Bytes()), err
}

// escaped is JSON in which no character of strings is a control or a format
// character (Unicode categories Cc and Cf). Between strings there are none but
// line ends.
func escaped(content []byte) []byte {
	acts := func(r rune) bool { return r != '\n' && unicode.In(r, unicode.Cc, unicode.Cf) }
	if bytes.IndexFunc(content, acts) < 0 {
		return content
	}
	var out bytes.Buffer
	for _, r := range string(content) {
		if !acts(r) {
			out.WriteRune(r)
			continue
		}
		for _, unit := range utf16.AppendRune(nil, r) {
			fmt.Fprintf(&out, `\u%04x`, unit)
		}
	}
	return out.Bytes()
}
