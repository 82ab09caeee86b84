package page

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// Whoever opens an address reads on a page what could not be done, with a way on; a script
// reads the sentence alone.
func TestErrorsAreSpoken(t *testing.T) {
	o := newOffice(t)
	b := o.signedIn("clerk")
	home, err := url.Parse(o.server.URL)
	if err != nil {
		t.Fatal(err)
	}
	ask := func(method, address string, header map[string]string, size int64) (int, string) {
		r, err := http.NewRequestWithContext(t.Context(), method, "http://page"+address, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.RemoteAddr, r.ContentLength = "127.0.0.1:1", size
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		for key, value := range header {
			r.Header.Set(key, value)
		}
		for _, c := range b.Jar.Cookies(home) {
			r.AddCookie(c)
		}
		w := httptest.NewRecorder()
		o.page.Handler().ServeHTTP(w, r)
		return w.Code, w.Body.String()
	}
	for _, c := range []struct {
		about, method, address string
		size                   int64
		status                 int
		says                   string
	}{
		{"no address", "GET", "/nowhere", 0, http.StatusNotFound, "没有这一页，网址可能抄错了。"},
		{"no document", "GET", "/documents/none", 0, http.StatusNotFound, "没有这一页，或者不是本单位的。"},
		{"no right", "GET", "/accounts", 0, http.StatusForbidden, "您没有做这一步的权限。"},
		{"no such method", "PUT", "/new", 0, http.StatusMethodNotAllowed, "这个网址不能直接打开。"},
		{"too large", "POST", "/new", maxBody + 1, http.StatusRequestEntityTooLarge, "一次最多传 64 MB"},
		{"a link that has ended", "GET", "/send/none", 0, http.StatusNotFound, "链接不对"},
	} {
		status, body := ask(c.method, c.address, map[string]string{"Sec-Fetch-Mode": "navigate"}, c.size)
		if status != c.status || !strings.Contains(body, "<h1>") || !strings.Contains(body, c.says) {
			t.Errorf("%s: %d %s", c.about, status, body)
		}
		if way := strings.Contains(body, `href="/">回到首页`); way == strings.HasPrefix(c.address, "/send/") {
			t.Errorf("%s: a way to the first page: %v", c.about, way)
		}
		status, body = ask(c.method, c.address, map[string]string{"Sec-Fetch-Mode": "cors", "Accept": "text/html"}, c.size)
		if status != c.status || strings.Contains(body, "<") || !strings.Contains(body, c.says) {
			t.Errorf("%s, to a script: %d %s", c.about, status, body)
		}
	}
	if status, body := ask("POST", "/new", map[string]string{"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "cross-site"}, 0); status != http.StatusForbidden || !strings.Contains(body, "不是从本站的网页上来的") {
		t.Errorf("from another site: %d %s", status, body)
	}
	if err := o.store.Close(); err != nil {
		t.Fatal(err)
	}
	if status, body := ask("GET", "/", map[string]string{"Sec-Fetch-Mode": "navigate"}, 0); status != http.StatusInternalServerError || !strings.Contains(body, "已记入日志") || !strings.Contains(body, "再试一次") {
		t.Errorf("without a store: %d %s", status, body)
	}
}
