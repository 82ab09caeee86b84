package api

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"gongwen/cmd/internal/office/confined"
)

// What is done in a process of its own is what is done here; only what is not small is.
func TestWorkInAProcessOfItsOwn(t *testing.T) {
	c := newAPI(t)
	apart := 0
	var fault error
	c.work = func(ctx context.Context, w Work) (out Outcome, err error) {
		apart++
		if fault != nil {
			return out, fault
		}
		content, err := json.Marshal(w)
		if err != nil {
			return out, err
		}
		answer, err := Working(ctx, c.engine, orders, content)
		if err != nil {
			return out, err
		}
		return out, json.Unmarshal(answer, &out)
	}
	small := string(example(t))
	wide := strings.Replace(small, "\nagency:", "\n# "+strings.Repeat("字", inProcess/3)+"\nagency:", 1)
	if wide == small {
		t.Fatal("the example is another one")
	}
	for _, path := range []string{"check?name=a.yaml", "check?name=a.yaml&lang=en", "build?name=a.yaml&to=pdf", "convert?name=a.yaml&to=json", "build?name=a.yaml&to=docx"} {
		apart = 0
		here, there := c.post("/api/v1/"+path, []byte(small)), c.post("/api/v1/"+path, []byte(wide))
		if apart != 1 || here.status != http.StatusOK || there.status != here.status || !bytes.Equal(there.body, here.body) {
			t.Errorf("%s: %d apart, %d and %d\n%.300s\n%.300s", path, apart, here.status, there.status, here.body, there.body)
		}
	}
	if broken := c.post("/api/v1/build?name=a.yaml&to=pdf", []byte(strings.Replace(wide, "\nyear: 2024", "\nyear: 二", 1))); broken.status != http.StatusUnprocessableEntity || !bytes.Contains(broken.body, []byte(`"diagnostics"`)) {
		t.Errorf("%d %.300s", broken.status, broken.body)
	}
	for _, fault = range []error{confined.ErrCost, confined.ErrFault} {
		if got := c.post("/api/v1/check?name=a.yaml", []byte(wide)); got.status != http.StatusUnprocessableEntity {
			t.Errorf("%v: %d %s", fault, got.status, got.body)
		}
	}
	if _, err := Working(t.Context(), c.engine, orders, []byte(`{"do": "nothing", "files": [{"name": "a.yaml"}]}`)); err == nil {
		t.Error("something is done that nobody knows")
	}
}
