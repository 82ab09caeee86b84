package signatures

import (
	"context"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/engine"
	"gongwen/configs"
	"gongwen/internal/diag"
	"gongwen/output"
)

// signOptions are those of sign. Key, certificates and servers are read with
// the configuration, from the flags.
type signOptions struct {
	visibleOptions
	seal   string // path, for an OFD file
	output string // path; empty to replace the file

	givenTSA, givenLevel bool // by flags
}

// AddFlags adds the flags of the options.
func (o *signOptions) AddFlags(flags *pflag.FlagSet, text command.Words) {
	command.KeyFlags(flags, text)
	flags.String("level", "", text("级别：b、t、lt、lta（默认 b，有 --tsa 时为 t）", "level: b, t, lt or lta (default b, with --tsa t)"))
	flags.StringSlice("ocsp", nil, text("现有的 OCSP 响应文件", "OCSP responses at hand"))
	flags.StringSlice("crl", nil, text("现有的吊销列表文件", "certificate revocation lists at hand"))
	o.visibleOptions.AddFlags(flags, text)
	flags.StringVar(&o.seal, "seal", "", text("给 OFD 盖章：电子印章文件（GB/T 38540，.esl）；不写就只签名", "seal an OFD file: the electronic seal (GB/T 38540, .esl); it is signed only without one"))
	flags.StringVarP(&o.output, "output", "o", "", text("输出文件（默认替换原文件）", "output file (default: replace the file)"))
}

func (a app) signCommand() *cobra.Command {
	var o signOptions
	cmd := &cobra.Command{
		Use:   "sign [flags] FILE.pdf|FILE.ofd",
		Short: a.Text("给 PDF、OFD 加电子签名，给 OFD 盖电子印章", "Sign a PDF or OFD file, seal an OFD file"),
		Long: a.Text("给 gongwen 生成的 PDF 加电子签名（PAdES）；给 OFD 加签名（GB/T 35275，SM2），有 --seal 时盖电子印章（GB/T 38540）。私钥的口令从 --pass-file 的文件、环境变量 GONGWEN_KEY_PASS 或终端输入取得。",
			"Sign a PDF that gongwen made (PAdES); sign an OFD file (GB/T 35275, SM2), with --seal by an electronic seal (GB/T 38540). The passphrase of the key comes from the file of --pass-file, from GONGWEN_KEY_PASS or from the terminal."),
		Example:           "  gongwen sign --key zhang.p12 --tsa http://tsa.example.cn/ report.pdf",
		Args:              command.Exactly(1, diag.Text{ZH: "sign 后面要写一个 PDF 或 OFD 文件", EN: "sign needs one PDF or OFD file"}),
		ValidArgsFunction: command.FilesOf("pdf", "ofd"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.givenTSA, o.givenLevel = cmd.Flags().Changed("tsa"), cmd.Flags().Changed("level")
			config, err := a.Settings(cmd.Context(), cmd.Flags())
			if err != nil {
				return err
			}
			return a.sign(cmd.Context(), config.Sign, o, args[0])
		},
	}
	o.AddFlags(cmd.Flags(), a.Text)
	a.Offer(cmd, "output", command.FilesOf("pdf", "ofd"))
	a.Offer(cmd, "seal", command.FilesOf("esl"))
	return cmd
}

func (a app) sign(ctx context.Context, config configs.Sign, o signOptions, path string) error {
	if o.seal != "" || engine.IsOFD(ctx, path) {
		signed, said, err := a.signOFD(ctx, config, o, path)
		if err != nil {
			return err
		}
		return a.writeSigned(signed, said, o, path)
	}
	order := engine.SignOrder{Keys: config, Picture: o.picture, Secret: a.Secret()}
	var err error
	if order.Level, order.TSA, err = command.SignatureLevel(config, o.givenTSA); err != nil {
		return err
	}
	if order.Show, err = o.show(); err != nil {
		return err
	}
	if order.Now, err = a.SigningTime(); err != nil {
		return err
	}
	signed, said := engine.Sign(ctx, engine.FileInput(path), order)
	return a.writeSigned(signed, said, o, path)
}

// writeSigned puts what was signed in its place.
func (a app) writeSigned(signed []byte, said diag.List, o signOptions, path string) error {
	if err := a.Report(said); err != nil {
		return err
	}
	target := o.output
	if target == "" {
		target = path
	}
	if err := a.Report(engine.WriteSigned(output.File{Path: target, Data: signed})); err != nil {
		return err
	}
	a.Print(target)
	return nil
}
