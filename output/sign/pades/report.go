package pades

import (
	"slices"
	"time"

	"gongwen/internal/verdict"
)

// Verification is what Verify found out about a file.
type Verification struct {
	Findings   verdict.Findings // about the file as a whole
	Signatures []Result         // in the order they were made
}

// Result is what was found out about one signature.
type Result struct {
	Field    string // name of its form field
	Stamp    bool   // whether it is a document time stamp
	Signer   string
	Claimed  string    // when the file says it was signed
	Time     time.Time // when it was certainly there: by a time stamp, else the time of the check
	Stamped  bool      // whether Time comes from a time stamp
	Form     Form
	Level    Level  // of PAdES and CAdES
	Value    []byte // of the signature, by which it is known in other files; nil where it cannot be read
	Findings verdict.Findings
}

// Form is the kind of a signature.
type Form string

// The forms.
const (
	PAdES Form = "PAdES"
	CAdES Form = "CAdES" // beside what it is of
	PKCS7 Form = "PKCS#7"
	SES   Form = "GB/T 38540" // of OFD files, with a seal
	SM2   Form = "GB/T 35275" // of OFD files, without one
)

// HasLevel reports whether signatures of the form are of a baseline level.
func (f Form) HasLevel() bool { return f == PAdES || f == CAdES }

// Class is the form of the signature with its level, such as PAdES B-T.
func (r *Result) Class() string {
	if r.Form.HasLevel() {
		return string(r.Form) + " " + r.Level.String()
	}
	return string(r.Form)
}

// The checks, in the order they are made.
const (
	CheckFormat      verdict.Check = "format"      // the file and the signature can be read in one way only
	CheckIntegrity   verdict.Check = "integrity"   // what was signed is what is there
	CheckCoverage    verdict.Check = "coverage"    // all of the file was signed but what may come after
	CheckAppearance  verdict.Check = "appearance"  // what a signature shows takes nothing away from earlier ones
	CheckTimeStamp   verdict.Check = "timestamp"   // the time stamp is of this signature
	CheckCertificate verdict.Check = "certificate" // the certificate was valid and may sign
	CheckChain       verdict.Check = "chain"       // the certificate leads to a given root
	CheckRevocation  verdict.Check = "revocation"  // the certificates were not revoked
)

// OK reports whether the file has no fault as a whole and none in a signature.
func (r *Verification) OK() bool {
	return r.Findings.OK() && !slices.ContainsFunc(r.Signatures, func(s Result) bool { return !s.Findings.OK() })
}
