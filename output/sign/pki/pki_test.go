package pki_test

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/emmansun/gmsm/pkcs8"
	"github.com/emmansun/gmsm/smx509"
	pkcs12 "software.sslmate.com/src/go-pkcs12"

	"gongwen/output/sign/padestest"
	"gongwen/output/sign/pki"
)

func now() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) }

func encrypted(t *testing.T, h *padestest.Holder, passphrase string) []byte {
	t.Helper()
	der, err := pkcs8.MarshalPrivateKey(h.Key, []byte(passphrase), nil)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "ENCRYPTED PRIVATE KEY", Bytes: der})
}

func TestKeysOfEveryKind(t *testing.T) {
	for _, kind := range []padestest.Kind{padestest.RSA, padestest.P256, padestest.P384, padestest.SM2} {
		t.Run(string(kind), func(t *testing.T) {
			h := padestest.Root(t, "根", now(), kind).Issue(t, "张三", now(), padestest.Options{Kind: kind})
			others := append(h.Chain(), h.Certificate)
			for name, file := range map[string][]byte{
				"plain": h.KeyPEM(t), "encrypted": encrypted(t, h, "口令"), "with certificate": append(h.KeyPEM(t), padestest.PEM(h.Certificate)...),
			} {
				id, err := pki.Open(file, others, "口令")
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				if !id.Certificate.Equal(h.Certificate) || len(id.Chain) != 1 || !id.Chain[0].Equal(h.Issuer.Certificate) {
					t.Errorf("%s: %+v", name, id)
				}
			}
		})
	}
}

