package page

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/http"

	"gongwen/cmd/internal/office/jobs"
	"gongwen/cmd/internal/office/store"
	"gongwen/data/load"
	"gongwen/output/format"
)

// bagKind is the name of bags among the formats that may be ordered.
const bagKind = "bag"

// downloadKind is something that may be made of a document.
type downloadKind struct{ Name, Word string }

// downloads are what may be ordered of many documents.
func downloads() (all []downloadKind) {
	for _, f := range format.All() {
		all = append(all, downloadKind{f.Name, f.Title.ZH})
	}
	return append(all, downloadKind{bagKind, "归档包（BagIt）"})
}

type downloadsView struct {
	shell
	Documents []documentRow
	Kinds     []downloadKind
	Tasks     []taskRow
	Problem   string
}

// taskRow is a task with how far it is.
type taskRow struct {
	store.Task
	Progress store.Progress
}

// showDownloads lists the documents of an agency to choose from, and what was ordered
// before.
func (s *Server) showDownloads(w http.ResponseWriter, r *http.Request) {
	s.showOrders(w, r, http.StatusOK, "")
}

func (s *Server) showOrders(w http.ResponseWriter, r *http.Request, status int, problem string) {
	const most = 10
	view := downloadsView{shell: s.shellOf(r, "批量下载"), Kinds: downloads(), Problem: problem}
	documents, err := s.Store.Documents(r.Context(), whoOf(r).Agency.ID)
	if err != nil {
		s.broken(w, r, err)
		return
	}
	if view.Documents, err = s.rows(r.Context(), whoOf(r).Agency.ID, documents); err != nil {
		s.broken(w, r, err)
		return
	}
	tasks, err := s.Store.Tasks(r.Context(), whoOf(r).Agency.ID, downloadTask, most)
	if err != nil {
		s.broken(w, r, err)
		return
	}
	for _, t := range tasks {
		row := taskRow{Task: t}
		if row.Progress, err = s.Store.Progress(r.Context(), t.ID); err != nil {
			s.broken(w, r, err)
			return
		}
		view.Tasks = append(view.Tasks, row)
	}
	s.show(w, r, status, "downloads", view)
}

// templateName is what a kind of document is called.
func (s *Server) templateName(d store.Document) string {
	if t, _ := s.Engine.TemplateFor(d.Template, d.Year); t != nil {
		return t.Name
	}
	return d.Template
}

// maxOrdered are the documents that one order may have.
const maxOrdered = 500

// orderDownloads has documents of many reports made in the background.
func (s *Server) orderDownloads(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, "收到的内容不完整。", http.StatusBadRequest)
		return
	}
	formats, bag := kinds(r.PostForm["format"])
	ids := r.PostForm["document"]
	if len(ids) == 0 || len(ids) > maxOrdered || len(formats) == 0 && !bag {
		s.showOrders(w, r, http.StatusUnprocessableEntity, "请选择报告和格式。")
		return
	}
	p := whoOf(r)
	var requests []jobs.Request
	var kept [][]byte
	for _, id := range ids {
		d, err := s.Store.Document(r.Context(), p.Agency.ID, id)
		if err != nil {
			s.failed(w, r, err)
			return
		}
		document, report, err := s.requested(r.Context(), d)
		if err != nil {
			s.broken(w, r, err)
			return
		}
		kept = append(kept, report)
		for _, f := range formats {
			one := document
			one.Formats = []string{f}
			requests = append(requests, jobs.Request{Name: document.Name + "." + f, Make: &one})
		}
		if bag {
			one := document
			one.Formats, one.Bag, one.Draft = format.Names(), true, false
			requests = append(requests, jobs.Request{Name: document.Name + "（归档包）", Make: &one})
		}
	}
	task := store.Task{Kind: downloadTask, Agency: p.Agency.ID, Account: p.Account.ID, Title: fmt.Sprintf("下载%d份报告", len(ids)), Created: s.Now()}
	task, err := s.Jobs.Ask(r.Context(), task, requests, func(tx *sql.Tx) error {
		for _, report := range kept {
			if _, err := s.Store.KeepForJob(r.Context(), tx, report, s.Now()); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		s.broken(w, r, err)
		return
	}
	http.Redirect(w, r, "/tasks/"+task.ID, http.StatusSeeOther)
}

// requested is the report file of a document as it is now, and what makes its documents.
func (s *Server) requested(ctx context.Context, d store.Document) (jobs.Document, []byte, error) {
	w, err := s.load(ctx, d)
	if err != nil {
		return jobs.Document{}, nil, err
	}
	report, said := load.Build(d.ID, w.sheet.Tree(), s.Engine.Library())
	if report == nil {
		return jobs.Document{}, nil, fmt.Errorf("a document: %w", said)
	}
	file, said := s.Engine.ReportFile("report.yaml", report, false)
	if said.HasErrors() {
		return jobs.Document{}, nil, said
	}
	document := jobs.Document{Report: store.Digest(file.Data), Ending: ".yaml", Name: nameOf(report), Previous: d.Previous, Draft: true, Pictures: map[string]string{}}
	for name, content := range w.pictures {
		document.Pictures[name] = store.Digest(content)
	}
	return document, file.Data, nil
}

// saidOf is what was said of an item.
func saidOf(item store.ItemResult) (said []jobs.Message) {
	if err := json.Unmarshal([]byte(item.Result.Said), &said); err != nil {
		return nil
	}
	return said
}
