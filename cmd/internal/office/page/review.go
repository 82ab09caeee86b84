package page

import (
	"context"
	"errors"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"gongwen/cmd/internal/office/store"
	"gongwen/configs"
	"gongwen/data/diff"
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
	Mine      []string // sections that whoever looks can confirm
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
	Comments  []commentView
	Open      int
	Places    []placeView
	Log       []logView
	Sound     bool
}

// buttonView is a step that somebody can take, or cannot.
type buttonView struct {
	Action    store.Action
	Word      string
	Main, Off bool
	Dialog    string // that asks first; empty for none
	Sections  []string
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
	Label, Department string
	Done              bool
	Word              string
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
	Pins          []pinView
	Hits          []hitView
	lines         []line
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
	view.shell = s.shellFor(r, "审核与会签 — "+number(d.Year)+"年度报告", d, reviewNav)
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
	confirmations, err := s.Store.Confirmations(ctx, d)
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
	for i, word := range waySteps {
		step := stepView{Word: word, Past: i < at, Cur: i == at}
		if step.Lines, err = s.stepLines(ctx, d, i, at, log); err != nil {
			return err
		}
		if i == 2 {
			for _, c := range confirmations {
				o := ownerView{Label: label(c.Section), Department: c.Department, Done: c.Valid}
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
					v.Mine = append(v.Mine, c.Section)
				}
			}
		}
		v.Steps = append(v.Steps, step)
	}
	v.buttons(p)
	v.MayUrge = store.May(store.Urge, d.State, p.Roles) == nil && d.State != store.Published
	v.Urging = urging(d, waySteps[min(at, len(waySteps)-1)])
	return nil
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
func urging(d store.Document, step string) string {
	return number(d.Year) + "年度政府信息公开工作年度报告在“" + step + "”环节，请抓紧办理。报告应在" + number(d.Year+1) + "年1月31日前公布。"
}

// stepRoles are the roles that have a document at a step.
var stepRoles = []store.Role{store.Clerk, store.Reviewer, store.Countersigner, store.Leader, store.Clerk}

