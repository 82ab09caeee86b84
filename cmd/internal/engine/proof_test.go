package engine

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/configs"
	"gongwen/fonts"
	"gongwen/output/format"
	"gongwen/output/pdf"
)

// TestProofSaysWhatBuildSays: a report that passes check is built, and what
// build refuses check has said, in the same words.
func TestProofSaysWhatBuildSays(t *testing.T) {
	content, err := os.ReadFile(example)
	if err != nil {
		t.Fatal(err)
	}
	preface := regexp.MustCompile(`(?s)引言: \|\n.*?\n\n总`)
	if !preface.Match(content) {
		t.Fatal("the example has no preface")
	}
	library := configs.NewLibrary(nil)
	e := New(library, fonts.Options{})
	for _, c := range []struct {
		name, prose string
		level       pdf.Level
		want        string // empty where nothing stands in the way
	}{
		{"nothing", `"正文。"`, pdf.PDFA2A, ""},
		{"a level for files that carry the report", `"正文。"`, pdf.PDFA4F, ""},
		{"a character without a face", `"正文😀。"`, pdf.PDFA2A, "😀"},
		{"a private-use character", `"正文\uE123。"`, pdf.PDFA2A, "U+E123"},
		{"a control character", `"正文\u0001。"`, pdf.PDFA2A, "U+0001"},
		{"no character", `"正文\uFEFF。"`, pdf.PDFA2U, "U+FEFF"},
		{"a picture that is not there", `"![图](no.png)"`, pdf.PDFA2A, "no.png"},
	} {
		t.Run(c.name, func(t *testing.T) {
			exporters, err := format.Exporters(format.Names(), format.Options{PDFLevel: c.level})
			if err != nil {
				t.Fatal(err)
			}
			text := preface.ReplaceAll(content, []byte("引言: "+c.prose+"\n\n总"))
			in := Input{Folder: fstest.MapFS{"r.yaml": {Data: text}}, File: "r.yaml", Path: "r.yaml", Name: "r"}
			o := Order{Dir: t.TempDir(), Exporters: exporters}
			_, judged := e.Proof(t.Context(), in, o)
			built := e.Build(t.Context(), in, o)
			if judged.Error() != built.Said.Error() && (len(judged) > 0 || len(built.Said) > 0) {
				t.Errorf("check says\n%v\nbuild says\n%v", judged, built.Said)
			}
			if judged.HasErrors() != (built.Outcome != Built) || judged.HasErrors() != (c.want != "") {
				t.Errorf("check says %v, outcome of build %v", judged, built.Outcome)
			}
			if c.want != "" && !strings.Contains(judged.Error(), c.want) {
				t.Errorf("nothing of %s in %v", c.want, judged)
			}
		})
	}
}

// TestAFaultOfATitleIsSaidOnce: that the document has none, then, is not said beside it.
func TestAFaultOfATitleIsSaidOnce(t *testing.T) {
	exporters, err := format.Exporters([]string{"pdf"}, format.Options{})
	if err != nil {
		t.Fatal(err)
	}
	letter := letterOf([]string{"云岭市财政局"}, []string{"各区县"}, 1)
	for _, title := range []string{"", "标题: 关于" + strings.Repeat("开展检查", 25) + "的通知"} {
		text := strings.Replace(letter, "标题: 关于开展工作的通知", title, 1)
		if _, said := New(configs.NewLibrary(nil), fonts.Options{}).Proof(t.Context(), uploaded("r.yaml", text), Order{Exporters: exporters}); len(said) != 1 {
			t.Errorf("of %q is said\n%v", title, said)
		}
	}
}
