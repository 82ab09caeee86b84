package reading

import (
	"slices"

	"gongwen/configs"
	"gongwen/data/rules/lexicon"
)

// word reads what is said with 没有 or 全部, in its clause.
func (st *state) word(i int, amount string) {
	start, end, ok := st.clauseOf(i)
	if !ok {
		return
	}
	st.pass(start)
	r := st.newReading(i, amount)
	subjectBefore := st.current
	st.gatherBehind(&r, i, end)
	st.gatherBefore(&r, start, i)
	if amount == configs.AllRole {
		if at := slices.IndexFunc(st.lexemes[start:i], func(x lexicon.Lexeme) bool { return x.Kind == lexicon.Figure }); at >= 0 {
			said, _ := st.sentence.Number(st.lexemes[start+at].From)
			r.Said = &said // 46件申请均已答复
		} else if before := st.lastNumber(); before != nil && before.Classes[st.Event] != none {
			said := st.numberOf(before)
			r.Behind = &said // 已审结3件，均维持
		}
		r.Unknown = r.Unknown || st.left || slices.ContainsFunc(st.lexemes[start:i], func(x lexicon.Lexeme) bool { return st.isOf(x, st.Scope) && st.isExcept(x.Class) })
		r.From = st.lexemes[st.shownFrom(start, len(r.Subjects) > 0)].From
		st.ofPart(&r)
	}
	r.ownSubject = len(r.Subjects) > 0
	if amount == configs.NoneRole && !r.ownSubject && !st.saysWhom(&r) {
		for d, class := range st.mentioned {
			if r.Classes[d] == none && d != st.Event {
				r.Classes[d] = class // 要求提供公开出版物的申请，全年未发生
			}
		}
	}
	st.meantSubjects(&r, subjectBefore)
	r.Classes[st.Subject] = none
	st.settle(&r, none)
	st.current = subjectBefore
	for _, class := range r.Together {
		other := r
		other.Classes, other.Together = slices.Clone(r.Classes), nil
		other.Classes[st.Dimension[class]] = class
		st.list = append(st.list, other)
	}
	r.Together = nil
	said := st.lastNumber()
	st.list = append(st.list, r)
	if amount == configs.AllRole && said != nil {
		st.allOf(*said, &r)
	}
}

// allOf adds that so many at least are what all of a number are: 企业提出6件，均已办结.
func (st *state) allOf(number Reading, all *Reading) {
	if st.Event == none || number.Unknown || all.ownSubject && !st.inClause(&number, all) || !st.saysWhom(&number) && (all.Unknown || !st.saysWhom(all) && !st.isPartOf(all.Classes[st.Event], number.Classes[st.Event])) || !st.Happens(all.Classes[st.Event]) || st.saysWhom(all) && !st.agree(all, &number) {
		return
	}
	if own := number.Classes[st.Event]; own != none && own != all.Classes[st.Event] && !st.isPartOf(all.Classes[st.Event], own) && !slices.Contains(st.Absorbs[all.Classes[st.Event]], own) {
		return
	}
	number.Classes = slices.Clone(number.Classes)
	for d, c := range all.Classes {
		if st.Happens(c) {
			number.Classes[d] = c
		}
	}
	number.Classes[st.Event], number.AtLeast, number.To = all.Classes[st.Event], true, all.To
	st.list = append(st.list, number)
}

// agree reports whether two readings name nobody and no reason that the other one has
// differently.
func (st *state) agree(a, b *Reading) bool {
	for d, c := range a.Classes {
		if d != st.Event && st.Happens(c) && b.Classes[d] != none && b.Classes[d] != c {
			return false
		}
	}
	return true
}

// clauseOf is the clause of a word, if no number stands behind the word in it
// but the one of 没有一件.
func (st *state) clauseOf(i int) (start, end int, ok bool) {
	start, end = i, i+1
	for start > 0 && !st.lexemes[start-1].Ends() {
		start--
	}
	for ; end < len(st.lexemes) && !st.lexemes[end].Ends(); end++ {
		if st.lexemes[end].Kind == lexicon.Figure && !st.noteOne(i, end) {
			return start, end, false
		}
	}
	return start, end, true
}

// noteOne reports whether a number is the one of 没有一件.
func (st *state) noteOne(word, i int) bool {
	t, _ := st.sentence.Number(st.lexemes[i].From)
	next := word + 1
	for next < i && st.lexemes[next].Kind == lexicon.Word && st.Idle(st.lexemes[next].Class) {
		next++ // 没有任何一件
	}
	return i == next && st.hasRole(st.lexemes[word], configs.NoneRole) && t.Exact() && t.Low.IntPart() == 1
}

// gatherBehind takes what stands behind the word.
func (st *state) gatherBehind(r *Reading, i, end int) {
	for k := i + 1; k < end; k++ {
		x := st.lexemes[k]
		switch {
		case r.Amount == configs.NoneRole && slices.Contains(st.Particles.Others, st.text[x.From:x.To]):
			r.Unknown = true // 过程性信息20件，无其他不予公开情形
		case x.Kind == lexicon.Mark && r.Amount == configs.AllRole && st.Event != none && r.Classes[st.Event] != none:
			r.Unknown = true // 均依法登记、审核、答复
		case x.Kind == lexicon.Unknown:
			r.Unknown = r.Unknown || x.Length(st.text) > 1
		case x.Kind != lexicon.Word || st.off[x.Class]:
		case st.Idle(x.Class) || st.Role[x.Class] == configs.CauseRole:
		case st.Role[x.Class] != "":
			r.Unknown = r.Unknown || k > i+1 && st.Role[x.Class] != configs.AllRole
		default:
			st.gather(r, x.Class)
			r.To = x.To
		}
	}
}

