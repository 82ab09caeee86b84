package page

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/confined"
	"gongwen/cmd/internal/office/jobs"
	"gongwen/cmd/internal/office/people"
	"gongwen/cmd/internal/office/store"
	"gongwen/cmd/internal/office/watch"
	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/sheet"
	"gongwen/examples"
	"gongwen/fonts"
	"gongwen/output/format"
	"gongwen/output/ofd"
	"gongwen/output/pdf"
)

var noon = time.Date(2025, 1, 20, 12, 0, 0, 0, time.UTC)

const password = "对的密码对的密码对的"

// office is a page with two agencies.
type office struct {
	*testing.T
	desk
	database string // its file
	server   *httptest.Server
	document store.Document // of the first agency
	later    atomic.Int64   // seconds since noon
	log      said
	closed   bool
}

// desk is a page with what it stands on.
type desk struct {
	engine *engine.Engine
	store  *store.Store
	orders jobs.Orders
	jobs   *jobs.Queue
	page   *Server
}

// openDesk opens the page of a database, which it makes where there is none, and starts its queue.
func openDesk(ctx context.Context, database string, now func() time.Time, log *slog.Logger) (d desk, err error) {
	if d.store, err = store.Open(ctx, store.NameOf(database)); err != nil {
		return d, err
	}
	e := engine.New(configs.NewLibrary(nil), fonts.Options{})
	d.engine = e
	d.orders = func(formats ...string) (engine.Order, error) {
		exporters, err := format.Exporters(formats, format.Options{PDFLevel: pdf.DefaultLevel, OFDProfile: ofd.DefaultProfile})
		return engine.Order{Exporters: exporters}, err
	}
	variables := append(os.Environ(), readVariable+"=1")
	if d.jobs, err = jobs.Open(ctx, jobs.Options{
		Store: d.store, Engine: e, Now: now, Log: log, Orders: d.orders, For: "test", Makers: 2,
		Read: jobs.Confined(confined.Standard(), os.Args[0], nil, variables...),
	}); err != nil {
		return d, err
	}
	if err := d.jobs.Start(ctx); err != nil {
		return d, err
	}
	d.page, err = New(Options{Register: jobs.ConfinedCounter(confined.Standard(), os.Args[0], nil, variables...), Shown: func(ctx context.Context, p jobs.Portal) (shown jobs.Shown, err error) {
		content, err := json.Marshal(p)
		if err == nil {
			content, err = jobs.Showing(ctx, e, content)
		}
		if err == nil {
			err = json.Unmarshal(content, &shown)
		}
		return shown, err
	}, Try: jobs.ConfinedTrier(confined.Standard(), os.Args[0], nil, variables...), Engine: e, Store: d.store, Jobs: d.jobs, Now: now, Log: log, Orders: d.orders, Layers: 2})
	return d, err
}

// close ends the office's page, once.
func (o *office) close() {
	o.Helper()
	if o.closed {
		return
	}
	o.closed = true
	o.server.Close()
	if err := errors.Join(o.jobs.Stop(context.WithoutCancel(o.Context())), o.jobs.Close(), o.store.Close()); err != nil {
		o.Error(err)
	}
}

// said is what was logged.
type said struct {
	mu   sync.Mutex
	text strings.Builder
}

// Write takes a part of the log.
func (s *said) Write(content []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(content)
}

// impersonal reports what of people and reports is in the log of a test.
func (o *office) impersonal() {
	o.Helper()
	o.log.mu.Lock()
	defer o.log.mu.Unlock()
	log := o.log.text.String()
	for _, never := range []string{password, "login=clerk", "countersigner", "政务", "某局", "第一人", "年报", "3511"} {
		if strings.Contains(log, never) {
			o.Errorf("%q is in the log:\n%s", never, log)
		}
	}
}

// readVariable has a process that a test starts read an upload, count a register, or read a
// file for a trial.
const readVariable = "GONGWEN_TEST_READ"

