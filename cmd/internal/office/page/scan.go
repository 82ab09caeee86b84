package page

import (
	"errors"
	"net/http"
	"strings"

	"gongwen/cmd/internal/office/confined"
)

// tried reports whether a file that is kept as it is sent could be read in a process of its
// own, and is of its kind; it has answered where not.
func (s *Server) tried(w http.ResponseWriter, r *http.Request, kind string, content []byte) bool {
	said, err := s.Try(r.Context(), kind, content)
	switch {
	case errors.Is(err, confined.ErrCost):
		http.Error(w, "这个文件太费时间或内存，没有收。", http.StatusUnprocessableEntity)
	case errors.Is(err, confined.ErrFault):
		s.Log.ErrorContext(r.Context(), "reading a file ended by a fault", "kind", kind, "error", err)
		http.Error(w, "读这个文件时出了问题，没有收。", http.StatusUnprocessableEntity)
	case err != nil:
		s.broken(w, r, err)
	case len(said) > 0:
		http.Error(w, strings.Join(reasonsOf(said), "；"), http.StatusUnprocessableEntity)
	default:
		return true
	}
	return false
}

// scanned reports whether a file that is kept as it is sent has no virus, as far as the
// scanner says; it has answered where it has one or could not be looked at.
func (s *Server) scanned(w http.ResponseWriter, r *http.Request, content []byte) bool {
	if s.Scan == nil {
		return true
	}
	threat, err := s.Scan(r.Context(), content)
	switch {
	case err != nil:
		s.Log.ErrorContext(r.Context(), "the scanner for viruses does not answer", "error", err)
		http.Error(w, "查毒服务没有应答，文件没有收。过一会儿再传，或者告知信息中心。", http.StatusServiceUnavailable)
	case threat != "":
		s.Log.WarnContext(r.Context(), "a virus was found", "threat", threat, "account", whoOf(r).Account.ID)
		http.Error(w, "文件里查出病毒，没有收。", http.StatusUnprocessableEntity)
	default:
		return true
	}
	return false
}
