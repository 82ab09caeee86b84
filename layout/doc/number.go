package doc

import (
	"strconv"
	"strings"
)

// HeadingNumber writes the nth number (from 1) of a number form: a form that
// holds 一 counts in Chinese, one that holds 1 in Arabic digits
// (GB/T 9704-2012 7.3.3: “一、”“（一）”“1.”“（1）”).
func HeadingNumber(form string, n int) string {
	if strings.Contains(form, "一") {
		return strings.Replace(form, "一", ChineseNumber(n), 1)
	}
	return strings.Replace(form, "1", strconv.Itoa(n), 1)
}

// ChineseNumber writes 1 to 99 in Chinese numerals, other numbers in digits.
func ChineseNumber(n int) string {
	if n < 1 || n > 99 {
		return strconv.Itoa(n)
	}
	digits := [...]string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	tens, ones := n/10, n%10
	switch tens {
	case 0:
		return digits[ones]
	case 1:
		return "十" + digits[ones]
	}
	return digits[tens] + "十" + digits[ones]
}
