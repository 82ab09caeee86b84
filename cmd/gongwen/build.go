package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongwen/cmd/internal/engine"
	"gongwen/configs"
	"gongwen/fonts"
	"gongwen/internal/diag"
	"gongwen/output/format"
	"gongwen/output/pdf"
)

func (a *app) buildCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "build [flags] FILE|DIR…",
		Short: a.text("生成报告的 DOCX 和 PDF", "Write the DOCX and PDF of reports"),
		Long: a.text("生成报告的 DOCX 和 PDF。报告有错误就不生成，用 --draft 可以生成每页标有“草稿”的文件。",
			"Write the DOCX and PDF of reports. A report with errors is refused; with --draft it is built with a mark on every page."),
		Example: "  gongwen build -o dist 2024.yaml",
		Args:    needFiles,
		RunE:    a.build,
	}
	flags := cmd.Flags()
	a.documentFlags(flags)
	a.formatFlag(cmd)
	flags.IntP("jobs", "j", 0, a.text("同时处理几个报告（0 为处理器核数）", "reports at a time (0 for the number of cores)"))
	flags.Bool("resume", false, a.text("跳过没有变化、已经生成的", "skip what has been built and has not changed since"))
	flags.Bool("draft", false, a.text("有错误也生成，每页标“草稿”", "build in spite of errors and mark every page as a draft"))
	return cmd
}

// formatFlag is the flag that names the formats of documents.
func (a *app) formatFlag(cmd *cobra.Command) {
	names := format.Names()
	cmd.Flags().StringSlice("to", format.Usual(), a.text("输出格式："+strings.Join(names, "、"), "formats: "+strings.Join(names, ", ")))
	_ = cmd.RegisterFlagCompletionFunc("to", func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return format.Help(a.lang), cobra.ShellCompDirectiveNoFileComp
	})
}

// documentFlags are the flags of every command that makes documents.
func (a *app) documentFlags(flags *pflag.FlagSet) {
	flags.StringP("output", "o", ".", a.text("输出文件夹", "output folder"))
	flags.Bool("embed-fonts", false, a.text("把用到的字体（子集）嵌入 DOCX", "embed the faces that are used, as subsets, in the DOCX"))
	levels := engine.DocumentKinds().PDFLevels
	flags.String("pdf-level", string(pdf.DefaultLevel), a.text("PDF/A 级别："+strings.Join(levels, "、"), "PDF/A level: "+strings.Join(levels, ", ")))
	flags.String("style", "", a.text("样式（默认用格式规定的样式）", "style sheet (default: the template's)"))
}

func (a *app) build(cmd *cobra.Command, args []string) error {
	config, problems := a.settings(cmd)
	if problems.HasErrors() {
		return a.refuse(problems)
	}
	a.say(problems)
	e, order, problems := a.configured(cmd, config)
	if problems.HasErrors() {
		return a.refuse(problems)
	}
	order.Draft, _ = cmd.Flags().GetBool("draft")
	order.Resume, _ = cmd.Flags().GetBool("resume")
	inputs, problems := engine.Inputs(args)
	a.say(problems)
	if order.Resume || len(inputs) > 1 {
		embed, _ := cmd.Flags().GetBool("embed-fonts")
		a.keepState(e, &order, config, embed)
	}
	tally := tally{left: problems.HasErrors()}
	progress := a.progress(len(inputs))
	for r := range e.BuildAll(a.ctx, inputs, order) {
		tally.add(r)
		if r.Outcome == engine.Interrupted {
			continue
		}
		progress.step(r.Input.Path, r.Outcome != engine.Failed, func() {
			a.say(r.Said)
			for _, file := range r.Files {
				fmt.Fprintln(a.world.Out, file)
			}
		})
	}
	progress.end()
	a.say(order.Record.Save())
	return a.conclude(tally, len(inputs), order.Resume)
}

// settings reads the configuration with the flags of a command over it.
func (a *app) settings(cmd *cobra.Command) (configs.Config, diag.List) {
	file, _ := cmd.Flags().GetString("config")
	return configs.Load(configs.Options{File: file, Env: a.world.Env, Flags: cmd.Flags(), Kinds: engine.DocumentKinds()})
}

// setup makes an engine and an order as the configuration says.
func (a *app) setup(cmd *cobra.Command) (*engine.Engine, engine.Order, diag.List) {
	config, problems := a.settings(cmd)
	if problems.HasErrors() {
		return nil, engine.Order{}, problems
	}
	a.say(problems)
	return a.configured(cmd, config)
}

// configured is setup by a configuration that has been read. What is wrong
// without being an error, such as a face that may not be embedded, is said.
func (a *app) configured(cmd *cobra.Command, config configs.Config) (*engine.Engine, engine.Order, diag.List) {
	embed, _ := cmd.Flags().GetBool("embed-fonts") // other commands have no such flag
	exporters, err := format.Exporters(config.Output.Formats, format.Options{EmbedFonts: embed, PDFLevel: pdf.Level(config.PDF.Conformance)})
	if err != nil {
		return nil, engine.Order{}, diag.From(err)
	}
	library, problems := configs.OpenLibrary(config.Templates)
	if library != nil {
		problems = append(problems, config.Rules.Check(library)...)
	}
	faces, said := userFonts(config.Fonts)
	problems = append(problems, said...)
	created, said := a.epoch()
	problems = append(problems, said...)
	if problems.HasErrors() {
		return nil, engine.Order{}, problems
	}
	a.say(problems)
	return engine.New(library, faces), engine.Order{
		Levels:    config.Rules,
		Style:     config.Style,
		Exporters: exporters,
		Dir:       config.Output.Dir,
		Created:   created,
		Workers:   workers(config.Workers),
	}, nil
}

// userFonts opens the faces of the folders that the configuration names.
func userFonts(config configs.FontConfig) (fonts.Options, diag.List) {
	var options fonts.Options
	var problems diag.List
	for _, dir := range config.Dirs {
		faces, said := fonts.ReadFolder(os.DirFS(dir))
		for i := range said {
			said[i].Pos.File = filepath.Join(dir, said[i].Pos.File)
		}
		options.Faces = append(options.Faces, faces...)
		problems = append(problems, said...)
	}
	for _, s := range config.Substitute {
		options.Substitutes = append(options.Substitutes, fonts.Substitute{Role: s.Role, Face: s.Face, Pos: s.Pos})
	}
	return options, problems
}

func workers(n int) int {
	if n > 0 {
		return n
	}
	return runtime.NumCPU()
}
