package page

import (
	"net/http"
	"slices"

	"gongwen/cmd/internal/office/store"
)

// pagePicture gives a page of the latest version or the one before it, whose name stands for its content.
func (s *Server) pagePicture(w http.ResponseWriter, r *http.Request, d store.Document) {
	work, err := s.work(r.Context(), d)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	s.givePage(w, r, work)
}

// givePage draws the page of a version that an address names by its content.
func (s *Server) givePage(w http.ResponseWriter, r *http.Request, work *work) {
	name := r.PathValue("name")
	for _, page := range slices.Concat(work.pages, work.before) {
		if page.name != name {
			continue
		}
		select {
		case s.bench.draws <- struct{}{}:
		case <-r.Context().Done():
			return // nobody waits for it
		}
		content, err := s.bench.glyphs.Page(page.frame)
		<-s.bench.draws
		if err != nil {
			s.broken(w, r, err)
			return
		}
		w.Header().Set("Content-Type", "image/svg+xml")
		forever(w)
		_, _ = w.Write(content) // whoever asked has gone
		return
	}
	http.Error(w, "这一页已经改了。", http.StatusNotFound)
}
