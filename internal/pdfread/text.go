package pdfread

import (
	"strings"
	"unicode/utf16"
)

// Text is the characters of a text string (ISO 32000-2 7.9.2.2): UTF-16BE or
// UTF-8 by their marks, all else as UTF-8, of which PDFDocEncoding shares the
// part that is ASCII. What cannot be read becomes U+FFFD.
func Text(s string) string {
	wide, ok := strings.CutPrefix(s, "\xFE\xFF")
	if !ok {
		return strings.ToValidUTF8(strings.TrimPrefix(s, "\xEF\xBB\xBF"), "\uFFFD")
	}
	return UTF16(wide)
}

// UTF16 is text in UTF-16BE, as the mappings of fonts to Unicode hold it too
// (ISO 32000-1 9.10.3).
func UTF16(s string) string {
	units := make([]uint16, 0, len(s)/2)
	for ; len(s) >= 2; s = s[2:] {
		units = append(units, uint16(s[0])<<8|uint16(s[1]))
	}
	return string(utf16.Decode(units))
}
