package rules

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"gongwen/configs"
	"gongwen/data/rules/lexicon"
	"gongwen/internal/numeral"
)

// shareOf finds the part that a percentage is said of, by the words before it.
func (r *relations) shareOf(i int) (part int, ok bool) {
	if r.numbers[i].unit != percentUnit || i == 0 {
		return 0, false
	}
	first := r.firstShare(i)
	words := r.said(first)
	if first == 0 || !r.hasShare(words) {
		return 0, false
	}
	last := i
	for last+1 < len(r.numbers) && r.numbers[last+1].unit == percentUnit && !strings.ContainsAny(r.text[r.numbers[last].to:r.numbers[last+1].from], "，；。") {
		last++
	}
	if part = first - (last - first + 1) + (i - first); part < 0 || r.numbers[part].unit == percentUnit || first != last && r.numbers[part].unit != r.numbers[first-1].unit {
		return 0, false
	}
	return part, true
}

// firstPart is the first of the parts that an enumeration of percentages is said of.
func (r *relations) firstPart(i int) int {
	first := r.firstShare(i)
	last := i
	for last+1 < len(r.numbers) && r.firstShare(last+1) == first {
		last++
	}
	return max(first-(last-first+1), 0)
}

// firstShare is the first percentage of an enumeration: 分别占57.7%、28.8%和13.5%.
func (r *relations) firstShare(i int) int {
	for i > 0 && r.numbers[i-1].unit == percentUnit && !strings.ContainsAny(r.text[r.numbers[i-1].to:r.numbers[i].from], "，；。") {
		i--
	}
	return i
}

// hasShare reports whether words say that a percentage is of what the report
// counts: 占, without another agency or something that is not known.
func (r *relations) hasShare(words []lexicon.Lexeme) bool {
	share := false
	for _, x := range words {
		switch {
		case x.Kind == lexicon.Word && r.Role[x.Class] == configs.ShareRole:
			share = true
		case !share && x.Kind == lexicon.Word && r.Role[x.Class] == configs.TotalRole:
			return false // of several together
		case !share:
		case x.Kind == lexicon.Word && r.isMeant(x.Class):
			return false // 比重提高到70%
		case x.Kind == lexicon.Unknown && x.Length(r.text) > 1, x.Kind == lexicon.Word && (r.Dimension[x.Class] == r.Scope || r.Dimension[x.Class] == r.Period) && !r.Own(x.Class):
			return false
		}
	}
	return share
}

// isMeant reports whether a word says what is meant to be, or what something has
// become.
func (r *relations) isMeant(class int) bool {
	return r.Dimension[class] == r.Aside && r.Aside != none && (r.Classes[class].Name == configs.TargetClass || r.Classes[class].Name == configs.PlanClass)
}

// share is a percentage with the part that it is said of and that one of the
// numbers before which fits best: 52件，其中网上30件，占57.7%.
func (r *relations) share(i int) (related, bool) {
	if i > 1 && r.numbers[i].unit == percentUnit && r.inBrackets(r.numbers[i-1]) && r.numbers[i-1].unit == r.numbers[i-2].unit && r.hasShare(r.said(i-1)) {
		return r.relate(named[int]{"p", i}, named[int]{"part", i - 2}, named[int]{"whole", i - 1}), true // 3件，占总数（12件）的25%
	}
	if i > 1 && r.numbers[i].unit == percentUnit && r.text[r.numbers[i-1].to:r.numbers[i].from] == "的" && r.numbers[i-1].unit == r.numbers[i-2].unit && r.hasRole(r.numbers[i-2].lexeme, r.numbers[i-1].lexeme, configs.ShareRole) {
		return r.relate(named[int]{"p", i}, named[int]{"part", i - 2}, named[int]{"whole", i - 1}), true // 3件，占新收12件的25%
	}
	part, ok := r.shareOf(i)
	if ok && r.ofOther(i, part) {
		return r.shareOfNamed(i, part)
	}
	if !ok || r.hasPronoun(i) {
		return related{}, false
	}
	whole := r.wholeOf(i, part, r.firstPart(i))
	if whole == none || !r.isNamed(r.firstShare(i), whole) {
		return related{}, false
	}
	return r.relate(named[int]{"p", i}, named[int]{"part", part}, named[int]{"whole", whole}), true
}

