package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"gongwen/examples"
	"gongwen/internal/tier"
)

// askedOf counts requests by their methods.
type askedOf struct {
	mu   sync.Mutex
	of   map[string]int
	next http.Handler
}

func (a *askedOf) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	what := r.Method
	if r.URL.Query().Has("list-type") { // once a day, to clean
		what = "list"
	}
	a.mu.Lock()
	a.of[what]++
	a.mu.Unlock()
	a.next.ServeHTTP(w, r)
}

// taken are the counts since the last time.
func (a *askedOf) taken() map[string]int {
	a.mu.Lock()
	defer a.mu.Unlock()
	of := a.of
	a.of = map[string]int{}
	return of
}

// A run whose files are kept by a store that speaks S3 asks it for each content once: the
// report is put and read, each document is put and read. Given again, it reads the documents
// and puts nothing.
func TestARunOnS3(t *testing.T) {
	tier.Long(t, "builds reports with their files on S3")
	const reports, formats = 20, 2
	store := s3mem.New()
	if err := store.CreateBucket("files"); err != nil {
		t.Fatal(err)
	}
	asked := &askedOf{of: map[string]int{}, next: gofakes3.New(store).Server()}
	server := httptest.NewServer(asked)
	defer server.Close()
	dir := t.TempDir()
	for i := range reports {
		writeFile(t, filepath.Join(dir, "in", fmt.Sprintf("%d.yaml", i)), []byte(strings.Replace(examples.Report, "2024年", fmt.Sprintf("2024年第%d份", i), 1)))
	}
	run := func(out string) map[string]int {
		t.Helper()
		cmd := program(t, "run", "--db", "sqlite:"+filepath.Join(dir, "a.db"), "-o", filepath.Join(dir, out), filepath.Join(dir, "in"))
		cmd.Env = append(cmd.Env, "GONGWEN_FILES=s3://"+strings.TrimPrefix(server.URL, "http://")+"/files?plain", "AWS_ACCESS_KEY_ID=key", "AWS_SECRET_ACCESS_KEY=secret")
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		return asked.taken()
	}
	first, again := run("out"), run("again")
	if first["PUT"] != reports*(1+formats) || first["GET"] != reports*(1+formats) || first["HEAD"] > 0 {
		t.Errorf("the first run asks %v", first)
	}
	if again["PUT"] > 0 || again["GET"] != reports*formats || again["HEAD"] != reports {
		t.Errorf("the second run asks %v", again)
	}
}
