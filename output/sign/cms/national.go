package cms

import (
	"crypto/ecdsa"
	"crypto/x509/pkix"
	"encoding/asn1"

	"github.com/emmansun/gmsm/sm2"
)

// SignNational signs a content by GB/T 35275-2017: the message carries it, and the
// value is of the content itself, without attributes. The key is an SM2 key.
func SignNational(who Signer, content []byte) (*Signature, error) {
	if k, ok := who.Key.Public().(*ecdsa.PublicKey); !ok || !sm2.IsSM2PublicKey(k) {
		return nil, ErrKey
	}
	how, err := signerFor(who.Key.Public())
	if err != nil {
		return nil, err
	}
	how.algorithm = pkix.AlgorithmIdentifier{Algorithm: parseOID(oidSM2)}
	value, err := who.Key.Sign(who.Random, content, how.options)
	if err != nil {
		return nil, err
	}
	octets, err := asn1.Marshal(content)
	if err != nil {
		return nil, err
	}
	s, err := message(who, how, value, signerInfo{})
	if err != nil {
		return nil, err
	}
	inner, err := asn1.Marshal(tagged(0, octets))
	if err != nil {
		return nil, err
	}
	s.kind = oidSignedDataSM2
	s.message.Content = contentInfo{parseOID(oidDataSM2), asn1.RawValue{FullBytes: inner}}
	return s, nil
}

// ParseNational reads a SignedData of GB/T 35275-2017, or of RFC 5652, whose
// signature may be of the content itself in place of signed attributes.
func ParseNational(der []byte) (*Message, error) {
	m, err := parseAs(der, form{bare: true, types: []string{oidSignedDataSM2, oidSignedData}})
	if err != nil {
		return nil, err
	}
	if m.Hash != SM3 {
		return nil, unsupported(m.Hash.String())
	}
	return m, nil
}

// Content is what a message carries; nil for one whose content stands beside it.
func (m *Message) Content() []byte { return m.content }
