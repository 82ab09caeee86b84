package rules

import (
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/rules/lexicon"
	"gongwen/internal/numeral"
	lazy "gongwen/internal/pattern"
	"gongwen/internal/prefilter"
)

// claim is a wording with its patterns and expressions compiled.
type claim struct {
	configs.Claim
	rule                 rule    // its own condition and messages, with what it has of the rule's
	find, items          pattern // of a relation only the names of its numbers
	unless, unlessBefore []scope // the rule's and its own; nil where neither has one
	says                 *numeral.Quantity
	beginParts           []string // words that begin the parts of an item
	uses                 []string // of wordingNames, those that the conditions may use
	equals               *program
	reads                []figureOf
	cells                string // official names of the figures that Equals uses
}

// postponedClaim is a wording that need not be compiled yet; nothing comes of
// one that is wrong.
type postponedClaim struct {
	needs    prefilter.Texts // by the wording's find
	compiled later[*claim]
}

// figureOf names a figure of any of a report's tables.
type figureOf struct {
	previous bool // of the report of the year before
	total    bool
	table    string
	ref      data.Ref
}

// pattern is a regular expression with the names of its groups.
type pattern struct {
	*regexp.Regexp
	names   []string // by index; empty for groups without a name
	numbers []string // those that are a number
	sides   []string // those that are a side of a comparison
}

func newPattern(source string) (pattern, error) {
	re, err := regexp.Compile(source)
	if err != nil || source == "" {
		return pattern{}, err
	}
	p := pattern{Regexp: re, names: re.SubexpNames()}
	if slices.ContainsFunc(p.names, func(name string) bool { return name != "" }) {
		p.numbers, _ = configs.Groups(source)
	}
	return p, nil
}

// namedNumbers is a pattern that finds nothing, of numbers with these names.
func namedNumbers(names []string) pattern {
	return pattern{names: slices.Clone(names), numbers: names}
}

// found is what a pattern has found: by the names of its groups the numbers,
// and the offsets in the sentence of all groups that took part.
type found struct {
	start, end int
	numbers    byName[token]
	at         byName[[2]int]
	sides      byName[side]
}

// byName is a few values by their names.
type byName[T any] []named[T]

type named[T any] struct {
	name  string
	value T
}

// get is the value of a name, and whether there is one.
func (l byName[T]) get(name string) (value T, has bool) {
	for i := range l {
		if l[i].name == name {
			return l[i].value, true
		}
	}
	return value, false
}

// of is the value of a name; the zero value for none.
func (l byName[T]) of(name string) T {
	value, _ := l.get(name)
	return value
}

// put sets the value of a name that has none.
func (l *byName[T]) put(name string, value T) { *l = append(*l, named[T]{name, value}) }

// groups reads a match of p whose offsets count from base in s.
func (p pattern) groups(s sentence, m []int, base int) found {
	f := found{start: base + m[0], end: base + m[1]}
	for i, name := range p.names {
		if name == "" || m[2*i] < 0 {
			continue
		}
		from, to := base+m[2*i], base+m[2*i+1]
		f.at.put(name, [2]int{from, to})
		if t, ok := s.number(from); ok && slices.Contains(p.numbers, name) {
			f.numbers.put(name, t)
		}
	}
	return f
}

// put adds the groups of p to env: numbers, and text; of a group that took no
// part any number, and none.
func (f found) put(env map[string]any, p pattern, s sentence) {
	for _, name := range p.names {
		if name == "" {
			continue
		}
		if slices.Contains(p.numbers, name) {
			env[name] = anyNumber
			if t, ok := f.numbers.get(name); ok {
				env[name] = t.Quantity
			}
			continue
		}
		if slices.Contains(p.sides, name) {
			env[name] = f.sides.of(name)
			continue
		}
		at := f.at.of(name)
		env[name] = s.marked()[at[0]:at[1]]
	}
}

// anyNumber agrees with every number that is not below zero.
var anyNumber = numeral.Quantity{Open: true, Text: "…"}

