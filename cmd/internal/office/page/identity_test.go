package page

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"

	"gongwen/cmd/internal/office/identity"
	"gongwen/cmd/internal/office/people"
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
	account := o.known(t, agencies[0].ID, "")
	answer, err := visitor(t).Get(o.server.URL + "/sign-in")
	if _, page := answered(t, answer, err); !strings.Contains(page, "用统一身份认证登录") {
		t.Error("the page does not offer it")
	}
	browser := visitor(t)
	o.linked(t, browser, issuer, "")
	again := visitor(t)
	if code, page := o.through(again, issuer, "test-user2"); code != http.StatusOK || !strings.Contains(page, "已登录") {
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
	if a, err := o.store.AccountOf(t.Context(), issuer, "another"); err == nil {
		t.Errorf("%+v", a)
	}
	if err := o.store.Link(t.Context(), account, issuer, "another", noon); !errors.Is(err, store.ErrExists) {
		t.Errorf("%v", err)
	}
	// Only the subject counts, whatever they are called now.
	if a, err := o.store.AccountOf(t.Context(), issuer, "id2"); err != nil || a.ID != account.ID {
		t.Errorf("%+v, %v", a, err)
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

// known makes an account of the name of somebody at the provider; of no agency that of an
// administrator, with a second factor where a secret is given.
func (o *office) known(t *testing.T, agency, secret string) store.Account {
	t.Helper()
	hash, err := people.Hash(password)
	if err != nil {
		t.Fatal(err)
	}
	grant := store.Grant{Agency: agency, Role: store.Clerk}
	if agency == "" {
		grant.Role = store.System
	}
	a, err := o.store.NewAccount(t.Context(), store.Account{Login: "test-user2", Name: "岩罕", Password: hash, TOTP: secret}, []store.Grant{grant}, store.Account{Name: "终端"}, noon)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

var hiddenVoucher = regexp.MustCompile(`name="voucher" value="([^"]+)"`)

// linked signs in by the provider for the first time, and proves whose account it is.
func (o *office) linked(t *testing.T, browser *http.Client, issuer, code string) {
	t.Helper()
	if status, page := o.proving(t, browser, o.vouched(t, browser, issuer), password, code); status != http.StatusOK || !strings.Contains(page, "已登录") {
		t.Fatalf("%d: %s", status, page)
	}
}

// vouched is the voucher that somebody gets at the first time.
func (o *office) vouched(t *testing.T, browser *http.Client, issuer string) string {
	t.Helper()
	status, page := o.through(browser, issuer, "test-user2")
	m := hiddenVoucher.FindStringSubmatch(page)
	if status != http.StatusOK || m == nil || o.home(browser) == http.StatusOK {
		t.Fatalf("who comes for the first time gets %d: %s", status, page)
	}
	return m[1]
}

func (o *office) proving(t *testing.T, browser *http.Client, voucher, password, code string) (int, string) {
	t.Helper()
	form := url.Values{"voucher": {voucher}, "password": {password}, "code": {code}}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, o.server.URL+"/sign-in/identity/link", strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", o.server.URL)
	answer, err := browser.Do(r)
	return answered(t, answer, err)
}

// Nobody takes an account over, an administrator's least of all, by having its name at the
// provider: its password and second factor are asked for, and what is carried meanwhile
// cannot be made or changed by a browser.
func TestAnEqualNameIsNotTheSamePerson(t *testing.T) {
	o, issuer := withProvider(t)
	secret, _, err := people.NewSecondFactor("gongwen", "test-user2")
	if err != nil {
		t.Fatal(err)
	}
	account := o.known(t, "", secret)
	code, err := totp.GenerateCode(secret, noon)
	if err != nil {
		t.Fatal(err)
	}
	stranger := visitor(t)
	voucher := o.vouched(t, stranger, issuer)
	forged, err := o.page.sealed(vouchedFor(issuer, noon.Add(-time.Second)))
	if err != nil {
		t.Fatal(err)
	}
	content, seal, _ := strings.Cut(voucher, ".")
	for about, c := range map[string]struct{ voucher, password, code string }{
		"without the password":      {voucher, "", code},
		"another password":          {voucher, "falsch-falsch", code},
		"without the second factor": {voucher, password, ""},
		"another code":              {voucher, password, "000000"},
		"too late":                  {forged, password, code},
		"without a voucher":         {"", password, code},
		"a changed voucher":         {"A" + content[1:] + "." + seal, password, code},
		"without its seal":          {content + ".", password, code},
	} {
		if status, page := o.proving(t, stranger, c.voucher, c.password, c.code); status != http.StatusUnauthorized || strings.Contains(page, "已登录") {
			t.Errorf("%s: %d %s", about, status, page)
		}
	}
	if o.home(stranger) == http.StatusOK {
		t.Error("a stranger is in")
	}
	if linked, err := o.store.IsLinked(t.Context(), issuer, account.ID); err != nil || linked {
		t.Errorf("linked: %t, %v", linked, err)
	}
	if err := o.store.Unlock(t.Context(), account, store.Account{Name: "终端"}, noon); err != nil {
		t.Fatal(err)
	}
	if status, page := o.proving(t, stranger, voucher, password, code); status != http.StatusOK || !strings.Contains(page, "已登录") {
		t.Errorf("with both: %d %s", status, page)
	}
	log, err := o.store.Audit(t.Context(), 0, 100)
	if err != nil || !slices.ContainsFunc(log, func(e store.Logged) bool { return e.Action == store.Linked && e.Account == account.ID }) {
		t.Errorf("%+v, %v", log, err)
	}
}

// vouchedFor is a voucher for the person of the tests.
func vouchedFor(issuer string, until time.Time) voucher {
	return voucher{identity.Person{Issuer: issuer, Subject: "id2", Login: "test-user2"}, until}
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
	if err != nil {
		t.Fatal(err)
	}
	o.known(t, agencies[0].ID, "")
	o.linked(t, visitor(t), issuer, "")
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
