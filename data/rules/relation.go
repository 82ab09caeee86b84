package rules

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"gongwen/configs"
	"gongwen/data/rules/lexicon"
)

// related is numbers of a sentence that stand in a relation to each other.
type related struct {
	found
	items []found
}

// counted is a number of a sentence with the unit that stands behind it.
type counted struct {
	token
	said   token // as it was written: of times no percentage
	whole  int64 // its value, where it is exact and whole
	exact  bool
	about  bool // it is said about: 近30
	lexeme int
	from   int // the number
	to     int // behind its unit
	unit   string
}

// relations finds numbers that stand in relations in one sentence.
type relations struct {
	*lexicon.Words
	off     []bool                     // classes that do not count in this report
	number  func(at int) (token, bool) // whose mark stands at an offset
	text    string
	lexemes []lexicon.Lexeme
	numbers []counted
	percent bool // one of them is a percentage
	found   map[string][]related
}

const (
	percentUnit = "%"
	maxNoun     = 8 // characters of what stands between a number and its parts
)

func newRelations(l *lexicon.Words, off []bool, s sentence, lexemes []lexicon.Lexeme) *relations {
	r := &relations{Words: l, off: off, number: s.number, text: s.marked(), lexemes: lexemes}
	for i, x := range lexemes {
		if x.Kind != lexicon.Figure {
			continue
		}
		t, _ := s.number(x.From)
		said, unit := t, r.unitOf(x)
		if slices.Contains(l.Particles.Groups, unit) && r.isGroup(i) {
			continue // 两项合计, but not 培训6期共412人次
		}
		if slices.Contains(l.Particles.Multiple, unit) {
			t, unit = r.times(t, i), percentUnit
		}
		r.percent = r.percent || unit == percentUnit
		if slices.Contains(l.Particles.Persons, unit) {
			unit = l.Particles.Persons[0]
		}
		n := counted{token: t, said: said, about: !t.Exact() || t.digits != s.originOf(x.From), lexeme: i, from: x.From, to: x.From + len(string(numberMark)) + len(unit), unit: unit}
		if t.Exact() && t.Low.IsInteger() {
			n.whole, n.exact = t.Low.IntPart(), true
		}
		r.numbers = append(r.numbers, n)
	}
	return r
}

// isGroup reports whether the sum of so many numbers follows: 三项决定合计.
func (r *relations) isGroup(i int) bool {
	for k := i + 1; k < len(r.lexemes) && r.lexemes[k].Kind != lexicon.Mark && r.lexemes[k].Kind != lexicon.Figure; k++ {
		if r.hasRole(k, k+1, configs.TotalRole) {
			next := k + 1
			return len(r.numbers) > 1 || next == len(r.lexemes) || r.lexemes[next].Kind != lexicon.Figure || r.lexemes[next].Unit != none
		}
	}
	return false
}

// times is the percentage by which something became more that is so many times
// as large, or became more by so many times.
func (r *relations) times(t token, i int) token {
	by := decimal.NewFromInt(1)
	if i > 0 && r.lexemes[i-1].Kind == lexicon.Word && r.Classes[r.lexemes[i-1].Class].Name == configs.ChangeClass {
		by = decimal.Zero
	}
	t.Low, t.High = t.Low.Sub(by).Shift(2), t.High.Sub(by).Shift(2)
	t.Decimals, t.Text = t.Decimals-2, t.Low.String()
	return t
}

// unitOf is the measure word behind a number.
func (r *relations) unitOf(x lexicon.Lexeme) string {
	behind := x.From + len(string(numberMark))
	if x.Unit != none {
		return r.text[behind:x.To]
	}
	unit, size := utf8.DecodeRuneInString(r.text[behind:])
	if size == 0 || unit == numberMark || strings.ContainsRune(lexicon.ClauseEnds+lexicon.SoftMarks, unit) {
		return ""
	}
	size += lexicon.Begins(r.text[behind+size:], r.Particles.Times)
	return r.text[behind : behind+size]
}

// find gives what stands in a relation.
func (r *relations) find(relation string) []related {
	if len(r.numbers) < leastNumbers(relation) || !r.percent && isOfPercentage(relation) {
		return nil
	}
	list, known := r.found[relation]
	if !known {
		if r.found == nil {
			r.found = map[string][]related{}
		}
		list = r.search(relation)
		r.found[relation] = list
	}
	return list
}

// leastNumbers is how many numbers a sentence has that a relation is found in.
func leastNumbers(relation string) int {
	switch relation {
	case configs.OrderRelation, configs.RankRelation:
		return 0
	case configs.ProportionRelation, configs.TimesRelation, configs.ExcessRelation:
		return 1
	}
	return 2
}

