package pades

import (
	"testing"
	"time"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/output/sign/cms"
	"gongwen/output/sign/padestest"
	"gongwen/output/sign/pki"
)

// sm2World is a signer and a time stamp server below SM2 roots, where
// everything is signed with SM2 and SM3.
func sm2World(t *testing.T, o padestest.Options) *world {
	t.Helper()
	w := &world{root: padestest.Root(t, "国密根", now(), padestest.SM2), stamperRoot: padestest.Root(t, "时间戳根", now(), padestest.SM2)}
	o.Kind = padestest.SM2
	w.signer = w.root.Issue(t, "王五", now(), o)
	o.Extended = padestest.StamperUse()
	w.stamper = w.stamperRoot.Issue(t, "时间戳", now(), o)
	return w
}

// nationally is an order of a level with a server that stamps digests of SM3
// only.
func (w *world) nationally(t *testing.T, level Level) Order {
	t.Helper()
	o := w.order()
	o.Level, o.TSA = level, w.stamper.SM2Stamper(t, now, false, cms.SM3)
	o.Client.Imprint = cms.SM3
	return o
}

func TestEveryLevelWithSM2(t *testing.T) {
	w := sm2World(t, padestest.Options{})
	for _, c := range []struct {
		name     string
		level    Level
		evidence pki.Evidence
	}{
		{"T", T, pki.Evidence{}},
		{"LT by OCSP", LT, pki.Evidence{OCSP: [][]byte{w.signer.SM2OCSP(t, now(), time.Time{}, nil), w.stamper.SM2OCSP(t, now(), time.Time{}, nil)}}},
		{"LT by lists", LT, pki.Evidence{CRL: [][]byte{w.root.CRL(t, now(), time.Time{}), w.stamperRoot.CRL(t, now(), time.Time{})}}},
		{"LTA", LTA, pki.Evidence{OCSP: [][]byte{w.signer.SM2OCSP(t, now(), time.Time{}, nil)}, CRL: [][]byte{w.stamperRoot.CRL(t, now(), time.Time{})}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := w.nationally(t, c.level)
			o.Evidence = c.evidence
			file := mustSign(t, unsigned(t), o)
			r := Verify(t.Context(), file, w.check())
			if !r.OK() || r.Signatures[0].Level != c.level {
				t.Error(said(r))
			}
			check := w.check()
			check.Roots = check.Roots[:1]
			if r := Verify(t.Context(), file, check); r.OK() {
				t.Errorf("the server's root is not trusted:\n%s", said(r))
			}
			file[100] ^= 1 // in what is signed
			if r := Verify(t.Context(), file, w.check()); r.OK() {
				t.Errorf("a changed file is valid:\n%s", said(r))
			}
		})
	}
}

func TestRevokedSM2Signer(t *testing.T) {
	w := sm2World(t, padestest.Options{})
	o := w.nationally(t, LT)
	o.Evidence = pki.Evidence{OCSP: [][]byte{w.signer.SM2OCSP(t, now(), now().Add(-time.Hour), nil), w.stamper.SM2OCSP(t, now(), time.Time{}, nil)}}
	if _, problems := Sign(t.Context(), unsigned(t), o); !problems.HasErrors() {
		t.Error("signed")
	}
}

func TestSM2LongTermDataIsFetched(t *testing.T) {
	var answers map[string][]byte
	address := padestest.Serve(t, func(path string) []byte { return answers[path] })
	w := sm2World(t, padestest.Options{OCSP: address + "/ocsp", CRL: address + "/crl"})
	o := w.nationally(t, LTA)
	responder := w.root.Issue(t, "OCSP", now(), padestest.Options{Kind: padestest.SM2, Extended: []smx509.ExtKeyUsage{smx509.ExtKeyUsageOCSPSigning}})
	// One responder answers for both roots, and is of use for the signer alone:
	// for the time stamp server there is the list.
	answers = map[string][]byte{"/ocsp": w.signer.SM2OCSP(t, now(), time.Time{}, responder), "/crl": w.stamperRoot.CRL(t, now(), time.Time{})}
	r := Verify(t.Context(), mustSign(t, unsigned(t), o), w.check())
	if !r.OK() || r.Signatures[0].Level != LTA {
		t.Error(said(r))
	}
	delete(answers, "/crl")
	if _, problems := Sign(t.Context(), unsigned(t), o); !problems.HasErrors() {
		t.Error("signed without data about the time stamp server")
	}
}

// TestSM2SignatureWithATimeStampOfRSA is what most servers give.
func TestSM2SignatureWithATimeStampOfRSA(t *testing.T) {
	w := newWorld(t, padestest.SM2)
	o := w.stamped(t, LTA)
	o.Client.Imprint = cms.SM3
	o.Evidence = pki.Evidence{OCSP: [][]byte{w.stamper.OCSP(t, now(), time.Time{})}, CRL: [][]byte{
		w.root.CRL(t, now(), time.Time{}), w.signer.Issuer.CRL(t, now(), time.Time{}),
	}}
	if r := Verify(t.Context(), mustSign(t, unsigned(t), o), w.check()); !r.OK() || r.Signatures[0].Level != LTA {
		t.Error(said(r))
	}
}
