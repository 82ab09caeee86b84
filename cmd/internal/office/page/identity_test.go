package page

import (
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"

	"gongwen/cmd/internal/office/identity"
	"gongwen/cmd/internal/office/store"
)

// provider is an identity provider that runs in this process: the server of the library
// that the OpenID Foundation has certified, with the two people of its example.
func provider(t *testing.T, back string) (issuer string) {
	t.Helper()
	var from net.ListenConfig
	l, err := from.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	issuer = "http://" + l.Addr().String() + "/"
	storage.RegisterClients(storage.WebClient("page", "geheim", back))
	server := &httptest.Server{Listener: l, Config: &http.Server{
		Handler: exampleop.SetupServer(issuer, storage.NewStorage(storage.NewUserStore(issuer)), slog.New(slog.DiscardHandler), false), ReadHeaderTimeout: time.Minute,
	}}
	server.Start()
	t.Cleanup(server.Close)
	return issuer
}

// withProvider is an office whose people can sign in by an identity provider.
func withProvider(t *testing.T) (o *office, issuer string) {
	t.Helper()
	o = newOffice(t)
	address := o.open(t)
	issuer = provider(t, address+identity.Callback)
	o.know(t, issuer)
	return o, issuer
}

// open serves the page at a further address, as it will be known from then on.
func (o *office) open(t *testing.T) string {
	t.Helper()
	o.server.Close()
	o.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { o.page.Handler().ServeHTTP(w, r) }))
	return o.server.URL
}

// know gives the page an identity provider.
func (o *office) know(t *testing.T, issuer string) {
	t.Helper()
	p, err := identity.New(identity.Options{Issuer: issuer, Client: "page", Secret: "geheim", Address: o.server.URL, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	o.page.Identity = p
}

// visitor is a browser.
func visitor(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar}
}

// answered is the status and the text of an answer.
func answered(t *testing.T, answer *http.Response, err error) (int, string) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	content, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(content)
}

var hiddenID = regexp.MustCompile(`name="id" value="([^"]+)"`)

// through signs in at the provider and gives the page's answer to what comes back.
func (o *office) through(browser *http.Client, issuer, login string) (int, string) {
	o.Helper()
	answer, err := browser.Get(o.server.URL + "/sign-in/identity")
	code, form := answered(o.T, answer, err)
	id := hiddenID.FindStringSubmatch(form)
	if code != http.StatusOK || id == nil {
		o.Fatalf("%d: %s", code, form)
	}
	answer, err = browser.PostForm(issuer+"login/username", url.Values{"username": {login}, "password": {"verysecure"}, "id": {id[1]}})
	return answered(o.T, answer, err)
}

func (o *office) home(browser *http.Client) int {
	o.Helper()
	answer, err := browser.Get(o.server.URL + "/account")
	code, text := answered(o.T, answer, err)
	if strings.Contains(text, "登录</h1>") {
		return http.StatusUnauthorized
	}
	return code
}

