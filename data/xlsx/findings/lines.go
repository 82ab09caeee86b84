package findings

import "strings"

// Lines is how many lines of so many half-width characters a text takes in
// a cell.
func Lines(text string, width int) int {
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		n += 1 + max(0, Halves(line)-1)/width
	}
	return n
}

// Halves is the width of a text in half-width characters.
func Halves(s string) int {
	n := 0
	for _, r := range s {
		if n++; r >= 0x1100 {
			n++
		}
	}
	return n
}
