package page

import (
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"gongwen/cmd/internal/office/collecting"
	"gongwen/cmd/internal/office/jobs"
	"gongwen/cmd/internal/office/publication"
	"gongwen/cmd/internal/office/store"
)

// refusedView says why nothing was done on the pages of a collection.
type refusedView struct {
	shell
	Back, Why string
}

// refuse answers with why nothing was done, and the way back.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, c store.Collection, status int, why string) {
	sh, err := s.shellOfCollection(r, "没有办成", c)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	s.show(w, r, status, "refused", refusedView{sh, "/collect/" + c.ID, why})
}

// remind shows what is to be written to agencies: those that are named, or all that are late
// or wrong.
func (s *Server) remind(w http.ResponseWriter, r *http.Request, c store.Collection) {
	desk, err := s.collecting(r, c)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	names := r.URL.Query()["member"]
	if len(names) == 0 {
		for _, m := range desk.Rows {
			names = append(names, m.Name)
		}
	}
	mistakes := map[string][]string{}
	for i := range desk.Rows {
		if m := &desk.Rows[i]; m.Group == collecting.Wrong {
			mistakes[m.Name] = saidTo(m.Receipt.Said)
		}
	}
	p := whoOf(r)
	view := remindView{Collection: c}
	view.Each, view.All = desk.Reminders(names, collecting.Sender{Agency: p.Agency.Name, Name: p.Account.Name}, mistakes)
	if view.shell, err = s.shellOfCollection(r, "催办文字", c); err != nil {
		s.failed(w, r, err)
		return
	}
	s.show(w, r, http.StatusOK, "collect-reminders", view)
}

type remindView struct {
	shell
	Collection store.Collection
	Each       []collecting.Reminder
	All        string
}

// chosen are the members that a form names; where it names none, it answers.
func (s *Server) chosen(w http.ResponseWriter, r *http.Request, c store.Collection) []string {
	if err := r.ParseForm(); err != nil {
		http.Error(w, "收到的内容不完整。", http.StatusBadRequest)
		return nil
	}
	names := r.PostForm["member"]
	if len(names) == 0 || len(names) > collecting.MaxMembers {
		s.refuse(w, r, c, http.StatusBadRequest, "请先勾选单位。")
		return nil
	}
	return names
}

// setDeadlines gives agencies a deadline of their own.
func (s *Server) setDeadlines(w http.ResponseWriter, r *http.Request, c store.Collection) {
	names := s.chosen(w, r, c)
	if names == nil {
		return
	}
	day, ok := collecting.Day(r.PostFormValue("deadline"))
	if !ok {
		s.refuse(w, r, c, http.StatusBadRequest, "截止日期不是日期。")
		return
	}
	s.done(w, r, c, s.Store.SetDeadline(r.Context(), c, names, day, whoOf(r).Account, s.Now()))
}

// done goes back to the roster after something was done.
func (s *Server) done(w http.ResponseWriter, r *http.Request, c store.Collection, err error) {
	switch {
	case errors.Is(err, store.ErrDecided):
		s.refuse(w, r, c, http.StatusConflict, "所选的报告刚才已经办过，请看现在的情况再办。")
	case errors.Is(err, store.ErrState):
		s.refuse(w, r, c, http.StatusConflict, "有错误的报告不能收下，退回改正后再收。")
	case err != nil:
		s.failed(w, r, err)
	default:
		http.Redirect(w, r, "/collect/"+c.ID, http.StatusSeeOther)
	}
}

// decide accepts the reports of agencies, or sends them back with a reason. What has come in
// since whoever decides looked is not decided about where the form says which reports it
// means.
func (s *Server) decide(state store.ReceiptState) func(http.ResponseWriter, *http.Request, store.Collection) {
	return func(w http.ResponseWriter, r *http.Request, c store.Collection) {
		names := s.chosen(w, r, c)
		if names == nil {
			return
		}
		reason := strings.TrimSpace(r.PostFormValue("reason"))
		if state == store.SentBack && (reason == "" || len(reason) > maxOpinion) {
			s.refuse(w, r, c, http.StatusBadRequest, "退回要写明理由，不超过两千字。")
			return
		}
		desk, err := s.collecting(r, c)
		if err != nil {
			s.failed(w, r, err)
			return
		}
		var numbers []int64
		for _, name := range names {
			m := desk.Find(name)
			if m == nil || m.Group == collecting.Missing {
				continue
			}
			if seen := r.PostFormValue("number"); seen != "" && seen != number64(m.Receipt.Number) {
				s.refuse(w, r, c, http.StatusConflict, "这个单位刚又报来一份，请看新的一份再办。")
				return
			}
			numbers = append(numbers, m.Receipt.Number)
		}
		if len(numbers) == 0 {
			s.refuse(w, r, c, http.StatusConflict, "所选单位没有可以办理的报告。")
			return
		}
		s.done(w, r, c, s.Store.Decide(r.Context(), c, numbers, state, reason, whoOf(r).Account, s.Now()))
	}
}

