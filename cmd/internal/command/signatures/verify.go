package signatures

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/runs"
	"gongwen/internal/diag"
	"gongwen/internal/jsontext"
	"gongwen/internal/verdict"
	"gongwen/output/bag"
	"gongwen/output/sign/pades"
)

// resultFormats are the forms of results.
var resultFormats = []string{"text", "json"}

// verifyOptions are those of verify.
type verifyOptions struct {
	roots       []string // files and folders
	ocsp, crl   []string
	format      string
	against     string
	inputs      string // folder; empty for where the manifest of a run says
	sample      string // a number, or all
	sampleAsked bool   // by a flag
}

// AddFlags adds the flags of the options.
func (o *verifyOptions) AddFlags(flags *pflag.FlagSet, text command.Words) {
	flags.StringArrayVar(&o.roots, "roots", nil, text("信任的根证书：文件或文件夹（可写几次）", "trusted root certificates: a file or a folder (may be repeated)"))
	flags.StringSliceVar(&o.ocsp, "ocsp", nil, text("OCSP 响应文件（可写几个），用来查吊销", "OCSP responses to check revocation with"))
	flags.StringSliceVar(&o.crl, "crl", nil, text("吊销列表文件（可写几个），用来查吊销", "certificate revocation lists to check revocation with"))
	flags.StringVar(&o.against, "against", "", text("核对网页：是否逐字逐数与这个签名的 PDF、OFD 一致", "check pages: whether they show, word by word, what this signed PDF or OFD file has"))
	flags.StringVar(&o.inputs, "inputs", "", text("校验 gongwen run 的结果：报告文件现在在哪个文件夹（默认按清单）", "of a run: the folder where its reports are now (default: as its manifest says)"))
	flags.StringVar(&o.sample, "sample", "20", text("校验 gongwen run 的结果：抽几份重做，或者 all", "of a run: how many reports are built again, or all"))
	flags.StringVar(&o.format, "format", "text", text("结果的格式：text 或 json", "format of the results: text or json"))
}

func (a app) verifyCommand() *cobra.Command {
	var o verifyOptions
	cmd := &cobra.Command{
		Use:   "verify [flags] FILE…",
		Short: a.Text("检查 PDF、OFD 的电子签名、归档包的完整性、成批生成的结果", "Check the signatures of PDF and OFD files, the fixity of bags, and runs"),
		Long: a.Text("检查 PDF、OFD 的电子签名：内容有无改动、签名后加了什么、证书、时间戳、吊销。不联网。\n文件夹、.zip、.tar 按 BagIt 归档包检查：文件有无改动、缺少、多出。\ngongwen run -o 的文件夹按清单校验：签名，每份文件和报告有无改动、缺少、多出，再抽几份重做，看是不是逐字节相同。有一项不通过，退出码为 1。",
			"Check the signatures of PDF and OFD files: whether the content was changed, what was added after signing, certificates, time stamps, revocation. Nothing is fetched.\nA folder, .zip or .tar is checked as a BagIt bag: whether files were changed, are missing or were added.\nThe folder of gongwen run -o is checked against its manifest: its signature, whether documents and reports were changed, are missing or were added; and a sample is built again, which has to come out the same byte by byte. The exit status is 1 when a check fails."),
		Example: "  gongwen verify --roots roots.pem report.pdf\n  gongwen verify --against report.pdf page.html",
		Args:    command.NeedFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.Contains(resultFormats, o.format) {
				return command.Usagef("--format 只能是 text 或 json", "--format is text or json")
			}
			if o.against != "" && o.format != "text" {
				return command.Usagef("--against 的结果只有文字", "results of --against are text")
			}
			if _, err := o.sampled(); err != nil {
				return err
			}
			o.sampleAsked = cmd.Flags().Changed("sample")
			if o.against != "" || slices.ContainsFunc(args, runs.Is) {
				s, err := a.Setup(cmd.Context(), cmd.Flags(), command.DocumentOptions{})
				if err != nil {
					return err
				}
				return a.verify(cmd.Context(), o, args, &s)
			}
			return a.verify(cmd.Context(), o, args, nil)
		},
	}
	o.AddFlags(cmd.Flags(), a.Text)
	a.Offer(cmd, "format", command.OneOf(resultFormats...))
	return cmd
}

