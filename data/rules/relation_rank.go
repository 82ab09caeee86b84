package rules

import (
	"slices"
	"strings"

	"gongwen/data/rules/lexicon"
)

// ranks finds what is said to be the most, the next or the least of its kind: 不予公开的理由中，
// 行政查询事项最多，过程性信息次之.
func (r *relations) ranks() []related {
	words := slices.Concat(r.Particles.First, r.Particles.Second, r.Particles.Third, r.Particles.Least)
	if !lexicon.Has(r.text, words) {
		return nil
	}
	var list []related
	for first := 0; first < len(r.lexemes); {
		end := first
		for end < len(r.lexemes) && !r.lexemes[end].Ends() {
			end++
		}
		if end > first {
			list = append(list, r.rank(first, end, words)...)
		}
		first = end + 1
	}
	return list
}

// rank is what a clause says to have a rank.
func (r *relations) rank(first, end int, words []string) []related {
	start := r.lexemes[first].From
	text := r.textOf(first, end)
	at, word := none, ""
	for _, w := range words {
		if i := strings.Index(text, w); i >= 0 && (at == none || i < at || i == at && len(w) > len(word)) {
			at, word = i, w
		}
	}
	if at == none || strings.HasSuffix(text[:at], "#") {
		return nil
	}
	from, to := first, r.lexemeAt(start+at, first, end)
	behind := strings.TrimLeft(text[at+len(word):], "的")
	if n := lexicon.Begins(behind, r.Particles.Is); n > 0 {
		from, to = r.lexemeAt(end0(start, text, behind)+n, first, end), end // 最多的是行政查询事项
	} else if i := strings.LastIndex(text[:at], "以"); i >= 0 && strings.HasSuffix(text[:at], "为") {
		from = r.lexemeAt(start+i+len("以"), first, end)
	}
	if k := r.inAmong(from, to); k > from {
		to = k // 不予公开在办理结果中居第二
	}
	if from < to && slices.Contains(r.Particles.Ranked, r.textOf(from, from+1)) && len(r.numbersIn(first, end)) == 0 {
		from = to // 居三类决定之首
	}
	for from < to && !r.saysMore(r.lexemes[from]) {
		from++
	}
	if from >= to && first > 1 && r.lexemes[first-1].Mark == '，' {
		from, to = r.clauseFrom(first-1), first-1 // 无法提供941件，数量最多
	}
	if i := slices.IndexFunc(r.lexemes[from:to], func(x lexicon.Lexeme) bool { return x.Kind == lexicon.Figure }); i >= 0 {
		to = from + i
	}
	if i := lastAmong(r, from, to); i > from {
		from = i
	}
	for to > from && !r.saysMore(r.lexemes[to-1]) {
		to--
	}
	for from < to && !r.saysMore(r.lexemes[from]) {
		from++
	}
	if from >= to || strings.ContainsAny(r.textOf(from, to), "、和及与") {
		return nil
	}
	out := related{found: found{start: r.lexemes[first].From, end: r.lexemes[end-1].To}}
	out.at.put("word", [2]int{start + at, start + at + len(word)})
	context := [2]int{r.contextFrom(from), r.lexemes[from].From}
	if at := lexicon.First(r.text[context[0]:context[1]], words); at >= 0 {
		context[1] = r.contextTo(context[0], context[0]+at) // 甲最多，乙次之: both are among the same
	}
	out.at.put("among", context)
	out.sides.put("a", side{texts: []string{r.textOf(from, to)}})
	return []related{out}
}

// inAmong is the lexeme with which words begin that tell among what something before them has
// its rank: 在各类结果中; -1 for none.
func (r *relations) inAmong(from, to int) int {
	last := lastAmong(r, from, to)
	if last == from || len(r.content(last, to)) > 0 {
		return none
	}
	for k := last - 1; k > from; k-- {
		if slices.Contains(r.Particles.Within, r.textOf(k, k+1)) {
			return k
		}
	}
	return none
}

// contextTo is where the clause begins in which the first of several has its rank.
func (r *relations) contextTo(from, rank int) int {
	if i := strings.LastIndex(r.text[from:rank], "，"); i >= 0 {
		return from + i
	}
	return from
}

// end0 is the offset of what is left of a text that begins at start.
func end0(start int, text, left string) int { return start + len(text) - len(left) }

// lexemeAt is the first lexeme that begins at an offset or behind it.
func (r *relations) lexemeAt(offset, from, to int) int {
	for from < to && r.lexemes[from].From < offset {
		from++
	}
	return from
}

// lastAmong is the lexeme behind the last 中, which tells among what something ranks.
func lastAmong(r *relations, from, to int) int {
	for k := to - 1; k > from; k-- {
		if r.hasRole(k, k+1, "among") {
			return k + 1
		}
	}
	return from
}

// contextFrom is where begins what the words at a lexeme are said among: behind a
// semicolon or the beginning of the sentence.
func (r *relations) contextFrom(from int) int {
	if i := strings.LastIndex(r.text[:r.lexemes[from].From], "；"); i >= 0 {
		return i + len("；")
	}
	return 0
}
