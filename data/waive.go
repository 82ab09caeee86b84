package data

import "gongwen/internal/diag"

// Waiver is a rule that a report does not keep, and why (豁免). It changes what
// check says of the report and nothing of what is printed.
type Waiver struct {
	Rule   string // id of a rule of the template that is not binding
	Reason string
	Pos    diag.Pos // of the rule's id
}

// MinReason is how many characters the reason of a waiver has at least.
const MinReason = 4

// Waive takes everything that was said about rep and gives it with the waivers
// of rep applied: what breaks a waived rule becomes a note with the reason of
// the waiver. A waiver whose rule nothing breaks is a note too, if evaluated
// says that the rule was evaluated at all. The list said is not changed.
func (rep *Report) Waive(said diag.List, evaluated func(rule string) bool) diag.List {
	if len(rep.Waivers) == 0 {
		return said
	}
	reasons := make(map[string]string, len(rep.Waivers))
	for _, w := range rep.Waivers {
		reasons[w.Rule] = w.Reason
	}
	out := make(diag.List, 0, len(said)+len(reasons))
	needed := map[string]bool{}
	for _, d := range said {
		if reason, waived := reasons[d.Rule]; waived {
			needed[d.Rule] = true
			d.Level, d.Waived, d.Hint = diag.Note, reason, diag.Text{}
		}
		out = append(out, d)
	}
	for _, w := range rep.Waivers {
		if !needed[w.Rule] && evaluated(w.Rule) {
			out.Add(diag.Diagnostic{Level: diag.Note, Pos: w.Pos, Message: diag.T(
				"豁免了规则 %s，但没有违反它的地方", "the rule %s is waived, but nothing breaks it", w.Rule)}.
				WithHint("可以删去这一条豁免", "the waiver can be removed"))
		}
	}
	return out
}
