package watch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"gongwen/cmd/internal/office/store"
	"gongwen/internal/diag"
)

var noon = time.Date(2025, 1, 20, 12, 0, 0, 0, time.UTC)

// Names, addresses and figures come into a log with errors that quote them: none is written.
func TestTheLogHoldsNoPersonalData(t *testing.T) {
	var out bytes.Buffer
	log := Log(&out)
	quoting := diag.NewError("岩罕（云岭市文化路 12 号）申请 3511 件", "3511 requests of 岩罕")
	log.ErrorContext(t.Context(), "request failed", "id", "abc123", "error", fmt.Errorf("wrapped: %w", quoting), "said", "岩罕", "n", 7)
	log.With("name", "岩罕").WithGroup("g").Warn("又是岩罕", slog.Group("inner", "who", "岩罕 3511"), "any", []string{"岩罕", "3511"})
	log.Info("signed in", "account", "k3n5", "error", errors.New("ERROR: deadlock detected (SQLSTATE 40P01)"), "long", strings.Repeat("x", 2*maxText))
	got := out.String()
	for _, never := range []string{"岩罕", "文化路", "3511", strings.Repeat("x", maxText+1)} {
		if strings.Contains(got, never) {
			t.Errorf("%q is in %s", never, got)
		}
	}
	for _, wanted := range []string{"id=abc123", "n=7", "withheld", "SQLSTATE 40P01", "account=k3n5", "request failed", "*fmt.wrapError"} {
		if !strings.Contains(got, wanted) {
			t.Errorf("no %q in %s", wanted, got)
		}
	}
}

func asked(err error) Asked {
	return Asked{Version: "1.0", Now: func() time.Time { return noon }, Ready: func(context.Context) error { return err }, Waiting: func(context.Context) ([]store.Waiting, error) {
		return []store.Waiting{{Queue: "make", State: "available", Jobs: 12, Oldest: noon.Add(-90 * time.Second)}, {Queue: "make", State: "running", Jobs: 2, Oldest: noon.Add(time.Second)}}, err
	}}
}

func get(t *testing.T, h http.Handler, path, token string) (int, string) {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	content, err := io.ReadAll(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.Code, string(content)
}

func TestFigures(t *testing.T) {
	f := New(asked(nil))
	f.Job("make_documents", "done", 30*time.Millisecond)
	f.Job("make_documents", "refused", 10*time.Millisecond)
	inner := http.NewServeMux()
	inner.HandleFunc("GET /documents/{id}", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })
	outer := http.NewServeMux()
	outer.Handle("/", inner)
	counted := f.Requests(outer, func() time.Time { return noon })
	get(t, counted, "/documents/secret", "")
	get(t, counted, "/nowhere/secret", "")
	_, got := get(t, f.Handler(), "/metrics", "")
	for _, line := range []string{
		`gongwen_build_info{version="1.0"} 1`, `gongwen_database_up 1`,
		`gongwen_queue_jobs{queue="make",state="available"} 12`, `gongwen_queue_oldest_seconds{queue="make",state="available"} 90`,
		`gongwen_queue_oldest_seconds{queue="make",state="running"} 0`,
		`gongwen_jobs_total{kind="make_documents",outcome="done"} 1`, `gongwen_job_seconds_count{kind="make_documents"} 2`,
		`gongwen_http_requests_total{code="418",pattern="GET /documents/{id}"} 1`, `gongwen_http_requests_total{code="404",pattern="none"} 1`,
		`go_goroutines `,
	} {
		if !strings.Contains(got, line) {
			t.Errorf("no %s", line)
		}
	}
	if strings.Contains(got, "secret") {
		t.Error("addresses are in the figures")
	}
	told(t, got)
	down := asked(errors.New("down"))
	_, got = get(t, New(down).Handler(), "/metrics", "")
	if !strings.Contains(got, "gongwen_database_up 0") {
		t.Error("the database is up")
	}
}

// Jobs of which there are many are counted now and then: for a hundred times as long as that
// took the figures are the same, and yet it is seen that the database is down.
func TestCountingIsSeldom(t *testing.T) {
	now, counted := noon, 0
	var down error
	a := asked(nil)
	a.Now = func() time.Time { return now }
	a.Ready = func(context.Context) error { return down }
	a.Waiting = func(context.Context) ([]store.Waiting, error) {
		counted++
		now = now.Add(300 * time.Millisecond)
		return []store.Waiting{{Queue: "make", State: "available", Jobs: int64(counted), Oldest: noon}}, down
	}
	h := New(a).Handler()
	for _, c := range []struct {
		after time.Duration
		down  error
		want  string
	}{
		{0, nil, `gongwen_queue_jobs{queue="make",state="available"} 1`},
		{15 * time.Second, nil, `gongwen_queue_jobs{queue="make",state="available"} 1`},
		{0, errors.New("down"), "gongwen_database_up 0"},
		{16 * time.Second, nil, `gongwen_queue_jobs{queue="make",state="available"} 2`},
		{31 * time.Second, errors.New("down"), "gongwen_database_up 0"},
	} {
		now, down = now.Add(c.after), c.down
		if _, got := get(t, h, "/metrics", ""); !strings.Contains(got, c.want) {
			t.Errorf("%+v:\n%s", c, got)
		}
	}
}

