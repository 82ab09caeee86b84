package watch

import (
	"context"
	"crypto/subtle"
	"net/http"
	"strings"
	"time"
)

// Health is the addresses by which a process is watched: /healthz while it lives, /readyz
// while it takes work and ready gives no error, and /metrics.
func Health(ended context.Context, ready func(context.Context) error, figures http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		const patience = 5 * time.Second
		ctx, cancel := context.WithTimeout(r.Context(), patience)
		defer cancel()
		switch {
		case ended.Err() != nil:
			http.Error(w, "it is ending", http.StatusServiceUnavailable)
		case ready(ctx) != nil:
			http.Error(w, "the database does not answer", http.StatusServiceUnavailable)
		default:
			w.WriteHeader(http.StatusNoContent)
		}
	})
	mux.Handle("GET /metrics", figures)
	return mux
}

// WithToken answers only who has the token; others as if there were no such page. Nobody
// has an empty one.
func WithToken(token string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		given, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		if !ok || token == "" || subtle.ConstantTimeCompare([]byte(given), []byte(token)) != 1 {
			http.NotFound(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}
