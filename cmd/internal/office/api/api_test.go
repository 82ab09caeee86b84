package api

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/confined"
	"gongwen/cmd/internal/office/jobs"
	"gongwen/cmd/internal/office/page"
	"gongwen/cmd/internal/office/store"
	"gongwen/configs"
	"gongwen/examples"
	"gongwen/fonts"
	"gongwen/output/format"
	"gongwen/output/ofd"
	"gongwen/output/pdf"
)

var noon = time.Date(2025, 1, 20, 12, 0, 0, 0, time.UTC)

// called is an API with a token for everything, and one of another agency.
type called struct {
	*testing.T
	server  *httptest.Server
	engine  *engine.Engine
	store   *store.Store
	desk    *page.Server
	clerk   store.Account
	secret  string
	agency  store.Agency
	later   atomic.Int64 // seconds since noon
	reading jobs.Reader
	work    Worker // nil to work here
	fault   error  // with which saving fails; nil for none
}

// atDesk is the desk, at which saving may fail.
type atDesk struct {
	Desk
	of *called
}

// Save implements Desk.
func (a atDesk) Save(ctx context.Context, d store.Document, edits []byte, id, account string) (any, error) {
	if a.of.fault != nil {
		return nil, a.of.fault
	}
	return a.Desk.Save(ctx, d, edits, id, account)
}

func orders(formats ...string) (engine.Order, error) {
	exporters, err := format.Exporters(formats, format.Options{PDFLevel: pdf.DefaultLevel, OFDProfile: ofd.DefaultProfile})
	return engine.Order{Exporters: exporters, Workers: 1}, err
}

func newAPI(t *testing.T) *called {
	t.Helper()
	s, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	c := &called{T: t, store: s, engine: engine.New(configs.NewLibrary(nil), fonts.Options{})}
	c.reading = func(ctx context.Context, name string, content []byte) ([]byte, error) {
		return jobs.Reading(ctx, c.engine, name, content)
	}
	if c.desk, err = page.New(page.Options{Engine: c.engine, Store: s, Now: c.now, Log: slog.New(slog.DiscardHandler), Orders: orders, Layers: 2}); err != nil {
		t.Fatal(err)
	}
	c.server = httptest.NewServer(New(Options{
		Engine: c.engine, Store: s, Now: c.now, Log: slog.New(slog.DiscardHandler), Orders: orders, Width: 2,
		Read: func(ctx context.Context, name string, content []byte) ([]byte, error) {
			return c.reading(ctx, name, content)
		},
		Work: func(ctx context.Context, w Work) (Outcome, error) {
			if c.work == nil {
				return w.done(ctx, c.engine, orders)
			}
			return c.work(ctx, w)
		},
		Desk: atDesk{c.desk, c},
	}))
	t.Cleanup(func() {
		c.server.Close()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if c.agency, err = s.NewAgency(t.Context(), "某局", store.Account{Name: "终端"}, noon); err != nil {
		t.Fatal(err)
	}
	if c.clerk, err = s.NewAccount(t.Context(), store.Account{Login: "clerk", Name: "岩罕", Password: "x"}, []store.Grant{{Agency: c.agency.ID, Role: store.Clerk}}, store.Account{Name: "终端"}, noon); err != nil {
		t.Fatal(err)
	}
	_, c.secret = c.token(c.agency, noon.AddDate(1, 0, 0), Scopes()...)
	return c
}

func (c *called) now() time.Time { return noon.Add(time.Duration(c.later.Load()) * time.Second) }

func (c *called) token(agency store.Agency, until time.Time, scopes ...string) (store.Token, string) {
	c.Helper()
	token, secret, err := c.store.NewToken(c.Context(), store.Token{Name: "门户", Agency: agency.ID, Account: c.clerk.ID, Scopes: scopes, Expires: until}, store.Account{Name: "测试"}, noon)
	if err != nil {
		c.Fatal(err)
	}
	return token, secret
}

type answer struct {
	status int
	kind   string
	body   []byte
}

func (c *called) do(method, path, secret, kind string, body io.Reader) answer {
	c.Helper()
	return c.ask(method, path, secret, kind, "", body)
}

// ask is do with an idempotency key.
func (c *called) ask(method, path, secret, kind, key string, body io.Reader) answer {
	c.Helper()
	r, err := http.NewRequestWithContext(c.Context(), method, c.server.URL+path, body)
	if err != nil {
		c.Fatal(err)
	}
	if key != "" {
		r.Header.Set(keyHeader, key)
	}
	if secret != "" {
		r.Header.Set("Authorization", "Bearer "+secret)
	}
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		c.Fatal(err)
	}
	content, err := io.ReadAll(got.Body)
	if err = errors.Join(err, got.Body.Close()); err != nil {
		c.Fatal(err)
	}
	return answer{got.StatusCode, got.Header.Get("Content-Type"), content}
}

// post sends a file; path has a query already.
func (c *called) post(path string, content []byte) answer {
	c.Helper()
	return c.do("POST", path, c.secret, "application/octet-stream", bytes.NewReader(content))
}

func (a answer) json(t *testing.T, into any) {
	t.Helper()
	if err := json.Unmarshal(a.body, into); err != nil {
		t.Fatalf("%v: %s", err, a.body)
	}
}

func example(t *testing.T) []byte {
	t.Helper()
	return []byte(examples.Report)
}

func TestCheck(t *testing.T) {
	c := newAPI(t)
	for name, want := range map[string]struct {
		content []byte
		valid   bool
		says    string
	}{
		"2024.yaml": {example(t), true, ""},
		"a.yaml":    {bytes.Replace(example(t), []byte("year: 2024"), []byte("year: 2204"), 1), false, "年度"},
		"b.yaml":    {[]byte("不是报告"), false, ""},
		"c.txt":     {[]byte("这里没有报告"), false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := c.post("/api/v1/check?name="+name, want.content)
			var j judgement
			got.json(t, &j)
			if got.status != http.StatusOK || j.Valid != want.valid || !strings.Contains(string(j.Diagnostics), want.says) {
				t.Errorf("%d, %s", got.status, got.body)
			}
			if !want.valid && !strings.Contains(string(j.Diagnostics), `"level": "error"`) {
				t.Errorf("no error is said: %s", got.body)
			}
		})
	}
}

