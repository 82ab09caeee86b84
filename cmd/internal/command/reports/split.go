package reports

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/engine"
	"gongwen/configs"
)

// splitOptions are those of split.
type splitOptions struct {
	dir, form, template, blank string
	year                       int
	force                      bool
}

// AddFlags adds the flags of the options.
func (o *splitOptions) AddFlags(flags *pflag.FlagSet, text command.Words) {
	flags.StringVarP(&o.dir, "dir", "d", ".", text("报告文件放的文件夹", "folder of the report files"))
	flags.StringVar(&o.form, "form", "xlsx", text("报告文件的格式：xlsx、yaml 或 json", "form of the report files: xlsx, yaml or json"))
	flags.IntVar(&o.year, "year", 0, text("年度（没有“年度”一栏时用；默认为去年）", "year, where there is no column for it (default: last year)"))
	flags.StringVar(&o.template, "template", "", text("格式（默认按年度）", "template (default: by year)"))
	flags.StringVar(&o.blank, "blank", "", text("不读，写一个待填的工作簿到这个文件", "read nothing, but write a workbook to fill in to this file"))
	flags.BoolVar(&o.force, "force", false, text("文件已有时覆盖", "overwrite existing files"))
}

func (a app) splitCommand() *cobra.Command {
	var o splitOptions
	cmd := &cobra.Command{
		Use:   "split [flags] WORKBOOK",
		Short: a.Text("把每个机关一行的工作簿分成许多报告", "Make many reports of a workbook with a row for each agency"),
		Long: a.Text("把每个机关一行的工作簿分成许多报告文件，文件名是机关名称。栏目的名称是格式里的项目名，数的栏目写“行 · 栏”；用 --blank 生成一个待填的。有一行有错误就什么都不写。",
			"Make many report files of a workbook in which each agency has a row, named by the agencies. Columns are called by the template's labels, those of figures by row and column; --blank writes one to fill in. When a row has errors nothing is written."),
		Example: a.Text("  gongwen split --year 2024 --blank 各单位.xlsx\n  gongwen split --year 2024 -d 报告 各单位.xlsx",
			"  gongwen split --year 2024 --blank all.xlsx\n  gongwen split --year 2024 -d reports all.xlsx"),
		Args:              command.Between(0, 1),
		ValidArgsFunction: command.FilesOf("xlsx"),
		RunE: func(cmd *cobra.Command, args []string) error {
			form, known := engine.FormOf("a." + o.form)
			if !known {
				return command.Usagef("--form 只能是 xlsx、yaml 或 json", "--form is xlsx, yaml or json")
			}
			if (len(args) == 0) == (o.blank == "") {
				return command.Usagef("split 后面要写一个工作簿，或者用 --blank 写明要生成的文件", "split needs a workbook, or --blank with the file to write")
			}
			s, err := a.Setup(cmd.Context(), cmd.Flags(), command.DocumentOptions{})
			if err != nil {
				return err
			}
			if o.year == 0 {
				o.year = a.World.Now().Year() - 1
			}
			template, said := s.Engine.TemplateFor(o.template, o.year)
			if said.HasErrors() {
				return a.Refuse(said)
			}
			if o.blank != "" {
				return a.rowsToFill(s, template, o)
			}
			return a.split(cmd.Context(), s, engine.SplitOrder{Dir: o.dir, Form: form, Template: template, Year: strconv.Itoa(o.year)}, o, args[0])
		},
	}
	o.AddFlags(cmd.Flags(), a.Text)
	a.Offer(cmd, "form", command.OneOf("xlsx", "yaml", "json"))
	a.Offer(cmd, "dir", command.Folders)
	return cmd
}

func (a app) rowsToFill(s command.Setup, template *configs.Template, o splitOptions) error {
	if err := a.NewReport(o.blank, o.force); err != nil {
		return err
	}
	file, said := s.Engine.RowsToFill(o.blank, template)
	if err := a.Report(said); err != nil {
		return err
	}
	return a.Save(file, o.force)
}

func (a app) split(ctx context.Context, s command.Setup, order engine.SplitOrder, o splitOptions, path string) error {
	files, said := s.Engine.Split(ctx, engine.FileInput(path), order)
	if err := a.Report(said); err != nil {
		return err
	}
	for i := range files {
		files[i].New = !o.force
	}
	if err := a.Report(engine.Write(files...)); err != nil {
		return err
	}
	for _, f := range files {
		a.Made(f.Path, len(files))
	}
	return nil
}
