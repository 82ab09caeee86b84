package rules

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"gongwen/configs"
	"gongwen/data/rules/lexicon"
	"gongwen/internal/numeral"
)

// side is one side of a comparison: the numbers of the text that it may be, and the
// words for which statements may have figures.
type side struct {
	values  []numeral.Quantity
	texts   []string
	said    string   // what is said of the number that it is
	ofWhom  []string // texts that are those with a word of whom an earlier one speaks
	pronoun bool
}

// isKnown reports whether a side is said at all.
func (s side) isKnown() bool { return len(s.values) > 0 || len(s.texts) > 0 }

// of is a side of numbers.
func (r *relations) of(list ...int) side {
	var out side
	for _, i := range list {
		out.values = append(out.values, r.numbers[i].Quantity)
	}
	return out
}

// clauseFrom is the lexeme with which the clause of a lexeme begins.
func (r *relations) clauseFrom(at int) int {
	for at > 0 && !r.lexemes[at-1].Ends() {
		at--
	}
	return at
}

// textOf is the text from a lexeme up to another one.
func (r *relations) textOf(from, to int) string {
	if from >= to {
		return ""
	}
	return r.text[r.lexemes[from].From:r.lexemes[to-1].To]
}

// saysMore reports whether a lexeme says something of what is counted.
func (r *relations) saysMore(x lexicon.Lexeme) bool {
	switch x.Kind {
	case lexicon.Unknown:
		return x.Length(r.text) > 1
	case lexicon.Word:
		return !r.Idle(x.Class) && !r.Own(x.Class) && r.Role[x.Class] != configs.AllRole && !r.isBound(x) && r.Role[x.Class] != configs.IncludingRole
	}
	return false
}

// isBound reports whether a word makes a number the end of what is said.
func (r *relations) isBound(x lexicon.Lexeme) bool {
	return x.Kind == lexicon.Word && r.Dimension[x.Class] == r.Aside && r.Classes[x.Class].Name == configs.BoundClass
}

// content are the lexemes between two that say something.
func (r *relations) content(from, to int) []lexicon.Lexeme {
	var list []lexicon.Lexeme
	for _, x := range r.lexemes[from:to] {
		if r.saysMore(x) {
			list = append(list, x)
		}
	}
	return list
}

// onlyCounts reports whether lexemes say what is counted and no more: 件申请.
func (r *relations) onlyCounts(list []lexicon.Lexeme) bool {
	return !slices.ContainsFunc(list, func(x lexicon.Lexeme) bool {
		return x.Kind != lexicon.Word || r.Dimension[x.Class] != r.Subject && r.Dimension[x.Class] != r.Of
	})
}

// numbersIn are the numbers between two lexemes.
func (r *relations) numbersIn(from, to int) []int {
	var list []int
	for i, n := range r.numbers {
		if n.lexeme >= from && n.lexeme < to {
			list = append(list, i)
		}
	}
	return list
}

// before is the side that stands between two lexemes, or else is carried over from the
// clause before.
func (r *relations) sideBefore(from, to int) side {
	if pronoun, is := r.pronoun(from, to); is {
		pronoun.pronoun = lexicon.Has(r.textOf(from, to), slices.Concat(r.Particles.Former, r.Particles.Latter))
		return pronoun
	}
	if list := r.numbersIn(from, to); len(list) > 0 {
		last := list[len(list)-1]
		if said := r.content(r.numbers[last].lexeme+1, to); len(said) > 0 && !r.onlyCounts(said) {
			return r.named(r.numbers[last].lexeme+1, to)
		}
		return r.oneOrSum(list)
	}
	if said := r.content(from, to); len(said) > 0 {
		return r.named(from, to)
	}
	return r.carried(from)
}

// oneOrSum is the last of numbers, or the sum of all of an enumeration.
func (r *relations) oneOrSum(list []int) side {
	last := list[len(list)-1]
	if r.numbers[last].unit == percentUnit {
		return side{}
	}
	out := r.of(last)
	out.said = r.saidOf(last)
	for len(list) > 1 && (r.numbers[list[0]].unit != r.numbers[last].unit) {
		list = list[1:]
	}
	if len(list) > 1 {
		out.values = append(out.values, r.sumOf(list))
	}
	return out
}

// saidOf are the words before a number in its clause.
func (r *relations) saidOf(i int) string {
	to := r.numbers[i].lexeme
	from := r.clauseFrom(to)
	if i > 0 {
		from = max(from, r.numbers[i-1].lexeme+1)
	}
	for from < to && !r.saysMore(r.lexemes[from]) {
		from++
	}
	return r.textOf(from, to)
}

func (r *relations) sumOf(list []int) numeral.Quantity {
	sum := zero
	for _, i := range list {
		sum = sum.Plus(r.numbers[i].Quantity)
	}
	return sum
}

// carried is the number of the clause before that at a lexeme: 予以公开87件，超过一半.
func (r *relations) carried(from int) side {
	if from < 2 || r.lexemes[from-1].Mark != '，' && r.lexemes[from-1].Mark != '（' {
		return side{}
	}
	end := from - 1
	if r.lexemes[end-1].Mark == '）' && r.lexemes[end-1].Ends() {
		for end > 0 && r.lexemes[end-1].Mark != '（' {
			end--
		}
		if end--; end < 1 {
			return side{}
		}
	}
	list := r.numbersIn(r.clauseFrom(end), end)
	if len(list) == 0 || r.hasRole(r.clauseFrom(end), end, configs.RespectivelyRole) {
		return side{}
	}
	if last := list[len(list)-1]; !r.onlyCounts(r.content(r.numbers[last].lexeme+1, end)) {
		return side{}
	}
	return r.oneOrSum(list)
}

