package pades

import (
	"strings"
	"testing"
	"time"

	"gongwen/internal/pdfread"
	"gongwen/internal/verdict"
	"gongwen/output/sign/padestest"
	"gongwen/output/sign/pki"
)

// revoked is a file with a signature of somebody whose certificate had been
// revoked, and the revocation list that says so.
func revoked(t testing.TB, w *world) []byte {
	t.Helper()
	signed := mustSign(t, unsigned(t), w.stamped(t, T))
	p := proof{evidence: pki.Evidence{OCSP: [][]byte{w.signer.OCSP(t, now(), now().Add(-time.Hour))}, CRL: [][]byte{w.root.CRL(t, now(), time.Time{})}}}
	p.add(w.root.Certificate)
	stored, err := writeStore(open(t, signed), p, []byte("contents"))
	if err != nil {
		t.Fatal(err)
	}
	return stored
}

// TestEvidenceThatIsTakenAway: what a store once held counts, and a store that
// loses any of it is a forbidden change.
func TestEvidenceThatIsTakenAway(t *testing.T) {
	w := newWorld(t, padestest.P256)
	stored := revoked(t, w)
	if grade, text := gradeOf(t, Verify(t.Context(), stored, w.check()), CheckRevocation); grade != verdict.Failed {
		t.Fatalf("%v: %s", grade, text)
	}
	for name, edit := range map[string]func(u *pdfread.Update, root pdfread.Ref, catalog, store pdfread.Dict){
		"lists emptied": func(u *pdfread.Update, _ pdfread.Ref, catalog, store pdfread.Dict) {
			store["OCSPs"], store["CRLs"] = pdfread.Array{}, pdfread.Array{}
			u.Set(catalog["DSS"].(pdfread.Ref), store)
		},
		"one list left out": func(u *pdfread.Update, _ pdfread.Ref, catalog, store pdfread.Dict) {
			delete(store, "OCSPs")
			u.Set(catalog["DSS"].(pdfread.Ref), store)
		},
		"certificates left out": func(u *pdfread.Update, _ pdfread.Ref, catalog, store pdfread.Dict) {
			delete(store, "Certs")
			u.Set(catalog["DSS"].(pdfread.Ref), store)
		},
		"entries of a signature left out": func(u *pdfread.Update, _ pdfread.Ref, catalog, store pdfread.Dict) {
			store["VRI"] = pdfread.Dict{}
			u.Set(catalog["DSS"].(pdfread.Ref), store)
		},
		"the whole store": func(u *pdfread.Update, root pdfread.Ref, catalog, _ pdfread.Dict) {
			delete(catalog, "DSS")
			u.Set(root, catalog)
		},
	} {
		t.Run(name, func(t *testing.T) {
			forged := padestest.Update(t, stored, func(u *pdfread.Update, root pdfread.Ref, catalog pdfread.Dict) {
				edit(u, root, catalog, must(u.Dict(catalog["DSS"]))(t))
			})
			r := Verify(t.Context(), forged, w.check())
			wantFailure(t, forged, w.check())
			if grade, text := gradeOf(t, r, CheckRevocation); grade != verdict.Failed || !strings.Contains(text, "revoked") {
				t.Errorf("%v: %s", grade, text)
			}
		})
	}
	t.Run("more is put in", func(t *testing.T) {
		grown, err := writeStore(open(t, stored), proof{evidence: pki.Evidence{CRL: [][]byte{w.root.CRL(t, now().Add(time.Minute), time.Time{})}}}, []byte("more"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range findings(Verify(t.Context(), grown, w.check()), CheckCoverage) {
			if f.Grade != verdict.Passed {
				t.Error(f.Text.EN)
			}
		}
	})
}

// TestStoresOfOtherThings put into a store what is no validation data.
func TestStoresOfOtherThings(t *testing.T) {
	w := newWorld(t, padestest.P256)
	signed := mustSign(t, unsigned(t), w.order())
	certificate := w.root.Certificate.Raw
	for name, make := range map[string]func(u *pdfread.Update) pdfread.Dict{
		"drawing as a certificate": func(u *pdfread.Update) pdfread.Dict {
			return pdfread.Dict{"Certs": pdfread.Array{u.Add(drawing("x"))}}
		},
		"words behind a certificate": func(u *pdfread.Update) pdfread.Dict {
			return pdfread.Dict{"Certs": pdfread.Array{u.Add(&pdfread.Stream{Dict: pdfread.Dict{}, Raw: append([]byte(nil), append(certificate, "\n"...)...)})}}
		},
		"certificate as an OCSP response": func(u *pdfread.Update) pdfread.Dict {
			return pdfread.Dict{"OCSPs": pdfread.Array{u.Add(&pdfread.Stream{Dict: pdfread.Dict{}, Raw: certificate})}}
		},
		"certificate that is a picture too": func(u *pdfread.Update) pdfread.Dict {
			return pdfread.Dict{"Certs": pdfread.Array{u.Add(&pdfread.Stream{Dict: pdfread.Dict{"Subtype": pdfread.Name("Image")}, Raw: certificate})}}
		},
		"dictionary as a certificate": func(u *pdfread.Update) pdfread.Dict {
			return pdfread.Dict{"Certs": pdfread.Array{u.Add(pdfread.Dict{"A": int64(1)})}}
		},
		"entry of a signature with something else": func(u *pdfread.Update) pdfread.Dict {
			return pdfread.Dict{"VRI": pdfread.Dict{"AB": u.Add(pdfread.Dict{"Page": u.Add(drawing("x"))})}}
		},
		"drawing in the entry of a signature": func(u *pdfread.Update) pdfread.Dict {
			return pdfread.Dict{"VRI": pdfread.Dict{"AB": pdfread.Dict{"Cert": pdfread.Array{u.Add(drawing("x"))}}}}
		},
		"drawing as a time stamp": func(u *pdfread.Update) pdfread.Dict {
			return pdfread.Dict{"VRI": pdfread.Dict{"AB": pdfread.Dict{"TS": u.Add(drawing("x"))}}}
		},
		"object that nothing refers to": func(u *pdfread.Update) pdfread.Dict {
			u.Add(pdfread.Dict{"Type": pdfread.Name("Catalog")})
			return pdfread.Dict{"Certs": pdfread.Array{u.Add(&pdfread.Stream{Dict: pdfread.Dict{}, Raw: certificate})}}
		},
	} {
		t.Run(name, func(t *testing.T) {
			wantFailure(t, padestest.Update(t, signed, func(u *pdfread.Update, root pdfread.Ref, catalog pdfread.Dict) {
				catalog["DSS"] = u.Add(make(u))
				u.Set(root, catalog)
			}), w.check())
		})
	}
}

// TestExtensionsThatLeadElsewhere: the catalog may say which extensions of PDF
// there are, and nothing more.
func TestExtensionsThatLeadElsewhere(t *testing.T) {
	w := newWorld(t, padestest.P256)
	signed := mustSign(t, unsigned(t), w.order())
	esic := pdfread.Dict{"BaseVersion": pdfread.Name("1.7"), "ExtensionLevel": int64(5)}
	for name, c := range map[string]struct {
		extensions func(u *pdfread.Update) pdfread.Object
		ok         bool
	}{
		"as iText writes them": {func(*pdfread.Update) pdfread.Object { return pdfread.Dict{"ESIC": esic} }, true},
		"a list":               {func(*pdfread.Update) pdfread.Object { return pdfread.Dict{"ISO_": pdfread.Array{esic}} }, true},
		"an object":            {func(u *pdfread.Update) pdfread.Object { return u.Add(pdfread.Dict{"ESIC": esic}) }, false},
		"with a page": {func(u *pdfread.Update) pdfread.Object {
			return pdfread.Dict{"ESIC": pdfread.Dict{"URL": u.Add(drawing("x"))}}
		}, false},
		"with something else": {func(*pdfread.Update) pdfread.Object { return pdfread.Dict{"ESIC": pdfread.Dict{"AA": int64(1)}} }, false},
		"no dictionary":       {func(*pdfread.Update) pdfread.Object { return pdfread.Array{int64(1)} }, false},
	} {
		t.Run(name, func(t *testing.T) {
			changed := padestest.Update(t, signed, func(u *pdfread.Update, root pdfread.Ref, catalog pdfread.Dict) {
				catalog["Extensions"] = c.extensions(u)
				u.Set(root, catalog)
			})
			if r := Verify(t.Context(), changed, w.check()); r.OK() != c.ok {
				t.Error(said(r))
			}
		})
	}
}

// TestALineBehindTheEnd: mail gateways add one, and nothing else may stand there.
func TestALineBehindTheEnd(t *testing.T) {
	w := newWorld(t, padestest.P256)
	signed := mustSign(t, unsigned(t), w.order())
	for added, ok := range map[string]bool{"\n": true, "\r\n": true, "\r": true, "\n\n": false, " ": false, "\x00": false, "x": false} {
		r := Verify(t.Context(), append(append([]byte(nil), signed...), added...), w.check())
		if r.OK() != ok || ok && !strings.Contains(said(r), "mail gateways") {
			t.Errorf("%q: %s", added, said(r))
		}
	}
	again := mustSign(t, append(append([]byte(nil), signed...), '\n'), w.order())
	if r := Verify(t.Context(), again, w.check()); !r.OK() {
		t.Error(said(r))
	}
}

// TestEvidenceAtHand checks a file that holds none.
func TestEvidenceAtHand(t *testing.T) {
	w := newWorld(t, padestest.P256)
	signed := mustSign(t, unsigned(t), w.order())
	check := w.check()
	if grade, _ := gradeOf(t, Verify(t.Context(), signed, check), CheckRevocation); grade != verdict.Unchecked {
		t.Errorf("without: %v", grade)
	}
	check.Evidence = w.evidence(t, now())
	r := Verify(t.Context(), signed, check)
	if grade, text := gradeOf(t, r, CheckRevocation); grade != verdict.Passed || r.Signatures[0].Level != B {
		t.Errorf("good: %v: %s", grade, text)
	}
	check.Evidence.OCSP = [][]byte{w.signer.OCSP(t, now(), now().Add(-time.Hour))}
	if grade, text := gradeOf(t, Verify(t.Context(), signed, check), CheckRevocation); grade != verdict.Failed {
		t.Errorf("revoked: %v: %s", grade, text)
	}
}
