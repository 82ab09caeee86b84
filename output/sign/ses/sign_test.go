package ses

import (
	"context"
	"encoding/asn1"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emmansun/gmsm/pkcs7"
	"github.com/emmansun/gmsm/sm3"
	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/judge"
	"gongwen/output/sign/cms"
	"gongwen/output/sign/pades"
	"gongwen/output/sign/padestest"
)

// signPlain signs without a seal.
func signPlain(t testing.TB, o *office, data []byte, at time.Time) []byte {
	t.Helper()
	order := o.order(at)
	order.Seal = nil
	out, err := Sign(context.Background(), data, order)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestSignaturesWithoutSeal(t *testing.T) {
	o := newOffice(t)
	data := plain().replace("Doc_0/Document.xml", `Name="seal"`, `Name="other"`).pack(t) // no room is needed
	data = signPlain(t, o, data, now)
	v := Verify(context.Background(), data, o.check())
	if !v.OK() || len(v.Signatures) != 1 || v.Signatures[0].Class() != "GB/T 35275" || v.Signatures[0].Claimed != "2026-11-29 12:00:00 UTC" {
		t.Fatalf("%+v %s", v, said(v))
	}
	for _, want := range []string{"签了整个文件", "签过的 4 个部件没有改动", "同一密钥的另一张证书可以换进来"} {
		if !strings.Contains(said(v), want) {
			t.Errorf("nothing says %s: %s", want, said(v))
		}
	}
	// A seal and signatures in turn.
	mixed := signPlain(t, o, sign(t, o, signPlain(t, o, plain().pack(t), now), now), now)
	v = Verify(context.Background(), mixed, o.check())
	if !v.OK() || len(v.Signatures) != 3 || v.Signatures[1].Form != pades.SES || v.Signatures[2].Form != pades.SM2 {
		t.Errorf("%+v %s", v, said(v))
	}
	list := string(unpack(t, mixed).get(signatures))
	for _, want := range []string{"<ofd:MaxSignId>s004<", `ID="s001" Type="Sign"`, `ID="s002" Type="Seal"`, `ID="s004" Type="Sign"`} {
		if !strings.Contains(list, want) {
			t.Errorf("the list has no %s: %s", want, list)
		}
	}
	// The certificate has to be one for signing documents and valid now, for
	// nobody has stamped the time.
	late := o.check()
	late.Now = now.AddDate(0, 3, 0)
	if v := Verify(context.Background(), data, late); v.OK() {
		t.Errorf("valid with a certificate that has expired: %s", said(v))
	}
}

// TestForgedSignaturesWithoutSeal: none of these is valid.
func TestForgedSignaturesWithoutSeal(t *testing.T) {
	o := newOffice(t)
	good := unpack(t, signPlain(t, o, plain().pack(t), now))
	twice := unpack(t, signPlain(t, o, good.pack(t), now))
	sealed := unpack(t, sign(t, o, plain().pack(t), now))
	withValue := func(der []byte) []byte { return good.change(value, func(string) string { return string(der) }).pack(t) }
	signedBy := func(h *padestest.Holder, content []byte) []byte {
		s, err := cms.SignNational(cms.Signer{Key: h.Key, Certificate: h.Certificate}, content)
		if err != nil {
			t.Fatal(err)
		}
		der, err := s.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		return der
	}
	digest := sm3.Sum(good.get(descriptionPart))
	other := sm3.Sum([]byte("other"))
	stranger := padestest.Root(t, "外", now, padestest.SM2).Issue(t, "某县教育局", now, padestest.Options{Kind: padestest.SM2})
	swapped := *o.other
	swapped.Certificate = o.signer.Certificate
	rsa := padestest.Root(t, "R", now, padestest.RSA).Issue(t, "某县教育局", now, padestest.Options{Kind: padestest.RSA})
	byRSA, err := cms.Sign(cms.Signer{Key: rsa.Key, Certificate: rsa.Certificate}, cms.SHA256.Sum(good.get(descriptionPart)))
	if err != nil {
		t.Fatal(err)
	}
	rsaDER, err := byRSA.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"the page says something else":                 good.replace(page, "12", "99").pack(t),
		"a part is missing":                            good.without("Doc_0/Res/image.png").pack(t),
		"a part was added":                             good.add("Doc_0/Extra.xml", "<a/>").pack(t),
		"a part was added to the signatures":           good.add("Doc_0/Signs/Sign_1/More.xml", "<a/>").pack(t),
		"a seal was added":                             good.add(sealPart, string(o.seal)).pack(t),
		"the time in the description":                  good.replace(descriptionPart, "20261129", "20251129").pack(t),
		"a reference was taken out":                    good.change(descriptionPart, func(s string) string { return cut(s, "<ofd:Reference FileRef=\"/Doc_0/Page.xml\"", "</ofd:Reference>") }).pack(t),
		"it is called a seal":                          good.replace(signatures, `Type="Sign"`, `Type="Seal"`).pack(t),
		"it has no type, which is that of a seal":      good.replace(signatures, ` Type="Sign"`, "").pack(t),
		"a seal is called a signature":                 sealed.replace(signatures, `Type="Seal"`, `Type="Sign"`).pack(t),
		"the list is empty":                            good.change(signatures, func(string) string { return "<ofd:Signatures" + ns + "/>" }).pack(t),
		"the first of two was taken out":               twice.change(signatures, func(s string) string { return cut(s, `<ofd:Signature ID="s001"`, "/>") }).pack(t),
		"the second of two, its parts left":            twice.change(signatures, func(s string) string { return cut(s, `<ofd:Signature ID="s002"`, "/>") }).pack(t),
		"by a stranger under the signer's name":        withValue(signedBy(stranger, digest[:])),
		"by another key with the signer's certificate": withValue(signedBy(&swapped, digest[:])),
		"of something else":                            withValue(signedBy(o.signer, other[:])),
		"of a letter":                                  withValue(signedBy(o.signer, []byte("x"))),
		"by RSA":                                       withValue(rsaDER),
		"the value of a seal":                          withValue(sealed.get(value)),
		"no value":                                     withValue(nil),
		"the value was cut":                            good.change(value, func(s string) string { return s[:len(s)-9] }).pack(t),
		"a bit of the value":                           good.change(value, func(s string) string { return s[:len(s)-1] + string(s[len(s)-1]^1) }).pack(t),
		"something behind the value":                   good.change(value, func(s string) string { return s + "\x05\x00" }).pack(t),
		"a weak digest":                                good.replace(descriptionPart, oidSM3.String(), "MD5").pack(t),
		"another method":                               good.replace(descriptionPart, oidSM2WithSM3.String(), "1.2.3").pack(t),
	} {
		if v := Verify(context.Background(), data, o.check()); v.OK() {
			t.Errorf("%s: valid\n%s", name, said(v))
		}
	}
}

