package linebreak

import (
	"math"
	"slices"

	"gongwen/internal/unit"
)

// Break breaks p into lines. All clusters belong to a line, in order; blanks
// inside a line are placed, of several the first with the width of the space,
// blanks at its ends and U+200B are not. Placed.Advance reaches to the next
// Placed.X and so contains the space after a cluster; it is less than the
// cluster's own where a mark is squeezed.
//
// With Justify every line but the last ends at Width exactly, unless it would
// have to be spread by more than half an em a gap: a word alone, the part of a
// web address. Without
// Justify lines are natural. A line is wider than Width only when it holds a
// single cluster that is.
//
// With Balance lines break at U+200B before they break inside the words that
// it parts, then are as few as possible, then as even as possible; where two
// breakings are equal, earlier lines are longer.
//
// With Greedy lines are filled one after the other: see greedy.
//
// Without clusters there are no lines; blanks alone make one empty line.
func Break(p Paragraph) []Line { return new(Breaker).Break(p) }

// Breaker breaks one paragraph after another, in room that it keeps. The zero
// Breaker is ready.
type Breaker struct {
	items  []item
	search search
}

// Break is the function Break.
func (b *Breaker) Break(p Paragraph) []Line {
	p.Width, p.Indent = clamp(p.Width), min(max(p.Indent, -longest), longest)
	items := read(b.items, p.Clusters)
	b.items = items
	if len(items) == 0 {
		if len(p.Clusters) == 0 {
			return nil
		}
		return []Line{{End: len(p.Clusters), Width: p.Indent}}
	}
	resolve(items)
	findBreaks(items, p.Balance)
	if p.Greedy && !p.Balance {
		return setGreedy(p, items)
	}
	setWidths(items)
	s := &b.search
	s.items, s.width, s.justify, s.balance, s.orphans = items, p.Width, p.Justify, p.Balance, orphansFrom(items)
	s.sum(items, p.Indent)
	s.find()
	return set(p, items, s.lines())
}

// search looks for the cheapest breaking.
type search struct {
	measure
	items            []item
	width            unit.Length
	justify, balance bool
	orphans          int // a last line that begins here or later has one character besides marks

	at   []int   // items before which lines may break, the first and the end included
	cost []int64 // of the cheapest breaking up to there
	from []int   // index into at of where its last line begins
}

// A break opportunity is weighed against those before it from which a line of
// at most full width reaches to it, longest lines first: all that make the
// line 70 % full, and at least fewest, but no more than most.
const (
	fewest      = 8
	most        = 64
	mostBalance = 512
)

func (s *search) find() {
	s.findOpportunities()
	s.cost = slices.Grow(s.cost[:0], len(s.at))[:len(s.at)]
	s.from = slices.Grow(s.from[:0], len(s.at))[:len(s.at)]
	s.cost[0], s.from[0] = 0, 0
	first := 0
	for k := 1; k < len(s.at); k++ {
		for first < k-1 && s.tooWide(first, k) {
			first++
		}
		s.cost[k] = math.MaxInt64
		last := k == len(s.at)-1
		for c := first; c < k; c++ {
			if !last && s.farEnough(c-first, s.widthOf(s.at[c], s.at[k])) {
				break
			}
			if s.cost[c] > s.cost[k] { // no line makes a breaking cheaper
				continue
			}
			l := s.line(s.at[c], s.at[k])
			if total := add(s.cost[c], s.lineCost(&l, c, k)); total <= s.cost[k] {
				s.cost[k], s.from[k] = total, c
			}
		}
	}
}

func add(a, b int64) int64 {
	if a > math.MaxInt64-1-b {
		return math.MaxInt64 - 1
	}
	return a + b
}

// farEnough is whether after n opportunities those that make a line still
// shorter than width need not be looked at.
func (s *search) farEnough(n int, width unit.Length) bool {
	if s.balance {
		return n >= mostBalance
	}
	return n >= most || n >= fewest && width*10 < s.width*7
}

func (s *search) tooWide(c, k int) bool {
	l := s.line(s.at[c], s.at[k])
	return s.least(&l) > s.width
}

// least is the width that a line can be squeezed to.
func (s *search) least(l *sums) unit.Length {
	if s.justify && !s.balance {
		return l.least()
	}
	return l.width
}

// findOpportunities lists the breaks and allows emergency breaks where what
// is between two of them does not fit on a line.
func (s *search) findOpportunities() {
	n := len(s.items)
	s.at = append(slices.Grow(s.at[:0], n+1), 0)
	for from := 0; from < n; {
		end := from + 1
		for end < n && s.items[end].penalty == forbidden {
			end++
		}
		if l := s.line(from, end); s.least(&l) > s.width {
			for i := from + 1; i < end; i++ {
				s.items[i].penalty = emergency
				if prohibited(&s.items[i-1], &s.items[i]) {
					s.items[i].penalty = emergencyWorst
				}
				s.at = append(s.at, i)
			}
		}
		s.at = append(s.at, end)
		from = end
	}
}

// lines are the ends of the lines found, in items.
func (s *search) lines() []int {
	n := 0
	for k := len(s.at) - 1; k > 0; k = s.from[k] {
		n++
	}
	ends := make([]int, n)
	for k := len(s.at) - 1; k > 0; k = s.from[k] {
		n--
		ends[n] = s.at[k]
	}
	return ends
}