// shareOfNamed is a percentage whose words name one of the numbers of an enumeration before
// it: 网站22件，来信4件，网上申请占84.6%. It is of a number before that or of their sum.
func (r *relations) shareOfNamed(i, last int) (related, bool) {
	words := r.said(r.firstShare(i))
	if share := slices.IndexFunc(words, func(x lexicon.Lexeme) bool { return x.Kind == lexicon.Word && r.Role[x.Class] == configs.ShareRole }); share >= 0 {
		words = words[:share]
	}
	part := none
	for k := last; k >= 0 && r.numbers[k].unit == r.numbers[last].unit && r.numbers[k].Exact(); k-- {
		if !slices.ContainsFunc(words, func(x lexicon.Lexeme) bool {
			return x.Kind == lexicon.Word && (r.tells(x.Class) || r.counts(x)) && slices.ContainsFunc(r.said(k), func(o lexicon.Lexeme) bool { return r.isSame(o, x) })
		}) {
			continue
		}
		if part != none {
			return related{}, false
		}
		part = k
	}
	if part == none || part == last {
		return related{}, false
	}
	if whole := r.wholeOf(i, part, part); whole != none {
		return r.relate(named[int]{"p", i}, named[int]{"part", part}, named[int]{"whole", whole}), true
	}
	if part > 0 || last+1 != i || r.hasRole(r.numbers[0].lexeme, r.numbers[i].lexeme, configs.IncludingRole) || strings.Contains(r.text[:r.numbers[i].from], "（") || slices.ContainsFunc(r.numbers[:last], func(n counted) bool { return n.unit != r.numbers[last].unit }) {
		return related{}, false
	}
	out := r.relate(named[int]{"p", i}, named[int]{"part", part}, named[int]{"whole", last})
	sum := &out.numbers[2].value
	for _, n := range r.numbers[:last] {
		sum.Quantity = sum.Plus(n.Quantity)
	}
	sum.Text = ""
	return out, true
}

// hasPronoun reports whether the words before a percentage stand for numbers before them.
func (r *relations) hasPronoun(i int) bool {
	text := r.text[r.clauseStart(r.numbers[i].from):r.numbers[i].from]
	return lexicon.Has(text, r.Particles.Former) || lexicon.Has(text, r.Particles.Latter) || lexicon.Has(text, r.Particles.Both)
}

// ofOther reports whether the words of a percentage name something else than those of
// a number: 网站22件，来信4件，网上申请占84.6%.
func (r *relations) ofOther(p, part int) bool {
	first := r.firstShare(p)
	words, own := r.said(first), r.said(part)
	for k, x := range words {
		if x.Kind != lexicon.Word {
			continue
		}
		if r.Role[x.Class] == configs.ShareRole {
			return false
		}
		if event := r.Dimension[x.Class] == r.Event; !event && !r.tells(x.Class) || r.sharesWithin(words[k:]) == 0 || event && len(r.Spells[x.Class]) == 0 && r.isOneOf(own, x.Class) {
			if r.counts(x) && slices.ContainsFunc(own, r.counts) && !slices.ContainsFunc(own, func(o lexicon.Lexeme) bool { return r.isSame(o, x) }) {
				return true // 复议8件、诉讼5件，复议占61.5%
			}
			continue
		}
		if !slices.ContainsFunc(own, func(o lexicon.Lexeme) bool { return r.isSame(o, x) }) && !r.isBehind(part, x) {
			return true
		}
	}
	return false
}

// isSame reports whether two words say the same: of a class that limits, 网络 and 当面, only
// the same word does.
func (r *relations) isSame(o, x lexicon.Lexeme) bool {
	return o.Kind == lexicon.Word && o.Class == x.Class && (!r.Classes[x.Class].Narrows || r.text[o.From:o.To] == r.text[x.From:x.To])
}

// counts reports whether a word names what is counted, and can mean nothing else.
func (r *relations) counts(x lexicon.Lexeme) bool {
	return x.Kind == lexicon.Word && r.Dimension[x.Class] == r.Subject && x.Class != r.Foreign && len(r.Refers[x.Class]) == 0 && len(r.Yields[x.Class]) == 0
}

