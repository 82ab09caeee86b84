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

// ByAlternatives are the conditions of the alternatives that a regular expression has,
// of which a string that it matches fulfils one; one condition where it has none.
func ByAlternatives(re *syntax.Regexp) []Needed {
	for re.Op == syntax.OpCapture {
		re = re.Sub[0]
	}
	if re.Op != syntax.OpAlternate {
		return []Needed{By(re)}
	}
	list := make([]Needed, len(re.Sub))
	for i, sub := range re.Sub {
		list[i] = By(sub)
	}
	return list
}

// Enough reports whether a regular expression matches every string that fulfils the
// condition: it is one text, or one of several.
func Enough(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpLiteral:
		return re.Flags&syntax.FoldCase == 0
	case syntax.OpCharClass:
		return few(re.Rune) != nil
	case syntax.OpCapture:
		return Enough(re.Sub[0])
	case syntax.OpAlternate:
		return !slices.ContainsFunc(re.Sub, func(sub *syntax.Regexp) bool { return !Enough(sub) })
	}
	return false
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
		return requiredOfAll(re.Sub)
	case syntax.OpAlternate:
		var alternatives []string
		for _, sub := range re.Sub {
			n := By(sub)
			if len(n) == 0 {
				return nil
			}
			alternatives = append(alternatives, n[0]...)
		}
		return Needed{least(alternatives)}
	}
	return nil
}

// requiredOfAll is what regular expressions need that match one behind the other:
// where these are texts, the texts that they make together.
func requiredOfAll(list []*syntax.Regexp) Needed {
	var all Needed
	together := []string{""}
	end := func() {
		if !slices.Contains(together, "") {
			all = append(all, least(together))
		}
		together = []string{""}
	}
	for _, re := range list {
		own := texts(re)
		if own == nil {
			end()
			all = append(all, required(re)...)
			continue
		}
		longer := product(together, own)
		if longer == nil {
			end()
			longer = own
		}
		together = longer
	}
	end()
	return all
}

// least leaves out the texts that contain another one.
func least(texts []string) []string {
	return slices.DeleteFunc(slices.Clone(texts), func(long string) bool {
		return slices.ContainsFunc(texts, func(short string) bool { return len(short) < len(long) && strings.Contains(long, short) })
	})
}

// mostTexts is how many texts are looked for instead of one that is shorter.
const mostTexts = 12

// texts are all texts that a regular expression matches; nil where they are not
// known or too many. What matches at a place matches the empty text there.
func texts(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpBeginText, syntax.OpEndText, syntax.OpBeginLine, syntax.OpEndLine:
		return []string{""}
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			return []string{string(re.Rune)}
		}
	case syntax.OpCharClass:
		return few(re.Rune)
	case syntax.OpCapture:
		return texts(re.Sub[0])
	case syntax.OpQuest:
		if own := texts(re.Sub[0]); own != nil {
			return append(slices.Clip(own), "")
		}
	case syntax.OpConcat:
		all := []string{""}
		for _, sub := range re.Sub {
			if all = product(all, texts(sub)); all == nil {
				return nil
			}
		}
		return all
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			own := texts(sub)
			if own == nil || len(all)+len(own) > mostTexts {
				return nil
			}
			all = append(all, own...)
		}
		return all
	}
	return nil
}

// product is each text of a followed by each of b; nil for more than mostTexts.
func product(a, b []string) []string {
	if len(a)*len(b) > mostTexts {
		return nil
	}
	var all []string
	for _, first := range a {
		for _, second := range b {
			all = append(all, first+second)
		}
	}
	return all
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
