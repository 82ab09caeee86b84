package main

import (
	"strconv"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/engine"
	"gongwen/data"
	"gongwen/data/blank"
	"gongwen/internal/diag"
)

func (a *app) initCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "init [flags] FILE",
		Short:   a.text("新建一份待填的报告", "Write a new report to fill in"),
		Example: "  gongwen init --year 2024 --agency 某县教育局 2024.xlsx",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("init 后面要写一个文件名", "init needs one file name")
			}
			return nil
		},
		RunE: a.init,
	}
	flags := cmd.Flags()
	flags.Int("year", 0, a.text("年度（默认为上年报告的下一年，没有上年报告时为去年）", "year (default: the one after the previous report's, else last year)"))
	flags.String("agency", "", a.text("机关名称", "name of the agency"))
	flags.String("from", "", a.text("上年的报告：带入机关名称和结转数", "last year's report: its agency and carried-over figures are taken"))
	flags.String("template", "", a.text("格式（默认按年度）", "template (default: by year)"))
	flags.Bool("force", false, a.text("文件已有时覆盖", "overwrite an existing file"))
	return cmd
}

func (a *app) init(cmd *cobra.Command, args []string) error {
	path := args[0]
	form, err := formOf(path)
	if err != nil {
		return err
	}
	if err := a.free(cmd, path); err != nil {
		return err
	}
	e, order, problems := a.setup(cmd)
	if problems.HasErrors() {
		return a.refuse(problems)
	}
	var previous *data.Report
	if from, _ := cmd.Flags().GetString("from"); from != "" {
		report, said := e.Check(a.ctx, engine.FileInput(from), order)
		a.say(said)
		if report == nil || said.HasErrors() {
			return a.fail(diag.Errorf(diag.Pos{File: from}, "上年的报告有错误，不能带入", "last year's report has errors and cannot be carried over"))
		}
		previous = report
	}
	head, year, err := a.head(cmd, previous)
	if err != nil {
		return err
	}
	id, _ := cmd.Flags().GetString("template")
	template, said := e.Library().TemplateForYear("", year)
	if id != "" {
		template, said = e.Library().Template(id)
	}
	if said.HasErrors() {
		return a.refuse(said)
	}
	if head.Agency != "" && template.Agency() == nil {
		return a.fail(diag.Errorf(diag.Pos{}, "格式 %s 没有机关一项，不能用 --agency", "the template %s has no field for the agency: --agency cannot be used", template.ID))
	}
	file, err := content(e, blank.Report(template, head, previous), form, true)
	return a.save(path, file, err)
}

// fail prints a diagnostic about a report and ends the command.
func (a *app) fail(d diag.Diagnostic) error {
	a.say(diag.List{d})
	return errReported
}

// head is what the flags and last year's report say of the header.
func (a *app) head(cmd *cobra.Command, previous *data.Report) (blank.Header, int, error) {
	var head blank.Header
	head.Agency, _ = cmd.Flags().GetString("agency")
	year, _ := cmd.Flags().GetInt("year")
	if year == 0 && previous != nil && previous.Year().Text != "" {
		last, err := strconv.Atoi(previous.Year().Text)
		if err != nil {
			return head, 0, err
		}
		year = last + 1
	}
	if year == 0 {
		year = a.world.Now().Year() - 1 // the report of a year is written in the January after it
	}
	head.Year = strconv.Itoa(year)
	return head, year, nil
}
