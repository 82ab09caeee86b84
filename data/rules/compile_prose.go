package rules

import "github.com/expr-lang/expr/types"

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
	c.env["before_table"], c.env["level"] = types.Bool, types.Int
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
