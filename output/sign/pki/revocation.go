package pki

import (
	"bytes"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"slices"
	"time"

	"github.com/emmansun/gmsm/smx509"
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

// current says whether evidence made at one time and replaced at another tells
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

func checkCRL(der []byte, c, issuer *smx509.Certificate, at time.Time) Revocation {
	list, err := smx509.ParseRevocationList(der)
	if err != nil || !bytes.Equal(list.RawIssuer, issuer.RawSubject) || list.CheckSignatureFrom(issuer) != nil {
		return Revocation{}
	}
	for _, e := range list.RevokedCertificateEntries {
		if e.SerialNumber.Cmp(c.SerialNumber) == 0 && !ofAnother(e) {
			return Revocation{Revoked, e.RevocationTime}
		}
	}
	if !partial(list) && current(list.ThisUpdate, list.NextUpdate, at) {
		return Revocation{Status: Good}
	}
	return Revocation{}
}

// ofAnother says whether an entry is about a certificate of another issuer
// (RFC 5280 5.3.3).
func ofAnother(e smx509.RevocationListEntry) bool {
	return slices.ContainsFunc(e.Extensions, func(e pkix.Extension) bool { return e.Id.String() == "2.5.29.29" })
}

// partial says whether a list is a delta or restricted to some certificates:
// what is not on it may still be revoked (RFC 5280 5.2.4, 5.2.5).
func partial(list *smx509.RevocationList) bool {
	return slices.ContainsFunc(list.Extensions, func(e pkix.Extension) bool {
		return e.Critical && e.Id.String() != "2.5.29.20"
	})
}

// CRL is the list in a file, PEM or DER, in DER.
func CRL(file []byte) ([]byte, error) {
	if block, _ := pem.Decode(file); block != nil {
		file = block.Bytes
	}
	if _, err := smx509.ParseRevocationList(file); err != nil {
		return nil, errors.Join(ErrUnreadable, err)
	}
	return file, nil
}
