package reading

import (
	"slices"

	"gongwen/configs"
	"gongwen/data/rules/lexicon"
)

// relate finds out how the number stands to the one before it.
func (st *state) relate(r *Reading) {
	before := st.lastNumber()
	if before == nil || st.Event == none || r.leftOut || !st.follows(before, r) {
		return
	}
	if before.Together != nil && !r.ownSubject && st.Dimension[before.Together[0]] == st.Subject && r.Classes[st.Event] != none {
		r.Together = before.Together // 复议、诉讼合计13件，尚在审理3件
	}
	if r.part {
		st.partOf(before, r)
	}
	if st.Plan != none && before.Classes[st.Aside] == st.Plan && !r.ownSubject {
		r.Unknown = true // 对5件拟不予公开的，决定部分公开2件
	}
	if before.Unknown && st.joins(before) && r.Classes[st.Event] == none && st.saysWhom(before) && st.saysWhom(r) {
		r.Unknown = true // 结转的5件涉及自然人3件、企业2件
	}
	r.Joined = r.part || before.ownSubject || !slices.ContainsFunc(st.lexemes[before.standsIn+1:r.standsIn], lexicon.Lexeme.Ends)
	if r.Joined && st.Aside != none && r.Classes[st.Aside] == none && r.Classes[st.Event] == none && st.joins(before) {
		r.Classes[st.Aside] = before.Classes[st.Aside] // 撤回复议1件、诉讼1件
	}
	if r.Classes[st.Event] != none || !r.ownSubject {
		return
	}
	if r.Inherited = before.Classes[st.Event]; r.Inherited == none {
		r.Inherited = before.Inherited
	}
}

// joins reports whether nothing but 、 stands between two numbers and what the second
// one says of itself.
func (st *state) joins(before *Reading) bool {
	next := st.lexemes[before.standsIn+1]
	return next.Kind == lexicon.Mark && !next.Ends()
}

// lastNumber is the number before in the sentence, whatever is said of all or
// none between; nil for none.
func (st *state) lastNumber() *Reading {
	for i := len(st.list) - 1; i >= st.first; i-- {
		if r := &st.list[i]; r.Amount == configs.AmountNumber {
			return r
		}
	}
	return nil
}

// follows reports whether a number may have to do with the one before it, and
// notes whether it is a part of it.
func (st *state) follows(before, r *Reading) bool {
	for k := before.standsIn + 1; k < r.standsIn; k++ {
		x := st.lexemes[k]
		if x.Kind == lexicon.Mark && (x.Mark == '；' || x.Mark == '）' || x.Mark == '：') {
			r.part = false
			r.Unknown = r.Unknown || x.Mark == '；' && k+1 < r.standsIn && st.hasRole(st.lexemes[k+1], configs.IncludingRole) && before.part
			return false
		}
		switch {
		case x.Kind == lexicon.Mark && x.Mark == '（', st.hasRole(x, configs.AmongRole), st.hasRole(x, configs.IncludingRole):
			r.part, r.begins = true, true
		case k == before.standsIn+1 && before.part:
			r.part = true
		}
	}
	return true
}

// partOf takes what holds for a number that is part of the one before it, or of
// what that one is part of.
func (st *state) partOf(before, r *Reading) {
	of := before.Classes
	switch {
	case before.of != nil && !r.begins:
		of = before.of
		st.besides(before, r, of)
	case st.IsIncluded(of[st.Event]) && st.isMore(r, before):
		of = slices.Clone(of)
		of[st.Event] = none // 收到52件，上年结转3件，其中予以公开20件
	}
	r.of = of
	if before.Together != nil && !r.ownSubject && st.Dimension[before.Together[0]] == st.Subject {
		r.Together = before.Together // 复议、诉讼合计13件，其中3件尚未审结
	}
	if r.Classes[st.Event] == none && st.saysWhom(r) {
		r.Classes[st.Event] = of[st.Event] // 予以公开的5件中，自然人申请3件、企业2件
	}
	if st.inherits(r, before, of) {
		r.Classes[st.Event] = before.Classes[st.Event]
	}
	whole := of[st.Event]
	event := r.Classes[st.Event]
	if holder := st.holder(before, r); event != none && event != holder.Classes[st.Event] && (st.Scope == none || r.Classes[st.Scope] == holder.Classes[st.Scope]) {
		holder.Including = event
	}
	switch {
	case whole == none || event == none || event == whole || slices.Contains(st.Absorbs[event], whole), st.isRemaining(r, before, event, whole):
	case slices.Contains(st.Absorbs[whole], event):
		r.Classes[st.Event] = whole // 上年结转3件，其中个人提出2件
	case st.goesBack(r, event):
		return
	default:
		r.Unknown = true
	}
	if st.Of != none && r.Classes[st.Of] != none && before.Classes[st.Of] == none {
		for i := st.first; i < len(st.list); i++ {
			if one := &st.list[i]; one.Classes[st.Subject] == before.Classes[st.Subject] && one.Classes[st.Of] == none {
				one.Unknown = true // it counts others too
			}
		}
	}
	for d, c := range of {
		if r.Classes[d] == none && d != st.Event && st.Happens(c) {
			r.Classes[d] = c // 自然人5件，其中予以公开3件
		}
	}
	r.ofUnclear = before.Unknown && !before.onlyCounted
	if before.part {
		r.ofUnclear = before.ofUnclear
	}
	if r.ofUnclear && !r.ownSubject || slices.Equal(before.Classes, r.Classes) {
		r.Unknown = true // a part of something that is not clear, or of the same
	}
}

