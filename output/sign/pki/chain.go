package pki

import (
	"bytes"
	"errors"
	"slices"
	"time"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/diag"
	"gongwen/output/sign/cms"
)

// Path is the line of issuers above a certificate as far as pool goes, the
// nearest first. It trusts nobody: each certificate only signs the one before.
func Path(leaf *smx509.Certificate, pool []*smx509.Certificate) []*smx509.Certificate {
	var out []*smx509.Certificate
	for at := leaf; len(out) < maxChain && !SelfSigned(at); {
		issuer := Issuer(at, pool)
		if issuer == nil || contains(out, issuer) {
			break
		}
		out = append(out, issuer)
		at = issuer
	}
	return out
}

// Issuer finds the certificate in pool that signed c; nil for none.
func Issuer(c *smx509.Certificate, pool []*smx509.Certificate) *smx509.Certificate {
	tried := 0
	for _, p := range pool {
		if !bytes.Equal(p.RawSubject, c.RawIssuer) || p.Equal(c) || !cms.Usable(p.PublicKey) {
			continue
		}
		if tried++; tried > maxNamesakes {
			break
		}
		if c.CheckSignatureFrom(p) == nil {
			return p
		}
	}
	return nil
}

// SelfSigned reports whether a certificate names itself as its issuer.
func SelfSigned(c *smx509.Certificate) bool { return bytes.Equal(c.RawSubject, c.RawIssuer) }

func contains(list []*smx509.Certificate, c *smx509.Certificate) bool {
	for _, x := range list {
		if x.Equal(c) {
			return true
		}
	}
	return false
}

// Errors of CheckUse.
var (
	ErrExpired     = diag.NewError("证书已过期", "the certificate has expired")
	ErrNotYetValid = diag.NewError("证书还没有生效", "the certificate is not yet valid")
	ErrUsage       = diag.NewError("证书不是用来签名的", "the certificate is not meant for signing")
)

// CheckUse reports whether a certificate may sign documents at a time. One that
// says nothing of its use may (RFC 5280 4.2.1.3).
func CheckUse(c *smx509.Certificate, at time.Time) error {
	switch {
	case at.Before(c.NotBefore):
		return ErrNotYetValid
	case at.After(c.NotAfter):
		return ErrExpired
	case c.KeyUsage != 0 && c.KeyUsage&(smx509.KeyUsageDigitalSignature|smx509.KeyUsageContentCommitment) == 0:
		return ErrUsage
	}
	return nil
}

// Trust is the roots that the user trusts.
type Trust struct{ Roots []*smx509.Certificate }

// Chain finds a chain from leaf to a root at a time, leaf first and root last.
// With stamping, it must be one for time stamps (RFC 3161 2.3).
func (t Trust) Chain(leaf *smx509.Certificate, pool []*smx509.Certificate, at time.Time, stamping bool) ([]*smx509.Certificate, error) {
	roots, others := smx509.NewCertPool(), smx509.NewCertPool()
	unusable := add(roots, t.Roots)
	unusable = add(others, pool) || unusable
	use := smx509.ExtKeyUsageAny
	if stamping {
		if !slices.Contains(leaf.ExtKeyUsage, smx509.ExtKeyUsageTimeStamping) {
			return nil, ErrUsage
		}
		use = smx509.ExtKeyUsageTimeStamping
	}
	chains, err := handled(leaf).Verify(smx509.VerifyOptions{
		Roots: roots, Intermediates: others, CurrentTime: at, KeyUsages: []smx509.ExtKeyUsage{use},
	})
	if err != nil {
		if unusable {
			err = errors.Join(err, cms.ErrKey)
		}
		return nil, err
	}
	for _, chain := range chains {
		if err = keepsNames(chain); err == nil && !stamping {
			err = keepsPurpose(chain)
		}
		if err == nil {
			return chain, nil
		}
	}
	return nil, err
}

// keepsPurpose holds the issuers between a signer and the root to the purposes that
// they are for: one for servers alone issues no certificates of signers.
func keepsPurpose(chain []*smx509.Certificate) error {
	for i := 1; i < len(chain)-1; i++ {
		if _, err := CheckPurpose(chain[i]); err != nil {
			return err
		}
	}
	return nil
}

// add puts certificates into a pool, but those whose keys are of a size that
// nobody should rely on or have to calculate with, and those behind the first few of
// a name.
func add(pool *smx509.CertPool, list []*smx509.Certificate) (unusable bool) {
	namesakes := map[string]int{}
	for _, c := range list {
		if !cms.Usable(c.PublicKey) {
			unusable = true
			continue
		}
		if namesakes[string(c.RawSubject)]++; namesakes[string(c.RawSubject)] <= maxNamesakes {
			pool.AddCert(handled(c))
		}
	}
	return unusable
}

// CheckStamper reports whether a certificate may sign time stamps at a time (RFC
// 3161 2.3).
func CheckStamper(c *smx509.Certificate, at time.Time) error {
	if !slices.Contains(c.ExtKeyUsage, smx509.ExtKeyUsageTimeStamping) {
		return ErrUsage
	}
	return CheckUse(c, at)
}
