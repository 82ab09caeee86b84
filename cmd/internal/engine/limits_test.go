package engine

import (
	"archive/zip"
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/fonts"
)

// TestLimitsMayBeLower: whoever serves others gives a report less than the
// program does by itself.
func TestLimitsMayBeLower(t *testing.T) {
	e := New(configs.NewLibrary(nil), fonts.Options{})
	in := FileInput("../../../examples/pictures-2024.yaml")
	if _, said := e.Check(context.Background(), in, Order{}); said.HasErrors() {
		t.Fatal(said)
	}
	for _, c := range []struct {
		name  string
		lower func(*Limits)
		want  string
	}{
		{"bytes", func(l *Limits) { l.File = 100 }, "超过 100 字节"},
		{"pictures", func(l *Limits) { l.Pictures.Files = 1 }, "图片太多"},
		{"pixels", func(l *Limits) { l.Pictures.Pixels = 1 }, "图片加起来"},
		{"pixels of one", func(l *Limits) { l.Pictures.Each.Pixels = 1 }, "个像素"},
		{"work of rules", func(l *Limits) { l.Rules.Work = 1 }, "只对照到这里"},
	} {
		o := Order{Limits: StandardLimits()}
		c.lower(&o.Limits)
		if _, said := e.Check(context.Background(), in, o); len(said) == 0 || !strings.Contains(said.Error(), c.want) {
			t.Errorf("fewer %s: %v, want “%s”", c.name, said, c.want)
		}
	}
}

// TestLimitsOfOtherFormsMayBeLower: the limits of an order reach the readers of
// workbooks, documents and pages.
func TestLimitsOfOtherFormsMayBeLower(t *testing.T) {
	e := New(configs.NewLibrary(nil), fonts.Options{})
	for _, c := range []struct {
		name, file, content string
		lower               func(*Limits)
		want                string
	}{
		{"bytes", "a.html", "<html><p>一</p></html>", func(l *Limits) { l.Document = 10 }, "超过 10 字节"},
		{"bytes of a page", "a.html", "<html><p>一</p></html>", func(l *Limits) { l.Import.HTML.Bytes = 10 }, "网页有"},
		{"tags", "a.html", "<html><p>一</p><p>二</p></html>", func(l *Limits) { l.Import.HTML.Tags = 2 }, "标签超过 2 个"},
		{"bytes of a document, unpacked", "a.docx", archive(t, "[Content_Types].xml", "word/document.xml"), func(l *Limits) { l.Import.DOCX.Unpacked = 10 }, "文档太大"},
		{"parts of a document", "a.docx", archive(t, "[Content_Types].xml", "word/document.xml"), func(l *Limits) { l.Import.DOCX.Parts = 1 }, "1 个部件"},
		{"bytes of a workbook, unpacked", "a.xlsx", archive(t, "[Content_Types].xml", "xl/workbook.xml"), func(l *Limits) { l.Workbook.Unpacked = 10 }, "工作簿太大"},
		{"parts of a workbook", "a.xlsx", archive(t, "[Content_Types].xml", "xl/workbook.xml"), func(l *Limits) { l.Workbook.Parts = 1 }, "1 个部件"},
	} {
		path := filepath.Join(t.TempDir(), c.file)
		if err := os.WriteFile(path, []byte(c.content), 0o600); err != nil {
			t.Fatal(err)
		}
		said := func(limits Limits) string {
			if strings.HasSuffix(c.file, ".xlsx") {
				_, said := e.Check(t.Context(), FileInput(path), Order{Limits: limits})
				return said.Error()
			}
			_, said := e.Import(t.Context(), FileInput(path), ImportOrder{Path: "r.yaml", Limits: limits})
			return said.Error()
		}
		lower := StandardLimits()
		c.lower(&lower)
		if got := said(lower); !strings.Contains(got, c.want) {
			t.Errorf("fewer %s: %s, want “%s”", c.name, got, c.want)
		}
		if got := said(Limits{}); strings.Contains(got, c.want) {
			t.Errorf("%s by the standard: %s", c.name, got)
		}
	}
}

// archive is a ZIP file of parts with an element each.
func archive(t *testing.T, parts ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, p := range parts {
		f, err := w.Create(p)
		if err == nil {
			_, err = f.Write([]byte("<a>" + strings.Repeat("一", 100) + "</a>"))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
