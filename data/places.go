package data

import (
	"unicode/utf8"

	"gongwen/internal/diag"
)

// runsAt is the place in the file of the character at byte offset of the text
// of runs.
func runsAt(runs []Run, offset int, fallback diag.Pos) diag.Pos {
	for i, r := range runs {
		if offset < len(r.Text) || offset == len(r.Text) && i == len(runs)-1 {
			return r.At(utf8.RuneCountInString(r.Text[:offset]))
		}
		offset -= len(r.Text)
	}
	return fallback
}
