package numeral

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// Kind says what a number in running text counts.
type Kind uint8

// The kinds of number.
const (
	Count      Kind = iota
	Percentage      // 41% and 百分之四十一
	Year            // the four digits before 年
)

// Token is a number in running text. Its places are counted in characters.
type Token struct {
	Kind       Kind
	Start, End int // of all that the number is said with: 近30余
	Digits     int // where the number itself begins: at the 3 of it
	Quantity   Quantity
}

// Scan finds the numbers in text, from left to right. Text is free of
// full-width digits (see the callers' folding) and of blanks except between two
// digits. A Chinese numeral is a number where it counts something, so that 一体化
// and 十分 hold none.
func Scan(text []rune) []Token {
	var tokens []Token
	for i := 0; i < len(text); {
		t, ok := tokenAt(text, i)
		if !ok {
			i++
			continue
		}
		if n := len(tokens); n > 0 && tokens[n-1].End > t.Start {
			t.Start = tokens[n-1].End
		}
		tokens = append(tokens, t)
		i = t.End
	}
	return tokens
}

// tokenAt reads the number that begins at i.
func tokenAt(text []rune, i int) (Token, bool) {
	if _, digit := Digit(text[i]); digit {
		if i > 0 && isLatin(text[i-1]) { // A4, COVID-19's digits are names
			return skipped(text, i)
		}
		w, ok := readArabic(text[i:])
		if !ok {
			return skipped(text, i)
		}
		return finish(text, i, w), true
	}
	if hasPrefix(text[i:], percentOf) {
		return percentAt(text, i)
	}
	if t, ok := fractionAt(text, i); ok {
		return t, true
	}
	if t, ok := bareAt(text, i); ok {
		return t, true
	}
	if !IsChinese(text[i]) || i > 0 && (text[i-1] == '第' || IsChinese(text[i-1]) || isLarge(text[i-1])) {
		return Token{}, false
	}
	w, ok := readChinese(text[i:])
	if !ok || !counts(text, i, w) {
		return Token{}, false
	}
	return finish(text, i, w), true
}

// skipped passes over digits that are no number: a token that says nothing.
func skipped(text []rune, i int) (Token, bool) {
	_, n := readDigits(text[i:])
	return Token{Start: i, Digits: i, End: i + n, Quantity: Quantity{Open: true, Text: string(text[i : i+n])}}, true
}

var percentOf = []rune("百分之")

// percentAt reads 百分之四十一点五 and 百分之百.
func percentAt(text []rune, i int) (Token, bool) {
	at := i + len(percentOf)
	if at < len(text) && text[at] == '百' {
		hundred := decimal.NewFromInt(100)
		return Token{Kind: Percentage, Start: i, Digits: i, End: at + 1, Quantity: Quantity{Low: hundred, High: hundred, Text: "100"}}, true
	}
	if at >= len(text) {
		return Token{}, false
	}
	w, ok := readChinese(text[at:])
	if _, digit := Digit(text[at]); digit {
		w, ok = readArabic(text[at:])
	}
	if !ok {
		return Token{}, false
	}
	if end := at + w.length; end < len(text) && text[end] == '点' {
		w = w.point(text[at:])
	}
	t := finish(text, at, w)
	t.Kind, t.Start, t.Digits = Percentage, i, i
	t.Quantity.Text = w.value.String()
	return t, true
}

// fractionAt reads what says a part of all, or how often something doubled, without a
// number in a hundred: 一半, 三分之一, 翻了一番.
func fractionAt(text []rune, i int) (Token, bool) {
	switch {
	case hasPrefix(text[i:], half), hasPrefix(text[i:], halfOfThem):
		if i > 0 && slices.Contains(notBeforeOne, text[i-1]) || isHalfOfTime(text[i+2:]) {
			return Token{}, false
		}
		return fraction(text, i, i+2, 5, -1), true // tenths, of which it is five
	case hasPrefix(text[i:], overHalf) && (i == 0 || text[i-1] != '超'), hasPrefix(text[i:], almostHalf):
		if isHalfOfTime(text[i+2:]) {
			return Token{}, false
		}
		t := fraction(text, i+1, i+2, 5, -1)
		t.Start, t.Digits = i, i
		if text[i] == '过' {
			t.Quantity.Open = true
		} else {
			t.Quantity.Low = decimal.NewFromInt(45)
		}
		return t, true
	case hasPrefix(text[i:], doubled):
		if before := text[:i]; len(before) > 0 && before[len(before)-1] == '翻' || len(before) > 1 && before[len(before)-2] == '翻' && before[len(before)-1] == '了' {
			return fraction(text, i, i+2, 10, -1), true
		}
		return Token{}, false
	}
	return partAt(text, i)
}