// stepLines says who has a step, or who has done it and when.
func (s *Server) stepLines(ctx context.Context, d store.Document, step, at int, log []store.Logged) ([]string, error) {
	done := [][]store.Action{{store.Submit}, {store.Pass}, {store.Confirm}, {store.Issue}, {store.Publish}}[step]
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
		return []string{"1月31日前"}, nil
	}
	if step == 2 && step != at {
		return nil, nil // the departments are named
	}
	people, err := s.Store.AccountsOf(ctx, d.Agency, stepRoles[step])
	if err != nil {
		return nil, err
	}
	names := make([]string, len(people))
	for i, a := range people {
		names[i] = a.Name
	}
	line := strings.Join(names, "、")
	if line == "" {
		line = "还没有人有这个角色"
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
		if a == store.Confirm {
			b.Off = b.Off || len(v.Mine) == 0
			b.Sections = v.Mine
		}
		v.Buttons = append(v.Buttons, b)
	}
	switch at {
	case store.Drafting:
		add(store.Submit, "送核稿", "", true)
		v.Why = "写好后由经办人送核稿。"
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

// reviewSheets fills in the pages, with what was changed and where comments are.
func (s *Server) reviewSheets(r *http.Request, v *reviewView) error {
	ctx, d := r.Context(), v.Document
	comments, err := s.Store.Comments(ctx, d.ID)
	if err != nil {
		return err
	}
	to, err := s.version(ctx, d, v.To)
	if err != nil {
		return err
	}
	if v.From != cleanName {
		old, err := s.reportOf(ctx, d, v.From)
		switch {
		case errors.Is(err, errUnreadable), err == nil && to.laid.Report == nil:
			v.From = cleanName
		case err != nil:
			return err
		default:
			v.Summary = summary(diff.Reports(old, to.laid.Report))
		}
	}
	if v.Mode == cleanMode && to.laid.Report != nil {
		text, said := s.fragment(ctx, to)
		if said.HasErrors() {
			return said
		}
		v.Text = template.HTML(text) // written by the program, which escapes what was typed
		return nil
	}
	from := v.From
	if v.Mode != markedMode {
		from = cleanName
	}
	shown, err := s.shown(ctx, d, from, v.To)
	if err != nil {
		return err
	}
	v.Sheets, v.Changes = sheetsOf("/documents/"+d.ID+"/versions/"+from+"/"+v.To+"/", shown, from != cleanName, to.sheet.Values, comments)
	if v.Mode == besideMode && v.From != cleanName && v.From != previousName {
		old, err := s.version(ctx, d, v.From)
		if err != nil {
			return err
		}
		v.Beside, _ = sheetsOf("/documents/"+d.ID+"/versions/"+cleanName+"/"+v.From+"/", old, false, nil, nil)
	}
	return nil
}

// summary says in how many places two versions differ.
func summary(d *diff.Diff) string {
	texts := len(d.Fields)
	for _, t := range d.Texts {
		texts += len(t.Paragraphs)
	}
	return "文字 " + number(texts) + " 处，数字 " + number(len(d.Figures)) + " 格"
}

// sheetsOf are the pages of a version and how many changes they show.
func sheetsOf(address string, w *work, marked bool, values map[sheet.Place]string, comments []store.Comment) (sheets []sheetView, changes int) {
	for i, p := range w.pages {
		v := sheetView{
			Number: i + 1, Address: address + p.name, Width: strings.TrimSuffix(p.width, "pt"), Height: strings.TrimSuffix(p.height, "pt"),
			Alt: "第 " + number(i+1) + " 页", lines: p.lines, Hits: hitsOf(w, p.lines),
		}
		if marked {
			var said []change
			v.Marks, v.Bars, said = marksOf(&w.laid.Pages[i], changes)
			changes += len(said)
			v.Alt += "，花脸稿。" + changesSaid(said)
		}
		sheets = append(sheets, v)
	}
	for _, c := range comments {
		pin(sheets, c, values[c.Place])
	}
	return sheets, changes
}

func hitsOf(w *work, lines []line) []hitView {
	var hits []hitView
	for _, l := range lines {
		if l.Place == "" {
			continue
		}
		hits = append(hits, hitView{
			decimal(float64(l.Box[0]) / 10), decimal(float64(l.Box[1]) / 10), decimal(float64(l.Box[2]) / 10), decimal(float64(l.Box[3]) / 10),
			l.Place, whereOf(w.sheet.Template, l.Place), l.text,
		})
	}
	return hits
}

func changesSaid(changes []change) string {
	const most = 12
	if len(changes) == 0 {
		return "没有改动。"
	}
	words := make([]string, 0, most)
	for i, c := range changes {
		if i == most {
			words = append(words, "等")
			break
		}
		words = append(words, c.String())
	}
	return "改动 " + number(len(changes)) + " 处：" + strings.Join(words, "；") + "。"
}

// pin puts the number of a comment beside the line that it is about.
func pin(sheets []sheetView, c store.Comment, value string) {
	at := -1
	if c.Quote != "" {
		if i := strings.Index(value, c.Quote); i >= 0 {
			at = len([]rune(value[:i]))
		}
	}
	for _, exact := range []bool{true, false} {
		for i := range sheets {
			for _, l := range sheets[i].lines {
				if l.Place != c.Place || exact && at >= 0 && (at < l.First || at >= l.First+len(l.Ends)) {
					continue
				}
				const side, inset, below = 16, 37, 11.8
				width, err := strconv.ParseFloat(sheets[i].Width, 64)
				if err != nil {
					return
				}
				x, y := width-inset-side, float64(l.Box[1])/10
				for _, other := range sheets[i].Pins {
					if other.Y == decimal(y) {
						x -= side + 2
					}
				}
				sheets[i].Pins = append(sheets[i].Pins, pinView{
					X: decimal(x), Y: decimal(y), TextX: decimal(x + side/2), TextY: decimal(y + below), Number: number64(c.Number),
				})
				return
			}
		}
	}
}

func decimal(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) }

