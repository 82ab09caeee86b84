package cell

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"gongwen/internal/pattern"
	"gongwen/internal/source"
)

// LongestLabel is how many characters a text has at most that may be a label.
const LongestLabel = 120

// Compact is a text without blanks and quotation marks and with full-width forms
// made ordinary, which is how texts are compared.
func Compact(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune(`"'“”‘’「」`, r) || Unseen(r) {
			return -1
		}
		return r
	}, norm.NFKC.String(source.Unified(s)))
}

// Unseen reports whether a character shows nothing, such as U+200B.
func Unseen(r rune) bool { return unicode.In(r, unicode.Cf, unicode.Cc, unicode.Zl, unicode.Zp) }

// A footnote mark behind a label: ①, ¹, *, [1], 注1.
var labelMark = pattern.New(`(\p{Han}[)）]?)\s*(?:[①-⑳¹²³⁰⁴-⁹*＊※†‡]{1,3}|[\[【〔［](?:附?注)?[0-9０-９]{1,2}[\]】〕］]|注[0-9０-９①-⑳]{1,2})\s*$`)

// NameOf is the part of the label of a row, or of the head of a column, by which
// it is recognised: without its number, notes in brackets and a footnote mark. A
// bracket that is not closed, because the label was cut, is a note too.
func NameOf(label string) string {
	if utf8.RuneCountInString(label) > LongestLabel {
		return ""
	}
	n := source.Normalize(labelMark.ReplaceAllString(strings.Map(func(r rune) rune {
		if Unseen(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, label), "$1"))
	n = sameWord.Replace(yearInLabel.ReplaceAllString(n, "本$1"))
	if cut := strings.IndexByte(n, '('); cut > 0 && !strings.Contains(n[cut:], ")") {
		n = n[:cut]
	}
	return strings.Trim(n, ":;。.、,")
}

// sameWord writes a word that has two forms in the official one.
var sameWord = strings.NewReplacer("其它", "其他")

// yearInLabel is a year that stands in a label where the official one says 本年.
// Which one it is, is for the reader to compare: HeadOf has it.
var yearInLabel = pattern.New(`(?:本年度?)?(?:19|20)[0-9]{2}(年度?)`)

// Near reports whether a label is an official one, both as NameOf has them, that
// was mistyped, cut off or lengthened without another meaning. Of a short label no
// character is another one: 行政处分 is not 行政处罚.
func Near(label, official string) bool {
	if !source.Near(label, official) || Contrary(label, official) {
		return false
	}
	short := utf8.RuneCountInString(official) < sureLabel
	switch before, behind, more := strings.Cut(label, official); {
	case more:
		return !short || idle.Replace(before+counted.ReplaceAllString(behind, "")) == ""
	case strings.Contains(official, label):
		return true
	}
	return !short || utf8.RuneCountInString(label) < utf8.RuneCountInString(official)
}

// sureLabel is how many characters a label has that is itself with one of them mistyped.
const sureLabel = 6

var (
	// What is counted, as labels of rows say behind what it is about.
	counted    = pattern.New(`^(?:决定书?|事项|措施)`)
	inBrackets = pattern.New(`\(([^()]*)(?:\)|$)`)
	// What brackets say of a label without another meaning: its number, a unit, a
	// footnote mark.
	idleNote = pattern.New(`^(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2}|附?注[0-9]{0,2}|\*|单位.*|[件项个条宗份次元]|件次|人次)$`)
)

// Restricts reports whether a label says in brackets what none of the official ones
// says: 行政处罚（撤销） has other figures than 行政处罚. officials are all of them, one
// behind the other, as Compact has them.
func Restricts(label, officials string) bool {
	if !strings.ContainsAny(label, "(（﹙【[［〔") {
		return false
	}
	text := bracketsOf(label)
	for _, m := range inBrackets.FindAllStringSubmatch(text, -1) {
		note := yearOfName.ReplaceAllString(m[1], "")
		if allYears[note] && strings.Contains(text, "现行") {
			continue
		}
		if !isIdle(note) && !isExplanation(note, text) && !strings.Contains(officials, note) && !nearNote(note, officials) {
			return true
		}
	}
	return false
}

// isIdle reports whether a note in brackets has no meaning of its own.
func isIdle(note string) bool {
	return idleNote.MatchString(note) || UnitIn("("+note+")") != "" || idle.Replace(note) == ""
}

var (
	// Words with which forms say in brackets what a figure is of, or who gives it: 规范性文件
	// （指……的公文）, 规章（设区的市应提供相关数据）.
	explaining = pattern.New(`^(?:是?指|即|包括|含)|应当?(?:提供|填)|[需请须]填|属于|统计口径`)
	// Words that make figures those of a part, of another year or of what is undone.
	narrowing = pattern.New(`其中|[仅只未拟待撤退停另不除]|上一?年|[去前往历下]年|累计|修[订改]|失效|废止|变更|计划|同比|更正|改为|暂|预计`)
)

// isExplanation reports whether a note in brackets says no more than what the figures of a
// label are of.
func isExplanation(note, label string) bool {
	return explaining.MatchString(note) && !narrowing.MatchString(note) && (strings.Contains(label, "其他") || !strings.Contains(note, "以外"))
}

// Explains reports whether a label says in brackets what its figures are of, which none of
// the official ones does. officials are as Restricts has them.
func Explains(label, officials string) bool {
	text := bracketsOf(label)
	for _, m := range inBrackets.FindAllStringSubmatch(text, -1) {
		if note := yearOfName.ReplaceAllString(m[1], ""); isExplanation(note, text) && !strings.Contains(officials, note) {
			return true
		}
	}
	return false
}

// bracketsOf is a label as Compact has it with one kind of brackets.
func bracketsOf(label string) string {
	return strings.NewReplacer("[", "(", "【", "(", "〔", "(", "]", ")", "】", ")", "〕", ")").Replace(Compact(label))
}

// nearNote reports whether a note is an official one with a few characters mistyped.
func nearNote(note, officials string) bool {
	for _, m := range inBrackets.FindAllStringSubmatch(officials, -1) {
		if source.Near(note, m[1]) && !Contrary(note, m[1]) {
			return true
		}
	}
	return false
}
