package cell

import (
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// units are what people write behind a figure, as alternatives of a pattern.
const units = `件|项|个|条|起|宗|份|次|人次|元|万|万元|亿|亿元|%`

var figureWithUnit = regexp.MustCompile(`^([-+−]?[0-9][0-9,]*(?:\.[0-9]+)?)\s*(` + units + `)$`)

// WithUnit parts a figure, in ordinary width, from the unit behind it; ok is
// false where there is none.
func WithUnit(text string) (number, unit string, ok bool) {
	m := figureWithUnit.FindStringSubmatch(text)
	if m == nil {
		return "", "", false
	}
	return m[1], m[2], true
}

// Counts reports whether a figure with a unit is the same number in figures of
// the unit of; whole figures count things, whatever these are called.
func Counts(unit, of string, whole bool) bool {
	return unit == of || whole && !strings.ContainsAny(unit, "万亿元%")
}

// strokes are what people write, in ordinary width, where there is nothing to count.
var strokes = map[string]bool{
	"-": true, "−": true, "–": true, "—": true, "--": true, "−−": true, "––": true, "——": true,
	"/": true, `\`: true, "无": true, "空": true, "无数据": true,
}

// IsStroke reports whether a text only says that there is nothing.
func IsStroke(text string) bool {
	text = strings.TrimSpace(text)
	if text == "" || text[0] >= '0' && text[0] <= '9' {
		return false
	}
	return strokes[norm.NFKC.String(text)]
}
