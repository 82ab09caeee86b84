package api

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"gongwen/cmd/internal/office/store"
)

// begun is a report that a program has begun, with its key.
func (c *called) begun(key string, content []byte) answer {
	c.Helper()
	return c.ask("POST", "/api/v1/reports?name=2024.yaml", c.secret, "application/yaml", key, strings.NewReader(string(content)))
}

// A program begins a report and changes it in the name of a clerk; a request that comes
// again with its key is answered as it was and does nothing.
func TestProgramsWrite(t *testing.T) {
	c := newAPI(t)
	first := c.begun(`"eins"`, example(t))
	var d document
	first.json(t, &d)
	if first.status != http.StatusCreated || d.Year != 2024 || d.State != string(store.Drafting) {
		t.Fatalf("%d %s", first.status, first.body)
	}
	if again := c.begun("eins", example(t)); again.status != first.status || string(again.body) != string(first.body) || again.kind != first.kind {
		t.Errorf("again: %d %s", again.status, again.body)
	}
	if other := c.begun("eins", append(example(t), '\n')); other.status != http.StatusUnprocessableEntity {
		t.Errorf("another request of the key: %d %s", other.status, other.body)
	}
	if second := c.begun("zwei", example(t)); second.status != http.StatusConflict || !strings.Contains(string(second.body), "已经建立了") {
		t.Errorf("a second report of the year: %d %s", second.status, second.body)
	}
	at := "/api/v1/reports/" + d.ID
	var values valuesAnswer
	c.do("GET", at+"/values", c.secret, "", nil).json(t, &values)
	const place = "cell:requests/new/natural_person"
	if values.Version != 1 || values.Values[place] != "197" {
		t.Fatalf("%d, %q", values.Version, values.Values[place])
	}
	edits := func(was, value string) string {
		return fmt.Sprintf(`{"edits":[{"place":%q,"was":%q,"value":%q}]}`, place, was, value)
	}
	for range 2 {
		got := c.ask("POST", at+"/edits", c.secret, "application/json", "drei", strings.NewReader(edits("197", "198")))
		var state struct {
			Version   int64
			Conflicts []any
		}
		got.json(t, &state)
		if got.status != http.StatusOK || state.Version != 2 || len(state.Conflicts) > 0 {
			t.Errorf("%d %s", got.status, got.body)
		}
	}
	if got := c.ask("POST", at+"/edits", c.secret, "application/json", "vier", strings.NewReader(edits("197", "199"))); got.status != http.StatusOK || !strings.Contains(string(got.body), `"value": "198"`) {
		t.Errorf("what was changed meanwhile is no conflict: %d %s", got.status, got.body)
	}
	var state struct {
		Version  int64
		Findings []struct{ Level, Rule string }
	}
	c.do("GET", at+"/state", c.secret, "", nil).json(t, &state)
	if state.Version != 2 || len(state.Findings) == 0 {
		t.Errorf("a sum that is wrong now is not said: %+v", state)
	}
	changes, err := c.store.Changes(t.Context(), d.ID, 3, 1)
	if err != nil || len(changes) != 1 || changes[0].By != "岩罕" || changes[0].After != "198" {
		t.Errorf("%+v, %v", changes, err)
	}
	log, err := c.store.AuditOf(t.Context(), d.ID, 10)
	if err != nil || len(log) != 3 || log[0].Action != store.TokenWrote || !strings.Contains(log[0].Detail, "门户") {
		t.Errorf("%+v, %v", log, err)
	}
}

