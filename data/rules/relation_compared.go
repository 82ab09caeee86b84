package rules

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gongwen/configs"
	"gongwen/data/rules/lexicon"
	"gongwen/internal/numeral"
)

// proportion is a percentage of one side that the other is, of numbers or names: 予以公开87件，
// 超过办结总数的三分之一.
func (r *relations) proportion(i int) (related, bool) {
	if r.numbers[i].unit != percentUnit || r.isMultiple(i) {
		return related{}, false
	}
	return r.ofOtherSide(i, "p")
}

// timesOf is how many times one side the other is: 自然人申请是企业申请的近9倍.
func (r *relations) timesOf(i int) (related, bool) {
	if !r.isMultiple(i) {
		return related{}, false
	}
	out, ok := r.ofOtherSide(i, "n")
	if ok {
		behind := r.lexemes[r.numbers[i].lexeme].To
		for _, times := range r.Particles.Multiple {
			if strings.HasPrefix(r.text[behind:], times) {
				behind += len(times)
			}
		}
		end := len(r.text)
		if at := strings.IndexAny(r.text[behind:], lexicon.ClauseEnds); at >= 0 {
			end = behind + at
		}
		out.at.put("rest", [2]int{behind, end})
	}
	return out, ok
}

// ofOtherSide finds both sides of a number that says what one is of the other.
func (r *relations) ofOtherSide(i int, name string) (related, bool) {
	end := r.numbers[i].lexeme
	first := r.clauseFrom(end)
	at := r.comparator(first, end)
	if at == none && len(r.content(first, end)) == 0 && !r.numbers[i].Exact() {
		at = first - 1 // 其中5件，不到一半
	}
	if at == none {
		return r.ofBound(i, first, name)
	}
	if at < first-1 || at < 0 {
		return related{}, false
	}
	a := r.sideBefore(first, max(at, first))
	if !a.isKnown() {
		return related{}, false
	}
	from := first // what a names itself, b is not said of too
	if len(a.values) > 0 {
		from = at + 1
	}
	b := r.sideBehind(at+1, end, from, a)
	if !b.isKnown() {
		return related{}, false
	}
	out := r.relate(named[int]{name, i})
	said := r.numbers[i].said
	if x := r.lexemes[at]; at >= first && r.isBound(x) {
		if lexicon.Has(r.text[x.From:x.To], r.Particles.Below) {
			said.Quantity = said.AtMost()
		} else {
			said.Quantity = said.AtLeast()
		}
	}
	out.numbers[0].value = said
	out.from(r.clauseStart(r.lexemes[r.carriedFrom(first)].From))
	out.sides.put("a", a)
	out.sides.put("b", b)
	return out, true
}

// ofBound is a part of a number right before it, with a word that makes the part the end of
// what is said: 维持88件，不到170件的一半.
func (r *relations) ofBound(i, first int, name string) (related, bool) {
	if i < 2 || !r.isRightOf(i) || !r.numbers[i-1].about || r.numbers[i-1].Exact() || len(r.content(first, r.numbers[i-1].lexeme)) > 0 {
		return related{}, false
	}
	a := r.carried(first)
	if !a.isKnown() || r.numbers[i-1].unit != r.numbers[i-2].unit {
		return related{}, false
	}
	whole, said := r.numbers[i-1].Quantity, r.numbers[i].said
	switch {
	case whole.Open:
		whole.High, said.Quantity = whole.Low, said.AtLeast()
	case whole.Low.IsZero():
		whole.Low, said.Quantity = whole.High, said.AtMost()
	default:
		return related{}, false
	}
	whole.Open = false
	out := r.relate(named[int]{name, i})
	out.numbers[0].value = said
	out.from(r.clauseStart(r.lexemes[r.carriedFrom(first)].From))
	out.sides.put("a", a)
	out.sides.put("b", side{values: []numeral.Quantity{whole}})
	return out, true
}

// from makes what is found begin earlier.
func (f *found) from(start int) { f.start = min(f.start, start) }

// carriedFrom is the lexeme at which the clause begins that a clause goes on with.
func (r *relations) carriedFrom(first int) int {
	if first < 2 {
		return first
	}
	return r.clauseFrom(first - 1)
}

