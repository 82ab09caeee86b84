package reading

import (
	"slices"

	"gongwen/configs"
	"gongwen/data/rules/lexicon"
	"gongwen/internal/numeral"
)

// ofEvery reports whether a number is said of every so many: 每五件有两件予以公开.
func (st *state) ofEvery(r *Reading) bool {
	before := st.numberBack(1)
	if before == nil || !lexicon.Ends(st.text[:st.lexemes[before.standsIn].From], st.Particles.Every) {
		return false
	}
	between := st.lexemes[before.standsIn:r.standsIn]
	marks := 0
	for _, x := range between {
		if x.Ends() {
			marks++
		}
	}
	return marks == 0 || marks == 1 && slices.ContainsFunc(between, func(x lexicon.Lexeme) bool { return x.Mark == '，' })
}

// inClause reports whether two numbers stand in one clause.
func (st *state) inClause(before, r *Reading) bool {
	from, to := min(before.standsIn, r.standsIn), max(before.standsIn, r.standsIn) // what is told of all is read behind what it is told of
	return !slices.ContainsFunc(st.lexemes[from:to], lexicon.Lexeme.Ends)
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
	told, own, clause, ended := none, r.Classes[st.Event], false, false
	for k, x := range st.lexemes[r.standsIn+1:] {
		if told != none && (ended && x.Kind == lexicon.Figure || x.Mark == '；' || x.Mark == '。' || x.Mark == '）') {
			break // 复议1件，已维持，结案率100%
		}
		switch {
		case k == 0 && x.Mark == '（': // 复议1件（已维持）、诉讼0件
			clause = true
		case x.Kind == lexicon.Figure, x.Kind == lexicon.Mark && x.Mark != '，', st.hasRole(x, configs.NoneRole), st.hasRole(x, configs.AllRole):
			return
		case x.Kind == lexicon.Mark:
			clause, ended = true, told != none
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

// alsoIs adds that so many at least are what also happened to them: 企业提出的5件申请予以公开.
func (st *state) alsoIs(r *Reading) {
	if r.then == none || r.Unknown {
		return
	}
	out := *r
	out.Classes = slices.Clone(r.Classes)
	out.Classes[st.Event], out.AtLeast = r.then, true
	st.list = append(st.list, out)
}

// remainder takes 其他3件 at the end of an enumeration for the class that is what is
// left of those named before it, of which there must be most.
func (st *state) remainder(r *Reading, start, i int) {
	if !st.isOthers(start, i) {
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
			r.From = st.lexemes[start].From
			return
		}
	}
}

// isOthers reports whether what stands before a number says that it is one of others, and
// nothing else but what is counted: 其他3件, 其他申请3件.
func (st *state) isOthers(start, i int) bool {
	if start == i || lexicon.Begins(st.text[st.lexemes[start].From:], st.Particles.Others) == 0 {
		return false
	}
	return !slices.ContainsFunc(st.lexemes[start+1:i], func(x lexicon.Lexeme) bool {
		return x.Kind != lexicon.Word || !st.Idle(x.Class) && (st.Dimension[x.Class] != st.Subject || len(st.Refers[x.Class]) == 0) && !st.isLast(x.Class)
	})
}

// isLast reports whether a class is what happened to the number before.
func (st *state) isLast(class int) bool {
	before := st.lastNumber()
	return before != nil && st.Event != none && before.Classes[st.Event] == class
}

// becomes adds what a number is now that was another one and has changed by a
// third: 比2023年的1086件减少109件.
func (st *state) becomes(past, by *Reading) {
	if st.Aside == none || past == nil || past.Unknown || past.Unit != by.Unit || past.Amount != configs.AmountNumber || by.ownSubject ||
		!st.isAside(past, configs.CompareClass) && !st.isBasis(past) || !st.isAside(by, configs.ChangeClass) || by.Classes[st.Event] != none && by.Classes[st.Event] != past.Classes[st.Event] {
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
	if st.isBasis(past) {
		out.Classes[st.Period] = none
	}
	st.list = append(st.list, out)
}

// isBasis reports whether a number is one of another time from which a change is told:
// 在上年200件的基础上增加39件.
func (st *state) isBasis(past *Reading) bool {
	return st.Period != none && past.Classes[st.Period] != none && lexicon.Begins(st.text[st.lexemes[past.standsIn].To:], st.Particles.Basis) > 0
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
	list = slices.DeleteFunc(list, func(c int) bool {
		return slices.ContainsFunc(list, func(other int) bool { return slices.Contains(st.Absorbs[other], c) })
	})
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
