package reading

import (
	"slices"

	"gongwen/configs"
	"gongwen/data/rules/lexicon"
	"gongwen/internal/numeral"
)

// respective reads a number of 予以公开、部分公开的分别为20件、7件: what stands in its
// place of the enumeration before. It reports whether the words are spread so.
func (st *state) respective(r *Reading, i int) bool {
	word, place, common := i, 0, 0
	for word--; word >= 0 && !st.hasRole(st.lexemes[word], configs.RespectivelyRole); word-- {
		switch x := st.lexemes[word]; {
		case x.Kind == lexicon.Figure && x.Unit == r.Unit && common == 0:
			place++
		case x.Kind == lexicon.Figure, !st.isBetween(x) && x.Kind != lexicon.Word:
			return false
		case !st.isBetween(x):
			common++ // 分别收到申请3件、4件
		}
	}
	start := word
	for start > 0 && !st.lexemes[start-1].Ends() && st.lexemes[start-1].Kind != lexicon.Figure {
		start--
	}
	if word < 0 || start == word {
		return false // 分别为甲2条、乙3条
	}
	r.Unknown = start > 0 && st.lexemes[start-1].Kind == lexicon.Figure || !st.spread(r, st.lexemes[start:word], place, st.numbersFrom(word+1+st.leading(word+1), r.Unit))
	for k := word + 1; common > 0 && st.lexemes[k].Kind != lexicon.Figure; k++ {
		if x := st.lexemes[k]; x.Kind == lexicon.Word && !st.off[x.Class] && st.Role[x.Class] == "" {
			st.take(r, st.classOf(x))
		}
	}
	for k := start; k < word; k++ {
		r.Unknown = r.Unknown || st.isUnclear(k)
	}
	r.From, r.ownSubject = st.lexemes[start].From, r.Classes[st.Subject] != none
	return true
}

// leading counts the lexemes before the first number.
func (st *state) leading(from int) int {
	n := 0
	for from+n < len(st.lexemes) && st.lexemes[from+n].Kind != lexicon.Figure {
		n++
	}
	return n
}

// isBetween reports whether a lexeme may stand between items of an enumeration.
func (st *state) isBetween(x lexicon.Lexeme) bool {
	return x.Kind == lexicon.Mark && !x.Ends() || x.Kind == lexicon.Word && st.Idle(x.Class)
}

// numbersFrom counts the numbers of an enumeration.
func (st *state) numbersFrom(from, unit int) int {
	n := 0
	for _, x := range st.lexemes[from:] {
		switch {
		case x.Kind == lexicon.Figure && x.Unit == unit:
			n++
		case !st.isBetween(x):
			return n
		}
	}
	return n
}

// spread takes of the words of which there are as many as numbers the one in a
// place, and all others. It reports whether there are such words.
func (st *state) spread(r *Reading, words []lexicon.Lexeme, place, numbers int) bool {
	said := make([][]int, len(st.Dimensions))
	for i, x := range words {
		if d, class := st.remainderOf(said); i+1 >= len(words)-1 && class != none && lexicon.Begins(st.text[x.From:], st.Particles.Others) > 0 {
			said[d] = append(said[d], class) // 科研机构、法律服务机构和其他分别为
			continue
		}
		if x.Kind == lexicon.Word && !st.off[x.Class] && st.Role[x.Class] == "" {
			d := st.Dimension[x.Class]
			if all := st.Spells[x.Class]; all != nil {
				said[d] = append(said[d], all...)
				continue
			}
			said[d] = append(said[d], st.classOf(x))
		}
	}
	found := false
	for d, list := range said {
		switch {
		case numbers > 1 && len(list) == numbers:
			r.Classes[d], found = list[place], true
		case len(list) == 1:
			r.Classes[d] = list[0]
		case len(list) > 1:
			return false
		}
	}
	return found
}

// remainderOf is the class that is what is left of those of a dimension of which several
// are named.
func (st *state) remainderOf(said [][]int) (dimension, class int) {
	for class, c := range st.Classes {
		if d := st.Dimension[class]; c.Remainder && len(said[d]) > 1 {
			return d, class
		}
	}
	return none, none
}

