package page

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"html/template"
	"log/slog"
	"net/http"
	"time"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/antivirus"
	"gongwen/cmd/internal/office/identity"
	"gongwen/cmd/internal/office/jobs"
	"gongwen/cmd/internal/office/people"
	"gongwen/cmd/internal/office/publication"
	"gongwen/cmd/internal/office/store"
)

// Options is what a Server stands on.
type Options struct {
	Engine    *engine.Engine
	Store     *store.Store
	Now       func() time.Time
	Log       *slog.Logger
	Orders    jobs.Orders
	Jobs      *jobs.Queue
	Signing   Signing
	Identity  *identity.Provider    // by which people may sign in; nil for none
	Register  jobs.Counter          // counts registers of requests; nil where that cannot be done
	Try       jobs.Trier            // reads pictures and signed files before they are kept
	Shown     jobs.Shower           // compares portals' pages with what was signed
	Scan      antivirus.Scanner     // looks at files that are kept as they are sent; nil for none
	Catalogue publication.Catalogue // what portals ask for; the standard one where it has no fields
	Secure    bool                  // the page is reached by TLS
	Plain     bool                  // it is reached without TLS from other machines, which every page says
	Layers    int                   // reports laid out at a time, at least two
}

// Server answers requests.
type Server struct {
	Options
	templates *template.Template
	assets    *assets
	bench     *bench
	entry     *people.Pace
	taken     takenIn
	vouching  [sha256.Size]byte // the key of vouchers, of this process
}

// New makes a Server.
func New(o Options) (*Server, error) {
	files, err := readAssets()
	if err != nil {
		return nil, err
	}
	if len(o.Catalogue.Fields) == 0 {
		standard, said := publication.Standard()
		if said.HasErrors() {
			return nil, said
		}
		o.Catalogue = standard
	}
	s := &Server{Options: o, assets: files, bench: newBench(o.Layers), entry: people.NewPace(1.0/perTry, burst)}
	_, _ = rand.Read(s.vouching[:]) // never fails (crypto/rand)
	if s.templates, err = parseTemplates(files); err != nil {
		return nil, err
	}
	return s, nil
}

// Handler answers all requests of the page.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	for _, r := range s.routes() {
		mux.Handle(r.pattern, s.guarded(r))
	}
	return s.headers(s.spoken(http.NewCrossOriginProtection().Handler(sameOrigin(limitBody(mux)))))
}

// headers sets what a browser may do with a page: run the page's own scripts and
// styles, ask the page's own host, nothing else; over TLS, that it comes by TLS only.
func (s *Server) headers(next http.Handler) http.Handler {
	const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; " +
		"form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if s.Secure {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		next.ServeHTTP(w, r)
	})
}

// sameOrigin refuses what changes something and does not say where it comes from:
// browsers always do.
func sameOrigin(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		safe := r.Method == http.MethodGet || r.Method == http.MethodHead
		if !safe && r.Header.Get("Origin") == "" && r.Header.Get("Sec-Fetch-Site") == "" {
			http.Error(w, "没有说明来自哪个网页", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// maxBody is what a request may carry: the largest report file and its pictures.
const maxBody = 64 << 20

func limitBody(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength > maxBody {
			http.Error(w, "太大了，一次最多传 64 MB。", http.StatusRequestEntityTooLarge)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		next.ServeHTTP(w, r)
	})
}

// broken logs an error of the program or its store and says no more than that there
// was one.
func (s *Server) broken(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, context.Canceled) {
		return // nobody listens
	}
	s.Log.ErrorContext(r.Context(), "request failed", "pattern", r.Pattern, "id", r.PathValue("id"), "error", err)
	if store.Full(err) {
		http.Error(w, "服务器的磁盘满了，没有存上。请告知信息中心。", http.StatusInsufficientStorage)
		return
	}
	http.Error(w, "服务器出了问题，已记入日志。请告知信息中心。", http.StatusInternalServerError)
}

// failed answers with an error of the store.
func (s *Server) failed(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, store.ErrUnknown) {
		http.Error(w, "没有这一页，或者不是本单位的。", http.StatusNotFound)
		return
	}
	s.broken(w, r, err)
}
