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
		if i := r.at(n); r.becomes(i) || i > 0 && r.becomes(i-1) {
			break // 其中企业由2件增至8件
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
	if len(out.items) == 0 || len(out.items) == 1 && r.isAmongAlone(mark) || r.goesBack(i, mark, out.items) || r.isOfEach(i, out.items) {
		return related{}, false
	}
	out.at.put("unit", [2]int{whole.to - len(whole.unit), whole.to})
	out.at.put("list", [2]int{start, out.end})
	out.at.put("mark", mark)
	if listed, unlisted := out.namedBefore(r, start); listed {
		out.at.put("listed", out.at.of("list"))
	} else if unlisted {
		out.at.put("unlisted", out.at.of("list"))
	}
	return out, true
}

// namedBefore reports whether what stands before the whole names every part in its turn and
// nothing else, 通过网站、微信发布40条，其中网站12条、微信28条, or more than the parts.
func (f *related) namedBefore(r *relations, start int) (all, more bool) {
	named := strings.Split(r.text[f.start:f.at.of("whole")[0]], lexicon.SoftMarks)
	if len(named) < 2 || len(named) < len(f.items) {
		return false, false
	}
	count := len(named)
	for _, item := range f.items {
		label := strings.Trim(r.text[start:item.start], lexicon.ClauseEnds+lexicon.SoftMarks)
		at := slices.IndexFunc(named, func(name string) bool { return strings.Contains(name, label) })
		if utf8.RuneCountInString(label) < 2 || at < 0 {
			return false, false
		}
		named, start = named[at+1:], item.end
	}
	return count == len(f.items), count > len(f.items)
}

// isAmongAlone reports whether parts are opened by 中 without a comma, behind which one number
// alone may be of something else: 3件申请中有2件.
func (r *relations) isAmongAlone(mark [2]int) bool {
	return !strings.HasPrefix(r.text[mark[1]:], "，") && slices.ContainsFunc(r.lexemes, func(x lexicon.Lexeme) bool {
		return x.From == mark[0] && r.Idle(x.Class) && x.Kind == lexicon.Word && r.Role[x.Class] == configs.AmongRole
	})
}

// goesBack reports whether the parts that begin again behind a full stop are those of an
// earlier number, since they are more than the last one: 收到9件，结转0件。其中，公开8件.
func (r *relations) goesBack(i int, mark [2]int, items []found) bool {
	if !strings.HasSuffix(r.text[:mark[0]], "。") || items[0].numbers.of("part").Low.LessThanOrEqual(r.numbers[i].High) {
		return false
	}
	sum := numeral.Exactly(decimal.Zero)
	for _, item := range items {
		sum = sum.Plus(item.numbers.of("part").Quantity)
	}
	return slices.ContainsFunc(r.numbers[:i], func(n counted) bool { return n.unit == r.numbers[i].unit && n.High.GreaterThanOrEqual(sum.Low) })
}

// isOfEach reports whether a number is the last of an enumeration, and parts are those of
// several of it, by what they count: 复议3件、诉讼3件，其中复议维持3件、诉讼维持2件.
func (r *relations) isOfEach(i int, items []found) bool {
	first := i
	for first > 0 && r.listed(first-1, r.numbers[i].unit) {
		first--
	}
	var whole, parts []int
	for k := first; k <= i; k++ {
		whole = append(whole, r.subjectsOf(k)...)
	}
	for _, item := range items {
		at := slices.IndexFunc(r.numbers, func(n counted) bool { return n.from == item.start })
		for _, subject := range r.subjectsOf(at) {
			if slices.Contains(whole, subject) && !slices.Contains(parts, subject) {
				parts = append(parts, subject)
			}
		}
	}
	return first < i && len(parts) > 1
}

// subjectsOf are what the words before a number say is counted.
func (r *relations) subjectsOf(i int) []int {
	var list []int
	for _, x := range r.said(i) {
		if x.Kind == lexicon.Word && r.Dimension[x.Class] == r.Subject {
			list = append(list, x.Class)
		}
	}
	return list
}

// at is the index of a number.
func (r *relations) at(n counted) int {
	return slices.IndexFunc(r.numbers, func(o counted) bool { return o.from == n.from })
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
		if x.From >= at && x.From-at <= maxNoun*utf8.RuneLen('，') && x.Kind == lexicon.Word && r.Role[x.Class] == configs.AmongRole && !strings.ContainsAny(r.text[at:x.From], lexicon.ClauseEnds+string(numberMark)) {
			return x.To + len(r.text[x.To:]) - len(strings.TrimPrefix(r.text[x.To:], "，")), [2]int{x.From, x.To}, true
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
	if i < 2 || !r.hasRole(r.numbers[i-1].lexeme, whole.lexeme, configs.TotalRole) && !lexicon.Ends(r.text[:whole.from], r.Particles.Sum) {
		return related{}, false
	}
	first := i
	if next := r.numbers[i-1].lexeme + 1; r.numbers[i-1].unit == whole.unit && r.hasRole(next, next+1, configs.TotalRole) {
		first-- // 1532件与846件相加，共2378件
	}
	unit := whole.unit
	if before := r.numbers[i-1].unit; before != "" && strings.HasPrefix(unit, before) {
		unit = before // 42人、35人，累计77人次
	}
	if between := r.text[r.numbers[i-1].to:whole.from]; first == i && unit != whole.unit && strings.Count(between, "，") == 1 && utf8.RuneCountInString(between[:strings.Index(between, "，")]) <= maxNoun && !strings.ContainsAny(strings.Replace(between, "，", "", 1), lexicon.ClauseEnds) {
		first-- // 42人参加，累计77人次
	}
	for first > 0 && r.listed(first-1, unit) {
		first--
	}
	if i-first < 2 || r.happensElse(first, i) || r.hasRole(r.numbers[i-1].lexeme, whole.lexeme, configs.IncludingRole) {
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
	if at := strings.Index(between, lexicon.SoftMarks); n.unit == unit && at > 0 && utf8.RuneCountInString(between[:at]) <= maxNoun && !strings.ContainsAny(between, lexicon.ClauseEnds) {
		return true // 11个村、2个居委会
	}
	mark, size := utf8.DecodeRuneInString(between)
	return n.unit == unit && strings.ContainsRune("，、", mark) && size > 0 && !strings.ContainsAny(between[size:], lexicon.ClauseEnds)
}
