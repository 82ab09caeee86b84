package engine

import (
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/internal/diag"
)

// ExplainedRule is a rule with the templates that have it, under one id, name
// and level. Law, example and help may differ from template to template:
// Variants has the rule of each.
type ExplainedRule struct {
	configs.Rule
	Templates []string
	Variants  []configs.Rule // of each of the templates
}

// RulesOf are the rules of all templates, or of one, by letter and number.
// Among them are those of pages and of Word files, which no template has.
// Templates that cannot be read are passed over unless it is the one that is
// asked for.
func RulesOf(library *configs.Library, only string) ([]ExplainedRule, diag.List) {
	ids := library.Templates()
	if only != "" {
		ids = []string{only}
	}
	var rules []ExplainedRule
	for _, id := range ids {
		t, problems := library.Template(id)
		if t == nil {
			if only != "" {
				return nil, problems
			}
			continue
		}
		for _, r := range t.Rules {
			i := slices.IndexFunc(rules, func(o ExplainedRule) bool {
				return o.ID == r.ID && o.Name == r.Name && o.Level == r.Level
			})
			if i < 0 {
				i = len(rules)
				rules = append(rules, ExplainedRule{Rule: r})
			}
			rules[i].Templates = append(rules[i].Templates, id)
			rules[i].Variants = append(rules[i].Variants, r)
		}
	}
	if only == "" {
		for _, r := range configs.OwnRules() {
			rules = append(rules, ExplainedRule{Rule: r, Variants: []configs.Rule{r}})
		}
	}
	slices.SortStableFunc(rules, func(a, b ExplainedRule) int { return compareIDs(a.ID, b.ID) })
	return rules, nil
}

// compareIDs orders N9 before N10.
func compareIDs(a, b string) int {
	lettersA, lettersB := strings.TrimRight(a, "0123456789"), strings.TrimRight(b, "0123456789")
	if c := strings.Compare(lettersA, lettersB); c != 0 {
		return c
	}
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}

// RuleIDs are the ids of rules, each once.
func RuleIDs(rules []ExplainedRule) []string {
	var ids []string
	for _, r := range rules {
		if !slices.Contains(ids, r.ID) {
			ids = append(ids, r.ID)
		}
	}
	return ids
}
