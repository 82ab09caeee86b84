package office

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"runtime"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/api"
	"gongwen/cmd/internal/office/identity"
	"gongwen/cmd/internal/office/listen"
	"gongwen/cmd/internal/office/page"
	"gongwen/cmd/internal/office/store"
	"gongwen/cmd/internal/office/watch"
	"gongwen/internal/diag"
)

// serveOptions are those of serve.
type serveOptions struct {
	db, listen, watch     string
	certificate, key, tls string
	catalogue, anchor     string
	roots                 []string
	issuer, client        string // of an identity provider
	secret, address       string
	plain, sample         bool
	serverSign            bool
}

// ownTLS asks for a certificate of an authority of one's own.
const ownTLS = "self"

// AddFlags adds the flags of the options.
func (o *serveOptions) AddFlags(flags *pflag.FlagSet, text command.Words) {
	flags.StringVar(&o.listen, "listen", "127.0.0.1:8080", text("在哪个地址和端口提供网页", "address and port of the page"))
	flags.StringVar(&o.certificate, "tls-cert", "", text("网页的证书（PEM）", "certificate of the page (PEM)"))
	flags.StringVar(&o.key, "tls-key", "", text("证书的私钥（PEM）", "its key (PEM)"))
	flags.StringVar(&o.tls, "tls", "", text("写 self：用本机自己的证书，第一次运行时建立", "self: a certificate of an authority of this machine's own, made at the first start"))
	flags.BoolVar(&o.plain, "plain", false, text("不加密也让别的机器访问，每一页都会写明", "let other machines in without encryption, which every page says"))
	flags.StringArrayVar(&o.roots, "roots", nil, text("核对签名时信任的根证书：文件或文件夹（可写几次）", "root certificates that signatures are checked against: a file or a folder (may be repeated)"))
	flags.BoolVar(&o.serverSign, "server-sign", false, text("签发人可以用本机的密钥签 PDF（密钥、口令文件写在配置的 sign 部分）；每签一次再问一次动态口令", "leaders may sign PDFs with the key of this machine, which the section sign of the configuration names; each signature asks for their second factor again"))
	flags.StringVar(&o.catalogue, "catalogue", "", text("目录元数据的项目（YAML），代替自带的十四项", "fields of the catalogue (YAML) in place of the fourteen that come with the program"))
	flags.StringVar(&o.issuer, "oidc", "", text("统一身份认证（OpenID Connect）的地址，如 https://sso.example.gov.cn", "address of an identity provider (OpenID Connect), such as https://sso.example.gov.cn"))
	flags.StringVar(&o.client, "oidc-client", "", text("本网页在统一身份认证那里的客户端编号", "the page's client id at the identity provider"))
	flags.StringVar(&o.secret, "oidc-secret-file", "", text("第一行是客户端密钥的文件", "file whose first line is the secret of the client"))
	flags.StringVar(&o.address, "address", "", text("大家访问本网页的地址，如 https://page.example.gov.cn；统一身份认证要用", "address by which people reach the page, such as https://page.example.gov.cn; the identity provider needs it"))
	flags.StringVar(&o.anchor, "audit-anchor", "", text("把审计日志的链头（条数、散列）每分钟写到这个文件的末尾；放在数据库管理员碰不到的地方", "file to whose end the head of the audit log, its number and hash, is written each minute; keep it where an administrator of the database does not reach"))
	flags.BoolVar(&o.sample, "sample", false, text("数据库是空的时，放进虚构的三个机关、两个年度的报告，显示账号和密码", "fill an empty database with invented reports of three agencies and two years, and show how to sign in"))
}

