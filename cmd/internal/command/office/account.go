package office

import (
	"bytes"
	"context"
	"errors"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/office/people"
	"gongwen/cmd/internal/office/store"
	"gongwen/internal/diag"
)

// accountOptions are those of account.
type accountOptions struct {
	db, login, name, agency, under, department, passwordFile string
	roles, confirms                                          []string
	given                                                    bool // roles were given, and are not those of every new account
	secondFactor                                             bool
}

// roles are the roles by their names on the command line.
var roles = []string{
	string(store.Clerk), string(store.Reviewer), string(store.Countersigner), string(store.Leader), string(store.Collector),
	string(store.System), string(store.Security), string(store.Auditor),
}

// AddFlags adds the flags of the options.
func (o *accountOptions) AddFlags(flags *pflag.FlagSet, text command.Words) {
	flags.StringVar(&o.name, "name", "", text("姓名", "name of the person"))
	flags.StringVar(&o.agency, "agency", "", text("机关名称；没有的会建立", "name of the agency, which is entered when it is new"))
	flags.StringVar(&o.under, "under", "", text("机关的上级机关：它的汇总人收这个机关的报告", "the agency that this one reports to, whose collector collects its reports"))
	flags.StringSliceVar(&o.roles, "role", []string{string(store.Clerk)}, text("角色，可写几个：clerk 经办人、reviewer 核稿人、countersigner 会签人、leader 签发人、collector 汇总人、system 系统管理员、security 安全管理员、auditor 审计员", "roles: "+strings.Join(roles, ", ")))
	flags.StringVar(&o.department, "department", "", text("在机关里的股室，会签人要写", "department within the agency; a countersigner has one"))
	flags.StringSliceVar(&o.confirms, "confirms", nil, text("由这个股室会签的部分，写格式里的代号，如 requests；只说一种格式的，如 final-accounts/gk01", "sections that this department confirms, by their ids in the format, such as requests; of one format alone final-accounts/gk01"))
	flags.StringVar(&o.passwordFile, "password-file", "", text("从文件读密码（默认在终端问）", "file with the password (default: asked at the terminal)"))
	flags.BoolVar(&o.secondFactor, "second-factor", false, text("绑定动态口令，显示给手机程序用的密钥", "give the account a second factor and show its secret"))
}

func (a app) accountCommand() *cobra.Command {
	var o accountOptions
	cmd := &cobra.Command{
		Use:   "account [flags] LOGIN",
		Short: a.Text("建立网页的账号，或者重设密码", "Make an account of the page, or set its password anew"),
		Long: a.Text("建立能登录网页的账号。账号已经有了，就重设密码；写了 --role、--confirms 的，加上这些角色和会签的部分。密码 10 至 128 个字，在终端里问，或者用 --password-file。",
			"Make an account that can sign in to the page. Of one that exists the password is set anew, and the roles of --role and the sections of --confirms are added. A password has 10 to 128 characters and is asked at the terminal, or read with --password-file."),
		Example: "  gongwen account --name 岩罕 --agency 某某县民族宗教事务局 yanhan",
		Args:    command.Between(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.login, o.given = args[0], cmd.Flags().Changed("role")
			if err := a.knownSections(cmd, o.confirms); err != nil {
				return err
			}
			return a.account(cmd.Context(), o)
		},
	}
	storeFlag(a, cmd, &o.db)
	o.AddFlags(cmd.Flags(), a.Text)
	a.Offer(cmd, "role", command.OneOf(roles...))
	return cmd
}

func (a app) account(ctx context.Context, o accountOptions) error {
	for _, role := range o.roles {
		if !slices.Contains(roles, role) {
			return command.Usagef("没有角色 %s，只有 "+strings.Join(roles, "、"), "there is no role %s: it is one of "+strings.Join(roles, ", "), role)
		}
	}
	if len(o.confirms) > 0 && o.given && !slices.Contains(o.roles, string(store.Countersigner)) {
		return command.Usagef("写了 --confirms，角色里要有 countersigner", "--confirms goes with the role countersigner")
	}
	if slices.ContainsFunc(o.roles, func(r string) bool { return ofAgency(store.Role(r)) != ofAgency(store.Role(o.roles[0])) }) {
		return a.refusedGrants(store.ErrOffices)
	}
	if o.department == "" && (len(o.confirms) > 0 || slices.Contains(o.roles, string(store.Countersigner))) {
		return command.Usagef("会签人要写 --department 股室", "a countersigner has a department: name it with --department")
	}
	password, err := a.password(o.passwordFile)
	if err != nil {
		return err
	}
	hash, err := people.Choose(password, o.login, o.name, o.department, o.agency)
	if errors.Is(err, people.ErrGuessed) {
		return a.Fail(diag.Errorf(diag.Pos{}, "密码太容易猜到", "the password is too easily guessed").
			WithHint("不要用常见的密码，也不要用账号、姓名、机关名称、常用词、连续和重复的字符拼成", "take no common password, and none made of login, name, agency, common words, rows or repetition"))
	}
	if err != nil {
		return a.unfit()
	}
	source, err := a.source(o.db)
	if err != nil {
		return err
	}
	return a.using(ctx, source, notAtAll, func(s *store.Store) error { return a.enter(ctx, s, o, hash) })
}

