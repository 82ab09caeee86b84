package pki

import (
	"bytes"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"math/big"
	"strings"

	"github.com/emmansun/gmsm/pkcs"
	pkcs12 "software.sslmate.com/src/go-pkcs12"
)

// noneHidden refuses a PKCS#12 file with a key in an encrypted part, which no
// program writes: what that key asks for is not to be seen before the part is
// decrypted, and then it is too late.
func noneHidden(file []byte, passphrase string) error {
	var outer pfx
	var safe []byte
	var contents []pfxContent
	read := unmarshal(file, &outer) == nil && unmarshal(outer.Safe.Content.Bytes, &safe) == nil && unmarshal(safe, &contents) == nil
	if !read {
		return nil // who reads it says what is wrong
	}
	for _, content := range contents {
		var sealed encryptedData
		if content.Type.String() != oidEncryptedContent || unmarshal(content.Content.Bytes, &sealed) != nil {
			continue
		}
		if pkcs.IsPBES2(sealed.Info.Algorithm) {
			if _, err := safeBags(content, passphrase); errors.Is(err, ErrWork) {
				return err
			}
		}
		if hidesKey(content, passphrase) {
			return ErrHidden
		}
	}
	return nil
}

// hidesKey decrypts a part alone. The library gives away no part of a file, but
// it refuses a second key unread: so the part is put into a file of its own,
// behind a key of nobody's.
func hidesKey(part pfxContent, passphrase string) bool {
	before, err := nobody()
	if err != nil {
		return true
	}
	safe, err := asn1.Marshal([]pfxContent{before, part})
	if err != nil {
		return true
	}
	macs := []func([]byte, string) (macData, error){modernMAC}
	if passphrase == "" {
		macs = append(macs, emptyMAC)
	}
	for _, mac := range macs {
		m, err := mac(safe, passphrase)
		if err != nil {
			return true
		}
		whole, err := asn1.Marshal(struct {
			Version int
			Safe    pfxContent
			MAC     macData
		}{3, dataContent(safe), m})
		if err != nil {
			return true
		}
		if _, _, _, err := pkcs12.DecodeChain(whole, passphrase); err != nil && strings.Contains(err.Error(), "exactly one key bag") {
			return true
		}
	}
	return false
}

// macData is the type of RFC 7292 4.
type macData struct {
	MAC struct {
		Algorithm pkix.AlgorithmIdentifier
		Digest    []byte
	}
	Salt       []byte
	Iterations int
}

// modernMAC is the PBMAC1 of RFC 9579 with one iteration.
func modernMAC(content []byte, passphrase string) (m macData, err error) {
	salt := make([]byte, 16)
	type derived struct {
		Salt       []byte
		Iterations int
		Length     int
		PRF        pkix.AlgorithmIdentifier
	}
	hmacSHA256 := pkix.AlgorithmIdentifier{Algorithm: asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 9}}
	kdf, err := asn1.Marshal(derived{salt, 1, sha256.Size, hmacSHA256})
	if err != nil {
		return m, err
	}
	parameters, err := asn1.Marshal([]pkix.AlgorithmIdentifier{
		{Algorithm: asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 12}, Parameters: asn1.RawValue{FullBytes: kdf}}, hmacSHA256,
	})
	if err != nil {
		return m, err
	}
	key, err := pbkdf2.Key(sha256.New, passphrase, salt, 1, sha256.Size)
	if err != nil {
		return m, err
	}
	h := hmac.New(sha256.New, key)
	h.Write(content)
	m.MAC.Algorithm = pkix.AlgorithmIdentifier{Algorithm: asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 14}, Parameters: asn1.RawValue{FullBytes: parameters}}
	m.MAC.Digest, m.Salt, m.Iterations = h.Sum(nil), salt, 1
	return m, nil
}

// emptyMAC is that of programs for which no passphrase is no bytes, instead of an
// empty text with its end (RFC 7292 B.2 with one iteration).
func emptyMAC(content []byte, _ string) (m macData, err error) {
	const block, forMAC = 64, 3
	key := sha1.Sum(append(bytes.Repeat([]byte{forMAC}, block), make([]byte, block)...)) //nolint:gosec // as the format has it
	h := hmac.New(sha1.New, key[:])
	h.Write(content)
	m.MAC.Algorithm = pkix.AlgorithmIdentifier{Algorithm: asn1.ObjectIdentifier{1, 3, 14, 3, 2, 26}, Parameters: asn1.NullRawValue}
	m.MAC.Digest, m.Salt, m.Iterations = h.Sum(nil), make([]byte, block/8), 1
	return m, nil
}

// nobody is a key that stands for nothing, with its certificate.
func nobody() (pfxContent, error) {
	key := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	plain, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return pfxContent{}, err
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1)}
	certificate, err := x509.CreateCertificate(nil, template, template, key.Public(), key)
	if err != nil {
		return pfxContent{}, err
	}
	bag, err := asn1.Marshal(certBag{asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 22, 1}, certificate})
	if err != nil {
		return pfxContent{}, err
	}
	type bagged struct {
		ID    asn1.ObjectIdentifier
		Value asn1.RawValue
	}
	explicit := func(der []byte) asn1.RawValue {
		return asn1.RawValue{Class: asn1.ClassContextSpecific, IsCompound: true, Bytes: der}
	}
	bags, err := asn1.Marshal([]bagged{
		{asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 12, 10, 1, 1}, explicit(plain)},
		{asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 12, 10, 1, 3}, explicit(bag)},
	})
	return dataContent(bags), err
}

// dataContent is a ContentInfo of plain bytes (RFC 5652 4).
func dataContent(content []byte) pfxContent {
	octets, _ := asn1.Marshal(content) // bytes can always be written
	return pfxContent{asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 1}, asn1.RawValue{Class: asn1.ClassContextSpecific, IsCompound: true, Bytes: octets}}
}
