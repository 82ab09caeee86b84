package page

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/store"
	"gongwen/internal/diag"
	"gongwen/output"
)

// waySteps are the steps that a document goes through, as the pages show them.
var waySteps = []string{"起草", "核稿", "会签", "签发", "发布"}

// wayView is the way of a document in the bar of its pages.
type wayView struct {
	Word          string
	Past, Current bool
}

// stepNumber is the step at which a document of a state is, by its number in waySteps.
func stepNumber(state store.State) int {
	switch state {
	case store.Reviewing:
		return 1
	case store.Countersigning:
		return 2
	case store.Approving:
		return 3
	case store.Signed:
		return 4
	case store.Published:
		return 5
	}
	return 0
}

// stateWord is a state in words.
func stateWord(state store.State) string {
	switch state {
	case store.Signed:
		return "已签发，待发布"
	case store.Published:
		return "已发布"
	}
	return waySteps[stepNumber(state)]
}

// wayOf is the way of a document that is at a state.
func wayOf(state store.State) []wayView {
	at := stepNumber(state)
	way := make([]wayView, len(waySteps))
	for i, word := range waySteps {
		way[i] = wayView{word, i < at, i == at}
	}
	return way
}

// maxOpinion is how long an opinion, a reason or a comment may be, in bytes.
const maxOpinion = 6000

// step takes a step with a document.
func (s *Server) step(w http.ResponseWriter, r *http.Request, d store.Document) {
	p := whoOf(r)
	m := store.Move{Action: store.Action(r.PostFormValue("action")), Opinion: strings.TrimSpace(r.PostFormValue("opinion"))}
	m.Saves, _ = strconv.ParseInt(r.PostFormValue("saves"), 10, 64)
	if len(m.Opinion) > maxOpinion {
		http.Error(w, "意见太长了，不超过两千字。", http.StatusBadRequest)
		return
	}
	if at, err := url.Parse(m.Opinion); m.Action == store.Publish && (err != nil || at.Host == "" || at.Scheme != "https" && at.Scheme != "http") {
		s.publishing(w, r, d, http.StatusUnprocessableEntity, &refusal{Of: string(store.Publish), Why: "没有登记：网页地址要以 http:// 或者 https:// 开头。", Typed: m.Opinion})
		return
	}
	if m.Action == store.Urge && store.May(m.Action, d.State, p.Roles) == nil {
		others, err := s.othersHave(r.Context(), d, p.Account)
		if err != nil {
			s.failed(w, r, err)
			return
		}
		if !others {
			s.sorry(w, r, d, http.StatusConflict, "这一环节现在只有您本人可办，不用催办。")
			return
		}
	}
	if m.Action == store.Submit && store.May(m.Action, d.State, p.Roles) == nil {
		reviewed, err := s.reviewed(r.Context(), d, p.Account)
		if err != nil {
			s.failed(w, r, err)
			return
		}
		if !reviewed {
			s.sorry(w, r, d, http.StatusConflict, "本单位还没有别的核稿人，送去了没有人能办。先请安全管理员授予核稿人的角色。")
			return
		}
	}
	m.Sections = s.formatSections(d)
	if m.Action == store.Submit || m.Action == store.Issue {
		if ok := s.sound(w, r, d); !ok {
			return
		}
	}
	sections := []string{""}
	if m.Action == store.Confirm {
		sections = r.PostForm["section"]
		if len(sections) == 0 {
			s.sorry(w, r, d, http.StatusBadRequest, "请勾选要会签的表。")
			return
		}
	}
	for _, section := range sections {
		m.Section = section
		moved, err := s.Store.Step(r.Context(), d.ID, m, p.Account, p.Roles, s.Now())
		if err != nil {
			s.stepped(w, r, d, err)
			return
		}
		d.State = moved.State
		m.Saves = 0
	}
	s.Log.InfoContext(r.Context(), "step", "document", d.ID, "action", string(m.Action), "account", p.Account.ID)
	if m.Action == store.Issue {
		if err := s.keepFinals(r.Context(), d, p.Account); err != nil {
			s.broken(w, r, err)
			return
		}
	}
	http.Redirect(w, r, reviewAddress(d), http.StatusSeeOther)
}

// formatSections are the ids of the sections of a document's format; nil for no such format.
func (s *Server) formatSections(d store.Document) []string {
	t, _ := s.Engine.TemplateFor(d.Template, d.Year)
	if t == nil {
		return nil
	}
	all := make([]string, len(t.Sections))
	for i := range t.Sections {
		all[i] = t.Sections[i].ID
	}
	return all
}

// sound reports whether a document has no errors; where it has some, it answers.
func (s *Server) sound(w http.ResponseWriter, r *http.Request, d store.Document) bool {
	work, err := s.work(r.Context(), d)
	if err != nil {
		s.failed(w, r, err)
		return false
	}
	if work.laid.Said.HasErrors() {
		n := 0
		for _, f := range stateOf(d, work, nil).Findings {
			if f.Level == "error" {
				n++
			}
		}
		s.sorry(w, r, d, http.StatusConflict, "还有错误 "+number(n)+" 处，改正后才能送核稿、签发。")
		return false
	}
	return true
}

