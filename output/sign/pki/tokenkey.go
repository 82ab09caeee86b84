//go:build pkcs11 && cgo

package pki

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"encoding/asn1"
	"errors"
	"io"
	"math/big"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/smx509"
	"github.com/miekg/pkcs11"

	"gongwen/output/sign/cms"
)

// tokenKey signs with a key that stays on its token.
type tokenKey struct {
	token  *token
	object pkcs11.ObjectHandle
	public crypto.PublicKey
	again  bool // the token wants the PIN before each use of the key
}

// identity finds the certificate of a key.
func (t *token) identity(object pkcs11.ObjectHandle, others []*smx509.Certificate) (*Identity, error) {
	kind, known := t.kind(object)
	if !known {
		return nil, &TokenFault{Reason: ErrKeyKind}
	}
	name := t.value(object, pkcs11.CKA_ID)
	mine, above, err := t.certificates(name)
	if err != nil {
		return nil, err
	}
	key := &tokenKey{token: t, object: object, again: t.says(object, pkcs11.CKA_ALWAYS_AUTHENTICATE)}
	if kind == pkcs11.CKK_RSA {
		key.public = t.rsaPublic(object)
	}
	all := append(append(mine, others...), above...)
	if key.public == nil {
		// The public half of an EC key is no attribute of the private one. The
		// certificate is that of the same identifier, or the one that is given;
		// Sign sees whether it is the right one.
		for _, c := range append(mine, others...) {
			if _, curve := c.PublicKey.(*ecdsa.PublicKey); curve == (kind == pkcs11.CKK_EC) && !c.IsCA {
				key.public = c.PublicKey
				break
			}
		}
	}
	if key.public == nil {
		return nil, &TokenFault{Reason: ErrNoCertificate}
	}
	if _, curve := key.public.(*ecdsa.PublicKey); curve && sm2.IsSM2PublicKey(key.public) {
		return nil, &TokenFault{Reason: ErrKeyKind}
	}
	id, err := identity(key, all)
	if errors.Is(err, ErrNotItsKey) && len(others) == 0 {
		err = ErrNoCertificate // the certificates of the token are those of other keys
	}
	if err != nil {
		return nil, &TokenFault{Reason: err}
	}
	return id, nil
}

// certificates are those of the key's identifier, and the others of the token.
func (t *token) certificates(name []byte) (mine, above []*smx509.Certificate, err error) {
	objects, err := t.find([]*pkcs11.Attribute{
		pkcs11.NewAttribute(pkcs11.CKA_CLASS, pkcs11.CKO_CERTIFICATE),
		pkcs11.NewAttribute(pkcs11.CKA_CERTIFICATE_TYPE, pkcs11.CKC_X_509),
	})
	if err != nil {
		return nil, nil, err
	}
	for _, o := range objects {
		c, err := smx509.ParseCertificate(t.value(o, pkcs11.CKA_VALUE))
		if err != nil {
			continue // another certificate of the token does not hinder this key
		}
		if len(name) > 0 && bytes.Equal(t.value(o, pkcs11.CKA_ID), name) {
			mine = append(mine, c)
		} else {
			above = append(above, c)
		}
	}
	return mine, above, nil
}

// rsaPublic is the public half, which a private RSA key holds; nil where the
// token keeps it back.
func (t *token) rsaPublic(object pkcs11.ObjectHandle) crypto.PublicKey {
	n, e := t.value(object, pkcs11.CKA_MODULUS), new(big.Int).SetBytes(t.value(object, pkcs11.CKA_PUBLIC_EXPONENT))
	if len(n) == 0 || !e.IsInt64() || e.Sign() == 0 || e.BitLen() > 31 {
		return nil
	}
	return &rsa.PublicKey{N: new(big.Int).SetBytes(n), E: int(e.Int64())}
}

// Public is the public half of the key.
func (k *tokenKey) Public() crypto.PublicKey { return k.public }

// Sign signs a digest and holds the result against the certificate.
func (k *tokenKey) Sign(_ io.Reader, digest []byte, _ crypto.SignerOpts) ([]byte, error) {
	hash, err := cms.HashFor(k.public)
	if err != nil {
		return nil, err
	}
	if _, isRSA := k.public.(*rsa.PublicKey); isRSA {
		info, err := hash.DigestInfo(digest)
		if err != nil {
			return nil, err
		}
		value, err := k.operate(pkcs11.CKM_RSA_PKCS, info)
		if err != nil {
			return nil, err
		}
		if rsa.VerifyPKCS1v15(k.public.(*rsa.PublicKey), hash.Standard(), digest, value) != nil {
			return nil, &TokenFault{Reason: ErrNotItsKey}
		}
		return value, nil
	}
	public, ok := k.public.(*ecdsa.PublicKey)
	if !ok {
		return nil, &TokenFault{Reason: ErrKeyKind}
	}
	raw, err := k.operate(pkcs11.CKM_ECDSA, digest)
	if err != nil {
		return nil, err
	}
	// r and s one behind the other (PKCS#11 v2.40 2.3.1); CMS wants a SEQUENCE.
	half := len(raw) / 2
	value, err := asn1.Marshal(struct{ R, S *big.Int }{new(big.Int).SetBytes(raw[:half]), new(big.Int).SetBytes(raw[half:])})
	if err != nil {
		return nil, err
	}
	if !ecdsa.VerifyASN1(public, digest, value) {
		return nil, &TokenFault{Reason: ErrNotItsKey}
	}
	return value, nil
}

func (k *tokenKey) operate(mechanism uint, data []byte) ([]byte, error) {
	t := k.token
	err := t.library.SignInit(t.session, []*pkcs11.Mechanism{pkcs11.NewMechanism(mechanism, nil)}, k.object)
	if err == nil && k.again {
		err = t.library.Login(t.session, pkcs11.CKU_CONTEXT_SPECIFIC, t.pin)
	}
	var value []byte
	if err == nil {
		value, err = t.library.Sign(t.session, data)
	}
	switch {
	case err == nil:
		return value, nil
	case is(err, pkcs11.CKR_KEY_FUNCTION_NOT_PERMITTED, pkcs11.CKR_MECHANISM_INVALID, pkcs11.CKR_KEY_TYPE_INCONSISTENT):
		return nil, fault(ErrKeyUse, err)
	}
	return nil, fault(ErrToken, err)
}
