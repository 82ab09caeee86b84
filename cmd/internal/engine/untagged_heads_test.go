package engine

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/internal/judge"
	"gongwen/internal/tier"
	"gongwen/output"
	"gongwen/output/docx"
)

// TestHeadsOfPDFsWithoutTags: a word processor's PDF has no structure; its columns are read
// by their heads all the same, and heads of another year, unit or meaning are refused.
func TestHeadsOfPDFsWithoutTags(t *testing.T) {
	tier.Long(t, "prints what is read")
	judge.Path(t, "soffice")
	e, dir := standard(), t.TempDir()
	out := filepath.Join(dir, "out")
	if r := e.Build(t.Context(), uploaded("r.yaml", invented(t)), Order{Dir: dir, Exporters: []output.Exporter{docx.New(docx.Options{})}}); r.Outcome != Built {
		t.Fatal(r.Said)
	}
	made, err := os.ReadFile(filepath.Join(dir, "r.docx"))
	if err != nil {
		t.Fatal(err)
	}
	const document = "word/document.xml"
	swapped := repacked(t, repacked(t, repacked(t, made, document, "本年制发", "本年改"), document, "本年废止", "本年制发"), document, "本年改", "本年废止")
	cases := []struct {
		name, says string
		content    []byte
		read       string // what the row is read as; empty for none
	}{
		{"as they are", "没有标记结构", made, "行政规范性文件: [{数值: 3"},
		{"another order", "按表头读取：本年废止件数 本年制发件数", swapped, "行政规范性文件: [2, {数值: 3"},
		{"another year", "“上年制发件数”不是本格式的栏目", repacked(t, made, document, "本年制发", "上年制发"), ""},
		{"another unit", "亿元", repacked(t, made, document, "单位：万元", "单位：亿元"), ""},
		{"another meaning", "“本年修改件数”不是本格式的栏目", repacked(t, made, document, "本年废止", "本年修改"), ""},
	}
	args := []string{"--headless", "-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--convert-to", `pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"false"}}`, "--outdir", out}
	for _, c := range cases {
		path := filepath.Join(dir, c.name+".docx")
		writeFile(t, path, string(c.content))
		args = append(args, path)
	}
	judge.Run(t, "soffice", args...)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, said := e.Import(t.Context(), FileInput(filepath.Join(out, c.name+".pdf")), ImportOrder{Path: "got.yaml"})
			if !strings.Contains(said.Error(), c.says) {
				t.Errorf("%q is not said in %v", c.says, said)
			}
			switch {
			case got == nil && c.read != "":
				t.Error("it is not read")
			case got != nil && c.read == "":
				t.Errorf("it is read: %s", got.Data)
			case got != nil && !strings.Contains(string(got.Data), c.read):
				t.Errorf("%s has no %q", got.Data, c.read)
			}
		})
	}
}
