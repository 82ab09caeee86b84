package reading

import (
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/data/rules/lexicon"
	"gongwen/internal/numeral"
)

// figure reads what is said of a number.
func (st *state) figure(i int) {
	start := st.window(i)
	st.pass(start)
	r := st.newReading(i, configs.AmountNumber)
	subjectBefore := st.current
	each := st.each(start, i)
	if !st.respective(&r, i) {
		if each == nil {
			r.Together = st.together(start, i)
		} else {
			r.each = each
		}
		st.before(&r, start, i)
		st.behindNumber(&r, i)
		st.nameless(&r, start, i)
	}
	st.settle(&r, subjectBefore)
	st.relate(&r)
	st.ofWhom(&r)
	st.mayBeOf(&r)
	r.OfAll = r.part && st.lastNumber() == nil && st.inScope == none
	st.turns(&r)
	r.Unknown = r.Unknown || st.isVoid(i) || st.ofEvery(&r) || lexicon.Ends(st.text[:st.lexemes[i].From], st.Particles.By) || st.ofOneOf(&r, subjectBefore) || lexicon.Ends(st.text[:st.lexemes[i].From], st.Particles.Every)
	if r.limited && !r.Unknown || r.kindOnly && st.isOfRequests(&r) {
		r.Unknown, r.AtMost = true, true
	}
	st.remainder(&r, start, i)
	past := st.last()
	st.list = append(st.list, r)
	st.apart(each)
	st.becomes(past, &r)
	st.oneTold(&r)
}

// ofEvery reports whether a number is said of every so many: 每五件有两件予以公开.
func (st *state) ofEvery(r *Reading) bool {
	before := st.numberBack(1)
	return before != nil && lexicon.Ends(st.text[:st.lexemes[before.standsIn].From], st.Particles.Every) && st.inClause(before, r)
}

// inClause reports whether two numbers stand in one clause.
func (st *state) inClause(before, r *Reading) bool {
	return !slices.ContainsFunc(st.lexemes[before.standsIn+1:r.standsIn], lexicon.Lexeme.Ends)
}

// ofOneOf reports whether it is not clear of which of several a number is that an
// earlier clause lists: 直接起诉2件、复议后起诉1件，维持2件.
func (st *state) ofOneOf(r *Reading, subject int) bool {
	last, other := st.numberBack(1), st.numberBack(2)
	if r.ownSubject {
		st.several = false
	}
	if st.several {
		return true
	}
	if r.ownSubject || last == nil || other == nil || !last.ownSubject || !other.ownSubject || subject == none || st.inClause(last, r) || !st.inClause(other, last) {
		return false
	}
	a, b := last.Classes[st.Subject], other.Classes[st.Subject]
	st.several = a != b && a == subject && r.Classes[st.Subject] == a
	return st.several
}

// isVoid reports whether a later clause says that a number is one of something else:
// 行政诉讼3件，均与信息公开无关.
func (st *state) isVoid(i int) bool {
	for _, x := range st.lexemes[i+1:] {
		switch {
		case x.Kind == lexicon.Figure, x.Mark == '；', x.Mark == '）':
			return false
		case x.Kind == lexicon.Word && st.Classes[x.Class].Voids:
			return true
		}
	}
	return false
}

// turns takes an event that has several meanings for the one that it has behind
// what was said of the number before: 办结53件，结转2件.
func (st *state) turns(r *Reading) {
	if st.Event == none || r.Classes[st.Event] == none {
		return
	}
	before, class := st.lastNumber(), r.Classes[st.Event]
	if before != nil && st.Turns[class] != none && slices.Contains(st.Absorbs[class], before.Classes[st.Event]) {
		r.Classes[st.Event] = st.Turns[class]
	}
}

// oneTold adds what later clauses tell of a single thing: 行政复议1件，经审理，予以
// 维持.
func (st *state) oneTold(r *Reading) {
	if n := st.numberOf(r); r.Unknown || st.Event == none || !n.Exact() || n.Low.IntPart() != 1 || !n.Low.IsInteger() {
		return
	}
	told, own, clause := none, r.Classes[st.Event], false
	for _, x := range st.lexemes[r.standsIn+1:] {
		switch {
		case x.Kind == lexicon.Figure, x.Kind == lexicon.Mark && x.Mark != '，', st.hasRole(x, configs.NoneRole), st.hasRole(x, configs.AllRole):
			return
		case x.Kind == lexicon.Mark:
			clause = true
		case clause && told == none && st.isOf(x, st.Event) && x.Class != own && (own == none || slices.Contains(st.Absorbs[x.Class], own)):
			told = x.Class
		}
	}
	if told == none {
		return
	}
	out := *r
	out.Classes = slices.Clone(r.Classes)
	out.Classes[st.Event], out.AtLeast, out.To = told, true, st.lexemes[len(st.lexemes)-1].To
	st.list = append(st.list, out)
}