func TestBuildGivesTheBytesOfTheCommandLine(t *testing.T) {
	c := newAPI(t)
	for _, f := range format.All() {
		order, err := orders(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		want, said := c.engine.DocumentsOf(t.Context(), file{"2024.yaml", example(t)}.input(), order)
		if len(want) != 1 {
			t.Fatal(said)
		}
		for range 2 { // it may be asked again
			got := c.post("/api/v1/build?name=2024.yaml&to="+f.Name, example(t))
			if got.status != http.StatusOK || got.kind != f.MediaType || !bytes.Equal(got.body, want[0].Data) {
				t.Errorf("%s: %d, %s, %d bytes, want %d", f.Name, got.status, got.kind, len(got.body), len(want[0].Data))
			}
		}
	}
}

// What is bound apart is not left out: all documents come as one file.
func TestBuildWithAnAttachmentBoundApart(t *testing.T) {
	c := newAPI(t)
	const notice = "格式: notice\n发文机关: 某局\n发文字号: 某局发〔2024〕15号\n标题: 某局关于编制目录的通知\n主送机关: 各科室\n正文: |\n  请编制，样式见附件。\n" +
		"附件:\n  - 标题: 目录样式\n    装订: 另订\n    正文: |\n      目录名称。\n落款: {成文日期: 2024-03-05}\n"
	order, err := orders("pdf")
	if err != nil {
		t.Fatal(err)
	}
	want, said := c.engine.DocumentsOf(t.Context(), file{"a.yaml", []byte(notice)}.input(), order)
	if len(want) != 2 {
		t.Fatal(said)
	}
	got := c.post("/api/v1/build?name=a.yaml&to=pdf", []byte(notice))
	z, err := zip.NewReader(bytes.NewReader(got.body), int64(len(got.body)))
	if err != nil || got.kind != "application/zip" || len(z.File) != len(want) {
		t.Fatalf("%d %s, %v", got.status, got.kind, err)
	}
	for i, f := range z.File {
		content, err := fs.ReadFile(z, f.Name)
		if err != nil || f.Name != want[i].Path || !bytes.Equal(content, want[i].Data) {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}

func TestImportConvertSum(t *testing.T) {
	c := newAPI(t)
	order, err := orders("docx")
	if err != nil {
		t.Fatal(err)
	}
	documents, _ := c.engine.DocumentsOf(t.Context(), file{"2024.yaml", example(t)}.input(), order)
	var read judgement
	c.post("/api/v1/import?name=2024.docx", documents[0].Data).json(t, &read)
	if !read.Valid || read.Year != "2024" || !strings.Contains(read.Report, `"template"`) {
		t.Errorf("import: %+v", read)
	}
	again := c.post("/api/v1/convert?name=2024.json&to=yaml", []byte(read.Report))
	if again.status != http.StatusOK || again.kind != "application/yaml" || !bytes.Contains(again.body, []byte("2024")) {
		t.Errorf("convert: %d %s", again.status, again.body)
	}
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	for _, name := range []string{"a.yaml", "b.yaml"} {
		part, err := w.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		content := example(t)
		if name == "b.yaml" {
			content = bytes.ReplaceAll(content, []byte("民族宗教事务局"), []byte("教育局"))
		}
		if _, err := part.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.WriteField("agency", "云岭市人民政府"), w.Close()); err != nil {
		t.Fatal(err)
	}
	got := c.do("POST", "/api/v1/sum", c.secret, w.FormDataContentType(), &form)
	var sums judgement
	got.json(t, &sums)
	if got.status != http.StatusOK || !strings.Contains(sums.Report, "云岭市人民政府") {
		t.Errorf("sum: %d %s", got.status, got.body)
	}
}

func TestVerifyAndExplain(t *testing.T) {
	c := newAPI(t)
	order, err := orders("pdf")
	if err != nil {
		t.Fatal(err)
	}
	documents, _ := c.engine.DocumentsOf(t.Context(), file{"2024.yaml", example(t)}.input(), order)
	var found engine.VerifiedJSON
	c.post("/api/v1/verify?name=2024.pdf", documents[0].Data).json(t, &found)
	if found.Valid || len(found.Signatures) > 0 {
		t.Errorf("a file without signatures: %+v", found)
	}
	var rules []rule
	c.do("GET", "/api/v1/rules/t2?lang=en", c.secret, "", nil).json(t, &rules)
	if len(rules) == 0 || rules[0].ID != "T2" || len(rules[0].Templates) == 0 {
		t.Errorf("rules: %+v", rules)
	}
	var all []template
	c.do("GET", "/api/v1/templates", c.secret, "", nil).json(t, &all)
	if !slices.Contains(all, template{"notice", "通知"}) {
		t.Errorf("templates: %v", all)
	}
}

func TestRefused(t *testing.T) {
	c := newAPI(t)
	for name, want := range map[string]struct {
		method, path string
		status       int
	}{
		"no name":                {"POST", "/api/v1/check", http.StatusBadRequest},
		"a name without ending":  {"POST", "/api/v1/check?name=report", http.StatusBadRequest},
		"a path":                 {"POST", "/api/v1/check?name=" + url.QueryEscape("../a.yaml"), http.StatusBadRequest},
		"a device":               {"POST", "/api/v1/check?name=nul.yaml", http.StatusBadRequest},
		"no such format":         {"POST", "/api/v1/build?name=a.yaml&to=doc", http.StatusBadRequest},
		"formats that are not":   {"POST", "/api/v1/check?name=a.yaml&to=doc", http.StatusBadRequest},
		"a workbook to build":    {"POST", "/api/v1/build?name=a.xlsx&to=pdf", http.StatusUnsupportedMediaType},
		"what cannot be built":   {"POST", "/api/v1/build?name=a.yaml&to=pdf", http.StatusUnprocessableEntity},
		"what cannot be read":    {"POST", "/api/v1/import?name=a.txt", http.StatusUnprocessableEntity},
		"what cannot be written": {"POST", "/api/v1/convert?name=a.yaml&to=json", http.StatusUnprocessableEntity},
		"no form":                {"POST", "/api/v1/sum", http.StatusBadRequest},
		"no such rule":           {"GET", "/api/v1/rules/Q99", http.StatusNotFound},
		"no such template":       {"GET", "/api/v1/rules?template=none", http.StatusNotFound},
		"no such report":         {"GET", "/api/v1/reports/none", http.StatusNotFound},
		"no such address":        {"GET", "/api/v1/none", http.StatusNotFound},
		"another method":         {"GET", "/api/v1/check", http.StatusMethodNotAllowed},
	} {
		t.Run(name, func(t *testing.T) {
			got := c.do(want.method, want.path, c.secret, "application/octet-stream", strings.NewReader("不是报告"))
			if got.status != want.status {
				t.Errorf("%d, want %d: %s", got.status, want.status, got.body)
			}
		})
	}
}

func TestWhatCostsTooMuchIsNotRead(t *testing.T) {
	c := newAPI(t)
	for _, fault := range []error{confined.ErrCost, confined.ErrFault} {
		c.reading = func(context.Context, string, []byte) ([]byte, error) { return nil, fault }
		if got := c.post("/api/v1/check?name=a.xlsx", nil); got.status != http.StatusUnprocessableEntity {
			t.Errorf("%v: %d %s", fault, got.status, got.body)
		}
	}
}

func TestEveryAddressIsForItsTokensAlone(t *testing.T) {
	c := newAPI(t)
	other, err := c.store.NewAgency(t.Context(), "别的局", store.Account{Name: "终端"}, noon)
	if err != nil {
		t.Fatal(err)
	}
	expired := func() string { _, s := c.token(c.agency, noon.Add(-time.Second), Scopes()...); return s }()
	ended, revoked := c.token(c.agency, noon.AddDate(1, 0, 0), Scopes()...)
	if err := c.store.RevokeToken(t.Context(), ended.ID, store.Account{Name: "测试"}, noon); err != nil {
		t.Fatal(err)
	}
	if err := c.store.RevokeToken(t.Context(), ended.ID, store.Account{Name: "测试"}, noon); !errors.Is(err, store.ErrUnknown) {
		t.Errorf("revoked twice: %v", err)
	}
	for _, r := range (&server{}).routes() {
		path := strings.NewReplacer("{rule}", "T2", "{id}", "none").Replace(r.path)
		for _, secret := range []string{"", "gongwen_false", expired, revoked} {
			if got := c.do(r.method, path, secret, "", nil); !r.open && got.status != http.StatusUnauthorized {
				t.Errorf("%s %s with %q: %d", r.method, path, secret, got.status)
			}
		}
		if r.scope == "" {
			continue
		}
		_, without := c.token(c.agency, noon.AddDate(1, 0, 0), slices.DeleteFunc(Scopes(), func(s string) bool { return s == r.scope })...)
		if got := c.do(r.method, path, without, "", nil); got.status != http.StatusForbidden {
			t.Errorf("%s %s without %s: %d", r.method, path, r.scope, got.status)
		}
	}
	_, foreign := c.token(other, noon.AddDate(1, 0, 0), Scopes()...)
	var list []document
	c.do("GET", "/api/v1/reports", foreign, "", nil).json(t, &list)
	if len(list) > 0 {
		t.Errorf("another agency sees %v", list)
	}
}

func TestATokenIsBoundedInWhatItAsks(t *testing.T) {
	c := newAPI(t)
	last := 0
	for range atOnce + 1 {
		last = c.do("GET", "/api/v1/reports", c.secret, "", nil).status
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("the last of many: %d", last)
	}
	c.later.Store(1)
	if got := c.do("GET", "/api/v1/reports", c.secret, "", nil); got.status != http.StatusOK {
		t.Errorf("a second later: %d", got.status)
	}
}

func TestTheDescriptionNamesAllAddresses(t *testing.T) {
	c := newAPI(t)
	var described struct {
		Paths map[string]map[string]struct {
			Security []map[string][]string
		}
	}
	c.do("GET", "/api/openapi.json", "", "", nil).json(t, &described)
	n := 0
	for _, r := range (&server{}).routes() {
		o, ok := described.Paths[r.path][strings.ToLower(r.method)]
		switch {
		case !ok:
			t.Errorf("%s %s is not described", r.method, r.path)
		case r.open != (len(o.Security) == 0), r.scope != "" && !slices.Equal(o.Security[0]["token"], []string{r.scope}):
			t.Errorf("%s %s is described as for %v", r.method, r.path, o.Security)
		}
		n++
	}
	for _, methods := range described.Paths {
		n -= len(methods)
	}
	if n != 0 {
		t.Errorf("%d addresses are described that are not there", -n)
	}
}