// TestSignaturesOfOtherForms: with signed attributes, over the digest or the
// description itself, as GB/T 35275 lets a maker choose.
func TestSignaturesOfOtherForms(t *testing.T) {
	o := newOffice(t)
	good := unpack(t, signPlain(t, o, plain().pack(t), now))
	certificate, key := o.signer.Identity().Certificate, o.signer.Identity().Key
	description := good.get(descriptionPart)
	digest := sm3.Sum(description)
	for name, content := range map[string][]byte{"the digest": digest[:], "the description": description} {
		for _, detached := range []bool{false, true} {
			s, err := pkcs7.NewSMSignedData(content)
			if err == nil {
				err = s.AddSigner(certificate, key, pkcs7.SignerInfoConfig{})
			}
			if err != nil {
				t.Fatal(err)
			}
			if detached {
				s.Detach()
			}
			der, err := s.Finish()
			if err != nil {
				t.Fatal(err)
			}
			change := func(string) string { return string(der) }
			if v := Verify(context.Background(), good.change(value, change).pack(t), o.check()); !v.OK() {
				t.Errorf("%s, detached %v: %s", name, detached, said(v))
			}
			forged := good.change(value, change).replace(descriptionPart, "20261129", "20251129").pack(t)
			if v := Verify(context.Background(), forged, o.check()); v.OK() {
				t.Errorf("%s, detached %v: valid", name, detached)
			}
		}
	}
}

// TestJudgeGMSM: the PKCS#7 of another library finds a signature without a seal right.
func TestJudgeGMSM(t *testing.T) {
	o := newOffice(t)
	f := unpack(t, signPlain(t, o, plain().pack(t), now))
	p, err := pkcs7.Parse(f.get(value))
	if err != nil {
		t.Fatal(err)
	}
	digest := sm3.Sum(f.get(descriptionPart))
	pool := smx509.NewCertPool()
	pool.AddCert(o.root.Identity().Certificate)
	at := now
	if err := p.VerifyWithChainAtTime(pool, &at); err != nil || string(p.Content) != string(digest[:]) {
		t.Errorf("%v, %x of %x", err, p.Content, digest)
	}
	p.Content = slices.Clone(p.Content)
	p.Content[0] ^= 1
	if p.Verify() == nil {
		t.Error("the judge accepts anything")
	}
}

