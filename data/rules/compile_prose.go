package rules

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"sync"

	"github.com/expr-lang/expr/types"

	"gongwen/internal/prefilter"
)

// search finds a regular expression, which is compiled when a text has what it
// needs; that it parses is all a regular expression needs to be compiled.
type search struct {
	groups   int // beside the whole match
	needs    prefilter.Needed
	either   []prefilter.Needed // what its alternatives need
	enough   bool               // there is a match in every text that has what it needs
	compiled func() *regexp.Regexp
}

func newSearch(source string) (*search, error) {
	tree, err := syntax.Parse(source, syntax.Perl)
	if err != nil {
		return nil, err
	}
	return &search{tree.MaxCap(), prefilter.By(tree), prefilter.ByAlternatives(tree), prefilter.Enough(tree), sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(source) })}, nil
}

// all are the matches in a text, as regexp.FindAllStringSubmatchIndex has them.
func (s *search) all(text string) [][]int {
	if !s.needs.In(text) || !slices.ContainsFunc(s.either, func(n prefilter.Needed) bool { return n.In(text) }) {
		return nil
	}
	return s.compiled().FindAllStringSubmatchIndex(text, -1)
}

// in reports whether there is a match in a text.
func (s *search) in(text string) bool {
	return s.needs.In(text) && (s.enough || s.compiled().MatchString(text))
}

// matchRule compiles a rule for each place that its Find or Alike finds.
func (c *compiler) matchRule() {
	if c.rule.Alike == "" {
		find, err := newSearch(c.rule.Find)
		if err != nil || c.rule.Find == "" {
			c.errorf("规则 %s 的 find 不是正则表达式", "rule %s: find is not a regular expression", c.rule.ID)
			return
		}
		c.rule.find = find
	}
	if c.rule.Names != "" {
		names, err := newSearch(c.rule.Names)
		if err != nil {
			c.errorf("规则 %s 的 names 不是正则表达式", "rule %s: names is not a regular expression", c.rule.ID)
			return
		}
		c.rule.names = names
	}
	c.addStrings("section", "label", "text", "match")
	c.env["group"] = types.TypeOf([]string(nil))
	c.env["before_table"] = types.Bool
	c.conditions()
}

// headingRule compiles a rule for each heading.
func (c *compiler) headingRule() {
	c.addStrings("section", "label", "text", "typed", "ordinal")
	c.env["level"] = types.Int
	c.conditions()
}

// sectionRule compiles a rule for each section of prose.
func (c *compiler) sectionRule() {
	c.addStrings("section", "label", "text")
	c.env["length"], c.env["characters"] = types.Int, types.Int
	if c.rule.Previous {
		c.env["similar"], c.env["carried"] = types.Int, types.TypeOf([]string(nil))
	}
	c.conditions()
}