// together finds the classes whose numbers one number is the sum of:
// 不予公开、无法提供合计21件. They must be such that nothing is counted twice.
func (st *state) together(start, i int) []int {
	if !slices.ContainsFunc(st.lexemes[start:i], func(x lexicon.Lexeme) bool { return st.hasRole(x, configs.TotalRole) }) {
		return nil
	}
	var list []int
	for k := start; k < i; k++ {
		x := st.lexemes[k]
		if x.Kind == lexicon.Mark && x.Mark == '（' {
			for k < i && st.lexemes[k].Mark != '）' {
				k++
			}
			continue
		}
		if x.Kind != lexicon.Word || st.off[x.Class] || !st.Happens(x.Class) && st.Dimension[x.Class] != st.Subject || st.Role[x.Class] != "" {
			continue
		}
		if spelled := st.Spells[x.Class]; spelled != nil {
			list = append(list, spelled...)
		} else if !slices.Contains(list, x.Class) {
			list = append(list, x.Class)
		}
	}
	list = slices.DeleteFunc(slices.Clone(list), func(c int) bool {
		return c == st.Foreign || len(st.Refers[c]) > 0 || slices.ContainsFunc(list, func(other int) bool { return slices.Contains(st.Absorbs[other], c) })
	})
	return st.severalOf(list)
}

// severalOf are those of one dimension of which there are several, where the others are
// single: 复议、诉讼合计审结9件.
func (st *state) severalOf(list []int) []int {
	var out []int
	for d := range st.Dimensions {
		var same []int
		for _, class := range list {
			if st.Dimension[class] == d {
				same = append(same, class)
			}
		}
		if len(same) < 2 {
			continue
		}
		if out != nil || !st.areApart(same) {
			return nil
		}
		out = same
	}
	return out
}

// areApart reports whether what is of one class is of none of the others: events
// that say more of the same event, and what is not an event.
func (st *state) areApart(list []int) bool {
	for _, a := range list {
		for _, b := range list {
			if a == b {
				continue
			}
			if len(st.Refers[a]) > 0 || slices.Contains(st.Absorbs[a], b) {
				return false
			}
			if st.Dimension[a] == st.Event && !slices.ContainsFunc(st.Absorbs[a], func(c int) bool { return slices.Contains(st.Absorbs[b], c) }) {
				return false
			}
		}
	}
	return true
}

// isShare reports whether a number is a percentage.
func (st *state) isShare(x lexicon.Lexeme) bool { return st.isUnit(x, configs.PercentUnit) }

// share reads of what a percentage is one: 予以公开20件，占办结总数的37.7%;
// 超过六成予以公开.
func (st *state) share(i int) {
	start := st.window(i)
	st.pass(start)
	r := st.newReading(i, configs.AmountShare)
	subjectBefore := st.current
	word := i
	for word > start && !st.hasRole(st.lexemes[word-1], configs.ShareRole) {
		word--
	}
	ok := false
	switch {
	case word == start && st.isPredicate(start, i):
		st.before(&r, start, i)
		ok = !r.Unknown && st.saysWhat(&r)
	case word == start:
		ok = !slices.ContainsFunc(st.lexemes[start:i], func(x lexicon.Lexeme) bool { return !st.isBetween(x) }) && st.shareBehind(&r, i)
	case st.isWhole(&r, word, i):
		ok = st.shareBefore(&r, start, word-1)
	}
	if !ok {
		st.figure(i)
		return
	}
	if r.Said == nil {
		st.settle(&r, subjectBefore)
	}
	st.bounded(&r)
	for _, class := range st.topic {
		if r.Whole == none && st.isPartOf(r.Classes[st.Event], class) {
			r.Whole = class // 现行有效的文件中，当年制发的超过一半
		}
	}
	if before := st.lastNumber(); r.Whole == none && before != nil && before.Classes[st.Event] != r.Classes[st.Event] && st.isAmong(before.standsIn+1, i) {
		r.Whole = before.Classes[st.Event] // 现行有效的18件中，当年制发的占44%
	} else if r.Whole == none && r.Said == nil && before != nil && st.isPartOf(r.Classes[st.Event], before.Classes[st.Event]) {
		r.Whole = before.Classes[st.Event] // 现行有效18件，当年制发的占44%
	}
	st.list = append(st.list, r)
}

// isPartOf reports whether what an event happened to may be some of that to which another
// one did: what was made of what is in force.
func (st *state) isPartOf(event, whole int) bool {
	return event != none && whole != none && event != whole && slices.Contains(st.Absorbs[whole], event)
}

// saysWhat reports whether it is said of what part of all a percentage is.
func (st *state) saysWhat(r *Reading) bool {
	return slices.ContainsFunc(r.Classes, st.Happens) || st.isDefinite(r)
}

