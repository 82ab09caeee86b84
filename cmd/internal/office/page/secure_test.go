package page

import (
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// Over TLS the page says so to browsers, and its cookies are for this host alone; without
// TLS a browser would not take such cookies.
func TestCookiesAndHeadersOverTLS(t *testing.T) {
	for secure, want := range map[bool]string{true: "__Host-gongwen", false: "gongwen"} {
		o := newOffice(t)
		o.page.Secure = secure
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/sign-in", strings.NewReader(url.Values{"login": {"clerk"}, "password": {password}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", "http://example.com")
		if secure {
			r.TLS = &tls.ConnectionState{}
		}
		w := httptest.NewRecorder()
		o.page.Handler().ServeHTTP(w, r)
		answer := w.Result()
		defer func() { _ = answer.Body.Close() }()
		var session *http.Cookie
		for _, c := range answer.Cookies() {
			session = c
		}
		if answer.StatusCode != http.StatusSeeOther || session == nil || session.Name != want || session.Secure != secure || !session.HttpOnly || session.SameSite != http.SameSiteStrictMode || session.Path != "/" || session.Domain != "" {
			t.Fatalf("%v: %s, %+v", secure, answer.Status, session)
		}
		if got := answer.Header.Get("Strict-Transport-Security"); (got != "") != secure {
			t.Errorf("%v: %q", secure, got)
		}
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", "Referrer-Policy": "same-origin"} {
			if got := answer.Header.Get(name); got != want {
				t.Errorf("%s is %q", name, got)
			}
		}
		if policy := answer.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, "frame-ancestors 'none'") || strings.Contains(policy, "unsafe") {
			t.Errorf("the policy is %s", policy)
		}
		home := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/account", nil)
		home.AddCookie(&http.Cookie{Name: want, Value: session.Value})
		after := httptest.NewRecorder()
		o.page.Handler().ServeHTTP(after, home)
		if after.Code != http.StatusOK {
			t.Errorf("%v: who has signed in gets %d", secure, after.Code)
		}
		// Who leaves takes nothing away that another account could not send yet.
		out := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/sign-out", nil)
		out.AddCookie(&http.Cookie{Name: want, Value: session.Value})
		out.Header.Set("Origin", "http://example.com")
		left := httptest.NewRecorder()
		o.page.Handler().ServeHTTP(left, out)
		if got := left.Header().Get("Clear-Site-Data"); left.Code != http.StatusSeeOther || (got == `"cache"`) != secure {
			t.Errorf("%v: %d, %s", secure, left.Code, got)
		}
	}
}