// scope is a pattern of what is out of a wording's scope, compiled when a text has
// what it needs.
type scope struct {
	needs    prefilter.Needed
	compiled later[pattern]
}

// excludes reports whether one of the patterns matches a text.
func (c *check) excludes(scopes []scope, text string) bool {
	return slices.ContainsFunc(scopes, func(s scope) bool {
		if !s.needs.In(text) {
			return false
		}
		p := ready(c, s.compiled)
		return p.Regexp != nil && p.MatchString(text)
	})
}

// excluded reports whether what was found is out of a wording's scope.
func (c *check) excluded(claim *claim, s sentence, f found) bool {
	return len(claim.unless) > 0 && c.excludes(claim.unless, s.clause(f.start, f.end)) || len(claim.unlessBefore) > 0 && c.excludes(claim.unlessBefore, s.marked()[:f.end])
}

// matches are what a wording finds in a sentence.
func (c *claim) matches(s sentence, r *relations) []related {
	if c.Relation != "" {
		return r.find(c.Relation)
	}
	var list []related
	for _, m := range c.find.FindAllStringSubmatchIndex(s.marked(), -1) {
		f := c.find.groups(s, m, 0)
		list = append(list, related{f, c.list(s, f)})
	}
	return list
}

// list finds the items of the enumeration; what stands in brackets is left out,
// because it is about the item before it.
func (c *claim) list(s sentence, f found) []found {
	at, ok := f.at.get(configs.List)
	if c.items.Regexp == nil || !ok || len(c.items.numbers) == 0 {
		return nil
	}
	text := s.marked()[at[0]:at[1]]
	var list []found
	var open brackets
	seen := 0
	parts := nesting{begin: c.beginParts}
	for _, m := range c.items.FindAllStringSubmatchIndex(text, -1) {
		open.read(text[seen:m[0]])
		seen = m[0]
		item := c.items.groups(s, m, at[0])
		if open != 0 || parts.within(text, m[0], c.items.numbers[0], item) {
			continue
		}
		list = append(list, item)
	}
	return list
}

// nesting follows the items of an enumeration whose items may have parts of
// their own: 网站12条，包括政策8条、解读4条；新媒体28条.
type nesting struct {
	begin []string         // words that begin the parts of an item
	end   int              // of the item before
	whole numeral.Quantity // of the last item that is no part
	sum   numeral.Quantity // of its parts so far
	open  bool             // parts are being listed
}

// inBrackets is what is said of an item behind it.
var inBrackets = lazy.New(`（[^（）]*）`)

// beginsParts reports whether a text behind an item begins its parts.
func (n *nesting) beginsParts(text string) bool {
	return lexicon.Begins(strings.TrimLeft(text, "，、（(："), n.begin) > 0
}

// within reports whether an item at start of text, whose number has that name,
// is a part of the one before.
// Parts end with a semicolon, or when they add up to what they are parts of.
func (n *nesting) within(text string, start int, name string, item found) bool {
	between := text[n.end:start]
	if strings.Contains(between, "（") {
		between = inBrackets.ReplaceAllString(between, "")
	}
	n.end = item.end - (item.start - start)
	number := item.numbers.of(name).Quantity
	switch {
	case n.open && (strings.Contains(between, "；") || n.whole.Exact() && n.sum.Agrees(n.whole)):
		n.open = false
	case !n.open && start > 0 && n.whole.Text != "" && n.beginsParts(between):
		n.open, n.sum = true, numeral.Exactly(decimal.Zero)
	}
	if n.open {
		n.sum = n.sum.Plus(number)
		return true
	}
	n.whole = number
	return false
}

// added is the sum of a number of the items.
func added(items []found, name string) numeral.Quantity {
	sum := numeral.Exactly(decimal.Zero)
	for _, item := range items {
		if t, ok := item.numbers.get(name); ok {
			sum = sum.Plus(t.Quantity)
		}
	}
	return sum
}

// quantity is the value of an expression about numbers.
func quantity(v any) numeral.Quantity {
	if q, ok := v.(numeral.Quantity); ok {
		return q
	}
	return numeral.Exactly(exact(v))
}
