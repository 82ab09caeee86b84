package main

import (
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/engine"
	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/blank"
	"gongwen/data/sum"
	"gongwen/internal/diag"
	"gongwen/output"
)

func (a *app) sumCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "sum [flags] -o FILE FILE|DIR…",
		Short: a.text("把多份报告的表格汇总成一份", "Add the tables of many reports into one"),
		Long: a.text("把多份报告的表格汇总成一份待写正文的报告：数按格式的说明相加，总计重新计算，正文不汇总。有一份报告有错误就不汇总，用 --partial 可以不计这份。",
			"Add the tables of many reports into one that is ready for its prose: figures as the template says, totals computed anew. A report with errors stops the sum unless --partial leaves it out."),
		Example: "  gongwen sum -o 全县.yaml --agency 某县人民政府 --roster 名册.txt --workbook 汇总表.xlsx 上报/",
		Args:    needFiles,
		RunE:    a.sum,
	}
	flags := cmd.Flags()
	flags.StringP("output", "o", "", a.text("写成的报告文件", "the report file to write"))
	flags.String("agency", "", a.text("汇总后的机关名称", "name of the agency whose report it becomes"))
	flags.Int("year", 0, a.text("年度（默认为多数报告的年度）", "year (default: that of most reports)"))
	flags.String("roster", "", a.text("应报机关的名册：.txt、.csv、.xlsx、.yaml", "roster of the agencies that should report: .txt, .csv, .xlsx, .yaml"))
	flags.String("workbook", "", a.text("再写一个工作簿，列出各机关的数", "also write a workbook of who contributed what (.xlsx)"))
	flags.Bool("partial", false, a.text("有错误、不能相加的报告不计入，缺报的机关不等", "leave out what has errors or cannot be added, and agencies without a report"))
	flags.IntP("jobs", "j", 0, a.text("同时读几个报告（0 为处理器核数）", "reports at a time (0 for the number of cores)"))
	flags.Bool("force", false, a.text("文件已有时覆盖", "overwrite an existing file"))
	return cmd
}

// sumOrder is what the flags of a sum ask for.
type sumOrder struct {
	out, form, workbook, agency string
	options                     sum.Options
}

func (a *app) sum(cmd *cobra.Command, args []string) error {
	order, err := sumOrderOf(cmd)
	if err != nil {
		return err
	}
	for _, path := range []string{order.out, order.workbook} {
		if path == "" {
			continue
		}
		if err := a.free(cmd, path); err != nil {
			return err
		}
	}
	e, work, problems := a.setup(cmd)
	if problems.HasErrors() {
		return a.refuse(problems)
	}
	if path, _ := cmd.Flags().GetString("roster"); path != "" {
		content, said := readAll(path)
		if !said.HasErrors() {
			order.options.Roster, said = sum.ReadRoster(path, content)
		}
		a.say(said)
		if order.options.Roster == nil {
			return errReported
		}
	}
	sources, err := a.sources(e, work, args, order)
	if err != nil {
		return err
	}
	choice, said := sum.Choose(sources, order.options)
	a.say(said)
	if choice.Stopped {
		hint := diag.Diagnostic{Message: diag.T("没有汇总，没有写任何文件", "nothing was added and nothing was written")}
		if !order.options.Partial {
			hint = hint.WithHint("改正上面的错误；要先汇总其余的，用 --partial", "mend the errors above, or add the others with --partial")
		}
		return a.fail(hint)
	}
	return a.writeSum(e, work, order, choice)
}

func sumOrderOf(cmd *cobra.Command) (sumOrder, error) {
	flags := cmd.Flags()
	var o sumOrder
	o.out, _ = flags.GetString("output")
	o.workbook, _ = flags.GetString("workbook")
	o.agency, _ = flags.GetString("agency")
	o.options.Partial, _ = flags.GetBool("partial")
	if o.out == "" {
		return o, usagef("要用 -o 写明报告文件的名称", "name the report file to write with -o")
	}
	form, err := formOf(o.out)
	if err != nil {
		return o, err
	}
	o.form = form
	if o.workbook != "" && strings.ToLower(filepath.Ext(o.workbook)) != ".xlsx" {
		return o, usagef("--workbook 的文件名应以 .xlsx 结尾：%s", "the file of --workbook should end in .xlsx: %s", o.workbook)
	}
	if o.workbook != "" && filepath.Clean(o.workbook) == filepath.Clean(o.out) {
		return o, usagef("-o 和 --workbook 不能是同一个文件", "-o and --workbook cannot be one file")
	}
	if year, _ := flags.GetInt("year"); year != 0 {
		o.options.Year = strconv.Itoa(year)
	}
	return o, nil
}

