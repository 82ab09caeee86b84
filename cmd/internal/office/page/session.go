package page

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"gongwen/cmd/internal/office/people"
	"gongwen/cmd/internal/office/store"
)

// who is somebody who has signed in, in an agency.
type who struct {
	Account store.Account
	Agency  store.Agency // empty for who has a role of none
	Roles   []store.Role // there
	pending string       // the secret of a second factor that is not bound yet; empty for none
}

// Role is the words for what somebody is.
func (p who) Role() string {
	var words []string
	for _, r := range roleWords() {
		if slices.Contains(p.Roles, r.Role) {
			words = append(words, r.Word)
		}
	}
	if len(words) == 0 {
		return "未授权"
	}
	return strings.Join(words, "、")
}

// roleWord is what a role is called.
type roleWord struct {
	Role store.Role
	Word string
}

// roleWords are all roles: those of an agency, then those of none.
func roleWords() []roleWord {
	return []roleWord{
		{store.Clerk, "经办人"}, {store.Reviewer, "核稿人"}, {store.Countersigner, "会签人"}, {store.Leader, "签发人"}, {store.Collector, "汇总人"},
		{store.System, "系统管理员"}, {store.Security, "安全管理员"}, {store.Auditor, "审计员"},
	}
}

// ofAgency reports whether a role belongs to an agency.
func ofAgency(r store.Role) bool {
	return r != store.System && r != store.Security && r != store.Auditor
}

// May reports whether somebody changes documents.
func (p who) May() bool { return slices.Contains(p.Roles, store.Clerk) }

// reads reports whether somebody reads the documents of their agency.
func (p who) reads() bool {
	return slices.ContainsFunc(readers, func(r store.Role) bool { return slices.Contains(p.Roles, r) })
}

type whoKey struct{}

// whoOf is who makes a request; guarded has found out.
func whoOf(r *http.Request) who {
	p, _ := r.Context().Value(whoKey{}).(who)
	return p
}

// cookie is the name of the cookie that has the token of the session.
// Over TLS browsers take it from this host alone, and send it nowhere else (__Host-).
const cookie = "gongwen"

func (s *Server) cookie() string {
	if s.Secure {
		return "__Host-" + cookie
	}
	return cookie
}

// tokenOf is the token of the session of a request; empty for none.
func (s *Server) tokenOf(r *http.Request) string {
	c, err := r.Cookie(s.cookie())
	if err != nil {
		return ""
	}
	return c.Value
}

// setToken gives a browser the token of its session for so many seconds, or takes it away.
func (s *Server) setToken(w http.ResponseWriter, token string, seconds int) {
	http.SetCookie(w, &http.Cookie{Name: s.cookie(), Value: token, Path: "/", MaxAge: seconds, HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteStrictMode})
}

// openSession begins a session with a token of its own; the one before ends.
func (s *Server) openSession(w http.ResponseWriter, r *http.Request, a store.Account, pending string) error {
	token, err := people.Begin(r.Context(), s.Store, a, pending, s.Now())
	if err != nil {
		return err
	}
	s.setToken(w, token, int(people.Lifetime/time.Second))
	return people.End(r.Context(), s.Store, s.tokenOf(r))
}

// madeFor is the header in which a script says for whose account its page was made: what was
// typed there is not entered in the name of somebody who has signed in since.
const madeFor = "Gongwen-Account"

// guarded lets those pass whom a route is for.
func (s *Server) guarded(route route) http.Handler {
	if route.open {
		return http.HandlerFunc(route.handle)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, err := s.identify(r)
		switch {
		case errors.Is(err, store.ErrUnknown):
			if r.Method == http.MethodGet && strings.Contains(r.Header.Get("Accept"), "text/html") {
				http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
				return
			}
			http.Error(w, "请先登录。", http.StatusUnauthorized)
			return
		case err != nil:
			s.broken(w, r, err)
			return
		}
		if made := r.Header.Get(madeFor); made != "" && made != p.Account.ID {
			http.Error(w, fmt.Sprintf("现在登录的是%s（%s）。", p.Account.Name, cmp.Or(p.Agency.Name, p.Role())), http.StatusPreconditionFailed)
			return
		}
		if len(route.roles) > 0 && !slices.ContainsFunc(route.roles, func(role store.Role) bool { return slices.Contains(p.Roles, role) }) {
			s.Log.WarnContext(r.Context(), "somebody was refused", "account", p.Account.ID, "pattern", r.Pattern)
			http.Error(w, "您没有做这一步的权限。", http.StatusForbidden)
			return
		}
		route.handle(w, r.WithContext(context.WithValue(r.Context(), whoKey{}, p)))
	})
}

