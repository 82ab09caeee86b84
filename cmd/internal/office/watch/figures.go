package watch

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

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
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	answered *prometheus.HistogramVec
	jobs     *prometheus.CounterVec
	took     *prometheus.HistogramVec
}

// New makes the figures of a process.
func New(a Asked) *Figures {
	f := &Figures{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "gongwen_http_requests_total", Help: "Requests answered, by the pattern of their address and the status."}, []string{"pattern", "code"}),
		answered: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "gongwen_http_request_seconds", Help: "How long requests took.", Buckets: []float64{.005, .02, .05, .1, .25, .5, 1, 2.5, 10},
		}, []string{"pattern"}),
		jobs: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "gongwen_jobs_total", Help: "Attempts at jobs by this process, by what became of them: done, refused, failed, again, later."}, []string{"kind", "outcome"}),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "gongwen_job_seconds", Help: "How long attempts at jobs took.", Buckets: []float64{.01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30},
		}, []string{"kind"}),
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{Name: "gongwen_build_info", Help: "1, with the version of the program.", ConstLabels: prometheus.Labels{"version": a.Version}})
	build.Set(1)
	f.registry.MustRegister(f.requests, f.answered, f.jobs, f.took, build, &queue{asked: a},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return f
}

// Handler answers with the figures.
func (f *Figures) Handler() http.Handler {
	return promhttp.HandlerFor(f.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 2})
}

// Job counts an attempt at a job.
func (f *Figures) Job(kind, outcome string, took time.Duration) {
	f.jobs.WithLabelValues(kind, outcome).Inc()
	f.took.WithLabelValues(kind).Observe(took.Seconds())
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
		f.requests.WithLabelValues(pattern, strconv.Itoa(s.code)).Inc()
		f.answered.WithLabelValues(pattern).Observe(now().Sub(began).Seconds())
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

var (
	jobsDesc   = prometheus.NewDesc("gongwen_queue_jobs", "Jobs that have not come to their end, by queue and state.", []string{"queue", "state"}, nil)
	oldestDesc = prometheus.NewDesc("gongwen_queue_oldest_seconds", "How long the job has waited that has waited longest, by queue and state.", []string{"queue", "state"}, nil)
	upDesc     = prometheus.NewDesc("gongwen_database_up", "1 where the database answers.", nil, nil)
)

// Describe names the figures.
func (*queue) Describe(all chan<- *prometheus.Desc) {
	all <- jobsDesc
	all <- oldestDesc
	all <- upDesc
}

// Collect asks for the figures; a database that does not answer in some seconds is down.
func (q *queue) Collect(all chan<- prometheus.Metric) {
	const patience = 5 * time.Second
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	waiting, err := q.waiting(ctx)
	up := 1.0
	if err != nil {
		up = 0
	}
	all <- prometheus.MustNewConstMetric(upDesc, prometheus.GaugeValue, up)
	now := q.asked.Now()
	for _, w := range waiting {
		all <- prometheus.MustNewConstMetric(jobsDesc, prometheus.GaugeValue, float64(w.Jobs), w.Queue, w.State)
		all <- prometheus.MustNewConstMetric(oldestDesc, prometheus.GaugeValue, max(0, now.Sub(w.Oldest).Seconds()), w.Queue, w.State)
	}
}
