package form

import (
	"strings"

	"gongwen/data/intake/look"
	"gongwen/internal/numeral"
	"gongwen/internal/pattern"
)

// The numbers of the levels (7.3.3), as they should be and as they are typed.
var levels = [...]*pattern.Pattern{
	pattern.New(`^([一二三四五六七八九十]{1,3})\s*[、.．]`),
	pattern.New(`^[（(]?([一二三四五六七八九十]{1,3})[）)]`),
	pattern.New(`^([0-9０-９]{1,2})\s*[.．、](?:[^0-9]|$)`),
	pattern.New(`^[（(]?([0-9０-９]{1,2})[）)]`),
}

// rightForms are how numbers of the levels are written.
var rightForms = [...]*pattern.Pattern{
	pattern.New(`^[一二三四五六七八九十]{1,3}、`),
	pattern.New(`^（[一二三四五六七八九十]{1,3}）(?:[^、，．.]|$)`),
	pattern.New(`^[0-9]{1,2}[.．]`),
	pattern.New(`^（[0-9]{1,2}）(?:[^、，．.]|$)`),
}

// markBehindBracket is a mark where none belongs: （一）、.
var markBehindBracket = pattern.New(`^(（[一二三四五六七八九十0-9]{1,3}）)\s*([、，．.])`)

// levelOf is the level that a paragraph is numbered as, 0 for none.
func levelOf(text string) int {
	for i, l := range levels {
		if l.MatchString(text) {
			return i + 1
		}
	}
	return 0
}

// headingOnly reports whether a numbered paragraph is a heading without text behind it.
func headingOnly(text string) bool {
	const longest = 40
	return length(text) <= longest && !strings.ContainsAny(text, "。；，：")
}

// headingWithMark reports whether a numbered paragraph is a heading alone, but for the
// mark that ends it.
func headingWithMark(text string) bool {
	rest := strings.TrimRight(text, "。：；，")
	return rest != text && headingOnly(rest)
}

// leadOf is how many bytes of a numbered paragraph are the sentence that heads it.
func leadOf(text string) int {
	if i := strings.IndexAny(text, "。：；"); i >= 0 {
		return i
	}
	return 0
}

// ordinals counts the numbers of the levels.
type ordinals struct {
	last [4]int // number of the last of each level
}

// ordinal judges the number of a paragraph, which one that Word counts is not asked for.
func (j *judge) ordinal(o *ordinals, p *look.Paragraph) {
	text := trimmed(p)
	level := levelOf(text)
	if level == 0 || p.Counted {
		return
	}
	typed := levels[level-1].FindString(text)
	if level == 3 {
		typed = strings.TrimRightFunc(typed, func(r rune) bool { return !strings.ContainsRune("0123456789.．、０１２３４５６７８９", r) })
	}
	if m := markBehindBracket.FindStringSubmatch(text); m != nil {
		j.say("W11", p, "层次序数“%s”后面不加“%s”", "no “%[2]s” belongs behind the number “%[1]s”", m[1], m[2])
	} else if !rightForms[level-1].MatchString(text) {
		form := [...]string{"一、", "（一）", "1.", "（1）"}[level-1]
		j.say("W11", p, "层次序数“%s”的写法不对，应写成“%s”的样子", "the number “%s” is not written as it should be, like %s", typed, form)
	}
	number := numeral.First(typed)
	switch want := o.last[level-1] + 1; {
	case number == want:
	case number == 1 && level > 1: // begins anew
	default:
		j.say("W11", p, "层次序数“%s”与前面不连续", "the number “%s” does not follow the one before", typed)
	}
	if level == len(o.last) && o.last[0] > 0 && o.last[1] == 0 && o.last[2] == 0 {
		j.say("W11", p, "“%s”跳过了上一级", "“%s” leaves out the level above", typed)
	}
	o.last[level-1] = number
	clear(o.last[level:])
}