// TestJudgeOpenSSLOfSignatures: so does openssl.
func TestJudgeOpenSSLOfSignatures(t *testing.T) {
	judge.Path(t, "openssl")
	o := newOffice(t)
	f := unpack(t, signPlain(t, o, plain().pack(t), now))
	m, err := cms.ParseNational(f.get(value))
	if err != nil {
		t.Fatal(err)
	}
	digest := sm3.Sum(f.get(descriptionPart))
	dir := t.TempDir()
	at := func(file string) string { return filepath.Join(dir, file) }
	for file, content := range map[string][]byte{"cert.pem": padestest.PEM(m.Signer), "signed": digest[:], "value": m.Signature} {
		if err := os.WriteFile(at(file), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	judge.Run(t, "openssl", "x509", "-in", at("cert.pem"), "-noout", "-pubkey", "-out", at("key.pem"))
	judge.Run(t, "openssl", "dgst", "-sm3", "-verify", at("key.pem"), "-sigopt", "distid:1234567812345678", "-signature", at("value"), at("signed"))
	judge.Run(t, "openssl", "asn1parse", "-inform", "DER", "-in", at("value"))
}

// stamper is a time stamp server by SM2.
func (o *office) stamper(t *testing.T, at time.Time, root *padestest.Holder) string {
	t.Helper()
	h := root.Issue(t, "时间戳", now, padestest.Options{Kind: padestest.SM2, Extended: padestest.StamperUse()})
	return h.SM2Stamper(t, func() time.Time { return at }, true, cms.SM3)
}

// stamped signs with a time stamp, with a seal or without one.
func (o *office) stamped(t *testing.T, seal bool, tsa string) []byte {
	t.Helper()
	order := o.order(now)
	order.TSA, order.Level = tsa, pades.T
	if !seal {
		order.Seal = nil
	}
	out, err := Sign(context.Background(), plain().pack(t), order)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestTimeStamps(t *testing.T) {
	o := newOffice(t)
	minute := now.Add(time.Minute)
	late := o.check()
	late.Now = now.AddDate(0, 3, 0) // the signer's certificate has expired
	for _, seal := range []bool{true, false} {
		data := o.stamped(t, seal, o.stamper(t, minute, o.root))
		for _, c := range []pades.Check{o.check(), late} {
			v := Verify(context.Background(), data, c)
			if !v.OK() || len(v.Signatures) != 1 || !v.Signatures[0].Stamped || !v.Signatures[0].Time.Equal(minute) || !strings.Contains(said(v), "“时间戳”签发") {
				t.Errorf("seal %v at %v: %s", seal, c.Now, said(v))
			}
		}
		// Another may sign after it.
		if v := Verify(context.Background(), sign(t, o, data, minute), o.check()); !v.OK() || !v.Signatures[0].Stamped {
			t.Errorf("seal %v, signed again: %s", seal, said(v))
		}
	}
}

// TestForgedTimeStamps: a signature with one of these is not valid.
func TestForgedTimeStamps(t *testing.T) {
	o := newOffice(t)
	outside := padestest.Root(t, "外", now, padestest.SM2)
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"by a stranger":                       {o.stamped(t, true, o.stamper(t, now, outside)), "时间戳的签发者"},
		"by a stranger, without a seal":       {o.stamped(t, false, o.stamper(t, now, outside)), "时间戳的签发者"},
		"in the future":                       {o.stamped(t, true, o.stamper(t, now.AddDate(0, 6, 0), o.root)), "在将来"},
		"in the future, without a seal":       {o.stamped(t, false, o.stamper(t, now.AddDate(0, 6, 0), o.root)), "在将来"},
		"older than the time that is claimed": {o.stamped(t, true, o.stamper(t, now.Add(-time.Hour), o.root)), "比时间戳晚"},
	} {
		if v := Verify(context.Background(), c.data, o.check()); v.OK() || !strings.Contains(said(v), c.want) {
			t.Errorf("%s: %s", name, said(v))
		}
	}
	good := unpack(t, o.stamped(t, true, o.stamper(t, now, o.root)))
	var s signature
	if _, err := asn1.Unmarshal(good.get(value), &s); err != nil {
		t.Fatal(err)
	}
	var again signature
	if _, err := asn1.Unmarshal(unpack(t, o.stamped(t, true, o.stamper(t, now, o.root))).get(value), &again); err != nil {
		t.Fatal(err)
	}
	flipped := slices.Clone(s.Stamp.Bytes)
	flipped[len(flipped)-1] ^= 1
	for name, c := range map[string]struct {
		stamp []byte
		want  string
	}{
		"of another signature":  {again.Stamp.Bytes, "时间戳不是这个签名的"},
		"with a bit flipped":    {flipped, "读不了时间戳"},
		"that is none":          {[]byte("2026-11-29"), "读不了时间戳"},
		"with something behind": {append(slices.Clone(s.Stamp.Bytes), 5, 0), "读不了时间戳"},
	} {
		changed := s
		changed.Raw, changed.Stamp = nil, bits(c.stamp)
		der, err := asn1.Marshal(changed)
		if err != nil {
			t.Fatal(err)
		}
		v := Verify(context.Background(), good.change(value, func(string) string { return string(der) }).pack(t), o.check())
		if v.OK() || !strings.Contains(said(v), c.want) {
			t.Errorf("%s: %s", name, said(v))
		}
	}
	// Servers that answer wrongly stamp nothing.
	h := o.root.Issue(t, "T", now, padestest.Options{Extended: padestest.StamperUse()})
	for _, how := range []padestest.Behaviour{padestest.OtherHash, padestest.OtherNonce, padestest.Forged, padestest.Refusing, padestest.Garbage} {
		order := o.order(now)
		order.TSA, order.Client.Imprint = h.Stamper(t, func() time.Time { return now }, how), cms.SHA256
		if out, err := Sign(context.Background(), plain().pack(t), order); err == nil || out != nil {
			t.Errorf("%s: a file", how)
		}
	}
}