func TestKeyFiles(t *testing.T) {
	h := padestest.Root(t, "根", now(), padestest.P256).Issue(t, "张三", now(), padestest.Options{})
	leaf, err := x509.ParseCertificate(h.Certificate.Raw)
	if err != nil {
		t.Fatal(err)
	}
	modern, err := pkcs12.Modern.Encode(h.Key, leaf, nil, "口令")
	if err != nil {
		t.Fatal(err)
	}
	old, err := pkcs12.Legacy.Encode(h.Key, leaf, nil, "pass")
	if err != nil {
		t.Fatal(err)
	}
	mine := []*smx509.Certificate{h.Certificate}
	traditional := pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Headers: map[string]string{"Proc-Type": "4,ENCRYPTED", "DEK-Info": "AES-128-CBC,00"}, Bytes: []byte("x")})
	for _, c := range []struct {
		name       string
		file       []byte
		others     []*smx509.Certificate
		passphrase string
		want       error
	}{
		{"PKCS#12", modern, nil, "口令", nil},
		{"PKCS#12 of the old kind", old, nil, "pass", nil},
		{"PKCS#12, wrong passphrase", modern, nil, "x", pki.ErrPassphrase},
		{"PKCS#12, no passphrase", modern, nil, "", pki.ErrNoPassphrase},
		{"PKCS#12, cut", modern[:len(modern)/2], nil, "口令", pki.ErrUnreadable},
		{"PEM, wrong passphrase", encrypted(t, h, "a"), mine, "b", pki.ErrPassphrase},
		{"PEM, no passphrase", encrypted(t, h, "a"), mine, "", pki.ErrNoPassphrase},
		{"PEM, encrypted in the old way", traditional, mine, "a", pki.ErrOldCipher},
		{"PEM without a key", padestest.PEM(h.Certificate), mine, "", pki.ErrNoKey},
		{"PEM without a certificate", h.KeyPEM(t), nil, "", pki.ErrNoCertificate},
		{"key of another", h.KeyPEM(t), h.Chain(), "", pki.ErrNotItsKey},
		{"nothing", nil, nil, "", pki.ErrUnreadable},
		{"something else", []byte("hello"), nil, "", pki.ErrUnreadable},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := pki.Open(c.file, c.others, c.passphrase); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

func TestCheckUse(t *testing.T) {
	root := padestest.Root(t, "根", now(), padestest.P256)
	year := 365 * 24 * time.Hour
	for _, c := range []struct {
		name    string
		options padestest.Options
		after   time.Duration
		want    error
	}{
		{"usual", padestest.Options{}, 0, nil},
		{"for contents", padestest.Options{Use: smx509.KeyUsageContentCommitment}, 0, nil},
		{"silent about its use", padestest.Options{NoUse: true}, 0, nil},
		{"for keys", padestest.Options{Use: smx509.KeyUsageKeyEncipherment}, 0, pki.ErrUsage},
		{"for certificates", padestest.Options{Use: smx509.KeyUsageCertSign}, 0, pki.ErrUsage},
		{"expired", padestest.Options{}, year, pki.ErrExpired},
		{"not yet valid", padestest.Options{}, -year, pki.ErrNotYetValid},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := root.Issue(t, "张三", now(), c.options)
			if err := pki.CheckUse(h.Certificate, now().Add(c.after)); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

func TestChains(t *testing.T) {
	root := padestest.Root(t, "根", now(), padestest.SM2)
	middle := root.Issue(t, "中间", now(), padestest.Options{Kind: padestest.SM2, CA: true, Use: smx509.KeyUsageCertSign})
	leaf := middle.Issue(t, "张三", now(), padestest.Options{Kind: padestest.SM2})
	notCA := leaf.Issue(t, "李四", now(), padestest.Options{Kind: padestest.SM2})
	trust := pki.Trust{Roots: []*smx509.Certificate{root.Certificate}}
	pool := []*smx509.Certificate{leaf.Certificate, middle.Certificate}
	if chain, err := trust.Chain(leaf.Certificate, pool, now(), false); err != nil || len(chain) != 3 {
		t.Errorf("%v, %v", chain, err)
	}
	for name, err := range map[string]error{
		"without the middle": chainError(trust, leaf, nil, now(), false),
		"below a person":     chainError(trust, notCA, pool, now(), false),
		"later":              chainError(trust, leaf, pool, now().AddDate(1, 0, 0), false),
		"as a time stamper":  chainError(trust, leaf, pool, now(), true),
		"to nobody":          chainError(pki.Trust{}, leaf, pool, now(), false),
	} {
		if err == nil {
			t.Errorf("%s: trusted", name)
		}
	}
	if path := pki.Path(leaf.Certificate, append(pool, root.Certificate)); len(path) != 2 || !path[1].Equal(root.Certificate) {
		t.Errorf("path %v", path)
	}
}

func chainError(trust pki.Trust, h *padestest.Holder, pool []*smx509.Certificate, at time.Time, stamping bool) error {
	_, err := trust.Chain(h.Certificate, pool, at, stamping)
	return err
}

func TestRevocationLists(t *testing.T) {
	for _, kind := range []padestest.Kind{padestest.P256, padestest.SM2} {
		root := padestest.Root(t, "根", now(), kind)
		good, bad := root.Issue(t, "甲", now(), padestest.Options{}), root.Issue(t, "乙", now(), padestest.Options{})
		other := padestest.Root(t, "根", now(), kind)
		e := pki.Evidence{CRL: [][]byte{root.CRL(t, now(), now().Add(-time.Hour), bad), other.CRL(t, now(), now(), good)}}
		if got := e.Check(good.Certificate, root.Certificate, now()); got.Status != pki.Good {
			t.Errorf("%s: %v", kind, got)
		}
		if got := e.Check(bad.Certificate, root.Certificate, now()); got.Status != pki.Revoked || !got.Since.Equal(now().Add(-time.Hour)) {
			t.Errorf("%s: %v", kind, got)
		}
		if got := e.Check(good.Certificate, root.Certificate, now().Add(48*time.Hour)); got.Status != pki.Unknown {
			t.Errorf("%s, out of date: %v", kind, got)
		}
	}
}

func TestServers(t *testing.T) {
	stamper := padestest.Root(t, "根", now(), padestest.P256).Issue(t, "TSA", now(), padestest.Options{Kind: padestest.RSA, Extended: padestest.StamperUse()})
	client := &pki.Client{HTTP: http.DefaultClient, Timeout: time.Minute}
	address := stamper.Stamper(t, now, padestest.Honest)
	if stamp, token, err := client.Stamp(t.Context(), address, []byte("a"), []byte("b")); err != nil || !stamp.Of([]byte("ab")) || len(token) == 0 {
		t.Error(err)
	}
	for how, want := range map[padestest.Behaviour]error{
		padestest.OtherHash: pki.ErrStamp, padestest.OtherNonce: pki.ErrNonce, padestest.Failing: pki.ErrAnswer, padestest.Huge: pki.ErrAnswer,
	} {
		if _, _, err := client.Stamp(t.Context(), stamper.Stamper(t, now, how), []byte("x")); !errors.Is(err, want) {
			t.Errorf("%s: %v", how, err)
		}
	}
	for _, address := range []string{"", "x", "file:///etc/passwd", "http://", "ftp://example.org/"} {
		if _, _, err := client.Stamp(t.Context(), address, []byte("x")); !errors.Is(err, pki.ErrURL) {
			t.Errorf("%q: %v", address, err)
		}
	}
	hanging := stamper.Stamper(t, now, padestest.Hanging)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := client.Stamp(ctx, hanging, []byte("x")); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	client.Timeout = time.Nanosecond
	if _, _, err := client.Stamp(t.Context(), hanging, []byte("x")); !os.IsTimeout(err) && !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
}
