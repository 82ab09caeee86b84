package page

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"gongwen/cmd/internal/office/collecting"
	"gongwen/cmd/internal/office/store"
)

// rosterView is the page on which a collection begins, or its roster is changed.
type rosterView struct {
	shell
	Collection store.Collection // its id is empty for a new one
	Name       string           // what it is of
	Template   string           // that is chosen; empty for the one of the year
	Templates  []templateView
	Year       string
	Deadline   string
	Roster     string
	Problems   []string
}

// Action is where the form is sent.
func (v rosterView) Action() string {
	if v.Collection.ID == "" {
		return "/collect/new"
	}
	return "/collect/" + v.Collection.ID + "/roster"
}

// newCollection proposes a collection: of last year, with the roster of the one before.
func (s *Server) newCollection(w http.ResponseWriter, r *http.Request) {
	view := rosterView{Year: number(s.Now().Year() - 1)}
	all, err := s.Store.Collections(r.Context(), whoOf(r).Agency.ID)
	if err != nil {
		s.broken(w, r, err)
		return
	}
	if len(all) > 0 {
		members, err := s.Store.Members(r.Context(), all[0].ID)
		if err != nil {
			s.broken(w, r, err)
			return
		}
		for i := range members {
			members[i].Deadline = "" // it was of that year
		}
		view.Roster, view.Year = collecting.Text(members), number(all[0].Year+1)
		if t := s.chosenTemplate(all[0]); t != nil {
			view.Template = t.ID
		}
	}
	if year, err := strconv.Atoi(view.Year); err == nil {
		if t, _ := s.Engine.TemplateFor(view.Template, year); t != nil && len(t.Deadlines) > 0 {
			first := t.Deadlines[0]
			view.Deadline, _ = collecting.Day(number(year+1) + "-" + number(first.Month) + "-" + number(first.Day))
		}
	}
	s.showRoster(w, r, http.StatusOK, view)
}

// editRoster shows the roster of a collection to be changed.
func (s *Server) editRoster(w http.ResponseWriter, r *http.Request, c store.Collection) {
	members, err := s.Store.Members(r.Context(), c.ID)
	if err != nil {
		s.broken(w, r, err)
		return
	}
	s.showRoster(w, r, http.StatusOK, rosterView{Collection: c, Year: number(c.Year), Deadline: c.Deadline, Roster: collecting.Text(members)})
}

func (s *Server) showRoster(w http.ResponseWriter, r *http.Request, status int, view rosterView) {
	view.shell = s.shellOf(r, "汇总的名册")
	if view.Collection.ID == "" {
		view.Templates = s.collected()
	} else {
		view.Name = s.collectionName(view.Collection)
	}
	view.Nav[0].Current = true
	s.show(w, r, status, "collect-roster", view)
}

// collected are the formats whose reports may be collected beside those that years alone
// choose: those of a year, as 公文 are not.
func (s *Server) collected() []templateView {
	yearly, _ := s.beginnings()
	return yearly
}

// beginCollection enters a collection.
func (s *Server) beginCollection(w http.ResponseWriter, r *http.Request) {
	s.takeRoster(w, r, store.Collection{Agency: whoOf(r).Agency.ID})
}

// takeRoster enters a collection, or changes the roster and deadline of one.
func (s *Server) takeRoster(w http.ResponseWriter, r *http.Request, c store.Collection) {
	view := rosterView{Collection: c, Template: r.PostFormValue("template"), Year: r.PostFormValue("year"), Deadline: r.PostFormValue("deadline"), Roster: r.PostFormValue("roster")}
	members, problems := collecting.Roster(view.Roster)
	var ok bool
	if c.Deadline, ok = collecting.Day(view.Deadline); !ok {
		problems = append(problems, "截止日期不是日期。")
	}
	if c.ID == "" {
		c.Year, _ = strconv.Atoi(strings.TrimSpace(view.Year))
		t, said := s.Engine.TemplateFor(view.Template, c.Year)
		switch {
		case t == nil:
			problems = append(problems, reasons(said)...)
		case t.Year() == nil:
			problems = append(problems, t.Name+"不按年度报送，不能汇总。")
		default:
			c.Template = t.ID
		}
	}
	var err error
	if len(problems) == 0 {
		if c.ID == "" {
			if c, err = s.Store.NewCollection(r.Context(), c, members, whoOf(r).Account, s.Now()); errors.Is(err, store.ErrExists) {
				problems, err = []string{s.collectionName(c) + "的汇总已经建立了。"}, nil
			}
		} else {
			err = s.Store.SetRoster(r.Context(), c, members, whoOf(r).Account, s.Now())
		}
	}
	switch {
	case err != nil:
		s.failed(w, r, err)
	case len(problems) > 0:
		view.Problems = problems
		s.showRoster(w, r, http.StatusUnprocessableEntity, view)
	default:
		http.Redirect(w, r, "/collect/"+c.ID, http.StatusSeeOther)
	}
}
