package engine

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongwen/configs"
	"gongwen/internal/diag"
	"gongwen/internal/unit"
	"gongwen/output"
	"gongwen/output/pdf"
	"gongwen/output/sign/pades"
	"gongwen/output/sign/padestest"
)

// signer is somebody who may sign: the folder with the files of a key.
type signer struct {
	dir   string
	holds *padestest.Holder
	root  *padestest.Holder
	now   time.Time
}

// at is the path of one of the signer's files.
func (s signer) at(name string) string { return filepath.Join(s.dir, name) }

// newSigner makes zhang.key and zhang.pem, root.pem, and revocation data.
func newSigner(t *testing.T, kind padestest.Kind) signer {
	t.Helper()
	now := time.Now()
	root := padestest.Root(t, "测试根", now, kind)
	zhang := root.Issue(t, "张三", now, padestest.Options{Kind: kind})
	files := map[string][]byte{
		"zhang.key": zhang.KeyPEM(t), "zhang.pem": padestest.PEM(zhang.Certificate), "root.pem": padestest.PEM(root.Certificate),
		"root.crl": root.CRL(t, now.Add(time.Hour), time.Time{}), "revoked.crl": root.CRL(t, now.Add(time.Hour), now.Add(-time.Hour), zhang),
		"zhang.ocsp": []byte("none"), "none.txt": []byte("nothing"),
	}
	if kind != padestest.SM2 {
		files["zhang.ocsp"] = zhang.OCSP(t, now.Add(time.Hour), time.Time{})
	}
	return signer{written(t, files), zhang, root, now}
}

func (s signer) keys() configs.Sign {
	return configs.Sign{Key: s.at("zhang.key"), Certificates: []string{s.at("zhang.pem")}}
}

func (s signer) order() SignOrder { return SignOrder{Keys: s.keys(), Level: pades.B, Now: s.now} }

// check is how the signer's files are verified.
func (s signer) check(t *testing.T) pades.Check {
	t.Helper()
	roots, said := Roots(t.Context(), s.at("root.pem"))
	says(t, said)
	return pades.Check{Roots: roots, Now: s.now}
}

// madePDF is the PDF of an example.
func madePDF(t *testing.T) string {
	t.Helper()
	made, said := standard().Make(t.Context(), uploaded("r.yaml", invented(t)), Order{Exporters: []output.Exporter{pdf.New(pdf.Options{})}})
	if made == nil {
		t.Fatal(said)
	}
	return string(made.Documents[0].Data)
}

// TestWhatWasSignedIsVerified: the signature stands behind the file, and is found
// wanting when the file is another.
func TestWhatWasSignedIsVerified(t *testing.T) {
	document := madePDF(t)
	for _, kind := range []padestest.Kind{padestest.P256, padestest.SM2} {
		s := newSigner(t, kind)
		signed, said := Sign(t.Context(), uploaded("r.pdf", document), s.order())
		if signed == nil || !strings.HasPrefix(string(signed), document) {
			t.Fatal(said)
		}
		path := s.at("signed.pdf")
		writeFile(t, path, string(signed))
		v := Verify(t.Context(), path, s.check(t))
		if alike := VerifyContent(t.Context(), path, signed, s.check(t)); alike.In(diag.ZH).Valid != v.OK() || len(alike.Signed.Signatures) != 1 {
			t.Errorf("%s, as content: %+v", kind, alike.Signed)
		}
		if !v.OK() || len(v.Signed.Signatures) != 1 || v.Signed.Signatures[0].Signer != "张三" {
			t.Errorf("%s: %+v", kind, v.Signed)
		}
		changed := bytes.Replace(signed, []byte("/Type /Page"), []byte("/Type /page"), 1)
		writeFile(t, path, string(changed))
		if v := Verify(t.Context(), path, s.check(t)); v.OK() {
			t.Errorf("%s: a changed file is sound", kind)
		}
	}
}