// remainder takes 其他3件 at the end of an enumeration for the class that is what is
// left of those named before it, of which there must be most.
func (st *state) remainder(r *Reading, start, i int) {
	if i == 0 || start < i-1 || lexicon.Begins(st.text[st.lexemes[i-1].From:], st.Particles.Others) == 0 {
		return
	}
	before := st.lastNumber()
	if before == nil || before.Unit != r.Unit || before.Unknown {
		return
	}
	for class, c := range st.Classes {
		d := st.Dimension[class]
		if !c.Remainder || !st.Happens(before.Classes[d]) {
			continue
		}
		var named []int
		for _, one := range st.list[st.first:] {
			if other := one.Classes[d]; one.Amount == configs.AmountNumber && st.Happens(other) && !slices.Contains(named, other) {
				named = append(named, other)
			}
		}
		if len(named) >= 4 {
			classes := slices.Clone(before.Classes)
			classes[d] = class
			r.Classes, r.Unknown = classes, false
			r.From = st.lexemes[i-1].From
			return
		}
	}
}

// becomes adds what a number is now that was another one and has changed by a
// third: 比2023年的1086件减少109件.
func (st *state) becomes(past, by *Reading) {
	if st.Aside == none || past == nil || past.Unknown || past.Unit != by.Unit || past.Amount != configs.AmountNumber || by.ownSubject ||
		!st.isAside(past, configs.CompareClass) || !st.isAside(by, configs.ChangeClass) || by.Classes[st.Event] != none && by.Classes[st.Event] != past.Classes[st.Event] {
		return
	}
	words := st.text[st.lexemes[past.standsIn].To:st.lexemes[by.standsIn].From]
	more, less := lexicon.Has(words, st.Particles.More), lexicon.Has(words, st.Particles.Less)
	was, change := st.numberOf(past), st.numberOf(by)
	if more == less || !was.Exact() || !change.Exact() {
		return
	}
	now := numeral.Exactly(was.Low.Sub(change.Low))
	if more {
		now = numeral.Exactly(was.Low.Add(change.Low))
	}
	out := *by
	out.Classes = slices.Clone(past.Classes)
	out.Classes[st.Aside], out.Sum, out.From, out.Unknown = none, &now, past.From, false
	st.list = append(st.list, out)
}

// isAside reports whether a class of what limits a number is of that name.
func (st *state) isAside(r *Reading, name string) bool {
	return r.Classes[st.Aside] != none && st.Classes[r.Classes[st.Aside]].Name == name
}

// each are the classes of which each has the number: 自然人、商业企业各1件; nil where
// it is not said so.
func (st *state) each(start, i int) []int {
	if i-2 < start || !st.isEach(i-1) {
		return nil
	}
	var list []int
	for _, x := range st.lexemes[start : i-1] {
		if x.Kind != lexicon.Word || st.off[x.Class] || st.Role[x.Class] != "" || !st.Happens(x.Class) && st.Dimension[x.Class] != st.Subject {
			continue
		}
		if len(list) > 0 && st.Dimension[list[0]] != st.Dimension[x.Class] {
			if len(list) > 1 {
				return nil
			}
			list = nil // 结转的自然人、企业各1件
		}
		if !slices.Contains(list, x.Class) {
			list = append(list, x.Class)
		}
	}
	if len(list) < 2 {
		return nil
	}
	return list
}

// isEach reports whether a word before a number says that it is that of each.
func (st *state) isEach(i int) bool {
	x := st.lexemes[i]
	return x.Kind == lexicon.Word && (st.Role[x.Class] == configs.AllRole || lexicon.Begins(st.text[x.From:x.To], st.Particles.Each) > 0)
}