func TestMain(m *testing.M) {
	if database := os.Getenv(servingVariable); database != "" {
		fmt.Fprintln(os.Stderr, serveUntilKilled(database, os.Args[1]))
		os.Exit(1)
	}
	if os.Getenv(readVariable) == "" {
		os.Exit(m.Run())
	}
	work := read
	switch {
	case len(os.Args) > 2:
		work = count
	case os.Args[1] == jobs.PictureFile || os.Args[1] == jobs.SignedFile:
		work = try
	}
	if err := work(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func read(name string) error {
	if err := confined.Enter(); err != nil {
		return err
	}
	content, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	answer, err := jobs.Reading(context.Background(), engine.New(configs.NewLibrary(nil), fonts.Options{}), name, content)
	if err == nil {
		_, err = os.Stdout.Write(answer)
	}
	return err
}

func try(kind string) error {
	if err := confined.Enter(); err != nil {
		return err
	}
	content, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	answer, err := jobs.Trying(context.Background(), kind, content)
	if err == nil {
		_, err = os.Stdout.Write(answer)
	}
	return err
}

func newOffice(t *testing.T) *office {
	t.Helper()
	return newOfficeIn(t, t.TempDir())
}

// newOfficeIn is an office whose database is in a folder.
func newOfficeIn(t *testing.T, folder string) *office {
	t.Helper()
	o := &office{T: t, database: filepath.Join(folder, "a.db")}
	now := func() time.Time { return noon.Add(time.Duration(o.later.Load()) * time.Second) }
	var err error
	if o.desk, err = openDesk(t.Context(), o.database, now, watch.Log(&o.log)); err != nil {
		t.Fatal(err)
	}
	o.server = httptest.NewServer(o.page.Handler())
	t.Cleanup(func() {
		o.close()
		o.impersonal()
	})
	s, e := o.store, o.engine
	hash, err := people.Hash(password)
	if err != nil {
		t.Fatal(err)
	}
	first := o.agency("某局", hash, map[string]store.Role{
		"clerk": store.Clerk, "second": store.Clerk, "reviewer": store.Reviewer, "countersigner": store.Countersigner, "leader": store.Leader, "gatherer": store.Collector,
	})
	if err := s.SetOwners(t.Context(), first, "政策法规股", []string{"requests"}, store.Account{Name: "终端"}, noon); err != nil {
		t.Fatal(err)
	}
	o.agency("别的局", hash, map[string]store.Role{"stranger": store.Clerk})
	for _, role := range []store.Role{store.System, store.Security, store.Auditor} {
		if _, err := s.NewAccount(t.Context(), store.Account{Login: string(role), Name: "管理员", Password: hash}, []store.Grant{{Role: role}}, store.Account{Name: "终端"}, noon); err != nil {
			t.Fatal(err)
		}
	}
	report, said := e.CheckContent(t.Context(), engine.Input{Path: "r.yaml"}, []byte(examples.Report), engine.Order{})
	if report == nil {
		t.Fatal(said)
	}
	account, err := s.AccountByLogin(t.Context(), "clerk")
	if err != nil {
		t.Fatal(err)
	}
	o.document, err = s.NewDocument(t.Context(), store.Document{Agency: first, Template: report.Template.ID, Year: 2024, State: store.Drafting}, sheet.Of(report).Values, account.ID, noon)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// departments are those of accounts, by their roles.
var departments = map[store.Role]string{store.Countersigner: "政策法规股"}

func (o *office) agency(name, hash string, logins map[string]store.Role) string {
	o.Helper()
	a, err := o.store.NewAgency(o.Context(), name, store.Account{Name: "终端"}, noon)
	if err != nil {
		o.Fatal(err)
	}
	for login, role := range logins {
		if _, err := o.store.NewAccount(o.Context(), store.Account{Login: login, Name: login, Password: hash, Department: departments[role]}, []store.Grant{{Agency: a.ID, Role: role}}, store.Account{Name: "终端"}, noon); err != nil {
			o.Fatal(err)
		}
	}
	return a.ID
}

// browser is somebody at the page.
type browser struct {
	*office
	http.Client
}

// signedIn is somebody who has signed in; nobody for an empty login.
func (o *office) signedIn(login string) *browser {
	o.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		o.Fatal(err)
	}
	b := &browser{o, http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	if login != "" {
		if status, body := b.form("/sign-in", url.Values{"login": {login}, "password": {password}}); status != http.StatusSeeOther {
			o.Fatalf("%s cannot sign in: %d %s", login, status, body)
		}
	}
	return b
}

// send makes a request as a browser does and gives the status and body of the answer.
func (b *browser) send(method, address, media string, body io.Reader) (*http.Response, string) {
	b.Helper()
	r, err := http.NewRequestWithContext(b.Context(), method, b.server.URL+address, body)
	if err != nil {
		b.Fatal(err)
	}
	if media != "" {
		r.Header.Set("Content-Type", media)
	}
	r.Header.Set("Accept", "text/html,*/*")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	answer, err := b.Do(r)
	if err != nil {
		b.Fatal(err)
	}
	content, err := io.ReadAll(answer.Body)
	if err = errors.Join(err, answer.Body.Close()); err != nil {
		b.Fatal(err)
	}
	return answer, string(content)
}

func (b *browser) get(address string) (int, string) {
	b.Helper()
	answer, body := b.send(http.MethodGet, address, "", nil)
	return answer.StatusCode, body
}

func (b *browser) form(address string, values url.Values) (int, string) {
	b.Helper()
	answer, body := b.send(http.MethodPost, address, "application/x-www-form-urlencoded", strings.NewReader(values.Encode()))
	return answer.StatusCode, body
}

// upload sends a file in a form.
func (b *browser) upload(address string, values map[string]string, field, name string, content []byte) (*http.Response, string) {
	b.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for key, value := range values {
		if err := w.WriteField(key, value); err != nil {
			b.Fatal(err)
		}
	}
	if field != "" {
		part, err := w.CreateFormFile(field, name)
		if err == nil {
			_, err = part.Write(content)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	return b.send(http.MethodPost, address, w.FormDataContentType(), &body)
}

// save saves edits and gives the state.
func (b *browser) save(id string, edits ...[3]string) stateView {
	b.Helper()
	var list []string
	for _, e := range edits {
		content, err := json.Marshal(map[string]string{"place": e[0], "was": e[1], "value": e[2]})
		if err != nil {
			b.Fatal(err)
		}
		list = append(list, string(content))
	}
	answer, body := b.send(http.MethodPost, "/documents/"+b.document.ID+"/edits", "application/json",
		strings.NewReader(fmt.Sprintf(`{"id": %q, "edits": [%s]}`, id, strings.Join(list, ","))))
	if answer.StatusCode != http.StatusOK {
		b.Fatalf("%d %s", answer.StatusCode, body)
	}
	view := b.parsed(body)
	if view.Pending {
		_, body = b.get("/documents/" + b.document.ID + "/state")
		conflicts, merged := view.Conflicts, view.Merged
		view = b.parsed(body)
		view.Conflicts, view.Merged = conflicts, merged
	}
	return view
}

func (b *browser) parsed(body string) (view stateView) {
	b.Helper()
	if err := json.Unmarshal([]byte(body), &view); err != nil {
		b.Fatal(err, body)
	}
	return view
}

// A clerk signs in, breaks a sum, sees it named at its cell, and mends it; the pages
// are those of the report.
func TestFillingIn(t *testing.T) {
	o := newOffice(t)
	b := o.signedIn("clerk")
	if status, body := b.get("/"); status != http.StatusOK || !strings.Contains(body, "2024年度") {
		t.Fatalf("%d %s", status, body)
	}
	for _, part := range []string{"head", "overview", "requests", "disclosure", "review"} {
		status, body := b.get("/documents/" + o.document.ID + "/parts/" + part)
		if status != http.StatusOK {
			t.Fatalf("%s: %d %s", part, status, body)
		}
		if strings.Contains(body, "style=") || strings.Contains(body, "<script>") || regexp.MustCompile(` on\w+="`).MatchString(body) {
			t.Errorf("%s has styles or scripts of its own", part)
		}
		for _, m := range regexp.MustCompile(`aria-labelledby="([^"]*)"`).FindAllStringSubmatch(body, -1) {
			for _, id := range strings.Fields(m[1]) {
				if !strings.Contains(body, ` id="`+id+`"`) {
					t.Errorf("%s: nothing has the id %s", part, id)
				}
			}
		}
	}
	_, body := b.get("/documents/" + o.document.ID + "/state")
	view := b.parsed(body)
	if view.Version != 1 || len(view.Pages) < 4 || errorsOf(view) != 0 {
		t.Fatalf("%+v", view.Findings)
	}
	const place = "cell:requests/outcome.disclosed/natural_person"
	was := o.value(place)
	view = b.save("1", [3]string{place, was, "９a"})
	if errorsOf(view) == 0 {
		t.Error("what is no number is right")
	}
	view = b.save("2", [3]string{place, "９a", "7000"})
	if f := view.Findings[0]; f.Level != "error" || f.Part != "requests" || f.Where == "" || !strings.HasPrefix(string(f.Place), "cell:requests/") {
		t.Errorf("%+v", f)
	}
	if view = b.save("3", [3]string{place, "7000", was}); errorsOf(view) != 0 || view.Version != 4 {
		t.Errorf("version %d: %+v", view.Version, view.Findings)
	}
	shown := map[sheet.Place]bool{}
	for _, p := range view.Pages {
		for _, l := range p.Lines {
			shown[l.Place] = true
		}
		answer, picture := b.send(http.MethodGet, p.Address, "", nil)
		if answer.StatusCode != http.StatusOK || answer.Header.Get("Content-Type") != "image/svg+xml" || !strings.HasPrefix(picture, "<svg") {
			t.Errorf("%s: %d %.80s", p.Address, answer.StatusCode, picture)
		}
	}
	for _, want := range []sheet.Place{place, "prose:overview", "field:agency", "sign_off:date"} {
		if !shown[want] {
			t.Errorf("no page shows %s", want)
		}
	}
	if status, body := b.get("/documents/" + o.document.ID + "/changes"); status != http.StatusOK || !strings.Contains(body, "7000") {
		t.Errorf("%d %s", status, body)
	}
}

// Of pages that a browser has no more is said than which they are; those that have
// changed come whole.
func TestOnlyChangedPagesAreSent(t *testing.T) {
	o := newOffice(t)
	b := o.signedIn("clerk")
	_, body := b.get("/documents/" + o.document.ID + "/state")
	before := b.parsed(body)
	have := map[string]bool{}
	var keys []string
	for _, p := range before.Pages {
		keys = append(keys, p.Key)
		have[p.Key] = true
	}
	const place = "cell:disclosure/fees/amount"
	b.save("1", [3]string{place, o.value(place), "77"})
	_, body = b.get("/documents/" + o.document.ID + "/state?have=" + strings.Join(keys, "+"))
	after := b.parsed(body)
	changed := 0
	for i, p := range after.Pages {
		if known := have[p.Key]; known != (p.Address == "") || known != (len(p.Lines) == 0) {
			t.Errorf("page %d is known: %t, and comes as %q with %d lines", i+1, known, p.Address, len(p.Lines))
		}
		if p.Address != "" {
			changed++
			if answer, _ := b.send(http.MethodGet, p.Address, "", nil); answer.StatusCode != http.StatusOK {
				t.Errorf("page %d: %d", i+1, answer.StatusCode)
			}
		}
	}
	if len(after.Pages) != len(before.Pages) || changed == 0 || changed == len(after.Pages) {
		t.Errorf("%d of %d pages have changed", changed, len(after.Pages))
	}
	answer, body := b.send(http.MethodPost, "/documents/"+o.document.ID+"/edits", "application/json",
		strings.NewReader(`{"id": "2", "have": ["`+strings.Join(keys, `","`)+`"], "edits": []}`))
	if view := b.parsed(body); answer.StatusCode != http.StatusOK || !view.Pending && len(view.Pages[0].Lines) != 0 && have[view.Pages[0].Key] {
		t.Errorf("%d %.300s", answer.StatusCode, body)
	}
}

func errorsOf(view stateView) (n int) {
	for _, f := range view.Findings {
		if f.Level == "error" {
			n++
		}
	}
	return n
}

// value is what the store has at a place.
func (o *office) value(place sheet.Place) string {
	o.Helper()
	entries, _, err := o.store.Entries(o.Context(), o.document.ID)
	if err != nil {
		o.Fatal(err)
	}
	for _, e := range entries {
		if e.Place == place {
			return e.Value
		}
	}
	return ""
}

// A line of a page begins with the character of the place that it says.
func TestLinesKnowTheirCharacters(t *testing.T) {
	o := newOffice(t)
	b := o.signedIn("clerk")
	_, body := b.get("/documents/" + o.document.ID + "/state")
	text := []rune(o.value("prose:overview"))
	seen := 0
	for _, p := range b.parsed(body).Pages {
		for _, l := range p.Lines {
			if l.Place != "prose:overview" {
				continue
			}
			if l.First < seen || l.First >= len(text) || len(l.Ends) == 0 {
				t.Errorf("a line begins with character %d behind %d of %d", l.First, seen, len(text))
			}
			seen = l.First
		}
	}
	if seen < len(text)/2 {
		t.Errorf("the last line begins with character %d of %d", seen, len(text))
	}
}

// What somebody else changed meanwhile is not overwritten.
func TestTwoAtOnePlace(t *testing.T) {
	o := newOffice(t)
	one, other := o.signedIn("clerk"), o.signedIn("clerk")
	one.save("a", [3]string{"note:requests", "", "甲"})
	view := other.save("b", [3]string{"note:requests", "", "乙"})
	if len(view.Conflicts) != 1 || view.Conflicts[0].Value != "甲" || view.Conflicts[0].By != "clerk" {
		t.Errorf("%+v", view.Conflicts)
	}
	if o.value("note:requests") != "甲" {
		t.Error("overwritten")
	}
	// Where it is is said, and whether it was the same person in another window.
	if c := view.Conflicts[0]; !c.Own || c.Where != "收到和处理政府信息公开申请情况（表注）" {
		t.Errorf("%+v", c)
	}
	if c := o.signedIn("second").save("c", [3]string{"note:requests", "", "丙"}).Conflicts; len(c) != 1 || c[0].Own {
		t.Errorf("of somebody else: %+v", c)
	}
}

// What was typed on the page of one account is not entered in the name of another that has
// signed in since.
func TestPageOfSomebodyElse(t *testing.T) {
	o := newOffice(t)
	b := o.signedIn("second")
	clerk, err := o.store.AccountByLogin(t.Context(), "clerk")
	if err != nil {
		t.Fatal(err)
	}
	send := func(account string) (int, string) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, o.server.URL+"/documents/"+o.document.ID+"/edits",
			strings.NewReader(`{"id": "a", "edits": [{"place": "note:requests", "was": "", "value": "甲"}]}`))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		r.Header.Set(madeFor, account)
		answer, err := b.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		said, err := io.ReadAll(answer.Body)
		if err = errors.Join(err, answer.Body.Close()); err != nil {
			t.Fatal(err)
		}
		return answer.StatusCode, string(said)
	}
	if status, said := send(clerk.ID); status != http.StatusPreconditionFailed || !strings.Contains(said, "现在登录的是second（某局）") || o.value("note:requests") != "" {
		t.Errorf("%d %s", status, said)
	}
	second, err := o.store.AccountByLogin(t.Context(), "second")
	if err != nil {
		t.Fatal(err)
	}
	if status, said := send(second.ID); status != http.StatusOK {
		t.Errorf("of the same account: %d %s", status, said)
	}
}

// What is downloaded is, byte by byte, what the engine makes of the report file that is
// downloaded.
func TestDownloads(t *testing.T) {
	o := newOffice(t)
	b := o.signedIn("leader")
	for _, name := range []string{"docx", "pdf", "html", "ofd"} {
		answer, got := b.send(http.MethodGet, "/documents/"+o.document.ID+"/files/"+name, "", nil)
		if answer.StatusCode != http.StatusOK || !strings.Contains(answer.Header.Get("Content-Disposition"), "filename*=utf-8''") {
			t.Fatalf("%s: %d %v", name, answer.StatusCode, answer.Header)
		}
		if want := o.made(name); want != got {
			t.Errorf("%s: %d bytes, the command line makes %d", name, len(got), len(want))
		}
	}
	for name, want := range map[string]int{"xlsx": http.StatusOK, "json": http.StatusOK, "exe": http.StatusNotFound} {
		if status, _ := b.get("/documents/" + o.document.ID + "/files/" + name); status != want {
			t.Errorf("%s: %d", name, status)
		}
	}
}

// made is a document as the command line makes it of the report file that is
// downloaded.
func (o *office) made(name string) string {
	o.Helper()
	_, report := o.signedIn("leader").get("/documents/" + o.document.ID + "/files/yaml")
	dir := o.TempDir()
	file := nameOf(o.read(report))
	path := filepath.Join(dir, file+".yaml")
	if err := os.WriteFile(path, []byte(report), 0o600); err != nil {
		o.Fatal(err)
	}
	order, err := o.orders(name)
	if err != nil {
		o.Fatal(err)
	}
	order.Dir = dir
	result := o.engine.Build(o.Context(), engine.Input{Folder: os.DirFS(dir), File: file + ".yaml", Path: path, Name: file}, order)
	if result.Outcome != engine.Built {
		o.Fatal(result.Said)
	}
	made, err := os.ReadFile(result.Files[0])
	if err != nil {
		o.Fatal(err)
	}
	return string(made)
}

func (o *office) read(content string) (report *data.Report) {
	o.Helper()
	report, said := o.engine.CheckContent(o.Context(), engine.Input{Path: "r.yaml"}, []byte(content), engine.Order{})
	if report == nil {
		o.Fatal(said)
	}
	return report
}

// Every route, tried by every role of every agency: an address of a document gives
// nothing to other agencies, and nothing is done by those who have no role for it.
func TestRoutesByRoles(t *testing.T) {
	o := newOffice(t)
	hash, err := people.Hash(password)
	if err != nil {
		t.Fatal(err)
	}
	o.agency("第三局", hash, map[string]store.Role{
		"other-reviewer": store.Reviewer, "other-countersigner": store.Countersigner, "other-leader": store.Leader, "other-collector": store.Collector,
	})
	server, err := New(Options{Engine: o.engine, Store: o.store, Jobs: o.jobs, Now: time.Now, Log: slog.New(slog.DiscardHandler), Orders: o.orders})
	if err != nil {
		t.Fatal(err)
	}
	before := o.value("note:requests")
	task := o.asked(store.Task{Kind: uploadTask, Agency: o.document.Agency, Account: "x", Title: "x", Detail: "{}", Created: noon}, ".yaml", []byte("x"))
	collection, err := o.store.NewCollection(t.Context(), store.Collection{Agency: o.document.Agency, Template: o.document.Template, Year: 2024}, nil, store.Account{ID: "x"}, noon)
	if err != nil {
		t.Fatal(err)
	}
	for login, role := range map[string]store.Role{
		"": "", "clerk": store.Clerk, "reviewer": store.Reviewer, "countersigner": store.Countersigner, "leader": store.Leader, "gatherer": store.Collector, "stranger": store.Clerk,
		"other-reviewer": store.Reviewer, "other-countersigner": store.Countersigner, "other-leader": store.Leader, "other-collector": store.Collector,
		"system": store.System, "security": store.Security, "auditor": store.Auditor,
	} {
		own := !strings.HasPrefix(login, "other") && login != "stranger"
		if role == store.Clerk && own {
			continue // who may change the document would; the other tests are about that
		}
		o.later.Add(perTry) // a host signs in so often only
		b := o.signedIn(login)
		for _, r := range server.routes() {
			method, address, _ := strings.Cut(r.pattern, " ")
			if address == "/sign-out" || address == "/sign-in" {
				continue
			}
			of := o.document.ID
			switch {
			case strings.HasPrefix(address, "/tasks/"):
				of = task.ID
			case strings.HasPrefix(address, "/collect/"):
				of = collection.ID
			}
			document := strings.Contains(address, "{id}")
			allowed := r.open || login != "" && (len(r.roles) == 0 || slices.Contains(r.roles, role)) && (own || !document)
			address = strings.NewReplacer("{$}", "", "{id}", of, "{part}", "requests", "{name}", "x.svg", "{format}", "pdf", "{from}", "clean", "{to}", "now",
				"{version}", "1", "{comment}", "1", "{number}", "1", "{task}", "x", "{account}", "none", "{agency}", "none", "{secret}", "none", "{link}", "none").Replace(address)
			body, media := "", ""
			if method == http.MethodPost {
				body, media = `{"id": "x", "edits": [{"place": "note:requests", "was": "", "value": "改"}]}`, "application/json"
			}
			answer, content := b.send(method, address, media, strings.NewReader(body))
			refused := answer.StatusCode == http.StatusUnauthorized || answer.StatusCode == http.StatusForbidden || answer.StatusCode == http.StatusNotFound ||
				answer.StatusCode == http.StatusSeeOther && answer.Header.Get("Location") == "/sign-in"
			if strings.Contains(r.pattern, "/assets/") || strings.Contains(r.pattern, "{name}") || strings.Contains(r.pattern, "{from}") ||
				strings.Contains(r.pattern, "{number}") || strings.Contains(r.pattern, "{task}") || strings.Contains(r.pattern, "{account}") || strings.Contains(r.pattern, "{agency}") || strings.Contains(r.pattern, "{secret}") || strings.Contains(r.pattern, "{link}") || strings.HasSuffix(r.pattern, "/figure") {
				if !allowed && !refused {
					t.Errorf("%q at %s: %d %.60s", login, r.pattern, answer.StatusCode, content)
				}
				continue // there is none of the name
			}
			if strings.Contains(r.pattern, "{comment}") || strings.HasSuffix(r.pattern, "/steps") {
				refused = refused && allowed == false // there is none of the number, no step of the name
			}
			if refused == allowed {
				t.Errorf("%q at %s: %d %.60s", login, r.pattern, answer.StatusCode, content)
			}
		}
	}
	if o.value("note:requests") != before {
		t.Error("somebody has changed the document")
	}
	if log, err := o.store.AuditOf(t.Context(), o.document.ID, 100); err != nil || len(log) != 1 {
		t.Errorf("something was done with the document: %+v, %v", log, err)
	}
}

// What does not say where it comes from, or comes from elsewhere, changes nothing.
func TestRequestsFromElsewhere(t *testing.T) {
	o := newOffice(t)
	b := o.signedIn("clerk")
	for name, header := range map[string]string{"": "", "Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site"} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, o.server.URL+"/sign-out", nil)
		if err != nil {
			t.Fatal(err)
		}
		if name != "" {
			r.Header.Set(name, header)
		}
		answer, err := b.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
		if answer.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %s: %d", name, header, answer.StatusCode)
		}
	}
	answer, _ := b.send(http.MethodGet, "/", "", nil)
	for name, want := range map[string]string{"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"} {
		if got := answer.Header.Get(name); !strings.Contains(got, want) {
			t.Errorf("%s: %q", name, got)
		}
	}
	if strings.Contains(answer.Header.Get("Content-Security-Policy"), "unsafe") {
		t.Error("the policy lets everything pass")
	}
}

