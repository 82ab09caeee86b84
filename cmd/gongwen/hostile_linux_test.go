package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"gongwen/internal/tier"
)

// caller sends requests to a page that runs in a process of its own, with a token.
type caller struct {
	address, token string
}

// post sends a body and gives the status and the answer; the key is for what changes
// something.
func (c caller) post(ctx context.Context, path, key string, body []byte) (int, []byte, error) {
	method := http.MethodPost
	if body == nil {
		method = http.MethodGet
	}
	r, err := http.NewRequestWithContext(ctx, method, c.address+path, bytes.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	r.Header.Set("Authorization", "Bearer "+c.token)
	if key != "" {
		r.Header.Set("Idempotency-Key", key)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer func() { _ = answer.Body.Close() }()
	content, err := io.ReadAll(answer.Body)
	return answer.StatusCode, content, err
}

// long is the example report with its overview in place of another text.
func long(t *testing.T, text string) []byte {
	t.Helper()
	content, err := os.ReadFile("../../examples/invented-2024.yaml")
	if err != nil {
		t.Fatal(err)
	}
	quoted, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	head, _, found := strings.Cut(string(content), "overview: |")
	_, tail, ended := strings.Cut(string(content), "\ndisclosure:")
	if !found || !ended {
		t.Fatal("the example is another one")
	}
	return []byte(head + "overview: " + string(quoted) + "\ndisclosure:" + tail)
}

// What one agency sends, however hostile, neither ends the page nor keeps another agency from
// its work, and the memory of the page stays within its bounds.
func TestAHostileAgencyStopsNobodyElse(t *testing.T) {
	tier.Long(t, "works at the page beside a hostile agency")
	dir := t.TempDir()
	db := "sqlite:" + filepath.Join(dir, "a.db")
	writeFile(t, filepath.Join(dir, "password"), []byte("ein-langes-Wort-7\n"))
	token := func(agency, login string) string {
		if out, err := program(t, "account", "--db", db, "--name", login, "--agency", agency, "--password-file", filepath.Join(dir, "password"), login).CombinedOutput(); err != nil {
			t.Fatalf("%v %s", err, out)
		}
		out, err := program(t, "token", "new", "--db", db, "--agency", agency, "--scope", "check,build,import,sum,verify,reports,write", "--account", login, "试").Output()
		if err != nil {
			t.Fatal(err)
		}
		return strings.TrimSpace(string(out))
	}
	hostile, honest := caller{token: token("甲局", "jia")}, caller{token: token("乙局", "yi")}
	page, lines := service(t, "serve", "--db", db, "--listen", "127.0.0.1:0")
	address := strings.TrimSuffix(addressIn(t, lines, "网页在 "), "/")
	hostile.address, honest.address = address, address

	aliases := "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
	for i := 1; i < 12; i++ {
		aliases += fmt.Sprintf("a%d: &a%d [%s*a%d]\n", i, i, strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 8), i-1)
	}
	rows := `{"template": "final-accounts", "gk02": {"items": [` + strings.Repeat(`["2050201", "小学", 1, 1, 0, 0, 0, 0, 0],`, 100000) + `[]]}}`
	attacks := []struct {
		path string
		body []byte
	}{
		{"check?name=a.yaml", []byte(aliases)},
		{"check?name=a.json", []byte(strings.Repeat("[", 2<<20))},
		{"check?name=a.json", []byte(`{"x": [` + strings.Repeat("1,", 30<<20) + `1]}`)},
		{"check?name=a.json", []byte(rows)},
		{"check?name=a.yaml", long(t, strings.Repeat("## 一\n\n作\n\n", 6000))},
		{"build?to=pdf&draft=true&name=a.yaml", long(t, strings.Repeat("- 一\n", 12000))},
		{"convert?to=xlsx&name=a.yaml", long(t, strings.Repeat("作\n\n", 20000))},
		{"import?name=a.html", []byte("<table>" + strings.Repeat("<tr><td colspan=900 rowspan=900>", 200000))},
		{"verify?name=a.pdf", append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte("1 0 obj <</Length 9>> stream\n"), 1<<20)...)},
	}
	ctx, stop := context.WithCancel(t.Context())
	var all, once sync.WaitGroup // once: until each attack was answered
	once.Add(len(attacks) + 1)
	answered := make([]atomic.Bool, len(attacks))
	for n := range 4 {
		all.Go(func() {
			for i := n; ctx.Err() == nil; i++ {
				a := attacks[i%len(attacks)]
				status, said, err := hostile.post(ctx, "/api/v1/"+a.path, "", a.body)
				if errors.Is(err, context.Canceled) {
					return
				}
				if status != http.StatusServiceUnavailable && status != http.StatusTooManyRequests && !answered[i%len(attacks)].Swap(true) {
					t.Logf("%s: %d %.120s", a.path, status, said)
					once.Done()
				}
				if err != nil || status >= http.StatusInternalServerError && status != http.StatusServiceUnavailable {
					t.Errorf("%s: %d %.200s, %v", a.path, status, said, err)
				}
			}
		})
	}
	all.Go(func() { // who fills in as much as the page takes, again and again
		status, said, err := hostile.post(ctx, "/api/v1/reports?name=a.yaml", "one", long(t, strings.Repeat("- 一\n", 9000)))
		for err == nil && status == http.StatusServiceUnavailable { // its own attacks are in its way
			status, said, err = hostile.post(ctx, "/api/v1/reports?name=a.yaml", "one", long(t, strings.Repeat("- 一\n", 9000)))
		}
		var d struct{ ID string }
		if json.Unmarshal(said, &d) != nil || d.ID == "" {
			t.Errorf("the long report is not taken: %d %.200s, %v", status, said, err)
			once.Done()
			return
		}
		for i := 0; ctx.Err() == nil; i++ {
			if i == 1 {
				once.Done()
			}
			edit := fmt.Sprintf(`{"id": "e%d", "edits": [{"place": "prose:others", "was": "", "value": "%s %d"}]}`, i, strings.Repeat("[", 60000), i)
			_, _, _ = hostile.post(ctx, "/api/v1/reports/"+d.ID+"/edits", fmt.Sprint(i), []byte(edit))
			_, _, _ = hostile.post(ctx, "/api/v1/reports/"+d.ID+"/state", "", nil)
		}
	})

	report, err := os.ReadFile("../../examples/invented-2024.yaml")
	if err != nil {
		t.Fatal(err)
	}
	asked := func(path, key string, body []byte, want int) []byte {
		t.Helper()
		status, said, err := honest.post(t.Context(), path, key, body)
		for err == nil && status == http.StatusTooManyRequests { // it is quicker than it may be
			status, said, err = honest.post(t.Context(), path, key, body)
		}
		if err != nil || status != want {
			t.Errorf("%s: %d %.200s, %v", path, status, said, err)
		}
		return said
	}
	var d struct{ ID string }
	if err := json.Unmarshal(asked("/api/v1/reports?name=a.yaml", "one", report, http.StatusCreated), &d); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { once.Wait(); close(done) }()
	rounds := 0
	for i, goesOn := 0, true; goesOn; i++ {
		select {
		case <-done:
			goesOn = false
		default:
		}
		rounds++
		asked("/api/v1/check?name=a.yaml", "", report, http.StatusOK)
		if made := asked("/api/v1/build?to=pdf&name=a.yaml", "", report, http.StatusOK); !bytes.HasPrefix(made, []byte("%PDF")) {
			t.Error("what was built is no PDF")
		}
		asked("/api/v1/reports/"+d.ID+"/edits", fmt.Sprint(i), []byte(fmt.Sprintf(`{"id": "e", "edits": [{"place": "prose:others", "was": "", "value": "没有%d。"}]}`, i)), http.StatusOK)
		asked("/api/v1/reports/"+d.ID+"/state", "", nil, http.StatusOK)
	}
	stop()
	all.Wait()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", page.Process.Pid))
	if err != nil {
		t.Fatal("the page has ended: ", err)
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	most, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("the page took %d MB, %d rounds", most>>10, rounds)
	const bound = 768 << 10 // kB
	if most > bound {
		t.Errorf("the page took %d kB", most)
	}
}
