package page

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"strconv"
	"strings"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/store"
	"gongwen/data"
	"gongwen/data/blank"
	"gongwen/data/sheet"
	"gongwen/internal/diag"
	"gongwen/internal/picture"
)

type homeView struct {
	shell
	Documents []documentRow
}

type documentRow struct {
	store.Document
	Name       string
	Step, Kind string // where it is on its way
}

// home lists the documents of an agency; it goes on to the only one.
func (s *Server) home(w http.ResponseWriter, r *http.Request) {
	p := whoOf(r)
	documents, err := s.Store.Documents(r.Context(), p.Agency.ID)
	if err != nil {
		s.broken(w, r, err)
		return
	}
	if len(documents) == 0 && p.May() {
		http.Redirect(w, r, "/new", http.StatusSeeOther)
		return
	}
	view := homeView{shell: s.shellOf(r, "本单位的报告")}
	for _, d := range documents {
		row := documentRow{Document: d, Name: d.Template, Step: stateWord(d.State), Kind: "now"}
		if d.State == store.Signed || d.State == store.Published {
			row.Kind = "done"
		}
		if t, _ := s.Engine.TemplateFor(d.Template, d.Year); t != nil {
			row.Name = t.Name
		}
		view.Documents = append(view.Documents, row)
	}
	s.show(w, r, http.StatusOK, "home", view)
}

type newView struct {
	shell
	Year     int
	How      string
	Problems []string
}

func (s *Server) showNew(w http.ResponseWriter, r *http.Request) {
	s.showBeginning(w, r, http.StatusOK, newView{Year: s.Now().Year() - 1, How: "previous"})
}

func (s *Server) showBeginning(w http.ResponseWriter, r *http.Request, status int, view newView) {
	view.shell = s.shellOf(r, fmt.Sprintf("建立%d年度报告", view.Year))
	s.show(w, r, status, "new", view)
}

// upload is a file that somebody sends.
type upload struct {
	name    string
	content []byte
}