// Saves that are none are refused whole.
func TestSavesThatAreRefused(t *testing.T) {
	o := newOffice(t)
	b, before := o.signedIn("clerk"), o.value("note:review")
	for about, body := range map[string]string{
		"no JSON":        `x`,
		"no id":          `{"edits": []}`,
		"no place":       `{"id": "1", "edits": [{"place": "note:none", "value": "x"}]}`,
		"binding rule":   `{"id": "1", "edits": [{"place": "waive:N1", "value": "x"}]}`,
		"a null":         `{"id": "1", "edits": [{"place": "note:requests", "value": "\u0000"}]}`,
		"too much":       `{"id": "1", "edits": [{"place": "note:review", "value": "x"}, {"place": "note:requests", "value": "` + strings.Repeat("x", maxValue+1) + `"}]}`,
		"partly a place": `{"id": "1", "edits": [{"place": "note:review", "value": "x"}, {"place": "x", "value": ""}]}`,
	} {
		if answer, content := b.send(http.MethodPost, "/documents/"+o.document.ID+"/edits", "application/json", strings.NewReader(body)); answer.StatusCode != http.StatusBadRequest && (about != "too much" || answer.StatusCode != http.StatusUnprocessableEntity) {
			t.Errorf("%s: %d %s", about, answer.StatusCode, content)
		}
	}
	if o.value("note:review") != before {
		t.Error("a part of a save was done")
	}
}

