package pki

import (
	"encoding/asn1"
	"errors"
	"math/big"

	"gongwen/internal/diag"
	"gongwen/output/sign/cms"
)

// ErrWork says that a key takes more work to decrypt than any key should.
var ErrWork = diag.NewError("私钥加密的迭代次数过多", "the key is encrypted with too many iterations")

// oidScrypt is the one algorithm that makes keys of passphrases whose work is not
// a number of iterations (RFC 7914 7).
const oidScrypt = "1.3.6.1.4.1.11591.4.11"

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
	w := workload{left: maxIterations}
	var outer pfx
	if unmarshal(der, &outer) == nil && len(outer.MAC.FullBytes) > 0 {
		if err := w.counts(outer.MAC.Bytes, false); err != nil {
			return err
		}
	}
	return w.search(der, 0)
}

// workload is how many iterations a key file may still ask for.
type workload struct{ left int64 }

// search goes through all elements, also those inside octet strings.
func (w *workload) search(der []byte, depth int) error {
	for depth < maxKeyDepth {
		e, rest, ok := element(der)
		if !ok {
			return nil
		}
		der = rest
		if e.IsCompound {
			if err := w.algorithm(e); err != nil {
				return err
			}
		} else if e.Tag != asn1.TagOctetString {
			continue
		}
		if err := w.search(e.Bytes, depth+1); err != nil {
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

// algorithm looks at an AlgorithmIdentifier. Whatever makes a key of a passphrase
// has parameters that begin with a salt, and nothing else has a large number
// behind one (RFC 7292 C, RFC 8018 A, RFC 7914 7).
func (w *workload) algorithm(e asn1.RawValue) error {
	first, rest, _ := element(e.Bytes)
	parameters, _, ok := element(rest)
	if !ok {
		return nil
	}
	name := identifier(first)
	salt, _, _ := element(parameters.Bytes)
	if name == "" || salt.Tag != asn1.TagOctetString || salt.Class != asn1.ClassUniversal {
		return nil
	}
	return w.counts(parameters.Bytes, name == oidScrypt)
}

// scryptFactors are cost, block size and parallelism; the length of the key comes
// behind them.
const scryptFactors = 3

// counts takes the numbers of parameters off what is left; for scrypt it holds
// their product, which is memory and work, to its bound.
func (w *workload) counts(parameters []byte, scrypt bool) error {
	product, factors := big.NewInt(1), 0
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
		if n.Cmp(big.NewInt(w.left)) > 0 {
			return ErrWork
		}
		w.left -= n.Int64()
		if factors++; scrypt && factors <= scryptFactors {
			if product.Mul(product, n); product.Cmp(big.NewInt(maxScrypt)) > 0 {
				return ErrWork
			}
		}
	}
}