// bounded takes a percentage with a word that makes it the end of what is said, not
// right before it: 不足办结总数的一半, 三分之二以上.
func (st *state) bounded(r *Reading) {
	if st.Aside == none || !st.isAside(r, configs.BoundClass) {
		return
	}
	number := st.numberOf(r)
	for _, x := range st.lexemes[max(r.standsIn-8, 0):min(r.standsIn+2, len(st.lexemes))] {
		if x.Kind != lexicon.Word || st.Classes[x.Class].Name != configs.BoundClass || st.Dimension[x.Class] != st.Aside {
			continue
		}
		if lexicon.Has(st.text[x.From:x.To], st.Particles.Below) {
			number.Low = number.Low.Sub(number.Low)
		} else {
			number.Open = true
		}
	}
	number.Decimals = max(number.Decimals, 2)
	r.Classes[st.Aside], r.Sum = none, &number
}

// isAmong reports whether what stands between two lexemes says that parts follow of
// the number before.
func (st *state) isAmong(from, to int) bool {
	return slices.ContainsFunc(st.lexemes[from:to], func(x lexicon.Lexeme) bool { return st.hasRole(x, configs.AmongRole) })
}

// isPredicate reports whether a percentage is said of what stands before it and
// nothing else: 予以公开的不足一成, 自然人申请超过八成.
func (st *state) isPredicate(start, i int) bool {
	if start == i || i+1 < len(st.lexemes) && st.lexemes[i+1].Kind != lexicon.Mark {
		return false
	}
	if st.hasRole(st.lexemes[i-1], configs.TotalRole) {
		return true // 予以公开和部分公开的合计超过六成
	}
	return lexicon.Ends(st.text[:st.lexemes[i].From], st.Particles.Of) || st.isOf(st.lexemes[i-1], st.Subject)
}

// isWhole reports whether the words between 占 and a percentage name nothing but
// what the report counts in all, and notes what happened to that.
func (st *state) isWhole(r *Reading, from, to int) bool {
	for k, x := range st.lexemes[from:to] {
		switch {
		case x.Kind == lexicon.Unknown:
			if st.isUnclear(from + k) {
				return false
			}
		case x.Kind == lexicon.Word && !st.off[x.Class] && !st.Idle(x.Class) && st.Role[x.Class] != configs.AllRole:
			d := st.Dimension[x.Class]
			if d != st.Subject && d != st.Event && d != st.Of && !st.Own(x.Class) || x.Class == st.Foreign {
				return false
			}
			if d == st.Event {
				r.Whole = x.Class
			}
		}
	}
	return true
}

// shareBefore takes what stands before 占, or else the number before that.
func (st *state) shareBefore(r *Reading, start, share int) bool {
	if slices.ContainsFunc(st.lexemes[start:share], func(x lexicon.Lexeme) bool { return !st.isBetween(x) && !x.Ends() }) {
		st.before(r, start, share)
		return !r.Unknown && st.saysWhat(r)
	}
	before := st.last()
	if n := st.numbersFrom(r.standsIn, r.Unit); n > 1 {
		if before = st.numberBack(n); before == nil {
			return false // the first of 87件和26件，各占38.7%和11.6%
		}
	}
	if before == nil && st.clauseBefore(start) < start {
		st.before(r, st.clauseBefore(start), share) // 申请人以自然人为主，占比78.8%
		return !r.Unknown && st.saysWhat(r)
	}
	if before == nil || before.Unknown || before.Amount != configs.AmountNumber || before.Together != nil && !st.isSpelled(before) {
		return false
	}
	for _, x := range st.lexemes[before.standsIn+1 : share] {
		if x.Kind == lexicon.Figure && before != st.last() {
			continue // of the enumeration of which it is the first
		}
		if st.hasRole(x, configs.TotalRole) || !st.isBetween(x) && !(x.Kind == lexicon.Mark && (x.Mark == '，' || x.Mark == '（')) {
			return false
		}
	}
	said := st.numberOf(before)
	copy(r.Classes, before.Classes)
	if len(before.Others) > 0 && !st.saysWhom(before) {
		copy(r.Classes, before.Others[len(before.Others)-1]) // 以自然人为主，共提出8件，占80%
	}
	if event := r.Classes[st.Event]; event == none {
		r.Classes[st.Event] = before.Inherited
	}
	r.Said, r.From = &said, before.From
	return st.saysWhat(r)
}

// isSpelled reports whether what happened to a number is a word for several things together.
func (st *state) isSpelled(r *Reading) bool {
	event := r.Classes[st.Event]
	return event != none && len(st.Spells[event]) > 0
}

// numberBack is the number that is so many back in the sentence; nil for none.
func (st *state) numberBack(n int) *Reading {
	for i := len(st.list) - 1; i >= st.first; i-- {
		if r := &st.list[i]; r.Amount == configs.AmountNumber {
			if n--; n == 0 {
				return r
			}
		}
	}
	return nil
}

