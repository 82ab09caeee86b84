package docx

import (
	"strings"
	"testing"

	"gongwen/internal/growth"
	"gongwen/internal/tier"
)

func TestGrowth(t *testing.T) {
	tier.Long(t, "reads inputs that grow")
	const run = "<w:r><w:t>字</w:t></w:r>"
	const one = `<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
	for name, body := range map[string]func(n int) string{
		"paragraphs": func(n int) string { return strings.Repeat(p("某局共收到26件"), n) },
		"runs":       func(n int) string { return "<w:p>" + strings.Repeat(run, n) + "</w:p>" },
		"looks": func(n int) string {
			return "<w:p>" + strings.Repeat(run+"<w:r><w:rPr><w:b/></w:rPr><w:t>字</w:t></w:r>", n) + "</w:p>"
		},
		"a text": func(n int) string { return p(strings.Repeat("公开", 20*n)) },
		"items":  func(n int) string { return strings.Repeat(item("1", "0", "甲"), n) },
		"rows": func(n int) string {
			return "<w:tbl>" + strings.Repeat("<w:tr><w:tc>"+p("甲")+"</w:tc></w:tr>", n) + "</w:tbl>"
		},
		"a row": func(n int) string {
			return "<w:tbl><w:tr>" + strings.Repeat("<w:tc>"+p("甲")+"</w:tc>", n) + "</w:tr></w:tbl>"
		},
		"cells over rows": func(n int) string {
			return "<w:tbl>" + strings.Repeat("<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr></w:tc><w:tc>"+p("甲")+"</w:tc></w:tr>", n) + "</w:tbl>"
		},
		"insertions": func(n int) string {
			return "<w:p>" + strings.Repeat(`<w:ins w:id="1" w:author="a">`+run+"</w:ins>"+run, n) + "</w:p>"
		},
		"deletions": func(n int) string {
			return "<w:p>" + strings.Repeat(`<w:del w:id="1"><w:r><w:delText>字</w:delText></w:r></w:del>`+run, n) + "</w:p>"
		},
		"fields": func(n int) string {
			return "<w:p>" + strings.Repeat(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`, n) + "</w:p>"
		},
		"breaks": func(n int) string { return "<w:p><w:r>" + strings.Repeat("<w:t>字</w:t><w:br/>", n) + "</w:r></w:p>" },
		"text boxes": func(n int) string {
			return strings.Repeat("<w:p><w:r><w:pict><w:txbxContent>"+p("甲")+"</w:txbxContent></w:pict></w:r></w:p>", n)
		},
		"elements that are unknown": func(n int) string { return "<w:p>" + strings.Repeat("<w:x><w:y/></w:x>", n) + run + "</w:p>" },
	} {
		t.Run(name, func(t *testing.T) {
			growth.Linear(t, 1000, func(n int) func() {
				// the random text keeps the file from shrinking more than a document does
				content := word(t, body(n)+"<!--"+varied(400*n)+"-->", file{"numbering.xml", `<w:abstractNum w:abstractNumId="0">` + lvl("0", "decimal", "%1.", "") + `</w:abstractNum>` + one})
				return func() {
					if d, said := Read(t.Context(), "r.docx", content); d == nil {
						t.Fatal(said)
					}
				}
			})
		})
	}
}
