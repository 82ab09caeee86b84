package reports

import (
	"context"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/engine"
	"gongwen/configs"
	"gongwen/data/form"
	"gongwen/internal/diag"
	"gongwen/internal/diag/diaghtml"
	"gongwen/internal/diag/diagjson"
	"gongwen/internal/diag/sarif"
	"gongwen/output"
)

// checkOptions are those of check.
type checkOptions struct {
	previous string // path; empty for none
	renamed  bool   // the agency had another name in that year
	format   string
	deep     bool
	mark     bool   // a copy of each workbook with what was said of it
	html     string // path of a web page of all that was said; empty for none
	force    bool
}

// messageFormats are the forms of diagnostics.
var messageFormats = []string{"text", "json", "sarif"}

// AddFlags adds the flags of the options.
func (o *checkOptions) AddFlags(flags *pflag.FlagSet, text command.Words) {
	command.FormatFlag(flags, text)
	command.SearchFlags(flags, &o.deep, text)
	flags.StringVar(&o.previous, "previous", "", text("上年的报告（import 能读的都可以），用来核对结转、现行有效件数和文字", "last year's report in any form that import takes, to compare carried-over figures and text with"))
	renamedFlag(flags, &o.renamed, text)
	flags.StringVar(&o.format, "format", "text", text("提示的格式：text、json 或 sarif", "format of the messages: text, json or sarif"))
	flags.BoolVar(&o.mark, "mark", false, text("把提示写进副本（名称后加“-检查结果”）：工作簿的单元格标色、加批注，另有一张列表；Word 文件在段落上加批注", "write the messages into a copy: coloured cells, comments and a sheet that lists them of a workbook, comments at paragraphs of a Word file"))
	flags.StringVar(&o.html, "html", "", text("另把提示列成网页，写到这个文件，可以发回填报单位", "also write the messages as a web page to this file"))
	flags.BoolVar(&o.force, "force", false, text("副本或网页已有时覆盖", "overwrite an existing copy or page"))
	flags.IntP("jobs", "j", 0, text("同时检查几个报告（0 为处理器核数）", "reports at a time (0 for the number of cores)"))
}

// renamedFlag adds the flag for an agency that has another name than last year.
func renamedFlag(flags *pflag.FlagSet, renamed *bool, text command.Words) {
	flags.BoolVar(renamed, "renamed", false, text("机关改了名称，与上年的报告不同", "the agency has another name than in last year's report"))
}

func (a app) checkCommand() *cobra.Command {
	var o checkOptions
	cmd := &cobra.Command{
		Use:   "check [flags] FILE|DIR…",
		Short: a.Text("检查报告，一次说出全部问题", "Check reports and say everything that is wrong"),
		Long: a.Text("检查报告，一次说出全部问题。除报告文件外，import 能读的 DOCX、PDF、网页、文字也可以直接检查；公文的 DOCX 还按 GB/T 9704 检查版式；除 --mark 和 --html 外不写任何文件。",
			"Check reports and say everything that is wrong. Besides report files it takes what import takes: DOCX, PDF, web pages, text. Of a DOCX of an official document it also says what breaks GB/T 9704 in its form. Nothing is written but for --mark and --html.") + "\n" + command.Found(a.Text),
		Example: a.Text("  gongwen check 2024.yaml\n  gongwen check --previous 2023.docx 2024.yaml\n  gongwen check --mark --html 问题.html 上报/",
			"  gongwen check 2024.yaml\n  gongwen check --previous 2023.docx 2024.yaml\n  gongwen check --mark --html findings.html reports/"),
		Args:              command.NeedFiles,
		ValidArgsFunction: command.FilesOf(command.ReportEndings...),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.Contains(messageFormats, o.format) {
				return command.Usagef("--format 只能是 text、json 或 sarif", "--format is text, json or sarif")
			}
			s, err := a.Setup(cmd.Context(), cmd.Flags(), command.DocumentOptions{})
			if err != nil {
				return err
			}
			return a.check(cmd.Context(), s, o, args)
		},
	}
	o.AddFlags(cmd.Flags(), a.Text)
	a.Offer(cmd, "format", command.OneOf(messageFormats...))
	return cmd
}

