package page

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/collecting"
	"gongwen/cmd/internal/office/jobs"
	"gongwen/cmd/internal/office/store"
	"gongwen/data"
	"gongwen/data/sum"
	"gongwen/internal/diag"
)

// collectTask is the kind of uploads of many reports.
const collectTask = "collect"

// maxCollected are the files of one upload.
const maxCollected = 200

// collectWish is what is to be done with an upload of many reports.
type collectWish struct {
	Collection string   `json:"collection"`
	Files      []string `json:"files"`            // digests
	Member     string   `json:"member,omitempty"` // that has sent them by a link; empty for who has signed in
}

// takenIn knows the uploads that have been entered into their collections, so that they
// are not looked at again.
type takenIn struct {
	mutex sync.Mutex
	tasks map[string]bool
}

func (t *takenIn) has(task string) bool {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	return t.tasks[task]
}

func (t *takenIn) add(task string) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if t.tasks == nil {
		t.tasks = map[string]bool{}
	}
	t.tasks[task] = true
}

// sendReports takes many reports at once: each is read in the background.
func (s *Server) sendReports(w http.ResponseWriter, r *http.Request, c store.Collection) {
	const inMemory = 8 << 20
	if err := r.ParseMultipartForm(inMemory); err != nil {
		http.Error(w, "收到的内容不完整，或者一次传得太多：一次不超过 64 MB，分几次传。", http.StatusBadRequest)
		return
	}
	sent := r.MultipartForm.File["files"]
	if len(sent) == 0 || len(sent) > maxCollected {
		http.Error(w, "请选择文件，一次不超过 200 个。", http.StatusBadRequest)
		return
	}
	as := collectWish{Collection: c.ID}
	var requests []jobs.Request
	var contents [][]byte
	for _, header := range sent {
		content, err := contentOf(header)
		if err != nil {
			http.Error(w, "文件没有收全。", http.StatusBadRequest)
			return
		}
		name := path.Base(strings.ReplaceAll(header.Filename, `\`, "/"))
		digest := store.Digest(content)
		as.Files, contents = append(as.Files, digest), append(contents, content)
		requests = append(requests, jobs.Request{Name: name, Read: &jobs.Upload{File: digest, Ending: strings.ToLower(path.Ext(name))}})
	}
	detail, err := json.Marshal(as)
	if err != nil {
		s.broken(w, r, err)
		return
	}
	p := whoOf(r)
	task := store.Task{Kind: collectTask, Agency: p.Agency.ID, Account: p.Account.ID, Title: fmt.Sprintf("上传 %d 个文件", len(sent)), Detail: string(detail), Created: s.Now()}
	task, err = s.Jobs.Ask(r.Context(), task, requests, func(tx *sql.Tx) error {
		for _, content := range contents {
			if _, err := s.Store.KeepForJob(r.Context(), tx, content, s.Now()); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		_, err = s.Jobs.Wait(r.Context(), task.ID, patience)
	}
	if err != nil {
		s.broken(w, r, err)
		return
	}
	http.Redirect(w, r, "/collect/"+c.ID+"/uploads/"+task.ID, http.StatusSeeOther)
}

func contentOf(header *multipart.FileHeader) ([]byte, error) {
	file, err := header.Open()
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(file)
	return content, errors.Join(err, file.Close())
}

// uploadView is an upload of many reports: what each file is, or why it is not taken.
type uploadView struct {
	shell
	Collection  store.Collection
	Task        store.Task
	Progress    store.Progress
	Files       []uploadRow
	Taken, Left int
}

// Done is how many files have been read.
func (v uploadView) Done() int { return v.Progress.Over() }

// uploadRow is a file of an upload.
type uploadRow struct {
	Name, Agency, Kind, Word string
	Report                   string // where the report is to be seen; empty for none
	Reasons                  []string
}

// showUpload says how far an upload is, and what became of each file.
func (s *Server) showUpload(w http.ResponseWriter, r *http.Request, c store.Collection) {
	view := uploadView{Collection: c}
	task, err := s.Store.Task(r.Context(), c.Agency, r.PathValue("task"))
	if err == nil && (task.Kind != collectTask || wished(task).Collection != c.ID) {
		err = store.ErrUnknown
	}
	if err == nil {
		view.Task = task
		view.Progress, err = s.Store.Progress(r.Context(), task.ID)
	}
	if err == nil && view.Progress.Ended() {
		view.Files, err = s.takeIn(r, c, task)
	}
	if err == nil {
		view.shell, err = s.shellOfCollection(r, task.Title, c)
	}
	if err != nil {
		s.failed(w, r, err)
		return
	}
	for _, f := range view.Files {
		if f.Report != "" {
			view.Taken++
		} else {
			view.Left++
		}
	}
	slices.SortStableFunc(view.Files, func(a, b uploadRow) int { return rank(a) - rank(b) }) // what is to be done first
	s.show(w, r, http.StatusOK, "collect-upload", view)
}

func rank(f uploadRow) int {
	return slices.Index([]string{"err", "now", "done"}, f.Kind)
}

// wished is what is to be done with an upload; empty where it is another one.
func wished(task store.Task) (as collectWish) {
	if err := json.Unmarshal([]byte(task.Detail), &as); err != nil {
		return collectWish{}
	}
	return as
}

// reading enters the uploads that have been read meanwhile, and gives the address of one
// that is still being read; empty for none.
func (s *Server) reading(r *http.Request, c store.Collection) (address string, err error) {
	const latest = 5
	tasks, err := s.Store.Tasks(r.Context(), c.Agency, collectTask, latest)
	if err != nil {
		return "", err
	}
	for _, task := range tasks {
		if wished(task).Collection != c.ID || s.taken.has(task.ID) {
			continue
		}
		progress, err := s.Store.Progress(r.Context(), task.ID)
		if err != nil {
			return "", err
		}
		if !progress.Ended() {
			address = "/collect/" + c.ID + "/uploads/" + task.ID
			continue
		}
		if _, err := s.takeIn(r, c, task); err != nil {
			return "", err
		}
	}
	return address, nil
}

// takeIn enters the reports of an upload that has been read into a collection, each once,
// and says of every file what became of it.
func (s *Server) takeIn(r *http.Request, c store.Collection, task store.Task) ([]uploadRow, error) {
	ctx := r.Context()
	items, err := s.Store.Items(ctx, task.ID, 0, maxCollected)
	if err != nil {
		return nil, err
	}
	members, err := s.Store.Members(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	before, err := s.Store.Receipts(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	by := whoOf(r).Account
	if member := wished(task).Member; member != "" {
		by = store.Account{Name: member + "（报送链接）"}
	}
	in := &intake{Server: s, r: r, by: by, only: wished(task).Member, collection: c, task: task, files: wished(task).Files, members: members, before: before, here: map[string]string{}}
	if in.plan, _, err = s.planOf(c); err != nil {
		return nil, err
	}
	names := make([]string, len(members))
	for i, m := range members {
		names[i] = m.Name
	}
	in.roster = sum.NewRoster(names)
	rows := make([]uploadRow, len(items))
	for i, item := range items {
		if rows[i], err = in.file(i, item); err != nil {
			return nil, err
		}
	}
	s.taken.add(task.ID)
	return rows, nil
}

// intake enters one upload.
type intake struct {
	*Server
	r          *http.Request
	by         store.Account // who has sent it
	only       string        // the member that may be in it; empty for all
	collection store.Collection
	plan       *sum.Plan
	task       store.Task
	files      []string
	members    []store.Member
	roster     *sum.Roster
	before     []store.Receipt
	here       map[string]string // files of this upload by the members that they are of
}

// file enters a file, or says why not.
func (in *intake) file(position int, item store.ItemResult) (uploadRow, error) {
	row := uploadRow{Name: item.Name, Kind: "err", Word: "没有登记"}
	for i := range in.before {
		if got := &in.before[i]; got.Task == in.task.ID && got.Position == position {
			in.here[got.Member] = item.Name
			return in.entered(row, got), nil
		}
	}
	if item.Result == nil || position >= len(in.files) {
		row.Reasons = []string{"没有读成，请再传一次。"}
		return row, nil
	}
	read, err := in.Jobs.ReadOf(in.r.Context(), item)
	if err != nil {
		return row, err
	}
	if read.Template == "" {
		row.Reasons = reasonsOf(read.Said)
		return row, nil
	}
	row.Agency = read.Agency
	pictures, err := in.picturesOf(in.r.Context(), store.Receipt{Original: in.files[position]})
	if err != nil {
		return row, err
	}
	got, why, err := in.receipt(in.r.Context(), in.plan, in.collection, []byte(read.Report), pictures)
	if err != nil || why != "" {
		row.Reasons = []string{why}
		return row, err
	}
	at := in.roster.Index(read.Agency)
	if at < 0 {
		row.Reasons = []string{in.stranger(read.Agency)}
		return row, nil
	}
	if in.only != "" && in.members[at].Name != in.only {
		row.Reasons = []string{"这个链接只收“" + in.only + "”的报告，这一份是“" + read.Agency + "”的。"}
		return row, nil
	}
	got.Member, got.File, got.Original, got.Task, got.Position = in.members[at].Name, item.Name, in.files[position], in.task.ID, position
	if other, twice := in.here[got.Member]; twice {
		row.Reasons = []string{"这次上传里有这个单位的另一份（" + other + "），没有登记；要用这一份的，单独再传。"}
		return row, nil
	}
	in.here[got.Member] = item.Name
	if same := in.same(got); same != nil {
		row = in.entered(row, same)
		row.Word, row.Reasons = "早已收到同一个文件", nil
		return row, nil
	}
	if got.Report, err = in.Store.Keep(in.r.Context(), []byte(read.Report)); err != nil {
		return row, err
	}
	if err := in.Store.Receive(in.r.Context(), in.collection, got, in.by, in.Now()); err != nil {
		return row, err
	}
	all, err := in.Store.Receipts(in.r.Context(), in.collection.ID)
	if err != nil {
		return row, err
	}
	for i := range all {
		if all[i].Task == in.task.ID && all[i].Position == position {
			row = in.entered(row, &all[i])
		}
	}
	return row, nil
}

// same is the latest receipt of a member where it is of the same file; nil for none.
func (in *intake) same(r store.Receipt) (same *store.Receipt) {
	for i := range in.before {
		if got := &in.before[i]; got.Member == r.Member {
			if same = nil; got.Original == r.Original && got.State != store.SentBack {
				same = got
			}
		}
	}
	return same
}

func (in *intake) entered(row uploadRow, r *store.Receipt) uploadRow {
	row.Agency, row.Report = r.Member, "/collect/"+in.collection.ID+"/reports/"+number64(r.Number)
	row.Kind, row.Word = "done", "已登记"
	if r.Errors > 0 {
		row.Kind, row.Word = "now", "已登记，有错误 "+number(r.Errors)+" 处"
		row.Reasons = saidTo(r.Said)
	}
	return row
}

// saidTo are the errors of messages that the store has kept, at most so many.
func saidTo(said string) []string {
	var all []jobs.Message
	if err := json.Unmarshal([]byte(said), &all); err != nil {
		return nil
	}
	return reasonsOf(all)
}

// stranger says that an agency is not on the roster.
func (in *intake) stranger(agency string) string {
	if strings.TrimSpace(agency) == "" {
		return "报告里没有机关名称。"
	}
	if near := in.roster.Near(agency); near != "" {
		return "“" + agency + "”不在名册里，是不是“" + near + "”？改报告里的机关名称或者改名册，再传一次。"
	}
	return "“" + agency + "”不在名册里。"
}

// receipt is what a report file with its pictures comes to in a collection, or why it does
// not belong there.
func (s *Server) receipt(ctx context.Context, plan *sum.Plan, c store.Collection, content []byte, pictures jobs.Files) (got store.Receipt, why string, err error) {
	report, said := s.Engine.CheckContent(ctx, engine.Input{Path: "report.json", Folder: pictures}, content, engine.Order{})
	switch {
	case report == nil:
		return got, strings.Join(reasons(said), "；"), nil
	case report.Template.ID != plan.Template.ID && !data.SameFigures(report.Template, plan.Template):
		return got, "是“" + report.Template.Name + "”（" + report.Template.ID + "），这里收的是 " + plan.Template.ID + "。", nil
	case report.Year().Text == "":
		return got, "报告里没有年度，这里收 " + number(c.Year) + " 年度的。", nil
	case report.Year().Text != number(c.Year):
		return got, "是 " + report.Year().Text + " 年度的，这里收 " + number(c.Year) + " 年度的。", nil
	}
	_, wrong := plan.Take(report, said)
	said = append(said, wrong...)
	for _, d := range said {
		switch {
		case d.Level == diag.Error:
			got.Errors++
		case d.Level == diag.Warning && d.Waived == "":
			got.Warnings++
		}
	}
	words, err := json.Marshal(jobs.Messages(said))
	if err != nil {
		return got, "", err
	}
	got.Said = string(words)
	got.Figures, err = collecting.FiguresOf(plan, report).Encoded()
	return got, "", err
}

// arrived enters the signed versions of documents of this store whose agencies are on the
// roster, each once.
func (s *Server) arrived(r *http.Request, c store.Collection, g *collecting.Given) error {
	ctx := r.Context()
	names := make([]string, len(g.Members))
	for i, m := range g.Members {
		names[i] = m.Name
	}
	roster := sum.NewRoster(names)
	before, err := s.Store.Receipts(ctx, c.ID)
	if err != nil {
		return err
	}
	for _, d := range g.Documents {
		at := roster.Index(g.Agencies[d.Agency])
		if at < 0 || d.Agency == c.Agency || d.State != store.Signed && d.State != store.Published {
			continue
		}
		f, err := s.finalOf(ctx, d)
		if err != nil {
			return err
		}
		if f == nil || f.file("json", store.Made) == nil ||
			slices.ContainsFunc(before, func(got store.Receipt) bool { return got.Document == d.ID && got.Version == f.version.Number }) {
			continue
		}
		digest := f.file("json", store.Made).Digest
		content, err := s.Store.File(ctx, digest)
		if err != nil {
			return err
		}
		pictures, err := s.picturesOf(ctx, store.Receipt{Document: d.ID, Version: f.version.Number})
		if err != nil {
			return err
		}
		got, why, err := s.receipt(ctx, g.Plan, c, content, pictures)
		if err != nil {
			return err
		}
		if why != "" {
			s.Log.WarnContext(ctx, "a signed document does not come in", "document", d.ID, "why", why)
			continue
		}
		got.Member, got.Document, got.Version = names[at], d.ID, f.version.Number
		got.File, got.Original, got.Report = fmt.Sprintf("第%d版定稿", f.version.Number), digest, digest
		if err := s.Store.Receive(ctx, c, got, whoOf(r).Account, s.Now()); err != nil {
			return err
		}
	}
	return nil
}
