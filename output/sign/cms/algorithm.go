package cms

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509/pkix"
	"encoding/asn1"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/diag"
)

// ErrKey says that a key is of a kind or size that signatures are not made with.
var ErrKey = diag.NewError("RSA 密钥不在 2048 至 16384 位之间", "an RSA key of less than 2048 or more than 16384 bits")

// signer is how one kind of key signs.
type signer struct {
	hash      Hash
	algorithm pkix.AlgorithmIdentifier
	options   crypto.SignerOpts
	whole     bool // the key hashes for itself and takes the whole message
}

// The least modulus that ETSI TS 119 312 still allows, and the largest that is
// calculated with, in bits: a signature of a larger one takes seconds to check.
const (
	minRSA = 2048
	maxRSA = 16384
)

// signerFor chooses the algorithms for a public key.
func signerFor(public crypto.PublicKey) (signer, error) {
	switch k := public.(type) {
	case *rsa.PublicKey:
		if !Usable(k) {
			return signer{}, ErrKey
		}
		id := pkix.AlgorithmIdentifier{Algorithm: parseOID(oidRSA), Parameters: asn1.NullRawValue}
		return signer{hash: SHA256, algorithm: id, options: crypto.SHA256}, nil
	case *ecdsa.PublicKey:
		if sm2.IsSM2PublicKey(k) {
			// The message form of RFC 5652 with the identifiers of SM2 and SM3: the
			// content types of GB/T 35275 would break ISO 19005-2 6.4.3.
			id := pkix.AlgorithmIdentifier{Algorithm: parseOID(oidSM2WithSM3)}
			return signer{hash: SM3, algorithm: id, options: sm2.NewSM2SignerOption(true, nil), whole: true}, nil
		}
		for _, a := range ecdsaAlgorithms {
			if k.Curve.Params().BitSize == a.bits {
				id := pkix.AlgorithmIdentifier{Algorithm: parseOID(a.oid)}
				return signer{hash: a.hash, algorithm: id, options: hashes[a.hash].std}, nil
			}
		}
	}
	return signer{}, ErrKey
}

var ecdsaAlgorithms = [...]struct {
	bits int
	hash Hash
	oid  string
	x509 smx509.SignatureAlgorithm
}{
	{256, SHA256, "1.2.840.10045.4.3.2", smx509.ECDSAWithSHA256},
	{384, SHA384, "1.2.840.10045.4.3.3", smx509.ECDSAWithSHA384},
	{521, SHA512, "1.2.840.10045.4.3.4", smx509.ECDSAWithSHA512},
}

var rsaAlgorithms = [...]struct {
	hash Hash
	oid  string
	x509 smx509.SignatureAlgorithm
	pss  smx509.SignatureAlgorithm
}{
	{SHA256, "1.2.840.113549.1.1.11", smx509.SHA256WithRSA, smx509.SHA256WithRSAPSS},
	{SHA384, "1.2.840.113549.1.1.12", smx509.SHA384WithRSA, smx509.SHA384WithRSAPSS},
	{SHA512, "1.2.840.113549.1.1.13", smx509.SHA512WithRSA, smx509.SHA512WithRSAPSS},
}

// pssParameters is RSASSA-PSS-params (RFC 8017 A.2.3). Its defaults are those
// of SHA-1, which is no algorithm here: what is left out is refused.
type pssParameters struct {
	Hash    pkix.AlgorithmIdentifier `asn1:"explicit,tag:0"`
	Mask    pkix.AlgorithmIdentifier `asn1:"explicit,tag:1"`
	Salt    int                      `asn1:"explicit,tag:2"`
	Trailer int                      `asn1:"explicit,optional,tag:3,default:1"`
}

// pssOf reports whether the parameters of an RSASSA-PSS signature are of a digest
// algorithm and nothing else: mask and message by the same one, a salt of its
// length, as RFC 8017 9.1 has it usual and certificates are checked.
func pssOf(raw asn1.RawValue, h Hash) bool {
	var p pssParameters
	if unmarshal(raw.FullBytes, &p) != nil || p.Mask.Algorithm.String() != oidMGF1 {
		return false
	}
	var inner pkix.AlgorithmIdentifier
	if unmarshal(p.Mask.Parameters.FullBytes, &inner) != nil {
		return false
	}
	message, ok := HashOf(p.Hash.Algorithm)
	mask, known := HashOf(inner.Algorithm)
	return ok && known && message == h && mask == h && p.Salt == h.New().Size() && p.Trailer == 1
}

// algorithmOf is the signature algorithm that a signer names. The digest
// algorithm of the message and that of the signature must be the same.
func algorithmOf(id pkix.AlgorithmIdentifier, h Hash) (smx509.SignatureAlgorithm, bool) {
	name := id.Algorithm.String()
	if (name == oidSM2 || name == oidSM2WithSM3) && h == SM3 {
		return smx509.SM2WithSM3, true
	}
	for _, a := range ecdsaAlgorithms {
		if name == a.oid && h == a.hash {
			return a.x509, true
		}
	}
	for _, a := range rsaAlgorithms {
		if h == a.hash && (name == oidRSA || name == a.oid) {
			return a.x509, true
		}
		if h == a.hash && name == oidRSAPSS && pssOf(id.Parameters, h) {
			return a.pss, true
		}
	}
	return smx509.UnknownSignatureAlgorithm, false
}

// CheckSignature holds a signature against a certificate's key. The algorithm
// is one that messages may be signed with, by whatever digest goes with it.
// Errors are *Unsupported, ErrKey and ErrSignature.
func CheckSignature(c *smx509.Certificate, id pkix.AlgorithmIdentifier, signed, value []byte) error {
	for h := SHA256; h <= SM3; h++ {
		algorithm, ok := algorithmOf(id, h)
		if !ok || id.Algorithm.String() == oidRSA { // which names a key, not how it signs
			continue
		}
		if !Usable(c.PublicKey) {
			return ErrKey
		}
		if c.CheckSignature(algorithm, signed, value) != nil {
			return ErrSignature
		}
		return nil
	}
	return unsupported(nameOf(id.Algorithm))
}

// Usable reports whether a key has a size that signatures are made with: an RSA
// modulus of 2048 to 16384 bits.
func Usable(public crypto.PublicKey) bool {
	k, ok := public.(*rsa.PublicKey)
	return !ok || k.N.BitLen() >= minRSA && k.N.BitLen() <= maxRSA
}
