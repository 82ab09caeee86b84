package api

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"gongwen/cmd/internal/office/store"
)

// ofAnotherAgency is a token for everything, with a clerk of its own.
func (c *called) ofAnotherAgency() string {
	c.Helper()
	agency, err := c.store.NewAgency(c.Context(), "别的局", store.Account{Name: "终端"}, noon)
	var clerk store.Account
	if err == nil {
		clerk, err = c.store.NewAccount(c.Context(), store.Account{Login: "other", Name: "别人", Password: "x"}, []store.Grant{{Agency: agency.ID, Role: store.Clerk}}, store.Account{Name: "终端"}, noon)
	}
	var secret string
	if err == nil {
		_, secret, err = c.store.NewToken(c.Context(), store.Token{Name: "别处", Agency: agency.ID, Account: clerk.ID, Scopes: Scopes(), Expires: noon.AddDate(1, 0, 0)}, store.Account{Name: "测试"}, noon)
	}
	if err != nil {
		c.Fatal(err)
	}
	return secret
}

// A report is nothing to the tokens of another agency, at whatever address they ask for it, and what
// stands at its places stays; what a token may not do it may not do by another way of asking either.
func TestTokensThatTryOtherWays(t *testing.T) {
	c := newAPI(t)
	var d document
	c.begun("eins", example(t)).json(t, &d)
	before := c.do("GET", "/api/v1/reports/"+d.ID+"/values", c.secret, "", nil)
	foreign := c.ofAnotherAgency()
	edit := `{"edits":[{"place":"cell:requests/new/natural_person","was":"197","value":"1"}]}`
	for i, r := range (&server{}).routes() {
		if !strings.Contains(r.path, "{id}") {
			continue
		}
		got := c.ask(r.method, strings.Replace(r.path, "{id}", d.ID, 1), foreign, "application/json", fmt.Sprint("k", i), strings.NewReader(edit))
		if got.status != http.StatusNotFound || strings.Contains(string(got.body), "197") {
			t.Errorf("%s %s by another agency: %d %s", r.method, r.path, got.status, got.body)
		}
	}
	_, reads := c.token(c.agency, noon.AddDate(1, 0, 0), slices.DeleteFunc(Scopes(), func(s string) bool { return s == ScopeWrite })...)
	at := "/api/v1/reports/" + d.ID
	for about, ask := range map[string]func(r *http.Request){
		"by another method":         func(r *http.Request) { r.Method = http.MethodPut },
		"by a method that is named": func(r *http.Request) { r.Method = http.MethodGet; r.Header.Set("X-HTTP-Method-Override", "POST") },
		"with a way back":           func(r *http.Request) { r.URL.Path = "/api/v1/templates/../reports/" + d.ID + "/edits" },
		"with two lines":            func(r *http.Request) { r.URL.Path = "/api/v1//reports/" + d.ID + "/edits" },
		"with a line at the end":    func(r *http.Request) { r.URL.Path += "/" },
		"in capitals":               func(r *http.Request) { r.URL.Path = strings.ToUpper(r.URL.Path) },
		"with another token behind": func(r *http.Request) { r.Header.Add("Authorization", "Bearer "+c.secret) },
		"with the token in the address": func(r *http.Request) {
			r.Header.Del("Authorization")
			r.URL.RawQuery = "access_token=" + c.secret + "&token=" + c.secret
		},
		"with the token as a cookie": func(r *http.Request) {
			r.Header.Del("Authorization")
			r.AddCookie(&http.Cookie{Name: "gongwen", Value: c.secret})
		},
		"with the token as a password": func(r *http.Request) { r.SetBasicAuth("token", c.secret) },
		"with the scopes":              func(r *http.Request) { r.URL.RawQuery = "scope=write" },
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, c.server.URL+at+"/edits", strings.NewReader(edit))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+reads)
		r.Header.Set(keyHeader, "w")
		ask(r)
		got, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = got.Body.Close()
		if got.StatusCode < http.StatusBadRequest || got.StatusCode >= http.StatusInternalServerError {
			t.Errorf("%s: %d", about, got.StatusCode)
		}
	}
	c.later.Store(1) // a token asks so often only
	if after := c.do("GET", at+"/values", c.secret, "", nil); string(after.body) != string(before.body) {
		t.Errorf("it was changed: %s", after.body)
	}
}

