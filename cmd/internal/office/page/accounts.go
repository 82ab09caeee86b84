package page

import (
	"cmp"
	"crypto/rand"
	"errors"
	"net/http"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongwen/cmd/internal/office/people"
	"gongwen/cmd/internal/office/store"
	"gongwen/configs"
)

// accountsView is the accounts as the administrators of the system and of security see
// them: the one makes and keeps accounts and agencies, the other says who may do what.
type accountsView struct {
	shell
	Keeps, Grants bool
	Accounts      []accountRow
	Agencies      []store.Agency
	Roles, Duties []roleWord // of agencies, and of none
	Done, Problem string
	Secret        string // a password that is shown once
	Again         string // the account whose roles were not changed, as they were chosen
}

// accountRow is an account in the list.
type accountRow struct {
	store.Account
	Agency, AgencyID string
	Roles            string
	Has              map[store.Role]bool
	Kind, Word       string
	Locked           bool
	Factor           bool
	Sessions         int
	Mine             bool // whoever looks may administer it
	Formats          []ownedFormat
	Open             bool // its roles are being changed
}

// ownedFormat is a format of which the department of an account may confirm sections.
type ownedFormat struct {
	Name     string
	Sections []ownedSection
	Owned    int // of its sections
}

// ownedSection is a section that the department of an account may confirm.
type ownedSection struct {
	ID, Label string // as owners name it
	Owned     bool
	Other     string // department that confirms it now; empty for none
}

// showAccounts lists the accounts.
func (s *Server) showAccounts(w http.ResponseWriter, r *http.Request) {
	s.accounts(w, r, http.StatusOK, accountsView{})
}

func (s *Server) accounts(w http.ResponseWriter, r *http.Request, status int, view accountsView) {
	p := whoOf(r)
	view.shell = s.shellOf(r, "账号")
	view.Nav[0].Current = true
	view.Keeps, view.Grants = p.has(store.System), p.has(store.Security)
	for _, word := range roleWords() {
		if ofAgency(word.Role) {
			view.Roles = append(view.Roles, word)
		} else {
			view.Duties = append(view.Duties, word)
		}
	}
	all, err := s.Store.Accounts(r.Context())
	if err == nil {
		view.Agencies, err = s.Store.Agencies(r.Context())
	}
	var sessions map[string]int
	if err == nil {
		sessions, err = s.Store.SessionsOf(r.Context(), s.Now())
	}
	for i := 0; err == nil && i < len(all); i++ {
		var row accountRow
		row, err = s.accountRow(r, all[i], view)
		row.Sessions = sessions[all[i].ID]
		view.Accounts = append(view.Accounts, row)
	}
	if err != nil {
		s.broken(w, r, err)
		return
	}
	s.show(w, r, status, "accounts", view)
}

func (s *Server) accountRow(r *http.Request, a store.Account, v accountsView) (accountRow, error) {
	row := accountRow{Account: a, Has: map[store.Role]bool{}, Kind: "done", Word: "可用", Factor: a.TOTP != ""}
	grants, err := s.Store.Grants(r.Context(), a.ID)
	if err != nil {
		return row, err
	}
	for _, g := range grants {
		row.Has[g.Role] = true
		if g.Agency != "" {
			row.AgencyID = g.Agency
		}
	}
	for _, agency := range v.Agencies {
		if agency.ID == row.AgencyID {
			row.Agency = agency.Name
		}
	}
	if v.Grants && a.Department != "" {
		if row.Formats, err = s.formatsOf(r, row.AgencyID, a.Department); err != nil {
			return row, err
		}
	}
	var words []string
	for _, word := range roleWords() {
		if row.Has[word.Role] {
			words = append(words, word.Word)
		}
	}
	row.Roles = strings.Join(words, "、")
	row.Locked = a.LockedUntil.After(s.Now())
	switch {
	case a.Disabled:
		row.Kind, row.Word = "none", "停用"
	case row.Locked:
		row.Kind, row.Word = "warn", "锁到 "+a.LockedUntil.In(s.Now().Location()).Format("15:04")
	case len(grants) == 0:
		row.Kind, row.Word = "now", "待授权"
	}
	if row.Open = a.ID == v.Again; row.Open {
		row.chosen(r)
	}
	row.Mine = a.ID != whoOf(r).Account.ID && (v.Grants || !isAdministrator(grants))
	return row, nil
}

