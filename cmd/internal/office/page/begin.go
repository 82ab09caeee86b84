package page

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gongwen/cmd/internal/office/jobs"
	"gongwen/cmd/internal/office/publication"
	"gongwen/cmd/internal/office/store"
	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/blank"
	"gongwen/data/intake/open"
	"gongwen/data/sheet"
	"gongwen/internal/diag"
)

type homeView struct {
	shell
	Documents []documentRow
}

type documentRow struct {
	store.Document
	Name       string // with its year, or its title
	Dated      bool   // it is of a year
	Step, Kind string // where it is on its way
	Turn       string // what whoever looks has to do; empty for nothing
	Since      string // how long it has been there
	Due        string
}

// home lists the documents of an agency; it goes on to the only one.
func (s *Server) home(w http.ResponseWriter, r *http.Request) {
	p := whoOf(r)
	if p.has(store.Auditor) {
		http.Redirect(w, r, "/audit", http.StatusSeeOther)
		return
	}
	if p.has(store.System) || p.has(store.Security) {
		http.Redirect(w, r, "/accounts", http.StatusSeeOther)
		return
	}
	if p.has(store.Collector) && !p.reads() {
		http.Redirect(w, r, "/collect", http.StatusSeeOther)
		return
	}
	documents, err := s.Store.Documents(r.Context(), p.Agency.ID)
	if err != nil {
		s.broken(w, r, err)
		return
	}
	if len(documents) == 0 && p.May() {
		http.Redirect(w, r, "/new", http.StatusSeeOther)
		return
	}
	rows, err := s.rows(r.Context(), p.Agency.ID, documents)
	if err != nil {
		s.broken(w, r, err)
		return
	}
	view := homeView{shell: s.shellOf(r, "本单位的报告")}
	for _, row := range rows {
		d := row.Document
		row.Step, row.Kind = stateWord(d.State), "now"
		if d.State == store.Signed || d.State == store.Published {
			row.Kind = "done"
		}
		if err := s.turn(r.Context(), p, &row); err != nil {
			s.failed(w, r, err)
			return
		}
		view.Documents = append(view.Documents, row)
	}
	s.show(w, r, http.StatusOK, "home", view)
}

// rows name documents as lists of them do.
func (s *Server) rows(ctx context.Context, agency string, documents []store.Document) ([]documentRow, error) {
	titles, err := s.Store.Values(ctx, agency, sheet.At(sheet.Field, titleField))
	if err != nil {
		return nil, err
	}
	rows := make([]documentRow, len(documents))
	for i, d := range documents {
		rows[i] = documentRow{Document: d, Name: s.called(d), Dated: s.dated(d)}
		if title := strings.NewReplacer("|", "", "/", "").Replace(titles[d.ID]); title != "" && !rows[i].Dated {
			rows[i].Name += "：" + title
		} else if rows[i].Dated {
			rows[i].Name += s.templateName(d)
		}
	}
	return rows, nil
}

// titleField is the header field of 公文 that holds the title.
const titleField = "title"

// dated reports whether a document is of a year, as reports are and 公文 are not.
func (s *Server) dated(d store.Document) bool {
	t, _ := s.Engine.TemplateFor(d.Template, d.Year)
	return t == nil || t.Year() != nil
}

// called is what a document is called in short: by its year, or its kind.
func (s *Server) called(d store.Document) string {
	if s.dated(d) {
		return number(d.Year) + "年度"
	}
	return s.templateName(d)
}

type newView struct {
	shell
	Template  string
	Yearly    []templateView // of a year, beside the one that the year chooses
	Documents []templateView // 公文
	Year      int
	How       string
	Problems  []string
}

func (s *Server) showNew(w http.ResponseWriter, r *http.Request) {
	s.showBeginning(w, r, http.StatusOK, newView{Year: s.Now().Year() - 1, How: "previous"})
}

func (s *Server) showBeginning(w http.ResponseWriter, r *http.Request, status int, view newView) {
	view.shell = s.shellOf(r, "建立报告")
	view.Yearly, view.Documents = s.beginnings()
	s.show(w, r, status, "new", view)
}

