package intake

import (
	"unicode"
	"unicode/utf8"

	"gongwen/data/intake/flow"
)

// joined puts the runs of a paragraph behind those of the one before, with a
// blank only between words of Latin letters.
func joined(a, b []flow.Run) []flow.Run {
	b = flow.Trim(b)
	if len(a) == 0 || len(b) == 0 {
		return append(a, b...)
	}
	last, _ := utf8.DecodeLastRuneInString(a[len(a)-1].Text)
	first, _ := utf8.DecodeRuneInString(b[0].Text)
	if isLatin(last) && isLatin(first) {
		b[0].Text = " " + b[0].Text
	}
	return append(a, b...)
}

func isLatin(r rune) bool { return unicode.Is(unicode.Latin, r) }
