package page

import (
	"errors"
	"net"
	"net/http"
	"strings"

	"gongwen/cmd/internal/office/people"
	"gongwen/internal/qrcode"
)

type accountView struct {
	shell
	Factor  bool        // the account has a second factor
	Left    int         // backup codes
	Key     string      // of a second factor that is being bound, in groups
	QR      qrcode.Code // of the same, for the telephone's camera
	Codes   []string    // shown once
	Problem string
	Done    string
	changed bool // the password, just now
}

// issuer is how programs on telephones name what a code is for.
const issuer = "gongwen"

// showAccount shows what somebody has to sign in with.
func (s *Server) showAccount(w http.ResponseWriter, r *http.Request) {
	s.account(w, r, http.StatusOK, accountView{})
}

func (s *Server) account(w http.ResponseWriter, r *http.Request, status int, view accountView) {
	a := whoOf(r).Account
	left, err := s.Store.BackupCodes(r.Context(), a.ID)
	if err != nil {
		s.broken(w, r, err)
		return
	}
	view.shell, view.Left, view.Factor = s.shellOf(r, "密码和动态口令"), left, view.Factor || a.TOTP != ""
	view.Who.Account.Given = a.Given && !view.changed
	secret := whoOf(r).pending
	if secret == "" {
		if secret, _, err = people.NewSecondFactor(issuer, a.Login); err != nil {
			s.broken(w, r, err)
			return
		}
		if err := people.SetPending(r.Context(), s.Store, s.tokenOf(r), secret); err != nil {
			s.broken(w, r, err)
			return
		}
	}
	if view.QR, err = qrcode.Of(people.AddressOf(issuer, a.Login, secret)); err != nil {
		s.broken(w, r, err)
		return
	}
	for i := 0; i < len(secret); i += 4 {
		view.Key += secret[i:min(len(secret), i+4)] + " "
	}
	s.show(w, r, status, "account", view)
}

// proven reports whether whoever asks has typed the account's password; it has answered
// where not.
func (s *Server) proven(w http.ResponseWriter, r *http.Request) bool {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	if !s.entry.Allow(host, s.Now()) {
		s.account(w, r, http.StatusTooManyRequests, accountView{Problem: "试得太快了，过一会儿再来。"})
		return false
	}
	if !people.Matches(whoOf(r).Account.Password, r.PostFormValue("password")) {
		s.account(w, r, http.StatusUnprocessableEntity, accountView{Problem: "现在的密码不对。"})
		return false
	}
	return true
}

// changePassword gives the account another password, and ends its other sessions.
func (s *Server) changePassword(w http.ResponseWriter, r *http.Request) {
	if !s.proven(w, r) {
		return
	}
	a, next := whoOf(r).Account, r.PostFormValue("next")
	if next != r.PostFormValue("again") {
		s.account(w, r, http.StatusUnprocessableEntity, accountView{Problem: "两次写的新密码不一样。"})
		return
	}
	hash, err := people.Choose(next, a.Login, a.Name, a.Department, whoOf(r).Agency.Name)
	switch {
	case errors.Is(err, people.ErrGuessed):
		s.account(w, r, http.StatusUnprocessableEntity, accountView{Problem: "新密码太容易猜到：是常见的密码，或者由账号、姓名、机关名称、常用词、连续和重复的字符拼成。"})
		return
	case err != nil:
		s.account(w, r, http.StatusUnprocessableEntity, accountView{Problem: "新密码要 10 至 128 个字。"})
		return
	}
	if err := s.Store.SetPassword(r.Context(), a, hash, "", a, s.Now()); err != nil {
		s.broken(w, r, err)
		return
	}
	a.Password = hash
	if err := s.openSession(w, r, a, whoOf(r).pending); err != nil {
		s.broken(w, r, err)
		return
	}
	s.Log.InfoContext(r.Context(), "password changed", "account", a.ID)
	s.account(w, r, http.StatusOK, accountView{changed: true, Done: "密码改好了。在别处登录的，要用新密码重新登录。"})
}

// bindFactor gives the account the second factor of which a code was typed, and backup
// codes.
func (s *Server) bindFactor(w http.ResponseWriter, r *http.Request) {
	if !s.proven(w, r) {
		return
	}
	a, secret := whoOf(r).Account, whoOf(r).pending
	if secret == "" || people.Step(secret, strings.TrimSpace(r.PostFormValue("code")), s.Now()) == 0 {
		s.account(w, r, http.StatusUnprocessableEntity, accountView{Problem: "动态口令不对。看看手机的时间对不对，再填新的六位数。"})
		return
	}
	if err := s.Store.SetPassword(r.Context(), a, a.Password, secret, a, s.Now()); err != nil {
		s.broken(w, r, err)
		return
	}
	if err := people.SetPending(r.Context(), s.Store, s.tokenOf(r), ""); err != nil {
		s.broken(w, r, err)
		return
	}
	s.Log.InfoContext(r.Context(), "second factor bound", "account", a.ID)
	s.codes(w, r, "动态口令绑好了，下次登录起要填。下面的备用码只显示这一次，请抄下或打印，收好。")
}

// renewCodes gives the account new backup codes in the place of the old ones.
func (s *Server) renewCodes(w http.ResponseWriter, r *http.Request) {
	if !s.proven(w, r) {
		return
	}
	if whoOf(r).Account.TOTP == "" {
		s.account(w, r, http.StatusUnprocessableEntity, accountView{Problem: "先绑定动态口令。"})
		return
	}
	s.codes(w, r, "新的备用码只显示这一次，请抄下或打印，收好。原来的都不能用了。")
}

func (s *Server) codes(w http.ResponseWriter, r *http.Request, done string) {
	codes, digests := people.NewBackupCodes()
	if err := s.Store.SetBackupCodes(r.Context(), whoOf(r).Account.ID, digests); err != nil {
		s.broken(w, r, err)
		return
	}
	s.account(w, r, http.StatusOK, accountView{Codes: codes, Done: done, Factor: true})
}
