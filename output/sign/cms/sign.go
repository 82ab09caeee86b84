package cms

import (
	"bytes"
	"crypto"
	"crypto/x509/pkix"
	"encoding/asn1"
	"io"
	"slices"

	"github.com/emmansun/gmsm/smx509"
)

// Signature is a detached signature in the making: PAdES baseline (ETSI EN
// 319 142-1 6.3), which has no signing time among the signed attributes.
type Signature struct {
	kind    string // the type of the message
	message signedData
	value   []byte
}

// Signer says who signs.
type Signer struct {
	Key         crypto.Signer
	Certificate *smx509.Certificate
	Chain       []*smx509.Certificate // above it, carried along
	Random      io.Reader
}

// HashFor is the digest algorithm that goes with a public key; ErrKey when
// there is none.
func HashFor(public crypto.PublicKey) (Hash, error) {
	s, err := signerFor(public)
	return s.hash, err
}

// Sign signs a content of which the digest is given, by the algorithm of
// HashFor.
func Sign(who Signer, digest []byte) (*Signature, error) {
	how, err := signerFor(who.Key.Public())
	if err != nil {
		return nil, err
	}
	attributes, err := signedAttributes(who.Certificate, how.hash, digest)
	if err != nil {
		return nil, err
	}
	set, err := asn1.Marshal(asn1.RawValue{Tag: asn1.TagSet, IsCompound: true, Bytes: attributes})
	if err != nil {
		return nil, err
	}
	if !how.whole {
		set = how.hash.Sum(set)
	}
	value, err := who.Key.Sign(who.Random, set, how.options)
	if err != nil {
		return nil, err
	}
	return message(who, how, value, signerInfo{Signed: tagged(0, attributes)})
}

// message is a signature with the certificates of who made it; info has its
// attributes.
func message(who Signer, how signer, value []byte, info signerInfo) (*Signature, error) {
	id, err := asn1.Marshal(issuerAndSerial{asn1.RawValue{FullBytes: who.Certificate.RawIssuer}, who.Certificate.SerialNumber})
	if err != nil {
		return nil, err
	}
	var certificates []byte
	for _, c := range append([]*smx509.Certificate{who.Certificate}, who.Chain...) {
		certificates = append(certificates, c.Raw...)
	}
	digestID := pkix.AlgorithmIdentifier{Algorithm: how.hash.ID()}
	info.Version, info.ID, info.Digest = 1, asn1.RawValue{FullBytes: id}, digestID
	info.Algorithm, info.Signature = how.algorithm, value
	return &Signature{kind: oidSignedData, value: value, message: signedData{
		Version:          1,
		DigestAlgorithms: []pkix.AlgorithmIdentifier{digestID},
		Content:          contentInfo{Type: parseOID(oidData)},
		Certificates:     tagged(0, certificates),
		Signers:          []signerInfo{info},
	}}, nil
}

func tagged(tag int, content []byte) asn1.RawValue {
	return asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: tag, IsCompound: true, Bytes: content}
}

// signedAttributes are the attributes in the order that DER gives a SET.
func signedAttributes(certificate *smx509.Certificate, h Hash, digest []byte) ([]byte, error) {
	cert := essCertIDv2{CertHash: h.Sum(certificate.Raw)}
	if h != SHA256 { // which is the default
		cert.Hash.Algorithm = h.ID()
	}
	var list [][]byte
	for _, a := range []struct {
		id    string
		value any
	}{
		{oidContentType, parseOID(oidData)},
		{oidMessageDigest, digest},
		{oidSigningCertificateV2, signingCertificateV2{Certs: []essCertIDv2{cert}}},
	} {
		der, err := marshalAttribute(a.id, a.value)
		if err != nil {
			return nil, err
		}
		list = append(list, der)
	}
	slices.SortFunc(list, bytes.Compare)
	return bytes.Join(list, nil), nil
}

func marshalAttribute(id string, value any) ([]byte, error) {
	der, err := asn1.Marshal(value)
	if err != nil {
		return nil, err
	}
	values := asn1.RawValue{Tag: asn1.TagSet, IsCompound: true, Bytes: der}
	return asn1.Marshal(attribute{parseOID(id), values})
}

// Value is the signature value, which a time stamp is taken of.
func (s *Signature) Value() []byte { return s.value }

// Stamp adds a time stamp token of the signature value (ETSI EN 319 122-1 5.3).
func (s *Signature) Stamp(token []byte) error {
	der, err := marshalAttribute(oidSignatureTimeStamp, asn1.RawValue{FullBytes: token})
	if err != nil {
		return err
	}
	s.message.Signers[0].Unsigned = tagged(1, der)
	return nil
}

// Marshal is the message in DER.
func (s *Signature) Marshal() ([]byte, error) {
	inner, err := asn1.Marshal(s.message)
	if err != nil {
		return nil, err
	}
	content, err := asn1.Marshal(tagged(0, inner))
	if err != nil {
		return nil, err
	}
	return asn1.Marshal(contentInfo{parseOID(s.kind), asn1.RawValue{FullBytes: content}})
}