// isOneOf reports whether one of words says more of the same event, or less.
func (r *relations) isOneOf(words []lexicon.Lexeme, event int) bool {
	return slices.ContainsFunc(words, func(o lexicon.Lexeme) bool {
		return o.Kind == lexicon.Word && (slices.Contains(r.Absorbs[o.Class], event) || slices.Contains(r.Absorbs[event], o.Class))
	})
}

// tells reports whether a class says of whom or how something came.
func (r *relations) tells(class int) bool {
	return r.Happens(class) && r.Dimension[class] != r.Event && r.Role[class] == "" || r.Classes[class].Narrows && r.Dimension[class] == r.Aside
}

// sharesWithin counts the words of a share before the end of a clause.
func (r *relations) sharesWithin(words []lexicon.Lexeme) int {
	n := 0
	for _, x := range words {
		if x.Ends() {
			return n
		}
		if x.Kind == lexicon.Word && r.Role[x.Class] == configs.ShareRole {
			n++
		}
	}
	return n
}

// isNamed reports whether a number is the whole that a percentage says it is of;
// 占办结总数 names one.
func (r *relations) isNamed(p, whole int) bool {
	named := r.namedWhole(p)
	return named == none || slices.ContainsFunc(r.said(whole), func(x lexicon.Lexeme) bool { return x.Kind == lexicon.Word && x.Class == named })
}

// namedWhole is what happened to that of which a percentage is said to be one; none
// where that is not said.
func (r *relations) namedWhole(p int) int {
	named, share := none, false
	for _, x := range r.said(r.firstShare(p)) {
		if x.Kind != lexicon.Word {
			continue
		}
		share = share || r.Role[x.Class] == configs.ShareRole
		if share && r.Dimension[x.Class] == r.Event {
			named = x.Class
		}
	}
	return named
}

// wholeOf is the number before a part of which it is most nearly that percentage;
// none where there is none. Other parts are no whole.
func (r *relations) wholeOf(p, part, end int) int {
	best := none
	for k := range r.numbers[:end] {
		whole := r.numbers[k]
		if whole.unit != r.numbers[part].unit && !strings.HasPrefix(whole.unit, r.numbers[part].unit) || !r.numbers[part].MayBeLess(whole.Quantity) && !whole.Agrees(r.numbers[part].Quantity) {
			continue
		}
		if r.numbers[k+1].unit == percentUnit && r.hasShare(r.said(k+1)) || r.isBeside(k, part) {
			continue
		}
		if best == none || r.error(p, part, k).LessThan(r.error(p, part, best)) {
			best = k
		}
	}
	if best > 0 && r.listed(best-1, r.numbers[best].unit) && strings.HasPrefix(r.text[r.numbers[best-1].to:], lexicon.SoftMarks) {
		return none // it may be the sum of them
	}
	return best
}

// isBeside reports whether something else happened to one number than to another one behind a
// semicolon, of which the one is no part: 予以公开4件；部分公开2件，占33%.
func (r *relations) isBeside(k, part int) bool {
	if !strings.Contains(r.text[r.numbers[k].to:r.numbers[part].from], "；") {
		return false
	}
	event := func(i int) int {
		out := none
		for _, x := range r.said(i) {
			if x.Kind == lexicon.Word && r.Dimension[x.Class] == r.Event {
				out = x.Class
			}
		}
		return out
	}
	a, b := event(k), event(part)
	return a != none && b != none && a != b && !slices.Contains(r.Absorbs[a], b) && !slices.Contains(r.Absorbs[b], a)
}

// error is how far a percentage is from part of whole.
func (r *relations) error(p, part, whole int) decimal.Decimal {
	share, known := numeral.Percent(r.numbers[part].Quantity, r.numbers[whole].Quantity, r.numbers[p].Decimals)
	if !known {
		return decimal.Zero
	}
	return share.Sub(r.numbers[p].Low).Abs()
}

// shares are two percentages with the parts that they are said of.
func (r *relations) shares(i int) (related, bool) {
	part, ok := r.shareOf(i)
	if !ok {
		return related{}, false
	}
	for k := i - 1; k > 0; k-- {
		if other, ok := r.shareOf(k); ok && r.namedWhole(i) == r.namedWhole(k) && r.numbers[other].unit == r.numbers[part].unit {
			return r.relate(named[int]{"p", i}, named[int]{"part", part}, named[int]{"q", k}, named[int]{"other", other}), true
		}
	}
	return related{}, false
}
