package page

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"path"
	"strconv"
	"strings"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/jobs"
	"gongwen/cmd/internal/office/publication"
	"gongwen/cmd/internal/office/store"
	"gongwen/data"
	"gongwen/data/diff"
	"gongwen/data/sheet"
	"gongwen/internal/diag"
)

// Names of versions in addresses, beside numbers.
const (
	nowName      = "now"      // the document as it is
	previousName = "previous" // last year's report
)

// version is a version of a document as it would be printed. Of one with a name the
// number is given, 0 for the document as it is now.
func (s *Server) version(ctx context.Context, d store.Document, name string) (*work, error) {
	if name == nowName {
		return s.work(ctx, d)
	}
	number, err := strconv.ParseInt(name, 10, 64)
	if err != nil || number < 1 {
		return nil, store.ErrUnknown
	}
	key := d.ID + ":" + name // what a version has never changes
	if w := s.bench.have(key, number); w != nil {
		return w, nil
	}
	w, err := s.loadVersion(ctx, d, number)
	if err != nil {
		return nil, err
	}
	return s.laid(ctx, d.Agency, key, w, func(ctx context.Context, order engine.Order) engine.Laid {
		order.Previous = w.previous
		return s.Engine.Lay(ctx, w.sheet.Tree(), engine.Input{Folder: w.pictures, Name: d.ID}, order)
	})
}

// laid lays out a version when there is a place, draws it and keeps it.
func (s *Server) laid(ctx context.Context, agency, key string, w *work, lay func(context.Context, engine.Order) engine.Laid) (*work, error) {
	release, err := s.bench.room.Take(ctx, agency)
	if err != nil {
		return nil, err
	}
	defer release()
	ctx, stop := context.WithTimeout(ctx, layingTime)
	defer stop()
	order, err := s.Orders()
	if err != nil {
		return nil, err
	}
	w.laid = lay(ctx, order)
	return s.drawn(ctx, key, w)
}

// drawn draws what has been laid out and keeps it.
func (s *Server) drawn(ctx context.Context, key string, w *work) (*work, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := s.draw(ctx, w); err != nil {
		return nil, err
	}
	s.bench.keep(key, w)
	return w, nil
}

// loadVersion reads a version that has a name from the store.
func (s *Server) loadVersion(ctx context.Context, d store.Document, number int64) (*work, error) {
	snap, err := s.Store.Snapshot(ctx, d.ID, number)
	if err != nil {
		return nil, err
	}
	template, said := s.Engine.TemplateFor(snap.Template, snap.Year)
	if template == nil {
		return nil, fmt.Errorf("the template %s of a version: %w", snap.Template, said)
	}
	w := &work{sheet: sheet.New(template), version: number, pictures: jobs.Files{}}
	for place, value := range snap.Values {
		w.sheet.Set(place, value)
	}
	for name, digest := range snap.Pictures {
		if w.pictures[name], err = s.Store.File(ctx, digest); err != nil {
			return nil, err
		}
	}
	then := d
	then.Previous, then.PreviousName = snap.Previous, snap.PreviousName
	w.previous, err = s.lastYear(ctx, then, w.sheet)
	return w, err
}

// reportOf is the report of a version, or last year's.
func (s *Server) reportOf(ctx context.Context, d store.Document, name string) (*data.Report, error) {
	if name == previousName {
		w, err := s.load(ctx, d)
		if err != nil {
			return nil, err
		}
		report, err := s.lastYear(ctx, d, w.sheet)
		if report == nil && err == nil {
			err = store.ErrUnknown
		}
		return report, err
	}
	w, err := s.version(ctx, d, name)
	if err != nil {
		return nil, err
	}
	if w.laid.Report == nil {
		return nil, errUnreadable
	}
	return w.laid.Report, nil
}

// errUnreadable is that of a version that is no report yet.
var errUnreadable = errors.New("not understood as a report")

// marked is a version with the differences from another one on its pages.
func (s *Server) marked(ctx context.Context, d store.Document, from, to string) (*work, error) {
	w, err := s.version(ctx, d, to)
	if err != nil {
		return nil, err
	}
	key := d.ID + ":" + from + ":" + to + ":" + d.Previous
	if done := s.bench.have(key, w.version); done != nil {
		return done, nil
	}
	if from == nowName {
		return nil, store.ErrUnknown
	}
	old, err := s.reportOf(ctx, d, from)
	if err != nil {
		return nil, err
	}
	m := &work{sheet: w.sheet, version: w.version, previous: w.previous, pictures: w.pictures}
	return s.laid(ctx, d.Agency, key, m, func(ctx context.Context, order engine.Order) engine.Laid {
		return s.Engine.LayMarked(ctx, old, w.sheet.Tree(), engine.Input{Folder: w.pictures, Name: d.ID}, order)
	})
}

