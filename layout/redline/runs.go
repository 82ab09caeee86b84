package redline

import (
	"unicode/utf8"

	"gongwen/internal/textdiff"
	"gongwen/layout/doc"
)

// Runs is the new text with what the old one had and it has not.
func Runs(old, new []doc.Run) []doc.Run {
	a, b := doc.Text(old), doc.Text(new)
	if a == b {
		return new
	}
	var out []doc.Run
	for _, p := range textdiff.Text(a, b) {
		var piece []doc.Run
		if p.Op != textdiff.Inserted {
			piece, old = Cut(old, len(p.Text))
		}
		if p.Op != textdiff.Deleted {
			piece, new = Cut(new, len(p.Text))
		}
		out = append(out, marked(piece, changes[p.Op])...)
	}
	return out
}

var changes = [...]doc.Change{textdiff.Same: doc.Kept, textdiff.Deleted: doc.Deleted, textdiff.Inserted: doc.Inserted}

func marked(runs []doc.Run, change doc.Change) []doc.Run {
	out := make([]doc.Run, len(runs))
	for i, r := range runs {
		r.Change = change
		if change == doc.Deleted {
			r.ID = 0 // of a link that is no node of the new document
		}
		out[i] = r
	}
	return out
}

// Cut parts runs at byte n of their text.
func Cut(runs []doc.Run, n int) (head, tail []doc.Run) {
	for i, r := range runs {
		if n < len(r.Text) {
			if n > 0 {
				first := r
				first.Text, first.Breaks = r.Text[:n], before(r.Breaks, n)
				head = append(head, first)
				r.Pos = r.Pos.Offset(utf8.RuneCountInString(r.Text[:n]))
				r.Text, r.Breaks = r.Text[n:], behind(r.Breaks, n)
			}
			return head, append([]doc.Run{r}, runs[i+1:]...)
		}
		head = append(head, r)
		n -= len(r.Text)
	}
	return head, nil
}

func before(breaks []int, n int) []int {
	var out []int
	for _, b := range breaks {
		if b < n {
			out = append(out, b)
		}
	}
	return out
}

func behind(breaks []int, n int) []int {
	var out []int
	for _, b := range breaks {
		if b > n {
			out = append(out, b-n)
		}
	}
	return out
}