// TestASignatureAsJSON has its level, its time and its checks.
func TestASignatureAsJSON(t *testing.T) {
	s := newSigner(t, padestest.P256)
	o := s.order()
	o.Level = pades.T
	o.TSA = s.root.Issue(t, "时间戳", s.now, padestest.Options{Kind: padestest.RSA, Extended: padestest.StamperUse()}).Stamper(t, time.Now, padestest.Honest)
	signed, said := Sign(t.Context(), uploaded("r.pdf", madePDF(t)), o)
	if signed == nil {
		t.Fatal(said)
	}
	writeFile(t, s.at("signed.pdf"), string(signed))
	check := s.check(t)
	check.Evidence, said = Evidence(t.Context(), []string{s.at("zhang.ocsp")}, []string{s.at("root.crl")})
	says(t, said)
	content, err := json.Marshal(Verify(t.Context(), s.at("signed.pdf"), check).In(diag.ZH))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"valid":true`, `"kind":"signature"`, `"signer":"张三"`, `"form":"PAdES"`, `"level":"B-T"`, `"time":"`, `"checks":[{`} {
		if !bytes.Contains(content, []byte(want)) {
			t.Errorf("it has no %s:\n%s", want, content)
		}
	}
}

// TestWhyNothingIsSigned: whatever is wrong is said, with the file that it is
// about.
func TestWhyNothingIsSigned(t *testing.T) {
	document := madePDF(t)
	s, other := newSigner(t, padestest.P256), newSigner(t, padestest.P256)
	for _, c := range []struct {
		name   string
		change func(*SignOrder)
		want   string
	}{
		{"no key", func(o *SignOrder) { o.Keys.Key = s.at("none.key") }, "none.key: 错误: 找不到这个文件"},
		{"a key that is none", func(o *SignOrder) { o.Keys.Key = s.at("none.txt") }, "none.txt: 错误: "},
		{"a certificate in place of a key", func(o *SignOrder) { o.Keys.Key = s.at("zhang.pem") }, "文件里没有私钥"},
		{"no certificate", func(o *SignOrder) { o.Keys.Certificates = nil }, "没有证书"},
		{"a certificate that is none", func(o *SignOrder) { o.Keys.Certificates = []string{s.at("none.txt")} }, "文件里没有能读的证书"},
		{"another's certificate", func(o *SignOrder) { o.Keys.Certificates = []string{other.at("zhang.pem")} }, "私钥和证书不是一对"},
		{"a response that is none", func(o *SignOrder) { o.Keys.OCSP = []string{s.at("none.txt")} }, "不是 OCSP 响应"},
		{"a list that is none", func(o *SignOrder) { o.Keys.CRL = []string{s.at("none.txt"), s.at("no.crl")} }, "不是吊销列表"},
		{"a passphrase file that is not there", func(o *SignOrder) { o.Keys.PassFile = s.at("pass.txt") }, "pass.txt: 错误: 找不到这个文件"},
		{"a time stamp server that refuses", func(o *SignOrder) {
			o.Level, o.TSA = pades.T, s.root.Issue(t, "时间戳", s.now, padestest.Options{Extended: padestest.StamperUse()}).Stamper(t, time.Now, padestest.Refusing)
		}, "r.pdf: 错误: "},
		{"a picture that is not there", func(o *SignOrder) { o.Show, o.Picture = &pades.Show{}, s.at("seal.png") }, "seal.png: 错误: 找不到这个文件"},
		{"a picture that is none", func(o *SignOrder) { o.Show, o.Picture = &pades.Show{}, s.at("none.txt") }, "none.txt: 错误: "},
		{"a key on a token", func(o *SignOrder) { o.Keys.Key = "pkcs11:token=t?module-path=/lib/none.so" }, "PKCS#11"},
		{"a URI that is none", func(o *SignOrder) { o.Keys.Key = "pkcs11:token=%" }, "PKCS#11 URI 写法不对"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := s.order()
			c.change(&o)
			signed, said := Sign(t.Context(), uploaded("r.pdf", document), o)
			if signed != nil {
				t.Error("it was signed")
			}
			says(t, said, c.want)
		})
	}
	if signed, said := Sign(t.Context(), uploaded("r.pdf", "nothing"), s.order()); signed != nil || !said.HasErrors() {
		t.Errorf("what is no PDF was signed: %v", said)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if signed, said := Sign(ended, uploaded("r.pdf", document), s.order()); signed != nil || !said.HasErrors() {
		t.Errorf("it was signed though the context had ended: %v", said)
	}
}

