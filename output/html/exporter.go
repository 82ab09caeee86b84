// Package html writes a semantic document as one accessible HTML file (HTML
// Living Standard, WCAG 2.2 level AA): no scripts, no resources beside it, no
// embedded fonts. On the screen it reads like a web page; printed it comes close to
// the page of GB/T 9704-2012. Browsers break their own lines and pages, so
// nothing here looks at finished pages.
package html

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"gongwen/internal/diag"
	"gongwen/layout/doc"
	"gongwen/output"
)

// Options is what a caller may choose.
type Options struct {
	Generator string // the program's name in the file's metadata; empty for gongwen
	// Fragment asks for the article element alone, for the content field of a
	// portal's editor. Its tables carry their rules in style attributes; all
	// else is left to the portal's style sheet.
	Fragment bool
	// Plain leaves styles and classes out of a Fragment, which portals' editors
	// take away, and which pages refuse whose policy allows no styles inline.
	Plain bool
}

// Exporter writes HTML files. It may be used by several goroutines at once.
type Exporter struct{ opts Options }

// New makes an Exporter.
func New(opts Options) *Exporter {
	if opts.Generator == "" {
		opts.Generator = "gongwen"
	}
	return &Exporter{opts}
}

var _ output.Exporter = (*Exporter)(nil)

// Format is what this package writes.
func Format() output.Format {
	return output.Format{
		Name: "html", Extension: "html", MediaType: "text/html",
		Title: diag.Text{ZH: "网页（用于门户网站）", EN: "web page (for a portal)"}, Standard: "HTML, html",
	}
}

// Format is that of the package.
func (e *Exporter) Format() output.Format { return Format() }

// Export writes in.Doc to w in one call of Write. The same document gives the
// same bytes. The error is a diag.List, and nothing is written, when the
// document cannot be expressed: it has no title, a table whose cells do not
// tile its grid, two nodes of one id, a character that HTML forbids.
func (e *Exporter) Export(w io.Writer, in output.Input) error {
	if in.Doc == nil {
		return diag.List{diag.Errorf(diag.Pos{}, "没有可写入 HTML 的文稿", "there is no document to write as HTML")}
	}
	b := &builder{doc: in.Doc, opts: e.opts, ids: map[doc.NodeID]bool{}}
	b.w = newWriter(&b.diags)
	b.w.plain = e.opts.Fragment && e.opts.Plain
	if e.opts.Fragment {
		b.article()
	} else {
		b.page()
	}
	if err := b.diags.Err(); err != nil {
		return err
	}
	if _, err := w.Write(b.w.Bytes); err != nil {
		return fmt.Errorf("html: %w", err)
	}
	return nil
}

// builder writes one document and collects what is wrong on the way.
type builder struct {
	doc   *doc.Document
	opts  Options
	w     *writer
	diags diag.List
	ids   map[doc.NodeID]bool // written so far
}

// prefix begins every id and class, so that they meet no other in a portal's page.
const prefix = "gw"

// id is the id attribute of a node, empty for node 0. An id that is given
// twice would lead a reader to the wrong header, and is reported.
func (b *builder) id(node doc.NodeID) string {
	if b.ids[node] {
		b.diags.Add(diag.Errorf(diag.Pos{}, "文稿中有两处的编号都是 %d", "two nodes of the document have the id %d", node))
	}
	if node != 0 {
		b.ids[node] = true
	}
	return ref(node)
}

// ref names a node whose id is written elsewhere; empty for node 0.
func ref(node doc.NodeID) string {
	if node == 0 {
		return ""
	}
	return prefix + strconv.Itoa(int(node))
}

// lang is the document's language, Chinese where it does not say.
func (b *builder) lang() string {
	if b.doc.Meta.Lang == "" {
		return "zh-CN"
	}
	return b.doc.Meta.Lang
}

// title is the document's title as one line, empty when it has none.
func (b *builder) title() string {
	if b.doc.Meta.Title != "" {
		return b.doc.Meta.Title
	}
	for _, block := range b.doc.Body {
		if t, ok := block.(*doc.Title); ok {
			var s strings.Builder
			for _, line := range t.Lines {
				s.WriteString(doc.Text(line))
			}
			return s.String()
		}
	}
	return ""
}
