package docx

import (
	"os"
	"path/filepath"
	"testing"

	"gongwen/internal/judge"
)

// TestDocumentsThatLibreOfficeWrites: a document that another program has read
// and written, also in a format of its own in between, reads the same.
func TestDocumentsThatLibreOfficeWrites(t *testing.T) {
	judge.Path(t, "soffice")
	dir := t.TempDir()
	source := word(t,
		`<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr><w:r><w:t>总体情况</w:t></w:r></w:p>`+
			item("1", "1", "主动公开")+item("1", "1", "依申请公开")+
			`<w:p><w:r><w:t xml:space="preserve">全年公开信息</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>326</w:t></w:r><w:r><w:t>条，见</w:t></w:r><w:hyperlink r:id="web"><w:r><w:t>专栏</w:t></w:r></w:hyperlink><w:r><w:t>。</w:t></w:r></w:p>`+
			`<w:tbl><w:tblPr><w:tblW w:w="6000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>`+
			tr(tc(across("3"), "第二十条第（五）项"))+tr(tc(down, "行政许可"), tc("", "1"), tc("", "12"))+tr(tc(below, ""), tc("", "2"), tc("", "0"))+tr(tc("", "合计"), tc(across("2"), "12.3860"))+`</w:tbl>`+p("注：无。"),
		file{"styles.xml", `<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>`},
		file{"numbering.xml", `<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>` + lvl("0", "chineseCountingThousand", "%1、", `<w:suff w:val="nothing"/>`) + lvl("1", "chineseCountingThousand", "（%2）", `<w:suff w:val="nothing"/>`) + `</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`},
		file{"link:web", "https://a.example/"})
	const want = "H1 一、总体情况\n（一）主动公开\n（二）依申请公开\n全年公开信息**326**条，见<专栏 https://a.example/>。\n" +
		"|0 1x3 第二十条第（五）项|\n|0 2x1 行政许可|1 1x1 1|2 1x1 12|\n|1 1x1 2|2 1x1 0|\n|0 1x1 合计|1 1x2 12.3860|\n注：无。\n"
	reads(t, source, want, "")
	first := filepath.Join(dir, "report.docx")
	if err := os.WriteFile(first, source, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, between := range []string{"odt", "doc"} {
		t.Run(between, func(t *testing.T) {
			convert(t, dir, between, first)
			convert(t, filepath.Join(dir, between), "docx", filepath.Join(dir, "report."+between))
			content, err := os.ReadFile(filepath.Join(dir, between, "report.docx"))
			if err != nil {
				t.Fatal(err)
			}
			reads(t, content, want, "")
		})
	}
}

// convert has LibreOffice write a file in another format into a folder.
func convert(t *testing.T, dir, format, file string) {
	t.Helper()
	judge.Run(t, "soffice", "--headless", "-env:UserInstallation=file://"+t.TempDir(), "--convert-to", format, "--outdir", dir, file)
}