// clauseBefore is where the clause before the one at start begins; start where
// there is none, or one with a number.
func (st *state) clauseBefore(start int) int {
	i := start
	if i < 1 || st.lexemes[i-1].Kind != lexicon.Mark || st.lexemes[i-1].Mark != '，' {
		return start
	}
	for i--; i > 0 && !st.lexemes[i-1].Ends(); i-- {
		if st.lexemes[i-1].Kind == lexicon.Figure {
			return start
		}
	}
	return i
}

// shareBehind takes what stands behind a percentage to the end of the clause.
func (st *state) shareBehind(r *Reading, i int) bool {
	for k := i + 1; k < len(st.lexemes) && !st.lexemes[k].Ends(); k++ {
		x := st.lexemes[k]
		switch {
		case x.Kind == lexicon.Figure, st.isUnclear(k), x.Kind == lexicon.Word && st.Role[x.Class] != "" && !st.Idle(x.Class) && st.Role[x.Class] != configs.CauseRole:
			return false
		case x.Kind == lexicon.Word && !st.off[x.Class] && st.Role[x.Class] == "":
			st.take(r, st.classOf(x))
			r.OfAll = r.OfAll || st.Dimension[x.Class] == st.Subject && k == i+2
			r.To = x.To
		}
	}
	return !r.Unknown && st.saysWhat(r)
}

// period is the class of a word of a period. One of months is the part of the year
// that they are, and up to the last day or month of the year is all of it.
func (st *state) period(x lexicon.Lexeme) int {
	name := st.Classes[x.Class].Name
	if name != configs.CutoffClass && name != configs.MonthsClass && name != configs.YearsClass {
		return x.Class
	}
	own := st.Class(configs.PeriodDimension, configs.OwnClass)
	var numbers []numeral.Quantity
	for i := x.From; i < x.To; i++ {
		if t, ok := st.sentence.Number(i); ok && st.text[i] == lexicon.NumberMark {
			numbers = append(numbers, t)
		}
	}
	if name == configs.MonthsClass && len(numbers) == 1 {
		return st.partOfYear(numbers[0], x.Class)
	}
	if name == configs.YearsClass && own != none && len(numbers) == 1 && numbers[0].Exact() && numbers[0].Low.IntPart() == 1 {
		return own // 一年来
	}
	if name == configs.YearsClass || own == none || len(numbers) == 0 || numbers[0].Low.IntPart() != 12 || len(numbers) > 1 && numbers[1].Low.IntPart() != 31 {
		return x.Class
	}
	return own
}

// partOfYear is the class of the part of a year that months are; other for none.
func (st *state) partOfYear(months numeral.Quantity, other int) int {
	for _, parts := range st.YearParts {
		length := int64(12 / len(parts))
		for n, class := range parts {
			first := int64(n)*length + 1
			if months.Low.IntPart() == first && months.High.IntPart() == first+length-1 {
				return class
			}
		}
	}
	return other
}

// wholePeriods adds readings of whole years for numbers of all parts of one:
// 上半年收到25件，下半年收到29件.
func (st *state) wholePeriods() {
	for i, end := st.first, len(st.list); i < end; i++ {
		for _, parts := range st.YearParts {
			if st.list[i].Classes[st.Period] == parts[0] {
				st.wholePeriod(i, end, parts)
			}
		}
	}
}

// wholePeriod adds what was read of the first part of a year and those of the other
// parts that say the same, or nothing but when. There must be one of each.
func (st *state) wholePeriod(first, end int, parts []int) {
	whole := st.list[first]
	if whole.Amount != configs.AmountNumber || whole.Unknown {
		return
	}
	sum := st.numberOf(&whole)
	for _, part := range parts[1:] {
		var found *Reading
		for i := first + 1; i < end; i++ {
			r := &st.list[i]
			if r.Amount != configs.AmountNumber || r.Classes[st.Period] != part || r.Unknown && !r.onlyWhen || !r.onlyWhen && !st.sameButPeriod(&whole, r) {
				continue
			}
			if found != nil {
				return
			}
			found = r
		}
		if found == nil {
			return
		}
		sum = sum.Plus(st.numberOf(found))
		whole.At, whole.To = found.At, found.To
	}
	whole.Classes = slices.Clone(whole.Classes)
	whole.Classes[st.Period], whole.Sum = none, &sum
	st.list = append(st.list, whole)
}

// sameButPeriod reports whether two readings are of the same but for when.
func (st *state) sameButPeriod(a, b *Reading) bool {
	for d := range a.Classes {
		if d != st.Period && a.Classes[d] != b.Classes[d] {
			return false
		}
	}
	return a.Unit == b.Unit
}

// numberOf is the number of a reading.
func (st *state) numberOf(r *Reading) numeral.Quantity {
	n, _ := st.sentence.Number(r.At)
	return n
}
