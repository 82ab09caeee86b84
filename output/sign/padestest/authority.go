// Package padestest makes at run time what the tests of signatures need:
// certificates of every kind, time stamp servers honest and not, OCSP
// responders and CRLs. Nothing outside of tests imports it.
package padestest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"math/big"
	"time"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/smx509"

	"gongwen/output/sign/pki"
)

// T is what is needed of a test: a *testing.T has it.
type T interface {
	Helper()
	Fatal(args ...any)
	Cleanup(func())
}

// Kind is a kind of key.
type Kind string

// The kinds of keys.
const (
	RSA  Kind = "RSA"
	P256 Kind = "P-256"
	P384 Kind = "P-384"
	SM2  Kind = "SM2"
)

// Key makes a key.
func Key(t T, kind Kind) crypto.Signer {
	t.Helper()
	var key crypto.Signer
	var err error
	switch kind {
	case RSA:
		key, err = rsa.GenerateKey(rand.Reader, 2048)
	case P256:
		key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	case P384:
		key, err = ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	case SM2:
		key, err = sm2.GenerateKey(rand.Reader)
	}
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// Holder is a certificate with its key.
type Holder struct {
	Key         crypto.Signer
	Certificate *smx509.Certificate
	Issuer      *Holder // nil for a root
}

// Options vary a certificate from the usual.
type Options struct {
	Kind     Kind // P-256 when empty
	CA       bool
	Use      smx509.KeyUsage // digital signature when 0
	NoUse    bool
	Extended []smx509.ExtKeyUsage
	Unnamed  []asn1.ObjectIdentifier // extended key usages that have no name in X.509
	Extra    []pkix.Extension
	Key      crypto.PublicKey // in place of one that is made
	From, To time.Time        // a year about the time of the test when zero
	OCSP     string           // address of its responder
	CRL      string
	Above    string // address of its issuer's certificate
}

// Root makes a root certificate.
func Root(t T, name string, now time.Time, kind Kind) *Holder {
	return issue(t, nil, name, now, Options{Kind: kind, CA: true, Use: smx509.KeyUsageCertSign | smx509.KeyUsageCRLSign})
}

// Issue makes a certificate below h.
func (h *Holder) Issue(t T, name string, now time.Time, o Options) *Holder {
	t.Helper()
	return issue(t, h, name, now, o)
}

func issue(t T, issuer *Holder, name string, now time.Time, o Options) *Holder {
	t.Helper()
	if o.Kind == "" {
		o.Kind = P256
	}
	if o.Use == 0 && !o.NoUse {
		o.Use = smx509.KeyUsageDigitalSignature
	}
	if o.From.IsZero() {
		o.From, o.To = now.AddDate(0, -6, 0), now.AddDate(0, 6, 0)
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 64))
	if err != nil {
		t.Fatal(err)
	}
	template := &smx509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: name, Organization: []string{"测试"}, Country: []string{"CN"}},
		NotBefore: o.From, NotAfter: o.To, KeyUsage: o.Use, ExtKeyUsage: o.Extended,
		UnknownExtKeyUsage: o.Unnamed, ExtraExtensions: o.Extra,
		BasicConstraintsValid: true, IsCA: o.CA, SubjectKeyId: serial.Bytes(),
	}
	for _, u := range []struct {
		address string
		list    *[]string
	}{{o.OCSP, &template.OCSPServer}, {o.CRL, &template.CRLDistributionPoints}, {o.Above, &template.IssuingCertificateURL}} {
		if u.address != "" {
			*u.list = []string{u.address}
		}
	}
	h := &Holder{Key: Key(t, o.Kind), Issuer: issuer}
	parent, signer := template, h.Key
	if issuer != nil {
		parent, signer = issuer.Certificate, issuer.Key
	}
	if o.Key == nil {
		o.Key = h.Key.Public()
	}
	der, err := smx509.CreateCertificate(rand.Reader, template, parent, o.Key, signer)
	if err != nil {
		t.Fatal(err)
	}
	if h.Certificate, err = smx509.ParseCertificate(der); err != nil {
		t.Fatal(err)
	}
	return h
}

// Chain is the certificates above h.
func (h *Holder) Chain() []*smx509.Certificate {
	var out []*smx509.Certificate
	for at := h.Issuer; at != nil; at = at.Issuer {
		out = append(out, at.Certificate)
	}
	return out
}

// Identity is h as a signer takes it.
func (h *Holder) Identity() *pki.Identity {
	return &pki.Identity{Key: h.Key, Certificate: h.Certificate, Chain: h.Chain()}
}

// PEM is certificates in a file.
func PEM(list ...*smx509.Certificate) []byte {
	var out []byte
	for _, c := range list {
		out = append(out, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})...)
	}
	return out
}

// KeyPEM is the key of h in an unencrypted file.
func (h *Holder) KeyPEM(t T) []byte {
	t.Helper()
	der, err := smx509.MarshalPKCS8PrivateKey(h.Key)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
}

// OldKeyPEM is the key of h in the form of its kind: that of PKCS#1 or SEC 1.
func (h *Holder) OldKeyPEM(t T) []byte {
	t.Helper()
	block := &pem.Block{}
	switch key := h.Key.(type) {
	case *rsa.PrivateKey:
		block.Type, block.Bytes = "RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(key)
	case *ecdsa.PrivateKey:
		der, err := x509.MarshalECPrivateKey(key)
		if err != nil {
			t.Fatal(err)
		}
		block.Type, block.Bytes = "EC PRIVATE KEY", der
	default:
		t.Fatal("no form of its own")
	}
	return pem.EncodeToMemory(block)
}