// chosen has what was chosen in a form that was refused.
func (row *accountRow) chosen(r *http.Request) {
	row.AgencyID, row.Has = r.PostFormValue("agency"), map[store.Role]bool{}
	for _, role := range r.PostForm["role"] {
		row.Has[store.Role(role)] = true
	}
	for i := range row.Formats {
		format := &row.Formats[i]
		format.Owned = 0
		for j := range format.Sections {
			one := &format.Sections[j]
			if one.Owned = slices.Contains(r.PostForm["section"], one.ID); one.Owned {
				format.Owned++
			}
		}
	}
}

// formatsOf are the formats with their sections, that of last year's report first, and which of them
// a department of an agency confirms.
func (s *Server) formatsOf(r *http.Request, agency, department string) ([]ownedFormat, error) {
	annual, said := s.Engine.TemplateFor("", s.Now().Year()-1)
	if annual == nil {
		return nil, said
	}
	owners, err := s.Store.Owners(r.Context(), agency)
	if err != nil {
		return nil, err
	}
	now := map[string]string{}
	for _, o := range owners {
		now[o.Section] = o.Department
	}
	var all []ownedFormat
	for _, v := range append([]templateView{{annual.ID, annual.Name}}, s.formats()...) {
		t, said := s.Engine.TemplateFor(v.ID, 0)
		if t == nil {
			return nil, said
		}
		format := ownedFormat{Name: t.Name}
		for _, section := range t.Sections {
			one := ownedSection{ID: store.SectionOf(configs.KindOf(t.ID), section.ID), Label: section.Label}
			of := cmp.Or(now[one.ID], now[section.ID]) // what is said of all formats is said of each
			if one.Owned = of == department; one.Owned {
				format.Owned++
			} else {
				one.Other = of
			}
			format.Sections = append(format.Sections, one)
		}
		all = append(all, format)
	}
	return all, nil
}

// isAdministrator reports whether an account has a role of none of the agencies. The
// administrator of the system does not reach it: whoever sets its password could stand in
// for it.
func isAdministrator(grants []store.Grant) bool {
	return slices.ContainsFunc(grants, func(g store.Grant) bool { return !ofAgency(g.Role) })
}

// withAccount finds the account of an address, which whoever asks may administer.
func (s *Server) withAccount(f func(http.ResponseWriter, *http.Request, store.Account)) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, r *http.Request) {
		a, err := s.Store.Account(r.Context(), r.PathValue("account"))
		if err != nil {
			s.failed(w, r, err)
			return
		}
		grants, err := s.Store.Grants(r.Context(), a.ID)
		if err != nil {
			s.broken(w, r, err)
			return
		}
		switch p := whoOf(r); {
		case a.ID == p.Account.ID:
			s.accounts(w, r, http.StatusForbidden, accountsView{Problem: "自己的账号由别的管理员办理。"})
		case !p.has(store.Security) && isAdministrator(grants):
			s.accounts(w, r, http.StatusForbidden, accountsView{Problem: "三个管理员的账号不在这里办理，用命令 gongwen account。"})
		default:
			f(w, r, a)
		}
	}
}

const threePeople = "系统管理员、安全管理员和审计员要由三个人分别担任。"

