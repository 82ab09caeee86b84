package runs

import (
	"cmp"
	"slices"

	"gongwen/internal/diag"
	"gongwen/internal/pattern"
)

// Reason are the reports of which one thing is said.
type Reason struct {
	Rule     string   `json:"rule,omitempty"`
	Message  string   `json:"message,omitempty"` // that holds for all of them
	Reports  []string `json:"reports"`
	Messages []string `json:"messages,omitempty"` // of each of them, where they differ: then there is no Message
}

// said is what is said of a report that has no documents.
type said struct{ path, rule, message string }

// reasons are reports by what is said of them, the commonest first: those of one rule
// together, and else those of the same words. What is said in the same words of no other
// report stands with its like, which quote other values.
func reasons(all []said) []Reason {
	slices.SortFunc(all, func(a, b said) int { return cmp.Compare(a.path, b.path) })
	said := map[string]int{}
	for _, s := range all {
		said[s.message]++
	}
	groups := map[string]*Reason{}
	order := []string{}
	for _, s := range all {
		key := cmp.Or(s.rule, s.message)
		if s.rule == "" && said[s.message] == 1 {
			key = quoted.ReplaceAllString(s.message, "…")
		}
		g := groups[key]
		if g == nil {
			g = &Reason{Rule: s.rule, Message: s.message}
			groups[key], order = g, append(order, key)
		}
		g.Reports, g.Messages = append(g.Reports, s.path), append(g.Messages, s.message)
	}
	list := make([]Reason, 0, len(order))
	for _, key := range order {
		g := *groups[key]
		if slices.ContainsFunc(g.Messages, func(m string) bool { return m != g.Message }) {
			g.Message = ""
		} else {
			g.Messages = nil
		}
		list = append(list, g)
	}
	slices.SortFunc(list, func(a, b Reason) int {
		return cmp.Or(len(b.Reports)-len(a.Reports), cmp.Compare(a.Rule+a.Message, b.Rule+b.Message), cmp.Compare(a.Reports[0], b.Reports[0]))
	})
	return list
}

// quoted is what a message quotes of a file.
var quoted = pattern.New(`“[^”]*”|"[^"]*"|[0-9][0-9.,]*`)

// title is what holds for all of a reason: that is no message where they differ, as each
// quotes its own report.
func (r Reason) title(lang diag.Lang) string {
	switch {
	case r.Messages == nil:
		return r.Message
	case r.Rule != "":
		return diag.Text{ZH: "不符合同一条规则", EN: "they break one rule"}.In(lang)
	}
	return diag.Text{ZH: "原因相近", EN: "for reasons that are alike"}.In(lang)
}

// of is one of the reports, with what is said of it alone.
func (r Reason) of(i int, lang diag.Lang) string {
	if r.Messages == nil {
		return r.Reports[i]
	}
	return r.Reports[i] + diag.Text{ZH: "：", EN: ": "}.In(lang) + r.Messages[i]
}
