package documents

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/engine"
	"gongwen/internal/diag"
)

// mergeOptions are those of merge.
type mergeOptions struct {
	command.DocumentOptions
	table, sheet, name string
	one, draft, force  bool
}

// AddFlags adds the flags of the options.
func (o *mergeOptions) AddFlags(flags *pflag.FlagSet, text command.Words) {
	o.DocumentOptions.AddFlags(flags, text)
	command.FormatFlag(flags, text)
	flags.StringVar(&o.table, "table", "", text("名单：.xlsx 或 .csv，一行一份", "the table: .xlsx or .csv, a line for each document"))
	flags.StringVar(&o.sheet, "sheet", "", text("工作簿里名单所在的工作表", "sheet of a workbook that is the table"))
	flags.StringVar(&o.name, "name", "", text("文件名（不写扩展名），可以用 {{栏目}}（默认为报告的名称加第一栏）", "name of the files, without an extension, with {{COLUMN}} (default: the report's name and the first column)"))
	flags.BoolVar(&o.one, "one", false, text("合成一个 PDF，每份从单页起", "one PDF of all, each from an odd page on"))
	flags.IntP("jobs", "j", 0, text("同时处理几份（0 为处理器核数）", "documents at a time (0 for the number of cores)"))
	flags.BoolVar(&o.force, "force", false, text("覆盖有人改过的 DOCX", "replace a DOCX that somebody has edited"))
	flags.BoolVar(&o.draft, "draft", false, text("有错误也生成，每页标“草稿”", "build in spite of errors and mark every page as a draft"))
}

func (a app) mergeCommand() *cobra.Command {
	var o mergeOptions
	cmd := &cobra.Command{
		Use:   "merge [flags] --table TABLE FILE",
		Short: a.Text("一份文稿按名单生成许多份（邮件合并）", "Make a document for each line of a table (mail merge)"),
		Long: a.Text(`一份报告文件按名单生成许多份：文稿里的 {{栏目}} 换成名单每一行里这一栏的字；名单里与报告项目同名的栏目（如“主送机关”“标题”）直接填入那一项。
以 {{ 开头的值要放在引号里：主送机关: "{{单位}}"。名单的栏目写在表头，表头可以在前 30 行里的哪一行。缺栏目、单元格空着、文件同名，都写明是哪一行，不生成。`,
			`Make a document for each line of a table of one report file: {{COLUMN}} in its text becomes what each line has in that column; a column that is called as a field of the report (such as recipients or title) fills that field in.
A value that begins with {{ stands in quotation marks: recipients: "{{NAME}}". The head of the table may be any of its first 30 rows. Columns that are missing, empty cells and files of one name are said by line, and nothing is made then.`),
		Example: "  gongwen merge --table 名单.xlsx -o 邀请函 邀请函.yaml\n  gongwen merge --table 名单.csv --one 邀请函.yaml",
		Args:    command.Exactly(1, diag.Text{ZH: "merge 后面要写一个报告文件", EN: "merge needs one report file"}),
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.table == "" {
				return command.Usagef("要用 --table 写明名单（.xlsx 或 .csv）", "name the table with --table (.xlsx or .csv)")
			}
			if o.one && strings.Contains(o.name, "{{") {
				return command.Usagef("与 --one 同用时，--name 里不能有 {{栏目}}", "with --one there is one file: --name has no {{COLUMN}}")
			}
			s, err := a.Setup(cmd.Context(), cmd.Flags(), o.DocumentOptions)
			if err != nil {
				return err
			}
			return a.merge(cmd.Context(), s, o, args[0])
		},
		ValidArgsFunction: command.FilesOf("yaml", "yml", "json"),
	}
	o.AddFlags(cmd.Flags(), a.Text)
	a.Offer(cmd, "output", command.Folders)
	a.Offer(cmd, "table", command.FilesOf("xlsx", "csv"))
	return cmd
}

func (a app) merge(ctx context.Context, s command.Setup, o mergeOptions, path string) error {
	order := s.Order
	order.Draft, order.Force = o.draft, o.force
	in := engine.FileInput(path)
	how := engine.MergeOrder{Table: engine.FileInput(o.table), Sheet: o.sheet, One: o.one}
	if !o.one {
		how.Name = o.name
	}
	letters, said := s.Engine.Letters(ctx, in, order, how)
	a.Say(said)
	if letters == nil {
		return a.Fail(diag.Errorf(diag.Pos{File: path}, "没有生成", "nothing was made"))
	}
	if o.one {
		return a.mergeOne(ctx, letters, order, o, in)
	}
	tally := tally{}
	progress := a.Progress(letters.Len())
	for r := range letters.Each(ctx, order) {
		tally.add(r)
		if r.Outcome == engine.Failed {
			tally.failed[len(tally.failed)-1] = r.Input.Name
		}
		if r.Outcome != engine.Interrupted {
			progress.Step(r.Input.Name, r.Outcome != engine.Failed, func() { a.sayResult(r, letters.Len(), true) })
		}
	}
	progress.End()
	return a.conclude(tally, letters.Len(), false)
}

// mergeOne writes one PDF of all.
func (a app) mergeOne(ctx context.Context, letters *engine.Letters, order engine.Order, o mergeOptions, in engine.Input) error {
	name := o.name
	if name == "" {
		name = filepath.Base(in.Name)
	}
	file, said := letters.One(ctx, name, order)
	a.Say(said)
	if file == nil {
		return command.ErrReported
	}
	if err := a.Report(engine.Write(*file)); err != nil {
		return err
	}
	a.Print(file.Path)
	a.Say(diag.List{{Level: diag.Note, Pos: diag.Pos{File: file.Path}, Message: diag.T("%d 份合成一个文件", "%d documents in one file", letters.Len())}})
	return nil
}
