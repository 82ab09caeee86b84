package ses

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/asn1"
	"encoding/base64"
	"encoding/binary"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emmansun/gmsm/sm3"
	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/verdict"
	"gongwen/output/sign/pades"
	"gongwen/output/sign/padestest"
	"gongwen/output/sign/pki"
)

// sealOf makes a seal that lists signers.
func sealOf(t *testing.T, maker *padestest.Holder, signers ...*padestest.Holder) []byte {
	t.Helper()
	order := SealOrder{Name: "某县人民政府", Picture: padestest.Seal(t, 100, 0), Width: 42, Height: 42, From: now.AddDate(0, -1, 0), Until: now.AddDate(1, 0, 0)}
	for _, s := range signers {
		order.Signers = append(order.Signers, s.Identity().Certificate)
	}
	seal, err := MakeSeal(order, maker.Identity())
	if err != nil {
		t.Fatal(err)
	}
	return seal
}

// sealedBy is the plain file sealed by somebody, however unfit the certificates.
func sealedBy(t *testing.T, o *office, seal []byte, signer *padestest.Holder) file {
	t.Helper()
	good := unpack(t, sign(t, o, plain().pack(t), now))
	var s signature
	if _, err := asn1.Unmarshal(good.get(value), &s); err != nil {
		t.Fatal(err)
	}
	parsed, err := ParseSeal(seal)
	if err != nil {
		t.Fatal(err)
	}
	old, its := sm3.Sum(good.get(sealPart)), sm3.Sum(seal)
	f := good.change(sealPart, func(string) string { return string(seal) })
	f = f.replace(descriptionPart, base64.StdEncoding.EncodeToString(old[:]), base64.StdEncoding.EncodeToString(its[:]))
	digest := sm3.Sum(f.get(descriptionPart))
	c := s.ToSign
	c.Seal, c.Hash = *parsed, bits(digest[:])
	return f.change(value, func(string) string { return string(forge(t, signer, signer.Identity().Certificate.Raw, c)) })
}

