package rules

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"gongwen/configs"
	"gongwen/data/rules/lexicon"
)

// change is a percentage by which something became more or less, with both
// numbers: 比2023年的46件增加6件，增长13%.
func (r *relations) change(i int) (related, bool) {
	if r.numbers[i].unit != percentUnit || r.isSpread(i) || r.comparison(i) != isChange {
		return related{}, false
	}
	past, now, by := r.compared(i)
	if past != none && now == none && by != none && r.numbers[past].unit == r.numbers[by].unit {
		return r.changedBy(i, past, by)
	}
	if past == none || now == none || r.numbers[past].unit != r.numbers[now].unit {
		return related{}, false
	}
	return r.directed(r.relate(named[int]{"p", i}, named[int]{"past", past}, named[int]{"now", now}), i), true
}

// changedBy is the same where not what something is now is said, but by how much it has
// changed: 比上年的200件增加39件，增长19.5%.
func (r *relations) changedBy(i, past, by int) (related, bool) {
	words := r.text[r.numbers[past].to:r.numbers[by].from]
	more, less := lexicon.Has(words, r.Particles.More), lexicon.Has(words, r.Particles.Less)
	if more == less {
		return related{}, false
	}
	out := r.directed(r.relate(named[int]{"p", i}, named[int]{"past", past}, named[int]{"now", by}), i)
	now := &out.numbers[2].value
	if more {
		now.Quantity = r.numbers[past].Plus(now.Quantity)
	} else {
		now.Quantity = r.numbers[past].Minus(now.Quantity)
	}
	now.Text = ""
	return out, true
}

// growth is the same with the number now and by how many it became more or
// less: 52件，同比增加6件，增长13%.
func (r *relations) growth(i int) (related, bool) {
	if r.numbers[i].unit != percentUnit || r.isSpread(i) || r.comparison(i) != isChange {
		return related{}, false
	}
	past, now, by := r.compared(i)
	if past != none || now == none || by == none || r.numbers[by].unit != r.numbers[now].unit {
		return related{}, false
	}
	return r.relate(named[int]{"p", i}, named[int]{"by", by}, named[int]{"now", now}), true
}

// isSpread reports whether a percentage is one of several that are said of several
// changes: 分别下降19.4%、增长23.1%.
func (r *relations) isSpread(i int) bool {
	for ; i > 0 && r.numbers[i].unit == percentUnit; i-- {
		if slices.ContainsFunc(r.said(i), func(x lexicon.Lexeme) bool {
			return x.Kind == lexicon.Word && r.Role[x.Class] == configs.RespectivelyRole
		}) {
			return true
		}
	}
	return false
}

// difference is by how many something became more or less, with both numbers.
func (r *relations) difference(i int) (related, bool) {
	if r.numbers[i].unit == percentUnit || r.comparison(i) != isChange {
		return related{}, false
	}
	past, now, _ := r.compared(i)
	if past == none || now == none || r.numbers[past].unit != r.numbers[now].unit || r.numbers[i].unit != r.numbers[now].unit {
		return related{}, false
	}
	return r.directed(r.relate(named[int]{"by", i}, named[int]{"past", past}, named[int]{"now", now}), i), true
}

// directed is a relation with the word for the change that a number has.
func (r *relations) directed(out related, i int) related {
	words := r.said(i)
	for k := len(words) - 1; k >= 0; k-- {
		if x := words[k]; x.Kind == lexicon.Word && r.Classes[x.Class].Name == configs.ChangeClass {
			out.at.put("word", [2]int{x.From, x.To})
			return out
		}
	}
	if more := r.moreOrLess(i); more != "" {
		out.at.put("word", [2]int{r.numbers[i].from - len(more), r.numbers[i].from})
	}
	return out
}

// isReached reports whether a number is what the change before it leads to.
func (r *relations) isReached(i, next int) bool {
	between := r.text[r.numbers[i].to:r.numbers[next].from]
	return !strings.ContainsAny(between, "；。") && lexicon.Has(between, r.Particles.Reached)
}

