package page

import (
	"context"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"gongwen/cmd/internal/office/places"
	"gongwen/cmd/internal/office/store"
	"gongwen/data/sheet"
)

// reviewView is the page 审核与会签.
type reviewView struct {
	shell
	Document  store.Document
	Way       []wayView
	Status    string // beside the way: which version it is and who sent it
	Buttons   []buttonView
	Why       string // why steps cannot be taken now
	Act       string // what the opinion is called; empty where nobody asks for one
	Steps     []stepView
	Mine      []ownerView // sections that whoever looks can confirm
	At        int         // the page that is shown first; 0 for none
	Returned  *store.Logged
	Urged     *store.Logged
	May       bool // they change the document
	MayUrge   bool
	Urging    string // what is proposed
	Versions  []versionView
	From, To  string // as addresses have them
	FromTitle string
	ToTitle   string
	Old       int64 // the number of the version that is shown where it can be restored; 0 for none
	Previous  bool  // there is last year's report
	Mode      string
	Sheets    []sheetView
	Beside    []sheetView   // of the older version, where both are shown
	Text      template.HTML // of the clean version
	Changes   int
	Summary   string

	WaivedPlaces int
	Waived       []waivedView
	Nobody       bool // has the role of the next step: whoever sends it would wait in vain
	Comments     []commentView
	Open         int
	Places       []placeView
	Log          []logView
	Sound        bool
}

// buttonView is a step that somebody can take, or cannot.
type buttonView struct {
	Action    store.Action
	Word      string
	Main, Off bool
	Dialog    string // that asks first; empty for none
}

// stepView is a step in the list at the left.
type stepView struct {
	Word   string
	Past   bool
	Cur    bool
	Lines  []string
	Owners []ownerView
}

type ownerView struct {
	Section, Label, Department string
	Done                       bool
	Word                       string
	By                         string // who confirmed it and when
	Page                       int    // on which it begins; 0 where no pages are shown
}

type versionView struct {
	store.Version
	Current bool
	When    string
}

// sheetView is a page with what lies over it.
type sheetView struct {
	Number        int
	Address       string
	Width, Height string // in points
	Alt           string
	Marks, Bars   []mark
	Own           []mark // what whoever looks can confirm
	Anchor        bool   // the page has a place in the address
	Pins          []pinView
	Hits          []hitView
	lines         []places.Line
}

// hitView is a line that a comment can be about.
type hitView struct {
	X, Y, Width, Height string
	Place               sheet.Place
	Where, Text         string
}

type pinView struct{ X, Y, TextX, TextY, Number string }

type commentView struct {
	store.Comment
	When, Where, ClosedWhen string
	Replies                 []replyView
}

type replyView struct {
	store.Reply
	When string
}

type placeView struct {
	Place sheet.Place
	Word  string
}

type logView struct{ When, Name, Said string }

// The ways in which versions are shown.
const (
	markedMode = "marked"
	cleanMode  = "clean"
	besideMode = "beside"
)

func (s *Server) review(w http.ResponseWriter, r *http.Request, d store.Document) {
	view := reviewView{Document: d, Way: wayOf(d.State), Mode: r.FormValue("mode")}
	view.shell = s.shellFor(r, "审核与会签 — "+s.called(d), d, reviewNav)
	if !slices.Contains([]string{markedMode, cleanMode, besideMode}, view.Mode) {
		view.Mode = markedMode
	}
	for _, part := range []func(*http.Request, *reviewView) error{s.reviewWay, s.reviewVersions, s.reviewSheets, s.reviewTalk} {
		if err := part(r, &view); err != nil {
			s.failed(w, r, err)
			return
		}
	}
	s.show(w, r, http.StatusOK, "review", view)
}

