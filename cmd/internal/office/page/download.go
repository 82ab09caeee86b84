package page

import (
	"context"
	"mime"
	"net/http"
	"path"
	"slices"
	"strings"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/jobs"
	"gongwen/cmd/internal/office/publication"
	"gongwen/cmd/internal/office/store"
	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/output"
	"gongwen/output/format"
)

// reportForms are the forms of the report file itself.
var reportForms = []string{"yaml", "json", "xlsx"}

// download gives a document in a format, or its report file. What is given is what the
// command line makes of the report file, byte by byte; with errors a draft of it. With
// attachments that are bound apart it is a ZIP file of all.
func (s *Server) download(w http.ResponseWriter, r *http.Request, d store.Document) {
	form := r.PathValue("format")
	work, err := s.work(r.Context(), d)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	if work.laid.Report == nil {
		http.Error(w, "这份报告还看不懂，先改正标出的错误。", http.StatusConflict)
		return
	}
	name := nameOf(work.laid.Report)
	if slices.Contains(reportForms, form) {
		made, said := s.Engine.ReportFile(name+"."+form, work.laid.Report, false)
		give(w, made, said, "")
		return
	}
	if !slices.Contains(format.Names(), form) {
		http.NotFound(w, r)
		return
	}
	documents, said := s.documents(r.Context(), work, name, form)
	if len(documents) == 0 {
		give(w, output.File{}, said, "")
		return
	}
	made, err := publication.Together(documents)
	if err != nil {
		s.broken(w, r, err)
		return
	}
	if len(documents) > 1 {
		give(w, made, said, "application/zip")
		return
	}
	media := ""
	for _, f := range format.All() {
		if f.Name == form {
			media = f.MediaType
		}
	}
	give(w, made, said, media)
}

// documents makes the documents in a format of the report file that reportForms gives:
// its own and those of the attachments that are bound apart.
func (s *Server) documents(ctx context.Context, w *work, name, form string) ([]output.File, diag.List) {
	in, said := s.written(w, name)
	if said.HasErrors() {
		return nil, said
	}
	order, err := s.Orders(form)
	if err != nil {
		return nil, diag.From(err)
	}
	order.Previous, order.Draft = w.previous, w.laid.Said.HasErrors()
	return s.Engine.DocumentsOf(ctx, in, order)
}

// written is the report file that reportForms gives, with its pictures.
func (s *Server) written(w *work, name string) (engine.Input, diag.List) {
	report, said := s.Engine.ReportFile(name+".yaml", w.laid.Report, false)
	if said.HasErrors() {
		return engine.Input{}, said
	}
	folder := jobs.Files{path.Base(report.Path): report.Data}
	for picture, content := range w.pictures {
		folder[picture] = content
	}
	return engine.Input{Folder: folder, File: name + ".yaml", Path: name + ".yaml", Name: name}, nil
}

// give sends a file, or says why there is none.
func give(w http.ResponseWriter, f output.File, said diag.List, media string) {
	if len(f.Data) == 0 {
		var reasons []string
		for _, d := range said {
			if d.Level == diag.Error {
				reasons = append(reasons, d.Message.In(diag.ZH))
			}
		}
		http.Error(w, "没有生成："+strings.Join(reasons, "；"), http.StatusConflict)
		return
	}
	if media == "" {
		media = "application/octet-stream"
	}
	w.Header().Set("Content-Type", media)
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": path.Base(f.Path)}))
	_, _ = w.Write(f.Data) // whoever asked has gone
}

// nameOf is what files of a report are called.
func nameOf(r *data.Report) string { return publication.NameOf(r) }