// templateView is a format that a document may have.
type templateView struct{ ID, Name string }

// beginnings are the formats that a document may begin with beside those that years alone
// choose: those of a year, and 公文 in the order of their names.
func (s *Server) beginnings() (yearly, documents []templateView) {
	for _, id := range s.Engine.Library().Templates() {
		if configs.KindOf(id) == configs.DefaultKind {
			continue
		}
		t, _ := s.Engine.TemplateFor(id, 0)
		switch {
		case t == nil:
		case t.Year() != nil:
			yearly = append(yearly, templateView{t.ID, t.Name})
		default:
			documents = append(documents, templateView{t.ID, t.Name})
		}
	}
	slices.SortStableFunc(documents, func(a, b templateView) int { return strings.Compare(inPinyin(a.Name), inPinyin(b.Name)) })
	return yearly, documents
}

// formats are all that beginnings are.
func (s *Server) formats() []templateView { return slices.Concat(s.beginnings()) }

// inPinyin is a text by which names sort as dictionaries have them: GBK has the common
// characters in the order of their pinyin (GB/T 2312 level 1).
func inPinyin(name string) string {
	key, err := simplifiedchinese.GBK.NewEncoder().String(name)
	if err != nil {
		return name
	}
	return key
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

// The ways in which a document begins, and another use of a file that is sent.
const (
	howPrevious = "previous"
	howImport   = "import"
	howBlank    = "blank"
	howReplace  = "replace" // last year's report of a document is another one
)

// wish is what is to be done with a file when it has been read.
type wish struct {
	How      string `json:"how"`
	Template string `json:"template,omitempty"`
	Year     int    `json:"year,omitempty"`
	Name     string `json:"name"`               // of the file
	Digest   string `json:"digest,omitempty"`   // of its content; empty where none was sent
	Document string `json:"document,omitempty"` // that is to have it; of one that begins its id, empty for a new one
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
	view.Template = r.PostFormValue("template")
	again := func(problems []string) {
		view.Problems = problems
		s.showBeginning(w, r, http.StatusUnprocessableEntity, view)
	}
	if view.How == howBlank {
		location, problems, err := s.enter(r.Context(), whoOf(r), wish{How: howBlank, Year: view.Year, Template: view.Template}, jobs.Read{})
		s.accepted(w, r, location, problems, err, again)
		return
	}
	file, err := uploaded(r, "file-"+view.How)
	if err != nil {
		http.Error(w, "文件没有收全。", http.StatusBadRequest)
		return
	}
	if file == nil || view.How != howPrevious && view.How != howImport {
		again([]string{"请先选择文件。"})
		return
	}
	s.take(w, r, file, wish{How: view.How, Year: view.Year, Template: view.Template, Name: file.name}, again)
}

// setPrevious takes last year's report, in any form that import takes.
func (s *Server) setPrevious(w http.ResponseWriter, r *http.Request, d store.Document) {
	file, err := uploaded(r, "file")
	if err != nil || file == nil {
		http.Error(w, "请先选择文件。", http.StatusBadRequest)
		return
	}
	s.take(w, r, file, wish{How: howReplace, Year: d.Year, Name: file.name, Document: d.ID}, func(problems []string) {
		http.Error(w, strings.Join(problems, "；"), http.StatusUnprocessableEntity)
	})
}

// patience is how long somebody who sends a file waits for it to be read before a page
// says how far it is.
const patience = 8 * time.Second

// take has a file read in the background, waits for that, and does what is wished; where
// it takes long a page says so.
func (s *Server) take(w http.ResponseWriter, r *http.Request, file *upload, as wish, again func([]string)) {
	if !isReadable(file.content) {
		again([]string{"这个文件不是 Word、WPS、PDF、OFD、网页、工作簿或报告文件。"})
		return
	}
	as.Digest = store.Digest(file.content)
	detail, err := json.Marshal(as)
	if err != nil {
		s.broken(w, r, err)
		return
	}
	p := whoOf(r)
	task := store.Task{Kind: uploadTask, Agency: p.Agency.ID, Account: p.Account.ID, Title: file.name, Detail: string(detail), Created: s.Now()}
	request := jobs.Request{Name: file.name, Read: &jobs.Upload{File: store.Digest(file.content), Ending: strings.ToLower(path.Ext(file.name))}}
	task, err = s.Jobs.Ask(r.Context(), task, []jobs.Request{request}, func(tx *sql.Tx) error {
		_, err := s.Store.KeepForJob(r.Context(), tx, file.content, s.Now())
		return err
	})
	if err != nil {
		s.broken(w, r, err)
		return
	}
	progress, err := s.Jobs.Wait(r.Context(), task.ID, patience)
	switch {
	case err != nil:
		s.broken(w, r, err)
	case !progress.Ended():
		http.Redirect(w, r, "/tasks/"+task.ID, http.StatusSeeOther)
	default:
		location, problems, err := s.fulfil(r, task)
		s.accepted(w, r, location, problems, err, again)
	}
}

// isReadable reports whether a file is by its content of a kind that can hold a report.
func isReadable(content []byte) bool {
	const beginning = 4096
	switch {
	case open.IsWorkbook(content), open.IsReadable(content), publication.IsPackage(content):
		return true
	case bytes.HasPrefix(content, []byte("\xff\xfe")), bytes.HasPrefix(content, []byte("\xfe\xff")): // text of 16 bits
		return true
	}
	return !open.IsDocument(content) && !bytes.ContainsRune(content[:min(len(content), beginning)], 0)
}

// accepted goes on to where a wish was done, or says why it was not.
func (s *Server) accepted(w http.ResponseWriter, r *http.Request, location string, problems []string, err error, again func([]string)) {
	switch {
	case err != nil:
		s.broken(w, r, err)
	case len(problems) > 0:
		again(problems)
	default:
		http.Redirect(w, r, location, http.StatusSeeOther)
	}
}

// fulfil does what is wished with a file that has been read, and gives where that is to
// be seen, or why it was not done.
func (s *Server) fulfil(r *http.Request, task store.Task) (location string, problems []string, err error) {
	var as wish
	if err := json.Unmarshal([]byte(task.Detail), &as); err != nil {
		return "", nil, err
	}
	items, err := s.Store.Items(r.Context(), task.ID, 0, 1)
	if err != nil {
		return "", nil, err
	}
	if len(items) == 0 || items[0].Result == nil {
		return "", []string{"没有读成，请再传一次。"}, nil
	}
	read, err := s.Jobs.ReadOf(r.Context(), items[0])
	if err != nil {
		return "", nil, err
	}
	if read.Template == "" || as.How != howImport && read.Errors {
		return "", reasonsOf(read.Said), nil
	}
	return s.enter(r.Context(), whoOf(r), as, read)
}

// enter makes the document that is wished of what was read, or gives one another report
// of last year.
func (s *Server) enter(ctx context.Context, p who, as wish, read jobs.Read) (location string, problems []string, err error) {
	if as.How == howReplace {
		return s.replace(ctx, p, as, read)
	}
	d := store.Document{ID: as.Document, Agency: p.Agency.ID, Year: as.Year, State: store.Drafting}
	var values map[sheet.Place]string
	if as.How == howImport {
		d.Template = read.Template
		if d.Year, _ = strconv.Atoi(read.Year); d.Year == 0 && s.dated(d) {
			return "", []string{"这份报告没有年度。"}, nil
		}
		if !read.Fillable {
			return "", []string{fmt.Sprintf("有一张表超过 %d 行，或者文字太长，在网页上不能填，请用报告文件。", sheet.MaxRows)}, nil
		}
		d.Template, values = read.Template, read.Values
	} else {
		template, said := s.Engine.TemplateFor(as.Template, as.Year)
		if template == nil {
			return "", reasons(said), nil
		}
		switch {
		case template.Year() == nil && as.How == howPrevious:
			return "", []string{"“" + template.Name + "”没有上年的，请从空白开始，或者导入已有的稿子。"}, nil
		case template.Year() == nil:
			d.Year = 0
		case !template.Years.Serve(as.Year):
			return "", []string{fmt.Sprintf("格式“%s”不用于%d年度。", template.Name, as.Year)}, nil
		}
		var previous *data.Report
		if as.How == howPrevious {
			if previous, d.Previous, problems, err = s.previousOf(ctx, p, as, read); err != nil || len(problems) > 0 {
				return "", problems, err
			}
			d.PreviousName = as.Name
		}
		d.Template = template.ID
		values = sheet.Of(blank.Report(template, blank.Header{Agency: p.Agency.Name, Year: strconv.Itoa(as.Year)}, previous)).Values
		untotalled(template, values)
	}
	d, err = s.Store.ImportDocument(ctx, d, values, store.Origin{Name: as.Name, Digest: as.Digest}, p.Account.ID, s.Now())
	if errors.Is(err, store.ErrExists) {
		return "", []string{fmt.Sprintf("%d年度的报告已经建立了。", d.Year)}, nil
	}
	return "/documents/" + d.ID, nil, err
}

// untotalled leaves totals to the program, which computes them as long as nobody has typed them.
func untotalled(t *configs.Template, values map[sheet.Place]string) {
	for i := range t.Tables {
		for ref := range data.Totals(&t.Tables[i]) {
			delete(values, sheet.CellAt(t.Tables[i].ID, ref))
		}
	}
}

// previousOf is last year's report that was read, which the store keeps as a report
// file.
func (s *Server) previousOf(ctx context.Context, p who, as wish, read jobs.Read) (report *data.Report, digest string, problems []string, err error) {
	report, said := jobs.ReportOf(ctx, s.Engine, read)
	if report == nil {
		return nil, "", reasons(said), nil
	}
	if said := s.Engine.Follows(report, as.Year, p.Agency.Name); said.HasErrors() {
		return nil, "", reasons(said), nil
	}
	digest, err = s.Store.Keep(ctx, []byte(read.Report))
	return report, digest, nil, err
}

// replace gives a document another report of last year.
func (s *Server) replace(ctx context.Context, p who, as wish, read jobs.Read) (location string, problems []string, err error) {
	d, err := s.Store.Document(ctx, p.Agency.ID, as.Document)
	if err != nil {
		return "", nil, err
	}
	if d.State != store.Drafting {
		return "", []string{locked(d.State)}, nil
	}
	_, digest, problems, err := s.previousOf(ctx, p, as, read)
	if err != nil || len(problems) > 0 {
		return "", problems, err
	}
	if err := s.Store.SetPrevious(ctx, d.ID, digest, as.Name); err != nil {
		return "", nil, err
	}
	s.bench.forget(d.ID)
	return "/documents/" + d.ID, nil, nil
}

// maxReasons are the reasons that somebody is told.
const maxReasons = 8

// reasons are the errors of a list in words.
func reasons(said diag.List) []string { return reasonsOf(jobs.Messages(said)) }

func reasonsOf(said []jobs.Message) []string {
	var all []string
	for _, m := range said {
		if m.Level == diag.Error.String() && len(all) < maxReasons && !slices.Contains(all, m.ZH) { // one place, by several rules
			all = append(all, m.ZH)
		}
	}
	if len(all) == 0 {
		all = append(all, "看不懂这个文件。")
	}
	return all
}

// addPicture takes a picture for the text, typed by its content.
func (s *Server) addPicture(w http.ResponseWriter, r *http.Request, d store.Document) {
	file, err := uploaded(r, "file")
	if err != nil || file == nil {
		http.Error(w, "请先选择图片。", http.StatusBadRequest)
		return
	}
	if !s.scanned(w, r, file.content) {
		return
	}
	if !s.tried(w, r, jobs.PictureFile, file.content) {
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
