package docx

import (
	"slices"
	"unicode/utf8"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// wordIndent makes a narrow cell break its label between words. A word
// processor breaks Chinese anywhere, and WordprocessingML has no place for a
// break but a character, which would be part of the label. So the lines below
// the first, as （三）, are indented until they hold the longest word there is
// below it and no character more. It says nothing for a label whose first word
// is not the longest, or whose lines end at words without it.
func (b *builder) wordIndent(cell *doc.Cell, width int64) indent {
	if len(cell.Runs) != 1 || len(cell.Runs[0].Breaks) == 0 {
		return indent{}
	}
	style, _ := b.doc.Style(cell.Style)
	em := style.Size.Twips()
	room := width - 2*b.doc.Tables.CellMargin.Twips()
	words := wordLengths(cell.Runs[0])
	first, below := words[0], slices.Max(words[1:])
	if first <= below || first*em > room || unit.Sum(words)*em <= room || (below+1)*em > room || slices.Equal(words, filled(words, room/em)) {
		return indent{}
	}
	// A fifth of a character is left to the rounding of widths.
	left := room - (below+1)*em + em/5
	return indent{set: true, left: left, firstLine: -left}
}

// filled is how many characters the lines of a label have that is broken
// wherever a line of most is full.
func filled(words []int64, most int64) []int64 {
	var lines []int64
	for left := unit.Sum(words); left > 0; left -= lines[len(lines)-1] {
		lines = append(lines, min(left, most))
	}
	return lines
}

// wordLengths is how many characters the words of a run have.
func wordLengths(r doc.Run) []int64 {
	var lengths []int64
	start := 0
	for _, at := range append(slices.Clone(r.Breaks), len(r.Text)) {
		lengths = append(lengths, int64(utf8.RuneCountInString(r.Text[start:at])))
		start = at
	}
	return lengths
}