// People sign in by the identity provider of their office; who has no account here, or whose
// account is another's there, does not get in.
func TestSignInByAnIdentityProvider(t *testing.T) {
	o, issuer := withProvider(t)
	agencies, err := o.store.Agencies(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	account, err := o.store.NewAccount(t.Context(), store.Account{Login: "test-user2", Name: "岩罕", Password: "-"}, []store.Grant{{Agency: agencies[0].ID, Role: store.Clerk}}, store.Account{Name: "终端"}, noon)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := visitor(t).Get(o.server.URL + "/sign-in")
	if _, page := answered(t, answer, err); !strings.Contains(page, "用统一身份认证登录") {
		t.Error("the page does not offer it")
	}
	browser := visitor(t)
	if code, page := o.through(browser, issuer, "test-user2"); code != http.StatusOK || !strings.Contains(page, "已登录") {
		t.Fatalf("%d: %s", code, page)
	}
	if code := o.home(browser); code != http.StatusOK {
		t.Errorf("who has signed in gets %d", code)
	}
	log, err := o.store.Audit(t.Context(), 0, 100)
	if err != nil || len(log) == 0 || !strings.Contains(fmt.Sprintf("%+v", log), "统一身份认证") {
		t.Errorf("%+v, %v", log, err)
	}
	// Nobody here.
	stranger := visitor(t)
	if code, page := o.through(stranger, issuer, "test-user@127.0.0.1"); code != http.StatusUnauthorized || !strings.Contains(page, "没有通过") {
		t.Errorf("%d: %s", code, page)
	}
	if code := o.home(stranger); code == http.StatusOK {
		t.Error("a stranger is in")
	}
	// The login was given to somebody else at the provider: the account stays with the first.
	if a, err := o.store.AccountOf(t.Context(), issuer, "another", "test-user2", noon); err == nil {
		t.Errorf("%+v", a)
	}
	// Who has an account is in that one, whatever they are called now: another's name does not make
	// them another.
	for _, login := range []string{"renamed", "leader", "system", ""} {
		if a, err := o.store.AccountOf(t.Context(), issuer, "id2", login, noon); err != nil || a.ID != account.ID {
			t.Errorf("as %q: %+v, %v", login, a, err)
		}
	}
	for about, c := range map[string][3]string{
		"nobody":                  {issuer, "", "test-user2"},
		"with a blank":            {issuer, "id3", "leader "},
		"in capitals":             {issuer, "id3", "LEADER"},
		"with a character beside": {issuer, "id3", "leader\u200b"},
		"without a login":         {issuer, "id3", ""},
	} {
		if a, err := o.store.AccountOf(t.Context(), c[0], c[1], c[2], noon); err == nil {
			t.Errorf("%s: %+v", about, a)
		}
	}
	// Who is disabled here does not get in by the provider.
	if err := o.store.SetDisabled(t.Context(), account, true, store.Account{Name: "测试"}, noon); err != nil {
		t.Fatal(err)
	}
	if code := o.home(browser); code == http.StatusOK {
		t.Error("a session of a disabled account goes on")
	}
	if code, _ := o.through(visitor(t), issuer, "test-user2"); code != http.StatusUnauthorized {
		t.Errorf("who is disabled gets %d", code)
	}
}

// What comes back must be of the attempt of the same browser.
func TestForeignAnswersOfAnIdentityProvider(t *testing.T) {
	o, issuer := withProvider(t)
	for name, c := range map[string]struct{ cookie, query string }{
		"no attempt":      {"", "state=s&code=c"},
		"another state":   {"s.n.v", "state=t&code=c"},
		"no code":         {"s.n.v", "state=s"},
		"a code of none":  {"s.n.v", "state=s&code=c"},
		"a broken cookie": {"s.n", "state=s&code=c"},
		"an error":        {"s.n.v", "state=s&error=access_denied"},
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, o.server.URL+identity.Callback+"?"+c.query, nil)
		if err != nil {
			t.Fatal(err)
		}
		if c.cookie != "" {
			r.AddCookie(&http.Cookie{Name: attemptCookie, Value: c.cookie})
		}
		answer, err := visitor(t).Do(r)
		if code, page := answered(t, answer, err); code != http.StatusUnauthorized {
			t.Errorf("%s: %d %s", name, code, page)
		}
	}
	// A code that was stolen is worth nothing in another browser.
	thief := visitor(t)
	answer, err := thief.Get(o.server.URL + "/sign-in/identity")
	answered(t, answer, err)
	victim := visitor(t)
	var stolen string
	victim.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.String(), o.server.URL+identity.Callback) {
			stolen = r.URL.String()
			return http.ErrUseLastResponse
		}
		return nil
	}
	o.through(victim, issuer, "test-user2")
	if stolen == "" {
		t.Fatal("nothing came back")
	}
	answer, err = thief.Get(stolen)
	if code, page := answered(t, answer, err); code != http.StatusUnauthorized {
		t.Errorf("a stolen code: %d %s", code, page)
	}
	o.onceOnly(t, issuer)
}

