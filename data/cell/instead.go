package cell

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"gongwen/internal/pattern"
)

// units are what people write behind a figure, as alternatives of a pattern.
const units = `件|项|个|条|起|宗|份|次|件次|人次|元|十|百|千|万|万件|百元|千元|万元|百万元|亿|亿元|%`

var figureWithUnit = pattern.New(`^([-+−]?[0-9][0-9,]*(?:\.[0-9]+)?)\s*(` + units + `)$`)

// WithUnit splits a text, in ordinary width, into a figure and the unit behind
// it, such as 12 and 件; ok is false where there is no unit.
func WithUnit(text string) (number, unit string, ok bool) {
	m := figureWithUnit.FindStringSubmatch(text)
	if m == nil {
		return "", "", false
	}
	return m[1], m[2], true
}

// Counts reports whether a figure that is written with a unit, such as 12件, can
// stand in a column whose figures have the unit of, without being converted. A
// whole figure counts things, and so any unit will do that is no power of ten,
// money or percentage.
func Counts(unit, of string, whole bool) bool {
	return unit == of || whole && !strings.ContainsAny(unit, "十百千万亿元%")
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
