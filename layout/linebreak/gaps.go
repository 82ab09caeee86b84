package linebreak

import "gongwen/internal/unit"

// A step is a place in the order in which a line is squeezed (CLREQ, 挤压处理的
// 优先顺序; its first, the mark at the line's end, is always done).
type step uint8

const (
	wordStep step = iota
	dotStep
	bracketStep
	commaStep
	mixedStep
	stopStep // 。？！, and ： which CLREQ does not name
	steps
)

// gap is the space between two items beyond their advances.
type gap struct {
	width   unit.Length // natural
	shrink  unit.Length // what squeezing may take from it
	stretch unit.Length // what spreading adds to it before other gaps are touched
	step    step        // wordStep or mixedStep
	open    bool        // spread with the rest of the line
}

// setWidths gives items their natural widths and the gaps after them.
func setWidths(items []item) {
	for i := range items {
		if t := &items[i]; t.class.spaced() && t.wide {
			t.room = max(0, t.advance-t.em/2)
		}
	}
	for i := range len(items) - 1 {
		a, b := &items[i], &items[i+1]
		a.gap = gapBetween(a, b)
		if a.between.wide == 0 {
			meet(a, b)
		}
	}
	halveTwos(items)
}

// meet squeezes the marks of a meeting pair to 1.5 em.
func meet(a, b *item) {
	switch {
	case (a.class.closes() || a.class == dot) && b.class.spaced():
		a.halve()
	case a.class == opening && b.class == opening:
		b.halve()
	}
}

func (t *item) halve() {
	t.advance -= t.room
	t.room = 0
}

// halveTwos sets two of ？ and ！ as wide as one character; three are two wide
// by the rule for marks that meet (GB/T 15834-2011 5.1).
func halveTwos(items []item) {
	for i := 0; i < len(items); {
		end := i
		for end < len(items) && (items[end].r == '？' || items[end].r == '！') && (end == i || items[end-1].between.wide == 0) {
			end++
		}
		if end == i+2 {
			items[i+1].halve()
		}
		i = max(end, i+1)
	}
}

func gapBetween(a, b *item) gap {
	s := a.between
	switch {
	case s.wide > 0:
		return gap{width: s.wide, open: true}
	case s.blanks == 0:
		if tied(a, b) {
			return gap{}
		}
		if a.likeHan() && b.alphanumeric() || a.alphanumeric() && b.likeHan() {
			return mixedGap(a, b)
		}
		return gap{open: true}
	case a.class.spaced() && a.wide, b.class.spaced() && b.wide:
		return gap{open: true}
	case a.likeHan() && b.western(), a.western() && b.likeHan():
		return mixedGap(a, b)
	}
	return gap{
		width: s.blank, shrink: max(0, s.blank-a.em/4), stretch: max(0, a.em/2-s.blank),
		step: wordStep, open: true,
	}
}

// mixedGap is a quarter em, squeezed to an eighth and, before others are
// spread, spread to a third (CLREQ allows a half, but a line with several
// numbers then shows holes).
func mixedGap(a, b *item) gap {
	em := a.em
	if b.likeHan() {
		em = b.em
	}
	return gap{width: em / 4, shrink: em/4 - em/8, stretch: em/3 - em/4, step: mixedStep, open: true}
}

// tied is whether no space may come between two items without a blank: within
// Western words and numbers, in inseparable pairs and beside 连接号 and 分隔号.
func tied(a, b *item) bool {
	return b.glued || a.between.joined || a.western() && b.western() ||
		a.class == digit && b.class == digit || a.class == prefix || b.class == postfix ||
		ties(a.class) || ties(b.class)
}

func ties(c class) bool { return c == connective || c == hyphen || c == slash }

// roomStep is the step in which an item's room is squeezed.
func (t *item) roomStep() step {
	switch t.class {
	case opening, closing:
		return bracketStep
	case comma:
		return commaStep
	case dot:
		return dotStep
	}
	return stopStep
}

// startRoom is what t loses at the start of a line.
func (t *item) startRoom() unit.Length {
	if t.class == opening {
		return t.room
	}
	return 0
}

// endRoom is what t loses at the end of a line.
func (t *item) endRoom() unit.Length {
	if t.class == opening {
		return 0
	}
	return t.room
}
