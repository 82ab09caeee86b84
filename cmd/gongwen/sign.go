package main

import (
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"gongwen/configs"
	"gongwen/internal/diag"
	"gongwen/output"
	"gongwen/output/sign/pades"
	"gongwen/output/sign/pki"
)

func (a *app) signCommand() *cobra.Command {
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
		RunE: a.sign,
	}
	flags := cmd.Flags()
	flags.String("key", "", a.text("私钥：.p12、.pem 文件，或 PKCS#11 URI", "private key: a .p12 or .pem file, or a PKCS#11 URI"))
	flags.StringSlice("cert", nil, a.text("证书和上级证书：.pem 或 .der 文件（可写几个）", "certificate and those above it: .pem or .der files"))
	flags.String("pass-file", "", a.text("第一行是私钥口令或令牌 PIN 的文件", "file whose first line is the passphrase of the key or the PIN of the token"))
	flags.String("tsa", "", a.text("时间戳服务器的地址", "address of the time stamp server"))
	flags.String("level", "", a.text("级别：b、t、lt、lta（默认 b，有 --tsa 时为 t）", "level: b, t, lt or lta (default b, with --tsa t)"))
	flags.StringSlice("ocsp", nil, a.text("现有的 OCSP 响应文件", "OCSP responses at hand"))
	flags.StringSlice("crl", nil, a.text("现有的吊销列表文件", "certificate revocation lists at hand"))
	flags.Duration("timeout", defaultTimeout, a.text("等服务器回答的时间", "how long to wait for a server's answer"))
	a.visibleFlags(flags)
	flags.StringP("output", "o", "", a.text("输出文件（默认替换原文件）", "output file (default: replace the file)"))
	return cmd
}

// defaultTimeout bounds each request to a server.
const defaultTimeout = 30 * time.Second

func (a *app) sign(cmd *cobra.Command, args []string) error {
	flags := cmd.Flags()
	settings, problems := a.settings(cmd)
	if problems.HasErrors() {
		return a.refuse(problems)
	}
	a.say(problems)
	config := settings.Sign
	level, tsa, err := signatureLevel(cmd, config)
	if err != nil {
		return err
	}
	show, aboutPicture, err := a.show(flags)
	if err != nil {
		return err
	}
	now, problems := a.epoch()
	if problems.HasErrors() {
		return a.refuse(problems)
	}
	if now.IsZero() {
		now = a.world.Now()
	}
	order := pades.Order{
		Show: show, Level: level, TSA: tsa, Now: now, Random: rand.Reader,
		Client: &pki.Client{HTTP: &http.Client{CheckRedirect: fewRedirects}, Timeout: cmp.Or(config.Timeout, defaultTimeout)},
	}
	path := args[0]
	data, problems := readAll(path)
	problems = append(problems, aboutPicture...)
	problems = append(problems, a.credentials(config, &order)...)
	defer order.Identity.Close()
	if problems.HasErrors() {
		a.say(problems)
		return errReported
	}
	out, said := pades.Sign(a.ctx, data, order)
	for i := range said {
		said[i].Pos.File = path
	}
	said = tokenSaid(order.Identity.Key, said)
	a.say(append(problems, said...))
	if said.HasErrors() {
		return errReported
	}
	target, _ := flags.GetString("output")
	if target == "" {
		target = path
	}
	if err := output.WriteFiles([]output.File{{Path: target, Data: out}}); err != nil {
		return a.fail(notWritten(target, err))
	}
	fmt.Fprintln(a.world.Out, target)
	return nil
}

// fewRedirects follows a server that has moved, not one that leads around.
func fewRedirects(_ *http.Request, via []*http.Request) error {
	if len(via) > 3 {
		return errors.New("too many redirects")
	}
	return nil
}

// signatureLevel is the level that is asked for and the time stamp server that
// it needs. A server that only the configuration names may go unused.
func signatureLevel(cmd *cobra.Command, config configs.Sign) (pades.Level, string, error) {
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
	case level == pades.B && config.TSA != "" && cmd.Flags().Changed("tsa"):
		return 0, "", usagef("级别 b 没有时间戳，不用 --tsa", "level b has no time stamp; leave --tsa out")
	case level == pades.B:
		return level, "", nil
	}
	return level, config.TSA, nil
}

// notWritten says why a signed file could not be written.
func notWritten(path string, err error) diag.Diagnostic {
	d := unwritable(path, err)
	return d.WithHint("原文件没有改动", "the original file is unchanged")
}
