package rules

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"gongwen/configs"
	"gongwen/data/rules/lexicon"
	"gongwen/internal/numeral"
)

// related is numbers of a sentence that stand in a relation to each other.
type related struct {
	found
	items []found
}

// counted is a number of a sentence with the unit that stands behind it.
type counted struct {
	token
	whole  int64 // its value, where it is exact and whole
	exact  bool
	lexeme int
	from   int // the number
	to     int // behind its unit
	unit   string
}

// relations finds numbers that stand in relations in one sentence.
type relations struct {
	*lexicon.Words
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

func newRelations(l *lexicon.Words, s sentence, lexemes []lexicon.Lexeme) *relations {
	r := &relations{Words: l, text: s.marked(), lexemes: lexemes}
	for i, x := range lexemes {
		if x.Kind != lexicon.Figure {
			continue
		}
		t, _ := s.number(x.From)
		unit := r.unitOf(x)
		if slices.Contains(l.Particles.Groups, unit) && r.isGroup(i) {
			continue // 两项合计, but not 培训6期共412人次
		}
		if slices.Contains(l.Particles.Multiple, unit) {
			t, unit = r.times(t, i), percentUnit
		}
		r.percent = r.percent || unit == percentUnit
		n := counted{token: t, lexeme: i, from: x.From, to: x.From + len(string(numberMark)) + len(unit), unit: unit}
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
	if size == 0 || strings.ContainsRune(lexicon.ClauseEnds+lexicon.SoftMarks, unit) {
		return ""
	}
	size += lexicon.Begins(r.text[behind+size:], r.Particles.Times)
	return r.text[behind : behind+size]
}

// find gives what stands in a relation.
func (r *relations) find(relation string) []related {
	if len(r.numbers) < 2 || !r.percent && isOfPercentage(relation) {
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

// isOfPercentage reports whether a relation is that of a percentage.
func isOfPercentage(relation string) bool {
	switch relation {
	case configs.ShareRelation, configs.SharesRelation, configs.RateRelation, configs.ChangeRelation, configs.GrowthRelation, configs.MultipleRelation:
		return true
	}
	return false
}

func (r *relations) search(relation string) []related {
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

// parts are the numbers of an enumeration behind the number that they are parts
// of: 40条，其中网站12条、新媒体28条.
func (r *relations) parts(i int) (related, bool) {
	whole := r.numbers[i]
	start, mark, ok := r.opens(whole.to)
	if !ok {
		return related{}, false
	}
	out := r.relate(named[int]{"whole", i})
	at := start
	nested := nesting{begin: r.Particles.Parts}
	sum, exact := int64(0), true // of the items
	for _, n := range r.numbers[i+1:] {
		if n.from < at {
			continue
		}
		between := r.text[at:n.from]
		if strings.Contains(between, "）") {
			between = inBrackets.ReplaceAllString(between, "")
		}
		if strings.ContainsAny(between, lexicon.ClauseEnds) || strings.Contains(between, lexicon.SoftMarks) && n.unit != whole.unit {
			break
		}
		if len(out.items) > 0 && !r.mayPart(mark) && n.from > out.end && strings.Contains(r.text[out.end:n.from], "；") {
			break // 其中甲3件；作出乙12件
		}
		if len(out.items) > 1 && r.isAll(n) && n.Agrees(whole.Quantity) {
			break // 52件，其中网上37件，信函15件，52件均已答复
		}
		if len(out.items) > 1 && whole.exact && exact && sum == whole.whole && !nested.open && n.from > out.end && strings.ContainsAny(r.text[out.end:n.from], "；，") {
			break // 建议12件，其中主办8件、会办4件；提案9件
		}
		if n.unit != whole.unit {
			if n.unit == percentUnit {
				break
			}
			continue
		}
		item := found{start: n.from, end: n.to, numbers: byName[token]{{"part", n.token}}}
		shifted := item
		shifted.start, shifted.end = n.from-start, n.to-start
		if !nested.within(r.text[start:], n.from-start, "part", shifted) {
			if len(out.items) == maxParts {
				return related{}, false
			}
			out.items = append(out.items, item)
			sum, exact = sum+n.whole, exact && n.exact
		}
		out.end = n.to
		at = r.behindItem(n.to)
	}
	if len(out.items) == 0 {
		return related{}, false
	}
	out.at.put("unit", [2]int{whole.to - len(whole.unit), whole.to})
	out.at.put("list", [2]int{start, out.end})
	out.at.put("mark", mark)
	return out, true
}

// mayPart reports whether semicolons may stand between the parts behind a mark, as
// they do behind a colon and in brackets.
func (r *relations) mayPart(mark [2]int) bool {
	return strings.ContainsAny(r.text[mark[0]:mark[1]], "：（") || strings.HasPrefix(r.text[mark[1]:], "：") || mark[0] == mark[1]
}

// isAll reports whether 均 or 全部 stands right behind a number.
func (r *relations) isAll(n counted) bool {
	next := n.lexeme + 1
	return next < len(r.lexemes) && r.lexemes[next].Kind == lexicon.Word && r.Role[r.lexemes[next].Class] == configs.AllRole
}

// ofItem cuts the parts of an item of another enumeration where they may end,
// and reports whether it is certain that these are all.
func (f *related) ofItem() bool {
	sum := numeral.Exactly(decimal.Zero)
	for i, item := range f.items {
		if sum = sum.Plus(item.numbers.of("part").Quantity); sum.Agrees(f.numbers.of("whole").Quantity) {
			f.items = f.items[:i+1]
			return true
		}
	}
	return false
}

// opens reads what begins the parts of a number: a mark, a bracket or a word.
func (r *relations) opens(at int) (start int, mark [2]int, ok bool) {
	for _, x := range r.lexemes {
		if x.From >= at && x.From-at <= maxNoun*utf8.RuneLen('，') && x.Kind == lexicon.Word && r.Role[x.Class] == configs.AmongRole && strings.HasPrefix(r.text[x.To:], "，") && !strings.ContainsAny(r.text[at:x.From], lexicon.ClauseEnds+string(numberMark)) {
			return x.To + len("，"), [2]int{x.From, x.To}, true
		}
	}
	if end := strings.IndexAny(r.text[at:], lexicon.ClauseEnds+string(numberMark)); end > 0 && utf8.RuneCountInString(r.text[at:at+end]) <= maxNoun {
		at += end // 1286条信息，其中
	}
	first, size := utf8.DecodeRuneInString(r.text[at:])
	if strings.ContainsRune("，：；。（", first) && size > 0 {
		mark, ok = [2]int{at, at + size}, first == '（' || first == '，'
		at += size
	}
	at += lexicon.Begins(r.text[at:], r.Particles.InDetail)
	for _, x := range r.lexemes {
		if x.From == at && x.Kind == lexicon.Word && (r.Role[x.Class] == configs.IncludingRole || r.Role[x.Class] == configs.RespectivelyRole) {
			mark, at, ok = [2]int{x.From, x.To}, x.To, true
			if next, size := utf8.DecodeRuneInString(r.text[at:]); next == '：' || next == '，' {
				at += size
			}
			break
		}
	}
	return at, mark, ok
}

// behindItem is the offset behind what is said of an item in brackets and the
// mark between items.
func (r *relations) behindItem(at int) int {
	if strings.HasPrefix(r.text[at:], "（") {
		if end := strings.Index(r.text[at:], "）"); end >= 0 {
			at += end + len("）")
		}
	}
	if next, size := utf8.DecodeRuneInString(r.text[at:]); strings.ContainsRune("，、；", next) && size > 0 {
		at += size
	}
	return at
}

// total is a number behind those that it is the sum of: 网站12条、新媒体28条，共40条.
func (r *relations) total(i int) (related, bool) {
	whole := r.numbers[i]
	if i < 2 || !r.hasRole(r.numbers[i-1].lexeme, whole.lexeme, configs.TotalRole) {
		return related{}, false
	}
	first := i
	if next := r.numbers[i-1].lexeme + 1; r.numbers[i-1].unit == whole.unit && r.hasRole(next, next+1, configs.TotalRole) {
		first-- // 1532件与846件相加，共2378件
	}
	for first > 0 && r.listed(first-1, whole.unit) {
		first--
	}
	if i-first < 2 || r.happensElse(first, i) {
		return related{}, false
	}
	out := r.relate(named[int]{"whole", i})
	out.start = r.clauseStart(r.numbers[first].from)
	for _, n := range r.numbers[first:i] {
		out.items = append(out.items, found{start: n.from, end: n.to, numbers: byName[token]{{"part", n.token}}})
	}
	out.at.put("unit", [2]int{whole.to - len(whole.unit), whole.to})
	out.at.put("list", [2]int{out.start, r.numbers[i-1].to})
	return out, true
}

// happensElse reports whether something is said of a total that is not said of what
// stands before it, nor of which that says more: 自然人5件、企业3件，共办结9件.
func (r *relations) happensElse(first, i int) bool {
	event := none
	for _, x := range r.said(i) {
		if x.Kind == lexicon.Word && r.Dimension[x.Class] == r.Event && r.Event != none {
			event = x.Class
		}
	}
	if event == none || len(r.Absorbs[event]) == 0 {
		return false
	}
	for k := first; k < i; k++ {
		if slices.ContainsFunc(r.said(k), func(x lexicon.Lexeme) bool {
			return x.Kind == lexicon.Word && (x.Class == event || slices.Contains(r.Absorbs[x.Class], event) || r.Dimension[x.Class] == r.Event && slices.Contains(r.Absorbs[event], x.Class))
		}) {
			return false
		}
	}
	return true
}

// listed reports whether a number is an item of an enumeration before the next one.
func (r *relations) listed(i int, unit string) bool {
	n, next := r.numbers[i], r.numbers[i+1]
	between := inBrackets.ReplaceAllString(r.text[n.to:next.from], "")
	if n.unit == unit && r.isAnd(between) {
		return true
	}
	if size := lexicon.Begins(between, r.Particles.And); n.unit == unit && size > 0 && !strings.ContainsAny(between[size:], lexicon.ClauseEnds) {
		return true // 许可1532件与其他事项846件
	}
	mark, size := utf8.DecodeRuneInString(between)
	return n.unit == unit && strings.ContainsRune("，、", mark) && size > 0 && !strings.ContainsAny(between[size:], lexicon.ClauseEnds)
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
	if !ok || r.ofOther(i, part) {
		return related{}, false
	}
	whole := r.wholeOf(i, part, r.firstPart(i))
	if whole == none || !r.isNamed(r.firstShare(i), whole) {
		return related{}, false
	}
	return r.relate(named[int]{"p", i}, named[int]{"part", part}, named[int]{"whole", whole}), true
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
		if !r.tells(x.Class) || r.sharesWithin(words[k:]) == 0 {
			continue
		}
		if !slices.ContainsFunc(own, func(o lexicon.Lexeme) bool { return o.Kind == lexicon.Word && o.Class == x.Class }) && !r.isBehind(part, x) {
			return true
		}
	}
	return false
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

// isBehind reports whether a word stands in the clause of a number, behind it.
func (r *relations) isBehind(i int, x lexicon.Lexeme) bool {
	return !strings.ContainsAny(r.text[r.numbers[i].to:x.From], lexicon.ClauseEnds)
}

// inBrackets reports whether a number with its unit is all that stands in brackets.
func (r *relations) inBrackets(n counted) bool {
	return strings.HasSuffix(r.text[:n.from], "（") && strings.HasPrefix(r.text[n.to:], "）")
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
		if whole.unit != r.numbers[part].unit || !r.numbers[part].MayBeLess(whole.Quantity) && !whole.Agrees(r.numbers[part].Quantity) {
			continue
		}
		if r.numbers[k+1].unit == percentUnit && r.hasShare(r.said(k+1)) {
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
	if part.unit == percentUnit || whole == none || !called || lexicon.Has(r.text[r.numbers[i-2].to:part.from], r.Particles.Not) {
		return related{}, false
	}
	return r.relate(named[int]{"p", i}, named[int]{"part", i - 1}, named[int]{"whole", whole}), true
}

// namedRate is a percentage that has the whole name of its part: 按期答复119件，超期2件，按
// 期答复率98.3%.
func (r *relations) namedRate(i int, name string) (related, bool) {
	for part := i - 1; part > 0; part-- {
		if r.numbers[part].unit == percentUnit || !strings.Contains(r.text[r.numbers[part-1].to:r.numbers[part].from], name) {
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
		if behind == "" && utf8.RuneCountInString(before) == 1 {
			return before, true // 场均
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

// saysNothing reports whether a lexeme says nothing but when, if that is the
// report's own time.
func (r *relations) saysNothing(x lexicon.Lexeme) bool {
	return x.Kind == lexicon.Mark || x.Kind == lexicon.Word && (r.Idle(x.Class) || r.Dimension[x.Class] == r.Period && r.Own(x.Class))
}

// unitAt is the measure word as it stands behind a number.
func (r *relations) unitAt(n counted) string { return r.unitOf(r.lexemes[n.lexeme]) }
