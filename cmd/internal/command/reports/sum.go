package reports

import (
	"context"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/engine"
	"gongwen/data/sum"
	"gongwen/internal/diag"
)

// sumOptions are those of sum.
type sumOptions struct {
	engine.SumOrder
	year   int
	roster string // path; empty for none
	force  bool
	deep   bool
}

// AddFlags adds the flags of the options.
func (o *sumOptions) AddFlags(flags *pflag.FlagSet, text command.Words) {
	flags.StringVarP(&o.Path, "output", "o", "", text("写成的报告文件", "the report file to write"))
	command.SearchFlags(flags, &o.deep, text)
	flags.StringVar(&o.Agency, "agency", "", text("汇总后的机关名称", "name of the agency whose report it becomes"))
	flags.IntVar(&o.year, "year", 0, text("年度（默认为多数报告的年度）", "year (default: that of most reports)"))
	flags.StringVar(&o.roster, "roster", "", text("应报机关的名册：.txt、.csv、.xlsx、.yaml", "roster of the agencies that should report: .txt, .csv, .xlsx, .yaml"))
	flags.StringVar(&o.Workbook, "workbook", "", text("再写一个工作簿，列出各机关的数", "also write a workbook of who contributed what (.xlsx)"))
	flags.BoolVar(&o.Options.Partial, "partial", false, text("有错误、不能相加的报告不计入，缺报的机关不等", "leave out what has errors or cannot be added, and agencies without a report"))
	flags.IntP("jobs", "j", 0, text("同时读几个报告（0 为处理器核数）", "reports at a time (0 for the number of cores)"))
	flags.BoolVar(&o.force, "force", false, text("文件已有时覆盖", "overwrite an existing file"))
}

func (a app) sumCommand() *cobra.Command {
	var o sumOptions
	cmd := &cobra.Command{
		Use:   "sum [flags] -o FILE FILE|DIR…",
		Short: a.Text("把多份报告的表格汇总成一份", "Add the tables of many reports into one"),
		Long: a.Text("把多份报告的表格汇总成一份待写正文的报告：数按格式的说明相加，总计重新计算，正文不汇总。有一份报告有错误、名册上有一个机关没有报，就什么都不写，结束状态为 1；用 --partial 可以不计、不等这些。",
			"Add the tables of many reports into one that is ready for its prose: figures as the template says, totals computed anew. When a report has errors, or an agency of the roster has none, nothing is written and the exit status is 1, unless --partial leaves them out.") + "\n" + command.Found(a.Text),
		Example: a.Text("  gongwen sum -o 全县.yaml --agency 某县人民政府 --roster 名册.txt --workbook 汇总表.xlsx 上报/",
			"  gongwen sum -o county.yaml --agency 某县人民政府 --roster agencies.txt --workbook sum.xlsx reports/"),
		Args:              command.NeedFiles,
		ValidArgsFunction: command.FilesOf(command.ReportEndings...),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.check(); err != nil {
				return err
			}
			for _, path := range []string{o.Path, o.Workbook} {
				if path == "" {
					continue
				}
				if err := a.Free(path, o.force); err != nil {
					return err
				}
			}
			s, err := a.Setup(cmd.Context(), cmd.Flags(), command.DocumentOptions{})
			if err != nil {
				return err
			}
			return a.sum(cmd.Context(), s, o, args)
		},
	}
	o.AddFlags(cmd.Flags(), a.Text)
	a.Offer(cmd, "output", command.FilesOf(command.ReportEndings...))
	return cmd
}

// check refuses files that cannot be written.
func (o *sumOptions) check() error {
	if o.Path == "" {
		return command.Usagef("要用 -o 写明报告文件的名称", "name the report file to write with -o")
	}
	if err := command.KnownForm(o.Path); err != nil {
		return err
	}
	if o.Workbook != "" && strings.ToLower(filepath.Ext(o.Workbook)) != ".xlsx" {
		return command.Usagef("--workbook 的文件名应以 .xlsx 结尾：%s", "the file of --workbook should end in .xlsx: %s", o.Workbook)
	}
	if o.Workbook != "" && filepath.Clean(o.Workbook) == filepath.Clean(o.Path) {
		return command.Usagef("-o 和 --workbook 不能是同一个文件", "-o and --workbook cannot be one file")
	}
	if o.year != 0 {
		o.Options.Year = strconv.Itoa(o.year)
	}
	return nil
}

func (a app) sum(ctx context.Context, s command.Setup, o sumOptions, args []string) error {
	if o.roster != "" {
		content, said := engine.ReadFile(ctx, o.roster)
		if !said.HasErrors() {
			o.Options.Roster, said = sum.ReadRoster(o.roster, content)
		}
		a.Say(said)
		if o.Options.Roster == nil {
			return command.ErrReported
		}
	}
	sources, err := a.sources(ctx, s, args, o)
	if err != nil {
		return err
	}
	files, said := s.Engine.Sum(ctx, sources, s.Order, o.SumOrder)
	if files == nil {
		a.Say(said)
		return command.ErrReported
	}
	for i := range files {
		files[i].New = !o.force
	}
	if problems := engine.Write(files...); problems.HasErrors() {
		return a.Report(problems)
	}
	a.Say(said)
	for _, f := range files {
		a.Print(f.Path)
	}
	return nil
}

// sources reads the reports to add and keeps their figures. What is wrong with
// each of them is said as it is read.
func (a app) sources(ctx context.Context, s command.Setup, args []string, o sumOptions) ([]*sum.Source, error) {
	inputs, problems := engine.Reports(args, o.deep)
	inputs, said := engine.Except(inputs, o.Path, o.Workbook)
	problems = append(problems, said...)
	inputs, said = engine.Distinct(inputs)
	problems = append(append(problems, said...), engine.TooMany(inputs)...)
	if err := a.Report(problems); err != nil {
		return nil, err
	}
	progress := a.Progress(len(inputs))
	var sources []*sum.Source
	for c := range s.Engine.Sources(ctx, inputs, s.Order) {
		progress.Step(c.Kept.File, c.Kept.Sound(), func() { a.Say(c.Said) })
		sources = append(sources, c.Kept)
	}
	progress.End()
	if ctx.Err() != nil {
		return nil, a.Fail(diag.Errorf(diag.Pos{}, "已中断，没有写任何文件", "interrupted, nothing was written"))
	}
	return sources, nil
}
