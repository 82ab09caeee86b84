package doc

import (
	"strconv"
	"strings"

	"gongwen/internal/numeral"
)

// HeadingNumber writes the nth number (from 1) of a number form: a form that
// holds 一 counts in Chinese, one that holds 1 in Arabic digits
// (GB/T 9704-2012 7.3.3: “一、”“（一）”“1.”“（1）”).
func HeadingNumber(form string, n int) string {
	if strings.Contains(form, "一") {
		return strings.Replace(form, "一", numeral.Chinese(n), 1)
	}
	return strings.Replace(form, "1", strconv.Itoa(n), 1)
}
