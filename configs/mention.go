package configs

import (
	"regexp"

	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// Mention is something that prose has to name, for a rule with each: mention.
type Mention struct {
	Name string // how messages call it
	// Find is a regular expression (RE2) of which a sentence or a subheading must
	// have a match; in sentences numbers have the marks of a Claim.
	Find string
	Pos  diag.Pos
}

// mentionsOfRule reads what a rule wants to be named.
func (r *templateReader) mentionsOfRule(f *source.Fields, rule *Rule) {
	r.sectionsOfRule(f, rule)
	n := f.Require("mentions")
	for _, item := range source.Items(n, r.problems) {
		rule.Mentions = append(rule.Mentions, r.mention(item))
	}
	if n != nil && n.Kind == source.List && len(rule.Mentions) == 0 {
		r.problems.Add(diag.Errorf(n.Pos, "mentions 里至少要有一项", "mentions has at least one entry"))
	}
}

// mention reads an entry: a name, or a name with what finds it.
func (r *templateReader) mention(n *source.Node) Mention {
	if n.Kind == source.Scalar {
		return Mention{n.Text, regexp.QuoteMeta(n.Text), n.Pos}
	}
	f := fields(n, r.problems, "name", "find")
	m := Mention{Name: required(f, "name", r.problems), Find: r.filled(f.Get("find")), Pos: n.Pos}
	if f.Get("find") == nil {
		m.Find = regexp.QuoteMeta(m.Name)
	}
	return m
}
