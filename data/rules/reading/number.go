package reading

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gongwen/configs"
	"gongwen/data/rules/lexicon"
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
	definite := r.onlyCounted && st.isDefinite(&r)
	st.settle(&r, subjectBefore)
	st.perPart(&r)
	st.withBefore(&r, start, i)
	st.relate(&r)
	st.ofWhom(&r)
	st.mayBeOf(&r)
	st.mayBeOfAll(&r)
	r.OfAll = r.part && st.lastNumber() == nil && st.inScope == none
	st.likeBefore(&r)
	st.turns(&r)
	r.Unknown = r.Unknown || st.isCount(i) || st.isVoid(i) || st.ofEvery(&r) || st.differs(i) || st.ofOneOf(&r, subjectBefore) || lexicon.Ends(st.text[:st.lexemes[i].From], st.Particles.Every)
	if definite && !st.left && r.Inherited == none && !slices.ContainsFunc(r.Classes, st.Happens) {
		r.Unknown, r.AtMost = true, true // 3件行政诉讼案件经审理
	}
	if r.limited && !r.Unknown || r.kindOnly && st.isOfRequests(&r) {
		r.Unknown, r.AtMost = true, true
	}
	if st.Aside != none && st.isAside(&r, configs.RestClass) && r.Classes[st.Event] == none && st.saysElse(i+1) {
		r.Unknown = true // 剩余3件跨年审理
	}
	st.remainder(&r, start, i)
	past := st.last()
	st.list = append(st.list, r)
	st.apart(each)
	st.becomes(past, &r)
	st.alsoIs(&r)
	st.oneTold(&r)
}

// perPart takes a number that is that of each of so many parts of the year, on the average:
// 月均收到3件. What is averaged must be said.
func (st *state) perPart(r *Reading) {
	if st.Aside == none || r.Classes[st.Aside] == none {
		return
	}
	if per := st.Classes[r.Classes[st.Aside]].Per; per > 0 {
		r.Per, r.Classes[st.Aside] = per, none
		if before := st.lastNumber(); !r.ownSubject && before != nil && before.Unit == r.Unit && !slices.ContainsFunc(r.Classes, st.Happens) {
			r.Unknown = r.Unknown || before.Unknown || before.Per > 0 || before.part
			copy(r.Classes, before.Classes) // 新收977件，日均2.7件
		}
		r.Unknown = r.Unknown || !r.ownSubject && !slices.ContainsFunc(r.Classes, st.Happens)
	}
}

// saysElse reports whether text that is not known stands in a clause from a lexeme on.
func (st *state) saysElse(i int) bool {
	for ; i < len(st.lexemes) && st.lexemes[i].Kind != lexicon.Mark && st.lexemes[i].Kind != lexicon.Figure; i++ {
		if st.isUnclear(i) {
			return true
		}
	}
	return false
}

// withBefore takes a number that is the sum of what it names and of the number before it:
// 诉讼3件，与复议合计11件.
func (st *state) withBefore(r *Reading, start, i int) {
	before := st.lastNumber()
	if before == nil || start == i || lexicon.Begins(st.text[st.lexemes[start].From:], st.Particles.Along) == 0 || !slices.ContainsFunc(st.lexemes[start:i], func(x lexicon.Lexeme) bool { return st.hasRole(x, configs.TotalRole) }) {
		return
	}
	list := []int{before.Classes[st.Subject], r.Classes[st.Subject]}
	if list[0] == none || list[1] == none || list[0] == list[1] || !st.areApart(list) {
		r.Unknown = true
		return
	}
	r.Together = list
}

// isDefinite reports whether what is counted can be nothing else than what the report counts.
func (st *state) isDefinite(r *Reading) bool {
	subject := r.Classes[st.Subject]
	return subject != none && subject != st.Foreign && len(st.Refers[subject]) == 0 && len(st.Yields[subject]) == 0
}

