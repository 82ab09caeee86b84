package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gongwen/data/cell"
)

// shown is what a message repeats of the document.
func shown(s string) string {
	s = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if cell.Unseen(r) {
			return ' '
		}
		return r
	}, s)), " ")
	if utf8.RuneCountInString(s) <= maxShown {
		return s
	}
	return string([]rune(s)[:maxShown]) + "…"
}

// isBlank reports whether a text has nothing that is seen.
func isBlank(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsSpace(r) && !cell.Unseen(r) }) < 0
}

// runes is how many characters a text has.
func runes(s string) int { return utf8.RuneCountInString(s) }

// endsSentence reports whether a paragraph that ends like this is complete.
func endsSentence(s string) bool {
	s = strings.TrimRight(strings.TrimRightFunc(s, unicode.IsSpace), "”’）)》」』\"'*")
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune("。！？；：…!?;:.", r)
}
