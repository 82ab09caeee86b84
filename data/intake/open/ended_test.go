package open

import (
	"archive/zip"
	"bytes"
	"context"
	"strings"
	"testing"
)

// TestReadersEndWithTheirContext: none gives a document, and all say the same.
func TestReadersEndWithTheirContext(t *testing.T) {
	var word bytes.Buffer
	z := zip.NewWriter(&word)
	for name, content := range map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"_rels/.rels":         `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml":   `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>正文</w:t></w:r></w:p></w:body></w:document>`,
	} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for name, content := range map[string]string{"a.docx": word.String(), "a.html": "<p>正文</p>", "a.txt": "正文\n"} {
		if d, _, said := StandardLimits().Document(t.Context(), name, []byte(content)); d == nil || said.HasErrors() {
			t.Errorf("%s cannot be read: %v", name, said)
		}
		if d, _, said := StandardLimits().Document(ended, name, []byte(content)); d != nil || !strings.Contains(said.Error(), "已中断") {
			t.Errorf("%s: %v, %v", name, d, said)
		}
	}
}
