package office

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/office/api"
	"gongwen/cmd/internal/office/store"
	"gongwen/internal/diag"
)

// tokenCommand is the group of commands for what lets programs in.
func (a app) tokenCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "token",
		Short: a.Text("发放、列出、收回程序接口的令牌", "Make, list and revoke tokens of the interface for programs"),
		Args:  command.Between(0, 0),
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.tokenNewCommand(), a.tokenListCommand(), a.tokenRevokeCommand())
	return cmd
}

// tokenOptions are those of token new.
type tokenOptions struct {
	db, agency string
	account    string // login; empty for none
	scopes     []string
	days       int
}

// A token is good for a year unless it is asked otherwise, and never for more than three.
const (
	tokenDays     = 365
	mostTokenDays = 3 * tokenDays
)

// AddFlags adds the flags of the options.
func (o *tokenOptions) AddFlags(flags *pflag.FlagSet, text command.Words) {
	flags.StringVar(&o.agency, "agency", "", text("令牌属于哪个机关", "agency that the token is of"))
	flags.StringSliceVar(&o.scopes, "scope", []string{"check"}, text("能做什么，可写几个："+strings.Join(api.Scopes(), "、"), "what it is for: "+strings.Join(api.Scopes(), ", ")))
	flags.StringVar(&o.account, "account", "", text("权限有 write 的令牌，写入时用哪个经办人的名义（登录名）", "of a token with the scope write: the login of the clerk in whose name it writes"))
	flags.IntVar(&o.days, "days", tokenDays, text("有效多少天", "days that it is good for"))
}

func (a app) tokenNewCommand() *cobra.Command {
	var o tokenOptions
	cmd := &cobra.Command{
		Use:   "new [flags] NAME",
		Short: a.Text("发放一个令牌，只显示这一次", "Make a token, which is shown this once"),
		Long: a.Text("发放让别的程序调用 /api/ 的令牌。令牌只显示这一次，数据库里只存它的散列值。",
			"Make a token with which other programs call /api/. It is shown this once; the database keeps a hash of it."),
		Example: "  gongwen token new --agency 某某县民族宗教事务局 --scope check,build 门户网站",
		Args:    command.Between(1, 1),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.tokenNew(cmd.Context(), o, args[0]) },
	}
	storeFlag(a, cmd, &o.db)
	o.AddFlags(cmd.Flags(), a.Text)
	a.Offer(cmd, "scope", command.OneOf(api.Scopes()...))
	return cmd
}

func (a app) tokenNew(ctx context.Context, o tokenOptions, name string) error {
	for _, scope := range o.scopes {
		if !slices.Contains(api.Scopes(), scope) {
			return command.Usagef("没有权限 %s，只有 "+strings.Join(api.Scopes(), "、"), "there is no scope %s: it is one of "+strings.Join(api.Scopes(), ", "), scope)
		}
	}
	if o.days < 1 || o.days > mostTokenDays {
		return command.Usagef("--days 是 1 至 %d", "--days is 1 to %d", mostTokenDays)
	}
	if o.agency == "" {
		return command.Usagef("要写 --agency 机关名称", "name the agency with --agency")
	}
	if slices.Contains(o.scopes, api.ScopeWrite) != (o.account != "") {
		return command.Usagef("权限 write 和 --account 要一起写：写入的内容记在这个经办人名下", "the scope write goes with --account: what is written is that clerk's")
	}
	return a.withStore(ctx, o.db, func(s *store.Store) error {
		agencies, err := s.Agencies(ctx)
		if err != nil {
			return a.broken(err)
		}
		i := slices.IndexFunc(agencies, func(g store.Agency) bool { return g.Name == o.agency })
		if i < 0 {
			return a.Fail(diag.Errorf(diag.Pos{}, "没有机关“%s”", "there is no agency %q", o.agency).
				WithHint("先用 gongwen account --agency 建立", "make it with gongwen account --agency"))
		}
		account, err := a.author(ctx, s, o.account, agencies[i])
		if err != nil {
			return err
		}
		now := a.World.Now()
		_, secret, err := s.NewToken(ctx, store.Token{Name: name, Agency: agencies[i].ID, Account: account, Scopes: o.scopes, Expires: now.AddDate(0, 0, o.days)}, a.terminal(), now)
		if err != nil {
			return a.broken(err)
		}
		a.PrintText(secret)
		return nil
	})
}

// author is the id of the clerk of an agency in whose name a token writes; empty for no
// login.
func (a app) author(ctx context.Context, s *store.Store, login string, agency store.Agency) (string, error) {
	if login == "" {
		return "", nil
	}
	account, err := s.AccountByLogin(ctx, login)
	var grants []store.Grant
	if err == nil {
		grants, err = s.Grants(ctx, account.ID)
	}
	switch {
	case err == nil && slices.Contains(grants, store.Grant{Agency: agency.ID, Role: store.Clerk}):
		return account.ID, nil
	case err == nil, errors.Is(err, store.ErrUnknown):
		return "", a.Fail(diag.Errorf(diag.Pos{}, "%s 不是“%s”的经办人", "%s is no clerk of %q", login, agency.Name))
	}
	return "", a.broken(err)
}

func (a app) tokenListCommand() *cobra.Command {
	var db string
	cmd := &cobra.Command{
		Use:   "list [flags]",
		Short: a.Text("列出令牌", "List the tokens"),
		Args:  command.Between(0, 0),
		RunE:  func(cmd *cobra.Command, _ []string) error { return a.tokenList(cmd.Context(), db) },
	}
	storeFlag(a, cmd, &db)
	return cmd
}

func (a app) tokenList(ctx context.Context, db string) error {
	return a.withStore(ctx, db, func(s *store.Store) error {
		tokens, err := s.Tokens(ctx)
		if err != nil {
			return a.broken(err)
		}
		var out strings.Builder
		for _, t := range tokens {
			state := a.Text("有效至 ", "good until ") + t.Expires.Format(time.DateOnly)
			switch {
			case t.Revoked:
				state = a.Text("已收回", "revoked")
			case !t.Expires.After(a.World.Now()):
				state = a.Text("已过期", "expired")
			}
			agency, err := s.Agency(ctx, t.Agency)
			if err != nil {
				return a.broken(err)
			}
			fmt.Fprintf(&out, "%s  %s  %s  %s  %s\n", t.ID, t.Name, agency.Name, strings.Join(t.Scopes, ","), state)
		}
		a.PrintText(out.String())
		return nil
	})
}

func (a app) tokenRevokeCommand() *cobra.Command {
	var db string
	cmd := &cobra.Command{
		Use:     "revoke [flags] ID",
		Short:   a.Text("收回一个令牌，编号见 token list", "Revoke a token; token list shows its id"),
		Example: "  gongwen token revoke 4h2…",
		Args:    command.Between(1, 1),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.tokenRevoke(cmd.Context(), db, args[0]) },
	}
	storeFlag(a, cmd, &db)
	return cmd
}

func (a app) tokenRevoke(ctx context.Context, db, id string) error {
	return a.withStore(ctx, db, func(s *store.Store) error {
		err := s.RevokeToken(ctx, id, a.terminal(), a.World.Now())
		if errors.Is(err, store.ErrUnknown) {
			return a.Fail(diag.Errorf(diag.Pos{}, "没有这个令牌，或者已经收回：%s", "there is no such token, or it was revoked: %s", id))
		}
		if err != nil {
			return a.broken(err)
		}
		a.PrintText(a.Text("已收回", "revoked"))
		return nil
	})
}
