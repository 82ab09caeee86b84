package page

import (
	"net/http"

	"gongwen/cmd/internal/office/store"
)

// pictureFile gives a picture of a document's text.
func (s *Server) pictureFile(w http.ResponseWriter, r *http.Request, d store.Document) {
	pictures, err := s.Store.Pictures(r.Context(), d.ID)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	for _, p := range pictures {
		if p.Name != r.PathValue("name") {
			continue
		}
		content, err := s.Store.File(r.Context(), p.Digest)
		if err != nil {
			s.failed(w, r, err)
			return
		}
		// It is somebody's file: nothing in it runs, wherever it is opened.
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
		w.Header().Set("Content-Type", pictureType(content))
		w.Header().Set("Cache-Control", "private, no-cache")
		_, _ = w.Write(content) // whoever asked has gone
		return
	}
	http.NotFound(w, r)
}

// pictureType is the media type of a picture that a report may have.
func pictureType(content []byte) string {
	switch media := http.DetectContentType(content); media {
	case "image/png", "image/jpeg":
		return media
	}
	return "image/svg+xml"
}
