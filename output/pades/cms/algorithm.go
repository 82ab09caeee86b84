package cms

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/smx509"
)

// ErrKey says that a key is of a kind or size that signatures are not made with.
var ErrKey = errors.New("cms: unsupported key")

// signer is how one kind of key signs.
type signer struct {
	hash      Hash
	algorithm pkix.AlgorithmIdentifier
	options   crypto.SignerOpts
	whole     bool // the key hashes for itself and takes the whole message
}

// minRSA is the least modulus, in bits, that ETSI TS 119 312 still allows.
const minRSA = 2048

// signerFor chooses the algorithms for a public key.
func signerFor(public crypto.PublicKey) (signer, error) {
	switch k := public.(type) {
	case *rsa.PublicKey:
		if k.N.BitLen() < minRSA {
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
}{
	{SHA256, "1.2.840.113549.1.1.11", smx509.SHA256WithRSA},
	{SHA384, "1.2.840.113549.1.1.12", smx509.SHA384WithRSA},
	{SHA512, "1.2.840.113549.1.1.13", smx509.SHA512WithRSA},
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
		if (name == oidRSA || name == a.oid) && h == a.hash {
			return a.x509, true
		}
	}
	return smx509.UnknownSignatureAlgorithm, false
}

// weak says whether a key is too short to be relied on.
func weak(public crypto.PublicKey) bool {
	k, ok := public.(*rsa.PublicKey)
	return ok && k.N.BitLen() < minRSA
}
