package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"gongwen/data/intake/flow/flowtest"
)

const (
	transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	relTypes     = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	namespaces   = ` xmlns:w="` + transitional + `" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"` +
		` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"` +
		` xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"` +
		` xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"` +
		` xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`
)

// file is a part of a package for a test.
type file struct{ name, content string }

// word makes a document with a body and more parts; those named like styles.xml
// get a relationship from it, links are targets by their ids.
func word(t testing.TB, body string, parts ...file) []byte {
	t.Helper()
	const contentType = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	relations, types := "", ""
	files := []file{
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="` + relTypes + `officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<?xml version="1.0" encoding="UTF-8"?><w:document` + namespaces + `><w:body>` + body + `</w:body></w:document>`},
	}
	for i, p := range parts {
		if strings.HasPrefix(p.name, "link:") {
			relations += fmt.Sprintf(`<Relationship Id="%s" Type="%shyperlink" Target="%s" TargetMode="External"/>`, p.name[5:], relTypes, p.content)
			continue
		}
		kind := strings.TrimSuffix(p.name, ".xml")
		relations += fmt.Sprintf(`<Relationship Id="p%d" Type="%s%s" Target="%s"/>`, i, relTypes, kind, p.name)
		types += `<Override PartName="/word/` + p.name + `" ContentType="` + contentType + kind + `+xml"/>`
		files = append(files, file{"word/" + p.name, `<w:` + kind + namespaces + `>` + p.content + `</w:` + kind + `>`})
	}
	files = append(files, file{"word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + relations + `</Relationships>`})
	files = append(files, file{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="` + contentType + `document.main+xml"/>` + types + `</Types>`})
	return packed(t, files...)
}

func packed(t testing.TB, files ...file) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range files {
		part, err := w.Create(f.name)
		if err == nil {
			_, err = part.Write([]byte(f.content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// reads checks what a document is read as.
func reads(t *testing.T, content []byte, want, wantSaid string) {
	t.Helper()
	d, list := Read(t.Context(), "r.docx", content)
	if d == nil {
		t.Fatalf("nothing was read: %v", list)
	}
	if got := flowtest.Dump(d); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := flowtest.Said(list); got != wantSaid {
		t.Errorf("said\n%s\nwant\n%s", got, wantSaid)
	}
}

// p is a paragraph of plain text.
func p(text string) string {
	return `<w:p><w:r><w:t xml:space="preserve">` + text + `</w:t></w:r></w:p>`
}