// comparator is the word behind which stands what a number is of; none where there is
// none: 占, 超过, 是.
func (r *relations) comparator(first, end int) int {
	of := lexicon.Ends(r.text[:r.lexemes[end].From], r.Particles.Of)
	for k := end - 1; k >= first; k-- {
		x := r.lexemes[k]
		if x.Kind != lexicon.Word {
			continue
		}
		switch {
		case r.Role[x.Class] == configs.ShareRole && !r.isMultipleAt(end):
			for m := k - 1; m >= first && len(r.content(k+1, end)) == 0; m-- {
				if y := r.lexemes[m]; y.Kind == lexicon.Word && r.Role[y.Class] == configs.ShareRole {
					return m // 占办结总数的比例
				}
			}
			return k
		case !of || !r.saysSide(k+1, end):
		case r.isBound(x), slices.Contains(r.Particles.Equal, r.text[x.From:x.To]):
			return k
		}
	}
	return none
}

// saysSide reports whether a side stands between two lexemes.
func (r *relations) saysSide(from, to int) bool {
	if len(r.content(from, to)) > 0 || len(r.numbersIn(from, to)) > 0 {
		return true
	}
	_, is := r.pronoun(from, to)
	return is
}

func (r *relations) isMultipleAt(lexeme int) bool {
	return lexicon.Begins(r.text[r.lexemes[lexeme].To:], r.Particles.Multiple) > 0
}

// sideBehind is the side between a comparing word and the number, of which a is so much.
func (r *relations) sideBehind(from, to, context int, a side) side {
	if pronoun, is := r.pronoun(from, to); is {
		return pronoun
	}
	if list := r.numbersIn(from, to); len(list) > 0 {
		if len(list) > 1 || r.numbers[list[0]].unit == percentUnit {
			return side{}
		}
		return r.of(list[0])
	}
	if said := r.content(from, to); len(said) > 0 {
		if r.hasRole(from, to, configs.AllRole) && !slices.ContainsFunc(said, func(x lexicon.Lexeme) bool {
			return x.Kind == lexicon.Word && (r.Happens(x.Class) || r.Dimension[x.Class] == r.Period || r.Dimension[x.Class] == r.Scope || len(r.Behind[x.Class]) > 0)
		}) {
			return r.whole(r.clauseFrom(from), a)
		}
		return r.namedIn(from, to, context)
	}
	return r.whole(r.clauseFrom(from), a)
}

// whole are the numbers before a clause of which one, or the sum of an enumeration, may
// be what a side is part of.
func (r *relations) whole(first int, a side) side {
	if len(a.values) != 1 && len(a.texts) > 0 || len(a.values) == 0 {
		return side{}
	}
	list := r.numbersIn(0, first)
	within := first < len(r.lexemes) && r.hasRole(first, first+1, configs.IncludingRole) // 其中甲占一半
	if !a.pronoun && !within && !r.isPart(first) || len(a.texts) > 0 && !within {
		return side{}
	}
	var out side
	unit := ""
	if len(list) > 0 {
		unit = r.numbers[list[len(list)-1]].unit
	}
	var same []int
	for _, i := range list {
		if n := r.numbers[i]; n.unit == unit && unit != percentUnit {
			same = append(same, i)
			if a.values[0].MayBeLess(n.Quantity) {
				out.values = append(out.values, n.Quantity)
			}
		}
	}
	if !a.pronoun && !within { // 指南1条、公文11条，其中规范性文件2条，占16.7%
		part := r.carriedFrom(first)
		same = slices.DeleteFunc(same, func(i int) bool { return r.numbers[i].lexeme >= part })
	}
	for k := len(same) - 2; k >= 0; k-- {
		out.values = append(out.values, r.sumOf(same[k:]))
	}
	return out
}

