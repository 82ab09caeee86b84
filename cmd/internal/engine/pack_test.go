package engine

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongwen/configs"
	"gongwen/internal/diag"
	"gongwen/output"
	"gongwen/output/bag"
	"gongwen/output/html"
	"gongwen/output/pdf"
	"gongwen/output/sign/pades"
	"gongwen/output/sign/padestest"
)

// packing is an order for bags with a page in them.
func packing(dir string, form bag.Form) PackOrder {
	return PackOrder{
		Order: Order{Dir: dir, Exporters: []output.Exporter{html.New(html.Options{})}, Created: time.Unix(1700000000, 0).UTC()},
		Form:  form, Program: "gongwen test", Fields: []configs.ArchiveField{{Name: "全宗号", Value: "X043"}},
	}
}

// TestBagsOfEveryFormAreWhole: what was packed is what is verified.
func TestBagsOfEveryFormAreWhole(t *testing.T) {
	e, in := standard(), uploaded("r.yaml", invented(t))
	for form, name := range map[bag.Form]string{bag.Folder: "r", bag.Zip: "r.zip", bag.Tar: "r.tar"} {
		o := packing(t.TempDir(), form)
		o.Reports = []output.File{{Path: "validation/v.xml", Data: []byte("<v/>")}}
		r := e.Pack(t.Context(), in, o)
		path := filepath.Join(o.Dir, name)
		if r.Outcome != Built || len(r.Files) != 1 || r.Files[0] != path {
			t.Fatalf("%s: %+v", form, r)
		}
		v := Verify(t.Context(), path, pades.Check{})
		if !v.OK() || v.Bag == nil || v.Signature != nil || !v.In(diag.ZH).Valid {
			t.Errorf("%s: %+v", form, v.Bag)
		}
		if form != bag.Folder {
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if v := VerifyContent(t.Context(), name, content, pades.Check{}); !v.OK() || v.Bag == nil || v.File != name {
				t.Errorf("%s as content: %+v", form, v.Bag)
			}
			if v := VerifyContent(t.Context(), name, content[:len(content)/2], pades.Check{}); v.OK() {
				t.Errorf("half of a %s is whole", form)
			}
		}
		if again := e.Pack(t.Context(), in, o); again.Outcome != Failed {
			t.Errorf("%s was packed over the one that stands there", form)
		} else {
			says(t, again.Said, "归档包已经存在，没有改动")
		}
		o.Replace = true
		if again := e.Pack(t.Context(), in, o); again.Outcome != Built {
			t.Errorf("%s was not replaced: %v", form, again.Said)
		}
	}
}

// TestABagHoldsAllOfAReport: the file as it was, what was made of it, what check
// says, and who made it when.
func TestABagHoldsAllOfAReport(t *testing.T) {
	text := invented(t, regulations, "regulations: {made: 0, repealed: 0, in_force: 1}")
	o := packing(t.TempDir(), bag.Folder)
	if r := standard().Pack(t.Context(), uploaded("r.yaml", text), o); r.Outcome != Built {
		t.Fatal(r.Said)
	}
	read := func(name string) string {
		content, err := os.ReadFile(filepath.Join(o.Dir, "r", filepath.FromSlash(name)))
		if err != nil {
			t.Error(err)
		}
		return string(content)
	}
	if read("data/r.yaml") != text {
		t.Error("the report file is another")
	}
	for name, want := range map[string]string{
		"data/r.html":                "</html>",
		"data/validation/check.json": `"rule": "N10"`,
		"data/metadata.xml":          "<全宗号>X043</全宗号>",
		"bag-info.txt":               "Bagging-Date: 2025-01-",
	} {
		if !strings.Contains(read(name), want) {
			t.Errorf("%s has no %s:\n%s", name, want, read(name))
		}
	}
}

// TestABagIsSigned as a whole, and another's digests do not fit the signature.
func TestABagIsSigned(t *testing.T) {
	s := newSigner(t, padestest.P256)
	signing, said := OpenSigner(t.Context(), s.order())
	if signing == nil {
		t.Fatal(said)
	}
	defer signing.Close()
	o := packing(t.TempDir(), bag.Folder)
	o.Signer = signing
	e := standard()
	for _, name := range []string{"one.yaml", "two.yaml"} {
		if r := e.Pack(t.Context(), uploaded(name, invented(t)), o); r.Outcome != Built {
			t.Fatal(r.Said)
		}
	}
	v := Verify(t.Context(), filepath.Join(o.Dir, "one"), s.check(t))
	if !v.OK() || v.Signature == nil || v.Signature.Signer != "张三" {
		t.Fatalf("%+v", v)
	}
	if found := v.In(diag.EN); !found.Valid || len(found.Signatures) != 1 || found.Signatures[0].Field != bag.SignedManifest || found.Signatures[0].Form != "CAdES" {
		t.Errorf("%+v", found)
	}
	signature := bag.SignedManifest + ".p7s"
	content, err := os.ReadFile(filepath.Join(o.Dir, "two", signature))
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(o.Dir, "one", signature), string(content))
	if v := Verify(t.Context(), filepath.Join(o.Dir, "one"), s.check(t)); v.OK() {
		t.Error("the signature of another bag is sound")
	}

	broken := s.order()
	broken.Keys.Key = s.at("none.key")
	if signing, said := OpenSigner(t.Context(), broken); signing != nil || !said.HasErrors() {
		t.Errorf("a key that is not there signs: %v", said)
	}
	expired := s.order()
	expired.Now = s.now.AddDate(50, 0, 0)
	if o.Signer, said = OpenSigner(t.Context(), expired); o.Signer == nil {
		t.Fatal(said)
	}
	r := e.Pack(t.Context(), uploaded("three.yaml", invented(t)), o)
	if r.Outcome != Failed {
		t.Error("an expired certificate signs")
	}
	says(t, r.Said, s.at("zhang.key"), "过期")
}

