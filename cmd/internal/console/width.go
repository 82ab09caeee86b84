package console

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// Columns is how many columns a terminal needs for s (UAX 11): wide characters
// take two, marks that stand on other characters none.
func Columns(s string) int {
	n := 0
	for _, r := range s {
		n += columns(r)
	}
	return n
}

func columns(r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// Cut is as much of the beginning of s as fits in so many columns, without
// characters that would move the cursor.
func Cut(s string, most int) string {
	var out strings.Builder
	for _, r := range s {
		if !unicode.IsPrint(r) {
			r = '?'
		}
		if most -= columns(r); most < 0 {
			break
		}
		out.WriteRune(r)
	}
	return out.String()
}
