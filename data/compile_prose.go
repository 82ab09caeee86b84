package data

import (
	"regexp"

	"github.com/expr-lang/expr/types"
)

// matchRule compiles a rule for each place that its Find or Alike finds.
func (c *compiler) matchRule() {
	if c.rule.Alike == "" {
		find, err := regexp.Compile(c.rule.Find)
		if err != nil || c.rule.Find == "" {
			c.errorf("规则 %s 的 find 不是正则表达式", "rule %s: find is not a regular expression", c.rule.ID)
			return
		}
		c.rule.find = find
	}
	c.addStrings("section", "label", "text", "match")
	c.env["group"] = types.TypeOf([]string(nil))
	c.conditions()
}

// sectionRule compiles a rule for each section of prose.
func (c *compiler) sectionRule() {
	c.addStrings("section", "label", "text")
	c.env["length"] = types.Int
	if c.rule.Previous {
		c.env["similar"], c.env["carried"] = types.Int, types.TypeOf([]string(nil))
	}
	c.conditions()
}
