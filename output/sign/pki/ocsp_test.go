package pki_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/growth"
	"gongwen/output/sign/padestest"
	"gongwen/output/sign/pki"
)

func TestSM2Responders(t *testing.T) {
	h := sm2Signer(t)
	root := h.Issuer
	responder := root.Issue(t, "OCSP", now(), padestest.Options{Kind: padestest.SM2, Extended: []smx509.ExtKeyUsage{smx509.ExtKeyUsageOCSPSigning}})
	nobody := root.Issue(t, "李四", now(), padestest.Options{Kind: padestest.SM2})
	namesake := padestest.Root(t, "国密根", now(), padestest.SM2)
	stranger := namesake.Issue(t, "OCSP", now(), padestest.Options{Kind: padestest.SM2, Extended: []smx509.ExtKeyUsage{smx509.ExtKeyUsageOCSPSigning}})
	late := root.Issue(t, "OCSP", now(), padestest.Options{Kind: padestest.SM2, Extended: []smx509.ExtKeyUsage{smx509.ExtKeyUsageOCSPSigning}, From: now().AddDate(-2, 0, 0), To: now().AddDate(-1, 0, 0)})
	good := h.SM2OCSP(t, now(), time.Time{}, nil)
	forged := append([]byte(nil), good...)
	forged[len(forged)-1] ^= 1
	for _, c := range []struct {
		name string
		der  []byte
		want pki.Status
	}{
		{"by the issuer", good, pki.Good},
		{"revoked", h.SM2OCSP(t, now(), now().Add(-time.Hour), nil), pki.Revoked},
		{"by whom the issuer has named", h.SM2OCSP(t, now(), time.Time{}, responder), pki.Good},
		{"by a person", h.SM2OCSP(t, now(), time.Time{}, nobody), pki.Unknown},
		{"by another root's responder", h.SM2OCSP(t, now(), time.Time{}, stranger), pki.Unknown},
		{"by a responder that has expired", h.SM2OCSP(t, now(), time.Time{}, late), pki.Unknown},
		{"about another", nobody.SM2OCSP(t, now(), time.Time{}, nil), pki.Unknown},
		{"out of date", h.SM2OCSP(t, now().Add(-48*time.Hour), time.Time{}, nil), pki.Unknown},
		{"forged", forged, pki.Unknown},
		{"cut", good[:len(good)-1], pki.Unknown},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := pki.Evidence{OCSP: [][]byte{c.der}}
			if got := e.Check(h.Certificate, root.Certificate, now()); got.Status != c.want {
				t.Errorf("%+v, want %v", got, c.want)
			}
		})
	}
}

// TestJudgeOpenSSLRespondsWithSM2 reads the response of OpenSSL's responder.
func TestJudgeOpenSSLRespondsWithSM2(t *testing.T) {
	h := sm2Signer(t)
	dir := respond(t, h, "-rmd", "sm3", "-rsigopt", "distid:1234567812345678")
	if _, err := pki.ParseOCSP(read(t, dir, "out.der"), h.Certificate, h.Issuer.Certificate); err != nil {
		t.Error(err)
	}
}

// TestJudgeOpenSSLRespondsWithPSS reads a response signed with RSA-PSS.
func TestJudgeOpenSSLRespondsWithPSS(t *testing.T) {
	h := padestest.Root(t, "根", now(), padestest.RSA).Issue(t, "张三", now(), padestest.Options{})
	dir := respond(t, h, "-rmd", "sha256", "-rsigopt", "rsa_padding_mode:pss", "-rsigopt", "rsa_pss_saltlen:digest")
	if said, err := pki.ParseOCSP(read(t, dir, "out.der"), h.Certificate, h.Issuer.Certificate); err != nil || said.Status != pki.Good {
		t.Errorf("%+v, %v", said, err)
	}
}

// respond lets OpenSSL respond about h, and gives the folder with out.der.
func respond(t *testing.T, h *padestest.Holder, options ...string) string {
	t.Helper()
	index := "V\t" + now().AddDate(0, 6, 0).UTC().Format("060102150405Z") + "\t\t" + serialHex(h) + "\tunknown\t/CN=x\n"
	return openssl(t, map[string][]byte{
		"index.txt": []byte(index), "root.pem": padestest.PEM(h.Issuer.Certificate), "root.key": h.Issuer.KeyPEM(t), "cert.pem": padestest.PEM(h.Certificate),
	}, append([]string{"ocsp", "-index", "index.txt", "-CA", "root.pem", "-issuer", "root.pem", "-cert", "cert.pem", "-rsigner", "root.pem", "-rkey", "root.key",
		"-ndays", "1", "-respout", "out.der", "-noverify"}, options...)...)
}

func serialHex(h *padestest.Holder) string {
	const digits = "0123456789ABCDEF"
	var out []byte
	for _, b := range h.Certificate.SerialNumber.Bytes() {
		out = append(out, digits[b>>4], digits[b&15])
	}
	return string(out)
}

// TestJudgeOpenSSLReadsTheRequest gives our request to OpenSSL's responder.
func TestJudgeOpenSSLReadsTheRequest(t *testing.T) {
	var request []byte
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		request, _ = io.ReadAll(r.Body) // the judge sees what is missing
	}))
	t.Cleanup(server.Close)
	at := padestest.Root(t, "根", now(), padestest.P256)
	asked := at.Issue(t, "张三", now(), padestest.Options{OCSP: server.URL})
	client := &pki.Client{HTTP: http.DefaultClient, Timeout: time.Minute}
	if _, err := client.Evidence(t.Context(), asked.Certificate, at.Certificate, now()); err == nil {
		t.Fatal("an empty answer was taken")
	}
	index := "V\t" + now().AddDate(0, 6, 0).UTC().Format("060102150405Z") + "\t\t" + serialHex(asked) + "\tunknown\t/CN=x\n"
	dir := openssl(t, map[string][]byte{
		"index.txt": []byte(index), "root.pem": padestest.PEM(at.Certificate), "root.key": at.KeyPEM(t), "request.der": request,
	}, "ocsp", "-index", "index.txt", "-CA", "root.pem", "-rsigner", "root.pem", "-rkey", "root.key", "-reqin", "request.der", "-ndays", "1", "-respout", "out.der")
	said, err := pki.ParseOCSP(read(t, dir, "out.der"), asked.Certificate, at.Certificate)
	if err != nil || said.Status != pki.Good {
		t.Errorf("%+v, %v", said, err)
	}
}

// FuzzParseOCSP looks for panics, and for answers that are taken though a byte
// of what is signed was changed.
func FuzzParseOCSP(f *testing.F) {
	h := padestest.Root(f, "根", now(), padestest.P256).Issue(f, "张三", now(), padestest.Options{})
	good := h.OCSP(f, now(), time.Time{})
	f.Add(good)
	f.Add(h.OCSP(f, now(), now()))
	f.Add([]byte{0x30, 0x82})
	f.Fuzz(growth.Bounded(func(t *testing.T, der []byte) {
		said, err := pki.ParseOCSP(der, h.Certificate, h.Issuer.Certificate)
		if err == nil && said.Status == pki.Good && !said.ThisUpdate.Equal(now()) {
			t.Errorf("%x is taken", der)
		}
	}))
}
