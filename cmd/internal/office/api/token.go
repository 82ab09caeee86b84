package api

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"gongwen/cmd/internal/office/store"
)

type tokenKey struct{}

// tokenOf is the token of a request; guarded has found it.
func tokenOf(r *http.Request) store.Token {
	t, _ := r.Context().Value(tokenKey{}).(store.Token)
	return t
}

// identified is the token that a request carries (RFC 6750 2.1).
func (s *server) identified(r *http.Request) (store.Token, error) {
	none := problem{http.StatusUnauthorized, "要有有效的令牌：Authorization: Bearer …"}
	scheme, secret, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") || secret == "" {
		return store.Token{}, none
	}
	token, err := s.Store.TokenOf(r.Context(), secret, s.Now())
	if errors.Is(err, store.ErrUnknown) {
		return store.Token{}, none
	}
	return token, err
}

// allowed says why a token may not go somewhere now.
func (s *server) allowed(w http.ResponseWriter, token store.Token, route route) error {
	if route.scope != "" && !slices.Contains(token.Scopes, route.scope) {
		return problem{http.StatusForbidden, "令牌没有这一项权限：" + route.scope}
	}
	if !s.rates.Allow(token.ID, s.Now()) {
		w.Header().Set("Retry-After", "1")
		return problem{http.StatusTooManyRequests, "请求太快，每秒最多 20 个"}
	}
	return nil
}

// What a token may ask.
const (
	perSecond = 20
	atOnce    = 60
)
