package rules

import (
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"
)

// needed is text that every string has which a regular expression matches: of
// each list at least one. It spares running the expression, and compiling it,
// where it cannot match.
type needed [][]string

// in reports whether s has what is needed.
func (n needed) in(s string) bool {
	for _, texts := range n {
		if !slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(s, text) }) {
			return false
		}
	}
	return true
}

// neededBy is what a regular expression needs, the longest texts first because
// they are the least likely; empty where nothing is known.
func neededBy(re *syntax.Regexp) needed {
	n := required(re)
	slices.SortStableFunc(n, func(a, b []string) int { return shortest(b) - shortest(a) })
	return n
}

func required(re *syntax.Regexp) needed {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			return needed{{string(re.Rune)}}
		}
	case syntax.OpCapture, syntax.OpPlus:
		return required(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return required(re.Sub[0])
		}
	case syntax.OpConcat:
		var all needed
		for _, sub := range re.Sub {
			all = append(all, required(sub)...)
		}
		return all
	case syntax.OpAlternate:
		var alternatives []string
		for _, sub := range re.Sub {
			n := neededBy(sub)
			if len(n) == 0 {
				return nil
			}
			alternatives = append(alternatives, n[0]...)
		}
		return needed{alternatives}
	}
	return nil
}

// shortest is the length in characters of the shortest of texts; 0 for none.
func shortest(texts []string) int {
	least := 0
	for i, s := range texts {
		if n := utf8.RuneCountInString(s); i == 0 || n < least {
			least = n
		}
	}
	return least
}
