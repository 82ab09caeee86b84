package main

import (
	"encoding/json"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/job"
	"gongwen/internal/diag"
)

func (a *app) checkCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "check [flags] FILE|DIR…",
		Short:   a.text("检查报告，一次说出全部问题", "Check reports and say everything that is wrong"),
		Example: "  gongwen check 2024.yaml",
		Args:    needFiles,
		RunE:    a.check,
	}
	cmd.Flags().String("format", "text", a.text("提示的格式：text 或 json", "format of the messages: text or json"))
	return cmd
}

func (a *app) check(cmd *cobra.Command, args []string) error {
	format, _ := cmd.Flags().GetString("format")
	if format != "text" && format != "json" {
		return usagef("--format 只能是 text 或 json", "--format is text or json")
	}
	j, problems := a.job(cmd)
	if problems.HasErrors() {
		return a.refuse(problems)
	}
	inputs, said := job.Inputs(args)
	for _, in := range inputs {
		_, list := j.Check(in.Path)
		said = append(said, list...)
	}
	if format == "json" {
		if err := a.sayJSON(said); err != nil {
			return err
		}
	} else {
		a.say(said)
	}
	if said.HasErrors() {
		return errReported
	}
	return nil
}

// reported is a diagnostic as check --format json prints it.
type reported struct {
	File    string `json:"file"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Sheet   string `json:"sheet,omitempty"`
	Cell    string `json:"cell,omitempty"`
	Level   string `json:"level"`
	Rule    string `json:"rule,omitempty"`
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
}

func (a *app) sayJSON(list diag.List) error {
	out := make([]reported, len(list))
	for i, d := range list {
		out[i] = reported{
			File: d.Pos.File, Line: d.Pos.Line, Column: d.Pos.Col, Sheet: d.Pos.Sheet, Cell: d.Pos.Cell,
			Level: d.Level.String(), Rule: d.Rule, Message: d.Message.In(a.lang), Hint: d.Hint.In(a.lang),
		}
	}
	encoder := json.NewEncoder(a.world.Out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(out)
}
