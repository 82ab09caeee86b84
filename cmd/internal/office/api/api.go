package api

import (
	"context"
	_ "embed"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/jobs"
	"gongwen/cmd/internal/office/people"
	"gongwen/cmd/internal/office/store"
	"gongwen/data"
	"gongwen/data/sheet"
	"gongwen/output/sign/pades"
)

// Options is what an API stands on.
type Options struct {
	Engine *engine.Engine
	Store  *store.Store
	Now    func() time.Time
	Log    *slog.Logger
	Orders jobs.Orders
	Read   jobs.Reader // reads what is no report file
	Work   Worker      // works on report files that are not small; nil to do that here
	Try    jobs.Trier  // reads signed files before they are verified; nil to leave that out
	Check  pades.Check // how signatures are checked; its time is Now's
	Desk   Desk
	Width  int // requests at a time that read or make something, at least two
}

// Desk is where documents are worked on: the office's page, which does for a program what
// it does for its own script. What is not done is an error with a Status of HTTP.
type Desk interface {
	// Report is what stands in a document; nil where that is not understood.
	Report(ctx context.Context, d store.Document) (*data.Report, error)
	// State is how a document is now: what is said of it, its totals and parts.
	State(ctx context.Context, d store.Document) (any, error)
	// Values are what stands at the places of a document, and the version they are of.
	Values(ctx context.Context, d store.Document) (map[sheet.Place]string, int64, error)
	// Begin makes a document of a report that was read, in the name of an account.
	Begin(ctx context.Context, agency store.Agency, account store.Account, id string, from store.Origin, read jobs.Read) (store.Document, error)
	// Save does edits, as JSON, in the name of an account, once for each id, and gives the state then.
	Save(ctx context.Context, d store.Document, edits []byte, id, account string) (any, error)
}

// Prefix is where the API begins.
const Prefix = "/api/"

// Scopes is what a token may be for.
func Scopes() []string {
	return []string{scopeCheck, scopeBuild, scopeImport, scopeSum, scopeVerify, scopeReports, ScopeWrite}
}

const (
	scopeCheck   = "check"
	scopeBuild   = "build"
	scopeImport  = "import"
	scopeSum     = "sum"
	scopeVerify  = "verify"
	scopeReports = "reports" // those of the token's agency, to read

	// ScopeWrite is for beginning and changing reports of the token's agency, in the name of the
	// token's account.
	ScopeWrite = "write"
)

// route is an address and what a token must be for to go there.
type route struct {
	method, path string
	scope        string // empty for every token
	open         bool   // without a token
	heavy        bool   // reads or makes something, so that few go on at a time
	once         bool   // changes something, so that it has an idempotency key
	handle       func(http.ResponseWriter, *http.Request) error
}

func (s *server) routes() []route {
	return []route{
		{"GET", "/api/openapi.json", "", true, false, false, s.describe},
		{"GET", "/api/v1/templates", "", false, false, false, s.templates},
		{"GET", "/api/v1/rules", scopeCheck, false, false, false, s.rules},
		{"GET", "/api/v1/rules/{rule}", scopeCheck, false, false, false, s.explain},
		{"POST", "/api/v1/check", scopeCheck, false, true, false, s.check},
		{"POST", "/api/v1/build", scopeBuild, false, true, false, s.build},
		{"POST", "/api/v1/import", scopeImport, false, true, false, s.read},
		{"POST", "/api/v1/convert", scopeImport, false, true, false, s.convert},
		{"POST", "/api/v1/sum", scopeSum, false, true, false, s.sum},
		{"POST", "/api/v1/verify", scopeVerify, false, true, false, s.verify},
		{"GET", "/api/v1/reports", scopeReports, false, false, false, s.reports},
		{"POST", "/api/v1/reports", ScopeWrite, false, true, true, s.begin},
		{"GET", "/api/v1/reports/{id}", scopeReports, false, false, false, s.report},
		{"GET", "/api/v1/reports/{id}/state", scopeReports, false, true, false, s.state},
		{"GET", "/api/v1/reports/{id}/values", scopeReports, false, false, false, s.values},
		{"POST", "/api/v1/reports/{id}/edits", ScopeWrite, false, true, true, s.edit},
	}
}

