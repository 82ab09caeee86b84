package page

import (
	"errors"
	"net/http"

	"gongwen/cmd/internal/office/confined"
	"gongwen/cmd/internal/office/jobs"
	"gongwen/cmd/internal/office/store"
)

// portalView is the page on which a portal's page is held against what was signed.
type portalView struct {
	shell
	Document store.Document
	Version  int64
	Signed   bool // the file is signed, not only signed off
	Shown    *jobs.Shown
	Problems []string
}

// showPortal asks for the portal's page.
func (s *Server) showPortal(w http.ResponseWriter, r *http.Request, d store.Document) {
	if f := s.signedOff(w, r, d); f != nil {
		s.portal(w, r, http.StatusOK, portalView{Document: d}, f)
	}
}

func (s *Server) portal(w http.ResponseWriter, r *http.Request, status int, view portalView, f *final) {
	view.shell = s.shellFor(r, "核对门户网页 — "+s.called(view.Document), view.Document, publishNav)
	view.Version = f.version.Number
	view.Signed = f.file("pdf", store.SignedFile) != nil
	s.show(w, r, status, "portal", view)
}

// checkPortal compares a page that is sent as a file, or pasted, with the PDF of the signed
// version. Nothing of it is kept.
func (s *Server) checkPortal(w http.ResponseWriter, r *http.Request, d store.Document) {
	f := s.signedOff(w, r, d)
	if f == nil {
		return
	}
	view := portalView{Document: d}
	file, err := uploaded(r, "file")
	if err != nil && !errors.Is(err, http.ErrNotMultipart) {
		view.Problems = []string{"收到的内容不完整，或者太大。"}
		s.portal(w, r, http.StatusBadRequest, view, f)
		return
	}
	content := []byte(r.FormValue("page"))
	if file != nil {
		content = file.content
	}
	if len(content) == 0 {
		view.Problems = []string{"请选择存下的网页，或者粘贴网页的源码。"}
		s.portal(w, r, http.StatusUnprocessableEntity, view, f)
		return
	}
	if !s.scanned(w, r, content) {
		return
	}
	kept := f.file("pdf", store.SignedFile)
	if kept == nil {
		kept = f.file("pdf", store.Made)
	}
	if kept == nil {
		s.failed(w, r, store.ErrUnknown)
		return
	}
	signed, err := s.Store.File(r.Context(), kept.Digest)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	shown, err := s.Shown(r.Context(), jobs.Portal{Page: content, Signed: signed, Form: "pdf"})
	status := http.StatusOK
	switch {
	case errors.Is(err, confined.ErrCost):
		view.Problems = []string{"这个网页太费时间或内存，没有核对。"}
	case errors.Is(err, confined.ErrFault):
		s.Log.ErrorContext(r.Context(), "comparing a portal's page ended by a fault", "document", d.ID, "error", err)
		view.Problems = []string{"读这个网页时出了问题，没有核对。"}
	case err != nil:
		s.broken(w, r, err)
		return
	case !shown.Read:
		view.Problems = append([]string{"看不懂这个网页，没有核对。"}, reasonsOf(shown.Said)...)
	default:
		view.Shown = &shown
	}
	if len(view.Problems) > 0 {
		status = http.StatusUnprocessableEntity
	}
	s.portal(w, r, status, view, f)
}
