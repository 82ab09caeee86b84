package page

import (
	"net/http"
	"strconv"
	"strings"

	"gongwen/cmd/internal/office/store"
	"gongwen/data/sheet"
)

// comment enters something that somebody says of a place.
func (s *Server) comment(w http.ResponseWriter, r *http.Request, d store.Document) {
	c := store.Comment{
		Place: sheet.Place(r.PostFormValue("place")), Quote: strings.TrimSpace(r.PostFormValue("quote")), Body: strings.TrimSpace(r.PostFormValue("body")),
	}
	c.Paragraph, _ = strconv.Atoi(r.PostFormValue("paragraph"))
	t, said := s.Engine.TemplateFor(d.Template, d.Year)
	if t == nil {
		s.broken(w, r, said)
		return
	}
	switch {
	case c.Body == "":
		s.sorry(w, r, d, http.StatusBadRequest, "意见要写内容。")
		return
	case len(c.Body) > maxOpinion || len(c.Quote) > maxOpinion || !sheet.New(t).Names(c.Place):
		http.Error(w, "看不懂这条意见。", http.StatusBadRequest)
		return
	}
	if _, err := s.Store.AddComment(r.Context(), d, c, whoOf(r).Account, s.Now()); err != nil {
		s.failed(w, r, err)
		return
	}
	http.Redirect(w, r, reviewAddress(d), http.StatusSeeOther)
}

// reply answers a comment.
func (s *Server) reply(w http.ResponseWriter, r *http.Request, d store.Document) {
	body := strings.TrimSpace(r.PostFormValue("body"))
	if body == "" || len(body) > maxOpinion {
		s.sorry(w, r, d, http.StatusBadRequest, "回复要写内容，不超过两千字。")
		return
	}
	s.said(w, r, d, func(number int64, by store.Account) error {
		return s.Store.AddReply(r.Context(), d, number, body, by, s.Now())
	})
}

// closeComment closes a comment.
func (s *Server) closeComment(w http.ResponseWriter, r *http.Request, d store.Document) {
	s.said(w, r, d, func(number int64, by store.Account) error {
		return s.Store.CloseComment(r.Context(), d, number, by, s.Now())
	})
}

// said does something with the comment that an address names.
func (s *Server) said(w http.ResponseWriter, r *http.Request, d store.Document, do func(number int64, by store.Account) error) {
	number, err := strconv.ParseInt(r.PathValue("comment"), 10, 64)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	if err := do(number, whoOf(r).Account); err != nil {
		s.stepped(w, r, d, err)
		return
	}
	http.Redirect(w, r, reviewAddress(d)+"#comment-"+r.PathValue("comment"), http.StatusSeeOther)
}
