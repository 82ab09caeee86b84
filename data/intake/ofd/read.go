// Package ofd reads earlier reports from OFD files (GB/T 33190-2016): those of
// output/ofd by the tags that tie what pages show to the structure of the
// document, others by the places of their text and rules, as pages of PDF files
// without structure are read. It takes out the report file that one carries.
// Nothing is drawn.
package ofd

import (
	"context"
	"encoding/xml"
	"errors"
	"path"
	"strings"

	"gongwen/data/intake/flow"
	"gongwen/data/intake/pdf"
	"gongwen/internal/diag"
	"gongwen/internal/opc"
)

// Read reads a file within the standard limits.
func Read(ctx context.Context, name string, content []byte) (*flow.Document, diag.List) {
	return StandardLimits().Read(ctx, name, content)
}

// Read gives the content of an OFD file. Places are pages. The document is nil
// when the file cannot be read.
func (l Limits) Read(ctx context.Context, name string, content []byte) (*flow.Document, diag.List) {
	pos := diag.Pos{File: name}
	r, err := l.open(content)
	if err != nil {
		return nil, diag.List{broken(pos, err)}
	}
	r.goOn, r.glyphs = ctx.Err, l.Places.Glyphs
	pages, err := r.pages()
	var tagged *flow.Document
	if err == nil {
		tagged, err = r.tagged(name)
	}
	switch {
	case ctx.Err() != nil:
		return nil, flow.Ended(name)
	case err != nil:
		return nil, diag.List{broken(pos, err)}
	case tagged != nil:
		return tagged, nil
	}
	document, said, why := l.Places.ReadPlaced(ctx, name, pages)
	if why != nil {
		return nil, diag.List{diag.Errorf(pos, "读不了这个 OFD：%s", "this OFD file cannot be read: %s", *why).
			WithHint("用 OFD 阅读器打开，复制全文，存成文本文件再导入", "open it in an OFD reader, copy its text into a text file and import that")}
	}
	if document == nil {
		return nil, said
	}
	warning := diag.Warnf(pos, "OFD 按文字和表格线的位置读取", "the OFD file was read by the places of its text and rules").
		WithHint("对照原件看一遍", "compare it with the original")
	return document, append(diag.List{warning}, said...)
}

// reader is a file being read.
type reader struct {
	parts   *opc.Package
	root    root
	folder  string // of the document's root part
	doc     document
	bold    map[string]bool // fonts by id
	said    map[shown]*said // what the pages show, for tags; nil where there are none
	objects int             // that were read
	glyphs  int             // that may still be read
	goOn    func() error
}

// root is OFD.xml (7.4).
type root struct {
	DocType string `xml:"DocType,attr"`
	Bodies  []struct {
		Root string `xml:"DocRoot"`
	} `xml:"DocBody"`
}

// document is Document.xml (7.5).
type document struct {
	Area      string   `xml:"CommonData>PageArea>PhysicalBox"`
	Public    []string `xml:"CommonData>PublicRes"`
	Resources []string `xml:"CommonData>DocumentRes"`
	Templates []struct {
		ID      string `xml:"ID,attr"`
		BaseLoc string `xml:"BaseLoc,attr"`
	} `xml:"CommonData>TemplatePage"`
	Pages []struct {
		ID      string `xml:"ID,attr"`
		BaseLoc string `xml:"BaseLoc,attr"`
	} `xml:"Pages>Page"`
	Tags        string `xml:"CustomTags"`
	Attachments string `xml:"Attachments"`
}

// What a package says of itself when its parts are encrypted (GB/T 33190 has no
// encryption of its own; makers put such a part beside OFD.xml).
const encryptions = "Encryptions.xml"

// open reads what the file says of itself.
func (l Limits) open(content []byte) (*reader, error) {
	parts, err := opc.Open(content, l.Package)
	if err != nil {
		return nil, err
	}
	r := &reader{parts: parts, bold: map[string]bool{}}
	if parts.Has(encryptions) {
		return nil, opc.ErrEncrypted
	}
	if err := r.decode("OFD.xml", &r.root); err != nil {
		return nil, err
	}
	switch n := len(r.root.Bodies); {
	case n == 0:
		return nil, diag.NewError("OFD.xml 里没有文档（DocBody）", "OFD.xml has no document (DocBody)")
	case n > 1:
		return nil, diag.NewError("OFD.xml 里有 %d 个文档（DocBody），不知道是哪一个", "OFD.xml has %d documents (DocBody); it is not clear which one counts", n)
	}
	at, err := place("OFD.xml", "", r.root.Bodies[0].Root)
	if err != nil {
		return nil, err
	}
	r.folder = path.Dir(at)
	return r, r.decode(at, &r.doc)
}

