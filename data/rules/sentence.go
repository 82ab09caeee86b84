package rules

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/rules/lexicon"
	"gongwen/internal/diag"
	"gongwen/internal/meant"
	"gongwen/internal/numeral"
)

// The characters that stand for numbers in a sentence as claims are found in it.
const (
	numberMark    = '#'
	yearMark      = 'Y' // of the report's year
	otherYearMark = 'X'
)

// sentence is a sentence of a paragraph as claims are found in it: without
// blanks and with a mark for every number.
type sentence struct {
	*passage
	start, end int // in passage.text
}

// passage is a paragraph, or what its sentences have in common.
type passage struct {
	section  configs.Section
	heading  string // the subheading above, without its number; empty for none
	numbered bool   // it begins with the number of an item: 1. or （1）
	listed   bool   // it is an item of a list that has begun before it
	original string
	runs     []data.Run
	pos      diag.Pos
	text     string
	origin   []int32       // of every byte of text, the offset in original
	marks    map[int]token // by offset in text
}

// token is a number of a passage with its places as offsets in original.
type token struct {
	numeral.Quantity
	digits int // where the number itself begins
}

// marked is the sentence with its marks.
func (s sentence) marked() string { return s.text[s.start:s.end] }

// number is the number whose mark stands at an offset of the sentence.
func (s sentence) number(offset int) (token, bool) {
	t, ok := s.marks[s.start+offset]
	return t, ok
}

// quantity is the same without its place.
func (s sentence) quantity(offset int) (numeral.Quantity, bool) {
	t, ok := s.number(offset)
	return t.Quantity, ok
}

// as is what the report has at offsets of the sentence.
func (s sentence) as(from, to int) string {
	return s.original[s.originOf(from):s.originOf(to)]
}

func (s sentence) originOf(offset int) int {
	if offset += s.start; offset < len(s.origin) {
		return int(s.origin[offset])
	}
	return len(s.original)
}

// sentencesOf takes the paragraphs of a report apart. Captions, headings and
// tables are left out. A sentence that begins with one of goesOn is part of the one
// before it. None has more than longest characters.
func sentencesOf(prose []proseBlock, year string, goesOn []string, longest int) []sentence {
	var list []sentence
	heading, section := "", ""
	for i := range prose {
		block := &prose[i]
		if block.section.ID != section {
			heading, section = "", block.section.ID
		}
		switch {
		case block.Level > 0:
			heading = block.text
		case !block.Captioned():
			p := newPassage(block, year)
			p.section, p.heading = *block.section, heading
			p.listed = list != nil && p.isListed(list[len(list)-1].passage)
			list = p.split(list, goesOn, longest)
		}
	}
	return list
}

// split appends the sentences of p. One that begins with one of goesOn is part of the
// one before it. One that is longer than anybody writes is parted behind its last
// comma within that length, so that no work grows with the square of a text.
func (p *passage) split(list []sentence, goesOn []string, longest int) []sentence {
	start, comma, length := 0, 0, 0
	for i, r := range p.text {
		if length++; length > longest {
			if comma <= start {
				comma = i
			}
			list = append(list, sentence{p, start, comma})
			start, length = comma, utf8.RuneCountInString(p.text[comma:i])+1
		}
		switch r {
		case '，', '；', ',', ';', '、':
			comma = i + utf8.RuneLen(r)
			continue
		case '。', '！', '？', '!', '?', '\n':
		default:
			continue
		}
		end := i + utf8.RuneLen(r)
		if lexicon.Begins(p.text[end:], goesOn) > 0 {
			continue // it is about what stands before
		}
		list = append(list, sentence{p, start, i})
		start, length = end, 0
	}
	if start < len(p.text) {
		list = append(list, sentence{p, start, len(p.text)})
	}
	return list
}

