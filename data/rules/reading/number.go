package reading

import (
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/data/rules/lexicon"
)

// figure reads what is said of a number.
func (st *state) figure(i int) {
	start := st.window(i)
	st.pass(start)
	r := st.newReading(i, configs.AmountNumber)
	subjectBefore := st.current
	if !st.respective(&r, i) {
		r.Together = st.together(start, i)
		st.before(&r, start, i)
		st.behindNumber(&r, i)
		st.nameless(&r, start, i)
	}
	st.settle(&r, subjectBefore)
	st.relate(&r)
	st.ofWhom(&r)
	st.list = append(st.list, r)
}

// ofWhom takes of whom a number is said that does not say so itself: the topic, or
// that of a number before it that is no part and not less, 企业提出6件，办结5件. Behind
// a part it may be either.
func (st *state) ofWhom(r *Reading) {
	for _, class := range st.topic {
		if d := st.Dimension[class]; r.Classes[d] == none {
			r.Classes[d] = class
		}
	}
	before := st.lastNumber()
	if before == nil || r.ownSubject || r.part || r.Classes[st.Event] == none && !st.isTarget(r) || before.Unit != r.Unit {
		return
	}
	if n := st.numberOf(before); n.Open || st.numberOf(r).Low.GreaterThan(n.High) && !st.isTarget(r) {
		return
	}
	for k := before.standsIn + 1; k < r.standsIn; k++ {
		if st.lexemes[k].Kind == lexicon.Mark && strings.ContainsRune("；。：", st.lexemes[k].Mark) {
			return
		}
	}
	for d, c := range before.Classes {
		if d == st.Event || !st.Happens(c) || r.Classes[d] != none || len(st.Refers[c]) > 0 {
			continue
		}
		if before.part || before.Classes[st.Event] == none {
			r.Unknown = true
			continue
		}
		r.Classes[d] = c
	}
}

// window is where the lexemes before a number begin that speak of it: those of
// its clause, behind another number and what is said behind that one.
func (st *state) window(i int) int {
	start := i
	taken := none
	if before := st.last(); before != nil && before.behind > before.standsIn {
		taken = before.behind
	}
	some, total := false, false
	for start > 0 && start-1 != taken {
		x := st.lexemes[start-1]
		if x.Kind == lexicon.Figure && !st.isUnit(x, configs.TermUnit) {
			break
		}
		if x.Mark == '）' && x.Ends() && total {
			if open := st.opening(start - 1); open >= 0 {
				start = open
				continue
			}
		}
		if x.Ends() && (some || x.Mark != '（' && x.Mark != '：' && !(x.Mark == '，' && total)) {
			break
		}
		total = total || st.hasRole(x, configs.TotalRole)
		some = some || x.Kind == lexicon.Unknown || x.Kind == lexicon.Word && st.limits(x.Class)
		start--
	}
	return start
}

// opening is the index of the bracket that the one at i closes, if nothing but
// words and marks stands between; -1 for none.
func (st *state) opening(i int) int {
	for i--; i >= 0 && st.lexemes[i].Kind != lexicon.Figure; i-- {
		if x := st.lexemes[i]; x.Kind == lexicon.Mark && x.Mark == '（' {
			return i
		} else if x.Ends() {
			return -1
		}
	}
	return -1
}

// limits reports whether a word says more than when and where something was.
func (st *state) limits(class int) bool {
	return !st.Idle(class) && st.Dimension[class] != st.Period && st.Dimension[class] != st.Scope
}

// take notes a class that stands near the number. What is nearer wins where it
// absorbs the other; otherwise two of a dimension contradict.
func (st *state) take(r *Reading, class int) {
	d := st.Dimension[class]
	switch had := r.Classes[d]; {
	case had == none, slices.Contains(st.Absorbs[class], had) && !slices.Contains(st.Absorbs[had], class):
		r.Classes[d] = class
	case had == class || d == st.Period || d == st.Scope || slices.Contains(st.Absorbs[had], class):
	default:
		r.Unknown = true
	}
}

// before takes the words before the number, from it to the left. Whatever is not
// known there makes the number one of something else.
func (st *state) before(r *Reading, start, i int) {
	examples := false // before 等, of what stands behind it
	for k := i - 1; k >= start; k-- {
		x := st.lexemes[k]
		if x.Kind == lexicon.Mark && x.Mark == '）' {
			if open := st.opening(k); open >= start {
				k = open // 公开类答复（予以公开、部分公开）合计3件
			}
			continue
		}
		examples = examples || r.Classes[st.Subject] != none && st.text[x.From:x.To] == "等"
		switch {
		case x.Kind == lexicon.Unknown:
			r.Unknown = r.Unknown || !examples && st.isUnclear(k)
		case examples && st.isOf(x, st.Subject):
		case x.Kind == lexicon.Figure, st.hasRole(x, configs.NoneRole), st.hasRole(x, configs.RespectivelyRole) && k > start:
			r.Unknown = true
		case x.Kind != lexicon.Word || st.off[x.Class]:
		case st.Role[x.Class] == configs.IncludingRole, st.Role[x.Class] == configs.RespectivelyRole:
			r.part = true
		case st.Role[x.Class] != "":
		default:
			r.From = x.From
			if slices.Contains(r.Together, x.Class) {
				r.Classes[st.Dimension[x.Class]] = x.Class
				continue
			}
			st.take(r, st.classOf(x))
		}
	}
	r.Unknown = r.Unknown || !st.isTarget(r) && st.limitedByNumber(start, r.Unit)
	r.ownSubject = r.Classes[st.Subject] != none
}

