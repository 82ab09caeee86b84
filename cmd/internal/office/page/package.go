package page

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strings"
	"unicode"

	"gongwen/cmd/internal/office/publication"
	"gongwen/cmd/internal/office/store"
	"gongwen/output"
)

// publication is what a portal takes of a signed version.
func (s *Server) publication(ctx context.Context, d store.Document, f *final) (*publication.Package, error) {
	work, err := s.version(ctx, d, number64(f.version.Number))
	if err != nil {
		return nil, err
	}
	if work.laid.Report == nil || work.laid.Doc == nil {
		return nil, errUnreadable
	}
	text, said := s.fragment(ctx, work)
	if said.HasErrors() {
		return nil, said
	}
	report := work.laid.Report
	facts := publication.Facts{
		Index: d.Index, Title: work.laid.Doc.Meta.Title, Agency: report.Agency().Text, Year: report.Year().Text, Date: dateOf(work),
		Summary: summaryOf(work),
	}
	if e := publishedBy(ctx, s, d); e != nil {
		facts.Published = e.Time().Format("2006-01-02 15:04")
	}
	p := &publication.Package{
		Title: facts.Title, Agency: facts.Agency, Year: facts.Year, Catalogue: s.Catalogue.Filled(facts), Text: text, Made: f.version.At,
	}
	name := nameOf(work.laid.Report)
	for _, form := range []string{"pdf", "ofd", "docx", "json", "yaml"} {
		kept := f.file(form, store.SignedFile)
		if kept == nil {
			kept = f.file(form, store.Made)
		}
		if kept == nil {
			continue
		}
		content, err := s.Store.File(ctx, kept.Digest)
		if err != nil {
			return nil, err
		}
		p.Files = append(p.Files, publication.File{Name: name + "." + form, Data: content})
	}
	return p, nil
}

// dateOf is the 成文日期 as catalogues have it; empty for none.
func dateOf(w *work) string {
	off := w.laid.Report.SignOff
	if off == nil || off.Date.Year == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", off.Date.Year, off.Date.Month, off.Date.Day)
}

// summaryOf says in a line what a report is about: the names of its sections.
func summaryOf(w *work) string {
	var labels []string
	for _, section := range w.sheet.Template.Sections {
		if section.Heading != "" && w.laid.Report.Has(section.ID) {
			labels = append(labels, section.Label)
		}
	}
	return w.laid.Report.Year().Text + "年度" + strings.Join(labels, "、")
}

// publishPackage fills in what a portal takes: the catalogue's fields, page tags and the
// text without styles.
func (s *Server) publishPackage(r *http.Request, v *publishView, f *final) error {
	p, err := s.publication(r.Context(), v.Document, f)
	if err != nil {
		return err
	}
	v.Catalogue, v.Tags, v.Missing = p.Catalogue.Fields, p.Catalogue.Tags, p.Catalogue.Missing()
	v.Indexed = s.Catalogue.Asks(publication.Index)
	v.Fragment = string(p.Article())
	return nil
}

// packageFile gives the package of a signed version as a ZIP file.
func (s *Server) packageFile(w http.ResponseWriter, r *http.Request, d store.Document) {
	f := s.signedOff(w, r, d)
	if f == nil {
		return
	}
	p, err := s.publication(r.Context(), d, f)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	var content bytes.Buffer
	if err := p.WriteZip(&content); err != nil {
		s.broken(w, r, err)
		return
	}
	give(w, output.File{Path: p.Agency + p.Year + "-发布材料.zip", Data: content.Bytes()}, nil, "application/zip")
}

// maxIndex is how long a 索引号 may be, in bytes.
const maxIndex = 200

// setIndex gives a document its 索引号, which the portal or its catalogue has given.
func (s *Server) setIndex(w http.ResponseWriter, r *http.Request, d store.Document) {
	index := strings.TrimSpace(r.PostFormValue("index"))
	if len(index) > maxIndex || strings.ContainsFunc(index, unicode.IsControl) {
		s.sorry(w, r, d, http.StatusBadRequest, "索引号太长，或者有不能用的字符。")
		return
	}
	if err := s.Store.SetIndex(r.Context(), d, index, whoOf(r).Account, s.Now()); err != nil {
		s.failed(w, r, err)
		return
	}
	http.Redirect(w, r, "/documents/"+d.ID+"/publish", http.StatusSeeOther)
}
