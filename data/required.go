package data

import (
	"regexp/syntax"
	"unicode/utf8"
)

// requiredText is text of which every string that a regular expression matches
// has at least one; empty when there is no such text. It spares running the
// expression where it cannot match.
func requiredText(pattern string) []string {
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil
	}
	return required(tree)
}

func required(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			return []string{string(re.Rune)}
		}
	case syntax.OpCapture, syntax.OpPlus:
		return required(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return required(re.Sub[0])
		}
	case syntax.OpConcat:
		var best []string
		for _, sub := range re.Sub {
			if texts := required(sub); shortest(texts) > shortest(best) {
				best = texts
			}
		}
		return best
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			texts := required(sub)
			if len(texts) == 0 {
				return nil
			}
			all = append(all, texts...)
		}
		return all
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