// onceOnly has what came back of an attempt come again, in its own browser; and has the page asked to
// lead elsewhere.
func (o *office) onceOnly(t *testing.T, issuer string) {
	t.Helper()
	agencies, err := o.store.Agencies(t.Context())
	if err == nil {
		_, err = o.store.NewAccount(t.Context(), store.Account{Login: "test-user2", Name: "岩罕", Password: "-"}, []store.Grant{{Agency: agencies[0].ID, Role: store.Clerk}}, store.Account{Name: "终端"}, noon)
	}
	if err != nil {
		t.Fatal(err)
	}
	browser := visitor(t)
	var back string
	var attempt *http.Cookie
	browser.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.String(), o.server.URL+identity.Callback) {
			back = r.URL.String()
			for _, c := range browser.Jar.Cookies(r.URL) {
				if c.Name == attemptCookie {
					attempt = c
				}
			}
		}
		return nil
	}
	if code, page := o.through(browser, issuer, "test-user2"); code != http.StatusOK || !strings.Contains(page, "已登录") || attempt == nil {
		t.Fatalf("%d, %v: %s", code, attempt, page)
	}
	again, at := visitor(t), o.server.URL
	answer, err := browser.Get(back)
	if code, _ := answered(t, answer, err); code != http.StatusUnauthorized {
		t.Errorf("what came back, again: %d", code)
	}
	address, err := url.Parse(at)
	if err != nil {
		t.Fatal(err)
	}
	again.Jar.SetCookies(address, []*http.Cookie{attempt})
	answer, err = again.Get(back)
	if code, page := answered(t, answer, err); code != http.StatusUnauthorized {
		t.Errorf("what came back, with its attempt: %d %s", code, page)
	}
	if code := o.home(again); code == http.StatusOK {
		t.Error("who repeats it is in")
	}
	// Nothing that a request says leads anywhere else.
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, at+"/sign-in/identity?next=https://evil.example/&redirect_uri=https://evil.example/&issuer=https://evil.example/", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Host = "evil.example"
	r.Header.Set("X-Forwarded-Host", "evil.example")
	still := visitor(t)
	still.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	answer, err = still.Do(r)
	answered(t, answer, err)
	if to := answer.Header.Get("Location"); !strings.HasPrefix(to, issuer) || strings.Contains(to, "evil") || !strings.Contains(to, url.QueryEscape(at+identity.Callback)) {
		t.Errorf("it leads to %q", to)
	}
}

func TestWithoutAnIdentityProvider(t *testing.T) {
	o := newOffice(t)
	for _, path := range []string{"/sign-in/identity", identity.Callback} {
		answer, err := visitor(t).Get(o.server.URL + path)
		if code, _ := answered(t, answer, err); code != http.StatusNotFound {
			t.Errorf("%s is %d", path, code)
		}
	}
	for _, bad := range []identity.Options{
		{Issuer: "http://sso.example", Client: "c", Secret: "s", Address: "https://page.example"},
		{Issuer: "https://sso.example", Client: "c", Secret: "s", Address: "http://page.example"},
		{Issuer: "https://sso.example", Client: "c", Address: "https://page.example"},
	} {
		if _, err := identity.New(bad); err == nil {
			t.Errorf("%+v", bad)
		}
	}
	// A provider that does not answer stops nothing else.
	o.open(t)
	o.know(t, "http://127.0.0.1:1")
	answer, err := visitor(t).Get(o.server.URL + "/sign-in/identity")
	if code, page := answered(t, answer, err); code != http.StatusServiceUnavailable || !strings.Contains(page, "没有应答") {
		t.Errorf("%d: %s", code, page)
	}
}