// sources reads the reports to add and keeps their figures. What is wrong with
// each of them is said as it is read.
func (a *app) sources(e *engine.Engine, work engine.Order, args []string, order sumOrder) ([]*sum.Source, error) {
	inputs, problems := engine.Reports(args)
	inputs, said := engine.Except(inputs, order.out, order.workbook)
	problems = append(problems, said...)
	inputs, said = engine.Distinct(inputs)
	problems = append(problems, said...)
	a.say(problems)
	if problems.HasErrors() {
		return nil, errReported
	}
	if len(inputs) > sum.MaxSources {
		return nil, a.fail(diag.Errorf(diag.Pos{}, "报告有 %d 份，一次最多汇总 %d 份", "there are %d reports, at most %d are added at a time", len(inputs), sum.MaxSources))
	}
	progress := a.progress(len(inputs))
	var sources []*sum.Source
	for c := range engine.CheckAll(a.ctx, e, inputs, work, kept) {
		progress.step(c.Kept.File, c.Kept.Sound(), func() { a.say(c.Said) })
		sources = append(sources, c.Kept)
	}
	progress.end()
	if a.ctx.Err() != nil {
		return nil, a.fail(diag.Errorf(diag.Pos{}, "已中断，没有写任何文件", "interrupted, nothing was written"))
	}
	return sources, nil
}

// writeSum adds the chosen sources and writes the report and the workbook, both
// or none.
func (a *app) writeSum(e *engine.Engine, work engine.Order, order sumOrder, choice sum.Choice) error {
	template := choice.Sources[0].Template
	result, said := sum.NewPlan(template).Add(choice, order.agency)
	a.say(said)
	if said.HasErrors() {
		return a.fail(notSummed())
	}
	report := result.Fill(blank.Report(template, blank.Header{Agency: order.agency, Year: result.Year}, nil))
	file, err := content(e, report, order.form, true)
	if err != nil {
		return a.save(order.out, nil, err)
	}
	if said = figuresOf(a.ctx, e, work, order.out, file); len(said) > 0 {
		a.say(said)
		if said.HasErrors() {
			return a.fail(notSummed())
		}
	}
	files := []output.File{{Path: order.out, Data: file}}
	if order.workbook != "" {
		book, err := result.Workbook()
		if err != nil {
			return a.save(order.workbook, nil, err)
		}
		files = append(files, output.File{Path: order.workbook, Data: book})
	}
	if err := output.WriteFiles(files); err != nil {
		return a.save(order.out, nil, err)
	}
	a.say(summed(order, result))
	for _, f := range files {
		if _, err := a.world.Out.Write([]byte(f.Path + "\n")); err != nil {
			return err
		}
	}
	return nil
}

func notSummed() diag.Diagnostic {
	return diag.Errorf(diag.Pos{}, "合计不符合格式，没有写任何文件", "the sums do not fit the template, nothing was written")
}

// figuresOf says what the rules about figures find in the sum. Its prose is
// still to be written.
func figuresOf(ctx context.Context, e *engine.Engine, work engine.Order, path string, content []byte) diag.List {
	report, said := e.CheckContent(ctx, engine.FileInput(path), content, work)
	if report == nil {
		return said
	}
	return slices.DeleteFunc(said, func(d diag.Diagnostic) bool {
		r := report.Template.Rule(d.Rule)
		return r == nil || r.Each.Subject() == configs.Prose
	})
}

// summed says how much was added and what is left to do by hand.
func summed(order sumOrder, r *sum.Result) diag.List {
	pos := diag.Pos{File: order.out}
	note := func(zh, en string, args ...any) diag.Diagnostic {
		return diag.Diagnostic{Level: diag.Note, Pos: pos, Message: diag.T(zh, en, args...)}
	}
	c := &r.Choice
	said := diag.List{note("汇总了 %d 份报告", "%d reports were added", len(c.Sources))}
	if len(c.Left)+len(c.Missing) > 0 {
		said[0] = diag.Warnf(pos, "不完整：汇总了 %d 份报告，%d 份没有计入，%d 个机关没有报告", "incomplete: %d reports were added, %d were left out, %d agencies have no report",
			len(c.Sources), len(c.Left), len(c.Missing))
	}
	if open := r.Open(); len(open) > 0 {
		said.Add(note("这些数不能相加，留空待填：%s", "these figures do not add up and were left empty: %s", strings.Join(open, "、")))
	}
	if order.agency == "" {
		said.Add(note("没有用 --agency 写明机关名称，报告里留空", "--agency was not given: the report's agency is empty"))
	}
	return said
}

// kept is what a sum keeps of a report.
func kept(in engine.Input, r *data.Report, said diag.List) (*sum.Source, diag.List) {
	if r == nil {
		return sum.Unread(in.Path), nil
	}
	return sum.NewPlan(r.Template).Take(r, said)
}
