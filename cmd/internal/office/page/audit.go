package page

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"strconv"

	"gongwen/cmd/internal/office/store"
	"gongwen/configs"
	"gongwen/internal/diag"
)

// auditView is the log as an auditor reads it.
type auditView struct {
	shell
	Check   store.AuditCheck
	Faults  []string
	Entries []auditRow
	Before  int64 // the number from which earlier entries go on; 0 for none
}

type auditRow struct {
	Number          int64
	When, Name      string
	Said, Of, Short string
}

// perPage is how many entries a page of the log shows.
const perPage = 200

// audit shows the log, the latest entries first, and whether it is as it was written.
func (s *Server) audit(w http.ResponseWriter, r *http.Request) {
	check, err := s.Store.VerifyAudit(r.Context(), nil)
	if err != nil {
		s.broken(w, r, err)
		return
	}
	before, err := strconv.ParseInt(r.FormValue("before"), 10, 64)
	if err != nil || before < 1 {
		before = check.Entries + 1
	}
	entries, err := s.Store.Audit(r.Context(), max(0, before-1-perPage), perPage)
	if err != nil {
		s.broken(w, r, err)
		return
	}
	view := auditView{shell: s.shellOf(r, "审计日志"), Check: check}
	view.Nav[0].Current = true
	for _, f := range check.Faults {
		view.Faults = append(view.Faults, f.Said().Message.In(diag.ZH))
	}
	names, err := s.agencyNames(r)
	if err != nil {
		s.broken(w, r, err)
		return
	}
	slices.Reverse(entries)
	for _, e := range entries {
		if e.Number >= before {
			continue
		}
		const short = 12
		view.Entries = append(view.Entries, auditRow{
			e.Number, e.Time().Format("2006-01-02 15:04:05"), e.Name, entrySaid(s.confirmedOf(r.Context(), e), e), names[e.Agency], e.Hash[:min(short, len(e.Hash))],
		})
		view.Before = e.Number
	}
	if view.Before <= 1 {
		view.Before = 0
	}
	s.show(w, r, http.StatusOK, "audit", view)
}

// confirmedOf is the format of the document whose section an entry confirms; nil for other entries.
func (s *Server) confirmedOf(ctx context.Context, e store.Logged) *configs.Template {
	if e.Action != store.Confirm {
		return nil
	}
	d, err := s.Store.Document(ctx, e.Agency, e.Document)
	if err != nil {
		return nil // the entry is shown without the name of its section
	}
	t, _ := s.Engine.TemplateFor(d.Template, d.Year)
	return t
}

func (s *Server) agencyNames(r *http.Request) (map[string]string, error) {
	agencies, err := s.Store.Agencies(r.Context())
	if err != nil {
		return nil, err
	}
	names := make(map[string]string, len(agencies))
	for _, a := range agencies {
		names[a.ID] = a.Name
	}
	return names, nil
}

// auditExport gives the log as a file, and enters that into it.
func (s *Server) auditExport(w http.ResponseWriter, r *http.Request) {
	p := whoOf(r)
	if err := s.Store.Log(r.Context(), store.AuditEntry{Account: p.Account.ID, Name: p.Account.Name, Action: store.Exported}, s.Now()); err != nil {
		s.broken(w, r, err)
		return
	}
	var content bytes.Buffer
	if err := s.Store.ExportAudit(r.Context(), &content); err != nil {
		s.broken(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/jsonl")
	w.Header().Set("Content-Disposition", `attachment; filename="audit.jsonl"`)
	_, _ = w.Write(content.Bytes()) // whoever asked has gone
}