// reviewWay fills in who has the document and what they can do with it.
func (s *Server) reviewWay(r *http.Request, v *reviewView) error {
	ctx, d, p := r.Context(), v.Document, whoOf(r)
	log, err := s.Store.AuditOf(ctx, d.ID, maxLog)
	if err != nil {
		return err
	}
	v.May = p.May() && d.State == store.Drafting
	v.Returned, v.Urged = newest(log)
	confirmations, err := s.Store.Confirmations(ctx, d, s.formatSections(d))
	if err != nil {
		return err
	}
	t, _ := s.Engine.TemplateFor(d.Template, d.Year)
	label := func(id string) string {
		if t != nil && t.Section(id) != nil {
			return t.Section(id).Label
		}
		return id
	}
	at := stepNumber(d.State)
	open := map[string]bool{}
	for _, c := range confirmations {
		open[c.Department] = open[c.Department] || !c.Valid
	}
	for i, word := range waySteps {
		step := stepView{Word: word, Past: i < at, Cur: i == at}
		if step.Lines, err = s.stepLines(ctx, d, i, at, log, open); err != nil {
			return err
		}
		if i == 2 {
			for _, c := range confirmations {
				o := ownerView{Section: c.Section, Label: label(c.Section), Department: c.Department, Done: c.Valid}
				if c.Valid {
					o.By = c.By + " " + s.when(c.At)
				}
				switch {
				case c.Valid && at < 2:
					o.Word = "已先会签"
				case c.Valid:
					o.Word = "已会签"
				case c.By != "":
					o.Word = "数字已改，须重签"
				}
				step.Owners = append(step.Owners, o)
				if !c.Valid && c.Department == p.Account.Department {
					v.Mine = append(v.Mine, o)
				}
			}
		}
		v.Steps = append(v.Steps, step)
	}
	if d.State == store.Countersigning && len(v.Mine) == 0 && store.May(store.Urge, d.State, p.Roles) != nil {
		v.Urged = nil // it is for those who have still to do something
	}
	if v.May {
		reviewed, err := s.reviewed(ctx, d, p.Account)
		if err != nil {
			return err
		}
		v.Nobody = !reviewed
	}
	v.buttons(p)
	if store.May(store.Urge, d.State, p.Roles) == nil {
		if v.MayUrge, err = s.othersHave(ctx, d, p.Account); err != nil {
			return err
		}
	}
	v.Urging = s.urging(d, waySteps[min(at, len(waySteps)-1)])
	return nil
}

// reviewed reports whether anybody but an account can review what it sends.
func (s *Server) reviewed(ctx context.Context, d store.Document, but store.Account) (bool, error) {
	reviewers, err := s.Store.AccountsOf(ctx, d.Agency, store.Reviewer)
	return slices.ContainsFunc(reviewers, func(a store.Account) bool { return a.ID != but.ID }), err
}

// othersHave reports whether anybody but an account has a document at its step: nobody urges
// themselves.
func (s *Server) othersHave(ctx context.Context, d store.Document, but store.Account) (bool, error) {
	people, err := s.Store.AccountsOf(ctx, d.Agency, stepRoles[min(stepNumber(d.State), len(stepRoles)-1)])
	if err != nil {
		return false, err
	}
	people = slices.DeleteFunc(people, func(a store.Account) bool { return a.ID == but.ID })
	if d.State != store.Countersigning {
		return len(people) > 0, nil
	}
	open, err := s.Store.Confirmations(ctx, d, s.formatSections(d))
	return slices.ContainsFunc(open, func(c store.Confirmation) bool {
		return !c.Valid && slices.ContainsFunc(people, func(a store.Account) bool { return a.Department == c.Department })
	}), err
}

// maxLog is how many entries of the log are looked at.
const maxLog = 500

// newest finds, in a log with the latest entry first, that which sent the document
// back to where it is, and that which urges whoever has it.
func newest(log []store.Logged) (returned, urged *store.Logged) {
	for i := range log {
		e := &log[i]
		switch {
		case e.Action == store.Urge && urged == nil:
			urged = e
		case e.Action == store.Return || e.Action == store.Withdraw:
			return e, urged
		case e.State != "":
			return nil, urged
		}
	}
	return nil, urged
}

// urging is what whoever urges may say.
func (s *Server) urging(d store.Document, step string) string {
	t, _ := s.Engine.TemplateFor(d.Template, d.Year)
	said := "“" + step + "”环节，请抓紧办理。"
	if t == nil || t.Year() == nil {
		return s.called(d) + "在" + said
	}
	said = number(d.Year) + "年度" + t.Name + "在" + said
	if len(t.Deadlines) > 0 {
		by := t.Deadlines[0]
		said += "期限：" + by.For + "，" + number(d.Year+1) + "年" + number(by.Month) + "月" + number(by.Day) + "日。"
	}
	return said
}

