package html

import (
	"strings"
	"time"

	"gongwen/internal/diag"
)

// page writes a whole file round the article.
func (b *builder) page() {
	w := b.w
	w.raw("<!DOCTYPE html>\n")
	w.open("html", "lang", b.lang())
	w.line()
	b.head()
	w.raw("<body>\n<main>\n")
	b.article()
	w.raw("</main>\n</body>\n</html>\n")
}

// head writes the head element. Like the properties of the other formats it
// names the agency and never a person; a document without a date has none.
func (b *builder) head() {
	w, m := b.w, b.doc.Meta
	title := b.title()
	if title == "" {
		b.diags.Add(diag.Errorf(diag.Pos{}, "文稿没有题目，而网页必须有题目（WCAG 2.4.2）", "the document has no title, which a page must have (WCAG 2.4.2)"))
	}
	w.raw("<head>\n<meta charset=\"utf-8\">\n")
	w.open("title")
	w.text(title, diag.Pos{})
	w.close("title")
	w.line()
	date := ""
	if !m.Created.IsZero() {
		date = m.Created.Format(time.DateOnly)
	}
	for _, e := range []struct{ name, content string }{
		{"viewport", "width=device-width, initial-scale=1"},
		{"author", m.Author},
		{"description", m.Subject},
		{"keywords", strings.Join(m.Keywords, ",")},
		{"dcterms.created", date},
		{"generator", b.opts.Generator},
	} {
		if e.content != "" {
			w.open("meta", "name", e.name, "content", e.content)
			w.line()
		}
	}
	w.open("style")
	w.line()
	w.raw(screenStyle)
	w.Bytes = append(w.Bytes, (&stylesheet{doc: b.doc}).css()...)
	w.close("style")
	w.raw("\n</head>\n")
}