// isHalfOfTime reports whether what stands behind a half makes it one of time: 半年.
func isHalfOfTime(after []rune) bool {
	return len(after) > 0 && strings.ContainsRune("年月天日小", after[0])
}

var (
	half       = []rune("一半")
	halfOfThem = []rune("半数")
	overHalf   = []rune("过半")
	almostHalf = []rune("近半")
	doubled    = []rune("一番")
	ofParts    = []rune("分之")
)

// fraction is a percentage of so many tenths of a text.
func fraction(text []rune, from, to int, tenths int64, decimals int32) Token {
	w := written{value: decimal.NewFromInt(10 * tenths), step: decimal.NewFromInt(10), length: to - from}
	about := w.about(text[:from], text[to:])
	if !about.open && about.low.IsPositive() && about.low.LessThan(w.value) && about.high.Equal(w.value) {
		about.low = w.value.Sub(w.step.Div(decimal.NewFromInt(2))) // 近一半
	}
	return Token{Kind: Percentage, Start: from - about.prefix, Digits: from, End: to, Quantity: Quantity{
		Low: about.low, High: about.high, Open: about.open, Decimals: decimals, Text: w.value.String(),
	}}
}

// partAt reads 三分之一, which is meant to a few in a hundred.
func partAt(text []rune, i int) (Token, bool) {
	of, ok := chineseDigit(text[i])
	if !ok || of < 2 || i+3 >= len(text) || !hasPrefix(text[i+1:], ofParts) {
		return Token{}, false
	}
	parts, ok := chineseDigit(text[i+3])
	if !ok || parts < 1 || parts >= of || i+4 < len(text) && IsChinese(text[i+4]) {
		return Token{}, false
	}
	share := decimal.NewFromInt(100*parts).DivRound(decimal.NewFromInt(of), 2)
	w := written{value: share, step: decimal.NewFromInt(1), length: 4}
	about := w.about(text[:i], text[i+4:])
	few := decimal.NewFromInt(3)
	if !about.open && about.low.IsPositive() { // 三分之一以上, 不足三分之一 begin and end with it
		about.low, about.high = about.low.Sub(few), about.high.Add(few)
	}
	return Token{Kind: Percentage, Start: i - about.prefix, Digits: i, End: i + 4, Quantity: Quantity{
		Low: about.low, High: about.high, Open: about.open, Text: share.Round(0).String(),
	}}, true
}

// point takes the decimals of 四十一点六七.
func (w written) point(runes []rune) written {
	for i := w.length + 1; i < len(runes) && w.decimals < maxDecimals; i++ {
		d, ok := chineseDigit(runes[i])
		if !ok {
			break
		}
		w.decimals++
		w.value = w.value.Add(decimal.New(d, -w.decimals))
		w.length = i + 1
	}
	return w
}

// finish makes a token of a number with the words around it that say how
// exactly it is meant.
func finish(text []rune, i int, w written) Token {
	t := Token{Start: i, Digits: i, End: i + w.length}
	if t.End < len(text) {
		switch {
		case text[t.End] == '%':
			t.Kind = Percentage
		case text[t.End] == '年' && w.length == 4 && isYear(w.value):
			t.Kind = Year
		}
	}
	t.Quantity = Quantity{Text: string(text[i:t.End]), Decimals: w.decimals, Magnitude: w.magnitude}
	t.Quantity.Low, t.Quantity.High = w.value, w.value.Add(w.spread)
	if t.Kind == Year {
		return t
	}
	if to, ok := rangeEnd(text, t.End, w); ok {
		t.End, t.Quantity.High, t.Quantity.Text = to.end, to.value, string(text[i:to.end])
		return t
	}
	about := w.about(text[:i], text[t.End:])
	t.Start -= about.prefix
	t.Quantity.Low, t.Quantity.High, t.Quantity.Open = about.low, about.high.Add(w.spread), about.open
	if t.Kind != Percentage && w.magnitude == 0 && !w.value.GreaterThan(decimal.NewFromInt(10)) && isTenths(text[t.End:]) {
		t.tenths(text)
	}
	return t
}

