package pki_test

import (
	"crypto/rand"
	"crypto/x509"
	"math/big"
	"testing"

	"gongwen/internal/growth"
	"gongwen/internal/tier"
	"gongwen/output/sign/padestest"
	"gongwen/output/sign/pki"
)

// TestGrowth: revocation lists have many entries, files many certificates.
func TestGrowth(t *testing.T) {
	tier.Long(t, "reads lists that grow")
	root := padestest.Root(t, "根", now(), padestest.P256)
	h := root.Issue(t, "张三", now(), padestest.Options{})
	issuer, err := x509.ParseCertificate(root.Certificate.Raw)
	if err != nil {
		t.Fatal(err)
	}
	for name, prepare := range map[string]func(n int) func(){
		"entries of a revocation list": func(n int) func() {
			list := &x509.RevocationList{Number: big.NewInt(1), ThisUpdate: now(), NextUpdate: now().AddDate(0, 1, 0)}
			for i := range n {
				list.RevokedCertificateEntries = append(list.RevokedCertificateEntries, x509.RevocationListEntry{
					SerialNumber: big.NewInt(int64(i + 1_000_000)), RevocationTime: now(),
				})
			}
			der, err := x509.CreateRevocationList(rand.Reader, list, issuer, root.Key)
			if err != nil {
				t.Fatal(err)
			}
			return func() {
				if found := (pki.Evidence{CRL: [][]byte{der}}).Check(h.Certificate, root.Certificate, now()); found.Status != pki.Good {
					t.Errorf("%v", found)
				}
			}
		},
		"certificates of a file": func(n int) func() {
			var file []byte
			for range n {
				file = append(file, padestest.PEM(h.Certificate)...)
			}
			return func() {
				if list, err := pki.Certificates(file); err != nil || len(list) == 0 {
					t.Errorf("%d, %v", len(list), err)
				}
			}
		},
		"certificates around a chain": func(n int) func() {
			list, err := pki.Certificates(padestest.PEM(h.Certificate))
			if err != nil {
				t.Fatal(err)
			}
			for range n {
				list = append(list, root.Certificate)
			}
			return func() { _ = pki.Path(h.Certificate, list) }
		},
		"bytes that are no response": func(n int) func() {
			content := make([]byte, 100*n)
			return func() { pki.IsOCSP(content) }
		},
	} {
		t.Run(name, func(t *testing.T) { growth.Linear(t, 200, prepare) })
	}
}
