package page

import "net/http"

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