// restated is a number that says the one of the clause before once more, not so exactly:
// 12.386万元，超过12万元; 占38.7%，近四成.
func (r *relations) restated(i int) (related, bool) {
	n := r.numbers[i]
	if i == 0 || !n.about || r.isMultiple(i) != r.isMultiple(i-1) || r.numbers[i-1].unit != n.unit {
		return related{}, false
	}
	first := r.clauseFrom(n.lexeme)
	if slices.ContainsFunc(r.lexemes[first:n.lexeme], func(x lexicon.Lexeme) bool { return x.Kind != lexicon.Word }) || lexicon.Has(r.textOf(first, n.lexeme), r.Particles.Average) {
		return related{}, false
	}
	if first == 0 || first-1 <= r.numbers[i-1].lexeme || r.lexemes[first-1].Mark != '，' || len(r.content(first, n.lexeme)) > 0 || len(r.content(r.numbers[i-1].lexeme+1, first)) > 0 {
		return related{}, false
	}
	if next := n.lexeme + 1; next < len(r.lexemes) && !r.lexemes[next].Ends() && !r.isBound(r.lexemes[next]) {
		return related{}, false
	}
	if r.numbers[i-1].unit == percentUnit && len(r.said(i)) > 1 || r.hasRole(r.numbers[i-1].lexeme, n.lexeme, configs.IncludingRole) || r.hasRole(r.numbers[i-1].lexeme, n.lexeme, configs.TotalRole) || r.hasRole(first, n.lexeme, configs.ShareRole) {
		return related{}, false
	}
	out := r.relate(named[int]{"n", i}, named[int]{"said", i - 1})
	return out, true
}

// isPart reports whether what stands before a clause is part of a number before it.
func (r *relations) isPart(first int) bool {
	for k := first - 1; k >= 0 && r.lexemes[k].Mark != '；'; k-- {
		if (r.hasRole(k, k+1, configs.IncludingRole) || r.hasRole(k, k+1, configs.AmongRole)) && len(r.numbersIn(0, k)) > 0 {
			return true
		}
	}
	return false
}

// excess is by how much one side is more or less than the other: 办结数比新收数多6件.
func (r *relations) excess(i int) (related, bool) {
	n := r.numbers[i]
	if n.unit == percentUnit || n.lexeme == 0 {
		return related{}, false
	}
	first := r.clauseFrom(n.lexeme)
	clause := r.text[r.lexemes[first].From:n.from]
	word := r.endsIn(clause, slices.Concat(r.Particles.MoreThan, r.Particles.LessThan))
	if word == "" {
		return r.apart(i, first)
	}
	wordAt := n.from - len(clause) + strings.LastIndex(clause, word)
	than := r.than(first, n.lexeme)
	var a, b side
	switch pronoun, is := r.pronoun(first, n.lexeme); {
	case than != none && r.lexemes[than].From < wordAt:
		a, b = r.sideBefore(first, than), r.sideTo(than, wordAt)
		if than == first && r.isDifference(first) {
			return related{}, false // 比甲多3件，比乙多4件
		}
	case than == none && is && len(pronoun.values) == 1 && !lexicon.Has(clause, r.Particles.Both):
		a, b = pronoun, r.otherOf(first, pronoun) // 282万件和181万件，前者多101万件
	}
	if !a.isKnown() || !b.isKnown() {
		return related{}, false
	}
	out := r.relate(named[int]{"n", i})
	out.from(r.clauseStart(r.lexemes[r.carriedFrom(first)].From))
	out.at.put("word", [2]int{wordAt, wordAt + len(word)})
	out.sides.put("a", a)
	out.sides.put("b", b)
	return out, true
}

// isDifference reports whether the number of the clause before a lexeme only says by how much
// something is more or less.
func (r *relations) isDifference(first int) bool {
	list := r.numbersIn(0, first)
	return len(list) > 0 && r.endsIn(r.text[:r.numbers[list[len(list)-1]].from], slices.Concat(r.Particles.MoreThan, r.Particles.LessThan)) != ""
}

// otherOf is the other one of the two numbers before a clause of which a pronoun is one.
func (r *relations) otherOf(first int, pronoun side) side {
	list := r.numbersIn(0, first)
	last := list[len(list)-2:]
	if r.numbers[last[0]].Quantity == pronoun.values[0] {
		return r.of(last[1])
	}
	return r.of(last[0])
}

