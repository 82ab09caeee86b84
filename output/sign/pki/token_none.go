//go:build !pkcs11 || !cgo

package pki

import "github.com/emmansun/gmsm/smx509"

// OpenToken would open a key on a token: this program was built without
// PKCS#11, which needs cgo and the build tag pkcs11.
func OpenToken(*URI, []*smx509.Certificate, string) (*Identity, error) {
	return nil, &TokenFault{Reason: ErrTokensNotBuilt}
}
