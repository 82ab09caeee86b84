package api

import (
	"net/http"
	"strings"

	"gongwen/cmd/internal/office/jobs"
	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/output/format"
)

// check answers with what gongwen check says of a file, in whatever form it is.
func (s *server) check(w http.ResponseWriter, r *http.Request) error {
	f, err := sent(r)
	if err != nil {
		return err
	}
	if !f.plain() {
		return s.checkOther(w, r, f)
	}
	work := one(toCheck, f)
	if work.Formats, err = s.formats(r); err != nil {
		return err
	}
	out, err := s.work(r, work)
	if err != nil {
		return err
	}
	return give(w, http.StatusOK, out.Judgement)
}

// checkOther is check of a file that is read in a process of its own, which tells no
// places.
func (s *server) checkOther(w http.ResponseWriter, r *http.Request, f file) error {
	read, err := s.understood(r, f)
	if err != nil {
		return err
	}
	answer, err := judged(r, saidOf(f.name, read.Said))
	if err != nil {
		return err
	}
	answer.Template, answer.Agency, answer.Year = read.Template, read.Agency, read.Year
	answer.Valid = read.Template != "" && !read.Errors
	return give(w, http.StatusOK, answer)
}

// about names the report that is judged.
func (j *judgement) about(report *data.Report) {
	if report == nil {
		j.Valid = false
		return
	}
	j.Template, j.Agency, j.Year = report.Template.ID, report.Agency().Text, report.Year().Text
}

// saidOf are messages as diagnostics of a file.
func saidOf(name string, messages []jobs.Message) (all diag.List) {
	for _, m := range messages {
		d := diag.Diagnostic{Level: diag.Warning, Pos: diag.Pos{File: name}, Rule: m.Rule, Message: diag.Text{ZH: m.ZH, EN: m.EN}}
		if m.Level == diag.Error.String() {
			d.Level = diag.Error
		}
		all = append(all, d)
	}
	return all
}

// formats are those that a request names, else the usual ones.
func (s *server) formats(r *http.Request) ([]string, error) {
	formats := format.Usual()
	if to := r.URL.Query().Get("to"); to != "" {
		formats = strings.Split(to, ",")
	}
	if _, err := s.Orders(formats...); err != nil {
		return nil, problem{http.StatusBadRequest, diag.From(err)[0].Message.In(langOf(r))}
	}
	return formats, nil
}
