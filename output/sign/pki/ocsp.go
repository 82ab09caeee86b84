package pki

import (
	"bytes"
	"crypto/sha1"
	"crypto/x509/pkix"
	"encoding/asn1"
	"hash"
	"math/big"
	"slices"
	"time"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/diag"
	"gongwen/output/sign/cms"
)

// OCSP is what a responder says of one certificate (RFC 6960 4.2.1).
type OCSP struct {
	Status     Status
	Since      time.Time // when it was revoked
	ThisUpdate time.Time
	NextUpdate time.Time // zero for none
}

// Errors of ParseOCSP.
var (
	// ErrNotResponder says that a response is signed by somebody whom the issuer
	// has not named.
	ErrNotResponder = diag.NewError("OCSP 服务器没有得到授权", "the OCSP responder is not authorised")
	// ErrOCSP says that a response is malformed, no success, or of another
	// certificate.
	ErrOCSP = diag.NewError("没有对这张证书的 OCSP 回答", "no OCSP response for this certificate")
)

// The types of RFC 6960 4.1.1 and 4.2.1 as encoding/asn1 takes them.

type ocspRequest struct{ TBS ocspTBSRequest }

type ocspTBSRequest struct{ List []ocspSingleRequest }

type ocspSingleRequest struct{ ID certID }

type certID struct {
	Hash      pkix.AlgorithmIdentifier
	Name, Key []byte
	Serial    *big.Int
}

type ocspResponse struct {
	Status asn1.Enumerated
	Bytes  ocspBytes `asn1:"explicit,tag:0,optional"`
}

type ocspBytes struct {
	Type     asn1.ObjectIdentifier
	Response []byte
}

type ocspBasic struct {
	Data         asn1.RawValue
	Algorithm    pkix.AlgorithmIdentifier
	Signature    asn1.BitString
	Certificates []asn1.RawValue `asn1:"explicit,tag:0,optional"`
}

type ocspData struct {
	Version    int `asn1:"explicit,tag:0,default:0,optional"`
	Responder  asn1.RawValue
	ProducedAt time.Time `asn1:"generalized"`
	Responses  []ocspSingle
	Extensions []pkix.Extension `asn1:"explicit,tag:1,optional"`
}

type ocspSingle struct {
	ID         certID
	Status     asn1.RawValue
	ThisUpdate time.Time        `asn1:"generalized"`
	NextUpdate time.Time        `asn1:"generalized,explicit,tag:0,optional"`
	Extensions []pkix.Extension `asn1:"explicit,tag:1,optional"`
}

// oidBasicResponse is the one type of response that there is (RFC 6960 4.2.1).
const oidBasicResponse = "1.3.6.1.5.5.7.48.1.1"

// IsOCSP reports whether a file is an OCSP response that tells something, about
// whomever.
func IsOCSP(file []byte) bool {
	_, _, err := openOCSP(file)
	return err == nil
}

func openOCSP(der []byte) (*ocspBasic, *ocspData, error) {
	var outer ocspResponse
	var basic ocspBasic
	var data ocspData
	if len(der) > maxAnswer || unmarshal(der, &outer) != nil || outer.Status != 0 || outer.Bytes.Type.String() != oidBasicResponse ||
		unmarshal(outer.Bytes.Response, &basic) != nil || unmarshal(basic.Data.FullBytes, &data) != nil {
		return nil, nil, ErrOCSP
	}
	return &basic, &data, nil
}

// ParseOCSP reads an OCSP response about c and checks its signature: by the
// issuer itself, or by whom the issuer has named (RFC 6960 4.2.2.2), with any
// algorithm that signatures may have.
func ParseOCSP(der []byte, c, issuer *smx509.Certificate) (*OCSP, error) {
	basic, data, err := openOCSP(der)
	if err != nil || critical(data.Extensions) {
		return nil, ErrOCSP
	}
	var found *OCSP
	for _, single := range data.Responses {
		if !single.ID.is(c, issuer) || critical(single.Extensions) {
			continue
		}
		said := &OCSP{ThisUpdate: single.ThisUpdate, NextUpdate: single.NextUpdate}
		if !said.take(single.Status) {
			return nil, ErrOCSP
		}
		if found == nil || said.Status > found.Status { // a revocation counts wherever it stands
			found = said
		}
	}
	if found == nil {
		return nil, ErrOCSP
	}
	if err := responderOf(basic, data.ProducedAt, issuer); err != nil {
		return nil, err
	}
	return found, nil
}