// A key is one token's: another's gets no answer of it. Of two different requests that come at once with
// one key one is done; what failed in the server is done when it comes again.
func TestKeysOfOthersAndOfFailures(t *testing.T) {
	c := newAPI(t)
	var d, theirs document
	c.begun("eins", example(t)).json(t, &d)
	foreign := c.ofAnotherAgency()
	got := c.ask("POST", "/api/v1/reports?name=2024.yaml", foreign, "application/yaml", "eins", strings.NewReader(string(example(t))))
	got.json(t, &theirs)
	if got.status != http.StatusCreated || theirs.ID == d.ID {
		t.Errorf("the key of another agency: %d %s", got.status, got.body)
	}
	_, second := c.token(c.agency, noon.AddDate(1, 0, 0), Scopes()...)
	if got := c.ask("POST", "/api/v1/reports?name=2024.yaml", second, "application/yaml", "eins", strings.NewReader(string(example(t)))); got.status != http.StatusConflict {
		t.Errorf("the key of another token: %d %s", got.status, got.body)
	}
	at := "/api/v1/reports/" + d.ID + "/edits"
	edit := func(value string) string {
		return fmt.Sprintf(`{"edits":[{"place":"note:requests","was":"","value":%q}]}`, value)
	}
	var all sync.WaitGroup
	statuses := make([]int, 6)
	for i := range statuses {
		all.Go(func() {
			statuses[i] = c.ask("POST", at, c.secret, "application/json", "zwei", strings.NewReader(edit(fmt.Sprint(i)))).status
		})
	}
	all.Wait()
	slices.Sort(statuses)
	if statuses[0] != http.StatusOK || slices.ContainsFunc(statuses[1:], func(s int) bool { return s != http.StatusUnprocessableEntity }) {
		t.Errorf("different requests of one key at once: %v", statuses)
	}
	if changes, err := c.store.Changes(t.Context(), d.ID, 100, 1); err != nil || len(changes) != 1 {
		t.Errorf("%+v, %v", changes, err)
	}
	c.later.Store(1)
	const place = "cell:requests/new/natural_person"
	mend := fmt.Sprintf(`{"edits":[{"place":%q,"was":"197","value":"198"}]}`, place)
	c.fault = errors.New("the disk is full")
	if got := c.ask("POST", at, c.secret, "application/json", "drei", strings.NewReader(mend)); got.status != http.StatusInternalServerError || strings.Contains(string(got.body), "disk") {
		t.Errorf("%d %s", got.status, got.body)
	}
	c.fault = nil
	for range 2 {
		if got := c.ask("POST", at, c.secret, "application/json", "drei", strings.NewReader(mend)); got.status != http.StatusOK {
			t.Errorf("after a failure: %d %s", got.status, got.body)
		}
	}
	if got := c.ask("POST", at, c.secret, "application/json", "drei", strings.NewReader(edit("x"))); got.status != http.StatusUnprocessableEntity {
		t.Errorf("another request after a failure: %d %s", got.status, got.body)
	}
	// What was refused for its content is kept: it does not become right by coming again.
	for range 2 {
		if got := c.ask("POST", at, c.secret, "application/json", strings.Repeat("k", maxKey), strings.NewReader("[")); got.status != http.StatusBadRequest {
			t.Errorf("%d %s", got.status, got.body)
		}
	}
	var values valuesAnswer
	c.do("GET", "/api/v1/reports/"+d.ID+"/values", c.secret, "", nil).json(t, &values)
	if values.Values[place] != "198" {
		t.Errorf("%q", values.Values[place])
	}
	// A token that has ended gets no answer, not even one that it had.
	token, err := c.store.TokenOf(t.Context(), c.secret, noon)
	if err == nil {
		err = c.store.RevokeToken(t.Context(), token.ID, store.Account{Name: "测试"}, noon)
	}
	if err != nil {
		t.Fatal(err)
	}
	if got := c.begun("eins", example(t)); got.status != http.StatusUnauthorized {
		t.Errorf("what was answered to a token that has ended: %d %s", got.status, got.body)
	}
}