// uploaded is the file of a form; nil for none.
func uploaded(r *http.Request, field string) (*upload, error) {
	file, header, err := r.FormFile(field)
	if errors.Is(err, http.ErrMissingFile) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(file)
	if err = errors.Join(err, file.Close()); err != nil {
		return nil, err
	}
	return &upload{path.Base(strings.ReplaceAll(header.Filename, `\`, "/")), content}, nil
}

// begin makes a document: of last year's report, of a report file, or empty.
func (s *Server) begin(w http.ResponseWriter, r *http.Request) {
	const inMemory = 8 << 20
	if err := r.ParseMultipartForm(inMemory); err != nil {
		http.Error(w, "收到的内容不完整，或者文件太大。", http.StatusBadRequest)
		return
	}
	view := newView{How: r.PostFormValue("how")}
	view.Year, _ = strconv.Atoi(r.PostFormValue("year"))
	file, err := uploaded(r, "file-"+view.How)
	if err != nil {
		http.Error(w, "文件没有收全。", http.StatusBadRequest)
		return
	}
	d, values, problems := s.beginning(r, view, file)
	if len(problems) == 0 {
		d, err = s.Store.NewDocument(r.Context(), d, values, whoOf(r).Account.ID, s.Now())
		switch {
		case errors.Is(err, store.ErrExists):
			problems = []string{fmt.Sprintf("%d年度的报告已经建立了。", d.Year)}
		case err != nil:
			s.broken(w, r, err)
			return
		}
	}
	if len(problems) > 0 {
		view.Problems = problems
		s.showBeginning(w, r, http.StatusUnprocessableEntity, view)
		return
	}
	http.Redirect(w, r, "/documents/"+d.ID, http.StatusSeeOther)
}

// beginning is what a document begins with, or why there is none.
func (s *Server) beginning(r *http.Request, view newView, file *upload) (store.Document, map[sheet.Place]string, []string) {
	p := whoOf(r)
	d := store.Document{Agency: p.Agency.ID, Year: view.Year, State: store.Drafting}
	if view.How != "blank" && file == nil {
		return d, nil, []string{"请先选择文件。"}
	}
	var given *data.Report
	if file != nil {
		report, said := s.readAny(r.Context(), file.name, file.content)
		if report == nil || view.How == "previous" && said.HasErrors() {
			return d, nil, reasons(said)
		}
		given = report
	}
	if view.How == "import" {
		year, err := strconv.Atoi(given.Year().Text)
		if err != nil {
			return d, nil, []string{"这份报告没有年度。"}
		}
		if !sheet.Holds(given.Template) {
			return d, nil, []string{"这种格式的表格行数不定，在网页上还不能填，请用报告文件。"}
		}
		d.Year, d.Template = year, given.Template.ID
		return d, sheet.Of(given).Values, nil
	}
	template, said := s.Engine.TemplateFor("", view.Year)
	if template == nil {
		return d, nil, reasons(said)
	}
	d.Template = template.ID
	agency := p.Agency.Name
	if given != nil {
		if said := s.Engine.Follows(given, view.Year, agency); said.HasErrors() {
			return d, nil, reasons(said)
		}
		digest, err := s.Store.Keep(r.Context(), file.content)
		if err != nil {
			return d, nil, []string{"文件没有存上。"}
		}
		d.Previous, d.PreviousName = digest, file.name
	}
	report := blank.Report(template, blank.Header{Agency: agency, Year: strconv.Itoa(view.Year)}, given)
	return d, sheet.Of(report).Values, nil
}

// reasons are the errors of a list in words.
func reasons(said diag.List) []string {
	const most = 8
	var all []string
	for _, d := range said {
		if d.Level == diag.Error && len(all) < most {
			all = append(all, d.Message.In(diag.ZH))
		}
	}
	if len(all) == 0 {
		all = append(all, "看不懂这个文件。")
	}
	return all
}

// setPrevious takes last year's report, in any form that import takes.
func (s *Server) setPrevious(w http.ResponseWriter, r *http.Request, d store.Document) {
	file, err := uploaded(r, "file")
	if err != nil || file == nil {
		http.Error(w, "请先选择文件。", http.StatusBadRequest)
		return
	}
	report, said := s.readAny(r.Context(), file.name, file.content)
	if report == nil || said.HasErrors() {
		http.Error(w, strings.Join(reasons(said), "；"), http.StatusUnprocessableEntity)
		return
	}
	if said := s.Engine.Follows(report, d.Year, whoOf(r).Agency.Name); said.HasErrors() {
		http.Error(w, strings.Join(reasons(said), "；"), http.StatusUnprocessableEntity)
		return
	}
	digest, err := s.Store.Keep(r.Context(), file.content)
	if err == nil {
		err = s.Store.SetPrevious(r.Context(), d.ID, digest, file.name)
	}
	if err != nil {
		s.broken(w, r, err)
		return
	}
	s.bench.forget(d.ID)
	http.Redirect(w, r, "/documents/"+d.ID, http.StatusSeeOther)
}

// addPicture takes a picture for the text, typed by its content.
func (s *Server) addPicture(w http.ResponseWriter, r *http.Request, d store.Document) {
	file, err := uploaded(r, "file")
	if err != nil || file == nil {
		http.Error(w, "请先选择图片。", http.StatusBadRequest)
		return
	}
	limits := engine.StandardLimits().Pictures
	if _, err := limits.Each.Read(file.content); err != nil {
		var fault *picture.Fault
		if errors.As(err, &fault) {
			http.Error(w, fault.Message.In(diag.ZH), http.StatusUnprocessableEntity)
			return
		}
		s.broken(w, r, err)
		return
	}
	digest, err := s.Store.Keep(r.Context(), file.content)
	if err == nil {
		err = s.Store.SetPicture(r.Context(), d.ID, store.Picture{Name: file.name, Digest: digest})
	}
	if err != nil {
		s.broken(w, r, err)
		return
	}
	s.bench.forget(d.ID)
	s.answer(w, r, map[string]string{"name": file.name})
}
