package data

import (
	"strconv"
	"strings"
)

// numeralDigits and numeralUnits are the characters that Chinese and Arabic numbers are written with.
var numeralDigits = map[rune]int{
	'〇': 0, '零': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9,
}

var numeralUnits = map[rune]int{'十': 10, '百': 100, '千': 1000}

const maxNumeral = 1_000_000_000

// numeral is the first whole number in s, in Arabic digits of either width,
// Chinese numerals up to 九千九百九十九 or a circled digit; -1 when there is
// none or it is larger than 10^9.
func numeral(s string) int {
	runes := []rune(s)
	for i, r := range runes {
		if d, ok := arabicDigit(r); ok {
			return arabicNumeral(d, runes[i+1:])
		}
		if isChineseNumeral(r) {
			return chineseNumeral(runes[i:])
		}
		if r >= '①' && r <= '⑳' {
			return int(r-'①') + 1
		}
	}
	return -1
}

func arabicNumeral(n int, rest []rune) int {
	for _, r := range rest {
		d, ok := arabicDigit(r)
		if !ok {
			break
		}
		if n = n*10 + d; n > maxNumeral {
			return -1
		}
	}
	return n
}

func arabicDigit(r rune) (int, bool) {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0'), true
	case r >= '０' && r <= '９':
		return int(r - '０'), true
	}
	return 0, false
}

func isChineseNumeral(r rune) bool {
	_, digit := numeralDigits[r]
	_, unit := numeralUnits[r]
	return digit || unit
}

// chineseNumeral reads 二十一 and 二〇二三 alike: digits that no unit follows
// stand for one another's next place.
func chineseNumeral(runes []rune) int {
	sum, pending := 0, -1
	for _, r := range runes {
		if unit, ok := numeralUnits[r]; ok {
			sum, pending = sum+max(pending, 1)*unit, -1
			continue
		}
		d, ok := numeralDigits[r]
		if !ok {
			break
		}
		if pending >= 0 {
			d += pending * 10
		}
		if pending = d; pending > maxNumeral {
			return -1
		}
	}
	return sum + max(pending, 0)
}

// chineseNumber writes 1 to 99 in Chinese numerals, other numbers in digits.
func chineseNumber(n int) string {
	digits := [...]string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 1 || n > 99:
		return strconv.Itoa(n)
	case n < 10:
		return digits[n]
	case n < 20:
		return "十" + digits[n-10]
	}
	return digits[n/10] + "十" + digits[n%10]
}

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
		_, digit := arabicDigit(r)
		if !digit && !isChineseNumeral(r) {
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
		_, ok := arabicDigit(r)
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
		if _, ok := arabicDigit(r); !ok && !isChineseNumeral(r) {
			return false
		}
	}
	return s != "" && len(s) <= maxTypedNumber
}

// maxTypedNumber is the longest number in bytes that can be a heading's; （2023年）
// and longer ones are words.
const maxTypedNumber = 9
