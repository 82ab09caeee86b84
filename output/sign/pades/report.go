package pades

import (
	"time"

	"gongwen/internal/diag"
)

// Report is what Verify found out about a file.
type Report struct {
	Findings   []Finding // about the file as a whole
	Signatures []Result  // in the order they were made
}

// Result is what was found out about one signature.
type Result struct {
	Field    string // name of its form field
	Stamp    bool   // whether it is a document time stamp
	Signer   string
	Claimed  string    // when the file says it was signed
	Time     time.Time // when it was certainly there: by a time stamp, else the time of the check
	Stamped  bool      // whether Time comes from a time stamp
	Level    Level
	Findings []Finding
}

// Finding is the outcome of one check.
type Finding struct {
	Check CheckName
	Grade Grade
	Text  diag.Text
}

// CheckName names what is checked.
type CheckName string

// The checks, in the order they are made.
const (
	CheckFormat      CheckName = "format"      // the file and the signature can be read in one way only
	CheckIntegrity   CheckName = "integrity"   // what was signed is what is there
	CheckCoverage    CheckName = "coverage"    // all of the file was signed but what may come after
	CheckAppearance  CheckName = "appearance"  // what a signature shows takes nothing away from earlier ones
	CheckTimeStamp   CheckName = "timestamp"   // the time stamp is of this signature
	CheckCertificate CheckName = "certificate" // the certificate was valid and may sign
	CheckChain       CheckName = "chain"       // the certificate leads to a given root
	CheckRevocation  CheckName = "revocation"  // the certificates were not revoked
)

// Grade is how a check ended.
type Grade uint8

// The grades.
const (
	Passed Grade = iota
	Unchecked
	Failed
)

func (g Grade) String() string { return [...]string{"passed", "unchecked", "failed"}[g] }

// OK says whether the file has a signature and no check failed.
func (r *Report) OK() bool {
	for _, f := range r.Findings {
		if f.Grade == Failed {
			return false
		}
	}
	for _, s := range r.Signatures {
		if !s.OK() {
			return false
		}
	}
	return true
}

// OK says whether no check of the signature failed.
func (r *Result) OK() bool {
	for _, f := range r.Findings {
		if f.Grade == Failed {
			return false
		}
	}
	return true
}

func (r *Report) fail(check CheckName, zh, en string, args ...any) {
	r.Findings = append(r.Findings, Finding{check, Failed, diag.T(zh, en, args...)})
}

func (r *Result) add(check CheckName, grade Grade, zh, en string, args ...any) {
	r.Findings = append(r.Findings, Finding{check, grade, diag.T(zh, en, args...)})
}
