package pades

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/judge"
	"gongwen/internal/pdfread"
	"gongwen/internal/verdict"
	"gongwen/output/sign/cms"
	"gongwen/output/sign/padestest"
	"gongwen/output/sign/pki"
)

// folder is a folder with files.
func folder(t *testing.T, files map[string][]byte) string {
	t.Helper()
	dir := t.TempDir()
	for name, b := range files {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// stranger is somebody with a certificate that is valid today, as other programs
// know no other time.
func stranger(t *testing.T) *padestest.Holder {
	t.Helper()
	root := padestest.Root(t, "Root", time.Now(), padestest.RSA)
	return root.Issue(t, "Stranger", time.Now(), padestest.Options{Kind: padestest.RSA})
}

// wantForm verifies a file with one signature of another program.
func wantForm(t *testing.T, data []byte, root *smx509.Certificate, form Form, warnings int) {
	t.Helper()
	r := Verify(t.Context(), data, Check{Now: time.Now(), Roots: []*smx509.Certificate{root}})
	if !r.OK() || len(r.Signatures) != 1 || r.Signatures[0].Form != form {
		t.Fatal(said(r))
	}
	doubts := 0
	for _, f := range r.Signatures[0].Findings {
		if f.Grade == verdict.Unchecked && f.Check != CheckRevocation {
			doubts++
		}
	}
	if doubts != warnings || len(r.Findings) > 0 {
		t.Error(said(r))
	}
}

// TestSignedByLibreOffice: by version 7.4, in BER.
func TestSignedByLibreOffice(t *testing.T) {
	data := must(os.ReadFile("testdata/libreoffice.pdf"))(t)
	roots := must(pki.Certificates(must(os.ReadFile("testdata/libreoffice.pem"))(t)))(t)
	check := Check{Now: time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC), Roots: roots}
	r := Verify(t.Context(), data, check)
	if !r.OK() || len(r.Findings) > 0 || r.Signatures[0].Class() != "PKCS#7" {
		t.Error(said(r))
	}
	wantFailure(t, flip(data, 3000), check)
}

func TestJudgePopplerSigns(t *testing.T) {
	who := stranger(t)
	dir := folder(t, map[string][]byte{"key.pem": who.KeyPEM(t), "chain.pem": padestest.PEM(append([]*smx509.Certificate{who.Certificate}, who.Chain()...)...), "in.pdf": unsigned(t)})
	in := func(name string) string { return filepath.Join(dir, name) }
	judge.Run(t, "openssl", "pkcs12", "-export", "-inkey", in("key.pem"), "-in", in("chain.pem"), "-out", in("key.p12"), "-passout", "pass:", "-name", "stranger")
	judge.Run(t, "certutil", "-N", "-d", "sql:"+dir, "--empty-password")
	judge.Run(t, "pk12util", "-i", in("key.p12"), "-d", "sql:"+dir, "-W", "")
	shownBy(t, "pdfsig", in("in.pdf"), in("out.pdf"), "-add-signature", "-nssdir", "sql:"+dir, "-nick", "stranger", "-new-signature-field-name", "Sig") // it complains of NSS at its end
	wantForm(t, must(os.ReadFile(in("out.pdf")))(t), who.Issuer.Certificate, PKCS7, 0)
}

// TestJudgeMuPDFSigns: with SHA-1, which is named.
func TestJudgeMuPDFSigns(t *testing.T) {
	who := stranger(t)
	var number int
	prepared := padestest.Update(t, unsigned(t), func(u *pdfread.Update, root pdfread.Ref, catalog pdfread.Dict) {
		at, page := firstPage(t, u)
		field := u.Add(pdfread.Dict{
			"Type": pdfread.Name("Annot"), "Subtype": pdfread.Name("Widget"), "FT": pdfread.Name("Sig"), "T": textString("Sig"),
			"Rect": numerals(100, 100, 200, 150), "P": at, "F": int64(4),
		})
		number = field.Num
		page["Annots"] = pdfread.Array{field}
		u.Set(at, page)
		catalog["AcroForm"] = pdfread.Dict{"Fields": pdfread.Array{field}, "SigFlags": int64(3)}
		u.Set(root, catalog)
	})
	dir := folder(t, map[string][]byte{"key.pem": who.KeyPEM(t), "cert.pem": padestest.PEM(who.Certificate), "in.pdf": prepared})
	in := func(name string) string { return filepath.Join(dir, name) }
	judge.Run(t, "openssl", "pkcs12", "-export", "-inkey", in("key.pem"), "-in", in("cert.pem"), "-out", in("key.p12"), "-passout", "pass:x")
	judge.Run(t, "mutool", "sign", "-s", in("key.p12"), "-P", "x", "-o", in("out.pdf"), in("in.pdf"), strconv.Itoa(number))
	r := Verify(t.Context(), must(os.ReadFile(in("out.pdf")))(t), Check{Now: time.Now()})
	if r.OK() || !strings.Contains(said(r), "unsupported algorithm SHA-1") && !strings.Contains(said(r), "ECDSA-SHA256") {
		t.Error(said(r))
	}
}

// TestJudgeOpenSSLSignsPDF puts messages of OpenSSL into files of this program.
func TestJudgeOpenSSLSignsPDF(t *testing.T) {
	who := stranger(t)
	for _, c := range []struct {
		name     string
		form     Form
		args     []string
		warnings int
	}{
		{"PKCS#7", PKCS7, nil, 1},
		{"PKCS#7 with a reference", PKCS7, []string{"-cades"}, 0},
		{"by the key's identifier", PKCS7, []string{"-keyid"}, 1},
		{"PAdES", PAdES, []string{"-cades"}, 0},
		{"PAdES without a reference", PAdES, nil, -1},
		{"with SHA-1", PKCS7, []string{"-md", "sha1"}, -1},
		{"with PSS", PAdES, []string{"-cades", "-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:digest"}, 0},
		{"with another salt", PAdES, []string{"-cades", "-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:20"}, -1},
	} {
		t.Run(c.name, func(t *testing.T) {
			value := signatureValue(who.Certificate, time.Now())
			if c.form == PKCS7 {
				value.dict["SubFilter"] = pdfread.Name(subFilterPKCS7)
			}
			out, g, err := reserve(open(t, unsigned(t)), value, 4000)
			if err != nil {
				t.Fatal(err)
			}
			dir := folder(t, map[string][]byte{"key.pem": who.KeyPEM(t), "cert.pem": padestest.PEM(who.Certificate), "content": join(out[:g.from], out[g.to:])})
			in := func(name string) string { return filepath.Join(dir, name) }
			args := []string{"cms", "-sign", "-binary", "-in", in("content"), "-signer", in("cert.pem"), "-inkey", in("key.pem"), "-outform", "DER", "-out", in("message")}
			judge.Run(t, "openssl", append(args, c.args...)...)
			fill(out, g, must(os.ReadFile(in("message")))(t))
			if c.warnings >= 0 {
				wantForm(t, out, who.Issuer.Certificate, c.form, c.warnings)
				return
			}
			r := Verify(t.Context(), out, Check{Now: time.Now()})
			if r.OK() || strings.Contains(said(r), "malformed") {
				t.Error(said(r))
			}
		})
	}
}

// TestJudgeSignpdfSigns: @signpdf into files of pdf-lib. Of a name in Chinese it
// makes another one in the message, so that nothing says whose signature it is.
func TestJudgeSignpdfSigns(t *testing.T) {
	modules := judge.Modules(t, "@signpdf/signpdf", "@signpdf/signer-p12", "@signpdf/placeholder-plain", "@signpdf/placeholder-pdf-lib", "pdf-lib")
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	holder := func(name string) {
		judge.Run(t, "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", in("key.pem"), "-out", in("cert.pem"), "-days", "30", "-utf8", "-subj", "/CN="+name, "-addext", "keyUsage=digitalSignature,keyCertSign")
		judge.Run(t, "openssl", "pkcs12", "-export", "-inkey", in("key.pem"), "-in", in("cert.pem"), "-out", in("key.p12"), "-passout", "pass:x",
			"-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1")
	}
	sign := func(t *testing.T, how, subFilter, out string, from ...string) []byte {
		t.Helper()
		judge.Run(t, "node", append([]string{"testdata/signpdf.mjs", modules, how, subFilter, in("key.p12"), in(out)}, from...)...)
		return must(os.ReadFile(in(out)))(t)
	}
	holder("Stranger")
	root := must(pki.Certificates(must(os.ReadFile(in("cert.pem")))(t)))(t)[0]
	for _, how := range []string{"pdf-lib", "objects", "plain"} {
		t.Run(how, func(t *testing.T) {
			signed := sign(t, how, subFilterPKCS7, how+".pdf")
			r := Verify(t.Context(), signed, Check{Now: time.Now(), Roots: []*smx509.Certificate{root}})
			if !r.OK() || len(r.Signatures) != 1 || r.Signatures[0].Form != PKCS7 || r.Signatures[0].Signer != "Stranger" {
				t.Error(said(r))
			}
			wantFailure(t, flip(signed, bytes.Index(signed, []byte("stream"))+20), Check{Now: time.Now()})
			bare := sign(t, how, subFilterPAdES, how+"-etsi.pdf")
			if r := Verify(t.Context(), bare, Check{Now: time.Now()}); r.OK() || !strings.Contains(said(r), "signing-certificate") || strings.Contains(said(r), "malformed") {
				t.Error(said(r))
			}
		})
	}
	holder("陌生人")
	if r := Verify(t.Context(), sign(t, "objects", subFilterPKCS7, "chinese.pdf"), Check{Now: time.Now()}); r.OK() || !strings.Contains(said(r), "the signer's certificate is missing") {
		t.Error(said(r))
	}
}

// certified is a file with a certification signature (ISO 32000-1 12.8.2.2), as
// Acrobat makes them, in one of its forms.
func certified(t *testing.T, w *world, permission any, subFilter string) []byte {
	t.Helper()
	o := w.order()
	value := signatureValue(w.signer.Certificate, now())
	value.dict["SubFilter"] = pdfread.Name(subFilter)
	value.dict["Reference"] = pdfread.Array{pdfread.Dict{
		"Type": pdfread.Name("SigRef"), "TransformMethod": pdfread.Name("DocMDP"),
		"TransformParams": pdfread.Dict{"Type": pdfread.Name("TransformParams"), "V": pdfread.Name("1.2"), "P": permission},
	}}
	out, g, err := reserve(open(t, unsigned(t)), value, 8000)
	if err != nil {
		t.Fatal(err)
	}
	s := must(cms.Sign(cms.Signer{Key: o.Identity.Key, Certificate: o.Identity.Certificate, Chain: o.Identity.Chain, Random: o.Random}, cms.SHA256.Sum(out[:g.from], out[g.to:])))(t)
	fill(out, g, must(s.Marshal())(t))
	return out
}

// TestCertificationSignatures: what the first signer forbids, the second may not do.
func TestCertificationSignatures(t *testing.T) {
	w := newWorld(t, padestest.P256)
	for _, subFilter := range []string{subFilterPAdES, subFilterPKCS7} {
		for _, c := range []struct {
			permission any
			again      bool
		}{{int64(1), false}, {int64(2), true}, {int64(3), true}, {pdfread.Name("1"), false}} {
			first := certified(t, w, c.permission, subFilter)
			if r := Verify(t.Context(), first, w.check()); !r.OK() {
				t.Errorf("%v:\n%s", c.permission, said(r))
			}
			second := signAnyway(t, first, w.order())
			if r := Verify(t.Context(), second, w.check()); r.OK() != c.again || !c.again && !strings.Contains(said(r), "allows no signatures after it") {
				t.Errorf("%v, signed again:\n%s", c.permission, said(r))
			}
		}
	}
}

// TestFormsThatAreNotSupported: signatures with SHA-1 of old versions of Acrobat are
// named, and not called malformed (ISO 32000-1 12.8.3).
func TestFormsThatAreNotSupported(t *testing.T) {
	w := newWorld(t, padestest.RSA)
	for _, subFilter := range []string{"adbe.pkcs7.sha1", "adbe.x509.rsa_sha1"} {
		r := Verify(t.Context(), certified(t, w, int64(2), subFilter), w.check())
		if text := said(r); r.OK() || !strings.Contains(text, subFilter) || strings.Contains(text, "malformed") {
			t.Error(text)
		}
	}
}
