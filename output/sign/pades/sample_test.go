package pades

import (
	"bytes"
	"context"
	"crypto/rand"
	"net/http"
	"testing"
	"time"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/verdict"
	"gongwen/output/pdf"
	"gongwen/output/sign/padestest"
	"gongwen/output/sign/pki"
)

// now is the time of the tests.
func now() time.Time {
	return time.Date(2026, 11, 23, 12, 0, 0, 0, time.FixedZone("CST", 8*3600))
}

// unsigned is a file of this program with two pages.
func unsigned(t testing.TB) []byte { return made(t, "gongwen 1.0") }

func made(t testing.TB, producer string) []byte {
	t.Helper()
	return padestest.Export(t, pdf.Options{Producer: producer}, padestest.Pages(t))
}

// world is a signer, a time stamp server, and who vouches for them.
type world struct {
	root, stamperRoot *padestest.Holder
	signer, stamper   *padestest.Holder
}

func newWorld(t testing.TB, kind padestest.Kind) *world {
	t.Helper()
	w := &world{root: padestest.Root(t, "测试根", now(), kind), stamperRoot: padestest.Root(t, "TSA Root", now(), padestest.P256)}
	middle := w.root.Issue(t, "测试机构", now(), padestest.Options{Kind: kind, CA: true, Use: smx509.KeyUsageCertSign | smx509.KeyUsageCRLSign})
	w.signer = middle.Issue(t, "张三", now(), padestest.Options{Kind: kind})
	w.stamper = w.stamperRoot.Issue(t, "TSA", now(), padestest.Options{Kind: padestest.RSA, Extended: padestest.StamperUse()})
	return w
}

func (w *world) roots() []*smx509.Certificate {
	return []*smx509.Certificate{w.root.Certificate, w.stamperRoot.Certificate}
}

func (w *world) check() Check { return Check{Now: now(), Roots: w.roots()} }

func (w *world) order() Order {
	return Order{Identity: w.signer.Identity(), Now: now(), Client: &pki.Client{HTTP: http.DefaultClient, Timeout: time.Minute}, Random: rand.Reader}
}

// stamped is an order with a time stamp from an honest server.
func (w *world) stamped(t testing.TB, level Level) Order {
	o := w.order()
	o.Level = level
	o.TSA = w.stamper.Stamper(t, now, padestest.Honest)
	return o
}

// evidence is OCSP and CRL of everybody, made at a time.
func (w *world) evidence(t testing.TB, made time.Time) pki.Evidence {
	return pki.Evidence{
		OCSP: [][]byte{w.signer.OCSP(t, made, time.Time{}), w.stamper.OCSP(t, made, time.Time{})},
		CRL:  [][]byte{w.root.CRL(t, made, time.Time{})},
	}
}

// mustSign signs, or fails the test.
func mustSign(t testing.TB, data []byte, o Order) []byte {
	t.Helper()
	out, problems := Sign(context.Background(), data, o)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	return out
}

// findings are the results of one check of all signatures and of the file.
func findings(r Verification, check verdict.Check) verdict.Findings {
	all := r.Findings
	for _, s := range r.Signatures {
		all = append(all, s.Findings...)
	}
	var out verdict.Findings
	for _, f := range all {
		if f.Check == check {
			out = append(out, f)
		}
	}
	return out
}

// said is a report in lines.
func said(r Verification) string {
	var b bytes.Buffer
	line := func(f verdict.Finding) {
		b.WriteString(string(f.Check) + ": " + f.Grade.String() + ": " + f.Text.EN + "\n")
	}
	for _, f := range r.Findings {
		line(f)
	}
	for _, s := range r.Signatures {
		b.WriteString(s.Field + " " + s.Level.String() + "\n")
		for _, f := range s.Findings {
			line(f)
		}
	}
	return b.String()
}