// reviewTalk fills in comments and the log.
func (s *Server) reviewTalk(r *http.Request, v *reviewView) error {
	ctx, d := r.Context(), v.Document
	t, said := s.Engine.TemplateFor(d.Template, d.Year)
	if t == nil {
		return said
	}
	comments, err := s.Store.Comments(ctx, d.ID)
	if err != nil {
		return err
	}
	for _, c := range comments {
		view := commentView{Comment: c, When: s.when(c.At), Where: whereOf(t, c.Place), ClosedWhen: s.when(c.ClosedAt)}
		for _, reply := range c.Replies {
			view.Replies = append(view.Replies, replyView{reply, s.when(reply.At)})
		}
		if c.ClosedBy == "" {
			v.Open++
		}
		v.Comments = append(v.Comments, view)
	}
	v.Places = placesOf(t)
	log, err := s.Store.AuditOf(ctx, d.ID, maxLog)
	if err != nil {
		return err
	}
	if v.Sound, err = s.Store.VerifyEntries(ctx, log); err != nil {
		return err
	}
	for _, e := range log {
		v.Log = append(v.Log, logView{s.when(e.Time()), e.Name, entrySaid(t, e)})
	}
	return nil
}

// placesOf are the places that a comment can be about where nothing was chosen on a
// page: each section.
func placesOf(t *configs.Template) []placeView {
	var places []placeView
	for i := range t.Sections {
		section := &t.Sections[i]
		kind := sheet.Prose
		switch section.Kind {
		case configs.TableSection:
			kind = sheet.Note
		case configs.AttachmentsSection:
			kind = sheet.Attachments
		}
		places = append(places, placeView{sheet.At(kind, section.ID), section.Label})
	}
	return places
}

// entrySaid is an entry of the log in words.
func entrySaid(t *configs.Template, e store.Logged) string {
	word := actionWord(e.Action)
	switch {
	case e.Action == store.Commented || e.Action == store.Replied || e.Action == store.Closed:
		return strings.TrimSuffix(word, "意见") + e.Detail
	case e.Action == store.Confirm && t != nil && t.Section(e.Place) != nil:
		word += "“" + t.Section(e.Place).Label + "”"
	case e.Action == store.KeptFile || e.Action == store.ServerSign:
		word += "（" + strings.ToUpper(e.Place) + "）"
	case e.Version > 0 && e.Action != store.Urge && e.Action != store.Confirm:
		word += "，第 " + number64(e.Version) + " 版"
	}
	if e.Detail != "" && e.Detail != word {
		word += "：" + e.Detail
	}
	return word
}

// actionWord is an action of the log in words.
func actionWord(a store.Action) string {
	words := map[store.Action]string{
		store.Submit: "送核稿", store.Recall: "撤回修改", store.Pass: "核稿通过", store.Confirm: "会签", store.Issue: "签发", store.Return: "退回",
		store.Withdraw: "撤回签发", store.Publish: "登记已发布", store.Urge: "催办", store.Begin: "建立报告", store.Name: "存为一版", store.Restored: "恢复版本",
		store.Commented: "加意见", store.Replied: "回复意见", store.Closed: "了结意见", store.SignedIn: "登录", store.NotIn: "登录没有成功", store.SignedOut: "退出",
		store.AccountMade: "建立账号", store.Granted: "授予角色", store.SecretSet: "重设密码", store.AccountOff: "停用账号", store.TokenMade: "发放令牌", store.TokenRevoked: "收回令牌",
		store.KeptFile: "存入签发文件", store.ServerSign: "用服务器密钥签名", store.Exported: "导出日志",
	}
	if word, known := words[a]; known {
		return word
	}
	return string(a)
}