// multiple is how many times one number is another one, both named by what happened:
// 制发20件、废止10件，制发数量是废止数量的2倍.
func (r *relations) multiple(i int) (related, bool) {
	if !r.isMultiple(i) {
		return related{}, false
	}
	if i > 1 && r.isRightOf(i) && r.numbers[i-1].unit == r.numbers[i-2].unit && lexicon.Has(r.text[r.numbers[i-2].to:r.numbers[i-1].from], r.Particles.Is) && r.comparison(i-1) == isNow {
		return r.asMultiple(i, i-2, i-1), true // 1148条，为326条的2.5倍
	}
	var events []int
	is := false
	for _, x := range r.said(i) {
		if x.Kind == lexicon.Mark && x.Ends() {
			events, is = nil, false
		}
		is = is || len(events) == 1 && x.Kind != lexicon.Mark && lexicon.Has(r.text[x.From:x.To], r.Particles.Is)
		if x.Kind == lexicon.Word && r.Dimension[x.Class] == r.Event {
			events = append(events, x.Class)
		}
	}
	if len(events) != 2 || !is || events[0] == events[1] {
		return related{}, false
	}
	of := [2]int{none, none}
	for k := range i {
		for n, event := range events {
			if !slices.ContainsFunc(r.said(k), func(x lexicon.Lexeme) bool { return x.Kind == lexicon.Word && x.Class == event }) {
				continue
			}
			if of[n] != none {
				return related{}, false
			}
			of[n] = k
		}
	}
	if of[0] == none || of[1] == none || of[0] == of[1] || r.numbers[of[0]].unit != r.numbers[of[1]].unit {
		return related{}, false
	}
	return r.asMultiple(i, of[0], of[1]), true
}

// asMultiple is a number of times as the percentage that one number is of another.
func (r *relations) asMultiple(i, part, whole int) related {
	out := r.relate(named[int]{"p", i}, named[int]{"part", part}, named[int]{"whole", whole})
	times := &out.numbers[0].value
	times.Low, times.High = times.Low.Add(decimal.NewFromInt(100)), times.High.Add(decimal.NewFromInt(100))
	return out
}

// isRightOf reports whether a number is said of the one right before it: 326条的2.5倍.
func (r *relations) isRightOf(i int) bool {
	return slices.Contains(r.Particles.Of, r.text[r.numbers[i-1].to:r.numbers[i].from])
}

// moreOrLess is 多 or 少, if it stands right before a number that is compared with the one before
// it: 比上年的25件多29件.
func (r *relations) moreOrLess(i int) string {
	if i == 0 {
		return ""
	}
	between := r.text[r.numbers[i-1].to:r.numbers[i].from]
	if slices.Contains(r.Particles.By, between) {
		return between
	}
	return ""
}

// yearOf is the year that a number of an enumeration of years is of: 2024年、2023年分
// 别为5件和3件. It is 0 where there is none.
func (r *relations) yearOf(i int) byte {
	first := i
	for first > 0 && r.numbers[first-1].unit == r.numbers[i].unit && r.isAnd(r.text[r.numbers[first-1].to:r.numbers[first].from]) {
		first--
	}
	start := 0
	if first > 0 {
		start = r.numbers[first-1].to
	}
	start = max(start, r.clauseStart(r.numbers[first].from))
	words := r.text[start:r.numbers[first].from]
	if !slices.ContainsFunc(r.said(first), func(x lexicon.Lexeme) bool {
		return x.From >= start && x.Kind == lexicon.Word && r.Role[x.Class] == configs.RespectivelyRole
	}) {
		return 0
	}
	var years []byte
	for k := range len(words) {
		if words[k] == yearMark || words[k] == otherYearMark {
			years = append(years, words[k])
		}
	}
	if len(years) != 2 || i-first > 1 || years[0] == years[1] {
		return 0
	}
	return years[i-first]
}

// isAnd reports whether a text is what joins two numbers of an enumeration.
func (r *relations) isAnd(text string) bool {
	return text == lexicon.SoftMarks || slices.Contains(r.Particles.And, text)
}

// isMultiple reports whether a number says how many times another one something is.
func (r *relations) isMultiple(i int) bool {
	return slices.Contains(r.Particles.Multiple, r.unitAt(r.numbers[i]))
}

