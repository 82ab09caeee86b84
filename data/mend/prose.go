package mend

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongwen/data/load"
	"gongwen/internal/pattern"
	"gongwen/internal/source"
)

// change is text in the place of other text from a byte offset on.
type change struct {
	at       int
	old, new string
}

// full is half-width punctuation and what it is in Chinese text.
var full = map[rune]rune{',': '，', ';': '；', ':': '：', '!': '！', '?': '？'}

// prose is a text being mended, character by character.
type prose struct {
	was []rune
	now []rune // 0 where a character goes
	set []bool // parts that are no words: addresses, fenced blocks
}

// changes are what is to be changed in a text, in order.
func changes(text []rune) []change {
	p := &prose{was: text, now: []rune(source.Unified(string(text))), set: addresses(text)}
	for i, set := range p.set {
		if set {
			p.now[i] = text[i]
		}
	}
	p.brackets()
	p.years()
	p.titles()
	p.singles()
	p.digits()
	p.marks()
	p.stops()
	p.blanks()
	return p.changes()
}

func (p *prose) changes() []change {
	var list []change
	at := 0
	for i, r := range p.was {
		if n := p.now[i]; n != r {
			c := change{at: at, old: string(r)}
			if n != 0 {
				c.new = string(n)
			}
			list = append(list, c)
		}
		at += len(string(r))
	}
	return list
}

// addresses marks what must stay as it is: links, web and mail addresses, and
// blocks whose lines have a form of their own, as charts have.
func addresses(text []rune) []bool {
	set := make([]bool, len(text))
	fenced, chart := false, false
	for start := 0; start < len(text); {
		end := start
		for end < len(text) && text[end] != '\n' {
			end++
		}
		line := text[start:end]
		fence := strings.HasPrefix(strings.TrimLeft(string(line), " "), "```")
		chart = load.BeginsChart([]byte(string(line))) || chart && (len(line) == 0 || isBlank(line[0]))
		if fence || fenced || chart {
			mark(set[start:end])
		} else {
			inLine(line, set[start:end])
		}
		fenced = fenced != fence
		start = end + 1
	}
	return set
}

// inLine marks the addresses of a line: words with :// or @ in them, what <…>
// holds of such, and what stands in the brackets behind ].
func inLine(line []rune, set []bool) {
	for i := 0; i < len(line); {
		end := i
		for end < len(line) && line[end] > ' ' && line[end] < unicode.MaxASCII {
			end++
		}
		word := string(line[i:end])
		if strings.Contains(word, "://") || strings.Contains(word, "@") || strings.Contains(word, "www.") {
			mark(set[i:end])
		}
		i = max(end, i+1)
	}
	for i := range line {
		if line[i] == '(' && i > 0 && line[i-1] == ']' {
			if n := slices.Index(line[i:min(i+maxPair, len(line))], ')'); n > 0 {
				mark(set[i : i+n+1])
			}
		}
		if line[i] == '<' {
			if n := slices.Index(line[i:min(i+maxPair, len(line))], '>'); n > 0 && strings.Contains(string(line[i:i+n]), "://") {
				mark(set[i : i+n+1])
			}
		}
		if line[i] == '!' && i+1 < len(line) && line[i+1] == '[' {
			set[i] = true
		}
		if line[i] == '\\' && i+1 < len(line) { // what is escaped is meant as it stands
			mark(set[i : i+2])
		}
	}
}

func mark(set []bool) {
	for i := range set {
		set[i] = true
	}
}

// brackets writes pairs of round brackets in full width where they stand in
// Chinese text (GB/T 15834-2011, 4.9), also those of which one half is.
func (p *prose) brackets() {
	var open []int
	for i, r := range p.was {
		switch {
		case p.set[i]:
		case r == '\n':
			open = open[:0]
		case r == '(' || r == '（':
			open = append(open, i)
		case (r == ')' || r == '）') && len(open) > 0:
			from := open[len(open)-1]
			open = open[:len(open)-1]
			if r == '）' && p.was[from] == '（' {
				continue
			}
			if p.chinese(from-1) || p.chinese(i+1) || slices.ContainsFunc(p.was[max(from, i-maxPair):i], isHan) {
				p.now[from], p.now[i] = '（', '）'
			}
		}
	}
}

// year matches the year of a number of a document in other brackets than those of GB/T 9704-2012, 7.2.5.
var year = pattern.New(`^\p{Han}[(（\[【](?:19|20)[0-9]{2}[)）\]】][0-9]+号`)

// years writes the year of a number of a document in its brackets: 国办发〔2021〕30号.
func (p *prose) years() {
	for i, r := range p.was {
		if i == 0 || !strings.ContainsRune("(（[【", r) || slices.Contains(p.set[i:min(i+len("(2021)"), len(p.set))], true) {
			continue
		}
		if year.Match([]byte(string(p.was[i-1 : min(i+20, len(p.was))]))) {
			p.now[i], p.now[i+len("(2021")] = '〔', '〕'
		}
	}
}

// titles writes book-title marks inside others as single ones (4.15), where both
// are closed on their line.
func (p *prose) titles() {
	var open, inner []int // marks that are not closed; pairs inside the outermost one
	for i, r := range p.was {
		switch {
		case p.set[i]:
		case r == '\n':
			open, inner = open[:0], inner[:0]
		case r == '《':
			open = append(open, i)
		case r == '》' && len(open) > 0:
			from := open[len(open)-1]
			if open = open[:len(open)-1]; len(open) > 0 {
				inner = append(inner, from, i)
				continue
			}
			for n := 0; n < len(inner); n += 2 {
				p.now[inner[n]], p.now[inner[n+1]] = '〈', '〉'
			}
			inner = inner[:0]
		case len(open) > 0 && r == '<' && p.begins(i) && p.has(i, '>'):
			p.now[i] = '〈'
		case len(open) > 0 && r == '>' && slices.Contains(p.now[max(open[0], i-maxPair):i], '〈'):
			p.now[i] = '〉'
		}
	}
}