// gatherBefore takes what stands before the word.
func (st *state) gatherBefore(r *Reading, start, i int) {
	for k := i - 1; k >= start; k-- {
		x := st.lexemes[k]
		if r.Amount == configs.NoneRole && x.Kind == lexicon.Word && slices.Contains(st.Particles.Others, st.text[x.From:x.To]) {
			r.Unknown = true // 其他答复类型为零
		}
		if r.Amount == configs.AllRole && st.isUnclear(k) {
			r.Unknown = true // all of some
		}
		if x.Kind != lexicon.Word || st.off[x.Class] || st.Role[x.Class] != "" {
			continue
		}
		d := st.Dimension[x.Class]
		if d == st.Subject && len(r.Subjects) > 0 && len(st.Refers[r.Subjects[0]]) == 0 || d == st.Event && r.Classes[d] != none && !st.IsIncluded(x.Class) && !slices.Contains(st.Absorbs[x.Class], r.Classes[d]) {
			continue
		}
		if d == st.Event && st.IsIncluded(x.Class) && r.Amount == configs.AllRole {
			r.Classes[d] = x.Class // all of these only
			continue
		}
		st.gather(r, x.Class)
	}
}

// meantSubjects are what the words for what is counted stand for.
func (st *state) meantSubjects(r *Reading, before int) {
	if !r.ownSubject {
		r.Subjects = []int{before}
	}
	for n, c := range r.Subjects {
		if c == none {
			continue
		}
		if len(st.Refers[c]) == 0 || len(r.Subjects) == 1 {
			st.current = before
			r.Subjects[n] = st.meantSubject(c)
			continue
		}
		r.Subjects[n] = st.Otherwise[c] // of the other one
		if others := slices.DeleteFunc(slices.Clone(r.Subjects), func(o int) bool { return o == c }); slices.Contains(st.Refers[c], others[0]) {
			r.Subjects[n] = others[0]
		}
	}
}

// shownFrom is where what is shown of a clause begins: with the one before where
// it does not name its subject.
func (st *state) shownFrom(start int, named bool) int {
	if named || start < 2 {
		return start
	}
	for start--; start > 0 && !st.lexemes[start-1].Ends(); start-- {
	}
	return start
}

// ofPart notes that the numbers before in the sentence are of a part only,
// so that 全部 is of that part.
func (st *state) ofPart(r *Reading) {
	list := st.list[st.first:]
	if len(list) == 0 {
		return
	}
	included := true
	for _, before := range list {
		included = included && st.IsIncluded(before.Classes[st.Event])
	}
	last := list[len(list)-1]
	r.Unknown = r.Unknown || last.Unknown && last.Amount == configs.AmountNumber && last.ownSubject && len(r.Subjects) == 0
	if included && r.Classes[st.Event] == none {
		r.Classes[st.Event] = last.Classes[st.Event] // 上年结转3件，均为企业提出
	} else if included && r.Classes[st.Event] != last.Classes[st.Event] {
		r.Unknown = true
	}
	if event := last.Classes[st.Event]; st.Event != none && r.Classes[st.Event] == none && last.Amount == configs.AmountNumber && !last.Unknown && event != none && st.saysWhom(r) {
		r.Classes[st.Event] = event // 结转下年度24件，均为自然人提出
	}
	if event := last.Classes[st.Event]; event != none && r.Classes[st.Event] != none && slices.Contains(st.Absorbs[event], r.Classes[st.Event]) && st.saysWhom(r) {
		r.Classes[st.Event] = event // 予以公开的20件，全部是答复自然人的申请
	}
	named, whom := len(r.Subjects) > 0, st.saysWhom(r)
	for d, c := range last.Classes {
		switch {
		case c == none || d == st.Subject || d == st.Event || d == st.Of:
		case whom && st.Happens(c) && r.Classes[d] == none && last.Amount == configs.AmountNumber && !last.Unknown && !last.AtLeast:
			r.Classes[d] = c // 过程性信息不予公开的20件，均为自然人申请
		default:
			r.Unknown = r.Unknown || !named
		}
	}
}

// gather notes a class; of subjects there may be several.
func (st *state) gather(r *Reading, class int) {
	d := st.Dimension[class]
	if d == st.Subject {
		if slices.ContainsFunc(r.Subjects, func(c int) bool { return slices.Contains(st.Behind[class], c) }) {
			return // 未经复议直接起诉的行政诉讼
		}
		if !slices.Contains(r.Subjects, class) {
			r.Subjects = append(r.Subjects, class)
		}
		return
	}
	switch had := r.Classes[d]; {
	case had == none, slices.Contains(st.Absorbs[class], had):
		r.Classes[d] = class
	case had == class || d == st.Period || d == st.Scope || slices.Contains(st.Absorbs[had], class):
	case r.Amount == configs.NoneRole && st.Happens(class) && st.areApart(append(r.Together, had, class)):
		r.Together = append(r.Together, class) // 没有不予公开、无法提供的
	default:
		r.Unknown = true
	}
}
