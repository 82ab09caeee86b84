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
	"gongwen/output/sign/pades"
)

// sealOptions are those of seal make. The maker's key is read with the
// configuration, from the flags.
type sealOptions struct {
	name, picture, size, output string
	signers                     []string
	years                       int
}

// AddFlags adds the flags of the options.
func (o *sealOptions) AddFlags(flags *pflag.FlagSet, text command.Words) {
	command.KeyFlags(flags, text)
	flags.StringVar(&o.name, "name", "", text("印章的名称", "name of the seal"))
	flags.StringVar(&o.picture, "picture", "", text("印章的图片：PNG", "picture of the seal: a PNG"))
	flags.StringVar(&o.size, "size", "42", text("印章的直径，毫米", "diameter of the seal in mm"))
	flags.StringSliceVar(&o.signers, "signer", nil, text("可以用这个印章的人的证书文件（可写几个）", "certificates of those who may sign with the seal"))
	flags.IntVar(&o.years, "years", 1, text("有效期，年", "years for which it is valid"))
	flags.StringVarP(&o.output, "output", "o", "seal.esl", text("输出文件", "output file"))
}

func (a app) sealCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "seal",
		Short: a.Text("制作试用的电子印章（GB/T 38540）", "Make electronic seals for trials (GB/T 38540)"),
	}
	cmd.AddCommand(a.sealMakeCommand())
	return cmd
}

func (a app) sealMakeCommand() *cobra.Command {
	var o sealOptions
	cmd := &cobra.Command{
		Use:   "make [flags]",
		Short: a.Text("制作试用的电子印章，没有法律效力", "Make an electronic seal for trials, without legal effect"),
		Long: a.Text("制作试用的电子印章（GB/T 38540-2020 第 4 版，SM2）：用来试 gongwen sign 文件.ofd --seal。真正的印章由经认证的电子印章系统制作。",
			"Make an electronic seal for trials (GB/T 38540-2020 version 4, SM2), to try gongwen sign FILE.ofd --seal with. Real seals come from certified systems."),
		Example: "  gongwen seal make --key maker.p12 --name 某县教育局 --picture seal.png --signer zhang.pem -o seal.esl",
		Args:    command.Exactly(0, diag.Text{ZH: "seal make 后面不写文件", EN: "seal make takes no file"}),
		RunE: func(cmd *cobra.Command, _ []string) error {
			config, err := a.Settings(cmd.Context(), cmd.Flags())
			if err != nil {
				return err
			}
			return a.makeSeal(cmd.Context(), config.Sign, o)
		},
	}
	o.AddFlags(cmd.Flags(), a.Text)
	a.Offer(cmd, "signer", command.FilesOf("pem", "der", "cer", "crt"))
	a.Offer(cmd, "output", command.FilesOf("esl"))
	return cmd
}

func (a app) makeSeal(ctx context.Context, config configs.Sign, o sealOptions) error {
	size, ok := inMillimetres(o.size)
	switch {
	case config.Key == "":
		return command.Usagef("要用 --key 或配置的 sign.key 给出制章人的私钥", "the maker's private key is needed: --key, or sign.key of the configuration")
	case o.name == "" || o.picture == "" || len(o.signers) == 0:
		return command.Usagef("要写 --name、--picture 和 --signer", "--name, --picture and --signer are needed")
	case !ok || size <= 0:
		return command.Usagef("--size 是毫米数，如 42", "--size is a number of millimetres, such as 42")
	case o.years < 1 || o.years > 50:
		return command.Usagef("--years 是 1 到 50 的整数", "--years is a whole number from 1 to 50")
	}
	now, err := a.SigningTime()
	if err != nil {
		return err
	}
	seal, said := engine.NewSeal(ctx, engine.NewSealOrder{
		Keys: config, Secret: a.Secret(), Name: o.name, Picture: o.picture, Signers: o.signers, Size: size, Now: now, Until: now.AddDate(o.years, 0, 0),
	})
	if err := a.Report(said); err != nil {
		return err
	}
	if err := a.Report(engine.WriteSigned(output.File{Path: o.output, Data: seal})); err != nil {
		return err
	}
	a.Print(o.output)
	return nil
}

// signOFD signs an OFD file, with --seal by an electronic seal.
func (a app) signOFD(ctx context.Context, config configs.Sign, o signOptions, path string) ([]byte, diag.List, error) {
	order := engine.SignOrder{Keys: config, Secret: a.Secret()}
	var err error
	if order.Level, order.TSA, err = command.SignatureLevel(config, o.givenTSA); err != nil {
		return nil, nil, err
	}
	if !o.givenLevel {
		order.Level = min(order.Level, pades.T) // what the configuration says is meant for PDF files
	}
	switch {
	case order.Level > pades.T:
		return nil, nil, command.Usagef("OFD 的签名没有级别 lt、lta，只有 b 和 t", "signatures of OFD files have no level lt or lta, only b and t")
	case o.picture != "" || o.at != "" || o.size != "":
		return nil, nil, command.Usagef("OFD 不用 --picture、--at、--size：用 --seal 盖章，图片在印章里，位置由文件留出", "an OFD file takes no --picture, --at or --size: --seal puts a seal on it, which has the picture, and the file leaves the room")
	}
	if order.Now, err = a.SigningTime(); err != nil {
		return nil, nil, err
	}
	signed, said := engine.SignOFD(ctx, engine.FileInput(path), order, o.seal)
	return signed, said, nil
}