// singles writes marks of a title that stand in no other title as double ones
// (4.15): 〈条例〉 and <条例>.
func (p *prose) singles() {
	depth, from := 0, -1 // of titles; of the mark that is open
	for i, r := range p.now {
		switch {
		case p.set[i] || r == '\n':
			depth, from = 0, -1
		case r == '《':
			depth++
		case r == '》':
			depth = max(0, depth-1)
		case depth > 0:
		case r == '〈' || r == '<' && p.begins(i):
			from = i
		case from >= 0 && (r == '〉' && p.now[from] == '〈' || r == '>' && p.now[from] == '<'):
			if isTitle(p.was[from+1 : i]) {
				p.now[from], p.now[i] = '《', '》'
				if p.doubled(from-1, '<') && p.doubled(i+1, '>') { // <<条例>>
					p.now[from-1], p.now[i+1] = 0, 0
				}
			}
			from = -1
		}
	}
}

// begins reports whether the mark at i may begin a title, and says not that one is less than the other.
func (p *prose) begins(i int) bool {
	return i+1 < len(p.was) && (isHan(p.was[i+1]) || p.was[i+1] == '《')
}

func (p *prose) doubled(i int, mark rune) bool {
	return i >= 0 && i < len(p.was) && p.was[i] == mark && !p.set[i]
}

// isTitle reports whether a text may be a title: Chinese, on one line, of one sentence.
func isTitle(text []rune) bool {
	return len(text) > 0 && len(text) <= maxPair && slices.ContainsFunc(text, isHan) && !slices.ContainsFunc(text, func(r rune) bool { return strings.ContainsRune("。；！？，,;=", r) })
}

// digits writes figures of full width as ordinary ones, with the point between
// them and the sign of percent behind them (GB/T 15835-2011).
func (p *prose) digits() {
	for i, r := range p.was {
		behind := i > 0 && isDigit(p.was[i-1])
		switch {
		case p.set[i]:
		case r >= '０' && r <= '９':
			p.now[i] = r - '０' + '0'
		case r == '．' && behind && i+1 < len(p.was) && isDigit(p.was[i+1]):
			p.now[i] = '.'
		case r == '％' && behind:
			p.now[i] = '%'
		}
	}
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }

// has reports whether a mark stands behind i before the title ends.
func (p *prose) has(i int, mark rune) bool {
	for _, r := range p.was[i:min(i+maxPair, len(p.was))] {
		switch r {
		case mark:
			return true
		case '》', '\n':
			return false
		}
	}
	return false
}

// marks writes punctuation in full width behind Chinese text, and between a word
// or figure and Chinese text.
func (p *prose) marks() {
	for i, r := range p.was {
		to, ok := full[r]
		if p.set[i] || !ok {
			continue
		}
		before := i - 1
		for before >= 0 && isBlank(p.was[before]) {
			before--
		}
		if p.chinese(i-1) || i > 0 && p.was[i-1] > ' ' && p.han(i+1) || p.chinese(before) && (i+1 == len(p.was) || p.was[i+1] == '\n' || p.han(i+1)) {
			p.now[i] = to
		}
	}
}

func (p *prose) han(i int) bool { return i < len(p.now) && isHan(p.now[i]) }

// chinese reports whether a Chinese character or mark stands at i.
func (p *prose) chinese(i int) bool {
	if i < 0 || i >= len(p.now) || p.set[i] {
		return false
	}
	return isHan(p.now[i]) || strings.ContainsRune("，。；：？！、（）《》〈〉“”‘’〔〕【】", p.now[i])
}

// blanks takes away blanks beside Chinese marks, and single ones between Chinese characters
// where these are no list of names. Full-width ones are set on purpose, as in names of two
// characters, and several in a row may be, too.
func (p *prose) blanks() {
	for i := 0; i < len(p.was); i++ {
		if !isBlank(p.was[i]) || !p.chinese(i-1) {
			continue
		}
		end := i
		for end < len(p.was) && isBlank(p.was[end]) {
			end++
		}
		if p.chinese(end) && !slices.Contains(p.set[i:end], true) && (!isHan(p.now[i-1]) || !isHan(p.now[end]) || end == i+1 && !p.names(i)) {
			for ; i < end; i++ {
				p.now[i] = 0
			}
		}
		i = end
	}
}

// longestName is how many characters a name in a list has at most.
const longestName = 4

// names reports whether the blank at i parts names of a list: words of a few characters, at least three of them or
// behind a colon.
func (p *prose) names(i int) bool {
	from, to := i, i
	for from > 0 && i-from < maxNames && (isHan(p.was[from-1]) || isBlank(p.was[from-1])) {
		from--
	}
	for to < len(p.was) && to-i < maxNames && (isHan(p.was[to]) || isBlank(p.was[to])) {
		to++
	}
	words := strings.Fields(string(p.was[from:to]))
	short := !slices.ContainsFunc(words, func(word string) bool { return utf8.RuneCountInString(word) > longestName })
	return short && (len(words) > 2 || from > 0 && (p.was[from-1] == ':' || p.was[from-1] == '：'))
}

func isBlank(r rune) bool { return r == ' ' || r == '\t' || r == '\u00a0' }
