package page

import (
	"net/http"

	"gongwen/cmd/internal/office/store"
)

// pagePicture gives a page of the latest version, whose name stands for its content.
func (s *Server) pagePicture(w http.ResponseWriter, r *http.Request, d store.Document) {
	work, err := s.work(r.Context(), d)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	givePage(w, work, r.PathValue("name"))
}

// givePage gives a page of a version by the name of its content.
func givePage(w http.ResponseWriter, work *work, name string) {
	for _, p := range work.pages {
		if p.name == name {
			w.Header().Set("Content-Type", "image/svg+xml")
			forever(w)
			_, _ = w.Write(p.content) // whoever asked has gone
			return
		}
	}
	http.Error(w, "这一页已经改了。", http.StatusNotFound)
}
