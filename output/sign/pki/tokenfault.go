package pki

import (
	"errors"
	"strings"
)

// Errors of OpenToken and of the keys that it gives, as the Reason of a
// TokenFault.
var (
	ErrTokensNotBuilt = errors.New("pki: built without PKCS#11")
	ErrModule         = errors.New("pki: the PKCS#11 library cannot be used")
	ErrNoToken        = errors.New("pki: no such token")
	ErrManyTokens     = errors.New("pki: several tokens fit")
	ErrManyKeys       = errors.New("pki: several keys fit")
	ErrKeyUse         = errors.New("pki: the key may not sign")
	ErrKeyKind        = errors.New("pki: keys of this kind cannot be used on a token")
	ErrPINLocked      = errors.New("pki: the PIN is locked")
	ErrToken          = errors.New("pki: the token reports an error")
)

// TokenFault says why a key on a token cannot be used. Its Reason may also be
// ErrNoKey, ErrNoCertificate, ErrNotItsKey, ErrPassphrase or ErrNoPassphrase,
// which a PIN counts as.
type TokenFault struct {
	Reason error
	Found  []string // what is there, for the user to choose from: tokens or keys as attributes of a URI
	Code   string   // the CKR_ name of what the library answered; empty for none
}

func (f *TokenFault) Error() string {
	text := f.Reason.Error()
	if f.Code != "" {
		text += " (" + f.Code + ")"
	}
	if len(f.Found) > 0 {
		text += ": " + strings.Join(f.Found, ", ")
	}
	return text
}

// Unwrap gives the reason.
func (f *TokenFault) Unwrap() error { return f.Reason }
