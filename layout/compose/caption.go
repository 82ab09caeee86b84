package compose

import (
	"strings"
	"unicode/utf8"

	"gongwen/layout/doc"
)

// numbered is the runs of a caption with one blank of a full em between its
// number and its text, whatever blanks are typed there: 图1　首页.
func numbered(runs []doc.Run) []doc.Run {
	if len(runs) == 0 {
		return runs
	}
	first := runs[0]
	number, text := captionNumber(first.Text)
	if number == 0 {
		return runs
	}
	head, blank, tail := first, first, first
	head.Text, blank.Text, tail.Text = first.Text[:number], "\u3000", first.Text[text:]
	blank.Pos = first.Pos.Offset(utf8.RuneCountInString(head.Text))
	tail.Pos = first.Pos.Offset(utf8.RuneCountInString(first.Text[:text]))
	return append([]doc.Run{head, blank, tail}, runs[1:]...)
}

// captionNumber is where in a caption its number ends and its text begins, 0
// when it has none or no blank behind it.
func captionNumber(caption string) (number, text int) {
	rest, isFigure := strings.CutPrefix(caption, "图")
	rest, isTable := strings.CutPrefix(rest, "表")
	if isFigure == isTable {
		return 0, 0
	}
	rest = strings.TrimLeft(rest, " ")
	after := strings.TrimLeft(rest, "0123456789-－．.")
	said := strings.TrimLeft(after, " \u3000\t")
	if len(after) == len(rest) || len(said) == len(after) || said == "" {
		return 0, 0
	}
	return len(caption) - len(after), len(caption) - len(said)
}
