// Package prefilter says which texts a string must have for a regular expression
// to match it, so that the expression need not be run, nor compiled, where it cannot.
package prefilter

import (
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"
)

// Needed is a condition that every string fulfils which a certain regular
// expression matches: of each of the lists the string contains at least one
// text.
type Needed [][]string

// In reports whether s has what is needed.
func (n Needed) In(s string) bool {
	for _, texts := range n {
		if !slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(s, text) }) {
			return false
		}
	}
	return true
}

// By finds the condition for a regular expression, with the longest texts first
// because they are the least likely to be found; it is empty where nothing is
// known.
func By(re *syntax.Regexp) Needed {
	n := required(re)
	slices.SortStableFunc(n, func(a, b []string) int { return shortest(b) - shortest(a) })
	return n
}

func required(re *syntax.Regexp) Needed {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			return Needed{{string(re.Rune)}}
		}
	case syntax.OpCharClass:
		if list := few(re.Rune); list != nil {
			return Needed{list}
		}
	case syntax.OpCapture, syntax.OpPlus:
		return required(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return required(re.Sub[0])
		}
	case syntax.OpConcat:
		var all Needed
		for _, sub := range re.Sub {
			all = append(all, required(sub)...)
		}
		return all
	case syntax.OpAlternate:
		var alternatives []string
		for _, sub := range re.Sub {
			n := By(sub)
			if len(n) == 0 {
				return nil
			}
			alternatives = append(alternatives, n[0]...)
		}
		return Needed{alternatives}
	}
	return nil
}

// few are the characters of the ranges of a class; nil for more than a few.
func few(ranges []rune) []string {
	const most = 12
	var list []string
	for i := 0; i < len(ranges); i += 2 {
		if int(ranges[i+1]-ranges[i])+len(list) >= most {
			return nil
		}
		for r := ranges[i]; r <= ranges[i+1]; r++ {
			list = append(list, string(r))
		}
	}
	return list
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
