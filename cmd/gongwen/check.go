package main

import (
	"context"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/engine"
	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/internal/diag/diagjson"
	"gongwen/internal/diag/sarif"
)

func (a *app) checkCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "check [flags] FILE|DIR…",
		Short:   a.text("检查报告，一次说出全部问题", "Check reports and say everything that is wrong"),
		Example: "  gongwen check 2024.yaml",
		Args:    needFiles,
		RunE:    a.check,
	}
	a.formatFlag(cmd)
	cmd.Flags().String("previous", "", a.text("上年的报告，用来核对结转、现行有效件数和文字", "last year's report, to compare carried-over figures and text with"))
	cmd.Flags().String("format", "text", a.text("提示的格式：text、json 或 sarif", "format of the messages: text, json or sarif"))
	return cmd
}

func (a *app) check(cmd *cobra.Command, args []string) error {
	format, _ := cmd.Flags().GetString("format")
	if !slices.Contains([]string{"text", "json", "sarif"}, format) {
		return usagef("--format 只能是 text、json 或 sarif", "--format is text, json or sarif")
	}
	e, order, problems := a.setup(cmd)
	if problems.HasErrors() {
		return a.refuse(problems)
	}
	inputs, said := engine.Inputs(args)
	if path, _ := cmd.Flags().GetString("previous"); path != "" {
		if len(inputs) != 1 {
			return usagef("--previous 一次只能核对一份报告", "--previous compares one report at a time")
		}
		previous, list := lastYear(a.ctx, e, order, path, inputs[0])
		said = append(said, list...)
		order.Previous = previous
	}
	var templates []*configs.Template
	checked := 0
	proof := func(in engine.Input, r *data.Report, _ diag.List) (*configs.Template, diag.List) {
		if r == nil {
			return nil, nil
		}
		return r.Template, e.Proof(a.ctx, in, r, order)
	}
	for c := range engine.CheckAll(a.ctx, e, inputs, order, proof) {
		said = append(said, c.Said...)
		if c.Kept != nil {
			templates = append(templates, c.Kept)
		}
		checked++
	}
	if left := len(inputs) - checked; left > 0 {
		said.Add(diag.Errorf(diag.Pos{}, "已中断，还有 %d 份没有检查", "interrupted, %d were not checked", left))
	}
	if err := a.sayAs(format, said, templates); err != nil {
		return err
	}
	if said.HasErrors() {
		return errReported
	}
	return nil
}

// lastYear reads the report that another is compared with. It is nil, with the
// reason, when the two cannot be compared.
func lastYear(ctx context.Context, e *engine.Engine, order engine.Order, path string, current engine.Input) (*data.Report, diag.List) {
	previous, said := e.Check(ctx, engine.FileInput(path), order)
	if previous == nil || said.HasErrors() {
		said.Add(diag.Errorf(diag.Pos{File: path}, "上年的报告有错误，没有用来核对", "last year's report has errors and was not compared with"))
		return nil, said
	}
	report, _ := e.Read(ctx, current) // what is wrong with it is said when it is checked
	if report == nil {
		return nil, nil
	}
	pos := previous.Year().Pos
	last, err := strconv.Atoi(previous.Year().Text)
	year, errYear := strconv.Atoi(report.Year().Text)
	switch {
	case err != nil || errYear != nil || last != year-1:
		return nil, diag.List{diag.Errorf(pos, "这不是上一年度的报告：年度是 %s，要核对的是 %s", "not the report of the year before: it is of %s, the other of %s",
			previous.Year().Text, report.Year().Text)}
	case previous.Template.ID != report.Template.ID:
		return nil, diag.List{diag.Warnf(pos, "两年的格式不同（%s、%s），不核对", "the two years have different templates (%s, %s) and were not compared", previous.Template.ID, report.Template.ID)}
	}
	return previous, nil
}

// sayAs prints diagnostics about reports of the templates in a format: text to
// standard error, others to standard output.
func (a *app) sayAs(format string, list diag.List, templates []*configs.Template) error {
	var content []byte
	var err error
	switch format {
	case "json":
		content, err = diagjson.Write(list, a.lang)
	case "sarif":
		content, err = sarif.Write(list, sarif.Tool{Name: "gongwen", Version: version(), Rules: rulesOfAll(templates)}, a.lang)
	default:
		a.say(list)
	}
	if err != nil {
		return err
	}
	_, err = a.world.Out.Write(content)
	return err
}

// rulesOfAll are the rules of templates as SARIF explains them.
func rulesOfAll(templates []*configs.Template) []sarif.Rule {
	var rules []sarif.Rule
	for _, t := range templates {
		for _, r := range t.Rules {
			rules = append(rules, sarif.Rule{ID: r.ID, Name: r.Name, Level: r.Level, Law: r.Law, Help: r.Help})
		}
	}
	return rules
}
