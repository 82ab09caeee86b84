package rules

import (
	"strings"

	"gongwen/configs"
	"gongwen/data/rules/lexicon"
)

// change is a percentage by which something became more or less, with both
// numbers: 比2023年的46件增加6件，增长13%.
func (r *relations) change(i int) (related, bool) {
	if r.numbers[i].unit != percentUnit || r.comparison(i) != isChange {
		return related{}, false
	}
	past, now, _ := r.compared(i)
	if past == none || now == none || r.numbers[past].unit != r.numbers[now].unit {
		return related{}, false
	}
	return r.directed(r.relate(named[int]{"p", i}, named[int]{"past", past}, named[int]{"now", now}), i), true
}

// growth is the same with the number now and by how many it became more or
// less: 52件，同比增加6件，增长13%.
func (r *relations) growth(i int) (related, bool) {
	if r.numbers[i].unit != percentUnit || r.comparison(i) != isChange {
		return related{}, false
	}
	past, now, by := r.compared(i)
	if past != none || now == none || by == none || r.numbers[by].unit != r.numbers[now].unit {
		return related{}, false
	}
	return r.relate(named[int]{"p", i}, named[int]{"by", by}, named[int]{"now", now}), true
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
			break
		}
	}
	return out
}

// compared are the numbers before one that says a change: what it was, what it
// is and the difference; none where they are not said.
func (r *relations) compared(i int) (past, now, by int) {
	past, now, by = none, none, none
	for k := i - 1; k >= 0 && r.numbers[k].unit != percentUnit && (past == none || now == none); k-- {
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
	return past, now, by
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
	if n := r.numbers[i]; r.unitAt(n) == timesUnit && i > 0 {
		return isChange // 是上年26件的2倍
	}
	return isNow
}
