package rules

import (
	"math/bits"
	"regexp"
	"regexp/syntax"
	"strings"
	"sync"

	"gongwen/internal/memo"
	"gongwen/internal/prefilter"
)

// search finds a regular expression, which is compiled when a text has what it
// needs; that it parses is all a regular expression needs to be compiled.
type search struct {
	groups   int // beside the whole match
	needs    prefilter.Texts
	plain    prefilter.Needed // the same, for a text whose characters are not known
	either   []alternative    // what its alternatives need
	enough   bool             // there is a match in every text that has what it needs
	compiled func() *regexp.Regexp
	some     memo.Map[uint64, *someOf] // by the alternatives, a bit each
}

// alternative is one of several regular expressions.
type alternative struct {
	source string
	groups int
	needs  prefilter.Texts
}

// someOf is a regular expression of some of the alternatives, and where its groups
// stand among those of all of them.
type someOf struct {
	*regexp.Regexp
	groups []int
}

// mostSome is how many alternatives a text may have what they need of for them to be
// looked for alone: so that no more are compiled than there are pairs.
const mostSome = 2

func newSearch(source string) (*search, error) {
	tree, err := syntax.Parse(source, syntax.Perl)
	if err != nil {
		return nil, err
	}
	needs := prefilter.By(tree)
	s := &search{groups: tree.MaxCap(), needs: needs.Ready(), plain: needs, enough: prefilter.Enough(tree), compiled: sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(source) })}
	if tree.Op == syntax.OpAlternate {
		s.either = alternativesOf(source)
	}
	return s, nil
}

// alternativesOf takes a regular expression apart; nil where its alternatives are too many,
// or are not alone what they are there. It goes by the source, not by the syntax tree: to
// write a tree as a source walks through all characters of all classes, and a class that
// is negated has a million.
func alternativesOf(source string) []alternative {
	sources := atBars(source)
	if len(sources) > bits.UintSize {
		return nil
	}
	var list []alternative
	for _, one := range sources {
		tree, err := syntax.Parse(one, syntax.Perl)
		if err != nil {
			return nil
		}
		list = append(list, alternative{one, capturesOf(tree), prefilter.By(tree).Ready()})
	}
	return list
}

// atBars parts a regular expression at the bars that stand in no group; nil where flags are
// set, which hold beyond a bar, or texts are quoted.
func atBars(source string) []string {
	var list []string
	depth, start := 0, 0
	for i := 0; i < len(source); i++ {
		rest := source[i:]
		switch source[i] {
		case '\\':
			if strings.HasPrefix(rest, `\Q`) {
				return nil
			}
			i++
		case '[':
			i += classLength(rest) - 1
		case '(':
			if strings.HasPrefix(rest, "(?") && !strings.HasPrefix(rest, "(?:") {
				return nil
			}
			depth++
		case ')':
			depth--
		case '|':
			if depth == 0 {
				list, start = append(list, source[start:i]), i+1
			}
		}
	}
	return append(list, source[start:])
}

// classLength is the length of the class that a source begins with.
func classLength(source string) int {
	i := len("[")
	for _, first := range []string{"^", "]"} { // which is no end there
		i += len(source[i:]) - len(strings.TrimPrefix(source[i:], first))
	}
	for ; i < len(source) && source[i] != ']'; i++ {
		if source[i] == '\\' {
			i++
		} else if end := strings.Index(source[i:], ":]"); strings.HasPrefix(source[i:], "[:") && end > 0 {
			i += end + 1
		}
	}
	return min(i+1, len(source))
}

// capturesOf counts the groups of a regular expression.
func capturesOf(re *syntax.Regexp) int {
	n := 0
	if re.Op == syntax.OpCapture {
		n++
	}
	for _, sub := range re.Sub {
		n += capturesOf(sub)
	}
	return n
}

// all are the matches in a text, as regexp.FindAllStringSubmatchIndex has them.
func (s *search) all(text string) [][]int { return s.allOf(text, prefilter.CharactersOf(text)) }

// allOf is the same for a text with those characters.
func (s *search) allOf(text string, have *prefilter.Characters) [][]int {
	if !s.needs.In(text, have) {
		return nil
	}
	if s.either == nil {
		return s.compiled().FindAllStringSubmatchIndex(text, -1)
	}
	var possible uint64
	for i := range s.either {
		if s.either[i].needs.In(text, have) {
			possible |= 1 << i
		}
	}
	switch n := bits.OnesCount64(possible); {
	case n == 0:
		return nil
	case n > mostSome:
		return s.compiled().FindAllStringSubmatchIndex(text, -1)
	}
	some := s.some.Get(possible, func() *someOf { return s.only(possible) })
	list := some.FindAllStringSubmatchIndex(text, -1)
	for i, m := range list {
		all := make([]int, 2*s.groups+2)
		for k := range all {
			all[k] = -1
		}
		for k, group := range some.groups {
			copy(all[2*group:2*group+2], m[2*k:2*k+2])
		}
		list[i] = all
	}
	return list
}

// only is the regular expression of some alternatives.
func (s *search) only(alternatives uint64) *someOf {
	var sources []string
	groups, group := []int{0}, 0
	for i, a := range s.either {
		if alternatives&(1<<i) != 0 {
			sources = append(sources, "(?:"+a.source+")")
			for k := range a.groups {
				groups = append(groups, group+k+1)
			}
		}
		group += a.groups
	}
	return &someOf{regexp.MustCompile(strings.Join(sources, "|")), groups}
}

// in reports whether there is a match in a text.
func (s *search) in(text string) bool {
	return s.plain.In(text) && (s.enough || s.compiled().MatchString(text))
}
