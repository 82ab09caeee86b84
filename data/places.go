package data

import (
	"unicode/utf8"

	"gongwen/internal/diag"
)

// At is the place in the file of the character at byte offset of b.Text().
func (b Block) At(offset int) diag.Pos { return runsAt(b.Runs, offset, b.Pos) }

func runsAt(runs []Run, offset int, fallback diag.Pos) diag.Pos {
	for i, r := range runs {
		if offset < len(r.Text) || offset == len(r.Text) && i == len(runs)-1 {
			return r.At(utf8.RuneCountInString(r.Text[:offset]))
		}
		offset -= len(r.Text)
	}
	return fallback
}
