package page

import (
	"math"
	"net/http"

	"gongwen/cmd/internal/office/store"
)

type changesView struct {
	shell
	Document store.Document
	Changes  []changeView
}

type changeView struct {
	store.Change
	Where, When string
}

// changes shows who changed what and when, the latest first.
func (s *Server) changes(w http.ResponseWriter, r *http.Request, d store.Document) {
	const most = 500
	list, err := s.Store.Changes(r.Context(), d.ID, math.MaxInt64, most)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	t, said := s.Engine.TemplateFor(d.Template, d.Year)
	if t == nil {
		s.broken(w, r, said)
		return
	}
	view := changesView{shell: s.shellOf(r, "修改记录"), Document: d}
	for _, c := range list {
		view.Changes = append(view.Changes, changeView{c, whereOf(t, c.Place), c.At.Format("1月2日 15:04:05")})
	}
	s.show(w, r, http.StatusOK, "changes", view)
}