type server struct {
	Options
	places *people.Places
	rates  *people.Pace
}

// What a request may take.
const (
	maxBody  = 64 << 20
	maxTime  = 60 * time.Second
	maxQueue = 10 * time.Second // until one of the places is free
)

// New makes a handler of everything below Prefix.
func New(o Options) http.Handler {
	s := &server{Options: o, places: people.NewPlaces(o.Width), rates: people.NewPace(perSecond, atOnce)}
	mux := http.NewServeMux()
	methods := map[string][]string{}
	for _, r := range s.routes() {
		mux.Handle(r.method+" "+r.path, s.guarded(r))
		methods[r.path] = append(methods[r.path], r.method)
	}
	for path, all := range methods {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Allow", strings.Join(all, ", "))
			problem{http.StatusMethodNotAllowed, "这个地址只能用 " + strings.Join(all, "、")}.answer(w)
		})
	}
	mux.HandleFunc(Prefix, func(w http.ResponseWriter, _ *http.Request) {
		problem{http.StatusNotFound, "没有这个地址，见 /api/openapi.json"}.answer(w)
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cache-Control", "no-store")
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		mux.ServeHTTP(w, r)
	})
}

// guarded lets those pass who have a token for it, so many at a time.
func (s *server) guarded(route route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, end := context.WithTimeout(r.Context(), maxTime)
		defer end()
		r = r.WithContext(ctx)
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		s.say(w, r, s.admitted(w, r, route))
	})
}

// say answers with why a request is not answered; nothing for no error.
func (s *server) say(w http.ResponseWriter, r *http.Request, err error) {
	ctx := r.Context()
	var own problem
	var refused interface {
		error
		Status() int
	}
	var large *http.MaxBytesError
	switch {
	case err == nil:
	case errors.As(err, &own):
		own.answer(w)
	case errors.As(err, &refused):
		problem{refused.Status(), refused.Error()}.answer(w)
	case errors.As(err, &large):
		problem{http.StatusRequestEntityTooLarge, "内容太大，最多 64 MiB"}.answer(w)
	case errors.Is(err, store.ErrUnknown):
		problem{http.StatusNotFound, "没有这份报告，或者不是令牌所属机关的"}.answer(w)
	case errors.Is(err, context.DeadlineExceeded):
		problem{http.StatusServiceUnavailable, "处理超过了时限"}.answer(w)
	case errors.Is(err, context.Canceled): // nobody listens
	default:
		s.Log.ErrorContext(ctx, "request failed", "pattern", r.Pattern, "error", err)
		problem{http.StatusInternalServerError, "服务器出了问题，已记入日志"}.answer(w)
	}
}

func (s *server) admitted(w http.ResponseWriter, r *http.Request, route route) error {
	if !route.open {
		token, err := s.identified(r)
		if err != nil {
			w.Header().Set("WWW-Authenticate", `Bearer realm="gongwen"`)
			return err
		}
		if err := s.allowed(w, token, route); err != nil {
			return err
		}
		r = r.WithContext(context.WithValue(r.Context(), tokenKey{}, token))
	}
	if route.heavy {
		wait, end := context.WithTimeout(r.Context(), maxQueue)
		defer end()
		leave, err := s.places.Take(wait, tokenOf(r).Agency)
		switch {
		case r.Context().Err() != nil:
			return r.Context().Err()
		case err != nil:
			w.Header().Set("Retry-After", "10")
			return problem{http.StatusServiceUnavailable, "正在处理的请求太多，过一会儿再来"}
		}
		defer leave()
	}
	if route.once {
		return s.once(w, r, route.handle)
	}
	return route.handle(w, r)
}

//go:embed openapi.json
var openAPI []byte

// describe gives the description of the API (OpenAPI 3.1).
func (s *server) describe(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "application/json")
	_, err := w.Write(openAPI)
	return err
}