// TestASignatureShowsAPicture: PNG and JPEG, and what is said of their colours.
func TestASignatureShowsAPicture(t *testing.T) {
	s := newSigner(t, padestest.P256)
	cmyk, err := os.ReadFile("../../../internal/picture/testdata/cmyk.jpg")
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, s.at("seal.png"), string(padestest.Seal(t, 496, 300)))
	writeFile(t, s.at("cmyk.jpg"), string(cmyk))
	writeFile(t, s.at("seal.svg"), `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>`)
	document := madePDF(t)
	for _, c := range []struct {
		picture string
		signs   bool
		want    string
	}{
		{"seal.png", true, ""},
		{"cmyk.jpg", true, "CMYK"},
		{"seal.svg", false, "要用 PNG 或 JPEG"},
	} {
		o := s.order()
		o.Show, o.Picture = &pades.Show{At: &pades.Place{Page: 1, X: 30 * unit.Millimetre, Y: 30 * unit.Millimetre}, Width: 40 * unit.Millimetre}, s.at(c.picture)
		signed, said := Sign(t.Context(), uploaded("r.pdf", document), o)
		if (signed != nil) != c.signs {
			t.Errorf("%s: %v", c.picture, said)
		}
		if c.want == "" {
			says(t, said)
		} else {
			says(t, said, c.want)
		}
	}
}

// TestTheSecretOfAFile: its first line; the environment stands between what the
// command line names and what the configuration names.
func TestTheSecretOfAFile(t *testing.T) {
	s := newSigner(t, padestest.P256)
	writeFile(t, s.at("pass.txt"), "口令123\r\nmore\n")
	for _, c := range []struct {
		name   string
		secret Secret
		line   int // of the configuration file that names the file
		want   string
	}{
		{"a file of the command line", Secret{Text: "environment", Given: true}, 0, "口令123"},
		{"a file of the configuration", Secret{}, 3, "口令123"},
		{"the environment before the configuration", Secret{Text: "environment", Given: true}, 3, "environment"},
	} {
		got, said := c.secret.of(t.Context(), configs.Sign{PassFile: s.at("pass.txt"), PassFilePos: diag.Pos{Line: c.line}})
		if says(t, said); got.Text != c.want || !got.Given {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

// TestRootsOfAFolder: all of its files are certificates.
func TestRootsOfAFolder(t *testing.T) {
	s, other := newSigner(t, padestest.P256), newSigner(t, padestest.P256)
	folder := written(t, map[string][]byte{"a.pem": padestest.PEM(s.root.Certificate), "b.pem": padestest.PEM(other.root.Certificate)})
	if err := os.Mkdir(filepath.Join(folder, "c"), 0o700); err != nil {
		t.Fatal(err)
	}
	roots, said := Roots(t.Context(), folder, s.at("root.pem"))
	if says(t, said); len(roots) != 3 {
		t.Errorf("%d roots", len(roots))
	}
	_, said = Roots(t.Context(), s.dir, t.TempDir(), s.at("none.pem"))
	says(t, said, "none.txt: 错误: 文件里没有能读的证书", "文件夹里没有证书", "none.pem: 错误: 找不到这个文件")
}

// TestAServerMayHaveMoved, but does not lead around.
func TestAServerMayHaveMoved(t *testing.T) {
	for moved, follows := range map[int]bool{1: true, 3: true, 4: false} {
		if err := fewRedirects(nil, make([]*http.Request, moved)); (err == nil) != follows {
			t.Errorf("%d times: %v", moved, err)
		}
	}
}