// goesBack takes for the whole an earlier number of the sentence of which a part may be one
// where 其中 begins again, behind a full stop: 收到9件，结转0件。其中，予以公开8件.
func (st *state) goesBack(r *Reading, event int) bool {
	if !r.begins || !st.beginsAgain(r) {
		return false
	}
	for i := st.first; i < len(st.list); i++ {
		one := &st.list[i]
		if one.Amount == configs.AmountNumber && !one.part && !one.Unknown && one.Unit == r.Unit && st.isPartOf(one.Classes[st.Event], event) && !st.isMore(r, one) {
			r.of = one.Classes
			return true
		}
	}
	return false
}

// beginsAgain reports whether the parts of which a number is the first begin behind a full stop.
func (st *state) beginsAgain(r *Reading) bool {
	for k := r.standsIn - 1; k > 0; k-- {
		switch x := st.lexemes[k]; {
		case x.Kind == lexicon.Figure:
			return false
		case st.hasRole(x, configs.IncludingRole):
			return st.lexemes[k-1].Mark == '。'
		}
	}
	return false
}

// isRemaining reports whether a part happened before what is said of the whole, of which
// it is some: 现行有效12件，其中年内新制发2件.
func (st *state) isRemaining(r, before *Reading, event, whole int) bool {
	return slices.Contains(st.Absorbs[whole], event) && !st.IsIncluded(whole) && r.Classes[st.Subject] == before.Classes[st.Subject] && st.isDefinite(r)
}

// holder is the number that a part is one of: the one before it, or that of which
// that one is a part too.
func (st *state) holder(before, r *Reading) *Reading {
	if before.of == nil || r.begins {
		return before
	}
	for i := len(st.list) - 1; i >= st.first; i-- {
		if one := &st.list[i]; one.Amount == configs.AmountNumber && !one.part {
			return one
		}
	}
	return before
}

// isMore reports whether a number is more than another one of which it could be part.
func (st *state) isMore(r, before *Reading) bool {
	whole := st.numberOf(before)
	return !whole.Open && st.numberOf(r).Low.GreaterThan(whole.High)
}

// inherits reports whether a part that no event is said of has that of the number
// before it.
func (st *state) inherits(r, before *Reading, of []int) bool {
	return r.Classes[st.Event] == none && !r.ownSubject && before.Classes[st.Event] != none && (&of[0] == &before.Classes[0] || before.Classes[st.Event] == of[st.Event] || !st.isElse(r, before))
}

// besides notes that a part may be one of the part before it, which is of another
// kind: 其中自然人5件，予以公开3件.
func (st *state) besides(before, r *Reading, of []int) {
	if st.Aside != none && st.isAside(r, configs.RestClass) {
		return // 其余25件
	}
	for d, c := range before.Classes {
		if d != st.Event && st.Happens(c) && c != of[d] && r.Classes[d] == none && r.Classes[st.Event] != none && r.Classes[st.Event] != before.Classes[st.Event] {
			r.Unknown = true
		}
	}
}

// isElse reports whether a number is said of another kind of things than the one
// before it, beside what happened: 自然人 beside 予以公开.
func (st *state) isElse(r, before *Reading) bool {
	for d, c := range r.Classes {
		if d != st.Event && st.Happens(c) && before.Classes[d] == none {
			return true
		}
	}
	return false
}
