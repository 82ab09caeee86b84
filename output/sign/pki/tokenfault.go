package pki

import (
	"strings"

	"gongwen/internal/diag"
)

// Errors of OpenToken and of the keys that it gives, as the Reason of a
// TokenFault.
var (
	ErrTokensNotBuilt = diag.NewError("程序里没有 PKCS#11", "built without PKCS#11")
	ErrModule         = diag.NewError("PKCS#11 库不能用", "the PKCS#11 library cannot be used")
	ErrNoToken        = diag.NewError("没有这个令牌", "no such token")
	ErrManyTokens     = diag.NewError("有几个令牌都符合", "several tokens fit")
	ErrManyKeys       = diag.NewError("有几个私钥都符合", "several keys fit")
	ErrKeyUse         = diag.NewError("私钥不许用来签名", "the key may not sign")
	ErrKeyKind        = diag.NewError("令牌上的这种私钥不能用", "keys of this kind cannot be used on a token")
	ErrPINLocked      = diag.NewError("PIN 已锁定", "the PIN is locked")
	ErrToken          = diag.NewError("令牌报告出错", "the token reports an error")
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
