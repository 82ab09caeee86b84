package pki

import (
	"bytes"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"math/big"
	"slices"
	"time"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/output/sign/cms"
)

// revocationList is a CRL of either version (RFC 5280 5.1).
type revocationList struct {
	issuer     []byte // its name in DER
	made, next time.Time
	entries    []smx509.RevocationListEntry
	extensions []pkix.Extension
	check      func(issuer *smx509.Certificate) error // its signature
}

// readCRL reads a list in DER.
func readCRL(der []byte) (*revocationList, error) {
	list, err := smx509.ParseRevocationList(der)
	if err != nil {
		if first, also := readFirstCRL(der); also == nil {
			return first, nil
		}
		return nil, err
	}
	return &revocationList{
		issuer: list.RawIssuer, made: list.ThisUpdate, next: list.NextUpdate, entries: list.RevokedCertificateEntries,
		extensions: list.Extensions, check: list.CheckSignatureFrom,
	}, nil
}

// readFirstCRL reads a list of version 1, which has no version, extensions or
// number, as OpenSSL makes them unless it is told otherwise.
func readFirstCRL(der []byte) (*revocationList, error) {
	var outer struct {
		List      asn1.RawValue
		Algorithm pkix.AlgorithmIdentifier
		Value     asn1.BitString
	}
	var list struct {
		Signature  pkix.AlgorithmIdentifier
		Issuer     asn1.RawValue
		This, Next time.Time
		Entries    []struct {
			Serial *big.Int
			At     time.Time
		} `asn1:"optional"`
	}
	if err := errors.Join(unmarshal(der, &outer), unmarshal(outer.List.FullBytes, &list)); err != nil {
		return nil, err
	}
	if !list.Signature.Algorithm.Equal(outer.Algorithm.Algorithm) {
		return nil, ErrUnreadable
	}
	out := &revocationList{issuer: list.Issuer.FullBytes, made: list.This, next: list.Next}
	for _, e := range list.Entries {
		out.entries = append(out.entries, smx509.RevocationListEntry{SerialNumber: e.Serial, RevocationTime: e.At})
	}
	out.check = func(issuer *smx509.Certificate) error {
		if issuer.KeyUsage != 0 && issuer.KeyUsage&smx509.KeyUsageCRLSign == 0 {
			return ErrUsage
		}
		return cms.CheckSignature(issuer, outer.Algorithm, outer.List.FullBytes, outer.Value.RightAlign())
	}
	return out, nil
}

func checkCRL(der []byte, c, issuer *smx509.Certificate, at time.Time) Revocation {
	list, err := readCRL(der)
	if err != nil || !bytes.Equal(list.issuer, issuer.RawSubject) || list.check(issuer) != nil {
		return Revocation{}
	}
	for _, e := range list.entries {
		if e.SerialNumber.Cmp(c.SerialNumber) == 0 && !ofAnother(e) {
			return Revocation{Revoked, e.RevocationTime}
		}
	}
	if !list.partial() && current(list.made, list.next, at) {
		return Revocation{Status: Good}
	}
	return Revocation{}
}

// ofAnother reports whether an entry is about a certificate of another issuer
// (RFC 5280 5.3.3).
func ofAnother(e smx509.RevocationListEntry) bool {
	return slices.ContainsFunc(e.Extensions, func(e pkix.Extension) bool { return e.Id.String() == "2.5.29.29" })
}

// partial reports whether a list is a delta or restricted to some certificates:
// what is not on it may still be revoked (RFC 5280 5.2.4, 5.2.5).
func (l *revocationList) partial() bool {
	return slices.ContainsFunc(l.extensions, func(e pkix.Extension) bool {
		return e.Critical && e.Id.String() != "2.5.29.20"
	})
}

// CRL is the list in a file, PEM or DER, in DER.
func CRL(file []byte) ([]byte, error) {
	if block, _ := pem.Decode(file); block != nil {
		file = block.Bytes
	}
	if _, err := readCRL(file); err != nil {
		return nil, errors.Join(ErrUnreadable, err)
	}
	return file, nil
}