// newPassage finds the numbers of a paragraph.
func newPassage(block *proseBlock, year string) *passage {
	p := &passage{original: block.text, runs: block.Runs, pos: block.Pos, marks: map[int]token{}}
	folded, offsets := fold(p.original)
	tokens := numeral.Scan(folded)
	var b strings.Builder
	b.Grow(len(p.original) + len(p.original)/8)
	p.origin = make([]int32, 0, len(p.original)+len(p.original)/8)
	write := func(r rune, origin int) {
		b.WriteRune(r)
		for len(p.origin) < b.Len() {
			p.origin = append(p.origin, int32(origin))
		}
	}
	for i := 0; i < len(folded); i++ {
		if len(tokens) == 0 || i < tokens[0].Start {
			switch folded[i] {
			case ' ':
			case numberMark:
				write('＃', offsets[i])
			default:
				write(folded[i], offsets[i])
			}
			continue
		}
		t := tokens[0]
		tokens = tokens[1:]
		if end := itemNumber(folded, t.Start, t.End); end > 0 {
			p.numbered = p.numbered || b.Len() == 0
			i = end - 1
			continue
		}
		mark := numberMark
		if t.Kind == numeral.Year {
			if mark = otherYearMark; t.Quantity.Low.String() == year {
				mark = yearMark
			}
		}
		p.marks[b.Len()] = token{t.Quantity, offsets[t.Digits]}
		write(mark, offsets[t.Start])
		if t.Kind == numeral.Percentage && (t.End == len(folded) || folded[t.End] != '%') {
			write('%', offsets[t.Start])
		}
		i = t.End - 1
	}
	p.text = b.String()
	return p
}

// isListed reports whether a passage goes on with a list: behind a colon, or an item
// that follows another one.
func (p *passage) isListed(before *passage) bool {
	if before.section.ID != p.section.ID || before.heading != p.heading {
		return false
	}
	text := strings.TrimRight(before.text, " ")
	return strings.HasSuffix(text, "：") || before.listed && (p.numbered || strings.HasSuffix(text, "；"))
}

// itemNumber is where a number of an item ends, with its marks, whose digits stand
// from one place to another: at the beginning of a paragraph or behind a mark, 1. or
// 1、 and （1）. It is 0 for other numbers.
func itemNumber(text []rune, start, end int) int {
	if end-start > 2 || end >= len(text) {
		return 0
	}
	begins := func(at int) bool { return at == 0 || strings.ContainsRune("\n：；。", text[at-1]) }
	if start > 0 && strings.ContainsRune("（(", text[start-1]) && strings.ContainsRune("）)", text[end]) {
		if begins(start - 1) {
			return end // the brackets stay, with nothing in them
		}
		return 0
	}
	if !begins(start) || !strings.ContainsRune(".．、)）", text[end]) || end+1 < len(text) && (isDigit(text[end+1]) || numeral.IsChinese(text[end+1])) {
		return 0
	}
	return end + 1
}

// fold leaves out blanks, except for one between two digits, and has every
// character as it is meant: full-width digits, letters and signs as half-width
// ones, half-width punctuation as full-width. The offsets are those of its
// characters in s.
func fold(s string) (folded []rune, offsets []int) {
	characters := utf8.RuneCountInString(s)
	folded, offsets = make([]rune, 0, characters), make([]int, 0, characters)
	blank := false
	var before rune
	for i, r := range s {
		if unicode.IsSpace(r) && r != '\n' {
			blank = true
			continue
		}
		r = meant.Character(r, before, s[i+utf8.RuneLen(r):])
		if blank && isDigit(before) && isDigit(r) {
			folded, offsets = append(folded, ' '), append(offsets, i)
		}
		folded, offsets, blank = append(folded, r), append(offsets, i), false
		before = r
	}
	return folded, offsets
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// clause is what stands between the commas and the like around offsets of the
// sentence. What is in brackets behind them is said of the number, not of what
// the clause is about.
func (s sentence) clause(from, to int) string {
	text := s.marked()
	start := 0
	for _, mark := range clauseMarks {
		if i := strings.LastIndex(text[:from], mark); i >= 0 {
			start = max(start, i+len(mark))
		}
	}
	end := len(text)
	for _, mark := range slices.Concat(openMarks, clauseMarks) {
		if i := strings.Index(text[to:end], mark); i >= 0 {
			end = to + i
		}
	}
	return text[start:end]
}

var openMarks = []string{"（", "("}

var clauseMarks = []string{"，", "；", "：", "。", ",", ";"}

// brackets counts those that are open.
type brackets int

// read goes on over text. One that closes what was not opened means nothing.
func (n *brackets) read(text string) {
	for _, r := range text {
		switch {
		case slices.Contains(openBrackets, r):
			*n++
		case slices.Contains(closeBrackets, r) && *n > 0:
			*n--
		}
	}
}

var (
	openBrackets  = []rune("（([")
	closeBrackets = []rune("）)]")
)
