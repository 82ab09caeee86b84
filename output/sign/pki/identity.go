package pki

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"encoding/pem"
	"errors"

	"github.com/emmansun/gmsm/pkcs8"
	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/diag"
)

// Identity is a key with its certificate and the certificates above it.
type Identity struct {
	Key         crypto.Signer
	Certificate *smx509.Certificate
	Chain       []*smx509.Certificate // the issuer first

	done func() // ends what the key needs; nil for nothing
}

// Close ends the session with the token that holds the key. A key from a file
// needs no end.
func (id *Identity) Close() {
	if id != nil && id.done != nil {
		id.done()
	}
}

// Errors of reading keys and certificates.
var (
	ErrPassphrase    = diag.NewError("口令不对", "the passphrase is wrong")
	ErrNoPassphrase  = diag.NewError("要有口令", "a passphrase is needed")
	ErrNoKey         = diag.NewError("没有私钥", "no private key")
	ErrNoCertificate = diag.NewError("没有证书", "no certificate")
	ErrNotItsKey     = diag.NewError("私钥和证书不是一对", "the key is not that of the certificate")
	ErrUnreadable    = diag.NewError("读不懂", "unreadable")
	ErrHidden        = diag.NewError("私钥又套在一层加密里", "the key stands in an encrypted part of the file")
	ErrOldCipher     = diag.NewError("私钥用的是不安全的旧式加密", "encrypted as in RFC 1423, which protects nothing")
)

// IsPEM reports whether a key file is PEM, and not PKCS#12.
func IsPEM(data []byte) bool { return bytes.Contains(data, []byte("-----BEGIN ")) }

// Open reads a key from PKCS#12 (RFC 7292), the file that CFCA has for SM2, or
// PEM, encrypted or not, and finds its certificate and those above it in the same file and among others.
func Open(file []byte, others []*smx509.Certificate, passphrase string) (*Identity, error) {
	if IsPEM(file) {
		key, err := pemKey(file, passphrase)
		if err != nil {
			return nil, err
		}
		certificates, err := Certificates(file)
		if err != nil && !errors.Is(err, ErrNoCertificate) {
			return nil, err
		}
		return identity(key, append(certificates, others...))
	}
	if err := bounded(file); err != nil {
		return nil, err
	}
	key, certificates, err := openPKCS12(file, passphrase)
	if err != nil {
		return nil, err
	}
	return identity(key, append(certificates, others...))
}

func pemKey(data []byte, passphrase string) (any, error) {
	for {
		var block *pem.Block
		if block, data = pem.Decode(data); block == nil {
			return nil, ErrNoKey
		}
		der := block.Bytes
		switch {
		case block.Type == "ENCRYPTED PRIVATE KEY":
			if passphrase == "" {
				return nil, ErrNoPassphrase
			}
			if err := bounded(der); err != nil {
				return nil, err
			}
			key, _, err := pkcs8.ParsePrivateKey(der, []byte(passphrase))
			if errors.Is(err, pkcs8.ErrUnsupportedPBES) {
				return nil, errors.Join(ErrUnreadable, err)
			}
			if err != nil {
				return nil, ErrPassphrase
			}
			return key, nil
		case block.Type != "PRIVATE KEY" && block.Type != "RSA PRIVATE KEY" && block.Type != "EC PRIVATE KEY":
			continue
		case block.Headers["DEK-Info"] != "":
			return nil, ErrOldCipher
		}
		return plainKey(block.Type, der)
	}
}

func plainKey(kind string, der []byte) (key any, err error) {
	switch kind {
	case "RSA PRIVATE KEY":
		key, err = x509.ParsePKCS1PrivateKey(der)
	case "EC PRIVATE KEY":
		key, err = smx509.ParseTypedECPrivateKey(der)
	default:
		key, err = smx509.ParsePKCS8PrivateKey(der)
	}
	if err != nil {
		return nil, errors.Join(ErrUnreadable, err)
	}
	return key, nil
}

// Certificates reads PEM or DER certificates; ErrNoCertificate when there is
// none.
func Certificates(data []byte) ([]*smx509.Certificate, error) {
	var out []*smx509.Certificate
	if !IsPEM(data) {
		list, err := smx509.ParseCertificates(data)
		if err != nil {
			return nil, errors.Join(ErrUnreadable, err)
		}
		out = list
	}
	for {
		var block *pem.Block
		if block, data = pem.Decode(data); block == nil {
			break
		}
		if block.Type != "CERTIFICATE" && block.Type != "TRUSTED CERTIFICATE" {
			continue
		}
		c, err := smx509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, errors.Join(ErrUnreadable, err)
		}
		out = append(out, c)
	}
	if len(out) == 0 {
		return nil, ErrNoCertificate
	}
	return out, nil
}

// identity finds the certificate of the key and puts the others in order.
func identity(key any, certificates []*smx509.Certificate) (*Identity, error) {
	signer, ok := key.(crypto.Signer)
	if !ok {
		return nil, ErrNoKey
	}
	if len(certificates) == 0 {
		return nil, ErrNoCertificate
	}
	for _, c := range certificates {
		if samePublic(signer.Public(), c.PublicKey) {
			id := &Identity{Key: signer, Certificate: c}
			id.Chain = Path(c, certificates)
			return id, nil
		}
	}
	return nil, ErrNotItsKey
}

func samePublic(a, b crypto.PublicKey) bool {
	k, ok := a.(interface{ Equal(crypto.PublicKey) bool })
	return ok && k.Equal(b)
}
