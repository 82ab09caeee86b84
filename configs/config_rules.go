package configs

import (
	"slices"
	"strings"

	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// RuleLevel is how grave the configuration wants what breaks a rule to be.
type RuleLevel struct {
	ID    string // of a rule of some template
	Level diag.Level
	Off   bool // the rule is not evaluated; Level says nothing
	Pos   diag.Pos
}

// RuleLevels are the levels that the configuration gives to rules, none twice.
type RuleLevels []RuleLevel

// Of is the level given to a rule.
func (l RuleLevels) Of(rule string) (RuleLevel, bool) {
	i := slices.IndexFunc(l, func(r RuleLevel) bool { return r.ID == rule })
	if i < 0 {
		return RuleLevel{}, false
	}
	return l[i], true
}

// Apply gives what was said with the levels of the configuration in place of
// those of the rules, and without what rules say that are switched off. The
// list said is not changed.
func (l RuleLevels) Apply(said diag.List) diag.List {
	if len(l) == 0 {
		return said
	}
	out := make(diag.List, 0, len(said))
	for _, d := range said {
		if r, given := l.Of(d.Rule); given && d.Rule != "" {
			if r.Off {
				continue
			}
			d.Level = r.Level
		}
		out = append(out, d)
	}
	return out
}

// Binding reports whether a report must fulfil the rule whatever anybody says:
// its figures are wrong in themselves. Configuration cannot lower the level of
// such a rule and a report cannot waive it. What is compared with another
// year's report is not binding, because an agency may have been reorganised.
func (r Rule) Binding() bool { return r.Level == diag.Error && !r.Previous }

// OfFigures reports whether a rule is about figures of tables.
func (r Rule) OfFigures() bool {
	return r.Each == EachColumn || r.Each == EachRow || r.Each == EachValue
}

// Check says which of the rules no template of the library has, and which of
// the levels a binding rule cannot have. Templates that cannot be read are
// passed over: they are reported when they are used.
func (l RuleLevels) Check(library *Library) diag.List {
	if len(l) == 0 {
		return nil
	}
	var known []string
	binding := map[string]string{} // template by the rule's id
	for _, id := range library.Templates() {
		t, _ := library.Template(id)
		if t == nil {
			continue
		}
		for _, r := range t.Rules {
			if !slices.Contains(known, r.ID) {
				known = append(known, r.ID)
			}
			if r.Binding() && binding[r.ID] == "" {
				binding[r.ID] = t.ID
			}
		}
	}
	for _, r := range OwnRules() {
		known = append(known, r.ID)
	}
	var problems diag.List
	for _, r := range l {
		switch template := binding[r.ID]; {
		case !slices.Contains(known, r.ID):
			problems.Add(source.Suggest(diag.Errorf(r.Pos, "没有规则“%s”", "there is no rule %q", r.ID), r.ID, known))
		case template != "" && (r.Off || r.Level != diag.Error):
			problems.Add(bound(diag.Errorf(r.Pos, "规则 %s 在格式 %s 里是错误，不能改为 %s", "the rule %s is an error in the template %s and cannot be %s", r.ID, template, r.word())))
		}
	}
	return problems
}

// bound says why a binding rule stays an error.
func bound(d diag.Diagnostic) diag.Diagnostic {
	return d.WithHint("数对不上的报告不能公布；能放宽的是警告和与上年比较的规则", "a report whose figures do not agree must not be published; what can be relaxed are warnings and comparisons with last year")
}

// off is the level of a rule that is not evaluated.
const off = "off"

func (r RuleLevel) word() string {
	if r.Off {
		return off
	}
	return r.Level.String()
}

// rulesOfFile reads the map of rules to levels. YAML 1.1 takes the word off for
// false; here it is what is written that counts.
func (l *configLoader) rulesOfFile(n *source.Node) {
	if n == nil || n.Kind == source.Null {
		return
	}
	if n.Kind != source.Map {
		l.problems.Add(diag.Errorf(n.Pos, "这里应为“规则: 级别”", "rules with their levels are expected here").
			WithHint("如 rules: {T2: error, P6: off}", "such as rules: {T2: error, P6: off}"))
		return
	}
	for _, e := range n.Entries {
		if e.Value.Kind != source.Scalar {
			l.problems.Add(badLevel(e.Value.Pos, ""))
			continue
		}
		l.ruleLevel(e.Key.Text, e.Value.Text, e.Value.Pos)
	}
}

// rulesOfEnv reads GONGWEN_RULES=T2=error,P6=off, each rule over the file's.
func (l *configLoader) rulesOfEnv(env func(string) (string, bool)) {
	const variable = EnvPrefix + "RULES"
	text, given := env(variable)
	if !given || text == "" {
		return
	}
	for part := range strings.SplitSeq(text, ",") {
		id, level, ok := strings.Cut(part, "=")
		pos := diag.Pos{File: variable}
		if !ok {
			l.problems.Add(diag.Errorf(pos, "“%s”应为“规则=级别”", "%q should be RULE=LEVEL", part).
				WithHint("如 T2=error,P6=off", "such as T2=error,P6=off"))
			continue
		}
		l.ruleLevel(strings.TrimSpace(id), strings.TrimSpace(level), pos)
	}
}

// ruleLevel notes the level of a rule in place of one given before.
func (l *configLoader) ruleLevel(id, level string, pos diag.Pos) {
	named, known := levelNamed(level)
	r := RuleLevel{ID: id, Level: named, Off: level == off, Pos: pos}
	if !known && !r.Off {
		l.problems.Add(badLevel(pos, level))
		return
	}
	if i := slices.IndexFunc(l.rules, func(o RuleLevel) bool { return o.ID == id }); i >= 0 {
		l.rules[i] = r
		return
	}
	l.rules = append(l.rules, r)
}

func badLevel(pos diag.Pos, level string) diag.Diagnostic {
	return source.Suggest(diag.Errorf(pos, "没有“%s”这个级别", "there is no level %q", level), level, []string{"error", "warning", "note", off})
}