// endsIn is the word of a list that a text ends in, if need be before 了 or 出.
func (r *relations) endsIn(text string, list []string) string {
	for _, done := range r.Particles.Done {
		text = strings.TrimSuffix(text, done)
	}
	for _, word := range list {
		if rest, ok := strings.CutSuffix(text, word); ok && rest != "" {
			return word
		}
	}
	return ""
}

// than is the lexeme in a clause with which what is compared begins: 比新收数. It may be
// the first of a word, 较上年.
func (r *relations) than(first, end int) int {
	for k := end - 1; k >= first; k-- {
		x := r.lexemes[k]
		if x.Kind == lexicon.Unknown && lexicon.Begins(r.text[x.From:x.To], r.Particles.Than) > 0 {
			return k
		}
		if x.Kind == lexicon.Word && lexicon.Begins(r.text[x.From:x.To], r.Particles.Than) > 0 && r.Classes[x.Class].Name == configs.CompareClass {
			return k
		}
	}
	return none
}

// sideTo is what stands behind 比 up to an offset.
func (r *relations) sideTo(than, end int) side {
	from := r.lexemes[than].From
	from += lexicon.Begins(r.text[from:], r.Particles.Than)
	to := than + 1
	for to < len(r.lexemes) && r.lexemes[to].From < end {
		to++
	}
	if list := r.numbersIn(than, to); len(list) > 0 {
		if len(list) > 1 || r.numbers[list[0]].unit == percentUnit {
			return side{}
		}
		return r.of(list[0])
	}
	if pronoun, is := r.pronoun(than, to); is {
		return pronoun
	}
	out := r.named(than+1, to)
	if r.lexemes[than].Kind == lexicon.Word || r.lexemes[than].Length(r.text) > 1 {
		out.values = nil
	}
	if out.texts != nil || r.lexemes[than].Kind == lexicon.Word {
		if _, clear := r.context(than); !clear {
			return side{values: out.values}
		}
		text := r.text[from:end]
		for _, of := range r.Particles.Of {
			text = strings.TrimSuffix(text, of)
		}
		out.texts = []string{text}
	}
	return out
}

// apart is by how much two numbers or names differ, without a word which is more: 与无法提供
// 相差13件.
func (r *relations) apart(i, first int) (related, bool) {
	n := r.numbers[i]
	clause := r.text[r.lexemes[first].From:n.from]
	word := r.endsIn(clause, r.Particles.Apart)
	if word == "" {
		return related{}, false
	}
	at := n.from - len(word)
	end := n.lexeme
	for end > first && r.lexemes[end-1].To > at {
		end--
	}
	a, b := side{}, side{}
	if len(r.content(first, end)) == 0 && len(r.numbersIn(first, end)) == 0 {
		list := r.numbersIn(0, first)
		if len(list) < 2 || r.numbers[list[len(list)-1]].unit != n.unit || r.numbers[list[len(list)-2]].unit != n.unit {
			return related{}, false
		}
		a, b = r.of(list[len(list)-2]), r.of(list[len(list)-1])
	} else if with := r.with(first, end); with != none {
		a, b = r.sideBefore(first, with), r.sideBefore(with+1, end)
	}
	if !a.isKnown() || !b.isKnown() {
		return related{}, false
	}
	out := r.relate(named[int]{"n", i})
	out.from(r.clauseStart(r.lexemes[r.carriedFrom(first)].From))
	out.at.put("word", [2]int{at, n.from})
	out.sides.put("a", a)
	out.sides.put("b", b)
	return out, true
}

// with is the lexeme in a clause that joins what is compared: 与.
func (r *relations) with(first, end int) int {
	for k := first; k < end; k++ {
		if slices.Contains(r.Particles.And, r.text[r.lexemes[k].From:r.lexemes[k].To]) {
			return k
		}
	}
	return none
}

// orders finds the clauses that say which of two sides is more, without a number:
// 办结数少于新收数, 部分公开比予以公开少, 办结数与新收数持平.
func (r *relations) orders() []related {
	var list []related
	for first := 0; first < len(r.lexemes); {
		end := first
		for end < len(r.lexemes) && !r.lexemes[end].Ends() {
			end++
		}
		if one, ok := r.order(first, end); ok {
			list = append(list, one)
		}
		list = append(list, r.inTurn(first, end)...)
		first = end + 1
	}
	return list
}