// tenths makes of a number before 成 the percentage that it says: 七成, 两成多.
func (t *Token) tenths(text []rune) {
	q := &t.Quantity
	t.Kind, t.End = Percentage, t.End+1
	q.Low, q.High, q.Decimals = q.Low.Shift(1), q.High.Shift(1), q.Decimals-1
	if t.End < len(text) && isMore(text[t.End]) {
		t.End++
		q.High = q.High.Add(decimal.NewFromInt(10))
	} else if t.End < len(text) && q.Exact() {
		if d, ok := chineseDigit(text[t.End]); ok && d > 0 && (t.End+1 == len(text) || !IsChinese(text[t.End+1])) { // 四成五
			t.End++
			q.Low, q.Decimals = q.Low.Add(decimal.NewFromInt(d)), 0
			q.High = q.Low
		}
	}
	q.Text = q.Low.String()
}

// isTenths reports whether a text begins with the 成 of 三成, not of another word.
func isTenths(after []rune) bool {
	return len(after) > 0 && after[0] == '成' && (len(after) < 2 || !slices.Contains(behindTenths, after[1]))
}

// behindTenths are characters that make another word of 成: 三成员, 一成不变.
var behindTenths = []rune("员果立绩功效为长本品交年熟套不")

func isYear(v decimal.Decimal) bool {
	return v.GreaterThanOrEqual(decimal.NewFromInt(1900)) && v.LessThan(decimal.NewFromInt(2100))
}

// end is where a range such as 3至5 ends and with which number.
type end struct {
	end   int
	value decimal.Decimal
}

// rangeEnd reads the rest of 3至5 or 10—15 behind its first number.
func rangeEnd(text []rune, at int, w written) (end, bool) {
	if at+1 >= len(text) || !strings.ContainsRune("至到-—–~～", text[at]) {
		return end{}, false
	}
	if _, digit := Digit(text[at+1]); !digit || w.more || text[at+1] == '0' {
		return end{}, false
	}
	to, ok := readArabic(text[at+1:])
	if !ok || !to.value.GreaterThan(w.value) {
		return end{}, false
	}
	return end{at + 1 + to.length, to.value}, true
}

// counts reports whether a Chinese numeral at i counts something.
func counts(text []rune, i int, w written) bool {
	after := text[i+w.length:]
	if isTenths(after) {
		return i == 0 || !slices.Contains(notBeforeOne, text[i-1])
	}
	if w.length > 1 && !(w.length == 2 && w.more) {
		return len(after) == 0 || after[0] != '分'
	}
	if len(after) > 0 && slices.Contains(classifiers, after[0]) {
		return !(text[i] == '一' && i > 0 && slices.Contains(notBeforeOne, text[i-1]))
	}
	// 均为零。
	ends := len(after) == 0 || strings.ContainsRune("，。；、）)", after[0])
	return ends && i > 0 && (text[i-1] == '为' || text[i-1] == '是')
}

// classifiers are the measure words that numbers in reports stand before.
// 类 is none of them: 三类内部事务信息 is a name.
var classifiers = []rune("件条份次项个起宗部篇期场人家户处元批册本名位页天日月年号张幅段则例桩轮倍")

// notBeforeOne are characters that make another word of 一: 上一年, 同一个.
var notBeforeOne = []rune("前上下同这那另每逐唯统")

func isLatin(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

func isLarge(r rune) bool {
	_, ok := largeUnit(r)
	return ok
}

func hasPrefix(text, prefix []rune) bool {
	return len(text) >= len(prefix) && slices.Equal(text[:len(prefix)], prefix)
}