// administered says what was done, or what stood in the way.
func (s *Server) administered(w http.ResponseWriter, r *http.Request, done string, err error) {
	switch {
	case errors.Is(err, store.ErrDuties):
		s.accounts(w, r, http.StatusUnprocessableEntity, accountsView{Problem: threePeople})
	case errors.Is(err, store.ErrExists):
		s.accounts(w, r, http.StatusUnprocessableEntity, accountsView{Problem: "已经有了。"})
	case err != nil:
		s.broken(w, r, err)
	default:
		s.accounts(w, r, http.StatusOK, accountsView{Done: done})
	}
}

// named is a text of a form that may be a name; false for none.
func named(r *http.Request, field string) (string, bool) {
	const most = 100
	text := strings.TrimSpace(r.PostFormValue(field))
	return text, text != "" && utf8.RuneCountInString(text) <= most && !strings.ContainsFunc(text, unicode.IsControl)
}

// fresh is a password that nobody can guess, with its hash.
func fresh() (password, hash string, err error) {
	const long = 14
	password = strings.ToLower(rand.Text()[:long])
	hash, err = people.Hash(password)
	return password, hash, err
}

// makeAccount makes an account without a role: nobody does anything with it until the
// administrator of security has granted one.
func (s *Server) makeAccount(w http.ResponseWriter, r *http.Request) {
	login, ok := named(r, "login")
	name, named2 := named(r, "name")
	if !ok || !named2 || strings.ContainsFunc(login, unicode.IsSpace) {
		s.accounts(w, r, http.StatusUnprocessableEntity, accountsView{Problem: "账号和姓名都要写，账号里没有空格。"})
		return
	}
	department, _ := named(r, "department")
	password, hash, err := fresh()
	if err == nil {
		_, err = s.Store.NewAccount(r.Context(), store.Account{Login: login, Name: name, Password: hash, Department: department, Given: true}, nil, whoOf(r).Account, s.Now())
	}
	if err != nil {
		s.administered(w, r, "", err)
		return
	}
	s.accounts(w, r, http.StatusOK, accountsView{Done: "建立了账号 " + login + "，由安全管理员授予角色后才能用。密码只显示这一次，请本人登录后改掉：", Secret: password})
}

// makeAgency enters an agency.
func (s *Server) makeAgency(w http.ResponseWriter, r *http.Request) {
	name, ok := named(r, "name")
	if !ok {
		s.accounts(w, r, http.StatusUnprocessableEntity, accountsView{Problem: "请写机关名称。"})
		return
	}
	_, err := s.Store.NewAgency(r.Context(), name, whoOf(r).Account, s.Now())
	s.administered(w, r, "建立了机关："+name, err)
}

// resetPassword gives an account another password, which is shown once.
func (s *Server) resetPassword(w http.ResponseWriter, r *http.Request, a store.Account) {
	password, hash, err := fresh()
	if err == nil {
		err = s.Store.ResetPassword(r.Context(), a, hash, whoOf(r).Account, s.Now())
	}
	if err != nil {
		s.broken(w, r, err)
		return
	}
	s.accounts(w, r, http.StatusOK, accountsView{Done: "重设了 " + a.Login + " 的密码，在别处的登录已结束。密码只显示这一次，请本人登录后改掉：", Secret: password})
}

func (s *Server) disableAccount(w http.ResponseWriter, r *http.Request, a store.Account) {
	s.administered(w, r, "停用了 "+a.Login, s.Store.SetDisabled(r.Context(), a, true, whoOf(r).Account, s.Now()))
}

func (s *Server) enableAccount(w http.ResponseWriter, r *http.Request, a store.Account) {
	s.administered(w, r, "启用了 "+a.Login, s.Store.SetDisabled(r.Context(), a, false, whoOf(r).Account, s.Now()))
}

func (s *Server) unlockAccount(w http.ResponseWriter, r *http.Request, a store.Account) {
	s.administered(w, r, "解除了 "+a.Login+" 的锁定", s.Store.Unlock(r.Context(), a, whoOf(r).Account, s.Now()))
}

