package main

import (
	"context"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongwen/cmd/internal/engine"
)

// buildOptions are those of build.
type buildOptions struct {
	documentOptions
	resume bool
	draft  bool
	force  bool
}

// AddFlags adds the flags of the options.
func (o *buildOptions) AddFlags(flags *pflag.FlagSet, text words) {
	o.documentOptions.AddFlags(flags, text)
	formatFlag(flags, text)
	flags.IntP("jobs", "j", 0, text("同时处理几个报告（0 为处理器核数）", "reports at a time (0 for the number of cores)"))
	flags.BoolVar(&o.resume, "resume", false, text("跳过没有变化、已经生成的", "skip what has been built and has not changed since"))
	flags.BoolVar(&o.force, "force", false, text("覆盖有人改过的 DOCX", "replace a DOCX that somebody has edited"))
	flags.BoolVar(&o.draft, "draft", false, text("有错误也生成，每页标“草稿”", "build in spite of errors and mark every page as a draft"))
}

func (a *app) buildCommand() *cobra.Command {
	var o buildOptions
	cmd := &cobra.Command{
		Use:   "build [flags] FILE|DIR…",
		Short: a.text("生成报告的 DOCX 和 PDF", "Write the DOCX and PDF of reports"),
		Long: a.text("生成报告的 DOCX 和 PDF。报告有错误就不生成，用 --draft 可以生成每页标有“草稿”的文件。",
			"Write the DOCX and PDF of reports. A report with errors is refused; with --draft it is built with a mark on every page."),
		Example: "  gongwen build -o dist 2024.yaml",
		Args:    needFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := a.setup(cmd.Context(), cmd.Flags(), o.documentOptions)
			if err != nil {
				return err
			}
			return a.build(cmd.Context(), s, o, args)
		},
	}
	o.AddFlags(cmd.Flags(), a.text)
	return cmd
}

func (a *app) build(ctx context.Context, s setup, o buildOptions, args []string) error {
	order := s.order
	order.Draft, order.Resume, order.Force = o.draft, o.resume, o.force
	inputs, problems := engine.Inputs(args)
	a.say(problems)
	if o.resume || len(inputs) > 1 {
		order = a.recorded(s, order, o)
	}
	tally := tally{left: problems.HasErrors()}
	progress := a.progress(len(inputs))
	for r := range s.engine.BuildAll(ctx, inputs, order) {
		tally.add(r)
		if r.Outcome != engine.Interrupted {
			progress.Step(r.Input.Path, r.Outcome != engine.Failed, func() { a.sayResult(r) })
		}
	}
	progress.End()
	a.say(order.Record.Save())
	return a.conclude(tally, len(inputs), order.Resume)
}

// recorded is the order with a record of what has been made.
func (a *app) recorded(s setup, order engine.Order, o buildOptions) engine.Order {
	program, _ := os.Executable() // an empty path cannot be read, which is said
	order, said := s.engine.Recorded(order, engine.Program{Version: version(), Path: program}, s.config, o.embedFonts)
	a.say(said)
	return order
}

// sayResult prints what was said of a report and the files that were written.
func (a *app) sayResult(r engine.Result) {
	a.say(r.Said)
	for _, file := range r.Files {
		a.print(file)
	}
}
