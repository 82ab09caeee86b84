package cms

import (
	"bytes"
	"crypto/sha1"
	"crypto/subtle"
	"encoding/asn1"
	"slices"
	"time"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/diag"
)

// Message is a SignedData with one signer.
type Message struct {
	Certificates []*smx509.Certificate
	Signer       *smx509.Certificate
	Hash         Hash
	SigningTime  time.Time // as the signer claims it; zero for none
	TimeStamp    []byte    // the signature's time stamp token; nil for none
	Signature    []byte
	Bound        bool // whether the signature covers a reference to the signer's certificate

	contentType string
	content     []byte // of a message that carries it
	algorithm   smx509.SignatureAlgorithm
	digest      []byte
	signed      []byte // the signed attributes as they are hashed; nil where the content itself is
}

// Errors of Verify.
var (
	// ErrDigest says that the signed content is not what it was.
	ErrDigest = diag.NewError("签名是错的", "the signature is wrong")
	// ErrSignature says that the signature value does not fit key and message.
	ErrSignature = diag.NewError("签名是错的", "the signature is wrong")
)

// Malformed says that a message is not what the standards say.
type Malformed struct{ What diag.Text }

func (m *Malformed) Error() string { return m.Explain().EN }

// Explain says what is wrong in both languages.
func (m *Malformed) Explain() diag.Text {
	return diag.T("结构不合规定（%s）", "malformed (%s)", m.What)
}

func malformed(zh, en string) error { return &Malformed{diag.Text{ZH: zh, EN: en}} }

// Unsupported says that a message uses an algorithm that is unknown or too
// weak.
type Unsupported struct{ Algorithm diag.Text }

func (u *Unsupported) Error() string { return u.Explain().EN }

// Explain names the algorithm in both languages.
func (u *Unsupported) Explain() diag.Text {
	return diag.T("不支持算法 %s", "unsupported algorithm %s", u.Algorithm)
}

func unsupported(name string) error { return &Unsupported{diag.Text{ZH: name, EN: name}} }

// ErrSigners says that a message has several signers, which PDF does not allow.
var ErrSigners = diag.NewError("不支持一个签名里有几个签名者", "a signature of several signers is not supported")

// Parse reads a detached or encapsulating SignedData in DER or BER. Zero bytes may
// follow it, as they do in the space that a PDF file reserves. It must have
// exactly one signer, whose certificate it carries (ISO 19005-2 6.4.3).
func Parse(der []byte) (*Message, error) { return parse(der, oidSignedData) }

// parse reads a message of one of the content types. Time stamp servers for SM2
// may use that of GB/T 35275, which has the same structure.
func parse(der []byte, types ...string) (*Message, error) { return parseAs(der, form{types: types}) }

// form is what messages may look like.
type form struct {
	types []string // object identifiers
	bare  bool     // whether one without signed attributes is taken
}

func parseAs(der []byte, f form) (*Message, error) {
	if len(der) > maxMessage {
		return nil, malformed("太大", "too large")
	}
	var outer contentInfo
	der, rest, err := ToDER(der)
	if err != nil {
		return nil, err
	}
	if err := unmarshal(der, &outer); err != nil {
		return nil, malformed("没有签名数据", "no signed data")
	}
	if len(bytes.Trim(rest, "\x00")) > 0 {
		return nil, malformed("末尾之后还有数据", "data behind its end")
	}
	if !slices.Contains(f.types, outer.Type.String()) {
		return nil, malformed("没有签名数据", "no signed data")
	}
	var sd signedData
	if rest, err := asn1.Unmarshal(outer.Content.Bytes, &sd); err != nil || len(rest) > 0 {
		return nil, malformed("签名数据", "signed data")
	}
	switch len(sd.Signers) {
	case 0:
		return nil, malformed("没有签名者", "no signer")
	case 1:
	default:
		return nil, ErrSigners
	}
	m := &Message{contentType: sd.Content.Type.String()}
	if len(sd.Content.Content.Bytes) > 0 {
		if rest, err := asn1.Unmarshal(sd.Content.Content.Bytes, &m.content); err != nil || len(rest) > 0 {
			return nil, malformed("内容", "content")
		}
	}
	if m.Certificates, err = parseCertificates(sd.Certificates.Bytes); err != nil {
		return nil, err
	}
	return m, m.signer(&sd.Signers[0], f)
}

func parseCertificates(der []byte) ([]*smx509.Certificate, error) {
	var out []*smx509.Certificate
	for len(der) > 0 {
		var raw asn1.RawValue
		rest, err := asn1.Unmarshal(der, &raw)
		if err != nil || len(out) == maxCertificates {
			return nil, malformed("证书", "certificates")
		}
		der = rest
		if raw.Class != asn1.ClassUniversal {
			continue // attribute certificates and other kinds
		}
		c, err := smx509.ParseCertificate(raw.FullBytes)
		if err != nil {
			return nil, malformed("有一张证书读不懂", "a certificate cannot be read")
		}
		out = append(out, c)
	}
	return out, nil
}

func (m *Message) signer(s *signerInfo, f form) error {
	var ok bool
	if m.Hash, ok = HashOf(s.Digest.Algorithm); !ok {
		return unsupported(nameOf(s.Digest.Algorithm))
	}
	if m.algorithm, ok = algorithmOf(s.Algorithm, m.Hash); !ok {
		return &Unsupported{signingName(s.Algorithm, m.Hash)}
	}
	if m.Signer = m.find(s.ID); m.Signer == nil {
		return malformed("缺签名者的证书", "the signer's certificate is missing")
	}
	m.Signature = s.Signature
	if err := m.signedAttributes(s.Signed, f); err != nil {
		return err
	}
	unsigned, err := parseAttributes(s.Unsigned.Bytes)
	if err != nil {
		return err
	}
	m.TimeStamp = unsigned[oidSignatureTimeStamp]
	return nil
}

