package docx

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"gongwen/data/intake/flow/flowtest"
	"gongwen/internal/growth"
	"gongwen/internal/judge"
	"gongwen/internal/tier"
)

func TestFilesThatAreRefused(t *testing.T) {
	tier.Long(t, "reads documents of many megabytes")
	types := file{"[Content_Types].xml", "<Types/>"}
	whole := string(word(t, p("甲")))
	deep := strings.Repeat("<w:tbl><w:tr><w:tc>", 100) + p("甲") + strings.Repeat("</w:tc></w:tr></w:tbl>", 100)
	locked := []byte(whole)
	locked[strings.Index(whole, "PK\x01\x02")+8] |= 1 // the general purpose flags of the first entry
	for _, test := range []struct{ name, content, want string }{
		{"an empty file", "", "文件里没有内容"},
		{"an encrypted document", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00", "加了打开密码"},
		{"an encrypted archive", string(locked), "加了打开密码"},
		{"a document of an old format", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....", "旧版文字文档"},
		{"a page under its name", "<html>", "不是 Word 文档"},
		{"an archive cut off", whole[:len(whole)/2], "已损坏"},
		{"a workbook", string(packed(t, types, file{"xl/workbook.xml", ""})), "这是工作簿"},
		{"an OpenDocument text", string(packed(t, file{"mimetype", ""}, file{"content.xml", ""})), "OpenDocument"},
		{"a fixed-layout document", string(packed(t, file{"OFD.xml", ""})), ".ofd"},
		{"another archive", string(packed(t, file{"a.txt", ""})), "不是 Word 文档"},
		{"an archive without a document", string(packed(t, types)), "word/document.xml"},
		{"parts of one name", string(packed(t, types, file{"word/document.xml", ""}, file{`word\Document.xml`, ""})), "已损坏"},
		{"XML that is none", string(word(t, "<w:p><w:r></w:p>")), "已损坏"},
		{"XML that ends early", string(packed(t, types, file{"word/document.xml", "<w:document" + namespaces + "><w:body>"})), "已损坏"},
		{"an entity", string(packed(t, types, file{"word/document.xml", `<!DOCTYPE a [<!ENTITY x "甲">]><w:document` + namespaces + `><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>`})), "已损坏"},
		{"another language of XML", string(packed(t, types, file{"word/document.xml", `<document><body/></document>`})), "已损坏"},
		{"tables in tables", string(word(t, deep)), "套得太深"},
		{"fields in fields", string(word(t, `<w:p><w:r>`+strings.Repeat(`<w:fldChar w:fldCharType="begin"/>`, maxFields+1)+`</w:r></w:p>`)), "套得太深"},
		{"a part that grows a thousandfold", string(word(t, p(strings.Repeat("甲", 10<<20)))), "太大"},
		{"parts that grow beyond the limit", string(word(t, "", file{"styles.xml", varied(int(StandardLimits().Unpacked))})), "太大"},
		{"more parts than a document has", string(packed(t, append(make([]file, StandardLimits().Parts), types)...)), "太大"},
		{"more paragraphs than a document has", string(word(t, strings.Repeat("<w:p><w:r><w:t>a</w:t></w:r></w:p>", maxBlocks+1)+"<!--"+varied(1<<20)+"-->")), "太大"},
		{"more cells than a document has", string(word(t, "<w:tbl><w:tr>"+strings.Repeat("<w:tc/>", maxCells+1)+"</w:tr></w:tbl><!--"+varied(1<<19)+"-->")), "太大"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d, list := Read(t.Context(), "r.docx", []byte(test.content))
			if d != nil || len(list) != 1 || !list.HasErrors() || !strings.Contains(flowtest.Said(list), test.want) {
				t.Errorf("read as %v, said %.300s", d != nil, flowtest.Said(list))
			}
		})
	}
}

// varied is text that does not shrink below a fiftieth.
func varied(n int) string {
	b := make([]byte, n)
	state := uint32(1)
	for i := range b {
		state = state*1664525 + 1013904223
		b[i] = 'a'
		if state>>28 == 0 {
			b[i] = 'a' + byte(state>>24&15)
		}
	}
	return string(b)
}

// These are within the limits, and must be read without more work than they have text.
func TestLargeDocumentsAreRead(t *testing.T) {
	tier.Long(t, "reads documents of many megabytes")
	run := "<w:r><w:t>甲</w:t></w:r>"
	for _, test := range []struct{ name, body string }{
		{"many runs in a paragraph", "<w:p>" + strings.Repeat(run, 100_000) + "</w:p>"},
		{"many looks in a paragraph", "<w:p>" + strings.Repeat(run+"<w:r><w:rPr><w:b/></w:rPr><w:t>乙</w:t></w:r>", 50_000) + "</w:p>"},
		{"paragraphs that all join", strings.Repeat("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"+run+"</w:p>", 50_000)},
		{"a row of many cells", "<w:tbl><w:tr>" + strings.Repeat("<w:tc><w:p>"+run+"</w:p></w:tc>", 50_000) + "</w:tr></w:tbl>"},
		{"a cell over many rows", "<w:tbl>" + strings.Repeat("<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr></w:tc></w:tr>", 50_000) + "</w:tbl>"},
		{"tables in tables with text", strings.Repeat("<w:tbl><w:tr><w:tc>", 60) + strings.Repeat("<w:p>"+run+"</w:p>", 1_000) + strings.Repeat("</w:tc></w:tr></w:tbl>", 60)},
		{"hidden text", "<w:p>" + strings.Repeat("<w:r><w:rPr><w:vanish/></w:rPr><w:t>甲</w:t></w:r>", 50_000) + "</w:p>"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if d, list := Read(t.Context(), "r.docx", word(t, test.body+"<!--"+varied(1<<20)+"-->")); d == nil {
				t.Errorf("not read: %.300s", flowtest.Said(list))
			}
		})
	}
}

