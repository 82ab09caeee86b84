package ses

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/asn1"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emmansun/gmsm/sm3"
	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/diag"
	"gongwen/internal/growth"
	"gongwen/internal/verdict"
	"gongwen/output/container"
	"gongwen/output/sign/cms"
	"gongwen/output/sign/pades"
	"gongwen/output/sign/padestest"
	"gongwen/output/sign/pki"
)

var now = time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)

// office is who signs in the tests.
type office struct {
	root, maker, signer, other *padestest.Holder
	seal                       []byte
}

func newOffice(t testing.TB) *office {
	t.Helper()
	o := &office{root: padestest.Root(t, "根", now, padestest.SM2)}
	use := padestest.Options{Kind: padestest.SM2, Use: smx509.KeyUsageDigitalSignature | smx509.KeyUsageContentCommitment}
	use.From, use.To = now.AddDate(0, -2, 0), now.AddDate(0, 2, 0)
	o.maker, o.signer, o.other = o.root.Issue(t, "制章", now, use), o.root.Issue(t, "某县教育局", now, use), o.root.Issue(t, "别人", now, use)
	o.seal = o.makeSeal(t, now.AddDate(0, -1, 0), now.AddDate(1, 0, 0))
	return o
}

func (o *office) makeSeal(t testing.TB, from, until time.Time) []byte {
	t.Helper()
	seal, err := MakeSeal(SealOrder{
		Name: "某县教育局（试用）", Picture: padestest.Seal(t, 100, 0), Width: 42, Height: 42,
		Signers: []*smx509.Certificate{o.signer.Identity().Certificate}, From: from, Until: until,
	}, o.maker.Identity())
	if err != nil {
		t.Fatal(err)
	}
	return seal
}

// order seals.
func (o *office) order(at time.Time) Order {
	return Order{Seal: o.seal, Order: pades.Order{Identity: o.signer.Identity(), Now: at, Client: &pki.Client{HTTP: http.DefaultClient, Imprint: cms.SM3}}}
}

func (o *office) check() pades.Check {
	return pades.Check{Now: now.Add(time.Hour), Roots: []*smx509.Certificate{o.root.Identity().Certificate}}
}

// file is parts in an order.
type file []container.Part

