package page

import (
	"bytes"
	"context"
	"net/http"
	"strings"
	"unicode"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/publication"
	"gongwen/cmd/internal/office/store"
	"gongwen/internal/diag"
	"gongwen/internal/pattern"
	"gongwen/output"
	"gongwen/output/format"
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
	given := publication.Given{Catalogue: s.Catalogue, Index: d.Index}
	if e := publishedBy(ctx, s, d); e != nil {
		given.Published = e.Time().Format("2006-01-02 15:04")
	}
	report := work.laid.Report
	p := publication.New(report, work.laid.Doc.Meta.Title, text, given)
	for _, form := range append(f.forms(publication.Documents()...), publication.ReportForms()...) {
		kept := f.latest(form)
		if kept == nil {
			continue
		}
		content, err := s.Store.File(ctx, kept.Digest)
		if err != nil {
			return nil, err
		}
		p.Attach(output.File{Path: nameOf(report) + endingOf(form), Data: content})
	}
	pictures, said := engine.PictureFiles(report, engine.Input{Folder: work.pictures, Path: d.ID})
	if said.HasErrors() {
		return nil, said
	}
	p.Attach(pictures...)
	return p, nil
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
	give(w, output.File{Path: p.Name() + ".zip", Data: content.Bytes()}, nil, "application/zip")
}

// bagFile gives the bag of a signed version for an archive, with its signed files.
func (s *Server) bagFile(w http.ResponseWriter, r *http.Request, d store.Document) {
	f := s.signedOff(w, r, d)
	if f == nil {
		return
	}
	bag, said, err := s.bag(r.Context(), d, f)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	if bag.Data == nil {
		s.unpublished(w, r, d, http.StatusConflict, "没有打成归档包。", reasons(said)...)
		return
	}
	give(w, bag, nil, "application/zip")
}

func (s *Server) bag(ctx context.Context, d store.Document, f *final) (output.File, diag.List, error) {
	work, err := s.version(ctx, d, number64(f.version.Number))
	if err != nil {
		return output.File{}, nil, err
	}
	if work.laid.Report == nil {
		return output.File{}, nil, errUnreadable
	}
	in, said := s.written(work, nameOf(work.laid.Report))
	if said.HasErrors() {
		return output.File{}, said, nil
	}
	order, err := s.Orders(format.Names()...)
	if err != nil {
		return output.File{}, nil, err
	}
	order.Previous = work.previous
	signed := engine.SignedFiles{Given: map[string][]byte{}, Check: s.Signing.Check}
	signed.Check.Now = s.Now()
	for _, form := range f.forms("pdf", "ofd") {
		if kept := f.file(form, store.SignedFile); kept != nil {
			if signed.Given[endingOf(form)], err = s.Store.File(ctx, kept.Digest); err != nil {
				return output.File{}, nil, err
			}
		}
	}
	release, err := s.bench.room.Take(ctx, d.Agency)
	if err != nil {
		return output.File{}, nil, err
	}
	defer release()
	bag, said := s.Jobs.Bag(ctx, in, order, signed)
	return bag, said, nil
}

const (
	maxIndex   = 200 // bytes of a 索引号
	indexField = "index"
)

// usualIndex is how a 索引号 looks in most catalogues. Others have other forms.
var usualIndex = pattern.New(`^[0-9A-Za-z]{8,18}(-[0-9A-Za-z])?/[0-9A-Za-z/-]*[12][0-9]{3}-[0-9]+$`)

// setIndex gives a document its 索引号, which the portal or its catalogue has given.
func (s *Server) setIndex(w http.ResponseWriter, r *http.Request, d store.Document) {
	index := strings.TrimSpace(r.PostFormValue("index"))
	if len(index) > maxIndex || strings.ContainsFunc(index, unicode.IsControl) {
		s.publishing(w, r, d, http.StatusBadRequest, &refusal{Of: indexField, Why: "索引号太长，或者有不能用的字符。", Typed: index})
		return
	}
	if index != "" && !usualIndex.MatchString(index) && r.PostFormValue("odd") != index {
		s.publishing(w, r, d, http.StatusUnprocessableEntity, &refusal{
			Of: indexField, Why: "还没有登记：不像“机构代码/年份-流水号”。请核对；门户给的确实是这样，再按一次“登记”。", Typed: index, Again: true,
		})
		return
	}
	if err := s.Store.SetIndex(r.Context(), d, index, whoOf(r).Account, s.Now()); err != nil {
		s.failed(w, r, err)
		return
	}
	http.Redirect(w, r, "/documents/"+d.ID+"/publish", http.StatusSeeOther)
}