func (a app) check(ctx context.Context, s command.Setup, o checkOptions, args []string) error {
	inputs, said := engine.Inputs(args, engine.Search{Deep: o.deep, Beside: s.Order.Dir == "", Check: true})
	if o.previous != "" && len(inputs) > 0 {
		if len(inputs) > 1 {
			return command.Usagef("--previous 一次只能核对一份报告", "--previous compares one report at a time")
		}
		previous, list := s.Engine.LastYear(ctx, engine.FileInput(o.previous), inputs[0], s.Order, o.renamed)
		said = append(said, list...)
		s.Order.Previous = previous
	}
	var templates []*configs.Template
	checked := 0
	var files []output.File
	for c := range s.Engine.ProofAll(ctx, inputs, s.Order) {
		said = append(said, c.Said...)
		if o.mark {
			marked, list := s.Engine.Marked(ctx, c.Input, c.Said, s.Order, a.Lang)
			said = append(said, list...)
			if marked != nil {
				files = append(files, *marked)
			}
		}
		if c.Kept != nil {
			templates = append(templates, c.Kept)
		}
		checked++
	}
	if left := len(inputs) - checked; left > 0 && !(o.previous != "" && s.Order.Previous == nil) {
		said.Add(diag.Errorf(diag.Pos{}, "已中断，还有 %d 份没有检查", "interrupted, %d were not checked", left))
	}
	if err := a.sayAs(o.format, said, templates); err != nil {
		return err
	}
	if err := a.findings(files, said, o); err != nil {
		return err
	}
	if said.HasErrors() {
		return command.ErrReported
	}
	return nil
}

// findings writes the copies of workbooks and the page of all that was said.
func (a app) findings(files []output.File, said diag.List, o checkOptions) error {
	if o.html != "" {
		content, err := diaghtml.Write(form.Grouped(said), a.Lang)
		if err != nil {
			return a.Report(diag.From(err))
		}
		files = append(files, output.File{Path: o.html, Data: content})
	}
	for _, file := range files {
		if err := a.Save(file, o.force); err != nil {
			return err
		}
	}
	return nil
}

// sayAs prints diagnostics about reports of the templates in a format: text to
// standard error, others to standard output.
func (a app) sayAs(format string, list diag.List, templates []*configs.Template) error {
	var content []byte
	var err error
	switch format {
	case "json":
		content, err = diagjson.Write(list, a.Lang)
	case "sarif":
		content, err = sarif.Write(list, sarif.Tool{Name: "gongwen", Version: a.World.Version, Rules: rulesOfAll(templates)}, a.Lang)
	default:
		a.Say(form.Grouped(list))
		a.Printer.Verdict()
	}
	if err != nil {
		return a.Report(diag.From(err))
	}
	_, _ = a.Data.Write(content)
	return nil
}

func sarifRule(r configs.Rule) sarif.Rule {
	return sarif.Rule{ID: r.ID, Name: r.Name, Level: r.Level, Law: r.Law, Help: r.Help}
}

// rulesOfAll are the rules of templates as SARIF explains them, and those that none of
// them has where there are official documents among them.
func rulesOfAll(templates []*configs.Template) []sarif.Rule {
	var rules []sarif.Rule
	for _, t := range templates {
		for _, r := range t.Rules {
			rules = append(rules, sarifRule(r))
		}
	}
	if slices.ContainsFunc(templates, func(t *configs.Template) bool { return len(t.Elements) > 0 }) {
		for _, r := range configs.OwnRules() {
			rules = append(rules, sarifRule(r))
		}
	}
	return rules
}
