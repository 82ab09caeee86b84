package documents

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/engine"
)

// buildOptions are those of build.
type buildOptions struct {
	command.DocumentOptions
	resume   bool
	draft    bool
	force    bool
	deep     bool
	open     bool   // the folder, when something was built
	review   bool   // a DOCX with remarks in place of documents
	previous string // path of last year's report; empty for none
	timing   string // how the times of stages are printed; empty for not at all
}

// AddFlags adds the flags of the options.
func (o *buildOptions) AddFlags(flags *pflag.FlagSet, text command.Words) {
	o.DocumentOptions.AddFlags(flags, text)
	command.FormatFlag(flags, text)
	command.SearchFlags(flags, &o.deep, text)
	flags.IntP("jobs", "j", 0, text("同时处理几个报告（0 为处理器核数）", "reports at a time (0 for the number of cores)"))
	flags.BoolVar(&o.resume, "resume", false, text("跳过没有变化、已经生成的", "skip what has been built and has not changed since"))
	flags.BoolVar(&o.force, "force", false, text("覆盖有人改过的 DOCX", "replace a DOCX that somebody has edited"))
	flags.BoolVar(&o.open, "open", false, text("生成以后打开所在的文件夹", "open the folder afterwards"))
	flags.BoolVar(&o.review, "review", false, text("生成审阅用的 DOCX（名称后加“-审阅”）：问题写成批注，有错误也生成；不生成成品", "write a DOCX to review, with the messages as comments, in spite of errors, and no finished documents"))
	flags.StringVar(&o.previous, "previous", "", text("与 --review 同用：上年的报告，与它的差别写成修订（花脸稿）", "with --review: last year's report, from which the differences are tracked changes"))
	flags.StringVar(&o.timing, "timing", "", text("最后列出各阶段用时：text，或 json（不再列文件名）", "at the end print what each stage took: text, or json without names of files"))
	flags.Lookup("timing").NoOptDefVal = timingFormats()[0]
	flags.BoolVar(&o.draft, "draft", false, text("有错误也生成，每页标“草稿”", "build in spite of errors and mark every page as a draft"))
}

func (a app) buildCommand() *cobra.Command {
	var o buildOptions
	cmd := &cobra.Command{
		Use:   "build [flags] FILE|DIR…",
		Short: a.Text("生成报告的 DOCX、PDF、OFD、网页", "Write reports as DOCX, PDF, OFD and web pages"),
		Long: a.Text("检查报告，生成 DOCX 和 PDF，或者 --to 写明的格式（docx、pdf、ofd、html）。报告有错误就不生成，用 --draft 可以生成每页标有“草稿”的文件。",
			"Check reports and write their DOCX and PDF, or the formats that --to names (docx, pdf, ofd, html). A report with errors is refused; with --draft it is built with a mark on every page.") + "\n" + command.Found(a.Text),
		Example:           "  gongwen build -o dist 2024.yaml\n  gongwen build --review --previous 2023.yaml 2024.yaml",
		Args:              command.NeedFiles,
		ValidArgsFunction: command.FilesOf(command.ReportEndings...),
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.previous != "" && !o.review {
				return command.Usagef("--previous 要与 --review 同用；核对数据用 gongwen check --previous", "--previous goes with --review; gongwen check --previous compares figures")
			}
			if o.timing != "" && !slices.Contains(timingFormats(), o.timing) {
				return command.Usagef("--timing 是 text 或 json，不是 %s", "--timing is text or json, not %s", o.timing)
			}
			s, err := a.Setup(cmd.Context(), cmd.Flags(), o.DocumentOptions)
			if err != nil {
				return err
			}
			return a.build(cmd.Context(), s, o, args)
		},
	}
	o.AddFlags(cmd.Flags(), a.Text)
	a.Offer(cmd, "output", command.Folders)
	a.Offer(cmd, "timing", command.OneOf(timingFormats()...))
	return cmd
}

func (a app) build(ctx context.Context, s command.Setup, o buildOptions, args []string) error {
	order := s.Order
	order.Draft, order.Resume, order.Force = o.draft, o.resume, o.force
	if o.timing != "" {
		order.Timing = engine.NewTiming(a.World.Now)
	}
	inputs, problems := engine.Inputs(args, engine.Search{Deep: o.deep, Beside: order.Dir == ""})
	a.Say(problems)
	if o.review {
		return a.review(ctx, s, o, inputs, problems.HasErrors())
	}
	if o.resume || len(inputs) > 1 {
		order = a.recorded(s, order, inputs, o)
	}
	var last string
	tally := tally{left: problems.HasErrors()}
	progress := a.Progress(len(inputs))
	for r := range s.Engine.BuildAll(ctx, inputs, order) {
		tally.add(r)
		if len(r.Files) > 0 {
			last = r.Files[0]
		}
		if r.Outcome != engine.Interrupted {
			progress.Step(r.Input.Path, r.Outcome != engine.Failed, func() { a.sayResult(r, len(inputs), o.timing != "json") })
		}
	}
	progress.End()
	a.Say(order.Record.Save())
	if o.open && last != "" {
		a.Show(filepath.Dir(last))
	}
	return cmp.Or(a.conclude(tally, len(inputs), order.Resume), a.sayTiming(order.Timing, o.timing))
}

// recorded is the order with a record of what has been made.
func (a app) recorded(s command.Setup, order engine.Order, inputs []engine.Input, o buildOptions) engine.Order {
	program, _ := os.Executable() // an empty path cannot be read, which is said
	order, said := s.Engine.Recorded(order, inputs, engine.Program{Version: a.World.Version, Path: program}, s.Config, o.EmbedFonts)
	a.Say(said)
	return order
}

// sayResult prints what was said of a report and, named, the files that were
// written.
func (a app) sayResult(r engine.Result, reports int, named bool) {
	a.Say(r.Said)
	if !named {
		return
	}
	for _, file := range r.Files {
		a.Made(file, reports)
	}
}
