package linebreak

import "gongwen/internal/unit"

// Word processors fill one line after the other with all that fits, push what
// does not to the next (推出), and look neither back nor ahead. Marks are as wide
// as they are.

// wordGap is the space between Han and Western text, in thousandths of an em,
// of which ECMA-376-1 17.3.1.2 says only that it is there: LibreOffice has a
// fifth, Word a quarter.
const wordGap = 200

// setGreedy breaks and sets a paragraph as word processors do.
func setGreedy(p Paragraph, items []item) []Line {
	for i := range items {
		t := &items[i]
		if i+1 < len(items) {
			t.gap = greedyGap(t, &items[i+1], p.Tracking)
		}
	}
	return set(p, items, greedyEnds(items, p.Width, p.Indent))
}

// greedyGap is the space between two neighbours, of which nothing is squeezed.
// Where Western text meets other text, LibreOffice leaves out the tracking.
func greedyGap(a, b *item, tracking unit.Length) gap {
	s := a.between
	switch {
	case s.blanks > 0:
		return gap{width: s.blank + s.wide, open: true}
	case tied(a, b):
		return gap{}
	case a.likeHan() && b.alphanumeric(), a.alphanumeric() && b.likeHan():
		return gap{width: a.em*wordGap/1000 - tracking, open: true}
	case a.western() != b.western():
		return gap{width: -tracking, open: true}
	}
	return gap{open: true}
}

// greedyEnds are the ends of the lines in items.
func greedyEnds(items []item, width, indent unit.Length) []int {
	var ends []int
	for from, x := 0, indent; from < len(items); x = 0 {
		end := greedyEnd(items[from:], width-x)
		from += end
		ends = append(ends, from)
	}
	return ends
}

// greedyEnd is how many of the items stand on a line of the width. Where no
// place to break is within it, it is as many as fit, and one at least.
func greedyEnd(items []item, width unit.Length) int {
	var x unit.Length
	fit, end := 1, 0
	for i := range items {
		t := &items[i]
		if x+t.advance > width && i > 0 {
			if end == 0 {
				return fit
			}
			return end
		}
		x += t.advance + t.gap.width
		fit = i + 1
		if i+1 == len(items) || wordParts(t, &items[i+1]) {
			end = i + 1
		}
	}
	return len(items)
}

// wordParts reports whether a word processor parts two neighbours: of an address
// none but after / ? and -, of a number after its hyphen too, and no bracket from
// a number behind it (UAX 14, classes SY, EX, HY and rule LB30).
func wordParts(a, b *item) bool {
	switch {
	case b.kept:
		return false
	case a.class == address && b.class == address:
		return wordRune(b.r) && (a.r == '/' || a.r == '?' || a.r == '-')
	case a.class == hyphen && b.class == digit:
		return true
	case a.class == closing && b.class == digit && a.between.blanks == 0:
		return false
	}
	return b.penalty != forbidden
}