// inTurn are the names of an enumeration from the most on, each with the one behind it:
// 居前三位的依次为甲、乙、丙.
func (r *relations) inTurn(first, end int) []related {
	turn := slices.IndexFunc(r.lexemes[first:end], func(x lexicon.Lexeme) bool { return slices.Contains(r.Particles.InTurn, r.text[x.From:x.To]) })
	if turn < 0 {
		return nil
	}
	turn += first
	if said := r.text[:r.lexemes[turn].From]; !lexicon.Has(said, r.Particles.First) && !lexicon.Has(said, r.Particles.Front) {
		return nil
	}
	var list []related
	var before side
	from := turn + 1
	for k := turn + 1; k <= end; k++ {
		if k < end && r.lexemes[k].Kind != lexicon.Mark && !slices.Contains(r.Particles.And, r.text[r.lexemes[k].From:r.lexemes[k].To]) {
			continue
		}
		to := k
		if i := slices.IndexFunc(r.lexemes[from:k], func(x lexicon.Lexeme) bool { return x.Kind == lexicon.Figure }); i > 0 {
			to = from + i
		}
		one := r.named(from, to)
		if before.isKnown() && one.isKnown() {
			out := related{found: found{start: r.lexemes[from].From, end: r.lexemes[to-1].To}}
			out.at.put("word", [2]int{r.lexemes[turn].From, r.lexemes[turn].To})
			out.sides.put("a", before)
			out.sides.put("b", one)
			list = append(list, out)
		}
		before, from = one, k+1
	}
	return list
}

// order is that of one clause.
func (r *relations) order(first, end int) (related, bool) {
	if end-first < 3 {
		return related{}, false
	}
	text := r.textOf(first, end)
	from, to := r.lexemes[first].From, r.lexemes[end-1].To
	var a, b side
	var at [2]int
	if than := r.than(first, end); than != none {
		word := lastOf(text, slices.Concat(r.Particles.MoreThan, r.Particles.LessThan))
		if word == "" {
			return related{}, false
		}
		at = [2]int{to - len(word), to}
		a, b = r.sideBefore(first, than), r.sideTo(than, at[0])
	} else if word := lastOf(text, r.Particles.Same); word != "" {
		at = [2]int{to - len(word), to}
		with, last := r.with(first, end), end
		for last > first && r.lexemes[last-1].From >= at[0] {
			last--
		}
		if with == none || with+1 >= last {
			return related{}, false
		}
		a, b = r.sideBefore(first, with), r.named(with+1, last)
	} else {
		k := slices.IndexFunc(r.lexemes[first:end], r.isOrder)
		if k < 0 {
			return related{}, false
		}
		k += first
		at = [2]int{r.lexemes[k].From, r.lexemes[k].To}
		a, b = r.sideBefore(first, k), r.named(k+1, end)
		if list := r.numbersIn(k, end); len(list) == 1 && r.numbers[list[0]].lexeme == end-1 && len(a.values) > 0 && lexicon.Ends(r.text[:r.numbers[list[0]].from], r.Particles.Of) && r.numbers[list[0]].unit != percentUnit {
			b = r.of(list[0]) // 结转121件，多于上年结转的96件
		} else if len(list) > 0 {
			return related{}, false
		}
	}
	if len(r.numbersIn(first, end)) > 1 || !a.isKnown() || !b.isKnown() {
		return related{}, false
	}
	out := related{found: found{start: from, end: to}}
	out.at.put("word", at)
	out.sides.put("a", a)
	out.sides.put("b", b)
	return out, true
}

// isOrder reports whether a word says that what stands before it is more or less than what
// stands behind it.
func (r *relations) isOrder(x lexicon.Lexeme) bool {
	return r.isBound(x) && utf8.RuneCountInString(r.text[x.From:x.To]) > 1 && lexicon.Begins(r.text[x.From:x.To], slices.Concat(r.Particles.OrMore, r.Particles.OrLess)) == 0
}

// lastOf is the word of a list in which a text ends.
func lastOf(text string, list []string) string {
	for _, word := range list {
		if strings.HasSuffix(text, word) {
			return word
		}
	}
	return ""
}
