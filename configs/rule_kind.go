package configs

import (
	"slices"

	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// RuleKind is one of the things that rules are evaluated for, with all that
// this package, the schema and explain know of it. How rules of a kind are
// compiled and evaluated is in data/rules.
type RuleKind struct {
	word       string
	scope      diag.Text
	subject    Subject
	conditions conditions
	keys       []string // beside those that every rule may have
	read       func(*templateReader, *source.Fields, *Rule)
}

// Subject says what the expressions of a rule are about.
type Subject uint8

// The subjects. The zero value is none.
const (
	_             Subject = iota
	Prose                 // the text
	RowsOfColumn          // a table, a column at a time: the path of a row is its figure there
	ColumnsOfRow          // a table, a row at a time: the id of a column is its figure there
	SingleFigures         // every figure by itself
	afterLastSubject
)

// conditions says which of check and equals a rule has.
type conditions uint8

const (
	noConditions  conditions = iota
	optionalCheck            // a rule without check forbids what it finds
	checkOrEquals            // one of them
)

// The kinds of rules; see Rule.
var (
	EachColumn = &RuleKind{
		word: "column", scope: diag.Text{ZH: "表格的每一列", EN: "every column of a table"},
		subject: RowsOfColumn, conditions: checkOrEquals, keys: tableKeys, read: (*templateReader).rowsOfRule,
	}
	EachRow = &RuleKind{
		word: "row", scope: diag.Text{ZH: "表格的每一行", EN: "every row of a table"},
		subject: ColumnsOfRow, conditions: checkOrEquals, keys: tableKeys, read: (*templateReader).rowsOfRule,
	}
	EachValue = &RuleKind{
		word: "value", scope: diag.Text{ZH: "表格的每一个数", EN: "every figure of the tables"},
		subject: SingleFigures, keys: []string{"message", "hint"}, read: (*templateReader).nothingOfRule,
	}
	EachMatch = &RuleKind{
		word: "match", scope: diag.Text{ZH: "正文", EN: "the text"},
		subject: Prose, conditions: optionalCheck,
		keys: []string{"in", "find", "written", "names", "alike", "when", "check", "message", "hint"}, read: (*templateReader).searchOfRule,
	}
	EachHeading = &RuleKind{
		word: "heading", scope: diag.Text{ZH: "小标题", EN: "the subheadings"},
		subject: Prose, conditions: checkOrEquals, keys: []string{"in", "when", "check", "message", "hint"}, read: (*templateReader).sectionsOfRule,
	}
	EachSection = &RuleKind{
		word: "section", scope: diag.Text{ZH: "每一部分的正文", EN: "the text of each section"},
		subject: Prose, conditions: checkOrEquals,
		keys: []string{"in", "previous", "when", "check", "message", "hint"}, read: (*templateReader).proseOfRule,
	}
	EachSignOff = &RuleKind{
		word: "sign_off", scope: diag.Text{ZH: "落款", EN: "the sign-off"},
		subject: Prose, conditions: checkOrEquals, keys: []string{"when", "check", "message", "hint"}, read: (*templateReader).nothingOfRule,
	}
	EachField = &RuleKind{
		word: "field", scope: diag.Text{ZH: "项目的值", EN: "the values of a field"},
		subject: Prose, conditions: checkOrEquals, keys: []string{"field", "when", "check", "message", "hint"}, read: (*templateReader).fieldOfRule,
	}
	EachAbsent = &RuleKind{
		word: "absent", scope: diag.Text{ZH: "这一文种没有的项目", EN: "a field that the kind of document has not"},
		subject: Prose, keys: []string{"field", "message", "hint"}, read: (*templateReader).absenceOfRule,
	}
	EachClaim = &RuleKind{
		word: "claim", scope: diag.Text{ZH: "正文里的数", EN: "figures in the text"},
		subject: Prose, keys: []string{"in", "unless", "unless_before", "statements", "shares", "claims", "when", "message", "hint"}, read: (*templateReader).claimsOfRule,
	}
	EachMention = &RuleKind{
		word: "mention", scope: diag.Text{ZH: "正文里要写明的事项", EN: "what the text has to name"},
		subject: Prose, keys: []string{"in", "mentions", "when", "message", "hint"}, read: (*templateReader).mentionsOfRule,
	}
)

var tableKeys = []string{"table", "rows", "previous", "when", "cell", "equals", "check", "message", "hint"}

var ruleKinds = []*RuleKind{EachColumn, EachRow, EachValue, EachMatch, EachHeading, EachSection, EachSignOff, EachField, EachAbsent, EachClaim, EachMention}

// RuleKinds are all kinds of rules.
func RuleKinds() []*RuleKind { return slices.Clone(ruleKinds) }

// String is the word for k in templates.
func (k *RuleKind) String() string { return k.word }

// Scope says for people what rules of the kind look at.
func (k *RuleKind) Scope() diag.Text { return k.scope }

// Subject says what the expressions of rules of the kind are about.
func (k *RuleKind) Subject() Subject { return k.subject }

// ruleKindOf reads what a rule is evaluated for; nil where it cannot be told.
func ruleKindOf(n *source.Node, problems *diag.List) *RuleKind {
	words := make([]string, len(ruleKinds))
	for i, k := range ruleKinds {
		words[i] = k.word
	}
	word := source.Choice(n, problems, words...)
	if word != n.Text {
		return nil
	}
	return ruleKinds[slices.Index(words, word)]
}

// kindKeys are the keys that some kind of rule has.
func kindKeys() []string {
	var keys []string
	for _, k := range ruleKinds {
		for _, key := range k.keys {
			if !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
	}
	return keys
}

// keysOfRule checks that a rule has the keys that its kind needs, and no other.
func (r *templateReader) keysOfRule(f *source.Fields, rule *Rule) {
	for _, k := range kindKeys() {
		if e, given := f.Entry(k); given && !slices.Contains(rule.Each.keys, k) {
			r.problems.Add(diag.Errorf(e.Key.Pos, "each 为 %s 的规则没有“%s”这一项", "a rule with each: %s has no key %q", rule.Each, k))
		}
	}
	if rule.Each.conditions == checkOrEquals && (rule.Check == "") == (rule.Equals == "") {
		r.problems.Add(diag.Errorf(rule.Pos, "规则要写 check 或 equals 之一", "a rule has either check or equals"))
	}
	if rule.Check != "" && f.Get("message") == nil {
		r.problems.Add(diag.Errorf(rule.Pos, "有 check 的规则要写 message", "a rule with check has a message"))
	}
}
