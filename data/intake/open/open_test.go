package open

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
)

// packed is an archive with empty parts of the names.
func packed(t *testing.T, names ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range names {
		if _, err := z.Create(name); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// utf16 is text in UTF-16, little end first, with its mark.
func utf16(text string) string {
	b := []byte{0xFF, 0xFE}
	for _, r := range text {
		b = append(b, byte(r), byte(r>>8))
	}
	return string(b)
}

// TestAFileIsWhatItHolds: whatever its name says, it is read by its reader, or
// it is said what it is and what to do with it.
func TestAFileIsWhatItHolds(t *testing.T) {
	for _, c := range []struct {
		name, path, content string
		says                string // empty where it is read
	}{
		{"text", "a.docx", "某局年报\n\n正文。\n", ""},
		{"a page", "a.txt", "<!DOCTYPE html><html><body><p>正文。</p></body></html>", ""},
		{"a page behind a mark and blanks", "a.txt", "\xEF\xBB\xBF\r\n <html><p>正文。</p></html>", ""},
		{"a page in UTF-16", "a.txt", utf16("<html><p>x</p></html>"), ""},
		{"a part of a page", "a", "<table><tr><td>一</td></tr></table>", ""},
		{"text that begins with a bracket", "a.txt", "<某局>年报\n", ""},
		{"a PDF that is damaged", "a.docx", "%PDF-1.7\nnothing", "a.docx: 错误: "},
		{"a DOCX that is damaged", "a.pdf", packed(t, "word/document.xml"), "a.pdf: 错误: "},
		{"a DOCX with backslashes", "a.docx", packed(t, `word\document.xml`), "a.docx: 错误: "},
		{"a package that is cut", "a.docx", "PK\x03\x04cut", "文件已损坏"},
		{"an OFD file that is damaged", "a.docx", packed(t, "OFD.xml", "Doc_0/Document.xml"), "OFD.xml"},
		{"a workbook", "a.docx", packed(t, "xl/workbook.xml"), "gongwen convert"},
		{"a presentation", "a.docx", packed(t, "ppt/presentation.xml"), "演示文稿（.pptx），不能读"},
		{"OpenDocument", "a.docx", packed(t, "mimetype", "content.xml"), "OpenDocument"},
		{"another archive", "a.docx", packed(t, "a.txt"), "这个压缩文件不是 DOCX"},
		{"an old document", "a.doc", oleMagic, "旧版 Office 文档"},
		{"an old document of WPS", "a.WPS", oleMagic, "WPS 文字的旧格式"},
		{"an old workbook", "a.et", oleMagic, "旧版表格"},
		{"RTF", "a.doc", `{\rtf1}`, "这是 RTF 文档"},
		{"a picture", "a.docx", "\x89PNG\r\n\x1a\n", "这是图片"},
		{"a photograph", "a.txt", "\xFF\xD8\xFF\xE0", "这是图片"},
		{"a picture of the web", "a.txt", "RIFF\x00\x00\x00\x00WEBPVP8 ", "这是图片"},
		{"a report file", "a.YML", "agency: 某局\n", "这已经是报告文件"},
		{"a page as a mail", "a.mht", "From: <x>\r\nMIME-Version: 1.0\r\n\r\n<html>", "单个文件的网页"},
	} {
		t.Run(c.name, func(t *testing.T) {
			document, wrapped, said := StandardLimits().Document(t.Context(), c.path, []byte(c.content))
			if c.says == "" {
				if document == nil || said.HasErrors() {
					t.Fatalf("it is not read: %v", said)
				}
				if markup := strings.Contains(c.content, "<html") || strings.Contains(c.content, "<table") || strings.Contains(c.content, "<\x00"); wrapped == markup {
					t.Errorf("paragraphs may be broken: %v", wrapped)
				}
				return
			}
			if document != nil || !said.HasErrors() || !strings.Contains(said.Error(), c.says) || said[0].Pos.File != c.path {
				t.Errorf("said: %v, want %s", said, c.says)
			}
		})
	}
}

// TestKindsByContent: kinds of files that are seen by their first bytes.
func TestKindsByContent(t *testing.T) {
	for _, c := range []struct {
		name, content                string
		workbook, document, readable bool
	}{
		{"a workbook", packed(t, "xl/workbook.xml"), true, false, false},
		{"a workbook with slashes in front", packed(t, "/xl/workbook.xml"), true, false, false},
		{"a DOCX", packed(t, "word/document.xml"), false, true, true},
		{"another archive", packed(t, "a.txt"), false, true, false},
		{"a cut archive", "PK\x03\x04", false, true, false},
		{"a PDF", "%PDF-1.7", false, true, true},
		{"an old document", oleMagic, false, true, false},
		{"RTF", `{\rtf1`, false, true, false},
		{"a picture", "GIF89a", false, true, false},
		{"a mail", "MIME-Version: 1.0", false, true, false},
		{"a page", "<html>", false, true, true},
		{"YAML", "agency: 某局\n", false, false, false},
		{"nothing", "", false, false, false},
	} {
		content := []byte(c.content)
		if got := IsWorkbook(content); got != c.workbook {
			t.Errorf("%s: a workbook %v", c.name, got)
		}
		if got := IsDocument(content); got != c.document {
			t.Errorf("%s: a document %v", c.name, got)
		}
		if got := IsReadable(content); got != c.readable {
			t.Errorf("%s: readable %v", c.name, got)
		}
	}
}
