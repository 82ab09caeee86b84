// Package tour holds the command that shows somebody new how a report comes about.
package tour

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/engine"
	"gongwen/examples"
	"gongwen/internal/diag"
	"gongwen/output"
)

// Group is the commands of this package.
func Group() command.Group {
	return command.Group{Title: diag.Text{ZH: "学着用", EN: "Learning"}, Names: []string{"tour"}, Commands: commands}
}

func commands(run *command.App) []*cobra.Command { return []*cobra.Command{app{run}.tourCommand()} }

// app is one run of the program, as the command of this package uses it.
type app struct{ *command.App }

func (a app) tourCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "tour [DIR]",
		Short: a.Text("两分钟看一遍：写好一份报告，改错一处，检查，改正，生成", "Two minutes: a report is written, broken, checked, mended and built"),
		Long: a.Text("在一个新文件夹（默认为“公文练习”）里放一份写好的报告，故意改错一个数，看检查怎么说，改正，再生成 DOCX 和 PDF。每一步都显示用的命令，可以自己再试。",
			"A finished report is put into a new folder (gongwen-tour unless another is named), a figure of it is broken, what check says is shown, the figure is mended, and DOCX and PDF are made. Each step shows its command, to be tried again."),
		Example: "  gongwen tour",
		Args:    command.Between(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := a.Text("公文练习", "gongwen-tour")
			if len(args) > 0 {
				dir = args[0]
			}
			if list := engine.Free(dir); len(list) > 0 {
				if _, err := os.Lstat(dir); err != nil {
					return a.Refuse(list)
				}
				return a.Fail(diag.Errorf(diag.Pos{File: dir}, "已经有这个文件夹了", "there is such a folder already").
					WithHint("写另一个名称：gongwen tour 名称，或者先把它移走", "name another one, gongwen tour NAME, or move it away"))
			}
			return a.tour(cmd.Context(), dir)
		},
	}
}

// The figure that the tour breaks, as the report file has it.
const (
	right = "行政复议: [4, 1, 1, 2, 8]"
	wrong = "行政复议: [4, 1, 1, 2, 9]"
)

func (a app) tour(ctx context.Context, dir string) error {
	report, sheet := filepath.Join(dir, "年报.yaml"), filepath.Join(dir, "年报.xlsx")
	if err := a.begin(ctx, dir, report); err != nil {
		return err
	}
	for _, s := range []step{
		{say: diag.T("第一步：%s 是一份写好的报告（机关和数字都是虚构的）。先检查一遍。", "First: %s is a finished report of an invented agency. It is checked.", report),
			args: []string{"check", report}},
		{say: diag.T("第二步：故意把“行政复议”的总计 8 改成 9，再检查。程序指明哪一行错了、应当是多少。", "Second: the total of the reviews, 8, is changed to 9, and the report is checked again. The line is named, and what it should be."),
			edit: edit{right, wrong}, args: []string{"check", report}, want: command.ExitReport},
		{say: diag.Text{ZH: "第三步：[N4] 是规则的编号，看它查什么、依据什么、怎样改正。", EN: "Third: [N4] is the rule: what it checks, the law behind it, how to mend."},
			args: []string{"explain", "N4"}},
		{say: diag.Text{ZH: "第四步：改回 8，生成。有错误的报告不会生成，改正以后才行。", EN: "Fourth: it is mended, and built. A report with errors is not built."},
			edit: edit{wrong, right}, args: []string{"build", report}},
		{say: diag.Text{ZH: "第五步：同一份报告也可以是工作簿，用 Excel 或 WPS 表格填写。", EN: "Fifth: the same report can be a workbook, to be filled in with Excel or WPS."},
			args: []string{"convert", report, sheet}},
	} {
		if err := a.take(ctx, report, s); err != nil {
			return err
		}
	}
	a.PrintText("\n" + a.Text(
		"看完了。文件都在 "+dir+" 里：打开 年报.pdf、年报.docx 看结果，用 WPS 或 Excel 打开 年报.xlsx 看工作簿。\n写自己的报告：gongwen init --agency 机关名称 2024.xlsx",
		"That is all. The files are in "+dir+": look at 年报.pdf and 年报.docx, and at the workbook 年报.xlsx.\nA report of your own: gongwen init --agency NAME 2024.xlsx"))
	return nil
}

// begin puts a report into a new folder, with labels as a clerk has them.
func (a app) begin(ctx context.Context, dir, report string) error {
	sample := filepath.Join(dir, "sample.yaml")
	if err := a.Report(engine.Write(output.File{Path: sample, Data: []byte(examples.Report), New: true})); err != nil {
		return err
	}
	if a.Again(ctx, "--quiet", "convert", sample, report) != command.ExitDone {
		return command.ErrReported
	}
	return os.Remove(sample)
}

// step is something that the tour shows.
type step struct {
	say  diag.Text
	edit edit     // of the report, before the command
	args []string // of the command
	want int      // its exit status
}

// edit is a text of the report and what comes in its place; empty for none.
type edit struct{ before, after string }

// take shows a step, when the one who looks on is ready for it.
func (a app) take(ctx context.Context, report string, s step) error {
	if err := change(report, s.edit); err != nil {
		return a.Report(diag.From(err))
	}
	a.PrintText("\n" + s.say.In(a.Lang) + "\n\n> gongwen " + strings.Join(s.args, " "))
	if status := a.Again(ctx, s.args...); status != s.want {
		return a.Fail(diag.Errorf(diag.Pos{}, "没有想到的结果：结束状态是 %d", "this was not expected: the exit status is %d", status))
	}
	if a.World.Secret != nil && a.World.Shown && a.World.Answer != nil { // somebody sits there
		fmt.Fprintln(a.World.Err, "\n"+a.Text("按回车键看下一步。", "Press Enter to go on."))
		a.World.Answer()
	}
	return nil
}

func change(path string, e edit) error {
	if e == (edit{}) {
		return nil
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	changed := strings.Replace(string(content), e.before, e.after, 1)
	if changed == string(content) {
		return diag.NewError("练习的报告里没有“%s”", "the report of the tour has no %q", e.before)
	}
	return os.WriteFile(path, []byte(changed), 0o644)
}