// originalKind is the name of the files as they were sent among what may be downloaded.
const originalKind = "original"

// collectKinds are what may be downloaded of the reports of a collection.
func collectKinds() []downloadKind {
	all := downloads()
	return append([]downloadKind{{originalKind, "报来的原件"}}, all[:len(all)-1]...)
}

// downloadReports gives the reports of agencies, those that are named or all: as they were
// sent in one ZIP file, or as documents that are made in the background.
func (s *Server) downloadReports(w http.ResponseWriter, r *http.Request, c store.Collection) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, "收到的内容不完整。", http.StatusBadRequest)
		return
	}
	desk, err := s.collecting(r, c)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	names := r.PostForm["member"]
	var receipts []store.Receipt
	for i := range desk.Rows {
		if m := &desk.Rows[i]; m.Group != collecting.Missing && (len(names) == 0 || slices.Contains(names, m.Name)) {
			receipts = append(receipts, *m.Receipt)
		}
	}
	formats, _ := kinds(r.PostForm["format"])
	original := slices.Contains(r.PostForm["format"], originalKind)
	switch {
	case len(receipts) == 0:
		s.refuse(w, r, c, http.StatusConflict, "还没有可以下载的报告。")
	case len(formats) > 0:
		s.orderReports(w, r, c, receipts, formats)
	case original:
		var files []store.Picture
		for _, got := range receipts {
			files = append(files, store.Picture{Name: got.Member + "－" + originalName(got), Digest: got.Original})
		}
		s.giveAll(w, r, s.collectionName(c)+"各单位报告.zip", files)
	default:
		s.refuse(w, r, c, http.StatusBadRequest, "请选择格式。")
	}
}

// originalName is what the file of a receipt is called.
func originalName(got store.Receipt) string {
	if got.Document != "" {
		return got.File + ".json"
	}
	return got.File
}

// orderReports has documents of reports that came in made in the background.
func (s *Server) orderReports(w http.ResponseWriter, r *http.Request, c store.Collection, receipts []store.Receipt, formats []string) {
	var requests []jobs.Request
	var kept [][]byte
	for _, got := range receipts {
		name := publication.Name(got.Member, number(c.Year))
		files, err := s.picturesNamed(r.Context(), got)
		if err != nil {
			s.broken(w, r, err)
			return
		}
		pictures := map[string]string{}
		for _, f := range files {
			pictures[f.Path], kept = store.Digest(f.Data), append(kept, f.Data)
		}
		for _, f := range formats {
			requests = append(requests, jobs.Request{Name: name + "." + f, Make: &jobs.Document{Report: got.Report, Ending: ".json", Name: name, Formats: []string{f}, Draft: true, Pictures: pictures}})
		}
	}
	p := whoOf(r)
	task := store.Task{Kind: downloadTask, Agency: p.Agency.ID, Account: p.Account.ID, Title: fmt.Sprintf("下载%d家单位的报告", len(receipts)), Created: s.Now()}
	task, err := s.Jobs.Ask(r.Context(), task, requests, func(tx *sql.Tx) error {
		for _, content := range kept {
			if _, err := s.Store.KeepForJob(r.Context(), tx, content, s.Now()); err != nil {
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

// receiptOf finds the report of an address.
func (s *Server) receiptOf(r *http.Request, c store.Collection) (store.Receipt, error) {
	n, err := strconv.ParseInt(r.PathValue("number"), 10, 64)
	if err != nil {
		return store.Receipt{}, store.ErrUnknown
	}
	return s.Store.Receipt(r.Context(), c.ID, n)
}
