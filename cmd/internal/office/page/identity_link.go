package page

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"gongwen/cmd/internal/office/identity"
	"gongwen/cmd/internal/office/people"
	"gongwen/cmd/internal/office/store"
)

// voucher says that the provider has vouched for somebody. Their browser carries it while
// they prove whose account it is.
type voucher struct {
	Person identity.Person
	Until  time.Time
}

// voucherTime is how long somebody may take to prove it.
const voucherTime = 10 * time.Minute

// sealed is a voucher that only this process can have made.
func (s *Server) sealed(v voucher) (string, error) {
	content, err := json.Marshal(v)
	if err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(content) + "." + base64.RawURLEncoding.EncodeToString(s.sealOf(content)), nil
}

func (s *Server) sealOf(content []byte) []byte {
	mac := hmac.New(sha256.New, s.vouching[:])
	_, _ = mac.Write(content) // a hash takes everything
	return mac.Sum(nil)
}

// unsealed reads what sealed has made; false for anything else, and where it is too late.
func (s *Server) unsealed(text string) (v voucher, ok bool) {
	content, seal, _ := strings.Cut(text, ".")
	said, err := base64.RawURLEncoding.DecodeString(content)
	if err != nil {
		return v, false
	}
	given, err := base64.RawURLEncoding.DecodeString(seal)
	if err != nil || !hmac.Equal(given, s.sealOf(said)) || json.Unmarshal(said, &v) != nil {
		return v, false
	}
	return v, s.Now().Before(v.Until)
}

// linkView asks whoever signs in by the provider first for the password of the account of
// their name: that the names are equal does not say that it is theirs.
type linkView struct {
	shell
	Login, Voucher, Problem string
}

// offerLink asks for the password, where there is an account of the name that nobody at the
// provider has yet; else it is false.
func (s *Server) offerLink(w http.ResponseWriter, r *http.Request, person identity.Person) (bool, error) {
	a, err := s.Store.AccountByLogin(r.Context(), person.Login)
	if errors.Is(err, store.ErrUnknown) || err == nil && a.Disabled {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if linked, err := s.Store.IsLinked(r.Context(), person.Issuer, a.ID); err != nil || linked {
		return false, err
	}
	ticket, err := s.sealed(voucher{person, s.Now().Add(voucherTime)})
	if err != nil {
		return false, err
	}
	s.show(w, r, http.StatusOK, "link", linkView{s.shellOf(r, "连接账号"), a.Login, ticket, ""})
	return true, nil
}

// link links an account to whom the provider has vouched for, who knows its password and
// has its second factor.
func (s *Server) link(w http.ResponseWriter, r *http.Request) {
	ticket := r.PostFormValue("voucher")
	v, ok := s.unsealed(ticket)
	if !ok {
		s.show(w, r, http.StatusUnauthorized, "sign-in", s.signInView(r, "", "等得太久了，请再用统一身份认证登录一次。"))
		return
	}
	again := func(status int, problem string) {
		s.show(w, r, status, "link", linkView{s.shellOf(r, "连接账号"), v.Person.Login, ticket, problem})
	}
	if !s.entry.Allow(hostOf(r), s.Now()) {
		again(http.StatusTooManyRequests, "试得太快了，过一会儿再来。")
		return
	}
	a, err := people.SignIn(r.Context(), s.Store, v.Person.Login, r.PostFormValue("password"), strings.TrimSpace(r.PostFormValue("code")), s.Now())
	if errors.Is(err, people.ErrWrong) || errors.Is(err, people.ErrLocked) {
		if err := s.notIn(r.Context(), v.Person.Login, hostOf(r)+"，连接统一身份认证"); err != nil {
			s.broken(w, r, err)
			return
		}
		again(http.StatusUnauthorized, map[bool]string{false: "密码或者动态口令不对。", true: "连续输错五次，账号停用十五分钟。"}[errors.Is(err, people.ErrLocked)])
		return
	}
	if err == nil {
		err = s.Store.Link(r.Context(), a, v.Person.Issuer, v.Person.Subject, s.Now())
	}
	switch {
	case errors.Is(err, store.ErrExists):
		s.show(w, r, http.StatusUnauthorized, "sign-in", s.signInView(r, "", "这个账号已经连着统一身份认证里的另一个人。"))
	case err != nil:
		s.broken(w, r, err)
	default:
		s.enterByProvider(w, r, a)
	}
}
