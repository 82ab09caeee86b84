package api

import (
	"net/http"
	"slices"
	"strings"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/jobs"
	"gongwen/cmd/internal/office/store"
	"gongwen/configs"
	"gongwen/internal/diag"
)

// verify answers with what gongwen verify finds out about a signed PDF or OFD file, or
// about a bag.
func (s *server) verify(w http.ResponseWriter, r *http.Request) error {
	f, err := sent(r)
	if err != nil {
		return err
	}
	if s.Try != nil {
		if _, err := s.Try(r.Context(), jobs.SignedFile, f.content); err != nil {
			return s.unread(r, err)
		}
	}
	check := s.Check
	check.Now = s.Now()
	found := engine.VerifyContent(r.Context(), f.name, f.content, check)
	if err := r.Context().Err(); err != nil {
		return err
	}
	return give(w, http.StatusOK, found.In(langOf(r)))
}

// template is a template as a list of them has it.
type template struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

func (s *server) templates(w http.ResponseWriter, _ *http.Request) error {
	list := []template{}
	for _, id := range s.Engine.Library().Templates() {
		if t, _ := s.Engine.Library().Template(id); t != nil {
			list = append(list, template{id, t.Name})
		}
	}
	return give(w, http.StatusOK, list)
}

// rule is what is known of a rule, in one language.
type rule struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	Level     string   `json:"level"`
	Law       []string `json:"law,omitempty"`
	Example   []string `json:"example,omitempty"`
	Help      []string `json:"help,omitempty"`
	Templates []string `json:"templates,omitempty"`
}

func (s *server) rules(w http.ResponseWriter, r *http.Request) error {
	return s.ruled(w, r, func(string) bool { return true })
}

// explain answers with what gongwen explain says of a rule; templates may have
// different ones of one id.
func (s *server) explain(w http.ResponseWriter, r *http.Request) error {
	return s.ruled(w, r, func(id string) bool { return strings.EqualFold(id, r.PathValue("rule")) })
}

func (s *server) ruled(w http.ResponseWriter, r *http.Request, which func(id string) bool) error {
	all, said := engine.RulesOf(s.Engine.Library(), r.URL.Query().Get("template"))
	if said.HasErrors() {
		return problem{http.StatusNotFound, said[0].Message.In(langOf(r))}
	}
	list := []rule{}
	for _, found := range all {
		if !which(found.ID) {
			continue
		}
		texts := func(of func(configs.Rule) diag.Text) (texts []string) {
			for _, v := range found.Variants {
				if text := of(v).In(langOf(r)); text != "" && !slices.Contains(texts, text) {
					texts = append(texts, text)
				}
			}
			return texts
		}
		list = append(list, rule{
			found.ID, found.Name, found.Level.String(), texts(func(r configs.Rule) diag.Text { return r.Law }),
			texts(func(r configs.Rule) diag.Text { return r.Example }), texts(func(r configs.Rule) diag.Text { return r.Help }), found.Templates,
		})
	}
	if len(list) == 0 {
		return problem{http.StatusNotFound, "没有这条规则"}
	}
	return give(w, http.StatusOK, list)
}

// document is a report that an agency works on.
type document struct {
	ID       string `json:"id"`
	Template string `json:"template"`
	Year     int    `json:"year"`
	State    string `json:"state"`
	Version  int64  `json:"version"`
	Changed  string `json:"changed"`
}

func (s *server) reports(w http.ResponseWriter, r *http.Request) error {
	found, err := s.Store.Documents(r.Context(), tokenOf(r).Agency)
	if err != nil {
		return err
	}
	list := []document{}
	for _, d := range found {
		list = append(list, documentOf(d))
	}
	return give(w, http.StatusOK, list)
}

func documentOf(d store.Document) document {
	const format = "2006-01-02T15:04:05.000Z07:00" // RFC 3339, milliseconds as the store has them
	return document{d.ID, d.Template, d.Year, string(d.State), d.Version, d.Changed.UTC().Format(format)}
}

// report answers with a report of the token's agency as a report file in JSON.
func (s *server) report(w http.ResponseWriter, r *http.Request) error {
	d, err := s.Store.Document(r.Context(), tokenOf(r).Agency, r.PathValue("id"))
	if err != nil {
		return err
	}
	report, err := s.Desk.Report(r.Context(), d)
	switch {
	case err != nil:
		return err
	case report == nil:
		return problem{http.StatusConflict, "这份报告还看不懂，先在网页上改正标出的错误"}
	}
	made, said := s.Engine.ReportFile("report.json", report, false)
	if said.HasErrors() {
		return refused(w, r, said)
	}
	return giveFile(w, made, reportMedia[".json"])
}
