package reading

import (
	"slices"

	"gongwen/configs"
	"gongwen/data/rules/lexicon"
)

// relate finds out how the number stands to the one before it.
func (st *state) relate(r *Reading) {
	before := st.lastNumber()
	if before == nil || st.Event == none || !st.follows(before, r) {
		return
	}
	if r.part {
		st.partOf(before, r)
	}
	if st.Plan != none && before.Classes[st.Aside] == st.Plan && !r.ownSubject {
		r.Unknown = true // 对5件拟不予公开的，决定部分公开2件
	}
	r.Joined = before.ownSubject || !slices.ContainsFunc(st.lexemes[before.standsIn+1:r.standsIn], lexicon.Lexeme.Ends)
	if r.Classes[st.Event] != none || !r.ownSubject {
		return
	}
	if r.Inherited = before.Classes[st.Event]; r.Inherited == none {
		r.Inherited = before.Inherited
	}
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
			return false
		}
		if x.Kind == lexicon.Mark && x.Mark == '（' || st.hasRole(x, configs.AmongRole) || k == before.standsIn+1 && before.part {
			r.part = true
		}
	}
	return true
}

// partOf takes what holds for a number that is part of the one before it.
func (st *state) partOf(before, r *Reading) {
	if r.Classes[st.Event] == none && !r.ownSubject {
		r.Classes[st.Event] = before.Classes[st.Event]
	}
	r.ofEvent = before.Classes[st.Event]
	if before.part {
		r.ofEvent = before.ofEvent
	}
	if event := r.Classes[st.Event]; event != none && (st.Scope == none || r.Classes[st.Scope] == before.Classes[st.Scope]) {
		before.Including = event
	}
	if event := r.Classes[st.Event]; r.ofEvent != none && event != none && event != r.ofEvent && !slices.Contains(st.Absorbs[event], r.ofEvent) {
		r.Unknown = true // 上年结转3件，其中个人提出2件
	}
	if st.Of != none && r.Classes[st.Of] != none && before.Classes[st.Of] == none {
		before.Unknown = true // it counts others too
	}
	for d, c := range before.Classes {
		if r.Classes[d] == none && d != st.Event && st.Happens(c) {
			r.Classes[d], r.Unknown = c, true // 自然人5件，其中予以公开3件
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