// A document begins with last year's report, a report file, or nothing.
func TestBeginning(t *testing.T) {
	o := newOffice(t)
	b := o.signedIn("stranger")
	_, report := o.signedIn("clerk").get("/documents/" + o.document.ID + "/files/xlsx")
	accounts, err := os.ReadFile("../../../../examples/documents/final-accounts.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		about  string
		values map[string]string
		file   []byte
		want   int
		said   string
	}{
		{"no file", map[string]string{"how": "previous", "year": "2025"}, nil, http.StatusUnprocessableEntity, "请先选择文件"},
		{"of another agency", map[string]string{"how": "previous", "year": "2025"}, []byte(report), http.StatusUnprocessableEntity, "另一个机关"},
		{"no report", map[string]string{"how": "import", "year": "2025"}, []byte("PK\x03\x04x"), http.StatusUnprocessableEntity, "problem"},
		{"with lists in its tables", map[string]string{"how": "import", "year": "2025"}, accounts, http.StatusSeeOther, ""},
		{"of a workbook", map[string]string{"how": "import", "year": "2025"}, []byte(report), http.StatusSeeOther, ""},
		{"the same again", map[string]string{"how": "import", "year": "2025"}, []byte(report), http.StatusUnprocessableEntity, "已经建立"},
		{"empty", map[string]string{"how": "blank", "year": "2025"}, nil, http.StatusSeeOther, ""},
		{"no format for the year", map[string]string{"how": "blank", "year": "1990"}, nil, http.StatusUnprocessableEntity, "problem"},
	} {
		field := ""
		if c.file != nil {
			field = "file-" + c.values["how"]
		}
		name := "年报.xlsx"
		if !bytes.HasPrefix(c.file, []byte("PK")) {
			name = "年报.yaml"
		}
		answer, body := b.upload("/new", c.values, field, name, c.file)
		if answer.StatusCode != c.want || !strings.Contains(body, c.said) {
			t.Errorf("%s: %d %s", c.about, answer.StatusCode, body)
		}
	}
	// Last year's report, of a document of this year: its figures stand beside.
	clerk := o.signedIn("clerk")
	last := strings.NewReplacer("2024", "2023").Replace(examples.Report)
	if answer, body := clerk.upload("/documents/"+o.document.ID+"/previous", nil, "file", "上年.yaml", []byte(last)); answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, "机关") {
		t.Errorf("%d %s", answer.StatusCode, body)
	}
	if answer, body := clerk.upload("/documents/"+o.document.ID+"/pictures", nil, "file", "x.png", []byte("no picture")); answer.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("%d %s", answer.StatusCode, body)
	}
	portal, err := os.ReadFile("../../../../examples/pictures/portal.png")
	if err != nil {
		t.Fatal(err)
	}
	if answer, body := clerk.upload("/documents/"+o.document.ID+"/pictures", nil, "file", `C:\图\portal.png`, portal); answer.StatusCode != http.StatusOK || !strings.Contains(body, `"portal.png"`) {
		t.Errorf("%d %s", answer.StatusCode, body)
	}
	view := clerk.save("p", [3]string{"prose:problems", o.value("prose:problems"), "文字。\n\n![门户](portal.png)"})
	if errorsOf(view) > 0 {
		t.Errorf("%+v", view.Findings)
	}
}