func unmarshal(der []byte, to any) error {
	rest, err := asn1.Unmarshal(der, to)
	if err == nil && len(rest) > 0 {
		err = ErrUnreadable
	}
	return err
}

func critical(list []pkix.Extension) bool {
	return slices.ContainsFunc(list, func(e pkix.Extension) bool { return e.Critical })
}

// take reads a CertStatus.
func (o *OCSP) take(raw asn1.RawValue) bool {
	if raw.Class != asn1.ClassContextSpecific {
		return false
	}
	switch raw.Tag {
	case 0:
		o.Status = Good
	case 1:
		o.Status = Revoked
		// The time stands first in the implicitly tagged RevokedInfo; a reason may
		// follow it.
		_, err := asn1.UnmarshalWithParams(raw.Bytes, &o.Since, "generalized")
		return err == nil
	case 2:
		o.Status = Unknown
	default:
		return false
	}
	return true
}

// responderOf checks who signed a response.
func responderOf(basic *ocspBasic, made time.Time, issuer *smx509.Certificate) error {
	signed, value := basic.Data.FullBytes, basic.Signature.RightAlign()
	if cms.CheckSignature(issuer, basic.Algorithm, signed, value) == nil {
		return nil
	}
	for _, raw := range basic.Certificates[:min(len(basic.Certificates), maxResponders)] {
		responder, err := smx509.ParseCertificate(raw.FullBytes)
		if err != nil || cms.CheckSignature(responder, basic.Algorithm, signed, value) != nil {
			continue
		}
		if !cms.Usable(issuer.PublicKey) || responder.CheckSignatureFrom(issuer) != nil || !slices.Contains(responder.ExtKeyUsage, smx509.ExtKeyUsageOCSPSigning) ||
			made.Before(responder.NotBefore) || made.After(responder.NotAfter) {
			return ErrNotResponder
		}
		return nil
	}
	return ErrNotResponder
}

// request is an OCSP request for a certificate (RFC 6960 4.1.1).
func (h idHash) request(c, issuer *smx509.Certificate) ([]byte, error) {
	key, err := keyBits(issuer)
	if err != nil {
		return nil, err
	}
	id := certID{
		Hash: pkix.AlgorithmIdentifier{Algorithm: h.oid, Parameters: asn1.NullRawValue},
		Name: h.sum(issuer.RawSubject), Key: h.sum(key), Serial: c.SerialNumber,
	}
	return asn1.Marshal(ocspRequest{ocspTBSRequest{[]ocspSingleRequest{{id}}}})
}

// is reports whether an identifier is that of a certificate.
func (id certID) is(c, issuer *smx509.Certificate) bool {
	key, err := keyBits(issuer)
	if err != nil || id.Serial == nil || id.Serial.Cmp(c.SerialNumber) != 0 {
		return false
	}
	for _, h := range idHashes() {
		if h.oid.Equal(id.Hash.Algorithm) {
			return bytes.Equal(id.Name, h.sum(issuer.RawSubject)) && bytes.Equal(id.Key, h.sum(key))
		}
	}
	return false
}

// keyBits is a public key as it stands in the certificate, without its algorithm.
func keyBits(c *smx509.Certificate) ([]byte, error) {
	var info struct {
		Algorithm pkix.AlgorithmIdentifier
		Key       asn1.BitString
	}
	if err := unmarshal(c.RawSubjectPublicKeyInfo, &info); err != nil {
		return nil, err
	}
	return info.Key.RightAlign(), nil
}

// idHash is a digest that certificates are named by. It finds them and
// protects nothing: the signature is over the whole answer.
type idHash struct {
	oid asn1.ObjectIdentifier
	new func() hash.Hash
}

func (h idHash) sum(b []byte) []byte {
	d := h.new()
	d.Write(b) // a hash takes every write
	return d.Sum(nil)
}

// idHashes are those that answers may use. SHA-1 is what every responder knows
// (RFC 5019 2.1.1).
func idHashes() []idHash {
	list := []idHash{{asn1.ObjectIdentifier{1, 3, 14, 3, 2, 26}, sha1.New}}
	for _, h := range []cms.Hash{cms.SM3, cms.SHA256, cms.SHA384, cms.SHA512} {
		list = append(list, idHash{h.ID(), h.New})
	}
	return list
}

// asked are the digests that an issuer's responder is asked with, one after the
// other: responders of SM2 certificates may know SM3 only (GM/T 0014).
func asked(issuer *smx509.Certificate) []idHash {
	all := idHashes()
	if sm2.IsSM2PublicKey(issuer.PublicKey) {
		return []idHash{all[1], all[0]}
	}
	return all[:1]
}