// rezip writes a file with headers of its own making.
func rezip(t *testing.T, f file, change func(h *zip.FileHeader)) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, p := range f {
		h := &zip.FileHeader{Name: p.Name, Method: zip.Deflate}
		change(h)
		w, err := z.CreateHeader(h)
		if err == nil {
			_, err = w.Write(p.Data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestForgeriesBySomebodyOfTheTrade: what takes a certificate, or knowledge of how
// readers differ. Each is refused for its own reason.
func TestForgeriesBySomebodyOfTheTrade(t *testing.T) {
	o := newOffice(t)
	once := sign(t, o, plain().pack(t), now)
	good := unpack(t, once)
	use := func(u smx509.KeyUsage, extended ...smx509.ExtKeyUsage) padestest.Options {
		return padestest.Options{Kind: padestest.SM2, Use: u, Extended: extended, From: now.AddDate(0, -2, 0), To: now.AddDate(0, 2, 0)}
	}
	const signing = smx509.KeyUsageDigitalSignature | smx509.KeyUsageContentCommitment
	cipher := o.root.Issue(t, "加密", now, use(smx509.KeyUsageKeyEncipherment))
	server := o.root.Issue(t, "www.example.cn", now, use(signing, smx509.ExtKeyUsageServerAuth))
	short := o.root.Issue(t, "过期", now, padestest.Options{Kind: padestest.SM2, From: now.AddDate(0, -2, 0), To: now.AddDate(0, -1, 0)})
	below := o.signer.Issue(t, "自封", now, use(signing)) // by somebody who is no authority
	other := unpack(t, sign(t, o, plain().replace(page, "12", "99").pack(t), now))
	list := func(old, by string) []byte { return good.replace(signatures, old, by).pack(t) }
	extra := func(ids ...uint16) func(h *zip.FileHeader) {
		return func(h *zip.FileHeader) {
			for _, id := range ids {
				h.Extra = append(binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16(h.Extra, id), 4), "data"...)
			}
		}
	}
	asked := func(evidence pki.Evidence) func(c *pades.Check) {
		return func(c *pades.Check) { c.Evidence = evidence }
	}
	for _, c := range []struct {
		name  string
		data  []byte
		want  string
		check func(c *pades.Check)
	}{
		{"the signature of another file", slices.Concat(plain().replace(rootPart, "</ofd:DocBody>", "<ofd:Signatures>/"+signatures+"</ofd:Signatures></ofd:DocBody>"), other[len(plain()):]).pack(t), "改动过", nil},
		{"a seal that the signer made", sealedBy(t, o, sealOf(t, o.signer, o.signer), o.signer).pack(t), "印章是签名人自己做的", nil},
		{"a seal of a maker who may only encrypt", sealedBy(t, o, sealOf(t, cipher, o.signer), o.signer).pack(t), "制章人的证书", nil},
		{"a seal that a web server made", sealedBy(t, o, sealOf(t, server, o.signer), o.signer).pack(t), "制章人的证书", nil},
		{"a seal of a maker whose certificate had ended", sealedBy(t, o, sealOf(t, short, o.signer), o.signer).pack(t), "制章人的证书", nil},
		{"a seal of a maker whom no authority knows", sealedBy(t, o, sealOf(t, below, o.signer), o.signer).pack(t), "制章人的证书", nil},
		{"by a certificate that may only encrypt", sealedBy(t, o, sealOf(t, o.maker, cipher), cipher).pack(t), "签名人的证书", nil},
		{"by a web server", sealedBy(t, o, sealOf(t, o.maker, server), server).pack(t), "签名人的证书", nil},
		{"by a certificate that had ended", sealedBy(t, o, sealOf(t, o.maker, short), short).pack(t), "签名人的证书", nil},
		{"by a certificate that the signer issued", sealedBy(t, o, sealOf(t, o.maker, below), below).pack(t), "签名人的证书", nil},
		{"by a key that was taken, before it was revoked by its own word", once, "没有时间戳证明签名在吊销之前", asked(pki.Evidence{OCSP: [][]byte{o.signer.SM2OCSP(t, now.Add(30*time.Minute), now.Add(10*time.Minute), o.root)}})},
		{"with the seal of a maker whose key was taken", once, "制章人的证书已吊销，又没有", asked(pki.Evidence{OCSP: [][]byte{o.maker.SM2OCSP(t, now.Add(30*time.Minute), now.Add(10*time.Minute), o.root)}})},
		{"the list of signatures has a DOCTYPE", list("<ofd:Signatures", `<!DOCTYPE s [<!ATTLIST ofd:Signature BaseLoc CDATA "/Doc_0/x">]><ofd:Signatures`), "可以有不同的读法", nil},
		{"the list of signatures has an attribute twice", list(`BaseLoc="`, `BaseLoc="/Doc_0/Fake.xml" ofd:BaseLoc="`), "可以有不同的读法", nil},
		{"the list of signatures has elements of others", list("<ofd:Signature ", `<x:Signature xmlns:x="urn:x" `), "", nil},
		{"the list of signatures is of another encoding", list(`<?xml version="1.0" encoding="UTF-8"?>`, `<?xml version="1.0" encoding="GB18030"?>`), "不是完好的 XML", nil},
		{"the signature is a copy in another folder", good.replace(signatures, "Sign_1/", "Sign_9/").add("Doc_0/Signs/Sign_9/Signature.xml", string(good.get(descriptionPart))).
			add("Doc_0/Signs/Sign_9/SignedValue.dat", string(good.get(value))).add("Doc_0/Signs/Sign_9/Seal.esl", string(good.get(sealPart))).pack(t), "", nil},
		{"the list of signatures is elsewhere", good.replace(rootPart, "Signs/Signatures.xml", "Other/Signatures.xml").add("Doc_0/Other/Signatures.xml", string(good.get(signatures))).pack(t), "", nil},
		{"a part is a link", rezip(t, good, func(h *zip.FileHeader) {
			if h.Name == page {
				h.SetMode(fs.ModeSymlink | 0o777)
			}
		}), "是指向别处的链接", nil},
		{"data hidden in times", rezip(t, good, extra(0x7855, 0x7855)), "开头与目录不符", nil},
		{"a part is encrypted", rezip(t, good, func(h *zip.FileHeader) {
			if h.Name == page {
				h.Flags |= 1
			}
		}), "加了密", nil},
		{"a part of a name that Windows cuts", good.add("Doc_0/Page.xml.", "<a/>").pack(t), "没有签", nil},
		{"a page that is not in the list of pages", good.add("Doc_0/Page2.xml", string(good.get(page))).pack(t), "没有签", nil},
	} {
		check := o.check()
		if c.check != nil {
			c.check(&check)
		}
		v := Verify(context.Background(), c.data, check)
		failed := strings.Builder{}
		for _, line := range strings.Split(said(v), "\n") {
			if strings.HasPrefix(line, failing) {
				failed.WriteString(line)
			}
		}
		if v.OK() || !strings.Contains(failed.String(), c.want) {
			t.Errorf("%s: valid %v, not for %q\n%s", c.name, v.OK(), c.want, said(v))
		}
	}
	if v := Verify(context.Background(), rezip(t, good, extra(0x7855)), o.check()); !v.OK() {
		t.Errorf("a sound file of another maker is refused: %s", said(v))
	}
	if v := Verify(context.Background(), sealedBy(t, o, sealOf(t, o.maker, o.signer), o.signer).pack(t), o.check()); !v.OK() {
		t.Errorf("sealing by hand does not work: %s", said(v))
	}
}

// failing is how a failed check is printed.
var failing = verdict.Failed.String()
