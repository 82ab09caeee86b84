package watch

import (
	"bytes"
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"

	"gongwen/cmd/internal/office/store"
)

// Asked are what figures are asked of.
type Asked struct {
	Version string
	Now     func() time.Time
	Ready   func(ctx context.Context) error                    // says why the database does not answer
	Waiting func(ctx context.Context) ([]store.Waiting, error) // of the database
}

// Figures are the figures of a process, for Prometheus. They are safe for concurrent use.
type Figures struct {
	asked                          Asked
	queue                          *queue
	requests, answered, jobs, took *family
	writing                        chan struct{} // as many as may ask at once
}

// mostAsking is how many answers with figures are made at once: each asks the database.
const mostAsking = 2

// New makes the figures of a process.
func New(a Asked) *Figures {
	return &Figures{
		asked:    a,
		queue:    &queue{asked: a},
		requests: &family{name: "gongwen_http_requests_total", help: "Requests answered, by the pattern of their address and the status.", kind: counter, labels: []string{"code", "pattern"}},
		answered: &family{
			name: "gongwen_http_request_seconds", help: "How long requests took.", kind: histogram, labels: []string{"pattern"},
			bounds: []float64{.005, .02, .05, .1, .25, .5, 1, 2.5, 10},
		},
		jobs: &family{
			name: "gongwen_jobs_total", help: "Attempts at jobs by this process, by what became of them: done, refused, failed, again, later.", kind: counter,
			labels: []string{"kind", "outcome"},
		},
		took: &family{
			name: "gongwen_job_seconds", help: "How long attempts at jobs took.", kind: histogram, labels: []string{"kind"},
			bounds: []float64{.01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30},
		},
		writing: make(chan struct{}, mostAsking),
	}
}

// Handler answers with the figures.
func (f *Figures) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case f.writing <- struct{}{}:
			defer func() { <-f.writing }()
		default:
			http.Error(w, "figures are being told already", http.StatusServiceUnavailable)
			return
		}
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		var out bytes.Buffer
		f.write(r.Context(), &out)
		_, _ = w.Write(out.Bytes()) // who asked may be gone
	})
}

// write adds all figures in the text format of Prometheus.
func (f *Figures) write(ctx context.Context, out *bytes.Buffer) {
	write(out, "gongwen_build_info", "1, with the version of the program.", gauge, 1, "version", f.asked.Version)
	f.writeQueue(ctx, out)
	for _, all := range []*family{f.jobs, f.took, f.requests, f.answered} {
		all.write(out)
	}
	writeRuntime(out)
	writeProcess(out)
}

// Job counts an attempt at a job.
func (f *Figures) Job(kind, outcome string, took time.Duration) {
	f.jobs.add(1, kind, outcome)
	f.took.observe(took.Seconds(), kind)
}

// Requests counts what a handler answers.
func (f *Figures) Requests(next http.Handler, now func() time.Time) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := now()
		s := &status{ResponseWriter: w, code: http.StatusOK}
		next.ServeHTTP(s, r)
		pattern := r.Pattern // as the mux that was asked last has set it
		if pattern == "" {
			pattern = "none"
		}
		f.requests.add(1, strconv.Itoa(s.code), pattern)
		f.answered.observe(now().Sub(began).Seconds(), pattern)
	})
}

// status remembers the status of an answer.
type status struct {
	http.ResponseWriter
	code int
}

// WriteHeader writes the status.
func (s *status) WriteHeader(code int) {
	s.code = code
	s.ResponseWriter.WriteHeader(code)
}

// Unwrap is the writer behind it, for http.ResponseController.
func (s *status) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// queue asks the database when it is asked itself, but no more often than that counting
// takes a hundredth of the time: it is done job by job.
type queue struct {
	asked Asked

	mu      sync.Mutex
	counted []store.Waiting
	until   time.Time // when it is to be counted again
}

// rests is how many times as long as counting took its answer is given.
const rests = 100

// waiting are the jobs that wait, and whether the database answers.
func (q *queue) waiting(ctx context.Context) ([]store.Waiting, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	began := q.asked.Now()
	if began.Before(q.until) {
		return q.counted, q.asked.Ready(ctx)
	}
	counted, err := q.asked.Waiting(ctx)
	if err == nil {
		ended := q.asked.Now()
		q.counted, q.until = counted, ended.Add(rests*ended.Sub(began))
	}
	return counted, err
}

// writeQueue adds the figures of the queue, which the database is asked for; one that does not
// answer in some seconds is down.
func (f *Figures) writeQueue(ctx context.Context, out *bytes.Buffer) {
	const patience = 5 * time.Second
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	waiting, err := f.queue.waiting(ctx)
	up := 1.0
	if err != nil {
		up = 0
	}
	write(out, "gongwen_database_up", "1 where the database answers.", gauge, up)
	queue := []string{"queue", "state"}
	jobs := &family{name: "gongwen_queue_jobs", help: "Jobs that have not come to their end, by queue and state.", kind: gauge, labels: queue}
	oldest := &family{name: "gongwen_queue_oldest_seconds", help: "How long the job has waited that has waited longest, by queue and state.", kind: gauge, labels: queue}
	now := f.asked.Now()
	for _, w := range waiting {
		jobs.add(float64(w.Jobs), w.Queue, w.State)
		oldest.add(max(0, now.Sub(w.Oldest).Seconds()), w.Queue, w.State)
	}
	jobs.write(out)
	oldest.write(out)
}