// apart adds what is said of each of the classes but the one that the last
// reading has.
func (st *state) apart(each []int) {
	if each == nil {
		return
	}
	last := st.list[len(st.list)-1]
	for _, class := range each {
		if d := st.Dimension[class]; last.Classes[d] != class {
			one := last
			one.Classes = slices.Clone(last.Classes)
			one.Classes[d] = class
			st.list = append(st.list, one)
		}
	}
}

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
	if before = st.longer(before, r); before == nil || r.ownSubject || r.part || r.Classes[st.Event] == none && !st.isTarget(r) || before.Unit != r.Unit {
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
		if before.part || before.Classes[st.Event] == none {
			r.Unknown = true
			continue
		}
		r.Classes[d] = c
	}
	if !slices.Equal(own, r.Classes) {
		r.Others = append(r.Others, own)
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

// or adds that a number may be said of classes too, where it has none.
func (st *state) or(r *Reading, classes []int) {
	other := slices.Clone(r.Classes)
	for d, c := range classes {
		if st.Happens(c) && len(st.Refers[c]) == 0 && (other[d] == none || d == st.Event && slices.Contains(st.Absorbs[c], other[d])) {
			other[d] = c
		}
	}
	if !slices.Equal(other, r.Classes) {
		r.Others = append(r.Others, other)
	}
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
		examples = examples || r.Classes[st.Subject] != none && slices.Contains(st.Particles.Like, st.text[x.From:x.To])
		switch {
		case x.Kind == lexicon.Unknown:
			if !examples && st.isUnclear(k) && !st.isNamePart(k) && st.limit(r, k) {
				k-- // 涉及征地的
			}
		case examples && st.isOf(x, st.Subject):
		case slices.Contains(r.each, x.Class) && x.Kind == lexicon.Word:
			r.From, r.Classes[st.Dimension[x.Class]] = x.From, x.Class
		case st.isUnit(x, configs.TermUnit) && !r.onlyKnown():
			r.limited = true // 10个工作日内办结3件
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
	r.Unknown = r.Unknown || !st.isTarget(r) && st.limitedByNumber(start, i, r.Unit)
	r.ownSubject = r.Classes[st.Subject] != none
}

// limit notes that text stands before a number that is not known. Where it says
// what the things are about, they are some of those that are counted at most: 涉及
// 征地的政府信息公开申请30件. Otherwise they may be anything. It reports whether the word
// before the text says so.
func (st *state) limit(r *Reading, k int) (about bool) {
	x := st.lexemes[k]
	about = k > 0 && st.lexemes[k-1].Kind == lexicon.Word && slices.Contains(st.Particles.About, st.text[st.lexemes[k-1].From:st.lexemes[k-1].To])
	kind := slices.ContainsFunc(st.Particles.Kinds, func(end string) bool { return strings.HasSuffix(st.text[x.From:x.To], end) || st.isFollowedBy(k, end) })
	switch {
	case !about && !kind:
		r.Unknown, r.kindOnly = true, false
	case r.onlyKnown():
		r.kindOnly = !r.Unknown
		r.Unknown = true
	default:
		r.limited = true
	}
	return about
}

// isNamePart reports whether text is the beginning of another agency's name: 城管部门.
func (st *state) isNamePart(k int) bool {
	if k+1 >= len(st.lexemes) {
		return false
	}
	next := st.lexemes[k+1]
	return st.isOf(next, st.Scope) && !st.isExcept(next.Class)
}

// isFollowedBy reports whether text stands behind a lexeme, or behind 等 there.
func (st *state) isFollowedBy(k int, text string) bool {
	behind := st.text[st.lexemes[k].To:]
	return strings.HasPrefix(behind[lexicon.Begins(behind, st.Particles.Like):], text)
}

// onlyKnown reports whether nothing has been said of the number yet.
func (r *Reading) onlyKnown() bool {
	return !slices.ContainsFunc(r.Classes, func(c int) bool { return c != none })
}

// isTarget reports whether a number is what another one has become: 由3件增至5件.
func (st *state) isTarget(r *Reading) bool {
	return st.Aside != none && st.isAside(r, configs.TargetClass)
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
func (st *state) limitedByNumber(start, i, unit int) bool {
	if start == 0 {
		return false
	}
	x := st.lexemes[start-1]
	if x.Kind == lexicon.Figure && x.Unit == unit && !st.isAmong(start, i) {
		return start == 1 || st.lexemes[start-2].Ends() || lexicon.Ends(st.text[:x.From], st.Particles.Of)
	}
	return x.Kind == lexicon.Figure && x.Unit != unit && !st.isUnit(x, configs.TermUnit) && !st.isUnit(x, configs.PercentUnit)
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
	end := st.clauseEnd(i + 1)
	shared := end < len(st.lexemes) && st.lexemes[end].Kind == lexicon.Figure
	if shared && end > i+2 && st.isAnd(end-1) && !slices.ContainsFunc(r.Classes, st.isSaid) {
		end, shared, r.behind = end-1, false, end-1 // 36件复议案件和20件诉讼案件
	}
	r.Bare = r.Unit == none && end == i+1 && !shared
	among := i > 0 && (st.hasRole(st.lexemes[i-1], configs.AmongRole) || i > 1 && slices.Contains(st.Particles.There, st.text[st.lexemes[i-1].From:st.lexemes[i-1].To]) && st.hasRole(st.lexemes[i-2], configs.AmongRole))
	b := behind{state: st, r: r, shared: shared, said: !among && slices.ContainsFunc(r.Classes, st.Happens)}
	k := i + 1
	for k < end && b.take(k, k == i+1) {
		k++
	}
	if close := st.closing(end); k == end && close > 0 && !b.took && !b.said {
		end = st.clauseEnd(close + 1) // 2件申请（自然人1件、企业1件）尚未答复
		b.shared = end < len(st.lexemes) && st.lexemes[end].Kind == lexicon.Figure
		for k = close + 1; k < end && b.take(k, false); k++ {
		}
	}
	if !b.took && !b.said && !b.shared {
		st.later(r, end)
	}
	if among && !r.Unknown && !b.took && slices.ContainsFunc(st.lexemes[i+1:end], func(x lexicon.Lexeme) bool { return x.Kind == lexicon.Unknown && x.Length(st.text) > 1 }) {
		r.limited = true // 申请中有3件征求意见
	}
	if b.took && st.goesOn(end) {
		r.Unknown = true // 3件涉及商业秘密、个人隐私
	}
}

// isAnd reports whether a lexeme joins what stands on both sides of it.
func (st *state) isAnd(i int) bool {
	x := st.lexemes[i]
	return x.Kind != lexicon.Figure && slices.Contains(st.Particles.And, st.text[x.From:x.To])
}

// isSaid reports whether a class says more than when and where.
func (st *state) isSaid(class int) bool {
	return class != none && st.Dimension[class] != st.Period && st.Dimension[class] != st.Scope && st.Dimension[class] != st.Aside
}

// clauseEnd is where the words end that begin at a lexeme: at a mark or a number.
func (st *state) clauseEnd(i int) int {
	for i < len(st.lexemes) && st.lexemes[i].Kind != lexicon.Mark && st.lexemes[i].Kind != lexicon.Figure && !st.endsExcept(i) {
		i++
	}
	return i
}

// closing is the index of the bracket that closes the one at i; 0 for none.
func (st *state) closing(i int) int {
	if i >= len(st.lexemes) || st.lexemes[i].Mark != '（' {
		return 0
	}
	for k := i + 1; k < len(st.lexemes); k++ {
		if st.lexemes[k].Mark == '）' {
			return k
		}
	}
	return 0
}

// later takes what a later clause says of a number of which nothing else is said,
// if that can be said of nothing else: 有2件申请因收到较晚，结转下年度办理.
func (st *state) later(r *Reading, from int) {
	for k := from; k < len(st.lexemes); k++ {
		switch x := st.lexemes[k]; {
		case x.Kind == lexicon.Figure, x.Kind == lexicon.Mark && x.Mark != '，' && x.Mark != '、', st.hasRole(x, configs.NoneRole), st.hasRole(x, configs.IncludingRole):
			return
		case x.Kind == lexicon.Word && !st.off[x.Class] && st.Classes[x.Class].Late && r.Classes[st.Dimension[x.Class]] == none:
			r.Classes[st.Dimension[x.Class]], r.To = x.Class, x.To
			return
		}
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
	word := b.text[b.lexemes[k-1].From:b.lexemes[k-1].To]
	return lexicon.Has(word, b.Particles.And) || lexicon.Has(word, b.Particles.Or)
}

// isLastBehind reports whether nothing is said between a lexeme and the next number.
func (b *behind) isLastBehind(k int) bool {
	for k++; k < len(b.lexemes) && b.lexemes[k].Kind != lexicon.Figure; k++ {
		if x := b.lexemes[k]; x.Kind != lexicon.Word || !b.Idle(x.Class) {
			return false
		}
	}
	return k < len(b.lexemes)
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
	if b.shared && !b.said && d == b.Event && b.isLastBehind(k) {
		return false // 113件案件已审结98件
	}
	if k+2 < len(b.lexemes) && b.lexemes[k+1].Mark == '（' && b.lexemes[k+2].Kind == lexicon.Figure && b.Happens(x.Class) {
		return false // 其余11件来自企业（5件）
	}
	switch role := b.Role[x.Class]; {
	case role == configs.NoneRole:
		b.r.Unknown = true // 一件未收
		return false
	case role == configs.AllRole && !b.said && !b.shared:
		b.r.Amount = configs.AmountEvery
		return true
	case role == configs.CauseRole && k+1 < len(b.lexemes) && b.lexemes[k+1].Kind == lexicon.Word && b.Happens(b.lexemes[k+1].Class) && b.Dimension[b.lexemes[k+1].Class] != b.Event:
		return true // 2件因属于内部事务信息不予公开
	case role != "":
		return false
	case b.shared && b.Classes[x.Class].Name == configs.TargetClass:
		b.r.Unknown = true // it was that
		return false
	case b.said && b.shared && (d != b.Subject || !first), b.said && d == b.Event && (b.r.Classes[d] != none || b.shared):
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
			b.r.behind = max(b.r.behind, k)
		}
	}
	return true
}
