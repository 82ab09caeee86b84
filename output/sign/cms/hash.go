package cms

import (
	"crypto"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509/pkix"
	"encoding/asn1"
	"hash"

	"github.com/emmansun/gmsm/sm3"
)

// Hash is a digest algorithm that signatures may use.
type Hash uint8

// The digest algorithms. SHA-1 is none of them.
const (
	SHA256 Hash = iota + 1
	SHA384
	SHA512
	SM3
)

var hashes = [...]struct {
	name string
	oid  string
	new  func() hash.Hash
	std  crypto.Hash
}{
	SHA256: {"SHA-256", "2.16.840.1.101.3.4.2.1", sha256.New, crypto.SHA256},
	SHA384: {"SHA-384", "2.16.840.1.101.3.4.2.2", sha512.New384, crypto.SHA384},
	SHA512: {"SHA-512", "2.16.840.1.101.3.4.2.3", sha512.New, crypto.SHA512},
	SM3:    {"SM3", "1.2.156.10197.1.401", sm3.New, 0},
}

func (h Hash) String() string { return hashes[h].name }

// New is a hash in its initial state.
func (h Hash) New() hash.Hash { return hashes[h].new() }

// Sum is the digest of parts one behind the other.
func (h Hash) Sum(parts ...[]byte) []byte {
	d := h.New()
	for _, p := range parts {
		d.Write(p) // a hash takes every write
	}
	return d.Sum(nil)
}

// HashOf finds a digest algorithm by its identifier; false for one that
// signatures may not use.
func HashOf(id asn1.ObjectIdentifier) (Hash, bool) {
	name := id.String()
	if name == oidSM3Unkeyed {
		return SM3, true
	}
	for h := SHA256; h <= SM3; h++ {
		if hashes[h].oid == name {
			return h, true
		}
	}
	return 0, false
}

// ID is the algorithm's identifier.
func (h Hash) ID() asn1.ObjectIdentifier { return parseOID(hashes[h].oid) }

// Standard is the algorithm as package crypto names it; 0 for SM3.
func (h Hash) Standard() crypto.Hash { return hashes[h].std }

// DigestInfo is a digest with the name of its algorithm in DER, as it is padded
// and signed with RSA (RFC 8017 9.2).
func (h Hash) DigestInfo(digest []byte) ([]byte, error) {
	id := pkix.AlgorithmIdentifier{Algorithm: h.ID(), Parameters: asn1.NullRawValue}
	return asn1.Marshal(imprint{id, digest})
}
