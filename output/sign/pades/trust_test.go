package pades

import (
	"strings"
	"testing"
	"time"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/verdict"
	"gongwen/output/sign/cms"
	"gongwen/output/sign/padestest"
	"gongwen/output/sign/pki"
)

// gradeOf is how a check of the first signature ended, and what was said.
func gradeOf(t testing.TB, r Verification, check verdict.Check) (verdict.Grade, string) {
	t.Helper()
	for _, f := range r.Signatures[0].Findings {
		if f.Check == check {
			return f.Grade, f.Text.EN
		}
	}
	t.Fatalf("no check %s:\n%s", check, said(r))
	return 0, ""
}

// TestTheTimeThatCounts checks files years after they were signed.
func TestTheTimeThatCounts(t *testing.T) {
	w := newWorld(t, padestest.P256)
	archived := w.stamped(t, LTA)
	archived.Evidence = w.evidence(t, now())
	files := map[Level][]byte{
		B: mustSign(t, unsigned(t), w.order()), T: mustSign(t, unsigned(t), w.stamped(t, T)), LTA: mustSign(t, unsigned(t), archived),
	}
	for _, c := range []struct {
		name  string
		level Level
		after time.Duration
		check verdict.Check
		grade verdict.Grade
		text  string
	}{
		{"today", B, 0, CheckCertificate, verdict.Passed, ""},
		{"without a time stamp the certificate must still be valid", B, 365 * 24 * time.Hour, CheckCertificate, verdict.Failed, "no time stamp"},
		{"before it was signed", B, -365 * 24 * time.Hour, CheckCertificate, verdict.Failed, "not yet valid"},
		{"a time stamp from the future", T, -time.Hour, CheckTimeStamp, verdict.Failed, "future"},
		{"a little skew of the clock", T, -time.Minute, CheckTimeStamp, verdict.Passed, ""},
		{"an archived file while its last stamp can be trusted", LTA, 24 * time.Hour, CheckCertificate, verdict.Passed, ""},
		{"a time stamp whose server's certificate has expired", T, 365 * 24 * time.Hour, CheckTimeStamp, verdict.Failed, "validity"},
	} {
		t.Run(c.name, func(t *testing.T) {
			check := w.check()
			check.Now = now().Add(c.after)
			r := Verify(t.Context(), files[c.level], check)
			if grade, text := gradeOf(t, r, c.check); grade != c.grade || !strings.Contains(text, c.text) {
				t.Errorf("%v: %s\n%s", grade, text, said(r))
			}
			if r.OK() != (c.grade == verdict.Passed) {
				t.Error(said(r))
			}
		})
	}
}

// TestAnArchivedFileOutlivesItsCertificates: signer and first time stamp
// server have expired, the last time stamp has not.
func TestAnArchivedFileOutlivesItsCertificates(t *testing.T) {
	w := newWorld(t, padestest.P256)
	o := w.stamped(t, LT)
	o.Evidence = w.evidence(t, now())
	stored := mustSign(t, unsigned(t), o)

	later := now().AddDate(0, 5, 0)
	young := w.stamperRoot.Issue(t, "TSA 2", later, padestest.Options{Extended: padestest.StamperUse()})
	long := now().AddDate(0, 10, 0) // TSA Root is of now, a year around it
	o.TSA = young.Stamper(t, func() time.Time { return later }, padestest.Honest)
	s := &session{order: o}
	archived, problems := s.archive(t.Context(), stored)
	if problems != nil {
		t.Fatal(problems)
	}
	check := w.check()
	check.Now = later
	if r := Verify(t.Context(), archived, check); !r.OK() || r.Signatures[0].Level != LTA {
		t.Error(said(r))
	}
	check.Now = long
	if r := Verify(t.Context(), archived, check); r.OK() {
		t.Errorf("the root of the last time stamp has expired:\n%s", said(r))
	}
}

func TestRevocation(t *testing.T) {
	day := 24 * time.Hour
	for _, c := range []struct {
		name    string
		made    time.Duration // of the evidence, after the signature
		revoked time.Duration // of the signer, after the signature; 0 for not
		grade   verdict.Grade
	}{
		{"good when signed", 0, 0, verdict.Passed},
		{"good the day after", day, 0, verdict.Passed},
		{"evidence in force when signed", -time.Hour, 0, verdict.Passed},
		{"evidence out of date when signed", -2 * day, 0, verdict.Unchecked},
		{"revoked before", day, -time.Hour, verdict.Failed},
		{"revoked afterwards", day, time.Hour, verdict.Passed},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, padestest.P256)
			signed := mustSign(t, unsigned(t), w.stamped(t, T))
			var revoked time.Time
			if c.revoked != 0 {
				revoked = now().Add(c.revoked)
			}
			made := now().Add(c.made)
			p := proof{evidence: pki.Evidence{
				OCSP: [][]byte{w.signer.OCSP(t, made, revoked)}, CRL: [][]byte{w.root.CRL(t, made, time.Time{})},
			}}
			stored, err := writeStore(open(t, signed), p, nil)
			if err != nil {
				t.Fatal(err)
			}
			r := Verify(t.Context(), stored, w.check())
			grade, text := gradeOf(t, r, CheckRevocation)
			if grade != c.grade {
				t.Errorf("%v: %s", grade, text)
			}
		})
	}
}

