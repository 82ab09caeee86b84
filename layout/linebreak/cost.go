package linebreak

import "gongwen/internal/unit"

// Costs of a whole line, in the measure of the penalties.
const (
	orphan   int64 = 4e6  // 孤字成行: one character alone on the last line
	overfull int64 = 1e13 // a cluster wider than the line
	oneLine  int64 = 1e11 // what a line costs where fewest lines are wanted

	ragged = 500  // what a line that is not spread is as bad as when it is nearly full
	empty  = 3000 // and what is added when it is nearly empty
)

// Thousandths of an em of spreading that full use of an adjustment is thought
// as bad as. That of soft room is low so that squeezing comes before spreading
// (先挤进，后推出).
const (
	softWeight  = 18
	mixedWeight = 15
	stopWeight  = 60
)

// lineCost is the cost of the line l from opportunity c to opportunity k.
func (s *search) lineCost(l *sums, c, k int) int64 {
	if s.least(l) > s.width {
		return overfull
	}
	end := s.at[k]
	last := end == len(s.items)
	cost := int64(0)
	if last {
		if s.at[c] >= s.orphans {
			cost += s.orphanCost()
		}
	} else {
		cost += s.items[end].penalty
	}
	free := s.width - l.width
	switch {
	case s.balance:
		return cost + oneLine + square(share(free, s.width, 1000))
	case free < 0:
		return cost + square(tightness(l, -free))
	case last:
		return cost
	case !s.justify:
		return cost + square(share(free, s.width, 1000))
	}
	return cost + square(s.looseness(l, free))
}

// orphanCost: evenness says most of what is to be said of a balanced text, an
// orphan is only worse than what is as even.
func (s *search) orphanCost() int64 {
	if s.balance {
		return 1
	}
	return orphan
}

// orphansFrom is the first item from which on there is only one character
// besides marks; never the very first, the only one of its paragraph.
func orphansFrom(items []item) int {
	n := 0
	for i := len(items) - 1; i > 0; i-- {
		if !items[i].class.isMark() && !items[i].glued {
			n++
		}
		if n == 2 {
			return i + 1
		}
	}
	return 1
}

func square(n int64) int64 { return n * n }

// share is part of whole in units of 1/per, whole taking it all when it is nothing.
func share(part, whole unit.Length, per int64) int64 {
	if part <= 0 {
		return 0
	}
	if whole <= part {
		return per
	}
	return int64(part.MulDiv(per, int64(whole)))
}

// tightness is how bad it is to squeeze l by n.
func tightness(l *sums, n unit.Length) int64 {
	bad := share(min(n, l.soft), l.soft, softWeight)
	n -= min(n, l.soft)
	bad += share(min(n, l.mixed), l.mixed, mixedWeight)
	n -= min(n, l.mixed)
	return bad + share(n, l.stops, stopWeight)
}

// mostSpread is what a line with so many open gaps can be spread by: half an em
// a gap beside what is spread first. One that lacks more keeps its natural
// width: a few words or Han far apart look worse than a short line.
func mostSpread(stretch unit.Length, gaps int64, em unit.Length) unit.Length {
	return stretch + unit.Length(gaps)*em/2
}

// looseness is how bad it is to spread l by n.
func (s *search) looseness(l *sums, n unit.Length) int64 {
	em := max(1, s.items[0].em)
	if n > mostSpread(l.stretch, l.gaps, em) {
		return ragged + share(n, s.width, empty)
	}
	bad := share(min(n, l.stretch), l.stretch, mixedWeight)
	if n -= min(n, l.stretch); n > 0 {
		bad += int64(n) * 1000 / (l.gaps * int64(em))
	}
	return bad
}
