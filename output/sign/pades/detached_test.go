package pades

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/diag"
	"gongwen/internal/judge"
	"gongwen/internal/pdfread"
	"gongwen/internal/verdict"
	"gongwen/output/sign/cms"
	"gongwen/output/sign/padestest"
	"gongwen/output/sign/pki"
)

func TestDetachedSignatures(t *testing.T) {
	w := newWorld(t, padestest.P256)
	content := []byte("manifest")
	for level, o := range map[Level]Order{B: w.order(), T: w.stamped(t, T)} {
		message, problems := SignDetached(t.Context(), content, o)
		if problems.HasErrors() {
			t.Fatal(problems)
		}
		if r := VerifyDetached(message, content, w.check()); !r.Findings.OK() || r.Class() != "CAdES "+level.String() || r.Signer != "张三" {
			t.Errorf("%v: %+v", level, r)
		}
		for name, r := range map[string]Result{
			"another content":  VerifyDetached(message, []byte("manifesto"), w.check()),
			"no message":       VerifyDetached([]byte("x"), content, w.check()),
			"cut":              VerifyDetached(message[:len(message)-9], content, w.check()),
			"an unknown root":  VerifyDetached(message, content, newWorld(t, padestest.P256).check()),
			"years afterwards": VerifyDetached(message, content, Check{Now: now().AddDate(9, 0, 0), Roots: w.roots()}),
		} {
			if r.Findings.OK() {
				t.Errorf("%v, %s: passed", level, name)
			}
		}
	}
	if _, problems := SignDetached(t.Context(), content, (&world{signer: w.stamper, root: w.root}).order()); !problems.HasErrors() {
		t.Error("signed with a certificate for time stamps")
	}
}

// TestCertificatesThatSign are held against the same rules when signing and when
// checking.
func TestCertificatesThatSign(t *testing.T) {
	root := padestest.Root(t, "根", now(), padestest.P256)
	for _, c := range []struct {
		name, want string // what is said when signing
		options    padestest.Options
		grade      verdict.Grade
	}{
		{"for servers", "TLS 服务器", padestest.Options{Extended: []smx509.ExtKeyUsage{smx509.ExtKeyUsageServerAuth}}, verdict.Failed},
		{"for OCSP", "OCSP 响应", padestest.Options{Extended: []smx509.ExtKeyUsage{smx509.ExtKeyUsageOCSPSigning}}, verdict.Failed},
		{"for something unknown", "另有专门用途", padestest.Options{Extended: []smx509.ExtKeyUsage{smx509.ExtKeyUsageIPSECUser}}, verdict.Failed},
		{"for clients", "客户端认证", padestest.Options{Extended: []smx509.ExtKeyUsage{smx509.ExtKeyUsageClientAuth}}, verdict.Unchecked},
		{"for e-mail", "", padestest.Options{Extended: []smx509.ExtKeyUsage{smx509.ExtKeyUsageEmailProtection}}, verdict.Passed},
		{"without a use", "没有写明密钥用途", padestest.Options{NoUse: true}, verdict.Passed},
		{"to encrypt", "密钥用途不包括", padestest.Options{Use: smx509.KeyUsageKeyEncipherment}, verdict.Failed},
		{"expired", "过期", padestest.Options{From: now().AddDate(-2, 0, 0), To: now().AddDate(-1, 0, 0)}, verdict.Failed},
		{"not yet valid", "起才有效", padestest.Options{From: now().AddDate(1, 0, 0), To: now().AddDate(2, 0, 0)}, verdict.Failed},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := &world{root: root, signer: root.Issue(t, "张三", now(), c.options)}
			problems := usable(w.order())
			if problems.HasErrors() != (c.grade == verdict.Failed) || c.want == "" != (len(problems) == 0) || c.want != "" && !strings.Contains(problems.Error(), c.want) {
				t.Errorf("%v", problems)
			}
			signed := signAnyway(t, unsigned(t), w.order())
			worst := verdict.Passed
			for _, f := range findings(Verify(t.Context(), signed, Check{Now: now(), Roots: []*smx509.Certificate{root.Certificate}}), CheckCertificate) {
				worst = max(worst, f.Grade)
			}
			if worst != c.grade {
				t.Errorf("%v", worst)
			}
		})
	}
}

