package lexicon

import (
	"slices"
	"strings"
)

// Has reports whether one of the words stands in a text.
func Has(text string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
}

// First is where the first of the words stands in a text; -1 for none.
func First(text string, words []string) int {
	first := -1
	for _, w := range words {
		if i := strings.Index(text, w); i >= 0 && (first < 0 || i < first) {
			first = i
		}
	}
	return first
}

// Begins is the length of the first of the words that a text begins with; 0 for none.
func Begins(text string, words []string) int {
	for _, w := range words {
		if strings.HasPrefix(text, w) {
			return len(w)
		}
	}
	return 0
}

// Ends reports whether a text ends in one of the words.
func Ends(text string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasSuffix(text, w) })
}
