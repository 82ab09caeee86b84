package xlsx

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"gongwen/configs"
	"gongwen/internal/diag"
	"gongwen/internal/pattern"
	"gongwen/internal/source"
)

// The rows of what a report waives (豁免) are called 豁免T2, by the rule; the
// reason stands beside it.
const (
	waiveID    = "waive"
	waiveLabel = "豁免"
)

// ruleID is what rules are called as a rule. Other words behind 豁免 begin a
// sentence, unless the template has a rule of that name.
var ruleID = pattern.New(`^[A-Za-z][A-Za-z0-9_.-]{0,19}$`)

// waiverKey is the row of a waiver that a label names. That there is such a
// rule is for load to say.
func waiverKey(template *configs.Template, label string) (textKey, bool) {
	if len(label) > maxLabel {
		return textKey{}, false
	}
	rule, ok := strings.CutPrefix(strings.TrimSpace(norm.NFKC.String(label)), waiveLabel)
	rule = strings.TrimSpace(strings.TrimRight(rule, ":"))
	if ok && rule == "" {
		return textKey{Key: source.Key{Labels: []string{label}}, under: waiveID}, true
	}
	if !ok || !ruleID.MatchString(rule) && template.Rule(rule) == nil {
		return textKey{}, false
	}
	return textKey{Key: source.Key{ID: rule, Labels: []string{label}}, under: waiveID}, true
}

// waivers puts those that were filled in into the tree, in the order of the
// workbook.
func (r *reader) waivers(p *proseReader) {
	m := &source.Node{Kind: source.Map}
	for _, t := range p.texts {
		if t.key.under != waiveID || len(t.parts) == 0 {
			continue
		}
		if t.key.ID == "" {
			r.problems.Add(diag.Errorf(t.at, "左边的“豁免”没有写是哪条规则", "the label 豁免 does not say which rule is waived").
				WithHint("在“豁免”后面加上提示末尾方括号里的编号，如“豁免P4”", "put the id in brackets at the end of a message behind it, such as 豁免P4"))
			continue
		}
		if len(m.Entries) == 0 {
			m.Pos = t.at
		}
		put(m, t.key.ID, t.at, t.value())
	}
	if len(m.Entries) > 0 {
		put(r.root, waiveID, m.Pos, m)
	}
}

// spareWaivers writes rows in which waivers may be entered.
func (t *textWriter) spareWaivers() {
	for range spareRules {
		t.spare(waiveLabel, "某条规则不适用于本报告时，在“豁免”后面加上规则的编号，如“豁免P4”，理由写在右边；不用就空着")
	}
}

// waivers writes a row for each.
func (t *textWriter) waivers() {
	for _, w := range t.report.Waivers {
		t.put(waiveLabel+w.Rule, w.Reason, "本报告不适用这条规则的理由，check 会印出来，不印在报告里")
	}
}