// TestFaultsAreSaidInBothLanguages: each cause has words of its own.
func TestFaultsAreSaidInBothLanguages(t *testing.T) {
	heard := map[string]bool{}
	wantOwn := func(zh, en string) {
		t.Helper()
		if zh == "" || en == "" || zh == en || heard[zh] || strings.IndexFunc(en, func(r rune) bool { return r >= 0x4E00 && r <= 0x9FFF }) >= 0 {
			t.Errorf("%q, %q", zh, en)
		}
		heard[zh] = true
	}
	for _, err := range []error{
		&cms.Malformed{What: diag.Text{ZH: "甲", EN: "x"}}, &cms.Unsupported{Algorithm: diag.Text{ZH: "SHA-1", EN: "SHA-1"}}, cms.ErrKey, cms.ErrSigners, cms.ErrSignature, pdfread.ErrEncrypted, errUnbound, errNoCatalog,
	} {
		text := diag.Cause(err)
		wantOwn(text.ZH, text.EN)
	}
	for _, err := range []error{
		&cms.Refused{Status: 2, Text: "no"}, context.DeadlineExceeded, context.Canceled, pki.ErrStamp, pki.ErrNonce, cms.ErrDigest, pki.ErrExpired, pki.ErrURL, &cms.Malformed{What: diag.Text{ZH: "乙", EN: "y"}},
	} {
		text := stampFault(err)
		wantOwn(text.ZH, text.EN)
	}
	for _, err := range []error{
		errors.Join(smx509.UnknownAuthorityError{}, cms.ErrKey), smx509.UnknownAuthorityError{}, pki.ErrConstraint, smx509.UnhandledCriticalExtension{}, pki.ErrUsage, errors.New("x"),
		smx509.CertificateInvalidError{Reason: smx509.Expired}, smx509.CertificateInvalidError{Reason: smx509.NotAuthorizedToSign}, smx509.CertificateInvalidError{Reason: smx509.TooManyIntermediates},
	} {
		text := chainFault(err)
		wantOwn(text.ZH, text.EN)
	}
	for _, err := range []error{
		smx509.CertificateInvalidError{Reason: smx509.IncompatibleUsage}, smx509.CertificateInvalidError{Reason: smx509.UnconstrainedName}, smx509.CertificateInvalidError{Reason: smx509.TooManyConstraints},
	} {
		if text := chainFault(err); !heard[text.ZH] {
			t.Errorf("%q", text.ZH)
		}
	}
}

// TestPasswordsOfAddressesAreNotPrinted: that of a time stamp server.
func TestPasswordsOfAddressesAreNotPrinted(t *testing.T) {
	o := newWorld(t, padestest.P256).order()
	o.Level, o.TSA = T, "http://user:T0psecret@127.0.0.1:1/"
	_, problems := Sign(t.Context(), unsigned(t), o)
	if text := problems.Error(); strings.Contains(text, "T0psecret") || !strings.Contains(text, "user:xxxxx@127.0.0.1") {
		t.Error(text)
	}
	if got := withoutPassword("http://[::1"); strings.Contains(got, "::1") {
		t.Error(got)
	}
}

// TestJudgeOpenSSLReadsDetached: as the guide of archives tells people to check.
func TestJudgeOpenSSLReadsDetached(t *testing.T) {
	who := stranger(t)
	w := &world{root: who.Issuer, signer: who}
	o := w.order()
	o.Now = time.Now()
	message, problems := SignDetached(t.Context(), []byte("manifest"), o)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	dir := folder(t, map[string][]byte{"m.txt": []byte("manifest"), "m.txt.p7s": message, "roots.pem": padestest.PEM(who.Issuer.Certificate)})
	judge.Run(t, "openssl", "cms", "-verify", "-inform", "DER", "-binary", "-in", filepath.Join(dir, "m.txt.p7s"), "-content", filepath.Join(dir, "m.txt"),
		"-CAfile", filepath.Join(dir, "roots.pem"), "-out", os.DevNull)
}