// sorry shows why something was not done, with the way back.
func (s *Server) sorry(w http.ResponseWriter, r *http.Request, d store.Document, status int, why string) {
	s.show(w, r, status, "sorry", sorryView{shell: s.shellFor(r, "没有办成", d, ""), Document: d, Why: why})
}

type sorryView struct {
	shell
	Document store.Document
	Why      string
}

// stepped answers with why a step was not taken.
func (s *Server) stepped(w http.ResponseWriter, r *http.Request, d store.Document, err error) {
	for _, known := range []struct {
		is     error
		status int
		why    string
	}{
		{store.ErrState, http.StatusConflict, "报告已经到了别的环节，或者内容刚有改动。请看现在的样子再办。"},
		{store.ErrRole, http.StatusForbidden, "您没有做这一步的权限。"},
		{store.ErrOwn, http.StatusConflict, "本人送核的报告，要由别人核稿、签发。"},
		{store.ErrReason, http.StatusBadRequest, "要写明理由。"},
		{store.ErrOwner, http.StatusForbidden, "这一部分由别的股室会签。"},
	} {
		if errors.Is(err, known.is) {
			s.sorry(w, r, d, known.status, known.why)
			return
		}
	}
	s.failed(w, r, err)
}

// keepFinals makes the files of a version that was signed and keeps them: another
// version of the program may make other bytes.
func (s *Server) keepFinals(ctx context.Context, d store.Document, by store.Account) error {
	versions, err := s.Store.Versions(ctx, d.ID)
	if err != nil || len(versions) == 0 {
		return err
	}
	number := versions[0].Number
	w, err := s.version(ctx, d, strconv.FormatInt(number, 10))
	if err != nil {
		return err
	}
	name := nameOf(w.laid.Report)
	for _, use := range uses {
		made := make([]output.File, 1)
		var said diag.List
		if slices.Contains(reportForms, use.Form) {
			made[0], said = s.Engine.ReportFile(name+"."+use.Form, w.laid.Report, false)
		} else {
			made, said = s.documents(ctx, w, name, use.Form)
		}
		if len(made) == 0 || len(made[0].Data) == 0 {
			return said
		}
		for _, file := range made {
			if err := s.Store.KeepMade(ctx, d, number, formOf(name, file), file.Data, by, s.Now()); err != nil {
				return err
			}
		}
	}
	return nil
}

// formOf is the form in which a file of a signed version is kept: pdf, or 附件2.pdf of an
// attachment that is bound apart.
func formOf(name string, file output.File) string {
	return strings.TrimLeft(engine.Input{Name: name}.Ending(file), "-.")
}

// endingOf is what the name of a file has behind that of its report, by its form.
func endingOf(form string) string {
	if path.Ext(form) == "" {
		return "." + form
	}
	return "-" + form
}

// leaseTime is how long somebody has a section after the last sign of life.
const leaseTime = 90 * time.Second

// lease gives a section to whoever edits it, or says who has it.
func (s *Server) lease(w http.ResponseWriter, r *http.Request, d store.Document) {
	section := r.PostFormValue("section")
	t, _ := s.Engine.TemplateFor(d.Template, d.Year)
	if t == nil || section != headPart && t.Section(section) == nil {
		http.NotFound(w, r)
		return
	}
	by := whoOf(r).Account.ID
	if r.PostFormValue("end") != "" {
		if err := s.Store.DropLease(r.Context(), d.ID, section, by); err != nil {
			s.failed(w, r, err)
			return
		}
		s.answer(w, r, leaseView{})
		return
	}
	if r.PostFormValue("look") != "" {
		s.looked(w, r, d, section)
		return
	}
	other, err := s.Store.TakeLease(r.Context(), d.ID, section, by, s.Now(), s.Now().Add(leaseTime))
	if err != nil {
		s.failed(w, r, err)
		return
	}
	view := leaseView{}
	if other != nil {
		view = leaseView{Part: section, By: other.By, Since: other.Since.Format("15:04")}
	}
	s.answer(w, r, view)
}

// looked says who else has a section.
func (s *Server) looked(w http.ResponseWriter, r *http.Request, d store.Document, section string) {
	leases, err := s.Store.Leases(r.Context(), d.ID, s.Now())
	if err != nil {
		s.failed(w, r, err)
		return
	}
	view := leaseView{}
	for _, l := range leases {
		if l.Section == section && l.Account != whoOf(r).Account.ID {
			view = leaseView{Part: section, By: l.By, Since: l.Since.Format("15:04")}
		}
	}
	s.answer(w, r, view)
}

// leaseView says who works at a part; it is empty for nobody else.
type leaseView struct {
	Part  string `json:"part,omitempty"`
	By    string `json:"by,omitempty"`
	Since string `json:"since,omitempty"`
}