func (a app) serveCommand() *cobra.Command {
	var o serveOptions
	cmd := &cobra.Command{
		Use:   "serve [flags]",
		Short: a.Text("提供填报网页：填写、检查、看样、下载", "Serve the office's page: fill in, check, see, download"),
		Long: a.Text("在本单位的网络里提供填报网页。数据默认放在用户数据文件夹的 gongwen.db 里，不要用别的程序打开它。\n账号用 gongwen account 建立。默认只有本机能访问；给别的机器用，要有证书（--tls-cert 和 --tls-key，或者 --tls self）。按 Ctrl+C 停下。",
			"Serve the page on which reports are filled in. Data are kept in gongwen.db in the user's data folder unless --db says otherwise; no other program may open that file meanwhile.\nAccounts are made with gongwen account. Only this machine reaches the page unless --listen says otherwise; for others there must be a certificate (--tls-cert and --tls-key, or --tls self). Ctrl+C ends it."),
		Example: "  gongwen serve\n  gongwen serve --listen 0.0.0.0:8443 --tls self",
		Args:    command.Between(0, 0),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), cmd.Flags(), o) },
	}
	storeFlag(a, cmd, &o.db)
	watchFlag(a, cmd, &o.watch)
	o.AddFlags(cmd.Flags(), a.Text)
	a.Offer(cmd, "tls", command.OneOf(ownTLS))
	return cmd
}

func (a app) serve(ctx context.Context, flags *pflag.FlagSet, o serveOptions) error {
	secure := o.tls == ownTLS || o.certificate != ""
	switch {
	case o.tls != "" && o.tls != ownTLS:
		return command.Usagef("--tls 只能是 self", "--tls is self")
	case (o.certificate == "") != (o.key == ""), o.tls != "" && o.certificate != "":
		return command.Usagef("证书写 --tls-cert 和 --tls-key，或者只写 --tls self", "give --tls-cert and --tls-key, or --tls self alone")
	case o.issuer != "" && (o.client == "" || o.secret == "" || o.address == ""):
		return command.Usagef("--oidc 要和 --oidc-client、--oidc-secret-file、--address 一起用", "--oidc goes with --oidc-client, --oidc-secret-file and --address")
	case !listen.IsAddress(ctx, o.listen):
		return command.Usagef("--listen 写成 地址:端口，如 127.0.0.1:8080", "--listen is ADDRESS:PORT, such as 127.0.0.1:8080")
	case !secure && !o.plain && !listen.Loopback(o.listen):
		return command.Usagef("别的机器也能访问 %s，要加密：用 --tls self，或者 --tls-cert 和 --tls-key；确实不加密的，写 --plain",
			"other machines can reach %s: use --tls self, or --tls-cert and --tls-key; without encryption only with --plain", o.listen)
	}
	setup, err := a.Setup(ctx, flags, command.DocumentOptions{})
	if err != nil {
		return err
	}
	source, err := a.source(o.db)
	if err != nil {
		return err
	}
	a.drain()
	return a.attending(ctx, source, o.watch, func(s *store.Store, figures *watch.Figures) error {
		return a.open(ctx, s, source, setup, o, secure, figures)
	})
}