// told are the figures as Prometheus' own reader understands them.
func told(t *testing.T, figures string) map[string]*dto.MetricFamily {
	t.Helper()
	parser := expfmt.NewTextParser(model.LegacyValidation)
	families, err := parser.TextToMetricFamilies(strings.NewReader(figures))
	if err != nil {
		t.Fatalf("%v in\n%s", err, figures)
	}
	for name, f := range families {
		if f.GetHelp() == "" || f.GetType() == dto.MetricType_UNTYPED {
			t.Errorf("%s: %v %q", name, f.GetType(), f.GetHelp())
		}
	}
	return families
}

// What was counted is what Prometheus reads, whatever stands in a label.
func TestFiguresAsPrometheusReadsThem(t *testing.T) {
	f := New(asked(nil))
	odd := "a\"b\\c\nd{}=,甲"
	for _, took := range []time.Duration{0, 10 * time.Millisecond, 11 * time.Millisecond, 31 * time.Second} {
		f.Job(odd, "done", took)
	}
	f.Job("broken \xff", "done", 0)
	_, text := get(t, f.Handler(), "/metrics", "")
	families := told(t, text)
	labels := func(m *dto.Metric) map[string]string {
		all := map[string]string{}
		for _, l := range m.GetLabel() {
			all[l.GetName()] = l.GetValue()
		}
		return all
	}
	jobs := families["gongwen_jobs_total"]
	if len(jobs.GetMetric()) != 2 || jobs.GetType() != dto.MetricType_COUNTER {
		t.Fatal(jobs)
	}
	if m := jobs.GetMetric()[0]; labels(m)["kind"] != odd || labels(m)["outcome"] != "done" || m.GetCounter().GetValue() != 4 {
		t.Error(m)
	}
	took := families["gongwen_job_seconds"].GetMetric()[0].GetHistogram()
	if took.GetSampleCount() != 4 || took.GetSampleSum() != 31.021 {
		t.Error(took)
	}
	want := map[float64]uint64{.01: 2, .025: 3, 30: 3, math.Inf(1): 4} // a bound is within its bucket
	for _, b := range took.GetBucket() {
		if n, ok := want[b.GetUpperBound()]; ok && n != b.GetCumulativeCount() {
			t.Errorf("%v has seen %d, wanted %d", b.GetUpperBound(), b.GetCumulativeCount(), n)
		}
	}
	names := []string{"go_info", "go_goroutines", "go_memstats_heap_alloc_bytes", "go_memstats_sys_bytes", "go_gc_cycles_total", "go_gc_cpu_seconds_total"}
	if runtime.GOOS == "linux" {
		names = append(names, "process_cpu_seconds_total", "process_resident_memory_bytes", "process_virtual_memory_bytes", "process_start_time_seconds", "process_open_fds", "process_max_fds", "process_num_threads")
	}
	for _, name := range names {
		if families[name] == nil {
			t.Errorf("no %s", name)
		}
	}
	if runtime.GOOS == "linux" {
		if rss := families["process_resident_memory_bytes"].GetMetric()[0].GetGauge().GetValue(); rss < 1<<20 || rss > 1<<40 {
			t.Errorf("%v bytes of memory", rss)
		}
		began := families["process_start_time_seconds"].GetMetric()[0].GetGauge().GetValue()
		if age := time.Since(time.Unix(int64(began), 0)); age < -5*time.Second || age > 24*time.Hour {
			t.Errorf("the process began %s ago", age)
		}
	}
}

// Figures are counted and told by many at once; more than a few that ask at once are sent away.
func TestFiguresOfManyAtOnce(t *testing.T) {
	f := New(asked(nil))
	for range mostAsking {
		f.writing <- struct{}{}
	}
	if code, _ := get(t, f.Handler(), "/metrics", ""); code != http.StatusServiceUnavailable {
		t.Errorf("one more got %d", code)
	}
	<-f.writing
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 100 {
				f.Job("kind", "done", time.Millisecond)
			}
		})
	}
	if code, _ := get(t, f.Handler(), "/metrics", ""); code != http.StatusOK {
		t.Errorf("%d", code)
	}
	all.Wait()
	if n := f.jobs.of([]string{"kind", "done"}).value; n != 800 {
		t.Errorf("%v were counted", n)
	}
}

func TestHealth(t *testing.T) {
	ctx, end := context.WithCancel(t.Context())
	var down error
	h := Health(ctx, func(context.Context) error { return down }, New(asked(nil)).Handler())
	for path, want := range map[string]int{"/healthz": 204, "/readyz": 204, "/metrics": 200, "/": 404} {
		if got, _ := get(t, h, path, ""); got != want {
			t.Errorf("%s is %d", path, got)
		}
	}
	down = errors.New("down")
	if got, _ := get(t, h, "/readyz", ""); got != http.StatusServiceUnavailable {
		t.Errorf("without its database it is ready: %d", got)
	}
	down = nil
	end()
	if got, _ := get(t, h, "/readyz", ""); got != http.StatusServiceUnavailable {
		t.Errorf("at its end it is ready: %d", got)
	}
	if got, _ := get(t, h, "/healthz", ""); got != 204 {
		t.Errorf("at its end it is dead: %d", got)
	}
}

func TestWithToken(t *testing.T) {
	inner := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	for _, c := range []struct {
		token, given string
		want         int
	}{{"geheim", "geheim", 204}, {"geheim", "other", 404}, {"geheim", "", 404}, {"", "", 404}, {"", "x", 404}} {
		if got, _ := get(t, WithToken(c.token, inner), "/metrics", c.given); got != c.want {
			t.Errorf("%+v is %d", c, got)
		}
	}
}