// TestEvidenceOfStrangers is signed by somebody who may not say so.
func TestEvidenceOfStrangers(t *testing.T) {
	w, other := newWorld(t, padestest.P256), newWorld(t, padestest.P256)
	signed := mustSign(t, unsigned(t), w.stamped(t, T))
	p := proof{evidence: pki.Evidence{OCSP: [][]byte{other.signer.OCSP(t, now(), now())}, CRL: [][]byte{other.root.CRL(t, now(), now(), w.signer)}}}
	stored, err := writeStore(open(t, signed), p, nil)
	if err != nil {
		t.Fatal(err)
	}
	r := Verify(t.Context(), stored, w.check())
	if grade, text := gradeOf(t, r, CheckRevocation); grade != verdict.Unchecked || !r.OK() {
		t.Errorf("%v: %s", grade, text)
	}
}

// TestTimeStampOfAnotherSignature moves a time stamp from one file to another.
func TestTimeStampOfAnotherSignature(t *testing.T) {
	w := newWorld(t, padestest.P256)
	out, g, err := reserve(open(t, unsigned(t)), signatureValue(w.signer.Certificate, now()), 12000)
	if err != nil {
		t.Fatal(err)
	}
	who := cms.Signer{Key: w.signer.Key, Certificate: w.signer.Certificate, Chain: w.signer.Chain(), Random: w.order().Random}
	signature := must(cms.Sign(who, cms.SHA256.Sum(out[:g.from], out[g.to:])))(t)
	_, token, err := w.order().Client.Stamp(t.Context(), w.stamped(t, T).TSA, []byte("another signature"))
	if err != nil {
		t.Fatal(err)
	}
	if err := signature.Stamp(token); err != nil {
		t.Fatal(err)
	}
	fill(out, g, must(signature.Marshal())(t))
	if grade, text := gradeOf(t, Verify(t.Context(), out, w.check()), CheckTimeStamp); grade != verdict.Failed || !strings.Contains(text, "not of this signature") {
		t.Error(text)
	}
}

// TestStamperThatIsNoStamper has a certificate for other things.
func TestStamperThatIsNoStamper(t *testing.T) {
	w := newWorld(t, padestest.P256)
	o := w.order()
	o.Level, o.TSA = T, w.signer.Stamper(t, now, padestest.Honest)
	if _, problems := Sign(t.Context(), unsigned(t), o); !problems.HasErrors() {
		t.Error("accepted when signing")
	}
}

func TestLongTermDataIsFetched(t *testing.T) {
	served := map[string][]byte{}
	address := padestest.Serve(t, func(path string) []byte { return served[path] })
	root := padestest.Root(t, "根", now(), padestest.P256)
	middle := root.Issue(t, "中间", now(), padestest.Options{CA: true, Use: smx509.KeyUsageCertSign | smx509.KeyUsageCRLSign, CRL: address + "/root.crl", Above: address + "/root.cer"})
	signer := middle.Issue(t, "张三", now(), padestest.Options{OCSP: address + "/ocsp", Above: address + "/middle.cer"})
	stamper := root.Issue(t, "TSA", now(), padestest.Options{Kind: padestest.RSA, Extended: padestest.StamperUse(), CRL: address + "/root.crl"})
	served["/root.crl"] = root.CRL(t, now(), time.Time{})
	served["/root.cer"] = root.Certificate.Raw
	served["/middle.cer"] = middle.Certificate.Raw
	served["/ocsp"] = signer.OCSP(t, now(), time.Time{})

	w := &world{root: root, stamperRoot: root, signer: signer, stamper: stamper}
	o := w.stamped(t, LT)
	o.Identity.Chain = nil // the certificates above are fetched too
	r := Verify(t.Context(), mustSign(t, unsigned(t), o), w.check())
	if !r.OK() || r.Signatures[0].Level != LT {
		t.Error(said(r))
	}
	for _, missing := range []string{"/ocsp", "/root.crl", "/middle.cer"} {
		t.Run("without "+missing, func(t *testing.T) {
			keep := served[missing]
			delete(served, missing)
			defer func() { served[missing] = keep }()
			if _, problems := Sign(t.Context(), unsigned(t), o); !problems.HasErrors() {
				t.Error("signed")
			}
		})
	}
}
