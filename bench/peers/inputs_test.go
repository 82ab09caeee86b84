package main

import (
	"archive/zip"
	"bytes"
	"os"
	"strings"
	"testing"

	"gongwen/bench/peers/neutral"
)

func TestVariantsDiffer(t *testing.T) {
	report := "年度：\n" + where + "\n\n## 下一节\n"
	seen := map[string]bool{}
	for n := range 21 {
		text, err := variant(report, n)
		if err != nil || seen[text] || !strings.HasSuffix(text, "\n\n## 下一节\n") {
			t.Errorf("%d: %q, %v", n, text, err)
		}
		seen[text] = true
	}
	if text, _ := variant(report, 0); text != report {
		t.Errorf("the first is %q", text)
	}
	if _, err := variant("other", 1); err == nil {
		t.Error("a report without the place is taken")
	}
}

func TestTextsOfADocumentBecomeTags(t *testing.T) {
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	for name, content := range map[string]string{body: `<w:p><w:t xml:space="preserve">甲&amp;乙 </w:t><w:t> </w:t><w:t>丙</w:t></w:p>`, "other.xml": "<w:t>kept</w:t>"} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	out, values, err := asTemplate(file.Bytes())
	if err != nil || len(values) != 2 || values["v0"] != "甲&乙 " || values["v1"] != "丙" {
		t.Fatalf("%v, %v", values, err)
	}
	r, err := zip.NewReader(bytes.NewReader(out), int64(len(out)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.File {
		content, err := contentOf(f)
		if err != nil {
			t.Fatal(err)
		}
		want := "<w:t>kept</w:t>"
		if f.Name == body {
			want = `<w:p><w:t xml:space="preserve">{v0}</w:t><w:t> </w:t><w:t>{v1}</w:t></w:p>`
		}
		if string(content) != want {
			t.Errorf("%s: %s", f.Name, content)
		}
	}
}

func TestHTMLHasHeadRowsAndSpans(t *testing.T) {
	got := page(&neutral.Document{
		Lang: "zh-CN", Styles: map[string]neutral.Style{"body": {Font: "f", Size: 16, Leading: 28}},
		Faces: map[string]neutral.Faces{"f": {Others: []neutral.Face{{File: "/fonts/A.ttf"}}}},
		Blocks: []neutral.Block{
			{Kind: neutral.Heading, Level: 1, Style: "heading-1", Runs: []neutral.Run{{Text: "一、甲<乙"}}},
			{Kind: neutral.Grid, Table: &neutral.Table{HeadRows: 1, Rows: 2, Widths: []float64{10, 20}, Cells: []neutral.Cell{
				{Row: 0, Col: 0, RowSpan: 1, ColSpan: 2, Role: "head", Style: "table-head", Runs: []neutral.Run{{Text: "头"}}},
				{Row: 1, Col: 0, RowSpan: 1, ColSpan: 1, Role: "number", Style: "table-number"},
				{Row: 1, Col: 1, RowSpan: 1, ColSpan: 1, Role: "number", Style: "table-number"},
			}}},
		},
	})
	for _, want := range []string{
		`<h2 class="heading-1">一、甲&lt;乙</h2>`, `font-family:"A";src:url("file:///fonts/A.ttf")`,
		`rowspan="1" colspan="2">头</th></tr>` + "\n</thead><tbody>",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("it lacks %s:\n%s", want, got)
		}
	}
}

func TestPinnedVersionsAreThoseOfTheModule(t *testing.T) {
	module, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range parts() {
		if p.registry == "go" && !strings.Contains(string(module), p.name+" "+p.version+"\n") {
			t.Errorf("go.mod has another version of %s", p.name)
		}
		if p.licence == "" || (p.version == "" && p.registry != "debian") {
			t.Errorf("%+v", p)
		}
	}
	if len(parts()) < 8 {
		t.Errorf("%d parts", len(parts()))
	}
}
