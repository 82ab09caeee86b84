package pki

import (
	"encoding/asn1"
	"errors"
	"math/big"
	"strings"

	"gongwen/output/sign/cms"
)

// ErrWork says that a key takes more work to decrypt than any key should.
var ErrWork = errors.New("pki: the key is encrypted with too many iterations")

// Algorithms that make keys of passphrases, by the beginning of their identifiers
// (RFC 7292 C, RFC 8018 A, RFC 7914 7).
const (
	oidPBKDF2    = "1.2.840.113549.1.5.12"
	oidScrypt    = "1.3.6.1.4.1.11591.4.11"
	oidPBES1     = "1.2.840.113549.1.5."
	oidPKCS12PBE = "1.2.840.113549.1.12.1."
)

// bounded looks through a key file in DER or BER for the work that it asks for,
// before any of it is done. What is hidden in an encrypted part is found when that
// part has been decrypted.
func bounded(file []byte) error {
	if len(file) > maxKeyFile {
		return ErrUnreadable
	}
	if len(file) == 0 || file[0] != asn1.TagSequence|0x20 {
		return nil // who reads it says what is wrong
	}
	der, _, err := cms.ToDER(file)
	if err != nil {
		return errors.Join(ErrUnreadable, err)
	}
	var outer pfx
	if unmarshal(der, &outer) == nil && len(outer.MAC.FullBytes) > 0 {
		if err := counts(outer.MAC.Bytes, false); err != nil {
			return err
		}
	}
	return searchWork(der, 0)
}

// searchWork goes through all elements, also those inside octet strings.
func searchWork(der []byte, depth int) error {
	for depth < maxKeyDepth {
		e, rest, ok := element(der)
		if !ok {
			return nil
		}
		der = rest
		if e.IsCompound {
			if err := workOf(e); err != nil {
				return err
			}
		} else if e.Tag != asn1.TagOctetString {
			continue
		}
		if err := searchWork(e.Bytes, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// element is the first element of b; ok is false when there is none.
func element(b []byte) (e asn1.RawValue, rest []byte, ok bool) {
	rest, err := asn1.Unmarshal(b, &e)
	return e, rest, err == nil
}

// identifier is an object identifier, empty for something else.
func identifier(e asn1.RawValue) string {
	var id asn1.ObjectIdentifier
	_, err := asn1.Unmarshal(e.FullBytes, &id)
	if err != nil {
		return ""
	}
	return id.String()
}

// workOf looks at an AlgorithmIdentifier.
func workOf(e asn1.RawValue) error {
	first, rest, _ := element(e.Bytes)
	parameters, _, ok := element(rest)
	if !ok {
		return nil
	}
	switch name := identifier(first); {
	case name == oidScrypt:
		return counts(parameters.Bytes, true)
	case name == oidPBKDF2, strings.HasPrefix(name, oidPBES1), strings.HasPrefix(name, oidPKCS12PBE):
		return counts(parameters.Bytes, false)
	}
	return nil
}

// scryptFactors are cost, block size and parallelism; the length of the key comes
// behind them.
const scryptFactors = 3

// counts holds the numbers of parameters to their bound: each, or for scrypt their
// product, which is its memory and work.
func counts(parameters []byte, product bool) error {
	all, factors := big.NewInt(1), 0
	for {
		e, rest, ok := element(parameters)
		if !ok {
			return nil
		}
		parameters = rest
		if e.Tag != asn1.TagInteger || e.Class != asn1.ClassUniversal {
			continue
		}
		n := new(big.Int).SetBytes(e.Bytes)
		if n.Cmp(big.NewInt(maxIterations)) > 0 {
			return ErrWork
		}
		if factors++; product && factors <= scryptFactors {
			if all.Mul(all, n); all.Cmp(big.NewInt(maxScrypt)) > 0 {
				return ErrWork
			}
		}
	}
}