// pronoun is a side that stands for numbers before it: 前者, 两者.
func (r *relations) pronoun(from, to int) (side, bool) {
	if out, is := r.together(from, to); is {
		return out, true
	}
	text := r.textOf(from, to)
	former, latter, both := lexicon.Has(text, r.Particles.Former), lexicon.Has(text, r.Particles.Latter), lexicon.Has(text, r.Particles.Both)
	if !former && !latter && !both {
		return side{}, false
	}
	list := r.numbersIn(0, r.clauseFrom(from))
	for len(list) > 0 && r.numbers[list[len(list)-1]].unit == percentUnit {
		list = list[:len(list)-1]
	}
	if len(list) < 2 || r.numbers[list[len(list)-1]].unit != r.numbers[list[len(list)-2]].unit {
		return side{}, true
	}
	last := list[len(list)-2:]
	if slices.ContainsFunc(last, r.isEach) {
		return side{}, true
	}
	switch {
	case both:
		return side{values: []numeral.Quantity{r.sumOf(last)}}, true
	case former:
		return r.of(last[0]), true
	}
	return r.of(last[1]), true
}

// together is the sum of so many numbers before: 三项占不予公开的七成.
func (r *relations) together(from, to int) (side, bool) {
	for _, x := range r.lexemes[from:to] {
		if x.Kind != lexicon.Figure || !slices.Contains(r.Particles.Groups, r.unitOf(x)) {
			continue
		}
		n, known := r.number(x.From)
		if !known || !n.Exact() || n.Low.LessThan(decimal.NewFromInt(2)) || n.Low.GreaterThan(decimal.NewFromInt(maxTogether)) || len(r.numbersIn(from, to)) > 1 {
			continue
		}
		list := r.numbersIn(0, r.clauseFrom(from))
		count := int(n.Low.IntPart())
		if len(list) < count {
			continue
		}
		list = list[len(list)-count:]
		if slices.ContainsFunc(list, r.isEach) {
			return side{}, true
		}
		if slices.ContainsFunc(list, func(i int) bool {
			return r.numbers[i].unit != r.numbers[list[0]].unit || r.numbers[i].unit == percentUnit
		}) {
			return side{}, true
		}
		return side{values: []numeral.Quantity{r.sumOf(list)}}, true
	}
	return side{}, false
}

// isEach reports whether a number is that of each of several: 各5件.
func (r *relations) isEach(i int) bool {
	return lexicon.Ends(r.text[:r.numbers[i].from], r.Particles.Each)
}

// maxTogether is how many numbers are added up at most that are not named again.
const maxTogether = 8

// named is a side that is only named: the numbers of the sentence before that have the
// same words, and the words, if nothing before them says that another time, place or
// kind is meant.
func (r *relations) named(from, to int) side { return r.namedIn(from, to, from) }

// namedIn is the same with what is said before another lexeme as its context.
func (r *relations) namedIn(from, to, context int) side {
	var out side
	for from < to && !r.saysMore(r.lexemes[from]) {
		from++
	}
	for to > from && !r.saysMore(r.lexemes[to-1]) {
		to--
	}
	said := r.content(from, to)
	if len(said) == 0 {
		return out
	}
	for _, i := range r.numbersIn(0, from) {
		if r.numbers[i].unit != percentUnit && !r.isEach(i) && r.has(i, said) {
			out.values = append(out.values, r.numbers[i].Quantity)
		}
	}
	if len(out.values) > 1 {
		out.values = nil // not clear which
	}
	if slices.ContainsFunc(r.lexemes[from:to], func(x lexicon.Lexeme) bool { return x.Kind == lexicon.Figure || x.Ends() }) {
		return side{}
	}
	whom, clear := r.context(min(from, context))
	if !clear {
		return out
	}
	text := r.textOf(from, to)
	out.texts = append(out.texts, text)
	for _, word := range whom {
		if !strings.Contains(text, word) {
			out.ofWhom = append(out.ofWhom, word+text)
		}
	}
	return out
}

// has reports whether all that words say stands before a number too.
func (r *relations) has(i int, words []lexicon.Lexeme) bool {
	from := 0
	if i > 0 {
		from = r.numbers[i-1].to
	}
	own := r.text[from:r.numbers[i].from]
	counted := false
	for _, x := range words {
		if !strings.Contains(own, r.text[x.From:x.To]) {
			return false
		}
		counted = counted || x.Kind != lexicon.Word || r.Dimension[x.Class] != r.Subject || x.Class == r.Foreign
	}
	return counted
}

// context are the words before a lexeme that say of whom or why something is said, which
// what is named behind them may be said of too; not clear where another time or place is.
func (r *relations) context(from int) (whom []string, clear bool) {
	for i := from - 1; i >= 0; i-- {
		x := r.lexemes[i]
		if x.Mark == '；' {
			break
		}
		if x.Kind != lexicon.Word || r.off[x.Class] || r.Role[x.Class] != "" || r.Own(x.Class) {
			continue
		}
		switch d := r.Dimension[x.Class]; {
		case d == r.Period, d == r.Scope, r.Classes[x.Class].Name == configs.CompareClass, x.Class == r.Foreign, d == r.Aside && r.Classes[x.Class].Narrows:
			return nil, false
		case r.Happens(x.Class) && d != r.Event:
			whom = append(whom, r.text[x.From:x.To])
		}
	}
	return whom, true
}
