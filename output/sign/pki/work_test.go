package pki_test

import (
	"bytes"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"testing"

	"github.com/emmansun/gmsm/pkcs"
	"github.com/emmansun/gmsm/pkcs8"

	"gongwen/output/sign/padestest"
	"gongwen/output/sign/pki"
)

// counting is a key whose encryption asks for so much work.
func counting(t testing.TB, h *padestest.Holder, kdf pkcs.KDFOpts) []byte {
	t.Helper()
	der, err := pkcs8.MarshalPrivateKey(h.Key, []byte("口令"), &pkcs8.Opts{Cipher: pkcs.AES256CBC, KDFOpts: kdf})
	if err != nil {
		t.Fatal(err)
	}
	return der
}

// TestKeysThatTakeTooMuchWork changes the numbers of iterations of keys.
func TestKeysThatTakeTooMuchWork(t *testing.T) {
	h := padestest.Root(t, "根", now(), padestest.P256).Issue(t, "张三", now(), padestest.Options{})
	der := counting(t, h, pkcs8.PBKDF2Opts{SaltSize: 8, IterationCount: 70000, HMACHash: pkcs8.SHA256})
	number, _ := asn1.Marshal(70000)
	many, _ := asn1.Marshal(1<<23 - 1)
	if len(number) != len(many) || bytes.Count(der, number) != 1 {
		t.Fatal("the key is not built well")
	}
	file := pem.EncodeToMemory(&pem.Block{Type: "ENCRYPTED PRIVATE KEY", Bytes: bytes.Replace(der, number, many, 1)})
	if _, err := pki.Open(file, h.Chain(), "口令"); !errors.Is(err, pki.ErrWork) {
		t.Errorf("PBKDF2: %v", err)
	}
	der = counting(t, h, pkcs8.ScryptOpts{SaltSize: 8, CostParameter: 1 << 15, BlockSize: 8, ParallelizationParameter: 1})
	cost, _ := asn1.Marshal(1 << 15)
	costly, _ := asn1.Marshal(1 << 20)
	file = pem.EncodeToMemory(&pem.Block{Type: "ENCRYPTED PRIVATE KEY", Bytes: der})
	if _, err := pki.Open(file, append(h.Chain(), h.Certificate), "口令"); err != nil {
		t.Errorf("scrypt: %v", err)
	}
	at := bytes.Index(der, cost)
	if at < 0 || len(cost)+0 != len(costly) {
		t.Fatal("the key is not built well")
	}
	file = pem.EncodeToMemory(&pem.Block{Type: "ENCRYPTED PRIVATE KEY", Bytes: bytes.Replace(der, cost, costly, 1)})
	if _, err := pki.Open(file, h.Chain(), "口令"); !errors.Is(err, pki.ErrWork) {
		t.Errorf("scrypt with more memory: %v", err)
	}
}

// TestPKCS12ThatTakesTooMuchWork has such numbers in each of its parts.
func TestPKCS12ThatTakesTooMuchWork(t *testing.T) {
	h := padestest.Root(t, "根", now(), padestest.P256).Issue(t, "张三", now(), padestest.Options{})
	files := map[string][]byte{"key.pem": h.KeyPEM(t), "cert.pem": padestest.PEM(h.Certificate)}
	for _, kind := range [][]string{{}, {"-legacy"}} {
		args := append([]string{"pkcs12", "-export", "-inkey", "key.pem", "-in", "cert.pem", "-out", "out.p12", "-passout", "pass:x", "-iter", "70000"}, kind...)
		path := openssl(t, files, args...)
		whole := read(t, path, "out.p12")
		number, _ := asn1.Marshal(70000)
		many, _ := asn1.Marshal(1<<23 - 1)
		count := bytes.Count(whole, number)
		if count < 2 {
			t.Fatalf("%v: %d numbers", kind, count)
		}
		if _, err := pki.Open(whole, nil, "x"); err != nil {
			t.Errorf("%v: %v", kind, err)
		}
		for i := range count {
			changed := bytes.Clone(whole)
			at := 0
			for range i + 1 {
				at += bytes.Index(changed[at:], number) + 1
			}
			copy(changed[at-1:], many)
			if _, err := pki.Open(changed, nil, "x"); !errors.Is(err, pki.ErrWork) {
				t.Errorf("%v, part %d: %v", kind, i, err)
			}
		}
	}
	if _, err := pki.Open(append([]byte{0x30, 0x80}, make([]byte, 2<<20)...), nil, "x"); !errors.Is(err, pki.ErrUnreadable) {
		t.Error(err)
	}
}

// TestRevocationListsOfVersion1 are what OpenSSL makes unless it is told otherwise.
func TestRevocationListsOfVersion1(t *testing.T) {
	root := padestest.Root(t, "根", now(), padestest.RSA)
	bad, good := root.Issue(t, "张三", now(), padestest.Options{}), root.Issue(t, "李四", now(), padestest.Options{})
	list := root.FirstCRL(t, now(), now(), bad)
	der, err := pki.CRL(list)
	if err != nil {
		t.Fatal(err)
	}
	evidence := pki.Evidence{CRL: [][]byte{der}}
	at := now()
	if found := evidence.Check(bad.Certificate, root.Certificate, at); found.Status != pki.Revoked {
		t.Errorf("revoked: %v", found)
	}
	if found := evidence.Check(good.Certificate, root.Certificate, at); found.Status != pki.Good {
		t.Errorf("good: %v", found)
	}
	der[len(der)-5] ^= 1
	if found := evidence.Check(bad.Certificate, root.Certificate, at); found.Status != pki.Unknown {
		t.Errorf("another signature: %v", found)
	}
	other := padestest.Root(t, "根", now(), padestest.RSA)
	if found := (pki.Evidence{CRL: [][]byte{other.FirstCRL(t, now(), now(), bad)}}).Check(bad.Certificate, root.Certificate, at); found.Status != pki.Unknown {
		t.Errorf("another issuer: %v", found)
	}
}
