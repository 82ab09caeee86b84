package engine

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"gongwen/output"
	"gongwen/output/docx"
	"gongwen/output/html"
	"gongwen/output/pdf"
)

// TestAReportFileGoesThroughAllForms: what is written in one form and read from
// it again is the same report.
func TestAReportFileGoesThroughAllForms(t *testing.T) {
	e := standard()
	convert := func(name, content, to string) string {
		t.Helper()
		file, said := e.Convert(t.Context(), uploaded(name, content), to)
		if file == nil || file.Path != to || said.HasErrors() {
			t.Fatalf("%s to %s: %v", name, to, said)
		}
		return string(file.Data)
	}
	first := convert("a.yaml", invented(t), "a.json")
	book := convert("a.json", first, "a.XLSX")
	text := convert("a.xlsx", book, "a.yml")
	if again := convert("a.yml", text, "b.json"); again != first {
		t.Errorf("after a workbook and YAML the report is another:\n%s", again)
	}
}

func TestWhatIsWrongIsNotConverted(t *testing.T) {
	e := standard()
	for name, content := range map[string]string{
		"a.yaml": invented(t, "licensing: 1286", "licensing: 许多"),
		"b.yaml": "[",
		"c.yaml": "<html><p>网页</p></html>",
	} {
		if file, said := e.Convert(t.Context(), uploaded(name, content), "a.json"); file != nil || !said.HasErrors() {
			t.Errorf("%s was converted: %v", name, said)
		}
	}
	_, said := e.Convert(t.Context(), uploaded("c.yaml", "<html><p>网页</p></html>"), "a.json")
	says(t, said, "不是报告文件", "import -o new-c.yaml c.yaml")
}

// TestPicturesStayBehind: their names lead from the folder of the report file.
func TestPicturesStayBehind(t *testing.T) {
	e := standard()
	for to, warned := range map[string]bool{"../../../examples/b.json": false, "b.json": true} {
		file, said := e.Convert(t.Context(), FileInput("../../../examples/pictures-2024.yaml"), to)
		if file == nil || strings.Contains(said.Error(), "图片要一起复制") != warned {
			t.Errorf("to %s: %v", to, said)
		}
	}
}

// TestWhatWasMadeIsReadBack: DOCX, HTML and PDF are read as the report that they
// were made of, by their content, whatever their names.
func TestWhatWasMadeIsReadBack(t *testing.T) {
	e := standard()
	content, err := os.ReadFile(example)
	if err != nil {
		t.Fatal(err)
	}
	in := uploaded("r.yaml", string(content))
	want, said := e.Convert(t.Context(), in, "r.json")
	if want == nil {
		t.Fatal(said)
	}
	made, said := e.Make(t.Context(), in, Order{Exporters: []output.Exporter{docx.New(docx.Options{}), html.New(html.Options{}), pdf.New(pdf.Options{Level: pdf.PDFA3A})}})
	if made == nil {
		t.Fatal(said)
	}
	for i, name := range []string{"r.docx", "page", "r.pdf"} {
		document := uploaded(name, string(made.Documents[i].Data))
		if _, said := e.Check(t.Context(), document, Order{}); said.HasErrors() {
			t.Errorf("checking %s: %v", name, said)
		}
		if name == "r.pdf" {
			continue
		}
		got, said := e.Import(t.Context(), document, ImportOrder{Path: "r.json"})
		if got == nil || !bytes.Equal(got.Data, want.Data) {
			t.Errorf("%s is read as another report: %v", name, said)
		}
	}
	carried := uploaded("r.pdf", string(made.Documents[2].Data))
	taken, said := e.Import(t.Context(), carried, ImportOrder{Path: "back.yml"})
	if taken == nil || !bytes.Equal(taken.Data, content) {
		t.Errorf("the report file that the PDF carries was not taken out: %v", said)
	}
	_, said = e.Import(t.Context(), carried, ImportOrder{Path: "back.json"})
	says(t, said, "不能写成 .json")
}

