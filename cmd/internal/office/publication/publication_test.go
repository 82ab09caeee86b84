package publication

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"time"
)

func TestCatalogue(t *testing.T) {
	c, said := Standard()
	if len(said) > 0 || len(c.Fields) != 14 || len(c.Tags) != 3 {
		t.Fatalf("%+v, %v", c, said)
	}
	filled := c.Filled(Facts{Title: "某局年报", Agency: "某局", Year: "2024", Date: "2025-01-20"})
	if filled.Fields[1].Value != "某局年报" || strings.Join(filled.Missing(), "") != "索引号" || c.Fields[1].Value != "{标题}" {
		t.Errorf("%+v", filled)
	}
	for _, wrong := range []string{"x", "catalogue: [{value: x}]", "fields: []", "catalogue: [{name: a, required: 也许}]"} {
		if _, said := Read("x.yaml", []byte(wrong)); !said.HasErrors() {
			t.Errorf("%s is read", wrong)
		}
	}
}

// A package has the article with its links, the fields, and digests of all that; the
// same package gives the same bytes.
func TestPackage(t *testing.T) {
	c, _ := Standard()
	p := Package{
		Title: "某局年报", Agency: "某局", Year: "2024", Catalogue: c.Filled(Facts{Title: "某局年报"}), Text: []byte("<article><p>正文</p>\n</article>\n"),
		Files: []File{{"年报&.pdf", []byte("%PDF")}, {"年报.json", []byte("{}")}, {"年报.docx", []byte("PK")}}, Made: time.Date(2025, 1, 20, 0, 0, 0, 0, time.UTC),
	}
	var one, other bytes.Buffer
	if err := p.WriteZip(&one); err != nil {
		t.Fatal(err)
	}
	if err := p.WriteZip(&other); err != nil || !bytes.Equal(one.Bytes(), other.Bytes()) {
		t.Error("two packages of one report differ", err)
	}
	z, err := zip.NewReader(bytes.NewReader(one.Bytes()), int64(one.Len()))
	if err != nil || len(z.File) != 7 || z.File[0].Name != ManifestName {
		t.Fatal(z, err)
	}
	in, err := z.File[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(in)
	if err != nil {
		t.Fatal(err)
	}
	var m Manifest
	if err := json.Unmarshal(content, &m); err != nil || m.Version != 1 || len(m.Files) != 6 || len(m.Files[0].SM3) != 64 || len(m.Catalogue) != 14 {
		t.Errorf("%+v, %v", m, err)
	}
	want := "<article><p>正文</p>\n<p>附件：<a href=\"年报&amp;.pdf\">某局年报定稿（PDF）</a></p>\n<p>附件：<a href=\"年报.json\">某局年报开放数据（JSON）</a></p>\n</article>\n"
	if got := string(p.Article()); got != want {
		t.Errorf("%s", got)
	}
	if p.Text = []byte("<p>正文</p>"); !strings.HasPrefix(string(p.Article()), "<p>正文</p>\n<p>附件") {
		t.Errorf("%s", p.Article())
	}
}