// identify finds out who makes a request. It is ErrUnknown for nobody.
func (s *Server) identify(r *http.Request) (who, error) {
	a, pending, err := people.Of(r.Context(), s.Store, s.tokenOf(r), s.Now())
	if err != nil {
		return who{}, err
	}
	grants, err := s.Store.Grants(r.Context(), a.ID)
	if err != nil {
		return who{}, err
	}
	p := who{Account: a, pending: pending}
	for _, g := range grants {
		if p.Agency.ID == "" {
			p.Agency.ID = g.Agency
		}
		if g.Agency == p.Agency.ID {
			p.Roles = append(p.Roles, g.Role)
		}
	}
	if p.Agency.ID != "" {
		p.Agency, err = s.Store.Agency(r.Context(), p.Agency.ID)
	}
	return p, err
}

// A host may try to sign in ten times at once and then once in three seconds.
const (
	burst  = 10
	perTry = 3
)

type signInView struct {
	shell
	Login, Problem string
	Identity       bool // people can sign in by an identity provider
}

func (s *Server) signInView(r *http.Request, login, problem string) signInView {
	return signInView{s.shellOf(r, "登录"), login, problem, s.Identity != nil}
}

func (s *Server) showSignIn(w http.ResponseWriter, r *http.Request) {
	s.show(w, r, http.StatusOK, "sign-in", s.signInView(r, "", ""))
}

func (s *Server) signIn(w http.ResponseWriter, r *http.Request) {
	login := strings.TrimSpace(r.PostFormValue("login"))
	again := func(status int, problem string) {
		s.show(w, r, status, "sign-in", s.signInView(r, login, problem))
	}
	host := hostOf(r)
	if !s.entry.Allow(host, s.Now()) {
		again(http.StatusTooManyRequests, "试得太快了，过一会儿再来。")
		return
	}
	a, err := people.SignIn(r.Context(), s.Store, login, r.PostFormValue("password"), strings.TrimSpace(r.PostFormValue("code")), s.Now())
	switch {
	case errors.Is(err, people.ErrWrong), errors.Is(err, people.ErrLocked):
		if err := s.notIn(r.Context(), login, host); err != nil {
			s.broken(w, r, err)
			return
		}
	}
	switch {
	case errors.Is(err, people.ErrWrong):
		again(http.StatusUnauthorized, "账号、密码或者动态口令不对。")
	case errors.Is(err, people.ErrLocked):
		again(http.StatusUnauthorized, "连续输错五次，账号停用十五分钟。")
	case err != nil:
		s.broken(w, r, err)
	default:
		if err := s.openSession(w, r, a, ""); err != nil {
			s.broken(w, r, err)
			return
		}
		s.Log.InfoContext(r.Context(), "signed in", "account", a.ID)
		if err := s.Store.Log(r.Context(), store.AuditEntry{Account: a.ID, Name: a.Name, Action: store.SignedIn, Detail: host}, s.Now()); err != nil {
			s.broken(w, r, err)
			return
		}
		next := "/"
		if a.Given {
			next = "/account"
		}
		http.Redirect(w, r, next, http.StatusSeeOther)
	}
}

// notIn enters into the log that somebody did not get in. What was typed for a login
// that there is not may be a password: it is not kept.
func (s *Server) notIn(ctx context.Context, login, host string) error {
	e := store.AuditEntry{Name: "没有的账号", Action: store.NotIn, Detail: host}
	switch a, err := s.Store.AccountByLogin(ctx, login); {
	case err == nil:
		e.Account, e.Name = a.ID, a.Name
	case !errors.Is(err, store.ErrUnknown):
		return err
	}
	return s.Store.Log(ctx, e, s.Now())
}

func (s *Server) signOut(w http.ResponseWriter, r *http.Request) {
	if p := whoOf(r); p.Account.ID != "" {
		if err := s.Store.Log(r.Context(), store.AuditEntry{Account: p.Account.ID, Name: p.Account.Name, Action: store.SignedOut}, s.Now()); err != nil {
			s.broken(w, r, err)
			return
		}
	}
	if err := people.End(r.Context(), s.Store, s.tokenOf(r)); err != nil {
		s.broken(w, r, err)
		return
	}
	s.setToken(w, "", -1)
	if s.Secure { // browsers heed it over TLS only; what is typed and not sent yet is the script's matter, as others may have something there too
		w.Header().Set("Clear-Site-Data", `"cache"`)
	}
	http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
}
