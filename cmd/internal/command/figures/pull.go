package figures

import (
	"context"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/engine"
	"gongwen/data"
	"gongwen/data/sources"
	"gongwen/internal/diag"
)

// pullOptions are those of pull.
type pullOptions struct {
	engine.PullOrder
	dry bool
}

// AddFlags adds the flags of the options.
func (o *pullOptions) AddFlags(flags *pflag.FlagSet, text command.Words) {
	flags.BoolVar(&o.dry, "dry-run", false, text("只显示会改什么，不写文件", "show what would change and write nothing"))
	flags.BoolVar(&o.Force, "force", false, text("覆盖手工填的、与来源不同的数", "replace figures that were typed and differ from the source"))
	flags.StringArrayVar(&o.Folders, "folder", nil, text("来源也可以放在这个文件夹里（可以写几次）", "a folder below which sources may lie too (may be given several times)"))
}

func (a app) pullCommand() *cobra.Command {
	var o pullOptions
	cmd := &cobra.Command{
		Use:   "pull [--dry-run] [--force] FILE…",
		Short: a.Text("按报告里的“来源”取数，填进报告", "Pull figures from where the report says they lie into the report"),
		Long: a.Text(`按报告里写的“来源”取数，填进报告文件：XLSX、CSV、JSON 文件，或者数据库（PostgreSQL、SQLite）的查询结果。
每个数的来处记在报告末尾的“取数记录”里，以后 check 的提示会写明。注释、顺序、格式不变。来源写成：

  来源:
    - 文件: 统计.xlsx                       # 与报告放在同一个文件夹里，或者用 --folder 指明
      填入:
        disclosure.规章: 表1!C7:E7          # 一行几个数，就取几个单元格
        requests.new: {行: 新收, 列: 合计}  # 或者按表里的行名、列名找
        funds.projects: 表2!全部            # 行数不定的清单：第一行是各栏的名称
    - 文件: 统计.json
      填入: {disclosure.行政许可: /许可/件数}
    - 名称: 登记
      连接: GONGWEN_DSN                     # 环境变量，值为 postgres://… 或 sqlite:文件
      查询: SELECT … ORDER BY …
      填入: {requests.new: 1}               # 第 1 行；清单写 全部

手工填的数与来源不同时不覆盖，两个数都说明；用 --force 才覆盖。check 和 build 从不打开来源。`,
			`Pull figures from what the report names as its sources into the report file: XLSX, CSV and JSON files, or what a database (PostgreSQL, SQLite) answers.
Where each came from is kept at the end of the report, and messages of check say it. Comments, order and form stay. Sources are written as:

  sources:
    - file: counts.xlsx                    # beside the report, or below a folder that --folder names
      into:
        disclosure.regulations: Sheet1!C7:E7
        requests.new: {row: new, column: total}   # or by the names beside and above
        funds.projects: Sheet2!all                # a list of any number of rows: its first row names the columns
    - file: counts.json
      into: {disclosure.licensing: /licences/count}
    - name: register
      connection: GONGWEN_DSN              # an environment variable: postgres://… or sqlite:PATH
      query: SELECT … ORDER BY …
      into: {requests.new: 1}              # row 1; all for a list

A figure that somebody typed and that differs from its source is not replaced: both are said, and --force replaces it. check and build never open a source.`),
		Example:           "  gongwen pull --dry-run 2024.yaml\n  gongwen pull 2024.yaml",
		Args:              command.NeedFiles,
		ValidArgsFunction: command.FilesOf("yaml", "yml", "json"),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := a.Setup(cmd.Context(), cmd.Flags(), command.DocumentOptions{})
			if err != nil {
				return err
			}
			o.Env = a.World.Env
			inputs, said := engine.Reports(args, false)
			a.Say(said)
			failed := said.HasErrors()
			for _, in := range inputs {
				failed = a.pull(cmd.Context(), s, in, o) != nil || failed
			}
			if failed {
				return command.ErrReported
			}
			return nil
		},
	}
	o.AddFlags(cmd.Flags(), a.Text)
	a.Offer(cmd, "folder", command.Folders)
	return cmd
}

// pull shows what changes in a report file and writes it unless that is not asked.
func (a app) pull(ctx context.Context, s command.Setup, in engine.Input, o pullOptions) error {
	pulled, said := s.Engine.Pull(ctx, in, o.PullOrder)
	if pulled == nil {
		a.Say(said)
		return command.ErrReported
	}
	return a.put(pulled, said, o.dry)
}

// put shows the figures that change in a report file and writes it.
func (a app) put(p *engine.Pulled, said diag.List, dry bool) error {
	for _, c := range p.Changes {
		a.Print(a.change(c))
	}
	if !dry && !p.Same {
		if err := a.Report(engine.Write(p.File)); err != nil {
			return err
		}
	}
	a.Say(append(said, p.Done(!dry)))
	return nil
}

// change is what becomes of a figure, in words.
func (a app) change(c sources.Change) string {
	if c.Rows != nil {
		return diag.T("%s：%d 行 → %d 行，%d 行是新的（来自 %s）", "%s: %d rows → %d rows, %d of them new (from %s)", c.Name, c.Rows.Was, c.Rows.Now, c.Rows.New, c.From).In(a.Lang)
	}
	was := c.Was.Number.String()
	if c.Was.State != data.Given {
		was = a.Text("空白", "blank")
	}
	return diag.T("%s：%s → %s（来自 %s）", "%s: %s → %s (from %s)", c.Name, was, c.Number.String(), c.From).In(a.Lang)
}
