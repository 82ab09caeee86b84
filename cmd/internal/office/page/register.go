package page

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"path"
	"strings"

	"gongwen/cmd/internal/office/confined"
	"gongwen/cmd/internal/office/jobs"
	"gongwen/cmd/internal/office/store"
	"gongwen/data/records"
	"gongwen/data/sheet"
)

// registerView is the page on which a register of requests (台账) is counted.
type registerView struct {
	shell
	Document store.Document
	Counted  *jobs.Counted // nil before one was sent
	Changes  []countedView
	Same     int // figures that are what the register comes to
	Problems []string
	Sheet    string // that was named
}

// countedView is a figure that the register changes.
type countedView struct {
	Place          sheet.Place
	Name, Was, Now string
	From           string
}

// showRegister asks for a register.
func (s *Server) showRegister(w http.ResponseWriter, r *http.Request, d store.Document) {
	s.register(w, r, http.StatusOK, registerView{Document: d})
}

func (s *Server) register(w http.ResponseWriter, r *http.Request, status int, view registerView) {
	view.shell = s.shellFor(r, "台账计数 — "+number(view.Document.Year)+"年度报告", view.Document, fillNav)
	s.show(w, r, status, "register", view)
}

// countRegister counts a register and shows what it comes to. The register is read in
// memory and in a process of its own; neither it nor its name is kept or logged.
func (s *Server) countRegister(w http.ResponseWriter, r *http.Request, d store.Document) {
	view := registerView{Document: d}
	refused := func(why ...string) {
		view.Problems = why
		s.register(w, r, http.StatusUnprocessableEntity, view)
	}
	if s.Register == nil {
		refused("这里不能数台账。")
		return
	}
	sent, err := sentInMemory(r)
	if err != nil || len(sent.Content) == 0 {
		refused("请先选择台账，不超过 64 MB。")
		return
	}
	sent.Year, view.Sheet = d.Year, sent.Sheet
	answer, err := s.Register(r.Context(), sent)
	switch {
	case errors.Is(err, confined.ErrCost):
		refused("这个文件太费时间或内存，没有数。")
		return
	case errors.Is(err, confined.ErrFault):
		s.Log.ErrorContext(r.Context(), "counting a register ended by a fault") // of which nothing may be said
		refused("读这个文件时出了问题，没有数。")
		return
	case err != nil:
		s.broken(w, r, err)
		return
	}
	counted := jobs.Counted{}
	if err := json.Unmarshal(answer, &counted); err != nil {
		s.broken(w, r, errors.New("what counting gave is not understood"))
		return
	}
	if len(counted.Cells) == 0 {
		refused(reasonsOf(counted.Said)...)
		return
	}
	work, err := s.load(r.Context(), d)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	view.Counted = &counted
	for _, c := range counted.Cells {
		switch was := work.sheet.Values[c.Place]; {
		case was == number(c.Count), was == "" && c.Count == 0:
			view.Same++
		default:
			view.Changes = append(view.Changes, countedView{c.Place, c.Name, was, number(c.Count), c.From})
		}
	}
	s.register(w, r, http.StatusOK, view)
}

// sentInMemory is the file of a form, named by its ending, and the sheet that stands before
// it. It is not put on a disk on the way, as a form that is parsed as a whole would be.
func sentInMemory(r *http.Request) (sent jobs.Register, err error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return sent, err
	}
	for {
		part, err := parts.NextPart()
		if err != nil {
			return sent, err
		}
		switch part.FormName() {
		case "sheet":
			name, err := io.ReadAll(io.LimitReader(part, maxSheetName))
			if err != nil {
				return sent, err
			}
			sent.Sheet = strings.TrimSpace(string(name))
		case "file":
			sent.Content, err = io.ReadAll(io.LimitReader(part, records.MaxBytes+1))
			if err == nil && len(sent.Content) > records.MaxBytes {
				err = http.ErrContentLength
			}
			sent.Name = "台账" + strings.ToLower(path.Ext(part.FileName()))
			return sent, err
		}
	}
}

// maxSheetName is how many bytes the name of a sheet has at most: Excel takes 31 characters.
const maxSheetName = 128

// takeCounts puts what a register has come to into the report.
func (s *Server) takeCounts(w http.ResponseWriter, r *http.Request, d store.Document) {
	template, said := s.Engine.TemplateFor(d.Template, d.Year)
	if template == nil {
		s.broken(w, r, said)
		return
	}
	if err := r.ParseForm(); err != nil || len(r.PostForm["place"]) == 0 {
		http.Error(w, "没有要填的数。", http.StatusBadRequest)
		return
	}
	places := sheet.New(template)
	at, was, now := r.PostForm["place"], r.PostForm["was"], r.PostForm["now"]
	var edits []store.Edit
	for i, place := range at {
		p := sheet.Place(place)
		if len(at) > maxEdits || len(was) != len(at) || len(now) != len(at) || p.Kind() != sheet.Cell || !places.Has(p) || strings.Trim(now[i], "0123456789") != "" || len(now[i]) > maxDigits {
			http.Error(w, "看不懂要填的数。", http.StatusBadRequest)
			return
		}
		edits = append(edits, store.Edit{Place: p, Was: was[i], Value: now[i]})
	}
	saved, err := s.Store.Save(r.Context(), d.ID, "register-"+rand.Text(), edits, whoOf(r).Account.ID, s.Now())
	switch {
	case errors.Is(err, store.ErrState):
		http.Error(w, locked(d.State), http.StatusConflict)
	case err != nil:
		s.failed(w, r, err)
	case len(saved.Conflicts) > 0:
		s.register(w, r, http.StatusConflict, registerView{Document: d, Problems: []string{"有 " + number(len(saved.Conflicts)) + " 个数刚被别人改过，没有换。请再数一遍台账。"}})
	default:
		http.Redirect(w, r, "/documents/"+d.ID+"/parts/"+edits[0].Place.Section(), http.StatusSeeOther)
	}
}

// maxDigits are those of a count.
const maxDigits = 9