// compared are the numbers before one that says a change: what it was, what it
// is and the difference; none where they are not said.
func (r *relations) compared(i int) (past, now, by int) {
	past, now, by = none, none, none
	if i > 1 && r.yearOf(i-1) != 0 && r.yearOf(i-2) != 0 {
		if r.yearOf(i-1) == yearMark {
			return i - 2, i - 1, none
		}
		return i - 1, i - 2, none
	}
	if i > 1 && r.moreOrLess(i) != "" && lexicon.Has(r.text[r.numbers[i-2].to:r.numbers[i-1].from], r.Particles.Than) && !strings.ContainsAny(r.text[r.numbers[i-2].to:r.numbers[i-1].from], "；。") {
		return i - 1, i - 2, none // 58件，比重复申请的39件多29件
	}
	for k := i - 1; k >= 0 && r.numbers[k].unit != percentUnit && (past == none || now == none); k-- {
		if strings.Contains(r.text[r.numbers[k].to:r.numbers[k+1].from], "；") {
			break // 甲3件，比上年的2件多1件；乙75件，少24件
		}
		switch r.comparison(k) {
		case isChange:
			if by != none {
				return none, none, none
			}
			by = k
		case wasBefore:
			if past == none {
				past = k
			}
		default:
			if now == none {
				now = k
			}
		}
	}
	if next := i + 1; past == none && now != none && next < len(r.numbers) && r.numbers[next].unit == r.numbers[now].unit && r.comparison(next) == wasBefore && !strings.ContainsAny(r.text[r.numbers[i].to:r.numbers[next].from], "；。") {
		past = next // 同比下降9.5%（2023年1021件）
	}
	if next := i + 1; past != none && now == none && by == none && next < len(r.numbers) && r.numbers[next].unit == r.numbers[past].unit && r.comparison(next) == isNow && r.isReached(i, next) {
		now = next // 与上年的20件相比增加3件，达到23件
	}
	if next := i + 2; past == none && now == none && by == none && next < len(r.numbers) && r.becomes(i+1) && !r.hasRole(r.numbers[i].lexeme, r.numbers[i+1].lexeme, configs.IncludingRole) && !strings.ContainsAny(r.text[r.numbers[i].to:r.numbers[next].from], "；。") {
		past, now = i+1, next // 增加8件，由44件增至52件
	}
	return past, now, by
}

// comparesBefore reports whether the last of words, right before a bracket, compare.
func (r *relations) comparesBefore(words []lexicon.Lexeme) bool {
	if len(words) < 2 {
		return false
	}
	x := words[len(words)-2]
	return x.Kind == lexicon.Word && (r.Classes[x.Class].Name == configs.ChangeClass || r.Classes[x.Class].Name == configs.CompareClass || r.Dimension[x.Class] == r.Period && !r.Own(x.Class))
}

// becomes reports whether the next number is what a number has become: 从15.5个工作日压
// 缩至9.8个工作日.
func (r *relations) becomes(i int) bool {
	if i+1 == len(r.numbers) || r.numbers[i+1].unit != r.numbers[i].unit || !lexicon.Has(r.text[r.clauseStart(r.numbers[i].from):r.numbers[i].from], r.Particles.From) {
		return false
	}
	words := r.said(i + 1)
	for _, x := range words {
		if x.Ends() {
			return false
		}
		if x.Kind == lexicon.Word && r.Classes[x.Class].Name == configs.TargetClass {
			return true
		}
	}
	return false
}

// comparison is what a number of a comparison is.
type comparison uint8

const (
	isNow comparison = iota
	wasBefore
	isChange
)

// comparison is what the nearest word before a number makes of it.
func (r *relations) comparison(i int) comparison {
	words := r.said(i)
	if r.inBrackets(r.numbers[i]) && r.comparesBefore(words) || r.becomes(i) {
		return wasBefore
	}
	if n := r.numbers[i].lexeme; n > 0 && r.lexemes[n-1].Kind == lexicon.Unknown && lexicon.Ends(r.text[:r.numbers[i].from], r.Particles.By) {
		return isChange // 比上年少12条
	}
	for k := len(words) - 1; k >= 0; k-- {
		x := words[k]
		if x.Kind == lexicon.Mark && x.Ends() {
			break
		}
		if x.Kind != lexicon.Word {
			continue
		}
		switch {
		case r.Classes[x.Class].Name == configs.ChangeClass:
			return isChange
		case r.Classes[x.Class].Name == configs.TargetClass:
			return isNow
		case r.Classes[x.Class].Name == configs.CompareClass, r.Dimension[x.Class] == r.Period && !r.Own(x.Class):
			return wasBefore
		}
	}
	if more := r.moreOrLess(i); more != "" {
		return isChange
	}
	if i > 0 && r.isMultiple(i) {
		return isChange // 是上年26件的2倍
	}
	return isNow
}