// TestASignedPDFGoesIntoItsBag: one that is a signed form of what is made now.
func TestASignedPDFGoesIntoItsBag(t *testing.T) {
	s, e := newSigner(t, padestest.P256), standard()
	text := invented(t)
	made, said := e.Make(t.Context(), uploaded("r.yaml", text), Order{Exporters: []output.Exporter{pdf.New(pdf.Options{})}})
	if made == nil {
		t.Fatal(said)
	}
	plain := string(made.Documents[0].Data)
	signed, said := Sign(t.Context(), uploaded("r.pdf", plain), s.order())
	if signed == nil {
		t.Fatal(said)
	}
	o := packing(t.TempDir(), bag.Folder)
	o.Exporters = []output.Exporter{html.New(html.Options{}), pdf.New(pdf.Options{})}
	o.Signed = SignedFiles{Dir: t.TempDir(), Check: s.check(t)}
	pack := func(text string) Result { return e.Pack(t.Context(), uploaded("r.yaml", text), o) }
	says(t, pack(text).Said, "r.pdf: 错误: 找不到这个文件")
	writeFile(t, filepath.Join(o.Signed.Dir, "r.pdf"), plain)
	says(t, pack(text).Said, "这个 PDF 没有有效的签名")
	writeFile(t, filepath.Join(o.Signed.Dir, "r.pdf"), string(signed))
	says(t, pack(invented(t, "penalties: 47", "penalties: 48")).Said, "不是由这份报告现在生成的文件签名而来")
	if r := pack(text); r.Outcome != Built {
		t.Fatal(r.Said)
	}
	content, err := os.ReadFile(filepath.Join(o.Dir, "r", "data", "r.pdf"))
	if err != nil || string(content) != string(signed) {
		t.Errorf("the bag has another PDF (%v)", err)
	}
	found, err := os.ReadFile(filepath.Join(o.Dir, "r", "data", "validation", "signatures.json"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(found), `"signer": "张三"`) {
		t.Errorf("of the signatures it says %s", found)
	}
}

// TestWhatIsNotPacked: reports with errors, names that no bag may hold, and over
// what is no bag.
func TestWhatIsNotPacked(t *testing.T) {
	e := standard()
	o := packing(t.TempDir(), bag.Folder)
	inputs := []Input{
		uploaded("bad.yaml", "["),
		uploaded("r.yaml", invented(t)),
		uploaded("a:b.yaml", invented(t)),
	}
	if err := os.MkdirAll(filepath.Join(o.Dir, "kept"), 0o700); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(o.Dir, "kept", "precious.txt"), "x")
	inputs = append(inputs, uploaded("kept.yaml", invented(t)))
	o.Replace, o.Workers = true, 2
	wants := []string{"bad.yaml:1:", "", "归档包里不能有“a:b.yaml”", "同名的文件或文件夹不是归档包，没有替换"}
	i := 0
	for r := range e.PackAll(t.Context(), inputs, o) {
		if r.Input.Path != inputs[i].Path || (r.Outcome == Built) != (wants[i] == "") {
			t.Errorf("%s: %+v", inputs[i].Path, r)
		}
		if wants[i] != "" {
			says(t, r.Said, wants[i])
		}
		i++
	}
	if content, err := os.ReadFile(filepath.Join(o.Dir, "kept", "precious.txt")); err != nil || string(content) != "x" {
		t.Errorf("what is no bag was lost: %v", err)
	}
	if i != len(inputs) {
		t.Errorf("%d results", i)
	}
	for range e.PackAll(t.Context(), inputs[1:2], o) {
		break // nobody has to take all results
	}
}

func TestReportsOfValidators(t *testing.T) {
	dir := written(t, map[string][]byte{"v.xml": []byte("<v/>")})
	files, said := ValidatorReports(t.Context(), []string{filepath.Join(dir, "v.xml")})
	if says(t, said); len(files) != 1 || files[0].Path != "validation/v.xml" {
		t.Errorf("%+v", files)
	}
	_, said = ValidatorReports(t.Context(), []string{filepath.Join(dir, "none.xml")})
	says(t, said, "找不到这个文件")
}

// TestVerifyingWhatIsNotThere is a check that failed.
func TestVerifyingWhatIsNotThere(t *testing.T) {
	for _, path := range []string{filepath.Join(t.TempDir(), "none.pdf"), t.TempDir()} {
		v := Verify(t.Context(), path, pades.Check{})
		if v.OK() || v.In(diag.ZH).Valid || len(v.In(diag.ZH).Checks) == 0 {
			t.Errorf("%s: %+v", path, v)
		}
	}
}
