package xlsx

import (
	"strings"
	"unicode/utf16"

	"gongwen/data/xlsx/findings"
)

// In a cell every line is a paragraph, as people type it; in Markdown lines
// without an empty one between them are one paragraph. A line that goes on in
// the next one ends with a blank in the cell, so that Markdown can be put into
// cells and got back as it was.

// toCell marks the lines of Markdown that go on.
func toCell(markdown string) string {
	lines := strings.Split(markdown, "\n")
	for i := range len(lines) - 1 {
		if !isBlank(lines[i]) && !isBlank(lines[i+1]) {
			lines[i] += " "
		}
	}
	return strings.Join(lines, "\n")
}

// fromCell makes paragraphs of the lines of a cell but for those that are
// marked. It undoes toCell.
func fromCell(text string) string {
	lines := strings.Split(text, "\n")
	var out strings.Builder
	for i, line := range lines {
		if i == len(lines)-1 {
			out.WriteString(line)
			break
		}
		both := !isBlank(line) && !isBlank(lines[i+1])
		rest, goes := strings.CutSuffix(line, " ")
		switch {
		case both && goes:
			out.WriteString(rest + "\n")
		case both:
			out.WriteString(line + "\n\n")
		default:
			out.WriteString(line + "\n")
		}
	}
	return out.String()
}

func isBlank(line string) bool { return strings.TrimSpace(line) == "" }

// What a cell holds at most: Excel's limits are 32,767 UTF-16 code units and
// 253 line breaks, and a row is at most 409 points high. LibreOffice breaks
// lines of more than 16,367 characters.
const (
	maxUnits  = 16_000
	maxBreaks = 250
)

// piece is what of a text goes into one row.
type piece struct {
	text   string
	within bool // it goes on within a paragraph of the piece before
}

// pieces parts a text at paragraphs so that each piece can be seen in a row of
// so many lines, and within a paragraph where a cell cannot hold it.
func pieces(text string, lines, width int) []piece {
	var list []piece
	height := 0
	for i, paragraph := range strings.Split(text, "\n\n") {
		need := findings.Lines(paragraph, width) + 1
		last := len(list) - 1
		if i > 0 && (height+need <= lines && fits(list[last].text+"\n\n"+paragraph) || isBlank(paragraph)) {
			list[last].text += "\n\n" + paragraph
			height += need
			continue
		}
		parts := split(paragraph)
		for n, part := range parts {
			list = append(list, piece{part, n > 0})
		}
		height = need
	}
	return list
}

func fits(s string) bool {
	return len(utf16.Encode([]rune(s))) <= maxUnits && strings.Count(s, "\n") <= maxBreaks
}

// split parts a paragraph that no cell can hold.
func split(paragraph string) []string {
	var parts []string
	for !fits(paragraph) {
		cut, units, breaks := 0, 0, 0
		for i, r := range paragraph {
			units += utf16.RuneLen(r)
			if r == '\n' {
				breaks++
			}
			if units > maxUnits || breaks > maxBreaks {
				break
			}
			cut = i
		}
		parts = append(parts, paragraph[:cut])
		paragraph = paragraph[cut:]
	}
	return append(parts, paragraph)
}