// isTarget reports whether a number is what another one has become: 由3件增至5件.
func (st *state) isTarget(r *Reading) bool {
	return st.Aside != none && r.Classes[st.Aside] != none && st.Classes[r.Classes[st.Aside]].Name == configs.TargetClass
}

// classOf is the class of a word; of a period that which is meant.
func (st *state) classOf(x lexicon.Lexeme) int {
	if st.Dimension[x.Class] == st.Period {
		return st.period(x)
	}
	return x.Class
}

// limitedByNumber reports whether a clause has a number before that which is read
// that is of another kind, 前5名申请人提出21件, or of which it is part: 收到的52件办结50件.
func (st *state) limitedByNumber(start, unit int) bool {
	if start == 0 {
		return false
	}
	x := st.lexemes[start-1]
	if x.Kind == lexicon.Figure && x.Unit == unit {
		return start == 1 || st.lexemes[start-2].Ends() || strings.HasSuffix(st.text[:x.From], "的")
	}
	return x.Kind == lexicon.Figure && !st.isUnit(x, configs.TermUnit) && !st.isUnit(x, configs.PercentUnit)
}

// nameless leaves out what only counts, and what counts something that no word
// names: it is what the rest of the sentence is about.
func (st *state) nameless(r *Reading, start, i int) {
	said := slices.ContainsFunc(r.Classes, func(c int) bool {
		return c != none && st.Dimension[c] != st.Period && st.Dimension[c] != st.Scope
	})
	happened := slices.ContainsFunc(r.Classes, st.Happens)
	r.onlyCounted = r.onlyBehind && !happened && !r.Unknown
	r.onlyWhen = !said && !r.Unknown && st.Period != none && r.Classes[st.Period] != none
	r.Unknown = r.Unknown || !said || r.onlyBehind && !happened
	for k := start; k < i; k++ {
		if st.isUnclear(k) && !r.ownSubject && !st.named {
			st.current = st.Foreign
		}
	}
}

// behindNumber takes the words behind the number: all where nothing before it says
// what happened, else what it is that was counted.
func (st *state) behindNumber(r *Reading, i int) {
	end := i + 1
	for end < len(st.lexemes) && st.lexemes[end].Kind != lexicon.Mark && st.lexemes[end].Kind != lexicon.Figure {
		end++
	}
	shared := end < len(st.lexemes) && st.lexemes[end].Kind == lexicon.Figure
	r.Bare = r.Unit == none && end == i+1 && !shared
	b := behind{state: st, r: r, shared: shared, said: slices.ContainsFunc(r.Classes, st.Happens)}
	for k := i + 1; k < end && b.take(k, k == i+1); k++ {
	}
	if b.took && st.goesOn(end) {
		r.Unknown = true // 3件涉及商业秘密、个人隐私
	}
}

// goesOn reports whether an enumeration without numbers goes on at a mark.
func (st *state) goesOn(i int) bool {
	if i == len(st.lexemes) || st.lexemes[i].Kind != lexicon.Mark || st.lexemes[i].Ends() {
		return false
	}
	for _, x := range st.lexemes[i:] {
		switch {
		case x.Ends():
			return true
		case x.Kind == lexicon.Figure:
			return false
		}
	}
	return true
}

// behind takes words behind a number, one after another.
type behind struct {
	*state
	r            *Reading
	shared, said bool // another number stands behind them; what happened stands before
	took         bool // something that happened
}

// isJoined reports whether a word that joins two others stands before a lexeme.
func (b *behind) isJoined(k int) bool {
	return strings.ContainsAny(b.text[b.lexemes[k-1].From:b.lexemes[k-1].To], "和或及与")
}

// take takes a word, and reports whether the next one may speak of the number too.
func (b *behind) take(k int, first bool) bool {
	x := b.lexemes[k]
	switch {
	case x.Kind == lexicon.Unknown:
		return x.Length(b.text) <= 2
	case b.hasRole(x, configs.AmongRole):
		return false
	case b.off[x.Class] || b.Idle(x.Class):
		return true
	}
	d := b.Dimension[x.Class]
	switch role := b.Role[x.Class]; {
	case role == configs.NoneRole:
		b.r.Unknown = true // 一件未收
		return false
	case role == configs.AllRole && !b.said && !b.shared:
		b.r.Amount = configs.AmountEvery
		return true
	case role != "":
		return false
	case b.shared && b.Classes[x.Class].Name == configs.TargetClass:
		b.r.Unknown = true // it was that
		return false
	case b.said && b.shared && (d != b.Subject || !first), b.said && d == b.Event:
		return false
	case b.said && d == b.Period:
		return true
	}
	had := b.r.Classes[d]
	if d == b.Event && had != none && !slices.Contains(b.Absorbs[x.Class], had) && !slices.Contains(b.Absorbs[had], x.Class) && b.isJoined(k) {
		b.r.Unknown = true // 3件未予公开或作其他处理
	}
	if had == none || slices.Contains(b.Absorbs[x.Class], had) {
		b.r.Classes[d], b.r.To = x.Class, x.To
		b.took = b.took || b.Happens(x.Class)
		if d == b.Subject {
			b.r.ownSubject, b.r.onlyBehind = true, true
		} else if !b.shared && b.Happens(x.Class) {
			b.r.behind = k
		}
	}
	return true
}