// isAside reports whether a class of what limits a number is of that name.
func (st *state) isAside(r *Reading, name string) bool {
	return r.Classes[st.Aside] != none && st.Classes[r.Classes[st.Aside]].Name == name
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
		if x.Kind == lexicon.Figure && !st.isUnit(x, configs.TermUnit) && !st.isCount(start-1) {
			break
		}
		if x.Mark == '）' && x.Ends() && (total || lexicon.Begins(st.text[x.To:], st.Particles.Of) > 0) {
			if open := st.opening(start - 1); open >= 0 {
				start = open
				continue
			}
		}
		if x.Mark == '，' && st.isPerClause(start-1) {
			start--
			continue
		}
		if x.Ends() && (some || x.Mark != '（' && x.Mark != '：' && !(x.Mark == '，' && (total || st.isTold(start-1, i)))) {
			break
		}
		total = total || st.hasRole(x, configs.TotalRole)
		some = some || x.Kind == lexicon.Unknown || x.Kind == lexicon.Word && st.limits(x.Class)
		start--
	}
	return start
}

// isPerClause reports whether the clause before a comma says nothing but of which parts of
// the year the number behind it is the average: 平均到每个月，收到2件.
func (st *state) isPerClause(comma int) bool {
	per := false
	for k := comma - 1; k >= 0 && !st.lexemes[k].Ends(); k-- {
		x := st.lexemes[k]
		if x.Kind != lexicon.Word || !st.Idle(x.Class) && st.Classes[x.Class].Per == 0 {
			return false
		}
		per = per || st.Classes[x.Class].Per > 0
	}
	return per
}

// differs reports whether a number is by how much something is more or less than
// something else: 比企业多5件.
func (st *state) differs(i int) bool {
	return lexicon.Ends(st.text[:st.lexemes[i].From], st.Particles.By) && !(st.lexemes[i-1].Kind == lexicon.Word && st.Dimension[st.lexemes[i-1].Class] == st.Aside)
}

// isTold reports whether the clause before a comma has no number, so that the one behind
// it is that of what the clause names: 科研机构提出的申请最少，仅有2件.
func (st *state) isTold(comma, i int) bool {
	if i+1 < len(st.lexemes) && !st.lexemes[i+1].Ends() {
		return false
	}
	for _, x := range st.lexemes[comma+1 : i] {
		if x.Kind == lexicon.Word && st.Dimension[x.Class] == st.Period && st.Own(x.Class) {
			continue // 拒绝公开的，全年5件
		}
		if word := st.text[x.From:x.To]; lexicon.Begins(word, st.Particles.Only) == 0 && !st.hasRole(x, configs.TotalRole) {
			return false
		}
	}
	for k := comma - 1; k >= 0 && !st.lexemes[k].Ends(); k-- {
		if x := st.lexemes[k]; x.Kind == lexicon.Figure || st.hasRole(x, configs.NoneRole) || st.hasRole(x, configs.AllRole) || st.hasRole(x, configs.CauseRole) {
			return false
		}
	}
	return true
}

