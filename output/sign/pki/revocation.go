package pki

import (
	"bytes"
	"slices"
	"time"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/output/sign/cms"
)

// Evidence is what is known of revoked certificates: OCSP responses and CRLs
// in DER.
type Evidence struct{ OCSP, CRL [][]byte }

// Add puts other evidence behind e, none twice.
func (e *Evidence) Add(other Evidence) {
	for _, der := range other.OCSP {
		e.OCSP = addOnce(e.OCSP, der)
	}
	for _, der := range other.CRL {
		e.CRL = addOnce(e.CRL, der)
	}
}

// Size is how many bytes the evidence has.
func (e Evidence) Size() int {
	n := 0
	for _, der := range slices.Concat(e.OCSP, e.CRL) {
		n += len(der)
	}
	return n
}

func addOnce(list [][]byte, der []byte) [][]byte {
	if slices.ContainsFunc(list, func(x []byte) bool { return bytes.Equal(x, der) }) {
		return list
	}
	return append(list, der)
}

// Status is what the evidence says of one certificate.
type Status uint8

// The states. Unknown also stands for evidence that is out of date or of
// another issuer.
const (
	Unknown Status = iota
	Good
	Revoked
)

// Revocation is the status of a certificate and, if it is revoked, since when.
type Revocation struct {
	Status Status
	Since  time.Time
}

// Check looks a certificate up. The evidence must be signed by its issuer or
// by whom the issuer has named, and have been in force at the time or have
// been made later. A revocation counts wherever it stands.
func (e Evidence) Check(c, issuer *smx509.Certificate, at time.Time) Revocation {
	var found Revocation
	if !cms.Usable(issuer.PublicKey) {
		return found
	}
	for _, der := range e.OCSP {
		found = found.or(checkOCSP(der, c, issuer, at))
	}
	for _, der := range e.CRL {
		found = found.or(checkCRL(der, c, issuer, at))
	}
	return found
}

func (r Revocation) or(other Revocation) Revocation {
	if other.Status > r.Status {
		return other
	}
	return r
}

// current reports whether evidence made at one time and replaced at another tells
// something about at.
func current(made, replaced, at time.Time) bool {
	return !made.Before(at) || !replaced.IsZero() && !replaced.Before(at)
}

func checkOCSP(der []byte, c, issuer *smx509.Certificate, at time.Time) Revocation {
	said, err := ParseOCSP(der, c, issuer)
	if err != nil {
		return Revocation{}
	}
	switch {
	case said.Status == Revoked:
		return Revocation{Revoked, said.Since}
	case said.Status == Good && current(said.ThisUpdate, said.NextUpdate, at):
		return Revocation{Status: Good}
	}
	return Revocation{}
}