// verify checks files. A setup is there for those that documents are made for: pages
// against a signed document, and runs.
func (a app) verify(ctx context.Context, o verifyOptions, args []string, setup *command.Setup) error {
	check := pades.Check{Now: a.World.Now()}
	if len(o.roots) > 0 {
		roots, problems := engine.Roots(ctx, o.roots...)
		if problems.HasErrors() {
			return a.Refuse(problems)
		}
		check.Roots = roots
	}
	evidence, problems := engine.Evidence(ctx, o.ocsp, o.crl)
	if problems.HasErrors() {
		return a.Refuse(problems)
	}
	check.Evidence = evidence
	if o.against != "" {
		return a.verifyAgainst(ctx, *setup, o.against, check, args)
	}
	failed := false
	var results []engine.VerifiedJSON
	for i, path := range args {
		var v engine.Verified
		if runs.Is(path) {
			v = a.verifyRun(ctx, *setup, o, path, check)
		} else if v = engine.Verify(ctx, path, check); v.Bag != nil && !v.OK() && runs.Without(path) {
			v.Bag.Findings = v.Bag.Findings.Of(bag.CheckFormat)
			runs.Interrupted(&v.Bag.Findings)
		}
		if ctx.Err() != nil {
			return a.Fail(diag.Errorf(diag.Pos{}, "已中断，还有 %d 个文件没有检查", "interrupted, %d files were not checked", len(args)-i))
		}
		failed = failed || !v.OK()
		if o.format == "json" {
			results = append(results, v.In(a.Lang))
			continue
		}
		a.sayVerified(v)
	}
	if o.format == "json" {
		content, err := jsontext.Indented(results)
		if err != nil {
			return a.Report(diag.From(err))
		}
		_, _ = a.Data.Write(content)
	}
	if failed {
		return command.ErrReported
	}
	return nil
}

func (a app) sayVerified(v engine.Verified) {
	switch {
	case len(v.Unread) > 0:
		a.Say(v.Unread)
		return
	case v.Run != nil:
		a.sayRun(v)
		return
	case v.Bag != nil:
		a.sayBag(v)
		return
	}
	a.sayReport(v.File, *v.Signed)
}

// sayReport prints a line for each signature and each check: what passed to
// standard output, what failed or was not checked as diagnostics.
func (a app) sayReport(path string, r pades.Verification) {
	for _, f := range r.Findings {
		a.sayFinding(path, diag.Text{}, f)
	}
	for i, s := range r.Signatures {
		name := diag.T("签名 %d", "signature %d", i+1)
		if s.Stamp {
			name = diag.T("时间戳 %d", "time stamp %d", i+1)
		}
		a.saySignature(path, name, s)
	}
	if r.OK() {
		a.Print(path + ": " + a.Text("签名有效", "the signatures are valid"))
	} else {
		a.Say(diag.List{diag.Errorf(diag.Pos{File: path}, "签名无效", "the signatures are not valid")})
	}
}

func (a app) saySignature(path string, name diag.Text, s pades.Result) {
	a.Print(path + ": " + headline(name, s).In(a.Lang))
	for _, f := range s.Findings {
		a.sayFinding(path, name, f)
	}
}

// sayDetached is saySignature of a signature that is a file, and no field of a form.
func (a app) sayDetached(path string, name diag.Text, s pades.Result) {
	s.Field = ""
	a.saySignature(path, name, s)
}

// headline introduces a signature.
func headline(name diag.Text, s pades.Result) diag.Text {
	switch {
	case s.Signer == "" && s.Field == "": // what is signed is a file
		return name
	case s.Signer == "":
		return diag.T("%s（域 %s）", "%s (field %s)", name, s.Field)
	case s.Stamp:
		return diag.T("%s：%s", "%s: %s", name, s.Signer)
	case s.Stamped:
		return diag.T("%s：%s，%s，不晚于 %s", "%s: %s, %s, not later than %s", name, s.Signer, s.Class(), s.Time.UTC().Format(time.DateTime+" UTC"))
	case s.Claimed != "":
		return diag.T("%s：%s，%s，自称签于 %s", "%s: %s, %s, by its own word of %s", name, s.Signer, s.Class(), s.Claimed)
	}
	return diag.T("%s：%s，%s", "%s: %s, %s", name, s.Signer, s.Class())
}

// sayFinding prints the outcome of one check: what passed to standard output,
// what failed or was not checked as a diagnostic. subject is what was checked of
// the file, empty for the file itself.
func (a app) sayFinding(path string, subject diag.Text, f verdict.Finding) {
	if subject.ZH != "" {
		f.Text = diag.T("%s：%s", "%s: %s", subject, f.Text)
	}
	if d, said := f.Diagnostic(diag.Pos{File: path}); said {
		a.Say(diag.List{d})
		return
	}
	a.Print(fmt.Sprintf("%s: %s [%s]", path, f.Text.In(a.Lang), f.Check))
}

// sayBag prints a line for each check of a bag: what passed to standard
// output, what failed or was not checked as diagnostics.
func (a app) sayBag(v engine.Verified) {
	for _, f := range v.Bag.Findings {
		a.sayFinding(v.File, diag.Text{}, f)
	}
	if v.Signature != nil {
		a.sayDetached(v.File, diag.Text{ZH: "包的签名", EN: "signature of the bag"}, *v.Signature)
	}
	switch {
	case v.OK():
		a.Print(v.File + ": " + a.Text("归档包完好", "the bag is valid"))
	case len(v.Bag.Findings.Of(runs.CheckManifest)) == 0: // else it is no bag
		a.Say(diag.List{diag.Errorf(diag.Pos{File: v.File}, "归档包不完好", "the bag is not valid")})
	}
}
