package main

import (
	"crypto/x509"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"time"

	"github.com/emmansun/gmsm/smx509"
	"github.com/rogpeppe/go-internal/testscript"
	pkcs12 "software.sslmate.com/src/go-pkcs12"

	"gongwen/output/sign/cms"
	"gongwen/output/sign/padestest"
)

// scriptT lets a script use what is made for tests.
type scriptT struct{ *testscript.TestScript }

func (scriptT) Helper()            {}
func (t scriptT) Fatal(a ...any)   { t.Fatalf("%s", fmt.Sprint(a...)) }
func (t scriptT) Cleanup(f func()) { t.Defer(f) }

// signers makes, in the folder of the script, keys and certificates of people
// who may sign and of some who may not, and starts time stamp servers of every
// behaviour, whose addresses are in $TSA_HONEST and so on. The passphrase of
// keys is 口令123, in pass.txt.
func signers(ts *testscript.TestScript, _ bool, _ []string) {
	t := scriptT{ts}
	now := time.Now()
	write := func(name string, content []byte) { ts.Check(os.WriteFile(ts.MkAbs(name), content, 0o600)) }
	const passphrase = "口令123"
	write("pass.txt", []byte(passphrase+"\n"))
	write("wrong.txt", []byte("wrong\n"))

	var served map[string][]byte
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write(served[r.URL.Path])
	}))
	ts.Defer(server.Close)
	root := padestest.Root(t, "测试根", now, padestest.P256)
	write("root.pem", padestest.PEM(root.Certificate))
	crl := server.URL + "/root.crl"
	put := func(name string, h *padestest.Holder) {
		data, err := pkcs12.Modern.Encode(h.Key, standard(ts, h.Certificate), []*x509.Certificate{standard(ts, h.Issuer.Certificate)}, passphrase)
		ts.Check(err)
		write(name+".p12", data)
		write(name+".pem", padestest.PEM(h.Certificate))
		write(name+"-key.pem", h.KeyPEM(t))
	}
	year := func(n int) time.Time { return now.AddDate(n, 0, 0) }
	zhang := root.Issue(t, "张三", now, padestest.Options{CRL: crl})
	put("zhang", zhang)
	put("li", root.Issue(t, "李四", now, padestest.Options{Kind: padestest.RSA, CRL: crl}))
	put("expired", root.Issue(t, "过期", now, padestest.Options{From: year(-2), To: year(-1)}))
	put("future", root.Issue(t, "未来", now, padestest.Options{From: year(1), To: year(2)}))
	put("cipher", root.Issue(t, "加密", now, padestest.Options{Use: smx509.KeyUsageKeyEncipherment}))
	put("stranger", padestest.Root(t, "陌生根", now, padestest.P256).Issue(t, "陌生人", now, padestest.Options{}))
	gm := padestest.Root(t, "国密根", now, padestest.SM2)
	wang := gm.Issue(t, "王五", now, padestest.Options{Kind: padestest.SM2})
	write("sm2-root.pem", padestest.PEM(gm.Certificate))
	write("wang.pem", padestest.PEM(wang.Certificate))
	write("wang-key.pem", wang.KeyPEM(t))
	maker := gm.Issue(t, "制章单位", now, padestest.Options{Kind: padestest.SM2})
	write("maker.pem", padestest.PEM(maker.Certificate))
	write("maker-key.pem", maker.KeyPEM(t))
	write("sm2.crl", gm.CRL(t, now.Add(time.Hour), time.Time{}))
	ts.Setenv("TSA_SM2", gm.Issue(t, "国密时间戳", now, padestest.Options{Kind: padestest.SM2, Extended: padestest.StamperUse()}).SM2Stamper(t, time.Now, false, cms.SM3))

	stamper := root.Issue(t, "时间戳", now, padestest.Options{Kind: padestest.RSA, Extended: padestest.StamperUse(), CRL: crl})
	for _, how := range []padestest.Behaviour{
		padestest.Honest, padestest.OtherHash, padestest.OtherNonce, padestest.Forged, padestest.Refusing,
		padestest.Garbage, padestest.Failing, padestest.Hanging, padestest.Huge,
	} {
		variable := "TSA_" + strings.ToUpper(strings.ReplaceAll(string(how), "-", "_"))
		ts.Setenv(variable, stamper.Stamper(t, time.Now, how))
	}
	ts.Setenv("TSA_UNFIT", zhang.Stamper(t, time.Now, padestest.Honest))
	list := root.CRL(t, now.Add(time.Hour), time.Time{})
	served = map[string][]byte{"/root.crl": list}
	write("root.crl", list)
	write("revoked.crl", root.CRL(t, now.Add(time.Hour), now.Add(-time.Hour), zhang))
}

func standard(ts *testscript.TestScript, c *smx509.Certificate) *x509.Certificate {
	out, err := x509.ParseCertificate(c.Raw)
	ts.Check(err)
	return out
}
