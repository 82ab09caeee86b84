// Package numeral reads and writes whole numbers in Chinese and Arabic numerals.
package numeral

import "strconv"

// numeralDigits and numeralUnits are the characters that Chinese and Arabic numbers are written with.
var numeralDigits = map[rune]int{
	'〇': 0, '零': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9,
}

var numeralUnits = map[rune]int{'十': 10, '百': 100, '千': 1000}

const maxNumeral = 1_000_000_000

// First is the first whole number in s, in Arabic digits of either width,
// Chinese numerals up to 九千九百九十九 or a circled digit; -1 when there is
// none or it is larger than 10^9.
func First(s string) int {
	runes := []rune(s)
	for i, r := range runes {
		if d, ok := Digit(r); ok {
			return arabicNumeral(d, runes[i+1:])
		}
		if IsChinese(r) {
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
		d, ok := Digit(r)
		if !ok {
			break
		}
		if n = n*10 + d; n > maxNumeral {
			return -1
		}
	}
	return n
}

// Digit is the value of an Arabic digit of either width.
func Digit(r rune) (int, bool) {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0'), true
	case r >= '０' && r <= '９':
		return int(r - '０'), true
	}
	return 0, false
}

// IsChinese reports whether Chinese numbers are written with r.
func IsChinese(r rune) bool {
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

// Chinese writes 1 to 99 in Chinese numerals, other numbers in digits.
func Chinese(n int) string {
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
