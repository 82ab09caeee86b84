package page

import (
	"math"
	"net/http"

	"gongwen/cmd/internal/office/store"
	"gongwen/data/sheet"
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
	view := changesView{shell: s.shellFor(r, "修改记录 — "+s.called(d), d, fillNav), Document: d}
	for _, c := range list {
		where := whereOf(t, c.Place)
		if rule := t.Rule(c.Place.ID()); c.Place.Kind() == sheet.Waive {
			where = "豁免 " + c.Place.ID()
			if rule != nil {
				where += "：" + rule.Name
			}
		}
		if c.Place.Kind() == sheet.List {
			where += "第 " + number(c.Paragraph) + " 行"
			c.Paragraph = 0 // is none
			c.Before, c.After = rowsChanged(t, c.Place, c.Before, c.After)
		}
		view.Changes = append(view.Changes, changeView{c, where, c.At.Format("1月2日 15:04:05")})
	}
	s.show(w, r, http.StatusOK, "changes", view)
}
