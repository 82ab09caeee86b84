package rules

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"gongwen/data/rules/lexicon"
	"gongwen/internal/numeral"
)

// rate is a percentage that is called by what happened to the part: 收到89件，回复80件，回复率100%.
func (r *relations) rate(i int) (related, bool) {
	if i < 2 || r.numbers[i].unit != percentUnit {
		return related{}, false
	}
	start := max(r.clauseStart(r.numbers[i].from), r.numbers[i-1].to)
	for _, x := range r.said(i) {
		if x.From >= start && r.saysNothing(x) {
			start = x.To // 年内办结率
		} else if x.To > start {
			break
		}
	}
	name, ok := r.rateName(r.text[start:r.numbers[i].from])
	if n := utf8.RuneCountInString(name); ok && n > 2 && n <= maxNoun {
		return r.namedRate(i, name)
	}
	if !ok || utf8.RuneCountInString(name) != 2 {
		return related{}, false
	}
	part := r.numbers[i-1]
	whole := r.wholeOf(i, i-1, i-1)
	called := strings.ContainsAny(r.text[r.numbers[i-2].to:part.from], name) || strings.Contains(r.text[part.to:start], name) // 240件按期答复，按期率99.6%
	if part.unit == percentUnit || whole == none || !called {
		return related{}, false
	}
	if before := r.text[r.numbers[i-2].to:part.from]; lexicon.Has(before, r.Particles.Not) {
		if !slices.ContainsFunc(r.Particles.Not, func(not string) bool { return strings.Contains(before, not+name) }) {
			return related{}, false
		}
		out := r.restRate(i)
		return out, out.numbers != nil // 未采纳8条，采纳率70%
	}
	return r.relate(named[int]{"p", i}, named[int]{"part", i - 1}, named[int]{"whole", whole}), true
}

// restRate is a percentage of what is left of one of the numbers before, that which fits
// best, without the last of these.
func (r *relations) restRate(i int) related {
	var best related
	var least decimal.Decimal
	for k := range i - 1 {
		if r.numbers[k].unit != r.numbers[i-1].unit || !r.numbers[i-1].MayBeLess(r.numbers[k].Quantity) {
			continue
		}
		out := r.relate(named[int]{"p", i}, named[int]{"part", i - 1}, named[int]{"whole", k})
		rest := &out.numbers[1].value
		rest.Quantity, rest.Text = r.numbers[k].Minus(r.numbers[i-1].Quantity), ""
		share, known := numeral.Percent(rest.Quantity, r.numbers[k].Quantity, max(r.numbers[i].Decimals, 0))
		if !known {
			continue
		}
		if off := share.Sub(r.numbers[i].Low).Abs(); best.numbers == nil || off.LessThan(least) {
			best, least = out, off
		}
	}
	return best
}

// namedRate is a percentage that has the whole name of its part: 按期答复119件，超期2件，按
// 期答复率98.3%.
func (r *relations) namedRate(i int, name string) (related, bool) {
	if out, ok := r.inTime(i, name); ok {
		return out, true
	}
	for part := i - 1; part > 0; part-- {
		if r.numbers[part].unit == percentUnit || !strings.Contains(r.text[max(r.numbers[part-1].to, r.clauseStart(r.numbers[part].from)):r.numbers[part].from], name) {
			continue
		}
		whole := r.wholeOf(i, part, part)
		if whole == none || lexicon.Has(r.text[r.numbers[part-1].to:r.numbers[part].from], r.Particles.Not) {
			return related{}, false
		}
		return r.relate(named[int]{"p", i}, named[int]{"part", part}, named[int]{"whole", whole}), true
	}
	return related{}, false
}

// inTime is the percentage of what was in time, where the number of what was late is said:
// 办结225件，超期3件，按期办结率98.7%.
func (r *relations) inTime(i int, name string) (related, bool) {
	if r.numbers[0].unit == percentUnit || !lexicon.Has(name, r.Particles.InTime) {
		return related{}, false
	}
	for late, n := range r.numbers {
		if late == i || late == 0 || n.unit != r.numbers[0].unit || !n.Exact() || !r.numbers[0].Exact() || !n.MayBeLess(r.numbers[0].Quantity) {
			continue
		}
		behind := r.text[n.to:]
		if at := strings.IndexAny(behind, lexicon.ClauseEnds); at >= 0 {
			behind = behind[:at]
		}
		before := r.text[max(r.clauseStart(n.from), r.numbers[late-1].to):n.from]
		if !lexicon.Has(before, r.Particles.Late) && !lexicon.Has(behind, r.Particles.Late) || lexicon.Has(before, r.Particles.Not) {
			continue
		}
		out := r.relate(named[int]{"p", i}, named[int]{"part", late}, named[int]{"whole", 0})
		part := &out.numbers[1].value
		part.Quantity, part.Text = r.numbers[0].Minus(n.Quantity), ""
		return out, true
	}
	return related{}, false
}

// average is a number of each of so many: 培训3期，共196人次，平均每期65人次.
func (r *relations) average(i int) (related, bool) {
	n := r.numbers[i]
	clause := r.text[max(r.clauseStart(n.from), 0):n.from]
	if i > 0 {
		clause = r.text[max(r.clauseStart(n.from), r.numbers[i-1].to):n.from]
	}
	unit, ok := r.averaged(clause)
	if !ok || i < 2 || n.unit == percentUnit {
		return related{}, false
	}
	total, count := none, none
	for k := i - 1; k >= 0; k-- {
		switch m := r.numbers[k]; {
		case m.unit == n.unit && total == none:
			total = k
		case count == none && m.unit != n.unit && m.unit != percentUnit && (strings.HasSuffix(m.unit, unit) || r.isCounter(m.unit) && r.isCounter(unit)):
			count = k
		}
	}
	if total == none || count == none || strings.ContainsAny(r.text[r.numbers[min(total, count)].to:n.from], "；。") {
		return related{}, false
	}
	return r.relate(named[int]{"average", i}, named[int]{"whole", total}, named[int]{"count", count}), true
}

// isCounter reports whether a measure word counts what is added up.
func (r *relations) isCounter(unit string) bool { return slices.Contains(r.Particles.Groups, unit) }

// averaged reports whether words before a number say that it is that of each, and of
// each what.
func (r *relations) averaged(words string) (unit string, ok bool) {
	for _, average := range r.Particles.Average {
		before, behind, found := strings.Cut(words, average)
		if !found {
			continue
		}
		behind = behind[lexicon.Begins(behind, r.Particles.Is):]
		if utf8.RuneCountInString(before) == 1 && (behind == "" || r.isCounter(before)) {
			return before, true // 场均, 项均金额
		}
		for _, every := range r.Particles.Every {
			if _, unit, found := strings.Cut(words, every); found {
				if first, size := utf8.DecodeRuneInString(unit); size > 0 {
					return string(first), true // 平均每期, 每期平均
				}
			}
		}
	}
	return "", false
}

// rateName is what stands before 率.
func (r *relations) rateName(text string) (name string, ok bool) {
	for _, rate := range r.Particles.Rate {
		if name, _, ok := strings.Cut(text, rate); ok {
			return name, true
		}
	}
	return "", false
}