// enter makes the account or sets its password.
func (a app) enter(ctx context.Context, s *store.Store, o accountOptions, hash string) error {
	var secret, address string
	if o.secondFactor {
		var err error
		if secret, address, err = people.NewSecondFactor("gongwen", o.login); err != nil {
			return a.broken(err)
		}
	}
	old, err := s.AccountByLogin(ctx, o.login)
	switch {
	case err == nil:
		if err := a.more(ctx, s, o, old); err != nil {
			return err
		}
		if err := s.SetPassword(ctx, old, hash, secret, a.terminal(), a.World.Now()); err != nil {
			return a.broken(err)
		}
		a.PrintText(a.Text("已重设密码：", "the password was set anew: ") + o.login)
	case errors.Is(err, store.ErrUnknown):
		if err := a.newAccount(ctx, s, o, store.Account{Login: o.login, Name: o.name, Password: hash, TOTP: secret, Department: o.department}); err != nil {
			return err
		}
		a.PrintText(a.Text("已建立账号：", "the account was made: ") + o.login)
	default:
		return a.broken(err)
	}
	if secret != "" {
		a.PrintText(a.Text("动态口令密钥：", "secret of the second factor: ") + secret + "\n" + address)
	}
	return nil
}

// terminal is who does what is done by commands, as the log says it.
func (a app) terminal() store.Account { return store.Account{Name: a.Text("终端", "terminal")} }

// ofAgency reports whether a role belongs to an agency.
func ofAgency(role store.Role) bool {
	return role != store.System && role != store.Security && role != store.Auditor
}

func (a app) newAccount(ctx context.Context, s *store.Store, o accountOptions, account store.Account) error {
	if account.Name == "" {
		account.Name = o.login
	}
	grants, agency, err := a.grants(ctx, s, o)
	if err != nil {
		return err
	}
	if _, err := s.NewAccount(ctx, account, grants, a.terminal(), a.World.Now()); err != nil {
		return a.refusedGrants(err)
	}
	return a.own(ctx, s, o, agency)
}

// more gives an account that is there the roles and sections that were asked for. What
// cannot be given to it is an error, and nothing is done.
func (a app) more(ctx context.Context, s *store.Store, o accountOptions, account store.Account) error {
	for flag, differs := range map[string]bool{"--name": o.name != "" && o.name != account.Name, "--department": o.department != "" && o.department != account.Department} {
		if differs {
			return a.Fail(diag.Errorf(diag.Pos{}, "账号 %s 已经有了，%s 与原来的不同，不能改", "the account %s exists, and %s is not what it has: that is not changed", o.login, flag).
				WithHint("日志和文件里记着原来的姓名、股室；换了人的，另建一个账号", "the log and the files have the name and the department of then: make another account for somebody else"))
		}
	}
	if !o.given && len(o.confirms) == 0 {
		return nil
	}
	if !o.given {
		o.roles = []string{string(store.Countersigner)}
	}
	if account.Department == "" && slices.Contains(o.roles, string(store.Countersigner)) {
		return a.Fail(diag.Errorf(diag.Pos{}, "账号 %s 没有股室，不能会签", "the account %s has no department and confirms nothing", o.login))
	}
	o.department = account.Department
	if err := a.fits(ctx, s, o, account); err != nil {
		return err
	}
	grants, agency, err := a.grants(ctx, s, o)
	if err != nil {
		return err
	}
	if err := s.AddGrants(ctx, account, grants, a.terminal(), a.World.Now()); err != nil {
		return a.refusedGrants(err)
	}
	a.PrintText(a.Text("已加上角色：", "roles were added: ") + strings.Join(o.roles, "、"))
	return a.own(ctx, s, o, agency)
}

// fits refuses roles that do not go with those that an account has, before anything is made
// for them.
func (a app) fits(ctx context.Context, s *store.Store, o accountOptions, account store.Account) error {
	has, err := s.Grants(ctx, account.ID)
	if err != nil {
		return a.broken(err)
	}
	if len(has) == 0 {
		return nil
	}
	agency := ""
	if has[0].Agency != "" {
		entered, err := s.Agency(ctx, has[0].Agency)
		if err != nil {
			return a.broken(err)
		}
		agency = entered.Name
	}
	for _, role := range o.roles {
		switch of := ofAgency(store.Role(role)); {
		case of != (agency != ""):
			return a.refusedGrants(store.ErrOffices)
		case of && o.agency != "" && o.agency != agency:
			return a.Fail(diag.Errorf(diag.Pos{}, "账号 %s 已属于 %s，不能再有 %s 的角色", "the account %s is of %s and has no roles in %s", o.login, agency, o.agency).
				WithHint("核对机关名称；另一个机关的，另建一个账号", "look at the name of the agency; make another account for another one"))
		}
	}
	return nil
}

