package bag

import (
	"slices"

	"gongwen/internal/diag"
)

// CheckName names what is checked of a bag.
type CheckName string

// The checks.
const (
	CheckFormat       CheckName = "format"       // it can be read as a bag, in one way only
	CheckPath         CheckName = "path"         // no path leads out of it
	CheckCompleteness CheckName = "completeness" // all files of the manifests are there, and no others
	CheckFixity       CheckName = "fixity"       // the files are unchanged
	CheckOxum         CheckName = "oxum"         // size and number of files are those of bag-info.txt
)

// Grade is how a check ended.
type Grade uint8

// The grades.
const (
	Passed Grade = iota
	Unchecked
	Failed
)

// String is the grade as programs read it.
func (g Grade) String() string { return [...]string{"passed", "unchecked", "failed"}[g] }

// Finding is the outcome of one check, for a failed one at one file.
type Finding struct {
	Check CheckName
	Grade Grade
	Text  diag.Text
}

// Report is what Verify found out about a bag.
type Report struct{ Findings []Finding }

// OK says whether no check failed.
func (r *Report) OK() bool {
	return !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Grade == Failed })
}

// bad notes a fault. path is of unknown origin; empty for the bag as a whole.
func (r *Report) bad(check CheckName, path string, text diag.Text) {
	if path != "" {
		text = diag.T("%s：%s", "%s: %s", shown(path), text)
	}
	r.Findings = append(r.Findings, Finding{check, Failed, text})
}

// few keeps the first of very many faults and tells how many there are.
func (r *Report) few() {
	if more := len(r.Findings) - maxFaults; more > 0 {
		r.Findings = r.Findings[:maxFaults]
		r.bad(CheckFormat, "", diag.T("另有 %d 处问题没有列出", "%d more faults are not listed", more))
	}
}
