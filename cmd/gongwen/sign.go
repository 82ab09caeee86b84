package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongwen/cmd/internal/engine"
	"gongwen/configs"
	"gongwen/internal/diag"
	"gongwen/output"
	"gongwen/output/sign/pades"
)

// signOptions are those of sign. Key, certificates and servers are read with
// the configuration, from the flags.
type signOptions struct {
	visibleOptions
	output   string // path; empty to replace the file
	givenTSA bool   // by a flag
}

// AddFlags adds the flags of the options.
func (o *signOptions) AddFlags(flags *pflag.FlagSet, text words) {
	keyFlags(flags, text)
	flags.String("level", "", text("级别：b、t、lt、lta（默认 b，有 --tsa 时为 t）", "level: b, t, lt or lta (default b, with --tsa t)"))
	flags.StringSlice("ocsp", nil, text("现有的 OCSP 响应文件", "OCSP responses at hand"))
	flags.StringSlice("crl", nil, text("现有的吊销列表文件", "certificate revocation lists at hand"))
	o.visibleOptions.AddFlags(flags, text)
	flags.StringVarP(&o.output, "output", "o", "", text("输出文件（默认替换原文件）", "output file (default: replace the file)"))
}

// keyFlags are the flags that name a key and a time stamp server; they are read
// with the configuration.
func keyFlags(flags *pflag.FlagSet, text words) {
	flags.String("key", "", text("私钥：.p12、.pem 文件，或 PKCS#11 URI", "private key: a .p12 or .pem file, or a PKCS#11 URI"))
	flags.StringSlice("cert", nil, text("证书和上级证书：.pem 或 .der 文件（可写几个）", "certificate and those above it: .pem or .der files"))
	flags.String("pass-file", "", text("第一行是私钥口令或令牌 PIN 的文件", "file whose first line is the passphrase of the key or the PIN of the token"))
	flags.String("tsa", "", text("时间戳服务器的地址", "address of the time stamp server"))
	flags.Duration("timeout", engine.DefaultTimeout, text("等服务器回答的时间", "how long to wait for a server's answer"))
}

func (a *app) signCommand() *cobra.Command {
	var o signOptions
	cmd := &cobra.Command{
		Use:   "sign [flags] FILE.pdf",
		Short: a.text("给 PDF 加电子签名（PAdES）", "Sign a PDF (PAdES)"),
		Long: a.text("给 gongwen 生成的 PDF 加电子签名。私钥的口令从 --pass-file 的文件、环境变量 GONGWEN_KEY_PASS 或终端输入取得。",
			"Sign a PDF that gongwen made. The passphrase of the key comes from the file of --pass-file, from GONGWEN_KEY_PASS or from the terminal."),
		Example: "  gongwen sign --key zhang.p12 --tsa http://tsa.example.cn/ report.pdf",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("sign 后面要写一个 PDF 文件", "sign needs one PDF file")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			o.givenTSA = cmd.Flags().Changed("tsa")
			config, err := a.settings(cmd.Context(), cmd.Flags())
			if err != nil {
				return err
			}
			return a.sign(cmd.Context(), config.Sign, o, args[0])
		},
	}
	o.AddFlags(cmd.Flags(), a.text)
	return cmd
}

func (a *app) sign(ctx context.Context, config configs.Sign, o signOptions, path string) error {
	order := engine.SignOrder{Keys: config, Picture: o.picture, Secret: a.secret()}
	var err error
	if order.Level, order.TSA, err = signatureLevel(config, o.givenTSA); err != nil {
		return err
	}
	if order.Show, err = o.show(); err != nil {
		return err
	}
	if order.Now, err = a.signingTime(); err != nil {
		return err
	}
	signed, said := engine.Sign(ctx, engine.FileInput(path), order)
	if err := a.report(said); err != nil {
		return err
	}
	target := o.output
	if target == "" {
		target = path
	}
	if err := a.report(engine.WriteSigned(output.File{Path: target, Data: signed})); err != nil {
		return err
	}
	a.print(target)
	return nil
}

// secret is the passphrase of the environment, or the one who is asked for it.
func (a *app) secret() engine.Secret {
	text, given := a.world.Env(engine.PassVariable)
	s := engine.Secret{Text: text, Given: given && text != ""}
	if ask := a.world.Secret; ask != nil {
		s.Ask = func(prompt diag.Text) (string, error) { return ask(prompt.In(a.lang)) }
	}
	return s
}

// signingTime is SOURCE_DATE_EPOCH or else now.
func (a *app) signingTime() (time.Time, error) {
	now, problems := a.epoch()
	if problems.HasErrors() {
		return now, a.refuse(problems)
	}
	if now.IsZero() {
		now = a.world.Now()
	}
	return now, nil
}

// signatureLevel is the level that is asked for and the time stamp server that
// it needs. A server that only the configuration names may go unused.
func signatureLevel(config configs.Sign, givenTSA bool) (pades.Level, string, error) {
	if config.Key == "" {
		return 0, "", usagef("要用 --key 或配置的 sign.key 给出私钥", "a private key is needed: --key, or sign.key of the configuration")
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
		return 0, "", usagef("级别 %s 要用 --tsa 或配置的 sign.tsa 给出时间戳服务器", "level %s needs a time stamp server: --tsa, or sign.tsa of the configuration", name)
	case level == pades.B && givenTSA && config.TSA != "":
		return 0, "", usagef("级别 b 没有时间戳，不用 --tsa", "level b has no time stamp; leave --tsa out")
	case level == pades.B:
		return level, "", nil
	}
	return level, config.TSA, nil
}