// versionPage gives a page of a version; of one that is compared with another the marked
// page.
func (s *Server) versionPage(w http.ResponseWriter, r *http.Request, d store.Document) {
	work, err := s.shown(r.Context(), d, r.PathValue("from"), r.PathValue("to"))
	if err != nil {
		s.failed(w, r, err)
		return
	}
	s.givePage(w, r, work)
}

// cleanName stands in addresses for the version that another one is compared with, where
// it is compared with none.
const cleanName = "clean"

// shown is a version, marked where it is compared with another.
func (s *Server) shown(ctx context.Context, d store.Document, from, to string) (*work, error) {
	if from == cleanName {
		return s.version(ctx, d, to)
	}
	return s.marked(ctx, d, from, to)
}

// redline gives the 花脸稿 of two versions as a DOCX with tracked changes.
func (s *Server) redline(w http.ResponseWriter, r *http.Request, d store.Document) {
	ctx := r.Context()
	old, err := s.reportOf(ctx, d, r.PathValue("from"))
	if err != nil {
		s.failed(w, r, err)
		return
	}
	work, err := s.version(ctx, d, r.PathValue("to"))
	if err == nil && work.laid.Report == nil {
		err = errUnreadable
	}
	if err != nil {
		s.failed(w, r, err)
		return
	}
	order, err := s.Orders("docx")
	if err != nil {
		s.broken(w, r, err)
		return
	}
	order.Draft = work.laid.Said.HasErrors()
	c := &engine.Comparison{Old: old, New: work.laid.Report, Diff: diff.Reports(old, work.laid.Report)}
	made, said := s.Engine.Redline(ctx, c, nameOf(work.laid.Report)+"-花脸稿", order)
	if len(made) != 1 {
		http.Error(w, "没有生成："+strings.Join(reasons(said), "；"), http.StatusConflict)
		return
	}
	made[0].Path = path.Base(made[0].Path)
	give(w, made[0], said, "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
}

// fragment is a version as HTML without styles.
func (s *Server) fragment(ctx context.Context, w *work) ([]byte, diag.List) {
	order, err := s.Orders()
	if err != nil {
		return nil, diag.From(err)
	}
	order.Draft = w.laid.Said.HasErrors()
	order.Exporters = append(order.Exporters, publication.Fragment())
	documents, said := s.Engine.Documents(ctx, w.laid.Report, "article", order)
	if len(documents) == 0 {
		return nil, said
	}
	return documents[0].Data, said
}

// nameVersion keeps the document as it is now as a version.
func (s *Server) nameVersion(w http.ResponseWriter, r *http.Request, d store.Document) {
	title := strings.TrimSpace(r.PostFormValue("title"))
	if title == "" || len(title) > maxTitle {
		http.Error(w, "请写明这一版的说明，不超过二十个字。", http.StatusBadRequest)
		return
	}
	if _, err := s.Store.NameVersion(r.Context(), d.ID, title, whoOf(r).Account, s.Now()); err != nil {
		s.failed(w, r, err)
		return
	}
	http.Redirect(w, r, reviewAddress(d), http.StatusSeeOther)
}

// maxTitle is how long what is said of a version may be, in bytes.
const maxTitle = 60

// restoreVersion makes the document as it was in a version.
func (s *Server) restoreVersion(w http.ResponseWriter, r *http.Request, d store.Document) {
	number, err := strconv.ParseInt(r.PathValue("version"), 10, 64)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	if err := s.Store.RestoreVersion(r.Context(), d.ID, number, fmt.Sprintf("恢复第 %d 版", number), whoOf(r).Account, s.Now()); err != nil {
		s.stepped(w, r, d, err)
		return
	}
	s.bench.forget(d.ID)
	http.Redirect(w, r, reviewAddress(d), http.StatusSeeOther)
}

func reviewAddress(d store.Document) string { return "/documents/" + d.ID + "/review" }