func TestMacrosAreNotRead(t *testing.T) {
	content := packed(t, file{"[Content_Types].xml", "<Types/>"}, file{"word/vbaProject.bin", "x"},
		file{"word/document.xml", `<w:document` + namespaces + `><w:body>` + p("甲") + `</w:body></w:document>`})
	reads(t, content, "甲\n", "r.docx: 说明: 文档里有宏（VBA），没有读取\n")
}

func TestStrictDocumentsUnderOtherNames(t *testing.T) {
	const strict = "http://purl.oclc.org/ooxml/"
	content := packed(t, file{"[Content_Types].xml", "<Types/>"},
		file{`_rels\.rels`, `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="` + strict + `officeDocument/relationships/officeDocument" Target="/w/Main.xml"/></Relationships>`},
		file{"w/main.xml", `<x:document xmlns:x="` + strict + `wordprocessingml/main" xmlns:y="` + strict + `officeDocument/relationships"><x:body><x:p><x:pPr><x:pStyle x:val="1"/></x:pPr><x:hyperlink y:id="l"><x:r><x:t>甲</x:t></x:r></x:hyperlink></x:p></x:body></x:document>`},
		file{"w/_rels/main.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="l" Type="` + strict + `officeDocument/relationships/hyperlink" Target="https://a.cn" TargetMode="External"/><Relationship Id="s" Type="` + strict + `officeDocument/relationships/styles" Target="../s.xml"/></Relationships>`},
		file{"s.xml", `<x:styles xmlns:x="` + strict + `wordprocessingml/main"><x:style x:type="paragraph" x:styleId="1"><x:name x:val="heading 1"/></x:style></x:styles>`})
	reads(t, content, "H1 <甲 https://a.cn>\n", "")
}

func FuzzRead(f *testing.F) {
	f.Add("<w:p><w:r><w:t>甲</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr></w:tc></w:tr></w:tbl>", "", "")
	f.Add(item("1", "0", "甲")+item("1", "1", "乙"), `<w:style w:styleId="a"><w:basedOn w:val="a"/></w:style>`, `<w:abstractNum w:abstractNumId="0">`+lvl("0", "decimal", "%1.%9", "")+`</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`)
	f.Add(`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict><w:fldChar w:fldCharType="end"/></w:r></w:p>`, "", "")
	f.Fuzz(growth.Bounded(func(t *testing.T, body, styles, numbering string) {
		content := word(t, body, file{"styles.xml", styles}, file{"numbering.xml", numbering})
		d, list := Read(t.Context(), "r.docx", content)
		if (d == nil) != list.HasErrors() {
			t.Fatalf("document %v, said %v", d != nil, list)
		}
		if d == nil {
			return
		}
		for _, b := range d.Blocks {
			if b.Pos.Cell == "" || strings.ContainsAny(b.Text(), "\n\r") {
				t.Errorf("block %q at %v", b.Text(), b.Pos)
			}
			if b.Table == nil {
				continue
			}
			for i, row := range b.Table.Rows {
				for _, c := range row.Cells {
					if c.RowSpan < 1 || c.ColSpan < 1 || i+c.RowSpan > len(b.Table.Rows) || c.Col < 0 {
						t.Errorf("cell %+v in row %d of %d", c, i, len(b.Table.Rows))
					}
				}
			}
		}
	}))
}

// FuzzArchive gives the reader files whose archive is damaged.
func FuzzArchive(f *testing.F) {
	f.Add([]byte("PK\x03\x04"))
	var empty bytes.Buffer
	if err := zip.NewWriter(&empty).Close(); err != nil {
		f.Fatal(err)
	}
	f.Add(empty.Bytes())
	f.Add(word(f, p("甲")))
	for _, made := range judge.Seeds(f, "docx") {
		f.Add(made)
	}
	f.Fuzz(growth.Bounded(func(t *testing.T, content []byte) {
		if d, list := Read(t.Context(), "r.docx", content); (d == nil) != list.HasErrors() {
			t.Fatalf("document %v, said %v", d != nil, list)
		}
	}))
}