// TestWhatIsNotUnderstoodIsNotImported unless a part is wanted.
func TestWhatIsNotUnderstoodIsNotImported(t *testing.T) {
	e := standard()
	page := "<html><head><title>某局2024年政府信息公开工作年度报告</title></head><body><h1>某局2024年政府信息公开工作年度报告</h1><h2>一、总体情况</h2><p>正文。</p></body></html>"
	file, said := e.Import(t.Context(), uploaded("a.html", page), ImportOrder{Path: "a.yaml"})
	if file != nil {
		t.Error("it was imported")
	}
	says(t, said, "没有写报告文件：有读不懂的地方")
	file, _ = e.Import(t.Context(), uploaded("a.html", page), ImportOrder{Path: "a.yaml", Partial: true})
	if file == nil || !bytes.Contains(file.Data, []byte("某局")) {
		t.Errorf("no part was imported: %v", file)
	}
	_, said = e.Import(t.Context(), uploaded("a.png", "\x89PNG\r\n"), ImportOrder{Path: "a.yaml"})
	says(t, said, "这是图片")
	_, said = e.Import(t.Context(), uploaded("a.txt", "什么也不是\n"), ImportOrder{Path: "a.yaml", Template: "no-such"})
	if !said.HasErrors() {
		t.Error("a template that there is none of was found")
	}
}

// TestAReportFileIsKnownByWhatItHolds, whatever its name.
func TestAReportFileIsKnownByWhatItHolds(t *testing.T) {
	e := standard()
	book, said := e.Convert(t.Context(), uploaded("a.yaml", invented(t)), "a.xlsx")
	if book == nil {
		t.Fatal(said)
	}
	for _, c := range []struct {
		name, content string
		want          bool
	}{
		{"a.txt", "# 说明\n\nagency: 某局\n", true},
		{"a.txt", "\ufeff机关名称: 某局\n", true},
		{"a.txt", `{"agency": "某局"}`, true},
		{"a.txt", "格式: county\n", true},
		{"a.txt", "某局2024年度报告\n\n正文：好。\n", false},
		{"a.txt", "# 只有注释\n", false},
		{"a.csv", "agency: 某局\n", false},
		{"a.html", "agency: 某局\n", false},
		{"report", "什么也不是", true},
		{"a.pdf", string(book.Data), true},
		{"a.xlsx", "PK\x03\x04damaged", true},
		{"a.yaml", "%PDF-1.7", false},
	} {
		if got := e.holdsReportFile(c.name, []byte(c.content)); got != c.want {
			t.Errorf("%s with %.20q: %v", c.name, c.content, got)
		}
	}
}

func TestFormsOfReportFiles(t *testing.T) {
	for path, known := range map[string]bool{"a.yaml": true, "a.YML": true, "b/a.Json": true, "a.xlsx": true, "a.xls": false, "a": false, "a.docx": false} {
		if _, ok := FormOf(path); ok != known {
			t.Errorf("%s: %v", path, ok)
		}
	}
}

func TestFixShowsAndMends(t *testing.T) {
	e := standard()
	content := "年度: 2024\noverview: |\n  全年公开12件,其中1件。\n"
	fixed, said := e.Fix(t.Context(), uploaded("a.yaml", content))
	if fixed == nil || fixed.Places != 1 || string(fixed.Before) != content || string(fixed.After.Data) != strings.Replace(content, "件,", "件，", 1) {
		t.Fatalf("%+v, %v", fixed, said)
	}
	if could, did := fixed.Done(false).Message.ZH, fixed.Done(true).Message.ZH; !strings.Contains(could, "可以改 1 处") || did != "改了 1 处" {
		t.Errorf("%s; %s", could, did)
	}
	sound, _ := e.Fix(t.Context(), uploaded("a.yaml", string(fixed.After.Data)))
	if sound == nil || sound.Places != 0 || sound.Done(true).Message.ZH != "没有要改的地方" {
		t.Errorf("%+v", sound)
	}
	book, _ := e.Convert(t.Context(), uploaded("a.yaml", invented(t)), "a.xlsx")
	for _, c := range []struct{ name, content, want string }{
		{"a.xlsx", string(book.Data), "fix 不改工作簿"},
		{"a.docx", "PK\x03\x04", "不是报告文件"},
		{"a.yaml", "a: [", "a.yaml:1:"},
	} {
		fixed, said := e.Fix(t.Context(), uploaded(c.name, c.content))
		if fixed != nil {
			t.Errorf("%s was mended", c.name)
		}
		says(t, said, c.want)
	}
	_, said = e.Fix(t.Context(), Input{File: "a.yaml", Path: "a.yaml"})
	says(t, said, "找不到这个文件")
}