// What may not be written is refused, and nothing is done.
func TestProgramsMayNotWrite(t *testing.T) {
	c := newAPI(t)
	var d document
	c.begun("eins", example(t)).json(t, &d)
	at := "/api/v1/reports/" + d.ID + "/edits"
	_, reader := c.token(c.agency, noon.AddDate(1, 0, 0), Scopes()...)
	other, err := c.store.NewAgency(t.Context(), "别的局", store.Account{Name: "终端"}, noon)
	if err != nil {
		t.Fatal(err)
	}
	_, foreign := c.token(other, noon.AddDate(1, 0, 0), Scopes()...)
	for about, a := range map[string]struct {
		path, secret, key, body string
		want                    int
	}{
		"no key":                     {at, reader, "", `{"edits":[]}`, http.StatusBadRequest},
		"a key with blanks":          {at, reader, "a b", `{"edits":[]}`, http.StatusBadRequest},
		"a long key":                 {at, reader, strings.Repeat("k", maxKey+1), `{"edits":[]}`, http.StatusBadRequest},
		"no edits":                   {at, reader, "k1", `[`, http.StatusBadRequest},
		"no such place":              {at, reader, "k2", `{"edits":[{"place":"cell:none","value":"1"}]}`, http.StatusBadRequest},
		"no report":                  {"/api/v1/reports?name=a.yaml", reader, "k3", "不是报告", http.StatusUnprocessableEntity},
		"a report with errors":       {"/api/v1/reports?name=a.yaml", reader, "k4", strings.Replace(string(example(t)), "year: 2024", "year: 2204", 1), http.StatusUnprocessableEntity},
		"of another agency":          {at, foreign, "k5", `{"edits":[]}`, http.StatusForbidden},
		"no clerk of the agency":     {"/api/v1/reports?name=a.yaml", foreign, "k6", string(example(t)), http.StatusForbidden},
		"a report that is not there": {"/api/v1/reports/none/edits", reader, "k7", `{"edits":[]}`, http.StatusNotFound},
	} {
		if got := c.ask("POST", a.path, a.secret, "", a.key, strings.NewReader(a.body)); got.status != a.want {
			t.Errorf("%s: %d %s", about, got.status, got.body)
		}
	}
	if _, err := c.store.Step(t.Context(), d.ID, store.Move{Action: store.Submit}, c.clerk, []store.Role{store.Clerk}, noon); err != nil {
		t.Fatal(err)
	}
	if got := c.ask("POST", at, reader, "", "k8", strings.NewReader(`{"edits":[]}`)); got.status != http.StatusConflict {
		t.Errorf("what was submitted: %d %s", got.status, got.body)
	}
	if err := c.store.SetDisabled(t.Context(), c.clerk, true, store.Account{ID: "a", Name: "管理员"}, noon); err != nil {
		t.Fatal(err)
	}
	if got := c.ask("POST", at, reader, "", "k9", strings.NewReader(`{"edits":[]}`)); got.status != http.StatusForbidden {
		t.Errorf("in the name of who is disabled: %d %s", got.status, got.body)
	}
}

// Of many requests that come at once with one key one is done; one whose process has ended
// is done when it comes again, and once.
func TestRequestsThatComeAtOnceAndAgain(t *testing.T) {
	c := newAPI(t)
	var all sync.WaitGroup
	statuses := make([]int, 8)
	for i := range statuses {
		all.Go(func() { statuses[i] = c.begun("eins", example(t)).status })
	}
	all.Wait()
	made := 0
	for _, status := range statuses {
		switch status {
		case http.StatusCreated:
			made++
		case http.StatusConflict: // it goes on
		default:
			t.Errorf("%d", status)
		}
	}
	documents, err := c.store.Documents(t.Context(), c.agency.ID)
	if err != nil || made == 0 || len(documents) != 1 {
		t.Fatalf("%v: %+v, %v", statuses, documents, err)
	}
	// The answer is lost: the process ended between what it did and keeping it.
	token, err := c.store.TokenOf(t.Context(), c.secret, noon)
	if err == nil {
		err = c.store.KeepAnswer(t.Context(), store.Answer{Token: token.ID, Key: "eins", Status: http.StatusAccepted})
	}
	if err != nil {
		t.Fatal(err)
	}
	const days = 4
	c.later.Store(days * 24 * 60 * 60)
	var d document
	got := c.begun("eins", example(t))
	got.json(t, &d)
	if got.status != http.StatusCreated || d.ID != documents[0].ID {
		t.Errorf("%d %s", got.status, got.body)
	}
	a := store.Answer{Token: token.ID, Key: "zwei", Request: "x"}
	for _, want := range []error{nil, store.ErrGoesOn} {
		if _, err := c.store.Claim(t.Context(), a, noon); !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
	}
	const left = 3 * 60 // seconds
	c.later.Store(left)
	if done, err := c.store.Claim(t.Context(), a, c.now()); done != nil || err != nil {
		t.Errorf("a request that was left: %+v, %v", done, err)
	}
}
