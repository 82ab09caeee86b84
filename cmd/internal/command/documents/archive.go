package documents

import (
	"context"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/engine"
	"gongwen/configs"
	"gongwen/internal/diag"
	"gongwen/output/bag"
	"gongwen/output/format"
	"gongwen/output/ofd"
)

// bagForms are what a bag can be on the disk.
var bagForms = []string{string(bag.Folder), string(bag.Zip), string(bag.Tar)}

// archiveOptions are those of archive.
type archiveOptions struct {
	command.DocumentOptions
	form    string
	force   bool
	deep    bool
	signed  string   // folder; empty for none
	roots   []string // files and folders
	reports []string // paths
	seals   bool     // whether bags are signed, by a flag
	tsa     bool     // whether a flag names a time stamp server
}

// AddFlags adds the flags of the options.
func (o *archiveOptions) AddFlags(flags *pflag.FlagSet, text command.Words) {
	o.DocumentOptions.AddFlags(flags, text)
	command.SearchFlags(flags, &o.deep, text)
	flags.StringVar(&o.form, "format", string(bag.Folder), text("归档包的形式：folder、zip、tar", "form of the bags: folder, zip, tar"))
	flags.IntP("jobs", "j", 0, text("同时处理几个报告（0 为处理器核数）", "reports at a time (0 for the number of cores)"))
	flags.BoolVar(&o.force, "force", false, text("归档包已有时替换", "replace an existing bag"))
	flags.StringVar(&o.signed, "signed", "", text("签过名的 PDF 所在的文件夹：包里放同名的 PDF", "folder of PDF files that were signed: those of the reports' names go into the bags"))
	flags.StringArrayVar(&o.roots, "roots", nil, text("检查签名时信任的根证书：文件或文件夹（可写几次）", "trusted root certificates for the signatures: a file or a folder (may be repeated)"))
	command.KeyFlags(flags, text)
	flags.StringSliceVar(&o.reports, "report", nil, text("一同归档的检验报告，如 veraPDF 的（可写几个）", "reports of validators to pack too, such as veraPDF's"))
}

func (a app) archiveCommand() *cobra.Command {
	var o archiveOptions
	cmd := &cobra.Command{
		Use:   "archive [flags] FILE|DIR…",
		Short: a.Text("把报告打成归档包（BagIt）", "Pack reports for an archive (BagIt)"),
		Long: a.Text("把每个报告打成一个 BagIt 归档包（RFC 8493）：DOCX、PDF、OFD、HTML、报告文件、检查结果、元数据，SHA-256 和 SM3 校验。报告有错误就不打包。\n用 --key 给整个包签名；私钥的口令和 sign 一样取得。",
			"Pack each report as a BagIt bag (RFC 8493): DOCX, PDF, OFD, HTML, the report file, what check says, metadata, manifests with SHA-256 and SM3. A report with errors is refused.\nWith --key the bag as a whole is signed; the passphrase comes as it does for sign.") + "\n" + command.Found(a.Text),
		Example: a.Text("  gongwen archive -o 归档 --format zip 2024.yaml",
			"  gongwen archive -o bags --format zip 2024.yaml"),
		Args:              command.NeedFiles,
		ValidArgsFunction: command.FilesOf(command.ReportEndings...),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.Contains(bagForms, o.form) {
				return command.Usagef("--format 只能是 folder、zip、tar", "--format is folder, zip or tar")
			}
			o.seals = cmd.Flags().Changed("key")
			o.tsa = cmd.Flags().Changed("tsa")
			if o.tsa && !o.seals {
				return command.Usagef("--tsa 要和 --key 一起用", "--tsa goes with --key")
			}
			config, err := a.Settings(cmd.Context(), cmd.Flags())
			if err != nil {
				return err
			}
			if !cmd.Flags().Changed("ofd-profile") {
				config.OFD.Profile = string(ofd.Archive)
			}
			return a.archive(cmd.Context(), config, o, args)
		},
	}
	o.AddFlags(cmd.Flags(), a.Text)
	a.Offer(cmd, "output", command.Folders)
	a.Offer(cmd, "format", command.OneOf(bagForms...))
	return cmd
}

func (a app) archive(ctx context.Context, config configs.Config, o archiveOptions, args []string) error {
	config.Output.Formats = format.Names()
	s, err := a.Configured(config, o.DocumentOptions)
	if err != nil {
		return err
	}
	order, problems := a.packing(ctx, s, o)
	if problems.HasErrors() {
		return a.Refuse(problems)
	}
	if o.seals {
		signer, said := a.Signer(ctx, config.Sign)
		if err := a.Report(said); err != nil {
			return err
		}
		defer signer.Close()
		order.Signer = signer
	}
	inputs, problems := engine.Inputs(args, engine.Search{Deep: o.deep, Beside: order.Dir == ""})
	a.Say(problems)
	if len(o.reports) > 0 && len(inputs) > 1 {
		return command.Usagef("--report 一次只能用于一份报告", "--report goes with one report at a time")
	}
	failed, left := problems.HasErrors(), 0
	for r := range s.Engine.PackAll(ctx, inputs, order) {
		a.sayResult(r, len(inputs), true)
		switch r.Outcome {
		case engine.Interrupted:
			left++
		case engine.Failed:
			failed = true
		}
	}
	if left > 0 {
		return a.Fail(diag.Errorf(diag.Pos{}, "已中断，还有 %d 份没有打包", "interrupted, %d were not packed", left))
	}
	if failed {
		return command.ErrReported
	}
	return nil
}

// packing is what the flags put into bags beside what is made.
func (a app) packing(ctx context.Context, s command.Setup, o archiveOptions) (engine.PackOrder, diag.List) {
	order := engine.PackOrder{
		Order: s.Order, Form: bag.Form(o.form), Replace: o.force, Fields: s.Config.Archive,
		Signed: engine.SignedFiles{Dir: o.signed}, Program: "gongwen " + a.World.Version,
	}
	if order.Signed.Check.Now = s.Order.Created; s.Order.Created.IsZero() {
		order.Signed.Check.Now = a.World.Now()
	}
	var problems diag.List
	if len(o.roots) > 0 {
		order.Signed.Check.Roots, problems = engine.Roots(ctx, o.roots...)
	}
	reports, said := engine.ValidatorReports(ctx, o.reports)
	order.Reports = reports
	return order, append(problems, said...)
}