// publishBy is the day before which a document is to be published; nothing where its format
// has none.
func (s *Server) publishBy(d store.Document) []string {
	t, _ := s.Engine.TemplateFor(d.Template, d.Year)
	if t == nil || len(t.Deadlines) == 0 {
		return nil
	}
	return []string{number(t.Deadlines[0].Month) + "月" + number(t.Deadlines[0].Day) + "日前"}
}

// stepRoles are the roles that have a document at a step.
var stepRoles = []store.Role{store.Clerk, store.Reviewer, store.Countersigner, store.Leader, store.Clerk}

// stepLines says who has a step, or who has done it and when; open are the departments that
// confirm something, true for those that have not yet.
func (s *Server) stepLines(ctx context.Context, d store.Document, step, at int, log []store.Logged, open map[string]bool) ([]string, error) {
	done := [][]store.Action{{store.Submit}, {store.Pass}, {store.Confirm}, {store.Issue}, {store.Publish}}[step]
	if step < at && step == 2 && len(open) > 0 {
		return nil, nil // each is named with what it confirmed
	}
	if step < at {
		for _, e := range log {
			if slices.Contains(done, e.Action) {
				lines := []string{e.Name + "　" + s.when(e.Time()) + " " + doneWord(e.Action)}
				if step == 4 {
					lines = append(lines, e.Detail)
				}
				return lines, nil
			}
		}
		return nil, nil
	}
	if step == 4 {
		return s.publishBy(d), nil
	}
	if step == 2 && step != at {
		return nil, nil // the departments are named
	}
	people, err := s.Store.AccountsOf(ctx, d.Agency, stepRoles[step])
	if err != nil {
		return nil, err
	}
	var names []string
	for _, a := range people {
		if step != 2 || open[a.Department] {
			names = append(names, a.Name)
		}
	}
	line := strings.Join(names, "、")
	if line == "" {
		return []string{"还没有人有这个角色，请安全管理员授予"}, nil
	}
	if step == at {
		for _, e := range log {
			if e.State == d.State {
				line += "　在办，已 " + lasting(s.Now().Sub(e.Time()))
				break
			}
		}
	}
	return []string{line}, nil
}

func doneWord(a store.Action) string {
	switch a {
	case store.Submit:
		return "送核稿"
	case store.Pass:
		return "核稿通过"
	case store.Confirm:
		return "会签"
	case store.Issue:
		return "签发"
	}
	return "登记发布"
}

// lasting is a time in words.
func lasting(d time.Duration) string {
	minutes := int(d.Minutes())
	switch {
	case minutes < 60:
		return number(max(0, minutes)) + " 分"
	case minutes < 24*60:
		return number(minutes/60) + " 小时 " + number(minutes%60) + " 分"
	}
	return number(minutes/(24*60)) + " 天"
}

// when is a moment as people say it.
func (s *Server) when(t time.Time) string {
	now := s.Now()
	t = t.In(now.Location())
	if t.Year() == now.Year() && t.YearDay() == now.YearDay() {
		return "今日 " + t.Format("15:04")
	}
	if t.Year() == now.Year() {
		return t.Format("1月2日 15:04")
	}
	return t.Format("2006年1月2日")
}