// grants are the roles that were asked for, and the agency of those that belong to one,
// which is entered where it is new.
func (a app) grants(ctx context.Context, s *store.Store, o accountOptions) (grants []store.Grant, agency string, err error) {
	for _, role := range o.roles {
		grant := store.Grant{Role: store.Role(role)}
		if ofAgency(grant.Role) {
			if o.agency == "" {
				return nil, "", command.Usagef("角色 %s 属于机关，要写 --agency 机关名称", "the role %s belongs to an agency: name it with --agency", role)
			}
			if agency == "" {
				if agency, err = agencyID(ctx, s, o.agency, a); err != nil {
					return nil, "", a.broken(err)
				}
				if err := a.putUnder(ctx, s, o, agency); err != nil {
					return nil, "", err
				}
			}
			grant.Agency = agency
		}
		grants = append(grants, grant)
	}
	return grants, agency, nil
}

func (a app) refusedGrants(err error) error {
	if errors.Is(err, store.ErrOffices) {
		return a.Fail(diag.Errorf(diag.Pos{}, "管理员不兼机关里的角色，一个账号也只属于一个机关", "an administrator has no role in an agency, and an account is of one agency").
			WithHint("另建一个账号；要换机关的，由安全管理员在“账号”页上改", "make another account; the administrator of security moves one to another agency on the page"))
	}
	if errors.Is(err, store.ErrDuties) {
		return a.Fail(diag.Errorf(diag.Pos{}, "系统管理员、安全管理员和审计员要由三个人分别担任", "the administrators of the system, of security and of the audit are three people"))
	}
	return a.broken(err)
}

// own has the department of an account confirm more sections.
func (a app) own(ctx context.Context, s *store.Store, o accountOptions, agency string) error {
	if len(o.confirms) == 0 {
		return nil
	}
	owners, err := s.Owners(ctx, agency)
	if err != nil {
		return a.broken(err)
	}
	var sections []string
	for _, owner := range owners {
		if owner.Department == o.department {
			sections = append(sections, owner.Section)
		}
	}
	for _, section := range o.confirms {
		if !slices.Contains(sections, section) {
			sections = append(sections, section)
		}
	}
	if err := s.SetOwners(ctx, agency, o.department, sections, a.terminal(), a.World.Now()); err != nil {
		return a.broken(err)
	}
	return nil
}

// putUnder says which agency the agency of an account reports to, where that was given.
func (a app) putUnder(ctx context.Context, s *store.Store, o accountOptions, agency string) error {
	if o.under == "" {
		return nil
	}
	parent, err := agencyID(ctx, s, o.under, a)
	if err == nil {
		err = s.SetParent(ctx, store.Agency{ID: agency, Name: o.agency}, parent, a.terminal(), a.World.Now())
	}
	switch {
	case errors.Is(err, store.ErrState):
		return a.Fail(diag.Errorf(diag.Pos{}, "上级不能是机关自己，也不能是它的下级", "an agency does not report to itself or to one below it"))
	case err != nil:
		return a.broken(err)
	}
	return nil
}

// agencyID finds an agency by its name, or enters it.
func agencyID(ctx context.Context, s *store.Store, name string, a app) (string, error) {
	agencies, err := s.Agencies(ctx)
	if err != nil {
		return "", err
	}
	for _, agency := range agencies {
		if agency.Name == name {
			return agency.ID, nil
		}
	}
	agency, err := s.NewAgency(ctx, name, a.terminal(), a.World.Now())
	return agency.ID, err
}

func (a app) broken(err error) error {
	return a.Fail(diag.Errorf(diag.Pos{}, "数据库或文件存储出了问题：%v", "the database or the store of its files failed: %v", store.Reason(err)))
}

func (a app) unfit() error {
	return a.Fail(diag.Errorf(diag.Pos{}, "密码要有 10 至 128 个字", "a password has 10 to 128 characters"))
}

// password asks for a password, or reads it from a file, whose last line break is no
// part of it.
func (a app) password(file string) (string, error) {
	if file != "" {
		content, err := os.ReadFile(file)
		if err != nil {
			return "", a.Fail(diag.Errorf(diag.Pos{File: file}, "读不了：%v", "cannot be read: %v", err))
		}
		return string(bytes.TrimRight(content, "\r\n")), nil
	}
	if a.World.Secret == nil {
		return "", command.Usagef("没有终端可以问密码，用 --password-file", "there is no terminal to ask for the password: use --password-file")
	}
	password, err := a.World.Secret(a.Text("密码：", "Password: "))
	if err != nil {
		return "", err
	}
	if people.Fits(password) != nil { // before it is typed again
		return "", a.unfit()
	}
	again, err := a.World.Secret(a.Text("再输一遍：", "Again: "))
	if err != nil {
		return "", err
	}
	if again != password {
		return "", a.Fail(diag.Errorf(diag.Pos{}, "两遍不一样", "the two are not the same"))
	}
	return password, nil
}
