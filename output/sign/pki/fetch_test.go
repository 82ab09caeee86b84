package pki_test

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/output/sign/padestest"
	"gongwen/output/sign/pki"
)

// TestWhatCertificatesNameIsFetched: the certificates above and what says whether
// they were revoked.
func TestWhatCertificatesNameIsFetched(t *testing.T) {
	served := map[string][]byte{}
	address := padestest.Serve(t, func(path string) []byte { return served[path] })
	root := padestest.Root(t, "根", now(), padestest.P256)
	middle := root.Issue(t, "中间", now(), padestest.Options{CA: true, Use: smx509.KeyUsageCertSign | smx509.KeyUsageCRLSign, Above: address + "/root.cer"})
	signer := middle.Issue(t, "张三", now(), padestest.Options{OCSP: address + "/ocsp", CRL: address + "/crl", Above: address + "/middle.cer"})
	client := &pki.Client{HTTP: http.DefaultClient, Timeout: time.Minute}
	ask := func() (pki.Evidence, error) {
		return client.Evidence(t.Context(), signer.Certificate, middle.Certificate, now())
	}

	if path := client.Complete(t.Context(), signer.Certificate, nil); len(path) != 0 {
		t.Errorf("%d certificates of a server that has none", len(path))
	}
	served["/middle.cer"], served["/root.cer"] = middle.Certificate.Raw, padestest.PEM(root.Certificate)
	if path := client.Complete(t.Context(), signer.Certificate, nil); len(path) != 2 || !path[1].Equal(root.Certificate) {
		t.Errorf("%d certificates above", len(path))
	}

	if _, err := ask(); !errors.Is(err, pki.ErrNoEvidence) {
		t.Error(err)
	}
	served["/crl"] = middle.CRL(t, now(), time.Time{})
	if e, err := ask(); err != nil || len(e.CRL) != 1 || len(e.OCSP) != 0 {
		t.Errorf("%v, %v", e, err)
	}
	served["/ocsp"] = []byte("no answer")
	if e, err := ask(); err != nil || len(e.CRL) != 1 {
		t.Errorf("%v, %v", e, err)
	}
	served["/ocsp"] = signer.OCSP(t, now(), now())
	e, err := ask()
	if err != nil || len(e.OCSP) != 1 || !pki.IsOCSP(e.OCSP[0]) {
		t.Errorf("%v, %v", e, err)
	}
	if found := e.Check(signer.Certificate, middle.Certificate, now()); found.Status != pki.Revoked {
		t.Errorf("%v", found)
	}
}

func TestEvidenceIsKeptOnce(t *testing.T) {
	var e pki.Evidence
	e.Add(pki.Evidence{OCSP: [][]byte{{1}, {1}, {2}}, CRL: [][]byte{{3}}})
	e.Add(pki.Evidence{OCSP: [][]byte{{2}}, CRL: [][]byte{{3}, {4}}})
	if len(e.OCSP) != 2 || len(e.CRL) != 2 {
		t.Errorf("%v", e)
	}
}

func TestCheckStamper(t *testing.T) {
	root := padestest.Root(t, "根", now(), padestest.P256)
	stamper := root.Issue(t, "TSA", now(), padestest.Options{Extended: padestest.StamperUse()})
	if err := pki.CheckStamper(stamper.Certificate, now()); err != nil {
		t.Error(err)
	}
	if err := pki.CheckStamper(stamper.Certificate, now().AddDate(1, 0, 0)); !errors.Is(err, pki.ErrExpired) {
		t.Error(err)
	}
	if err := pki.CheckStamper(root.Certificate, now()); !errors.Is(err, pki.ErrUsage) {
		t.Error(err)
	}
}

// TestKeysInTheirOwnForms are those of PKCS#1 and SEC 1.
func TestKeysInTheirOwnForms(t *testing.T) {
	for _, kind := range []padestest.Kind{padestest.RSA, padestest.P256} {
		h := padestest.Root(t, "根", now(), kind).Issue(t, "张三", now(), padestest.Options{Kind: kind})
		id, err := pki.Open(h.OldKeyPEM(t), []*smx509.Certificate{h.Certificate}, "")
		if err != nil {
			t.Errorf("%s: %v", kind, err)
		}
		id.Close()
	}
	for _, name := range []string{"RSA PRIVATE KEY", "EC PRIVATE KEY", "PRIVATE KEY"} {
		file := []byte("-----BEGIN " + name + "-----\nMAA=\n-----END " + name + "-----\n")
		if _, err := pki.Open(file, nil, ""); !errors.Is(err, pki.ErrUnreadable) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
