package numeral

import "strings"

// SplitNumber parts a number that was typed before a heading, such as （一）,
// 一、, 1. or ①, from the heading's words. Without a number typed is empty. A
// number that belongs to the words, as in “2023 年主要工作” or “1.5 万件”, is left there.
func SplitNumber(s string) (typed, rest string) {
	n := headingNumberLength(s)
	return s[:n], strings.TrimLeft(s[n:], " \t　")
}

func headingNumberLength(s string) int {
	if n := bracketedNumberLength(s); n > 0 {
		return n
	}
	end, arabic := 0, false
	for i, r := range s {
		_, digit := Digit(r)
		if !digit && !IsChinese(r) {
			end = i
			break
		}
		arabic = digit
	}
	if end == 0 {
		return circledLength(s)
	}
	rest := s[end:]
	for _, mark := range []string{"、", "．", "."} {
		if after, ok := strings.CutPrefix(rest, mark); ok && !(arabic && startsWithDigit(after)) {
			return end + len(mark)
		}
	}
	return 0
}

func circledLength(s string) int {
	for i, r := range s {
		if r < '①' || r > '⑳' {
			return i
		}
	}
	return 0
}

func startsWithDigit(s string) bool {
	for _, r := range s {
		_, ok := Digit(r)
		return ok
	}
	return false
}

func bracketedNumberLength(s string) int {
	for _, brackets := range [...][2]string{{"（", "）"}, {"(", ")"}, {"（", ")"}, {"(", "）"}} {
		inner, ok := strings.CutPrefix(s, brackets[0])
		if !ok {
			continue
		}
		number, _, ok := strings.Cut(inner, brackets[1])
		if ok && isNumeral(number) {
			return len(brackets[0]) + len(number) + len(brackets[1])
		}
	}
	return 0
}

func isNumeral(s string) bool {
	s = strings.Trim(s, " 　")
	for _, r := range s {
		if _, ok := Digit(r); !ok && !IsChinese(r) {
			return false
		}
	}
	return s != "" && len(s) <= maxTypedNumber
}

// maxTypedNumber is the longest number in bytes that can be a heading's; （2023年）
// and longer ones are words.
const maxTypedNumber = 9