func (f file) pack(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	var w container.Writer
	if err := w.Write(&out, f); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func unpack(t testing.TB, data []byte) file {
	t.Helper()
	a, err := openArchive(data)
	if err != nil {
		t.Fatal(err)
	}
	var f file
	for _, name := range a.names {
		f = append(f, container.Part{Name: name, Data: a.parts[name]})
	}
	return f
}

// change gives a file with one part changed.
func (f file) change(name string, do func(content string) string) file {
	out := slices.Clone(f)
	for i := range out {
		if out[i].Name == name {
			out[i].Data = []byte(do(string(out[i].Data)))
		}
	}
	return out
}

func (f file) replace(name, old, by string) file {
	return f.change(name, func(s string) string { return strings.Replace(s, old, by, 1) })
}

func (f file) without(name string) file {
	return slices.DeleteFunc(slices.Clone(f), func(p container.Part) bool { return p.Name == name })
}

func (f file) add(name, content string) file {
	return append(slices.Clone(f), container.Part{Name: name, Data: []byte(content)})
}

func (f file) get(name string) []byte {
	for _, p := range f {
		if p.Name == name {
			return p.Data
		}
	}
	return nil
}

const ns = ` xmlns:ofd="http://www.ofdspec.org/2016"`

// plain is a file with a room for a seal.
func plain() file {
	return file{
		{Name: "OFD.xml", Data: []byte(`<ofd:OFD` + ns + ` Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`)},
		{Name: "Doc_0/Document.xml", Data: []byte(`<ofd:Document` + ns + `><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Page.xml"/></ofd:Pages><ofd:Bookmarks><ofd:Bookmark Name="seal"><ofd:Dest Type="FitR" PageID="1" Left="120.5" Top="200" Right="162.5" Bottom="242"/></ofd:Bookmark></ofd:Bookmarks></ofd:Document>`)},
		{Name: "Doc_0/Page.xml", Data: []byte(`<ofd:Page` + ns + `><ofd:Content><ofd:Layer ID="2"><ofd:TextObject ID="3" Boundary="1 1 1 1" Font="4" Size="5"><ofd:TextCode X="0" Y="5">合计 12 件</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>`)},
		{Name: "Doc_0/Res/image.png", Data: []byte("\x89PNG"), Level: container.Stored},
	}
}

func sign(t testing.TB, o *office, data []byte, at time.Time) []byte {
	t.Helper()
	out, err := Sign(context.Background(), data, o.order(at))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func said(v pades.Verification) string {
	var b strings.Builder
	all := [][]verdict.Finding{v.Findings}
	for _, s := range v.Signatures {
		all = append(all, s.Findings)
	}
	for _, list := range all {
		for _, f := range list {
			fmt.Fprintf(&b, "%v %s: %s\n", f.Grade, f.Check, f.Text.ZH)
		}
	}
	return b.String()
}

func TestSealedFilesAreValid(t *testing.T) {
	o := newOffice(t)
	data := plain().pack(t)
	for count := 1; count <= 3; count++ {
		data = sign(t, o, data, now.Add(time.Duration(count)*time.Minute))
		v := Verify(context.Background(), data, o.check())
		if !v.OK() || len(v.Signatures) != count || v.Signatures[0].Signer != "某县教育局" {
			t.Fatalf("%d signatures: %s", count, said(v))
		}
	}
	v := Verify(context.Background(), data, o.check())
	got := said(v)
	for _, want := range []string{"签名后只加了别的签章", "签了整个文件", "盖在文件留的位置或落款上", "不是经认证的电子印章", "签过的 5 个部件没有改动"} {
		if !strings.Contains(got, want) {
			t.Errorf("nothing says %s:\n%s", want, got)
		}
	}
	// The page is still the page.
	if !bytes.Equal(unpack(t, data).get("Doc_0/Page.xml"), plain().get("Doc_0/Page.xml")) {
		t.Error("signing changed the page")
	}
}

func TestWhatIsNotSealed(t *testing.T) {
	o := newOffice(t)
	good := plain()
	rsa := padestest.Root(t, "R", now, padestest.RSA).Issue(t, "某局", now, padestest.Options{Kind: padestest.RSA})
	for _, c := range []struct {
		name  string
		data  []byte
		order Order
		want  string
	}{
		{"an archive's file", good.replace("OFD.xml", `DocType="OFD"`, `DocType="OFD-A"`).pack(t), Order{}, "不再签名、盖章"},
		{"a draft", good.replace("OFD.xml", "</ofd:DocInfo>", `<ofd:CustomDatas><ofd:CustomData Name="稿本">草稿</ofd:CustomData></ofd:CustomDatas></ofd:DocInfo>`).pack(t), Order{}, "草稿不能签名、盖章"},
		{"no room", good.replace("Doc_0/Document.xml", `Name="seal"`, `Name="other"`).pack(t), Order{}, "没有留印章的位置"},
		{"a signer who is not listed", good.pack(t), Order{Order: pades.Order{Identity: o.other.Identity()}}, "名单里没有"},
		{"a key that is not SM2", good.pack(t), Order{Order: pades.Order{Identity: rsa.Identity()}}, "只用 SM2"},
		{"an old seal", good.pack(t), Order{Seal: o.makeSeal(t, now.AddDate(-2, 0, 0), now.AddDate(-1, 0, 0))}, "不在有效期内"},
		{"no seal", good.pack(t), Order{Seal: []byte("x")}, "印章读不懂"},
		{"no package", []byte("x"), Order{}, "不是完好的 ZIP"},
		{"no pages", good.replace("Doc_0/Document.xml", `<ofd:Page ID="1" BaseLoc="Page.xml"/>`, "").pack(t), Order{}, "Doc_0/Document.xml 里没有页面"},
		{"a page that is missing", good.without(page).pack(t), Order{}, "缺了部件 Doc_0/Page.xml"},
		{"a page outside", good.replace("Doc_0/Document.xml", `BaseLoc="Page.xml"`, `BaseLoc="../../../etc/passwd"`).pack(t), Order{}, "缺了部件 ../../etc/passwd"},
		{"a page that is no XML", good.change(page, func(string) string { return "<a>" }).pack(t), Order{}, "部件 Doc_0/Page.xml 不是完好的 XML"},
		{"a template that is missing", good.replace(page, "<ofd:Content>", `<ofd:Template TemplateID="7"/><ofd:Content>`).pack(t), Order{}, "Doc_0/Page.xml 用的模板 7 不在文件里"},
		{"a template in itself", good.replace(page, "<ofd:Content>", `<ofd:Template TemplateID="7"/><ofd:Content>`).replace("Doc_0/Document.xml", "</ofd:CommonData>", `<ofd:TemplatePage ID="7" BaseLoc="T.xml"/></ofd:CommonData>`).
			add("Doc_0/T.xml", `<a><Template TemplateID="7"/></a>`).pack(t), Order{}, "模板 Doc_0/T.xml 套用了它自己"},
		{"an encrypted document", good.add("Encryptions.xml", "<a/>").pack(t), Order{}, "加了密"},
		{"a broken earlier signature", unpack(t, sign(t, o, good.pack(t), now)).replace("Doc_0/Page.xml", "12", "99").pack(t), Order{}, "已有的签名无效"},
	} {
		if c.order.Seal == nil {
			c.order.Seal = o.seal
		}
		if c.order.Identity == nil {
			c.order.Identity = o.signer.Identity()
		}
		c.order.Now = now
		out, err := Sign(context.Background(), c.data, c.order)
		if err == nil || len(out) > 0 || !strings.Contains(diag.Cause(err).ZH, c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if _, err := MakeSeal(SealOrder{Signers: []*smx509.Certificate{rsa.Identity().Certificate}}, o.maker.Identity()); !errors.Is(err, ErrKey) {
		t.Error(err)
	}
}

const (
	page            = "Doc_0/Page.xml"
	signatures      = "Doc_0/Signs/Signatures.xml"
	descriptionPart = "Doc_0/Signs/Sign_1/Signature.xml"
	value           = "Doc_0/Signs/Sign_1/SignedValue.dat"
	sealPart        = "Doc_0/Signs/Sign_1/Seal.esl"
)

// forge signs a changed structure anew with a key, as somebody does who has one.
func forge(t *testing.T, key *padestest.Holder, certificate []byte, content toSign) []byte {
	t.Helper()
	content.Raw = nil
	der, err := asn1.Marshal(content)
	if err != nil {
		t.Fatal(err)
	}
	v, err := signSM2(key.Identity().Key, der)
	if err != nil {
		t.Fatal(err)
	}
	content.Raw = der
	out, err := asn1.Marshal(signature{ToSign: content, Signer: certificate, Algorithm: oidSM2WithSM3, Value: bits(v)})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestForgeriesAreRefused: every one of these is a file that somebody could make
// of a sealed one; none is valid.
func TestForgeriesAreRefused(t *testing.T) {
	o := newOffice(t)
	once := sign(t, o, plain().pack(t), now)
	good := unpack(t, once)
	twice := unpack(t, sign(t, o, once, now.Add(time.Minute)))
	var s signature
	if _, err := asn1.Unmarshal(good.get(value), &s); err != nil {
		t.Fatal(err)
	}
	resigned := func(key *padestest.Holder, certificate []byte, change func(c *toSign), also func(f file) file) file {
		c := s.ToSign
		change(&c)
		f := good
		if also != nil {
			f = also(f)
		}
		digest := sm3.Sum(f.get(descriptionPart))
		if bytes.Equal(c.Hash.Bytes, s.ToSign.Hash.Bytes) && also != nil {
			c.Hash = bits(digest[:])
		}
		der := forge(t, key, certificate, c)
		return f.change(value, func(string) string { return string(der) })
	}
	signer := o.signer.Identity().Certificate.Raw
	digestOf := func(content string) string {
		d := sm3.Sum([]byte(content))
		return base64.StdEncoding.EncodeToString(d[:])
	}
	longer := strings.Replace(string(good.get(page)), "12", "999", 1)
	raw := func(do func(b []byte) []byte) []byte { return do(bytes.Clone(once)) }
	stranger := padestest.Root(t, "外", now, padestest.SM2).Issue(t, "某县教育局", now, padestest.Options{Kind: padestest.SM2})
	otherSeal := func(change func(i *sealInfo), key *padestest.Holder) Seal {
		seal := s.ToSign.Seal
		info := seal.Info
		info.Raw = nil
		change(&info)
		der, err := asn1.Marshal(info)
		if err != nil {
			t.Fatal(err)
		}
		seal.Raw, info.Raw = nil, der
		if key != nil {
			v, err := signSM2(key.Identity().Key, der)
			if err != nil {
				t.Fatal(err)
			}
			seal.SignedValue, seal.Maker = bits(v), key.Identity().Certificate.Raw
		}
		seal.Info = info
		return seal
	}
	withSeal := func(seal Seal, key *padestest.Holder, certificate []byte) file {
		der, err := asn1.Marshal(seal)
		if err != nil {
			t.Fatal(err)
		}
		seal.Raw = der
		f := good.change(sealPart, func(string) string { return string(der) })
		old := sm3.Sum(good.get(sealPart))
		f = f.replace(descriptionPart, base64.StdEncoding.EncodeToString(old[:]), digestOf(string(der)))
		digest := sm3.Sum(f.get(descriptionPart))
		c := s.ToSign
		c.Seal, c.Hash = seal, bits(digest[:])
		return f.change(value, func(string) string { return string(forge(t, key, certificate, c)) })
	}
	forgeries := map[string][]byte{
		"the page says something else":             good.replace(page, "12", "99").pack(t),
		"the page and its digest":                  good.change(page, func(string) string { return longer }).replace(descriptionPart, digestOf(string(good.get(page))), digestOf(longer)).pack(t),
		"a picture is another":                     good.change("Doc_0/Res/image.png", func(string) string { return "\x89PNX" }).pack(t),
		"a part is missing":                        good.without("Doc_0/Res/image.png").pack(t),
		"a part was added":                         good.add("Doc_0/Extra.xml", "<a/>").pack(t),
		"a part was added to the signatures":       good.add("Doc_0/Signs/Sign_1/More.xml", "<a/>").pack(t),
		"a reference was taken out":                good.change(descriptionPart, func(s string) string { return cut(s, "<ofd:Reference FileRef=\"/Doc_0/Page.xml\"", "</ofd:Reference>") }).pack(t),
		"the stamp was moved":                      good.replace(descriptionPart, `Boundary="120.5`, `Boundary="10`).pack(t),
		"the stamp is on another page":             good.replace(descriptionPart, `PageRef="1"`, `PageRef="7"`).pack(t),
		"the time in the description":              good.replace(descriptionPart, "20261129", "20251129").pack(t),
		"OFD.xml has another root":                 good.replace("OFD.xml", "Doc_0/Document.xml", "Doc_0/Page.xml").pack(t),
		"OFD.xml has two documents":                good.replace("OFD.xml", "</ofd:DocBody>", "</ofd:DocBody><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>").pack(t),
		"the signatures were taken out of OFD.xml": good.replace("OFD.xml", "<ofd:Signatures>/"+signatures+"</ofd:Signatures>", "").pack(t),
		"the list is empty":                        good.change(signatures, func(string) string { return "<ofd:Signatures" + ns + "/>" }).pack(t),
		"the list names the signature twice": good.change(signatures, func(s string) string {
			return strings.Replace(s, "</ofd:Signatures>", `<ofd:Signature ID="9" Type="Seal" BaseLoc="/`+descriptionPart+`"/></ofd:Signatures>`, 1)
		}).pack(t),
		"two ids are the same":                         twice.replace(signatures, `ID="s003"`, `ID="s001"`).pack(t),
		"the first of two was taken out":               twice.change(signatures, func(s string) string { return cut(s, `<ofd:Signature ID="s001"`, "/>") }).pack(t),
		"the second of two, its parts left":            twice.change(signatures, func(s string) string { return cut(s, `<ofd:Signature ID="s003"`, "/>") }).pack(t),
		"the second was put before the first":          twice.change(signatures, swapped).pack(t),
		"another type":                                 good.replace(signatures, `Type="Seal"`, `Type="Sign"`).pack(t),
		"an unknown type":                              good.replace(signatures, `Type="Seal"`, `Type="Other"`).pack(t),
		"the seal's part is another":                   good.change(sealPart, func(string) string { return string(o.makeSeal(t, now, now.AddDate(1, 0, 0))) }).pack(t),
		"the value was cut":                            good.change(value, func(s string) string { return s[:len(s)-9] }).pack(t),
		"something behind the value":                   good.change(value, func(s string) string { return s + "\x05\x00" }).pack(t),
		"a bit of the value":                           good.change(value, func(s string) string { return s[:len(s)-1] + string(s[len(s)-1]^1) }).pack(t),
		"by somebody who is not listed":                resigned(o.other, o.other.Identity().Certificate.Raw, func(*toSign) {}, nil).pack(t),
		"by somebody under the signer's name":          resigned(stranger, stranger.Identity().Certificate.Raw, func(*toSign) {}, nil).pack(t),
		"by another key with the signer's certificate": resigned(o.other, signer, func(*toSign) {}, nil).pack(t),
		"in the future":                                resigned(o.signer, signer, func(c *toSign) { c.Time = now.AddDate(0, 6, 0) }, nil).pack(t),
		"before the seal was valid":                    resigned(o.signer, signer, func(c *toSign) { c.Time = now.AddDate(0, -2, 0) }, nil).pack(t),
		"after the seal was valid":                     resigned(o.signer, signer, func(c *toSign) { c.Time = now.AddDate(2, 0, 0) }, nil).pack(t),
		"of another file":                              resigned(o.signer, signer, func(c *toSign) { c.Property = "/Doc_1/Signature.xml" }, nil).pack(t),
		"of an old version":                            resigned(o.signer, signer, func(c *toSign) { c.Version = 1 }, nil).pack(t),
		"by a weak digest":                             resigned(o.signer, signer, func(*toSign) {}, func(f file) file { return f.replace(descriptionPart, oidSM3.String(), "MD5") }).pack(t),
		"with a seal that lists somebody else":         withSeal(otherSeal(func(i *sealInfo) { i.Property.List = listOf(t, o.other.Identity().Certificate.Raw) }, nil), o.other, o.other.Identity().Certificate.Raw).pack(t),
		"with a seal that a stranger made":             withSeal(otherSeal(func(*sealInfo) {}, stranger), o.signer, signer).pack(t),
		"with a seal under another name":               withSeal(otherSeal(func(i *sealInfo) { i.Property.Name = "某县人民政府" }, nil), o.signer, signer).pack(t),
		"with a seal of another picture":               withSeal(otherSeal(func(i *sealInfo) { i.Picture.Data = []byte("x") }, nil), o.signer, signer).pack(t),
		"with a seal that is valid for longer":         withSeal(otherSeal(func(i *sealInfo) { i.Property.End = now.AddDate(9, 0, 0) }, nil), o.signer, signer).pack(t),
		"the list of signatures was signed": resigned(o.signer, signer, func(*toSign) {}, func(f file) file {
			return f.replace(descriptionPart, "</ofd:References>", `<ofd:Reference FileRef="/`+signatures+`"><ofd:CheckValue>`+digestOf(string(f.get(signatures)))+"</ofd:CheckValue></ofd:Reference></ofd:References>")
		}).pack(t),
		"two entries of one name":           twoEntries(t, good, page, longer),
		"two names that differ in case":     good.add("doc_0/page.xml", longer).pack(t),
		"a name that leads out":             good.add("../page.xml", "x").pack(t),
		"something before the package":      raw(func(b []byte) []byte { return append([]byte("PK"), b...) }),
		"something behind the package":      raw(func(b []byte) []byte { return append(b, 0) }),
		"a second package behind the first": raw(func(b []byte) []byte { return append(b, good.replace(page, "12", "99").pack(t)...) }),
		"a comment of the package":          raw(func(b []byte) []byte { b[len(b)-2] = 1; return append(b, 'x') }),
		"another name in front of the data": raw(func(b []byte) []byte { return bytes.Replace(b, []byte("Doc_0/Page.xml"), []byte("Doc_0/PagE.xml"), 1) }),
		"another size in front of the data": raw(func(b []byte) []byte { binary.LittleEndian.PutUint32(b[18:], 7); return b }),
		"data between two entries":          between(t, once),
	}
	if len(forgeries) < 30 {
		t.Errorf("%d forgeries", len(forgeries))
	}
	for name, data := range forgeries {
		v := Verify(context.Background(), data, o.check())
		if v.OK() {
			t.Errorf("%s: valid\n%s", name, said(v))
		}
	}
	t.Logf("%d forgeries", len(forgeries))
}

// TestEveryFlippedByteIsNoticed: a file in which a byte is another is not valid, or
// has the same parts, as when the byte is of a date in the directory.
func TestEveryFlippedByteIsNoticed(t *testing.T) {
	o := newOffice(t)
	data := sign(t, o, plain().pack(t), now)
	want := unpack(t, data)
	step := 1
	if testing.Short() {
		step = 37
	}
	valid := 0
	for i := 0; i < len(data); i += step {
		changed := bytes.Clone(data)
		changed[i] ^= 0x21
		if v := Verify(context.Background(), changed, o.check()); !v.OK() {
			continue
		}
		valid++
		got := unpack(t, changed)
		if !slices.EqualFunc(got, want, func(a, b container.Part) bool { return a.Name == b.Name && bytes.Equal(a.Data, b.Data) }) {
			t.Errorf("byte %d is another, and the file is valid", i)
		}
	}
	t.Logf("%d bytes, %d of them of no matter", len(data)/step, valid)
}

func TestSealedForms(t *testing.T) {
	o := newOffice(t)
	made := plain().pack(t)
	once := sign(t, o, made, now)
	twice := sign(t, o, once, now.Add(time.Minute))
	if !IsSealedForm(once, made) || !IsSealedForm(twice, made) {
		t.Error("a sealed file is not known for what it was made of")
	}
	for name, other := range map[string][]byte{
		"the file itself": made, "no package": nil,
		"another page":  unpack(t, once).replace(page, "12", "99").pack(t),
		"a part more":   unpack(t, once).add("Doc_0/more.xml", "x").pack(t),
		"a part less":   unpack(t, once).without("Doc_0/Res/image.png").pack(t),
		"another title": unpack(t, once).replace("OFD.xml", "<ofd:DocID>0", "<ofd:DocID>1").pack(t),
	} {
		if IsSealedForm(other, made) {
			t.Errorf("%s is taken for a sealed form", name)
		}
	}
}

// otherPicture is the seal of o with a picture that is called something else.
func otherPicture(t *testing.T, o *office, kind string) []byte {
	t.Helper()
	seal, err := ParseSeal(o.seal)
	if err != nil {
		t.Fatal(err)
	}
	seal.Info.Raw, seal.Info.Picture.Type = nil, kind
	info, err := asn1.Marshal(seal.Info)
	if err != nil {
		t.Fatal(err)
	}
	value, err := signSM2(o.maker.Identity().Key, info)
	if err != nil {
		t.Fatal(err)
	}
	seal.Raw, seal.Info.Raw, seal.SignedValue = nil, info, bits(value)
	der, err := asn1.Marshal(*seal)
	if err != nil {
		t.Fatal(err)
	}
	return der
}

// listOf is a list of signers' certificates.
func listOf(t *testing.T, certificates ...[]byte) asn1.RawValue {
	t.Helper()
	der, err := asn1.Marshal(certificates)
	if err != nil {
		t.Fatal(err)
	}
	return asn1.RawValue{FullBytes: der}
}

// cut takes out what begins with from and ends with to.
func cut(s, from, to string) string {
	i := strings.Index(s, from)
	return s[:i] + s[i+strings.Index(s[i:], to)+len(to):]
}

func swapped(s string) string {
	first, second := `Sign_1/Signature.xml`, `Sign_2/Signature.xml`
	return strings.NewReplacer(first, second, second, first).Replace(s)
}

// twoEntries is a package with two entries of one name.
func twoEntries(t *testing.T, f file, name, content string) []byte {
	t.Helper()
	return f.add(name, content).pack(t)
}

// between puts bytes between the first two entries, and mends all offsets.
func between(t *testing.T, data []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	offset, err := z.File[1].DataOffset()
	if err != nil {
		t.Fatal(err)
	}
	at := int(offset) - localLen - len(z.File[1].Name)
	gap := []byte("PK\x03\x04hidden")
	out := slices.Concat(data[:at], gap, data[at:])
	le := binary.LittleEndian
	end := out[len(out)-endLen:]
	directory := int(le.Uint32(end[16:])) + len(gap)
	le.PutUint32(end[16:], uint32(directory))
	d := out[directory:]
	for range z.File {
		if old := le.Uint32(d[42:]); int(old) >= at {
			le.PutUint32(d[42:], old+uint32(len(gap)))
		}
		d = d[directoryLen+int(le.Uint16(d[28:])):]
	}
	return out
}

func TestRevocationIsAsked(t *testing.T) {
	o := newOffice(t)
	data := sign(t, o, plain().pack(t), now)
	v := Verify(context.Background(), data, o.check())
	if !strings.Contains(said(v), "没有签名人证书的吊销信息") {
		t.Errorf("%s", said(v))
	}
	c := o.check()
	c.Roots = nil
	if v := Verify(context.Background(), data, c); !v.OK() || !strings.Contains(said(v), "没有给出信任的根证书") {
		t.Errorf("%s", said(v))
	}
	c.Roots = []*smx509.Certificate{padestest.Root(t, "别的根", now, padestest.SM2).Identity().Certificate}
	if v := Verify(context.Background(), data, c); v.OK() {
		t.Errorf("%s", said(v))
	}
	c = o.check()
	c.Evidence = pki.Evidence{OCSP: [][]byte{o.signer.SM2OCSP(t, now.Add(time.Minute), now, o.root)}}
	if v := Verify(context.Background(), data, c); v.OK() || !strings.Contains(said(v), "签名人的证书已吊销") {
		t.Errorf("%s", said(v))
	}
}

func TestSealsListDigestsToo(t *testing.T) {
	o := newOffice(t)
	seal, err := ParseSeal(o.seal)
	if err != nil {
		t.Fatal(err)
	}
	certificate := o.signer.Identity().Certificate.Raw
	digest := sm3.Sum(certificate)
	der, err := asn1.Marshal([]certDigest{{"SM3", digest[:]}})
	if err != nil {
		t.Fatal(err)
	}
	seal.Info.Property.ListType, seal.Info.Property.List = listOfDigests, asn1.RawValue{FullBytes: der}
	if !seal.lists(certificate) || seal.lists(o.other.Identity().Certificate.Raw) {
		t.Error("a list of digests is read wrongly")
	}
	seal.Info.Property.ListType = 3
	if seal.lists(certificate) {
		t.Error("a list of an unknown kind lists somebody")
	}
}

func FuzzVerify(f *testing.F) {
	o := newOffice(f)
	f.Add(sign(f, o, plain().pack(f), now))
	f.Add(plain().pack(f))
	f.Add(o.seal)
	check := pades.Check{Now: now.Add(time.Hour)} // without roots, whose chains cost most and are not read from the file
	f.Fuzz(growth.Bounded(func(t *testing.T, data []byte) {
		_, _ = ParseSeal(data)
		v := Verify(context.Background(), data, check)
		if v.OK() && len(v.Signatures) == 0 {
			t.Error("valid without a signature")
		}
	}))
}

// with is a package with a part in the place of another, as if it had been unpacked.
func (f file) with(name string, content []byte) *archive {
	c := &archive{parts: map[string][]byte{}, stored: map[string]bool{}}
	for _, p := range f {
		c.names = append(c.names, p.Name)
		c.parts[p.Name] = p.Data
	}
	c.parts[name] = content
	return c
}

// FuzzParts puts a part in the place of one of a sealed file: only in the list of
// signatures may anything be another and the file be valid.
func FuzzParts(f *testing.F) {
	o := newOffice(f)
	good := unpack(f, sign(f, o, plain().pack(f), now))
	names := []string{rootPart, "Doc_0/Document.xml", descriptionPart, value, sealPart, signatures}
	for i, name := range names {
		f.Add(uint8(i), good.get(name))
	}
	check := pades.Check{Now: now.Add(time.Hour)}
	f.Fuzz(growth.Bounded(func(t *testing.T, which uint8, content []byte) {
		name := names[int(which)%len(names)]
		p, err := readPack(good.with(name, content))
		if err != nil {
			return
		}
		v := p.verify(context.Background(), check)
		if v.OK() && (len(v.Signatures) == 0 || name != signatures && !bytes.Equal(content, good.get(name))) {
			t.Errorf("%s is another, and the file is valid", name)
		}
		if p.signatures == "" || !v.OK() && p.list.Signatures != nil {
			if err := p.toArchive(context.Background(), check); err == nil && !v.OK() && name != rootPart {
				t.Error("a file whose signatures are not valid becomes one for archives")
			}
		}
	}))
}
