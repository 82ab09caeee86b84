package numeral

import (
	"slices"

	"github.com/shopspring/decimal"
)

// bareAt reads 百, 千 or 万 without a digit before it, which says a number only with a
// word for how exactly it is meant: 近千件, 上百条, 万余件.
func bareAt(text []rune, i int) (Token, bool) {
	power, ok := smallUnit(text[i])
	if !ok {
		power, ok = largeUnit(text[i])
	}
	if !ok || power < 2 || i > 0 && (IsChinese(text[i-1]) || isLarge(text[i-1]) || isMore(text[i-1])) {
		return Token{}, false
	}
	if i > 0 {
		if _, digit := Digit(text[i-1]); digit || text[i-1] == '数' {
			return Token{}, false
		}
	}
	value := decimal.New(1, power)
	w := written{value: value, step: value.Div(decimal.NewFromInt(5).Div(decimal.NewFromInt(2))), length: 1}
	if i+1 < len(text) && isMore(text[i+1]) {
		w.more, w.step, w.length = true, value, 2
	}
	after := text[i+w.length:]
	if len(after) == 0 || !slices.Contains(classifiers, after[0]) {
		return Token{}, false
	}
	about := w.about(text[:i], after)
	if about.prefix == 0 && passes(text[:i]) {
		about.open, about.prefix = true, 1
	}
	if about.prefix == 0 && !w.more {
		return Token{}, false
	}
	return Token{Start: i - about.prefix, Digits: i, End: i + w.length, Quantity: Quantity{
		Low: about.low, High: about.high, Open: about.open, Text: string(text[i : i+w.length]),
	}}, true
}

// passes reports whether a text ends in 上 or 过 as 上百件 has it, not in a word that ends
// so.
func passes(before []rune) bool {
	n := len(before)
	if n == 0 || before[n-1] != '上' && before[n-1] != '过' {
		return false
	}
	return n == 1 || !slices.Contains(notBeforePassed, before[n-2])
}

// notBeforePassed are characters that make another word of 上 and 过: 网上, 通过.
var notBeforePassed = []rune("网线以年加通经超")