// place is the path in the package of a place that a part names: absolute, or
// relative to base (7.3, ST_Loc).
func place(part, base, named string) (string, error) {
	named = strings.ReplaceAll(strings.TrimSpace(named), `\`, "/")
	at := path.Clean(path.Join(base, named))
	if strings.HasPrefix(named, "/") {
		at = path.Clean(named)
	}
	at = strings.TrimPrefix(at, "/")
	switch {
	case named == "" || at == ".":
		return "", diag.NewError("%s 里有一处没写部件的位置", "%s names a part without its place", part)
	case strings.Contains(named, ":") || at == ".." || strings.HasPrefix(at, "../"):
		return "", diag.NewError("%s 指向文件之外：%s", "%s leads outside of the file: %s", part, flow.Quoted(named, maxQuoted))
	}
	return at, nil
}

// decode reads a part.
func (r *reader) decode(name string, to any) error {
	content, err := r.parts.Read(name)
	if err != nil {
		return err
	}
	if err := xml.Unmarshal(content, to); err != nil {
		return diag.Because(err, "部件 %s 不是完好的 XML", "the part %s is no sound XML", name)
	}
	return nil
}

// broken says why a file cannot be read.
func broken(pos diag.Pos, err error) diag.Diagnostic {
	switch {
	case errors.Is(err, opc.ErrEncrypted):
		return diag.Errorf(pos, "OFD 加了密，读不了", "the OFD file is encrypted and cannot be read").
			WithHint("去掉密码后再导入", "remove the password first")
	case errors.Is(err, opc.ErrTooLarge):
		return diag.Errorf(pos, "读不了这个 OFD：%v，不像一份报告", "this OFD file cannot be read: %v, larger than a report", err)
	}
	return diag.Errorf(pos, "读不了这个 OFD：%v", "this OFD file cannot be read: %v", err).
		WithHint("用 OFD 阅读器打开，复制全文，存成文本文件再导入", "open it in an OFD reader, copy its text into a text file and import that")
}

// fonts reads which fonts are bold.
func (r *reader) fonts() error {
	for _, named := range append(r.doc.Public, r.doc.Resources...) {
		at, err := place("Document.xml", r.folder, named)
		if err != nil {
			return err
		}
		if !r.parts.Has(at) {
			continue // what is not there makes nothing bold
		}
		var res struct {
			Fonts []struct {
				ID     string `xml:"ID,attr"`
				Name   string `xml:"FontName,attr"`
				Family string `xml:"FamilyName,attr"`
				Bold   bool   `xml:"Bold,attr"`
			} `xml:"Fonts>Font"`
		}
		if err := r.decode(at, &res); err != nil {
			return err
		}
		if len(res.Fonts) > maxResources {
			return opc.ErrTooLarge
		}
		for _, f := range res.Fonts {
			name := strings.ToLower(f.Name + f.Family)
			r.bold[f.ID] = f.Bold || strings.Contains(name, "bold") || strings.Contains(name, "黑体") || strings.Contains(name, "粗")
		}
	}
	return nil
}

// pages reads all pages.
func (r *reader) pages() ([]pdf.Placed, error) {
	if err := r.fonts(); err != nil {
		return nil, err
	}
	switch n := len(r.doc.Pages); {
	case n == 0:
		return nil, diag.NewError("Document.xml 里没有页面", "Document.xml has no pages")
	case n > maxPages:
		return nil, opc.ErrTooLarge
	}
	if strings.TrimSpace(r.doc.Tags) != "" {
		r.said = map[shown]*said{}
	}
	pages := make([]pdf.Placed, len(r.doc.Pages))
	for i, named := range r.doc.Pages {
		if err := r.goOn(); err != nil {
			return nil, err
		}
		at, err := place("Document.xml", r.folder, named.BaseLoc)
		if err != nil {
			return nil, err
		}
		p := page{reader: r, out: &pages[i], height: heightOf(r.doc.Area), id: named.ID, number: i + 1}
		if err := p.read(at, nil); err != nil {
			return nil, err
		}
	}
	return pages, nil
}
