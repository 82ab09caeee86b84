package engine

import (
	"archive/zip"
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/configs"
	"gongwen/fonts"
	"gongwen/output"
	"gongwen/output/docx"
)

// formFaults are faults of form, each planted in one place of a document that has none:
// the rule, the part of the file, and what is put in place of what.
func formFaults() []struct{ rule, part, old, changed string } {
	const (
		document, footer = "word/document.xml", "word/footer1.xml"
		text             = `<w:p><w:r><w:t xml:space="preserve">各地区、各部门要`
		run              = `<w:r><w:t xml:space="preserve">`
		title            = `<w:t xml:space="preserve">云岭市人民政府办公室关于做好2024年`
	)
	return []struct{ rule, part, old, changed string }{
		{"W1", document, `w:w="11906" w:h="16838"`, `w:w="12240" w:h="16838"`},
		{"W2", document, `w:left="1587"`, `w:left="1800"`},
		{"W3", document, `w:type="lines" w:linePitch="579"`, `w:type="linesAndChars" w:linePitch="579" w:charSpace="4096"`},
		{"W4", document, text, strings.Replace(text, "<w:p>", `<w:p><w:pPr><w:spacing w:line="400" w:lineRule="exact"/></w:pPr>`, 1)},
		{"W5", document, text, strings.Replace(text, "<w:r>", `<w:r><w:rPr><w:rFonts w:eastAsia="宋体"/></w:rPr>`, 1)},
		{"W6", document, text, strings.Replace(text, "<w:r>", `<w:r><w:rPr><w:sz w:val="28"/></w:rPr>`, 1)},
		{"W7", document, "<w:r>" + title, `<w:r><w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr>` + title},
		{"W8", document, "<w:r>" + title, `<w:r><w:rPr><w:sz w:val="36"/></w:rPr>` + title},
		{"W9", document, `<w:pStyle w:val="Title"/><w:spacing w:before="0" w:after="602"/>`, `<w:pStyle w:val="Title"/><w:spacing w:before="0" w:after="602"/><w:jc w:val="left"/>`},
		{"W10", document, run + "一、加强组织领导", `<w:r><w:rPr><w:rFonts w:eastAsia="楷体"/></w:rPr><w:t xml:space="preserve">一、加强组织领导`},
		{"W11", document, "二、严格时限要求", "三、严格时限要求"},
		{"W12", document, text, strings.Replace(text, "<w:p>", `<w:p><w:pPr><w:ind w:firstLineChars="0" w:firstLine="0"/></w:pPr>`, 1)},
		{"W13", document, text, strings.Replace(text, "<w:p>", `<w:p><w:pPr><w:jc w:val="center"/></w:pPr>`, 1)},
		{"W14", document, run + "云岭市人民政府办公室文件", `<w:r><w:rPr><w:color w:val="000000"/></w:rPr><w:t xml:space="preserve">云岭市人民政府办公室文件`},
		{"W15", document, run + "云政办发〔2024〕5号", `<w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">云政办发〔2024〕5号`},
		{"W16", document, "《中华人民共和国政府信息公开条例》", "《关于公开工作的意见》（云政发[2023]8号）"},
		{"W17", document, "一责任人，要定期", "一责任人,要定期"},
		{"W18", document, "任务分工表</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val=\"gw-attachment-list\"", "任务分工表；</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val=\"gw-attachment-list\""},
		{"W19", document, `<w:pStyle w:val="gw-recipients"/>`, `<w:pStyle w:val="gw-recipients"/><w:ind w:firstLineChars="200" w:firstLine="630"/>`},
		{"W20", document, "2024年1月5日", "2024年01月05日"},
		{"W21", document, `<w:ind w:left="4049" w:right="0" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/></w:pPr><w:r><w:t xml:space="preserve">云岭`, `<w:ind w:left="0" w:right="0" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr><w:r><w:t xml:space="preserve">云岭`},
		{"W22", document, "市人民检察院。", "市人民检察院"},
		{"W23", footer, `<w:jc w:val="right"/>`, `<w:jc w:val="left"/>`},
		{"W24", document, run + "特急", `<w:r><w:rPr><w:rFonts w:eastAsia="仿宋"/></w:rPr><w:t xml:space="preserve">特急`},
		{"W25", document, `<w:pStyle w:val="gw-attachment-label"/><w:keepNext/><w:pageBreakBefore/></w:pPr><w:r>`, `<w:pStyle w:val="gw-attachment-label"/><w:keepNext/><w:pageBreakBefore/></w:pPr><w:r><w:rPr><w:rFonts w:eastAsia="宋体"/></w:rPr>`},
		{"W26", document, `<w:tblW w:w="8844" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>`, `<w:tblW w:w="11000" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>`},
		{"W27", document, `<w:pStyle w:val="gw-annotation"/>`, `<w:pStyle w:val="gw-annotation"/><w:ind w:firstLineChars="0" w:firstLine="0"/>`},
		{"W28", document, `w:space="5" w:color="FF0000"`, `w:space="5" w:color="000000"`},
		{"W29", document, run + "特此通知。", `<w:r><w:rPr><w:color w:val="0000FF"/></w:rPr><w:t xml:space="preserve">特此通知。`},
	}
}

// TestEveryFaultOfFormAlone: of a Word file with one fault of form, that one is said and no
// other; of one with all of them, all.
func TestEveryFaultOfFormAlone(t *testing.T) {
	e := New(configs.NewLibrary(nil), fonts.Options{})
	report, said := e.Check(t.Context(), FileInput("../../../examples/documents/notice.yaml"), Order{})
	if said.HasErrors() {
		t.Fatal(said)
	}
	documents, said := e.Documents(t.Context(), report, "r", Order{Exporters: []output.Exporter{docx.New(docx.Options{})}})
	if said.HasErrors() {
		t.Fatal(said)
	}
	judged := func(content []byte) []string {
		_, said := e.Proof(t.Context(), Input{Folder: fstest.MapFS{"r.docx": {Data: content}}, File: "r.docx", Path: "r.docx", Name: "r"}, Order{})
		var rules []string
		for _, d := range said {
			if strings.HasPrefix(d.Rule, "W") {
				rules = append(rules, d.Rule)
			}
		}
		slices.Sort(rules)
		return slices.Compact(rules)
	}
	var all []string
	together := documents[0].Data
	for _, f := range formFaults() {
		t.Run(f.rule, func(t *testing.T) {
			if got := judged(repacked(t, documents[0].Data, f.part, f.old, f.changed)); !slices.Equal(got, []string{f.rule}) {
				t.Errorf("said %v", got)
			}
		})
		switch f.rule {
		case "W4", "W5", "W6", "W12": // where W13 is planted
			continue
		case "W7": // where W8 is planted
			continue
		}
		all = append(all, f.rule)
		together = repacked(t, together, f.part, f.old, f.changed)
	}
	slices.Sort(all)
	got := judged(together)
	for _, rule := range all {
		if !slices.Contains(got, rule) {
			t.Errorf("among %d faults %s is not said: %v", len(all), rule, got)
		}
	}
	for _, r := range configs.FormRules() {
		if !slices.ContainsFunc(formFaults(), func(f struct{ rule, part, old, changed string }) bool { return f.rule == r.ID }) {
			t.Errorf("no fault is planted for %s", r.ID)
		}
	}
}

// repacked is a Word file with a text put in place of another in one of its parts.
func repacked(t *testing.T, file []byte, part, old, changed string) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == part {
			if !strings.Contains(string(content), old) {
				t.Fatalf("%s has no %s", part, old)
			}
			content = []byte(strings.Replace(string(content), old, changed, 1))
		}
		to, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := to.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