// isCount reports whether a number only says how many are added up: 三项合计.
func (st *state) isCount(i int) bool {
	x := st.lexemes[i]
	if x.Kind != lexicon.Figure || i+1 >= len(st.lexemes) || utf8.RuneCountInString(st.text[x.From:x.To]) > 2 {
		return false // 五个部门共收到
	}
	if st.isOneKind(i) {
		return true
	}
	return st.hasRole(st.lexemes[i+1], configs.TotalRole) && lexicon.Ends(st.text[:x.To], st.Particles.Groups)
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
	case d == st.Subject && class == st.Foreign && had != none && st.isDefinite(r) && slices.ContainsFunc(r.Classes, st.Happens): // 服务窗口作出行政许可决定3件
	case d == st.Subject && had != none && slices.Contains(st.Refers[had], class):
		r.Classes[d] = class // 复议案件
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
	some := false     // likewise, of those to whom or why it happened: 因信息不存在等原因无法提供
	for k := i - 1; k >= start; k-- {
		x := st.lexemes[k]
		if x.Kind == lexicon.Mark && x.Mark == '）' {
			if open := st.opening(k); open >= start {
				k = open // 公开类答复（予以公开、部分公开）合计3件
			}
			continue
		}
		if slices.Contains(st.Particles.Like, st.text[x.From:x.To]) {
			examples = examples || r.Classes[st.Subject] != none
			some = some || st.Event != none && r.Classes[st.Event] != none
		}
		if st.Event != none && r.Classes[st.Event] != none && x.Kind == lexicon.Word && slices.Contains(st.Particles.Others, st.text[x.From:x.To]) {
			r.Unknown = true // 其他答复为零
		}
		switch {
		case x.Kind == lexicon.Unknown:
			if !examples && st.isUnclear(k) && !st.isNamePart(k) && !st.isHarmless(r, start, k) && st.limit(r, k) {
				k-- // 涉及征地的
			}
		case examples && st.isOf(x, st.Subject):
		case some && x.Kind == lexicon.Word && st.Happens(x.Class) && st.Role[x.Class] == "" && st.Dimension[x.Class] != st.Event:
		case slices.Contains(r.each, x.Class) && x.Kind == lexicon.Word:
			r.From, r.Classes[st.Dimension[x.Class]] = x.From, x.Class
		case st.isUnit(x, configs.TermUnit) && !r.onlyKnown():
			r.limited = true // 10个工作日内办结3件
		case st.isCount(k):
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
	kind := st.isKindOf(k) || slices.ContainsFunc(st.Particles.Kinds, func(end string) bool { return strings.HasSuffix(st.text[x.From:x.To], end) || st.isFollowedBy(k, end) })
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

// isHarmless reports whether text that is not known stands beside words that say what
// is counted, and says nothing of whom, of which place or of which kind itself: 同步废止2件.
func (st *state) isHarmless(r *Reading, start, k int) bool {
	text := st.text[st.lexemes[k].From:st.lexemes[k].To]
	if r.onlyKnown() || st.isJoined(k) || slices.ContainsFunc(st.lexemes[start:k], func(x lexicon.Lexeme) bool { return st.hasRole(x, configs.IncludingRole) }) || st.IsPlace(text) || lexicon.Has(text, st.Particles.Limiting) {
		return false
	}
	for k++; k < len(st.lexemes) && (st.lexemes[k].Kind == lexicon.Unknown || st.lexemes[k].Kind == lexicon.Word && st.Idle(st.lexemes[k].Class)); k++ {
	}
	return k == len(st.lexemes) || !st.isOf(st.lexemes[k], st.Subject)
}

// isJoined reports whether a lexeme is one of several that stand side by side.
func (st *state) isJoined(k int) bool {
	side := func(i int) bool {
		return i >= 0 && i < len(st.lexemes) && (st.isAnd(i) || st.lexemes[i].Kind == lexicon.Mark && !st.lexemes[i].Ends())
	}
	return side(k-1) || side(k+1) || k > 1 && side(k-2) && st.lexemes[k-1].Kind == lexicon.Word && st.Idle(st.lexemes[k-1].Class)
}

// isKindOf reports whether text stands right before what is counted and so says of which
// kind it is: 节能监察行政处罚决定.
func (st *state) isKindOf(k int) bool {
	for ; k+1 < len(st.lexemes); k++ { // 不合时宜的规范性文件
		if x := st.lexemes[k+1]; !(x.Kind == lexicon.Word && st.Role[x.Class] == configs.FillerRole || x.Kind == lexicon.Unknown && x.Length(st.text) == 1) {
			break
		}
	}
	if k+1 >= len(st.lexemes) || st.IsPlace(st.text[st.lexemes[k].From:st.lexemes[k].To]) {
		return false
	}
	next := st.lexemes[k+1]
	if !st.isOf(next, st.Subject) || next.Class == st.Foreign || len(st.Refers[next.Class]) > 0 || len(st.Yields[next.Class]) > 0 {
		return false
	}
	// What is asked or contested may be that of others.
	return !slices.ContainsFunc(st.Refers, func(list []int) bool { return len(list) > 1 && slices.Contains(list, next.Class) })
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
		if st.isUnclear(k) && !r.ownSubject && !st.named && !r.part {
			st.current = st.Foreign
		}
	}
}