// signedAttributes takes what is signed beside the content.
func (m *Message) signedAttributes(signed asn1.RawValue, f form) error {
	if len(signed.FullBytes) == 0 {
		if f.bare {
			return nil
		}
		return malformed("没有签名属性", "no signed attributes")
	}
	m.signed = bytes.Clone(signed.FullBytes)
	m.signed[0] = asn1.TagSet | 0x20 // RFC 5652 5.4: hashed as the SET they are
	attributes, err := parseAttributes(signed.Bytes)
	if err != nil {
		return err
	}
	return m.take(attributes)
}

// find is the certificate that a signer identifier names.
func (m *Message) find(id asn1.RawValue) *smx509.Certificate {
	if id.Class == asn1.ClassContextSpecific && id.Tag == 0 {
		for _, c := range m.Certificates {
			if len(id.Bytes) > 0 && bytes.Equal(c.SubjectKeyId, id.Bytes) {
				return c
			}
		}
		return nil
	}
	var is issuerAndSerial
	if rest, err := asn1.Unmarshal(id.FullBytes, &is); err != nil || len(rest) > 0 || is.Serial == nil {
		return nil
	}
	for _, c := range m.Certificates {
		if c.SerialNumber.Cmp(is.Serial) == 0 && bytes.Equal(c.RawIssuer, is.Issuer.FullBytes) {
			return c
		}
	}
	return nil
}

// parseAttributes gives the single value of each attribute.
func parseAttributes(der []byte) (map[string][]byte, error) {
	out := map[string][]byte{}
	for len(der) > 0 {
		var a attribute
		rest, err := asn1.Unmarshal(der, &a)
		if err != nil || len(out) == maxAttributes || a.Values.Tag != asn1.TagSet || a.Values.Class != asn1.ClassUniversal {
			return nil, malformed("属性", "attributes")
		}
		der = rest
		name := a.Type.String()
		if _, twice := out[name]; twice {
			return nil, malformed("有一项属性重复", "an attribute stands twice")
		}
		var value asn1.RawValue
		if _, err := asn1.Unmarshal(a.Values.Bytes, &value); err != nil {
			return nil, malformed("属性", "attributes")
		}
		out[name] = value.FullBytes
	}
	return out, nil
}

// take reads the signed attributes.
func (m *Message) take(attributes map[string][]byte) error {
	var kind asn1.ObjectIdentifier
	if err := unmarshal(attributes[oidContentType], &kind); err != nil || kind.String() != m.contentType {
		return malformed("内容的类型和签名的不一致", "the content type is not the signed one")
	}
	if err := unmarshal(attributes[oidMessageDigest], &m.digest); err != nil {
		return malformed("没有摘要", "no message digest")
	}
	if der := attributes[oidSigningTime]; der != nil {
		if err := unmarshal(der, &m.SigningTime); err != nil {
			return malformed("签名时间", "signing time")
		}
	}
	return m.bind(attributes)
}

// bind holds the signer's certificate against the signed reference to it,
// without which another certificate of the same key could take its place
// (RFC 5035).
func (m *Message) bind(attributes map[string][]byte) error {
	if der := attributes[oidSigningCertificateV2]; der != nil {
		var list signingCertificateV2
		if err := unmarshal(der, &list); err != nil || len(list.Certs) == 0 {
			return malformed("signing-certificate 属性", "signing certificate")
		}
		h := SHA256
		if id := list.Certs[0].Hash.Algorithm; len(id) > 0 {
			var ok bool
			if h, ok = HashOf(id); !ok {
				return malformed("signing-certificate 属性", "signing certificate")
			}
		}
		return m.bound(list.Certs[0].CertHash, h.Sum(m.Signer.Raw))
	}
	if der := attributes[oidSigningCertificate]; der != nil {
		var list signingCertificate
		if err := unmarshal(der, &list); err != nil || len(list.Certs) == 0 {
			return malformed("signing-certificate 属性", "signing certificate")
		}
		sum := sha1.Sum(m.Signer.Raw) // the attribute's first version knows no other
		return m.bound(list.Certs[0].CertHash, sum[:])
	}
	return nil
}

func (m *Message) bound(said, is []byte) error {
	if !bytes.Equal(said, is) {
		return malformed("签名者的证书不是签名时写明的那张", "the signer's certificate is not the one that was signed")
	}
	m.Bound = true
	return nil
}

func unmarshal(der []byte, to any) error {
	rest, err := asn1.Unmarshal(der, to)
	if err == nil && len(rest) > 0 {
		err = malformed("属性后面还有数据", "data behind an attribute")
	}
	return err
}

// Verify holds the message against the content, given in parts: ErrDigest when
// it is another content, ErrSignature when the signature is wrong.
func (m *Message) Verify(content ...[]byte) error {
	signed := m.signed
	if signed == nil {
		signed = bytes.Join(content, nil)
	} else if subtle.ConstantTimeCompare(m.digest, m.Hash.Sum(content...)) != 1 {
		return ErrDigest
	}
	if !Usable(m.Signer.PublicKey) {
		return ErrKey
	}
	if err := m.Signer.CheckSignature(m.algorithm, signed, m.Signature); err != nil {
		return ErrSignature
	}
	return nil
}

// Algorithm names how the message is signed, such as SHA256-RSA.
func (m *Message) Algorithm() string { return m.algorithm.String() }

// Signed is the signed attributes as they are hashed and the signature value.
func (m *Message) Signed() (attributes, value []byte) { return m.signed, m.Signature }
