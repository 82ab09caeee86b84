package rules

import (
	"unicode"

	"gongwen/data"
)

// characters is how long a text is as people count it and word processors do
// under 字数: every Chinese character and every mark is one, and so is a word or
// a number in other letters or digits; blanks are none. Subheadings count,
// numbers that are printed before them do not.
func characters(p data.Prose) int {
	count := 0
	for _, block := range p.Blocks {
		word := false
		for _, r := range block.Text() {
			switch letter := inWord(r); {
			case unicode.IsSpace(r):
				word = false
			case !letter || !word:
				count++
				word = letter
			}
		}
	}
	return count
}

// inWord reports whether r counts with those beside it: letters of alphabets,
// digits, and the points and signs between digits.
func inWord(r rune) bool {
	return r < unicode.MaxLatin1 && !unicode.IsSpace(r) || unicode.Is(unicode.Latin, r) && r < 0xFF00
}
