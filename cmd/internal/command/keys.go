package command

import (
	"context"
	"time"

	"github.com/spf13/pflag"

	"gongwen/cmd/internal/engine"
	"gongwen/configs"
	"gongwen/internal/diag"
	"gongwen/output/sign/pades"
)

// KeyFlags are the flags that name a key and a time stamp server; they are read
// with the configuration.
func KeyFlags(flags *pflag.FlagSet, text Words) {
	flags.String("key", "", text("私钥：.p12、.pem 文件，或 PKCS#11 URI", "private key: a .p12 or .pem file, or a PKCS#11 URI"))
	flags.StringSlice("cert", nil, text("证书和上级证书：.pem 或 .der 文件（可写几个）", "certificate and those above it: .pem or .der files"))
	flags.String("pass-file", "", text("第一行是私钥口令或令牌 PIN 的文件", "file whose first line is the passphrase of the key or the PIN of the token"))
	flags.String("tsa", "", text("时间戳服务器的地址", "address of the time stamp server"))
	flags.Duration("timeout", engine.DefaultTimeout, text("等服务器回答的时间", "how long to wait for a server's answer"))
}

// Secret says where the passphrase of a key comes from: the environment
// variable engine.PassVariable or, without it, the person at the terminal.
func (a *App) Secret() engine.Secret {
	text, given := a.World.Env(engine.PassVariable)
	s := engine.Secret{Text: text, Given: given && text != ""}
	if ask := a.World.Secret; ask != nil {
		s.Ask = func(prompt diag.Text) (string, error) { return ask(prompt.In(a.Lang)) }
	}
	return s
}

// SigningTime is the time that signatures made in this run name: that of
// SOURCE_DATE_EPOCH or, without it, now.
func (a *App) SigningTime() (time.Time, error) {
	now, problems := a.Epoch()
	if problems.HasErrors() {
		return now, a.Refuse(problems)
	}
	if now.IsZero() {
		now = a.World.Now()
	}
	return now, nil
}

// SignatureLevel is the level that is asked for and the time stamp server that
// it needs. A server that only the configuration names may go unused.
func SignatureLevel(config configs.Sign, givenTSA bool) (pades.Level, string, error) {
	if config.Key == "" {
		return 0, "", Usagef("要用 --key 或配置的 sign.key 给出私钥", "a private key is needed: --key, or sign.key of the configuration")
	}
	name := config.Level
	if name == "" {
		name = "b"
		if config.TSA != "" {
			name = "t"
		}
	}
	level := map[string]pades.Level{"b": pades.B, "t": pades.T, "lt": pades.LT, "lta": pades.LTA}[name]
	switch {
	case level > pades.B && config.TSA == "":
		return 0, "", Usagef("级别 %s 要用 --tsa 或配置的 sign.tsa 给出时间戳服务器", "level %s needs a time stamp server: --tsa, or sign.tsa of the configuration", name)
	case level == pades.B && givenTSA && config.TSA != "":
		return 0, "", Usagef("级别 b 没有时间戳，不用 --tsa", "level b has no time stamp; leave --tsa out")
	case level == pades.B:
		return level, "", nil
	}
	return level, config.TSA, nil
}

// Signer opens the key that signs what stands beside its signature, such as the manifests
// of bags and runs: with a time stamp where a server is named. The caller closes it.
func (a *App) Signer(ctx context.Context, config configs.Sign) (*engine.Signer, diag.List) {
	order := engine.SignOrder{Keys: config, Secret: a.Secret(), TSA: config.TSA}
	if config.TSA != "" {
		order.Level = pades.T
	}
	now, problems := a.Epoch()
	if problems.HasErrors() {
		return nil, problems
	}
	if order.Now = now; now.IsZero() {
		order.Now = a.World.Now()
	}
	return engine.OpenSigner(ctx, order)
}