// buttons are the steps that are shown: the next one is the main one, and those of
// others are shown as not yet to be taken.
func (v *reviewView) buttons(p who) {
	at := v.Document.State
	add := func(a store.Action, word, dialog string, main bool) {
		b := buttonView{Action: a, Word: word, Dialog: dialog, Main: main, Off: store.May(a, at, p.Roles) != nil}
		b.Off = b.Off || a == store.Submit && v.Nobody
		if a == store.Confirm {
			if b.Off = b.Off || len(v.Mine) == 0; b.Off {
				v.Mine = nil
			} else if len(v.Mine) > 1 {
				b.Word = "会签勾选的表"
			}
		}
		v.Buttons = append(v.Buttons, b)
	}
	switch at {
	case store.Drafting:
		add(store.Submit, "送核稿", "", true)
		v.Mine = nil
		switch {
		case v.Nobody:
			v.Why = "本单位还没有别的核稿人，送去了没有人能办：先请安全管理员授予。"
		case v.May:
			v.Why = "写好后送核稿。"
		case p.has(store.Reviewer):
			v.Why = "经办人在写，送核稿后由您核稿。"
		default:
			v.Why = "经办人在写，写好后送核稿。"
		}
	case store.Signed:
		add(store.Withdraw, "撤回签发…", "withdraw", false)
		v.Why = "内容已经锁定。要改，由签发人撤回。"
		return
	case store.Published:
		v.Why = "已经发布。"
		return
	default:
		if store.May(store.Recall, at, p.Roles) == nil {
			add(store.Recall, "撤回修改", "", false)
		}
		add(store.Return, "退回…", "return", false)
		add(store.Confirm, "会签", "", at == store.Countersigning)
		add(store.Issue, "签发", "", at == store.Approving)
		if at == store.Reviewing {
			add(store.Pass, "核稿通过", "", true)
		}
		v.Why = map[store.State]string{
			store.Reviewing:      "核稿通过后才能签发。",
			store.Countersigning: "各股室都会签后才能签发。",
			store.Approving:      "由签发人签发；签发后内容锁定。",
		}[at]
	}
	for _, b := range v.Buttons {
		if b.Main && !b.Off && b.Action != store.Submit {
			v.Why = "没有问题的，按“" + b.Word + "”；要改的，按“退回…”，写明理由。"
		}
	}
	if open := v.Open; open > 0 && at != store.Drafting {
		v.Why += "未了意见 " + number(open) + " 条一并转去。"
	}
	for _, b := range v.Buttons {
		if b.Main && !b.Off {
			v.Act = map[store.Action]string{
				store.Submit: "送核说明", store.Pass: "核稿意见", store.Confirm: "会签意见", store.Issue: "签发意见",
			}[b.Action]
		}
	}
}

// reviewVersions fills in the versions and which of them are compared.
func (s *Server) reviewVersions(r *http.Request, v *reviewView) error {
	d := v.Document
	versions, err := s.Store.Versions(r.Context(), d.ID)
	if err != nil {
		return err
	}
	v.To = nowName
	if d.State != store.Drafting && len(versions) > 0 {
		v.To = number64(versions[0].Number)
	}
	v.Previous = d.Previous != ""
	v.From = beforeOf(versions)
	if v.From == cleanName && v.Previous {
		v.From = previousName
	}
	if to := r.FormValue("to"); to != "" {
		v.To = to
	}
	if from := r.FormValue("from"); from != "" {
		v.From = from
	}
	if v.From == v.To {
		v.From = cleanName
	}
	for _, x := range versions {
		n := number64(x.Number)
		v.Versions = append(v.Versions, versionView{x, n == v.To || n == v.From, s.when(x.At)})
		if n == v.To && d.State == store.Drafting && v.May {
			v.Old = x.Number
		}
	}
	v.ToTitle, v.FromTitle = versionTitle(v.To), versionTitle(v.From)
	if len(versions) > 0 {
		v.Status = versionTitle(number64(versions[0].Number)) + "　" + versions[0].By + " " + s.when(versions[0].At) + " " + versions[0].Title
	}
	return nil
}

func number64(n int64) string { return strconv.FormatInt(n, 10) }

// beforeOf is the version that the latest one is held against: the one that was sent
// back last, or else the first.
func beforeOf(versions []store.Version) string {
	for i, x := range versions {
		if i > 0 && (x.Title == "退回修改" || x.Title == "撤回签发" || x.Title == "撤回修改") {
			return number64(x.Number)
		}
	}
	if len(versions) > 1 {
		return number64(versions[len(versions)-1].Number)
	}
	return cleanName
}

func versionTitle(name string) string {
	switch name {
	case nowName:
		return "现在的稿子"
	case previousName:
		return "上年报告"
	case cleanName:
		return ""
	}
	return "第 " + name + " 版"
}
