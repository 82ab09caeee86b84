package reading

import (
	"slices"

	"gongwen/configs"
	"gongwen/data/rules/lexicon"
)

// behindNumber takes the words behind the number: all where nothing before it says
// what happened, else what it is that was counted.
func (st *state) behindNumber(r *Reading, i int) {
	end := st.clauseEnd(i + 1)
	shared := end < len(st.lexemes) && st.lexemes[end].Kind == lexicon.Figure
	if shared && end > i+2 && st.isAnd(end-1) && !slices.ContainsFunc(r.Classes, st.isSaid) {
		end, shared, r.behind = end-1, false, end-1 // 36件复议案件和20件诉讼案件
	}
	r.Bare = r.Unit == none && end == i+1 && !shared
	among := i > 0 && (st.hasRole(st.lexemes[i-1], configs.AmongRole) || i > 1 && lexicon.Ends(st.text[:st.lexemes[i-1].To], st.Particles.There) && st.hasRole(st.lexemes[i-2], configs.AmongRole))
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
	same := i > 0 && st.lexemes[i-1].Kind == lexicon.Word
	for _, x := range st.lexemes[i:] {
		switch {
		case x.Ends():
			return !same
		case x.Kind == lexicon.Figure:
			return false
		case x.Kind == lexicon.Word && !st.Idle(x.Class):
			same = same && x.Class == st.lexemes[i-1].Class // 3件信息不存在、本机关不掌握
		}
	}
	return !same
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
		if x.Length(b.text) > 2 && !b.said && b.isKindOf(k) {
			b.r.limited = true // 1件不适应形势的规范性文件
			return true
		}
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
		b.r.Unknown = b.r.Unknown || b.r.Classes[b.Period] == none || b.Classes[b.r.Classes[b.Period]].Name != configs.StartClass // it was that
		return false
	case b.said && !b.shared && d == b.Event && b.Classes[x.Class].Late && b.isAside(b.r, configs.RestClass) && slices.Contains(b.Absorbs[x.Class], b.r.Classes[d]):
		b.r.Classes[d], b.r.To = x.Class, x.To
		return true // 受理申请后尚有1件结转下年
	case b.said && !b.shared && d == b.Event && b.saysWhom(b.r) && b.r.Classes[d] != none && b.r.Classes[d] != x.Class && slices.Contains(b.Absorbs[x.Class], b.r.Classes[d]):
		b.r.then = x.Class
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
	if had == none || slices.Contains(b.Absorbs[x.Class], had) || d == b.Subject && slices.Contains(b.Refers[had], x.Class) {
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
