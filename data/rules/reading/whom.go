package reading

import (
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/data/rules/lexicon"
)

// ofWhom takes of whom a number is said that does not say so itself: the topic, or
// that of a number before it that is no part and not less, 企业提出6件，办结5件. Behind
// a part it may be either.
func (st *state) ofWhom(r *Reading) {
	for _, class := range st.topic {
		if r.Unit != none && st.Units[r.Unit].Name == configs.PercentUnit {
			break
		}
		switch d := st.Dimension[class]; {
		case r.Classes[d] == none:
			r.Classes[d] = class
		case d != st.Event || slices.Contains(st.Absorbs[r.Classes[d]], class):
		case slices.Contains(st.Absorbs[class], r.Classes[d]) && st.saysWhom(r):
			r.Classes[d] = class // 结转的申请中，企业提出2件
		case r.Classes[d] != class:
			r.Unknown = true
		}
	}
	if st.Event != none && r.Classes[st.Event] != none && st.Classes[r.Classes[st.Event]].Remainder {
		return // 逾期不补正24件，作其他处理4件
	}
	before := st.lastNumber()
	if before != nil && st.isTarget(r) && st.isAside(before, configs.CompareClass) && r.Classes[st.Event] == none {
		r.Classes[st.Event] = before.Classes[st.Event]
	}
	if before != nil && st.isTarget(r) && st.inClause(before, r) {
		for d, c := range before.Classes {
			if r.Classes[d] == none && d != st.Period && d != st.Aside {
				r.Classes[d] = c // 企业申请由31件降为25件
			}
		}
	}
	if before = st.longer(before, r); before == nil || r.ownSubject || r.part || r.Classes[st.Event] == none && !st.saysWhom(r) && !st.isTarget(r) || before.Unit != r.Unit {
		return
	}
	if n := st.numberOf(before); n.Open || st.numberOf(r).Low.GreaterThan(n.High) && !st.isTarget(r) {
		st.orOf(r, before)
		return
	}
	for k := before.standsIn + 1; k < r.standsIn; k++ {
		if st.lexemes[k].Kind == lexicon.Mark && strings.ContainsRune("；。：）", st.lexemes[k].Mark) {
			return
		}
	}
	own := slices.Clone(r.Classes)
	for d, c := range before.Classes {
		if d == st.Event || !st.Happens(c) || r.Classes[d] != none || len(st.Refers[c]) > 0 {
			continue
		}
		if before.part || before.Classes[st.Event] == none && !before.ownSubject {
			r.Unknown = true
			continue
		}
		r.Classes[d] = c
	}
	if !slices.Equal(own, r.Classes) {
		r.Others = append(r.Others, own)
	}
}

// likeBefore notes that a number that does not say of whom it is may be of whom the one
// before it may be: 企业上年结转3件，新收75件，办结73件.
func (st *state) likeBefore(r *Reading) {
	before := st.lastNumber()
	if before == nil || r.ownSubject || r.Unknown || st.saysWhom(r) || strings.Contains(st.text[st.lexemes[before.standsIn].To:st.lexemes[r.standsIn].From], "；") {
		return
	}
	for _, other := range before.Others {
		st.or(r, other)
	}
}

// orOf notes that a number may be said of whom an earlier one is, though it is
// more: 企业上年结转3件，新收75件.
func (st *state) orOf(r, before *Reading) {
	for i := len(st.list) - 1; i >= st.first; i-- {
		one := &st.list[i]
		if one.Amount == configs.AmountNumber && one.Unit == r.Unit && !one.part && st.saysWhom(one) {
			before = one
			break
		}
	}
	classes := slices.Clone(before.Classes)
	classes[st.Event] = none
	st.or(r, classes)
}

// mayBeOf notes that a number may be said of whom or what clauses before it speak.
func (st *state) mayBeOf(r *Reading) {
	if st.mentioned == nil || r.Unknown {
		return
	}
	st.or(r, st.mentioned)
}

// mayBeOfAll notes that a number without what happened may be of those that were carried in,
// of which one before it tells, 上年结转的9件，申请人为企业5件, and one that does not say what is
// counted of several kinds together: 直接起诉25件，复议后起诉52件，20件未审结.
func (st *state) mayBeOfAll(r *Reading) {
	if r.Unknown || st.Event == none {
		return
	}
	for i := len(st.list) - 1; i >= st.first; i-- {
		before := &st.list[i]
		if before.Amount != configs.AmountNumber || before.Unit != r.Unit {
			continue
		}
		event := before.Classes[st.Event]
		if event != none && !r.part && st.saysWhom(r) && !st.numberOf(r).Low.GreaterThan(st.numberOf(before).High) {
			if classes := st.with(r, before.Classes); classes != nil {
				r.OfThose = append(r.OfThose, classes)
				return
			}
		}
		if r.ownSubject || r.Classes[st.Subject] == before.Classes[st.Subject] {
			continue
		}
		for class, kinds := range st.Behind {
			if slices.Contains(kinds, r.Classes[st.Subject]) && slices.Contains(kinds, before.Classes[st.Subject]) {
				other := slices.Clone(r.Classes)
				other[st.Subject] = class
				r.Others = append(r.Others, other)
				return
			}
		}
	}
}

// or adds that a number may be said of classes too, where it has none.
func (st *state) or(r *Reading, classes []int) {
	if other := st.with(r, classes); other != nil {
		r.Others = append(r.Others, other)
	}
}

// with is what a number is said of with classes where it has none; nil where that is
// nothing else.
func (st *state) with(r *Reading, classes []int) []int {
	other := slices.Clone(r.Classes)
	for d, c := range classes {
		if st.Happens(c) && len(st.Refers[c]) == 0 && (other[d] == none || d == st.Event && slices.Contains(st.Absorbs[c], other[d])) {
			other[d] = c
		}
	}
	if slices.Equal(other, r.Classes) {
		return nil
	}
	return other
}

// isOfRequests reports whether a number of which only the kind is said is one of
// what the sentence has named, in the measure word of that.
func (st *state) isOfRequests(r *Reading) bool {
	subject := r.Classes[st.Subject]
	if !st.named && !r.ownSubject || subject == none || subject == st.Foreign || slices.ContainsFunc(r.Classes, st.Happens) {
		return false
	}
	return lexicon.Ends(st.text[:st.lexemes[r.standsIn].To], st.Particles.Requests)
}

// longer is a number before that is not less, the last one of whom it is said: 企业提
// 出75件，上年结转3件，办结73件. It is before where there is none.
func (st *state) longer(before, r *Reading) *Reading {
	for i := len(st.list) - 1; i >= st.first; i-- {
		one := &st.list[i]
		if one.Amount != configs.AmountNumber || one.Unit != r.Unit || one.Unknown || one.part {
			continue
		}
		if n := st.numberOf(one); !n.Open && !st.numberOf(r).Low.GreaterThan(n.High) && st.saysWhom(one) {
			return one
		}
	}
	return before
}

// saysWhom reports whether it is said of whom or why a number is one.
func (st *state) saysWhom(r *Reading) bool {
	for d, c := range r.Classes {
		if d != st.Event && st.Happens(c) {
			return true
		}
	}
	return false
}
