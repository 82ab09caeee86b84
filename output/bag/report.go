package bag

import (
	"gongwen/internal/diag"
	"gongwen/internal/verdict"
)

// The checks.
const (
	CheckFormat       verdict.Check = "format"       // it can be read as a bag, in one way only
	CheckPath         verdict.Check = "path"         // no path leads out of it
	CheckCompleteness verdict.Check = "completeness" // all files of the manifests are there, and no others
	CheckFixity       verdict.Check = "fixity"       // the files are unchanged
	CheckOxum         verdict.Check = "oxum"         // size and number of files are those of bag-info.txt
)

// Verification is what Verify found out about a bag.
type Verification struct {
	Findings  verdict.Findings
	Signature *Signature // nil for none
}

// Signature is the signature of a bag, a CMS message, with the file that it was
// made of. Verify does not look at who signed; that is up to the caller.
type Signature struct{ Message, Manifest []byte }

// bad notes a fault. path is of unknown origin; empty for the bag as a whole.
func (r *Verification) bad(check verdict.Check, path string, text diag.Text) {
	if path != "" {
		text = diag.T("%s：%s", "%s: %s", shown(path), text)
	}
	r.Findings.Fail(check, "%s", "%s", text)
}

// few keeps the first of very many faults and tells how many there are.
func (r *Verification) few() {
	if more := len(r.Findings) - maxFaults; more > 0 {
		r.Findings = r.Findings[:maxFaults]
		r.bad(CheckFormat, "", diag.T("另有 %d 处问题没有列出", "%d more faults are not listed", more))
	}
}
