package workbook

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"gongwen/internal/growth"
	"gongwen/internal/tier"
)

func TestFilesThatAreNotRead(t *testing.T) {
	tier.Long(t, "reads workbooks at the limits")
	encryptedFlag := func() []byte {
		content := packed(t, nil)
		for i := 0; i+8 < len(content); i++ {
			switch string(content[i : i+4]) {
			case "PK\x01\x02":
				content[i+8] |= 1
			case "PK\x03\x04":
				content[i+6] |= 1
			}
		}
		return content
	}
	for _, c := range []struct {
		name    string
		content []byte
		said    string
	}{
		{"empty", nil, "文件里没有内容"},
		{"text", []byte("template: open-government-2021\n"), "这不是工作簿（.xlsx），多半是改了扩展名的其他文件"},
		{"an old workbook", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 600)), "旧版表格（.xls 或 .et），不能读取"},
		{"an encrypted workbook", append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"+strings.Repeat("\x00", 600)), "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"...), "工作簿加了打开密码"},
		{"an encrypted archive", encryptedFlag(), "工作簿加了打开密码"},
		{"macros", packed(t, map[string]string{"xl/vbaProject.bin": "x"}), "工作簿里有宏"},
		{"a Word document", packed(t, map[string]string{"word/document.xml": "<x/>"}), "这是 Word 文档"},
		{"an OpenDocument spreadsheet", packed(t, map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}), "OpenDocument 表格"},
		{"a binary workbook", packed(t, map[string]string{"xl/workbook.bin": "x"}), "二进制工作簿"},
		{"another archive", packed(t, map[string]string{"[Content_Types].xml": ""}), "这不是工作簿"},
		{"half a file", packed(t, nil)[:300], "工作簿已损坏"},
		{"no list of sheets", packed(t, map[string]string{"xl/workbook.xml": ""}), "工作簿已损坏"},
		{"no sheets", packed(t, map[string]string{"xl/workbook.xml": "<workbook/>"}), "工作簿已损坏"},
		{"a sheet that is missing", packed(t, map[string]string{"xl/worksheets/sheet1.xml": ""}), "工作簿已损坏"},
		{"XML that ends early", packed(t, map[string]string{"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row><c r="A1"><v>1`}), "工作簿已损坏"},
		{"entities", packed(t, map[string]string{"xl/worksheets/sheet1.xml": `<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData><row><c t="str"><v>&a;</v></c></row></sheetData></worksheet>`}), "工作簿已损坏"},
		{"a part that unpacks to very much", packed(t, map[string]string{"xl/sharedStrings.xml": "<sst><si><t>" + strings.Repeat("a", int(StandardLimits().Unpacked)) + "</t></si></sst>"}), "工作簿太大"},
		{"very many sheets", packed(t, map[string]string{"xl/workbook.xml": "<workbook><sheets>" + strings.Repeat(`<sheet name="a" r:id="r1"/>`, maxSheets+1) + "</sheets></workbook>"}), "工作簿太大"},
		{"very many cells", packed(t, map[string]string{"xl/worksheets/sheet1.xml": sheetOf(strings.Repeat("<row>"+strings.Repeat("<c><v>1</v></c>", 190)+"</row>", 1400))}), "工作簿太大"},
		{"very many merged cells", packed(t, map[string]string{"xl/worksheets/sheet1.xml": sheetOf(strings.Repeat(`<mergeCell ref="A1:B2"/>`, maxMerges+1))}), "工作簿太大"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, said := Read("b.xlsx", c.content)
			if b != nil || !strings.Contains(text(said), "b.xlsx: 错误: ") || !strings.Contains(text(said), c.said) {
				t.Errorf("said %q, want %q", text(said), c.said)
			}
		})
	}
}

// TestSizesThatAreLies: an archive may say that a part is small.
func TestSizesThatAreLies(t *testing.T) {
	content := packed(t, map[string]string{"xl/sharedStrings.xml": "<sst><si><t>" + strings.Repeat("a", int(StandardLimits().Unpacked)) + "</t></si></sst>"})
	r, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range r.File {
		header := f.FileHeader
		header.UncompressedSize64 = min(header.UncompressedSize64, 100)
		part, err := w.CreateRaw(&header)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := f.OpenRaw()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(part, raw); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if b, said := Read("b.xlsx", out.Bytes()); b != nil || !said.HasErrors() {
		t.Error("a bomb was read")
	}
}

// TestSheetsOfAMillionRows: formats of whole rows and columns cost nothing.
func TestSheetsOfAMillionRows(t *testing.T) {
	b, said := Read("b.xlsx", packed(t, map[string]string{"xl/worksheets/sheet1.xml": sheetOf(
		`<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row><row r="1048576" ht="15"><c r="XFD1048576" s="1"/></row>`)}))
	if b == nil || len(said) > 0 {
		t.Fatal(text(said))
	}
	if s := b.Sheets[0]; s.Rows != 1 || s.Cols != 1 {
		t.Errorf("%d rows, %d columns", s.Rows, s.Cols)
	}
	b, said = Read("b.xlsx", packed(t, map[string]string{"xl/worksheets/sheet1.xml": sheetOf(`<row r="1048576"><c r="A1048576"><v>1</v></c></row>`)}))
	if b == nil || !strings.Contains(text(said), "b.xlsx!表:A1048576: 警告: ") {
		t.Error(text(said))
	}
}

func TestReferencesToOtherFiles(t *testing.T) {
	b, said := Read("b.xlsx", packed(t, map[string]string{
		"xl/externalLinks/externalLink1.xml": "<externalLink/>",
		"xl/worksheets/sheet1.xml":           sheetOf(`<row><c r="A1"><f>[1]表!A1</f><v>5</v></c></row>`),
	}))
	if b == nil || b.Sheets[0].Cell(Ref{1, 1}).Text != "5" {
		t.Fatal(text(said))
	}
	if !strings.Contains(text(said), "警告: 工作簿引用了其他文件") {
		t.Error(text(said))
	}
}

// FuzzRead: no parts make the reader fail otherwise than by a diagnostic, and
// what it gives keeps to its limits.
func FuzzRead(f *testing.F) {
	f.Add(sheetOf(`<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1"><f t="shared" si="0" ref="B1:B2">SUM(A1:A9)+$A$1</f><v>1E2</v></c></row>`), strs, formats, book)
	f.Add(sheetOf(`<sheetData><row><c t="inlineStr"><is><t>x</t></is></c></row></sheetData><mergeCells><mergeCell ref="A1:C3"/></mergeCells>`), "<sst/>", "<styleSheet/>", book)
	f.Fuzz(growth.Bounded(func(t *testing.T, sheet, sst, styles, workbook string) {
		b, said := Read("b.xlsx", packed(t, map[string]string{
			"xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": sst, "xl/styles.xml": styles, "xl/workbook.xml": workbook,
		}))
		if b == nil {
			if !said.HasErrors() {
				t.Fatal("neither a workbook nor an error")
			}
			return
		}
		for _, s := range b.Sheets {
			for _, c := range s.Cells() {
				if c.Row < 1 || c.Col < 1 || c.Row > s.Rows || c.Col > s.Cols || s.Rows > maxRow || s.Cols > maxCol {
					t.Fatal(fmt.Sprint("place ", c.Ref))
				}
				if s.Cell(c.Ref) == nil && s.Origin(c.Ref) == c.Ref {
					t.Fatal(fmt.Sprint("lost ", c.Ref))
				}
			}
		}
	}))
}
