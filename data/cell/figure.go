package cell

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"gongwen/internal/pattern"
)

// Content is what the text of a cell is taken for.
type Content uint8

// The contents.
const (
	Blank   Content = iota
	Words           // a label, a sentence
	Stroke          // / or 无, where there is nothing to count
	Figure          // a number, perhaps with a sign, its unit, a note in brackets or a footnote mark
	Unclear         // what is meant as a figure but leaves open which: 约1472, 1,472+3, 1O, 12→15, two numbers
)

// rightToLeft has what follows it shown backwards (U+202E).
const rightToLeft = '\u202E'

// Combining characters that strike out the one before them.
const struckFrom, struckTo = 0x0335, 0x0338

const (
	longestFigure  = 480 // characters, with a note
	longestUnclear = 24
)

var (
	// A figure with what people add to it, in ordinary width: 7, -4, 减4, 0.00,
	// 1,234, 12件, 3.5万元, 22(其中修订16件).
	figure = pattern.New(`^(?:[-+−]|减少?|增加?)?[0-9][0-9,'.]*\s*(?:` + units + `)?\s*(?:\((?s:.*)\))?$`)
	// Characters of texts that are meant as figures and are none: digits, letters
	// that look like them, signs, units and words for about.
	doubtful = pattern.New(`^[0-9lIOoSBZ|\x{FFFC}\x{FFFD},.'‘’·+\-−–—*×/\\%‰=<>≈~→⇒;:?!()\[\]【】〔〕&⁄¼½¾¹²³⁰⁴-⁹₀-₉①-⑳\x{0335}-\x{0338}\s约近余多超逾大共计合达至到注原现为是应改加减增少和件项个条起宗份次人元万亿百千十]+$`)
	// A letter that stands for a digit, alone or beside one.
	mistaken = pattern.New(`^(?:[Oo〇○零]|[lI|]|[0-9lIOoSBZ|]*[0-9][0-9lIOoSBZ|]*)$`)
	// The number of a label, and a day.
	ordinal = pattern.New(`^[(]?[0-9]{1,2}[)、.:]+$|^\([0-9]{1,2}\)$|^[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2}$`)
	// A footnote mark behind a figure: 1472*, 1472①, 1472¹, 1472[1], 1472注1. A
	// bracket of the usual kind holds the figure's note.
	marked = pattern.New(`^(\s*[-+−－]?[0-9０-９][0-9０-９,，.．]*\s*(?:万元|亿元|人次|[件项个条起宗份次元万%％])?)\s*((?:[*＊﹡※†‡#＃]{1,3}|[¹²³⁰⁴-⁹]{1,2}|[①-⑳]|[\[【〔［]\s*(?:附?注)?\s*[0-9０-９]{1,2}\s*[\]】〕］]|[(（]\s*(?:[见详]?(?:附注|备注|注释|说明|注)\s*[0-9０-９①-⑳]{0,2}|[*＊※①-⑳])\s*[)）]|附?注\s*[0-9０-９①-⑳]{0,2})+)\s*$`)
)

var (
	noted = pattern.New(`(?s)^\s*([^（(]*?)\s*[（(](.+)[）)]\s*$`)
	// A note that leaves open which figure is meant: another number, or that it is
	// not certain.
	doubtfulNote = pattern.New(`^\s*(?:[-+0-9０-９.,，．]+\s*(?:` + units + `)?|(?:待|暂|尚?未)(?:核|定|查|确|补|估|计|填).*|(?:估|预计|预估|约|大约|左右|初步|存疑).*|(?:更正|改|订正|修正|调整|纠正)(?:为|成|后)?[:：]?\s*[0-9０-９].*|(?:应|实)(?:为|是|有|际)[:：]?(?:为|是)?\s*[0-9０-９].*|[?？]+)\s*$`)
	noteUnit     = pattern.New(`^\s*(?:单位[:：]?)?\s*(` + units + `)\s*$`)
)

// Noted splits a text into what stands before a bracket at its end and what the
// bracket holds, as in 22（其中修订16件）. A bracket with nothing but a unit belongs to
// the figure: 1472（件） is 1472件.
func Noted(text string) (figure, note string, ok bool) {
	m := noted.FindStringSubmatch(text)
	if m == nil {
		return text, "", false
	}
	if unit := noteUnit.FindStringSubmatch(norm.NFKC.String(m[2])); unit != nil && m[1] != "" {
		return m[1] + unit[1], "", true
	}
	return m[1], strings.Join(strings.Fields(m[2]), " "), true
}

// Unmarked splits a text into a figure and a footnote mark behind it, such as
// 12 and *. A text without one is returned whole.
func Unmarked(text string) (figure, mark string) {
	if m := marked.FindStringSubmatch(text); m != nil {
		return strings.TrimSpace(m[1]), m[2]
	}
	return text, ""
}

// ContentOf says what a text of a table is. Two numbers with a blank or a line
// break between them are Unclear, for they may be one.
func ContentOf(text string) Content {
	if strings.IndexFunc(text, func(r rune) bool { return !unicode.IsSpace(r) && !unseen(r) }) < 0 {
		return Blank
	}
	if len(text) > longestFigure {
		return Words
	}
	text, _ = Unmarked(text)
	odd := strings.ContainsFunc(text, func(r rune) bool {
		return strings.ContainsRune("¼½¾⁄¹²³", r) || r >= struckFrom && r <= struckTo || r >= '⁰' && r <= '₉' || r >= '①' && r <= '⑳'
	})
	plain := text
	if !odd {
		plain = norm.NFKC.String(text)
	}
	plain = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unseen(r) {
			return -1
		}
		return r
	}, plain))
	switch {
	case strings.ContainsRune(text, rightToLeft) && strings.ContainsAny(plain, "0123456789"):
		return Unclear
	case IsStroke(plain):
		return Stroke
	case ordinal.MatchString(plain):
		return Words
	case !odd && figure.MatchString(plain):
		if _, note, ok := Noted(plain); ok && doubtfulNote.MatchString(strings.Join(strings.Fields(note), "")) { // in a narrow column lines break it
			return Unclear
		}
		return Figure
	case utf8.RuneCountInString(plain) > longestUnclear || strings.HasPrefix(plain, "注"):
		return Words
	case plain == Unread, mistaken.MatchString(plain), doubtful.MatchString(plain) && strings.ContainsAny(plain, "0123456789¼½¾"):
		return Unclear
	}
	return Words
}

// unseen reports whether a character shows nothing, such as U+200B.
func unseen(r rune) bool { return !unicode.IsSpace(r) && unicode.In(r, unicode.Cf, unicode.Cc) }
