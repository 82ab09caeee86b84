package rules

import (
	"maps"
	"slices"

	"gongwen/configs"
	"gongwen/internal/diag"
	"gongwen/internal/meant"
)

// mention is something that has to be named, with what finds it.
type mention struct {
	configs.Mention
	find *search
}

// mentionRule compiles a rule about what the prose has to name: name is what it
// does not.
func (c *compiler) mentionRule() {
	for _, m := range c.rule.Mentions {
		find, err := newSearch(m.Find)
		if err != nil || m.Find == "" {
			c.errorf("规则 %s 的 find 不是正则表达式", "rule %s: find is not a regular expression", c.rule.ID)
			return
		}
		c.rule.mentions = append(c.rule.mentions, mention{m, find})
	}
	c.addStrings("section", "label", "name")
	c.rule.when = c.condition("when", c.rule.When)
	c.texts()
}

// eachMention evaluates a rule for everything that its sections do not name. It
// is said at the first of them. Where instructions still stand nothing is
// missed: what they ask for is not written yet.
func (c *check) eachMention(r *rule) {
	first, texts, finished := c.toName(r)
	if first == nil || !finished {
		return
	}
	pos := c.report.Prose[first.ID].Pos
	for _, m := range r.mentions {
		if !c.goesOn(r) {
			return
		}
		if slices.ContainsFunc(texts, func(text string) bool { return len(m.find.all(text)) > 0 }) {
			continue
		}
		c.looksAt("", at(pos))
		env := maps.Clone(c.base)
		env["section"], env["label"], env["name"] = first.ID, first.Label, m.Name
		if c.applies(r, env) {
			c.broken(r, pos, env, diag.T("“%s”没有写明“%s”", "“%s” does not name “%s”", first.Label, m.Name))
		}
	}
}

// toName are the sentences and subheadings of the sections that a rule is about,
// with the first of these, nil where the report has none.
func (c *check) toName(r *rule) (first *configs.Section, texts []string, finished bool) {
	c.readSentences()
	for _, s := range c.sentences {
		if r.searches(s.section.ID) {
			texts = append(texts, s.marked())
		}
	}
	finished = true
	for i, s := range c.report.Template.Sections {
		prose, has := c.report.Prose[s.ID]
		if !has || s.Kind != configs.ProseSection || !r.searches(s.ID) {
			continue
		}
		if first == nil {
			first = &c.report.Template.Sections[i]
		}
		for _, block := range prose.Blocks {
			finished = finished && !instruction.MatchString(block.Text())
			if block.Level > 0 {
				plain, _ := meant.Text(block.Text())
				texts = append(texts, plain)
			}
		}
	}
	return first, texts, finished
}
