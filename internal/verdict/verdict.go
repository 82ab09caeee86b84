// Package verdict holds what was found out about a thing that was checked, such
// as a signature or a bag: the outcome of each check, in Chinese and English.
package verdict

import (
	"slices"

	"gongwen/internal/diag"
)

// Check names what is checked, as programs read it.
type Check string

// Grade is how a check ended.
type Grade uint8

// The grades.
const (
	Passed    Grade = iota
	Unchecked       // it could not be told, or is left to a person
	Failed
)

// String is the grade as programs read it.
func (g Grade) String() string { return [...]string{"passed", "unchecked", "failed"}[g] }

// Finding is the outcome of one check.
type Finding struct {
	Check Check
	Grade Grade
	Text  diag.Text
}

// Findings are the outcomes in the order in which they were found.
type Findings []Finding

// OK reports whether no check failed.
func (l Findings) OK() bool {
	return !slices.ContainsFunc(l, func(f Finding) bool { return f.Grade == Failed })
}

// Of are the findings of one check.
func (l Findings) Of(check Check) Findings {
	var out Findings
	for _, f := range l {
		if f.Check == check {
			out = append(out, f)
		}
	}
	return out
}

// Add appends a finding; the formats are those of diag.T.
func (l *Findings) Add(check Check, grade Grade, zh, en string, args ...any) {
	*l = append(*l, Finding{check, grade, diag.T(zh, en, args...)})
}

// Fail appends a failed check.
func (l *Findings) Fail(check Check, zh, en string, args ...any) {
	l.Add(check, Failed, zh, en, args...)
}

// Encoded is a finding as JSON has it.
type Encoded struct {
	Check   Check  `json:"check"`
	Result  string `json:"result"` // passed, failed or unchecked
	Message string `json:"message"`
}

// In is the list as JSON has it, in one language.
func (l Findings) In(lang diag.Lang) []Encoded {
	var out []Encoded
	for _, f := range l {
		out = append(out, Encoded{f.Check, f.Grade.String(), f.Text.In(lang)})
	}
	return out
}

// Diagnostic is a finding that did not pass as what is said about a file; ok is
// false for one that passed.
func (f Finding) Diagnostic(pos diag.Pos) (d diag.Diagnostic, ok bool) {
	level, ok := map[Grade]diag.Level{Unchecked: diag.Warning, Failed: diag.Error}[f.Grade]
	return diag.Diagnostic{Level: level, Pos: pos, Message: f.Text, Rule: string(f.Check)}, ok
}
