package fidelity

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Class is why a line or a page differs.
type Class string

// The classes.
const (
	NotFound   Class = "not found"
	OtherPage  Class = "on another page"
	Number     Class = "a number is parted from what it counts"
	Western    Class = "a web address or a word is parted elsewhere"
	Marks      Class = "marks are squeezed otherwise"
	Dash       Class = "a dash or an ellipsis"
	EarlierEnd Class = "the word processor's line is shorter"
	LaterEnd   Class = "the word processor's line is longer"
)

func classOfPage(ours, theirs Block) Class {
	if ours.Page == 0 || theirs.Page == 0 {
		return NotFound
	}
	return OtherPage
}

// classOfLine looks at the characters between the two ends of a line.
func classOfLine(ours, theirs Line) Class {
	moved := strings.TrimPrefix(ours.Text, theirs.Text)
	if theirs.To > ours.To {
		moved = strings.TrimPrefix(theirs.Text, ours.Text)
	}
	end, _ := utf8.DecodeLastRuneInString(theirs.Text)
	switch {
	case strings.ContainsFunc(moved, func(r rune) bool { return r < 0x80 && unicode.IsLetter(r) || r == '/' }):
		return Western
	case unicode.IsDigit(end):
		return Number
	case strings.ContainsAny(moved, "—…"):
		return Dash
	case strings.ContainsAny(moved, "，。、；：？！”’）》〉】〕“‘（《〈【〔"):
		return Marks
	case theirs.To < ours.To:
		return EarlierEnd
	}
	return LaterEnd
}

func classes() []Class {
	return []Class{NotFound, OtherPage, Number, Western, Dash, Marks, EarlierEnd, LaterEnd}
}