// Ten wrong passwords at once are too many.
func TestSignInIsLimited(t *testing.T) {
	o := newOffice(t)
	b := o.signedIn("")
	last := 0
	for range burst + 1 { // at one moment, as the clock of the test stands still
		last, _ = b.form("/sign-in", url.Values{"login": {"none"}, "password": {"x"}})
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("%d", last)
	}
	if status, _ := b.get("/healthz"); status != http.StatusNoContent {
		t.Errorf("%d", status)
	}
	if status, _ := b.get("/readyz"); status != http.StatusNoContent {
		t.Errorf("%d", status)
	}
}

// The script is what its sources make, and the assets have their addresses.
func TestAssets(t *testing.T) {
	o := newOffice(t)
	_, body := o.signedIn("").get("/sign-in")
	for _, m := range regexp.MustCompile(`(?:href|src)="(/assets/[^"]+)"`).FindAllStringSubmatch(body, -1) {
		answer, content := o.signedIn("").send(http.MethodGet, m[1], "", nil)
		if answer.StatusCode != http.StatusOK || len(content) == 0 || !strings.Contains(answer.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d", m[1], answer.StatusCode)
		}
	}
}

// agencyOf is the id of the agency of an account.
func (o *office) agencyOf(login string) string {
	o.Helper()
	a, err := o.store.AccountByLogin(o.Context(), login)
	if err != nil {
		o.Fatal(err)
	}
	grants, err := o.store.Grants(o.Context(), a.ID)
	if err != nil {
		o.Fatal(err)
	}
	return grants[0].Agency
}

// asked asks for an upload to be read.
func (o *office) asked(task store.Task, ending string, content []byte) store.Task {
	o.Helper()
	digest, err := o.store.Keep(o.Context(), content)
	if err == nil {
		task, err = o.jobs.Ask(o.Context(), task, []jobs.Request{{Name: task.Title, Read: &jobs.Upload{File: digest, Ending: ending}}}, nil)
	}
	if err != nil {
		o.Fatal(err)
	}
	return task
}
