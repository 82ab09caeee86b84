package configs

import (
	"regexp/syntax"
	"strings"

	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// largeUnits belong to the number before them: of 130.5万元 the number is 1305000.
const largeUnits = "万亿"

// unitsOfNumbers refuses a pattern that wants 万 or 亿 right behind a number: these are
// read with the number, so that it never matches.
func (r *templateReader) unitsOfNumbers(n *source.Node, pattern *syntax.Regexp) {
	if pattern == nil {
		return
	}
	if unit := unitBehind(pattern); unit != 0 {
		r.problems.Add(diag.Errorf(n.Pos, "“#”后面的“%c”已经读进数里，这样写永远找不到", "“%c” behind “#” is read with the number, so that this never matches", unit).
			WithHint("写成 (?P<n>#)元；表里以万元计的，等式写成“… * 10000”，以亿元计的“… * 100000000”",
				"write (?P<n>#)元, and compare with “… * 10000” where the table counts in 万元, with “… * 100000000” in 亿元"))
	}
}

// unitBehind is a large unit that a pattern always has right behind a number; 0 for none.
func unitBehind(re *syntax.Regexp) rune {
	if re.Op == syntax.OpLiteral {
		for i := range len(re.Rune) - 1 {
			if re.Rune[i] == '#' && strings.ContainsRune(largeUnits, re.Rune[i+1]) {
				return re.Rune[i+1]
			}
		}
	}
	for i, sub := range re.Sub {
		if unit := unitBehind(sub); unit != 0 {
			return unit
		}
		if re.Op == syntax.OpConcat && i > 0 && endsInNumber(re.Sub[i-1]) {
			if unit := beginsWithUnit(sub); unit != 0 {
				return unit
			}
		}
	}
	return 0
}

func endsInNumber(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpLiteral:
		return re.Rune[len(re.Rune)-1] == '#'
	case syntax.OpCapture, syntax.OpConcat:
		return endsInNumber(re.Sub[len(re.Sub)-1])
	}
	return false
}

// beginsWithUnit is the large unit with which whatever a pattern matches begins.
func beginsWithUnit(re *syntax.Regexp) rune {
	switch re.Op {
	case syntax.OpLiteral:
		if strings.ContainsRune(largeUnits, re.Rune[0]) {
			return re.Rune[0]
		}
	case syntax.OpCharClass:
		for i := 0; i+1 < len(re.Rune); i += 2 {
			if re.Rune[i] != re.Rune[i+1] || !strings.ContainsRune(largeUnits, re.Rune[i]) {
				return 0
			}
		}
		if len(re.Rune) > 0 {
			return re.Rune[0]
		}
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			if beginsWithUnit(sub) == 0 {
				return 0
			}
		}
		return beginsWithUnit(re.Sub[0])
	case syntax.OpCapture, syntax.OpConcat, syntax.OpPlus:
		return beginsWithUnit(re.Sub[0])
	}
	return 0
}
