package pki_test

import (
	"crypto/x509"
	"testing"

	"github.com/emmansun/gmsm/pkcs8"
	"github.com/emmansun/gmsm/smx509"
	pkcs12 "software.sslmate.com/src/go-pkcs12"

	"gongwen/internal/growth"
	"gongwen/output/sign/padestest"
	"gongwen/output/sign/pki"
)

// FuzzOpen: whatever a key file holds, it is read or refused, and asks for no more
// work than is allowed.
func FuzzOpen(f *testing.F) {
	h := padestest.Root(f, "根", now(), padestest.P256).Issue(f, "张三", now(), padestest.Options{})
	f.Add(h.KeyPEM(f), "")
	f.Add(append(h.KeyPEM(f), padestest.PEM(h.Certificate)...), "")
	f.Add(counting(f, h, pkcs8.PBKDF2Opts{SaltSize: 8, IterationCount: 10, HMACHash: pkcs8.SHA256}), "口令")
	f.Add(pkcs12Of(f, h), "x")
	f.Add([]byte("-----BEGIN ENCRYPTED PRIVATE KEY-----\nMA==\n-----END ENCRYPTED PRIVATE KEY-----\n"), "x")
	f.Fuzz(growth.Bounded(func(t *testing.T, file []byte, passphrase string) {
		id, err := pki.Open(file, []*smx509.Certificate{h.Certificate}, passphrase)
		if err == nil && (id.Key == nil || id.Certificate == nil) {
			t.Errorf("%+v", id)
		}
	}))
}

// FuzzCertificates: PEM and DER.
func FuzzCertificates(f *testing.F) {
	h := padestest.Root(f, "根", now(), padestest.P256)
	f.Add(padestest.PEM(h.Certificate))
	f.Add(h.Certificate.Raw)
	f.Fuzz(growth.Bounded(func(t *testing.T, file []byte) {
		list, err := pki.Certificates(file)
		if (err == nil) != (len(list) > 0) {
			t.Errorf("%d certificates, %v", len(list), err)
		}
		for _, c := range list {
			_, _ = pki.CheckPurpose(c)
			_ = pki.Path(c, list)
			_, _ = pki.Trust{Roots: list}.Chain(c, list, now(), false)
		}
	}))
}

// FuzzCRL: lists of both versions.
func FuzzCRL(f *testing.F) {
	root := padestest.Root(f, "根", now(), padestest.RSA)
	h := root.Issue(f, "张三", now(), padestest.Options{})
	f.Add(root.CRL(f, now(), now(), h))
	f.Add(root.FirstCRL(f, now(), now(), h))
	f.Fuzz(growth.Bounded(func(t *testing.T, file []byte) {
		der, err := pki.CRL(file)
		if err != nil {
			return
		}
		if found := (pki.Evidence{CRL: [][]byte{der}}).Check(root.Certificate, h.Certificate, now()); found.Status != pki.Unknown {
			t.Errorf("a list of nobody's: %v", found)
		}
		_ = pki.Evidence{CRL: [][]byte{der}}.Check(h.Certificate, root.Certificate, now())
	}))
}

// pkcs12Of is a key with its certificate.
func pkcs12Of(t testing.TB, h *padestest.Holder) []byte {
	t.Helper()
	leaf, err := x509.ParseCertificate(h.Certificate.Raw)
	if err != nil {
		t.Fatal(err)
	}
	file, err := pkcs12.Modern.Encode(h.Key, leaf, nil, "x")
	if err != nil {
		t.Fatal(err)
	}
	return file
}