func (s *Server) endSessions(w http.ResponseWriter, r *http.Request, a store.Account) {
	s.administered(w, r, "结束了 "+a.Login+" 的登录", s.Store.EndSessions(r.Context(), a, whoOf(r).Account, s.Now()))
}

// grantRoles says what an account may do: roles in one agency, or one of the three that
// belong to none.
func (s *Server) grantRoles(w http.ResponseWriter, r *http.Request, a store.Account) {
	agency := r.PostFormValue("agency")
	var grants []store.Grant
	for _, word := range roleWords() {
		if !slices.Contains(r.PostForm["role"], string(word.Role)) {
			continue
		}
		g := store.Grant{Role: word.Role}
		if ofAgency(word.Role) {
			g.Agency = agency
		}
		grants = append(grants, g)
	}
	if slices.ContainsFunc(r.PostForm["role"], func(word string) bool {
		return !slices.ContainsFunc(roleWords(), func(known roleWord) bool { return string(known.Role) == word })
	}) {
		s.accounts(w, r, http.StatusUnprocessableEntity, accountsView{Again: a.ID, Problem: "没有这样的角色，没有改。"})
		return
	}
	if slices.ContainsFunc(grants, func(g store.Grant) bool { return ofAgency(g.Role) }) {
		if _, err := s.Store.Agency(r.Context(), agency); err != nil {
			s.accounts(w, r, http.StatusUnprocessableEntity, accountsView{Again: a.ID, Problem: "经办、核稿、会签、签发、汇总的角色属于机关，请选机关。"})
			return
		}
		if isAdministrator(grants) {
			s.accounts(w, r, http.StatusUnprocessableEntity, accountsView{Again: a.ID, Problem: "管理员不兼任机关里的角色。"})
			return
		}
	}
	if slices.ContainsFunc(grants, func(g store.Grant) bool { return g.Role == store.Countersigner }) && a.Department == "" {
		s.accounts(w, r, http.StatusUnprocessableEntity, accountsView{Again: a.ID, Problem: "会签人要有股室：由系统管理员建立账号时写明。"})
		return
	}
	err := s.Store.SetGrants(r.Context(), a, grants, whoOf(r).Account, s.Now())
	if err == nil && a.Department != "" && r.PostFormValue("sections") != "" && slices.Contains(grants, store.Grant{Agency: agency, Role: store.Countersigner}) {
		err = s.confirms(r, agency, a.Department)
	}
	if errors.Is(err, store.ErrDuties) {
		s.accounts(w, r, http.StatusUnprocessableEntity, accountsView{Again: a.ID, Problem: threePeople})
		return
	}
	s.administered(w, r, "改了 "+a.Login+" 的角色", err)
}

// confirms says which sections the department of a countersigner confirms, of which formats.
func (s *Server) confirms(r *http.Request, agency, department string) error {
	all, err := s.formatsOf(r, agency, department)
	if err != nil {
		return err
	}
	var sections []string
	for _, format := range all {
		for _, one := range format.Sections {
			if slices.Contains(r.PostForm["section"], one.ID) {
				sections = append(sections, one.ID)
			}
		}
	}
	return s.Store.SetOwners(r.Context(), agency, department, sections, whoOf(r).Account, s.Now())
}

// setParent says which agency an agency reports to: that one may collect its reports.
func (s *Server) setParent(w http.ResponseWriter, r *http.Request) {
	agency, err := s.Store.Agency(r.Context(), r.PathValue("agency"))
	if err == nil {
		err = s.Store.SetParent(r.Context(), agency, r.PostFormValue("parent"), whoOf(r).Account, s.Now())
	}
	switch {
	case errors.Is(err, store.ErrState):
		s.accounts(w, r, http.StatusUnprocessableEntity, accountsView{Problem: "上级不能是机关自己，也不能是它的下级。"})
	case errors.Is(err, store.ErrUnknown):
		s.failed(w, r, err)
	default:
		s.administered(w, r, "改了 "+agency.Name+" 的上级", err)
	}
}