// isOfPercentage reports whether a relation is that of a percentage.
func isOfPercentage(relation string) bool {
	switch relation {
	case configs.ShareRelation, configs.SharesRelation, configs.RateRelation, configs.ChangeRelation, configs.GrowthRelation, configs.MultipleRelation, configs.ProportionRelation, configs.TimesRelation:
		return true
	}
	return false
}

func (r *relations) search(relation string) []related {
	switch relation {
	case configs.OrderRelation:
		return r.orders()
	case configs.RankRelation:
		return r.ranks()
	}
	var list []related
	outer := 0 // where the enumeration ends that has begun
	for i := range r.numbers {
		var one related
		ok := false
		switch relation {
		case configs.PartsRelation:
			one, ok = r.parts(i)
			if inside := r.numbers[i].from < outer; ok && inside {
				ok = one.ofItem()
			}
			if mark := one.at.of("mark"); r.text[mark[0]:mark[1]] != "，" {
				outer = max(outer, one.end)
			}
		case configs.TotalRelation:
			one, ok = r.total(i)
		case configs.ShareRelation:
			one, ok = r.share(i)
		case configs.SharesRelation:
			one, ok = r.shares(i)
		case configs.RateRelation:
			one, ok = r.rate(i)
		case configs.ChangeRelation:
			one, ok = r.change(i)
		case configs.GrowthRelation:
			one, ok = r.growth(i)
		case configs.MultipleRelation:
			one, ok = r.multiple(i)
		case configs.AverageRelation:
			one, ok = r.average(i)
		case configs.DifferenceRelation:
			one, ok = r.difference(i)
		case configs.ProportionRelation:
			one, ok = r.proportion(i)
		case configs.RestatedRelation:
			one, ok = r.restated(i)
		case configs.TimesRelation:
			one, ok = r.timesOf(i)
		case configs.ExcessRelation:
			one, ok = r.excess(i)
		}
		if ok {
			list = append(list, one)
		}
	}
	return list
}

// relate makes a relation of named numbers.
func (r *relations) relate(list ...named[int]) related {
	f := found{start: len(r.text), numbers: make(byName[token], 0, len(list)), at: make(byName[[2]int], 0, len(list)+3)}
	for _, one := range list {
		n := r.numbers[one.value]
		f.numbers.put(one.name, n.token)
		f.at.put(one.name, [2]int{n.from, n.to})
		f.start, f.end = min(f.start, n.from), max(f.end, n.to)
	}
	f.start = r.clauseStart(f.start)
	return related{found: f}
}

// clauseStart is where the clause with an offset begins.
func (r *relations) clauseStart(at int) int {
	if i := strings.LastIndexAny(r.text[:at], lexicon.ClauseEnds); i >= 0 {
		_, size := utf8.DecodeRuneInString(r.text[i:])
		return i + size
	}
	return 0
}

// hasRole reports whether a word of a role stands between two lexemes.
func (r *relations) hasRole(from, to int, role string) bool {
	return slices.ContainsFunc(r.lexemes[from:to], func(x lexicon.Lexeme) bool { return x.Kind == lexicon.Word && r.Role[x.Class] == role })
}

// said are the words between the number before and a number.
func (r *relations) said(i int) []lexicon.Lexeme {
	from := 0
	if i > 0 {
		from = r.numbers[i-1].lexeme + 1
	}
	return r.lexemes[from:r.numbers[i].lexeme]
}

// isBehind reports whether a word stands in the clause of a number, behind it.
func (r *relations) isBehind(i int, x lexicon.Lexeme) bool {
	return !strings.ContainsAny(r.text[r.numbers[i].to:x.From], lexicon.ClauseEnds)
}

// inBrackets reports whether a number with its unit is all that stands in brackets.
func (r *relations) inBrackets(n counted) bool {
	return strings.HasSuffix(r.text[:n.from], "（") && strings.HasPrefix(r.text[n.to:], "）")
}

// saysNothing reports whether a lexeme says nothing but when, if that is the
// report's own time.
func (r *relations) saysNothing(x lexicon.Lexeme) bool {
	return x.Kind == lexicon.Mark || x.Kind == lexicon.Word && (r.Idle(x.Class) || r.Dimension[x.Class] == r.Period && r.Own(x.Class))
}

// unitAt is the measure word as it stands behind a number.
func (r *relations) unitAt(n counted) string { return r.unitOf(r.lexemes[n.lexeme]) }