// open serves the page on a store until ctx ends.
func (a app) open(ctx context.Context, s *store.Store, source string, setup command.Setup, o serveOptions, secure bool, figures *watch.Figures) (err error) {
	config, err := a.encryption(source, o)
	if err != nil {
		return err
	}
	signing, err := a.signing(ctx, setup, o)
	if err != nil {
		return err
	}
	catalogue, err := a.catalogue(ctx, o.catalogue)
	if err != nil {
		return err
	}
	provider, err := a.identity(ctx, o)
	if err != nil {
		return err
	}
	read, err := a.reader(setup)
	if err != nil {
		return err
	}
	count, err := a.counter(setup)
	if err != nil {
		return err
	}
	try, err := a.trier(setup)
	if err != nil {
		return err
	}
	scan, err := a.scanner()
	if err != nil {
		return err
	}
	shown, err := a.shower(setup)
	if err != nil {
		return err
	}
	work, err := a.worker(setup)
	if err != nil {
		return err
	}
	log := watch.Log(a.World.Err)
	q, err := a.queue(ctx, s, setup, read, log, withoutEnd, figures)
	if err != nil {
		return err
	}
	defer func() { err = a.ended(ctx, q, err) }()
	server, err := page.New(page.Options{
		Signing: signing, Catalogue: catalogue, Identity: provider, Register: count, Try: try, Shown: shown, Scan: scan,
		Engine: setup.Engine, Store: s, Jobs: q, Now: a.World.Now, Log: log,
		Orders: setup.OrderOf, Secure: secure, Plain: !secure && !listen.Loopback(o.listen), Layers: max(1, runtime.GOMAXPROCS(0)-1),
	})
	if err != nil {
		return a.broken(err)
	}
	anchored, stop := context.WithCancel(ctx)
	wait, err := a.anchoring(anchored, s, o.anchor, log)
	if err != nil {
		stop()
		return err
	}
	defer func() {
		stop()
		wait()
	}()
	var from net.ListenConfig
	l, err := from.Listen(ctx, "tcp", o.listen)
	if err != nil {
		return a.Fail(diag.Errorf(diag.Pos{}, "不能在 %s 提供网页：%v", "the page cannot be served at %s: %v", o.listen, err))
	}
	if err := a.begin(ctx, s, setup.Engine, o.sample); err != nil {
		return err
	}
	switch err := a.patiently(ctx, withoutEnd, func() error { return q.Start(ctx) }); {
	case errors.Is(err, command.ErrReported):
		return err
	case err != nil:
		return a.broken(err)
	}
	scheme := "http://"
	if secure {
		scheme = "https://"
	}
	a.PrintText(a.Text("网页在 ", "the page is at ") + scheme + listen.Address(l.Addr()) + "/")
	all := http.NewServeMux()
	all.Handle("/", server.Handler())
	all.Handle(api.Prefix, api.New(api.Options{
		Engine: setup.Engine, Store: s, Now: a.World.Now, Log: log, Orders: setup.OrderOf, Read: read, Work: work, Try: try, Check: signing.Check, Desk: server, Width: runtime.GOMAXPROCS(0),
	}))
	if token, _ := a.World.Env(tokenVariable); token != "" {
		all.Handle("GET /metrics", watch.WithToken(token, figures.Handler()))
	}
	if err := listen.Serve(ctx, l, config, figures.Requests(all, a.World.Now)); err != nil {
		return a.Fail(diag.Errorf(diag.Pos{}, "网页停下了：%v", "the page has ended: %v", err))
	}
	return nil
}

// identity is the identity provider that the options name; nil for none.
func (a app) identity(ctx context.Context, o serveOptions) (*identity.Provider, error) {
	if o.issuer == "" {
		return nil, nil
	}
	content, problems := engine.ReadFile(ctx, o.secret)
	if problems.HasErrors() {
		return nil, a.Report(problems)
	}
	secret, _, _ := strings.Cut(string(content), "\n")
	p, err := identity.New(identity.Options{Issuer: o.issuer, Client: o.client, Secret: strings.TrimSpace(secret), Address: o.address, Now: a.World.Now})
	if err != nil {
		return nil, a.Fail(diag.Errorf(diag.Pos{}, "统一身份认证不能用：%v", "the identity provider cannot be used: %v", err))
	}
	return p, nil
}

// encryption is the TLS that the options ask for; nil for none.
func (a app) encryption(source string, o serveOptions) (config *tls.Config, err error) {
	switch {
	case o.certificate != "":
		config, err = listen.Given(o.certificate, o.key)
	case o.tls == ownTLS:
		folder := folderOf(source)
		if folder == "" {
			if folder, err = a.dataFolder(); err != nil {
				return nil, err
			}
		}
		config, err = listen.Own(folder, listen.Names(), a.World.Now())
	}
	if err != nil {
		return nil, a.Fail(diag.Errorf(diag.Pos{}, "证书不能用：%v", "the certificate cannot be used: %v", err))
	}
	return config, nil
}

// begin fills an empty store with the sample, or says how to make an account.
func (a app) begin(ctx context.Context, s *store.Store, e *engine.Engine, sample bool) error {
	accounts, err := s.Accounts(ctx)
	switch {
	case err != nil:
		return a.broken(err)
	case len(accounts) > 0:
		return nil
	case !sample:
		a.Say(diag.List{diag.Warnf(diag.Pos{}, "还没有账号，谁也登录不了", "there is no account: nobody can sign in").
			WithHint("gongwen account --name 姓名 --agency 机关名称 账号", "gongwen account --name NAME --agency AGENCY LOGIN")})
		return nil
	}
	logins, err := fillSample(ctx, s, e, a.World.Now())
	if err != nil {
		return a.broken(err)
	}
	for _, l := range logins {
		a.PrintText(a.Text("账号 ", "login ") + l.login + a.Text("　密码 ", "  password ") + l.password + a.Text("　", "  ") + l.agency)
	}
	return nil
}
