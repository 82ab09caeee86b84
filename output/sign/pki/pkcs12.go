package pki

import (
	"bytes"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/base64"
	"errors"

	"github.com/emmansun/gmsm/cfca"
	"github.com/emmansun/gmsm/pkcs"
	"github.com/emmansun/gmsm/pkcs8"
	"github.com/emmansun/gmsm/smx509"
	pkcs12 "software.sslmate.com/src/go-pkcs12"
)

// openPKCS12 reads PKCS#12, or the file of a key with its certificate that CFCA
// hands out for SM2.
func openPKCS12(data []byte, passphrase string) (any, []*smx509.Certificate, error) {
	if pair, ok := cfcaPair(data); ok {
		return openCFCA(pair, passphrase)
	}
	if err := noneHidden(data, passphrase); err != nil {
		return nil, nil, err
	}
	key, leaf, chain, err := pkcs12.DecodeChain(data, passphrase)
	switch {
	case errors.Is(err, pkcs12.ErrIncorrectPassword), errors.Is(err, pkcs12.ErrDecryption):
		if passphrase == "" {
			return nil, nil, ErrNoPassphrase
		}
		return nil, nil, ErrPassphrase
	case err != nil:
		// The library has seen that the passphrase is right before it comes to a
		// key or certificate that it does not know.
		if key, certificates, sm2 := sm2PKCS12(data, passphrase); sm2 == nil {
			return key, certificates, nil
		}
		return nil, nil, errors.Join(ErrUnreadable, err)
	}
	var certificates []*smx509.Certificate
	for _, c := range append([]*x509.Certificate{leaf}, chain...) {
		parsed, err := smx509.ParseCertificate(c.Raw)
		if err != nil {
			return nil, nil, errors.Join(ErrUnreadable, err)
		}
		certificates = append(certificates, parsed)
	}
	return key, certificates, nil
}

// Object identifiers of RFC 7292 and RFC 5652.
const (
	oidDataContent      = "1.2.840.113549.1.7.1"
	oidEncryptedContent = "1.2.840.113549.1.7.6"
	oidKeyBag           = "1.2.840.113549.1.12.10.1.1"
	oidShroudedKeyBag   = "1.2.840.113549.1.12.10.1.2"
	oidCertBag          = "1.2.840.113549.1.12.10.1.3"
)

// The types of RFC 7292 4 and RFC 5652 8 as encoding/asn1 takes them.

type pfx struct {
	Version int
	Safe    pfxContent
	MAC     asn1.RawValue `asn1:"optional"`
}

type pfxContent struct {
	Type    asn1.ObjectIdentifier
	Content asn1.RawValue `asn1:"explicit,optional,tag:0"`
}

type encryptedData struct {
	Version int
	Info    struct {
		Type      asn1.ObjectIdentifier
		Algorithm pkix.AlgorithmIdentifier
		Content   asn1.RawValue `asn1:"optional,tag:0"`
	}
}

type safeBag struct {
	ID         asn1.ObjectIdentifier
	Value      asn1.RawValue `asn1:"explicit,tag:0"`
	Attributes asn1.RawValue `asn1:"optional"`
}

type certBag struct {
	Type asn1.ObjectIdentifier
	Data []byte `asn1:"explicit,tag:0"`
}

// sm2PKCS12 reads a PKCS#12 file with SM2 keys or certificates, whose MAC has
// been checked. What is encrypted in it must be so by PBES2 (RFC 8018), as
// OpenSSL 3 does.
func sm2PKCS12(data []byte, passphrase string) (key any, certificates []*smx509.Certificate, err error) {
	var outer pfx
	var safe []byte
	var contents []pfxContent
	if err := errors.Join(unmarshal(data, &outer), unmarshal(outer.Safe.Content.Bytes, &safe), unmarshal(safe, &contents)); err != nil {
		return nil, nil, err
	}
	for _, content := range contents {
		bags, err := safeBags(content, passphrase)
		if err != nil {
			return nil, nil, err
		}
		for _, bag := range bags {
			switch bag.ID.String() {
			case oidCertBag:
				c, err := bag.certificate()
				if err != nil {
					return nil, nil, err
				}
				certificates = append(certificates, c)
			case oidKeyBag, oidShroudedKeyBag:
				if key != nil {
					return nil, nil, ErrUnreadable // which one is meant cannot be told
				}
				if key, err = bag.key(passphrase); err != nil {
					return nil, nil, err
				}
			}
		}
	}
	if key == nil {
		return nil, nil, ErrNoKey
	}
	return key, certificates, nil
}

func safeBags(content pfxContent, passphrase string) ([]safeBag, error) {
	var inner []byte
	switch content.Type.String() {
	case oidDataContent:
		if err := unmarshal(content.Content.Bytes, &inner); err != nil {
			return nil, err
		}
	case oidEncryptedContent:
		var sealed encryptedData
		var how pkcs.PBES2Params
		if err := unmarshal(content.Content.Bytes, &sealed); err != nil {
			return nil, err
		}
		if !pkcs.IsPBES2(sealed.Info.Algorithm) {
			return nil, pkcs8.ErrUnsupportedPBES
		}
		if err := unmarshal(sealed.Info.Algorithm.Parameters.FullBytes, &how); err != nil {
			return nil, err
		}
		var err error
		if inner, _, err = how.Decrypt([]byte(passphrase), sealed.Info.Content.Bytes); err != nil {
			return nil, err
		}
		if err := bounded(inner); err != nil {
			return nil, err
		}
	default:
		return nil, ErrUnreadable
	}
	var bags []safeBag
	err := unmarshal(inner, &bags)
	return bags, err
}

func (b safeBag) certificate() (*smx509.Certificate, error) {
	var c certBag
	if err := unmarshal(b.Value.Bytes, &c); err != nil {
		return nil, err
	}
	return smx509.ParseCertificate(c.Data)
}

func (b safeBag) key(passphrase string) (any, error) {
	if b.ID.String() == oidKeyBag {
		return smx509.ParsePKCS8PrivateKey(b.Value.Bytes)
	}
	key, _, err := pkcs8.ParsePrivateKey(b.Value.Bytes, []byte(passphrase))
	return key, err
}

// sm4Block is the length of a block of SM4, in bytes.
const sm4Block = 16

// cfcaPair recognises a file of CFCA's form, in DER or base64, and gives its
// DER. The library that reads it relies on whole blocks.
func cfcaPair(data []byte) ([]byte, bool) {
	if text := bytes.Join(bytes.Fields(data), nil); bytes.HasPrefix(text, []byte("MI")) {
		der, err := base64.StdEncoding.AppendDecode(nil, text)
		if err != nil {
			return nil, false
		}
		data = der
	}
	var pair struct {
		Version int
		Key     struct {
			Type, Algorithm asn1.ObjectIdentifier
			Sealed          []byte
		}
		Certificate struct {
			Type asn1.ObjectIdentifier
			DER  []byte
		}
	}
	if unmarshal(data, &pair) != nil {
		return nil, false
	}
	return data, pair.Version == 1 && len(pair.Key.Sealed) > 0 && len(pair.Key.Sealed)%sm4Block == 0
}

func openCFCA(pair []byte, passphrase string) (any, []*smx509.Certificate, error) {
	if passphrase == "" {
		return nil, nil, ErrNoPassphrase
	}
	key, certificate, err := cfca.ParseSM2([]byte(passphrase), pair)
	if err != nil {
		return nil, nil, ErrPassphrase // without a MAC, nothing else tells that it is wrong
	}
	return key, []*smx509.Certificate{certificate}, nil
}
