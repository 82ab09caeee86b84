package page

import (
	"errors"
	"io"
	"net"
	"net/http"

	"gongwen/cmd/internal/office/identity"
	"gongwen/cmd/internal/office/store"
)

// attemptCookie keeps an attempt to sign in by the identity provider, for some minutes.
const (
	attemptCookie  = "gongwen-attempt"
	attemptSeconds = 600
)

func (s *Server) attemptCookie() string {
	if s.Secure {
		return "__Host-" + attemptCookie
	}
	return attemptCookie
}

// setAttempt gives a browser its attempt, or takes it away. Browsers come back from another
// site: so it is Lax.
func (s *Server) setAttempt(w http.ResponseWriter, text string, seconds int) {
	http.SetCookie(w, &http.Cookie{Name: s.attemptCookie(), Value: text, Path: "/", MaxAge: seconds, HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode})
}

// beginIdentity sends a browser to the identity provider.
func (s *Server) beginIdentity(w http.ResponseWriter, r *http.Request) {
	address, attempt, err := s.Identity.Begin(r.Context())
	if err != nil {
		s.Log.WarnContext(r.Context(), "the identity provider does not answer", "error", err)
		s.show(w, r, http.StatusServiceUnavailable, "sign-in", s.signInView(r, "", "统一身份认证没有应答，过一会儿再试。"))
		return
	}
	s.setAttempt(w, attempt.String(), attemptSeconds)
	http.Redirect(w, r, address, http.StatusSeeOther)
}

// finishIdentity lets somebody in for whom the provider vouches and who has an account.
func (s *Server) finishIdentity(w http.ResponseWriter, r *http.Request) {
	kept, err := r.Cookie(s.attemptCookie())
	s.setAttempt(w, "", -1)
	refused := func(detail string) {
		if err := s.Store.Log(r.Context(), store.AuditEntry{Name: "没有的账号", Action: store.NotIn, Detail: hostOf(r) + detail}, s.Now()); err != nil {
			s.broken(w, r, err)
			return
		}
		s.show(w, r, http.StatusUnauthorized, "sign-in", s.signInView(r, "", "统一身份认证没有通过，或者您在这里没有账号。"))
	}
	attempt, ok := identity.Attempt{}, false
	if err == nil {
		attempt, ok = identity.AttemptOf(kept.Value)
	}
	if !ok {
		refused("，统一身份认证")
		return
	}
	person, err := s.Identity.Finish(r.Context(), attempt, r.URL.Query().Get("state"), r.URL.Query().Get("code"))
	switch {
	case errors.Is(err, identity.ErrRefused):
		refused("，统一身份认证")
		return
	case err != nil:
		s.broken(w, r, err)
		return
	}
	a, err := s.Store.AccountOf(r.Context(), person.Issuer, person.Subject)
	if errors.Is(err, store.ErrUnknown) {
		var offered bool
		switch offered, err = s.offerLink(w, r, person); {
		case offered:
			return
		case err == nil:
			err = store.ErrUnknown
		}
	}
	switch {
	case errors.Is(err, store.ErrUnknown), err == nil && a.Disabled:
		refused("，统一身份认证")
		return
	case err != nil:
		s.broken(w, r, err)
		return
	}
	s.enterByProvider(w, r, a)
}

// enterByProvider opens the session of an account that the provider vouches for.
func (s *Server) enterByProvider(w http.ResponseWriter, r *http.Request, a store.Account) {
	if err := s.openSession(w, r, a, ""); err != nil {
		s.broken(w, r, err)
		return
	}
	s.Log.InfoContext(r.Context(), "signed in", "account", a.ID, "by", "identity provider")
	if err := s.Store.Log(r.Context(), store.AuditEntry{Account: a.ID, Name: a.Name, Action: store.SignedIn, Detail: hostOf(r) + "，统一身份认证"}, s.Now()); err != nil {
		s.broken(w, r, err)
		return
	}
	// The cookie of the session is of this site alone: a redirect that began at another one
	// would not carry it, the page itself does.
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if _, err := io.WriteString(w, onward); err != nil {
		s.Log.WarnContext(r.Context(), "nobody listens", "error", err)
	}
}

const onward = `<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=/"><title>已登录</title></head><body><p><a href="/">已登录，进入</a></p></body></html>
`

// hostOf is the address of the machine that makes a request.
func hostOf(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
