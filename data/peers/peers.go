// Package peers says how a count of one agency stands among those of others and beside
// its own of the year before: the middle and the quarters, what lies far outside, what
// has jumped. Small numbers are not judged: of three requests the year before and nine
// now nothing follows.
//
// All is computed in whole numbers, so that every machine says the same.
package peers

import (
	"math/big"
	"slices"
)

// What is judged at all.
const (
	Least     = 10 // a count, or a change, below it is never unusual
	LeastMany = 8  // fewer agencies are no group to be held against
)

// Spread is how the counts of a group lie.
type Spread struct {
	Many                 int   // how many there are
	Lower, Middle, Upper int64 // a quarter, half and three quarters of them are at most so much
	Tenth, Ninetieth     int64 // a tenth and nine tenths
}

// Of is the spread of counts; they need no order.
func Of(counts []int64) Spread {
	sorted := slices.Sorted(slices.Values(counts))
	at := func(percent int) int64 { return percentile(sorted, percent) }
	return Spread{len(sorted), at(25), at(50), at(75), at(10), at(90)}
}

// percentile is the least of the sorted counts that is at least as great as so many per
// cent of them (nearest rank); 0 for none.
func percentile(sorted []int64, percent int) int64 {
	if len(sorted) == 0 {
		return 0
	}
	rank := (len(sorted)*percent + 99) / 100
	return sorted[max(rank, 1)-1]
}

// Rank is how many per cent of the counts are below n, rounded down; 0 for no counts.
func Rank(counts []int64, n int64) int {
	if len(counts) == 0 {
		return 0
	}
	below := 0
	for _, c := range counts {
		if c < n {
			below++
		}
	}
	return below * 100 / len(counts)
}

// Outside reports whether a count lies far above the others (1), far below (-1) or
// among them (0): beyond the quarters by more than one and a half times what is
// between them, on a scale of logarithms of the count and one more (the fences of
// J. W. Tukey, Exploratory Data Analysis, 1977, chapter 2).
func (s Spread) Outside(n int64) int {
	switch {
	case s.Many < LeastMany, s.Lower < 0: // logarithms are of amounts, not of debts
		return 0
	case n < 0:
		if s.Lower >= Least {
			return -1
		}
		return 0
	}
	// log a > log u + 3/2 (log u - log l), that is a² l³ > u⁵.
	a, l, u := big.NewInt(n+1), big.NewInt(s.Lower+1), big.NewInt(s.Upper+1)
	switch {
	case n >= Least && product(a, a, l, l, l).Cmp(product(u, u, u, u, u)) > 0:
		return 1
	case s.Lower >= Least && product(a, a, u, u, u).Cmp(product(l, l, l, l, l)) < 0:
		return -1
	}
	return 0
}

func product(factors ...*big.Int) *big.Int {
	p := big.NewInt(1)
	for _, f := range factors {
		p.Mul(p, f)
	}
	return p
}

// Change is a count with that of the year before.
type Change struct {
	Name        string
	Before, Now int64
}

// Difference is by how much the count has grown.
func (c Change) Difference() int64 { return c.Now - c.Before }

// Jumped reports whether a count has at least doubled or halved, and by enough to be
// judged.
func (c Change) Jumped() bool {
	now, before := max(c.Now, -c.Now), max(c.Before, -c.Before)
	otherSign := c.Now < 0 && c.Before > 0 || c.Now > 0 && c.Before < 0
	return c.apart() >= Least && (otherSign || now >= 2*before || before >= 2*now)
}

// Large reports whether a count has changed by a fifth or more, and by enough to be
// judged.
func (c Change) Large() bool {
	const part = 5
	return c.apart() >= Least && c.apart()*part >= max(c.Before, -c.Before)
}

// Percent is the change in whole per cent of the count before, rounded to the nearest;
// false where there was none before.
func (c Change) Percent() (int64, bool) {
	if c.Before == 0 {
		return 0, false
	}
	before := max(c.Before, -c.Before)
	percent := (2*100*c.apart() + before) / (2 * before)
	if c.Difference() < 0 {
		percent = -percent
	}
	return percent, true
}

func (c Change) apart() int64 { return max(c.Difference(), -c.Difference()) }

// Largest are the large ones of changes, the greatest difference first and at most so many.
func Largest(changes []Change, most int) []Change {
	large := slices.DeleteFunc(slices.Clone(changes), func(c Change) bool { return !c.Large() })
	slices.SortStableFunc(large, func(a, b Change) int { return int(b.apart() - a.apart()) })
	return large[:min(most, len(large))]
}
