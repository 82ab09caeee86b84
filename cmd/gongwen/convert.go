package main

import (
	"path/filepath"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/engine"
	"gongwen/data"
	"gongwen/internal/diag"
)

func (a *app) convertCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "convert [flags] IN OUT",
		Short: a.text("在 YAML、JSON、XLSX 之间转换报告文件", "Convert a report file between YAML, JSON and XLSX"),
		Long: a.text("在 YAML、JSON、XLSX 之间转换报告文件，按文件名的扩展名。除注释外不丢内容；读不懂的内容要先改正。",
			"Convert a report file between YAML, JSON and XLSX, by the names' extensions. Nothing but comments is lost; what cannot be understood has to be mended first."),
		Example: "  gongwen convert 2024.yaml 2024.xlsx",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usagef("convert 后面要写两个文件名", "convert needs two file names")
			}
			return nil
		},
		RunE: a.convert,
	}
	cmd.Flags().Bool("force", false, a.text("文件已有时覆盖", "overwrite an existing file"))
	return cmd
}

func (a *app) convert(cmd *cobra.Command, args []string) error {
	in, out := args[0], args[1]
	form, err := formOf(out)
	if err != nil {
		return err
	}
	if err := a.free(cmd, out); err != nil {
		return err
	}
	e, _, problems := a.setup(cmd)
	if problems.HasErrors() {
		return a.refuse(problems)
	}
	report, said := e.Read(a.ctx, engine.FileInput(in))
	a.say(said)
	if report == nil || said.HasErrors() {
		return a.fail(diag.Errorf(diag.Pos{File: in}, "没有转换：有错误的地方转换后会丢失", "not converted: what is wrong would be lost").
			WithHint("先改正上面的错误", "mend the errors above first"))
	}
	a.say(moved(report, in, out))
	converted, err := content(e, report, form, false)
	return a.save(out, converted, err)
}

// moved warns of pictures that are not found from the folder of the new file.
func moved(report *data.Report, in, out string) diag.List {
	pictures := report.Pictures()
	if len(pictures) == 0 || filepath.Dir(in) == filepath.Dir(out) {
		return nil
	}
	return diag.List{diag.Warnf(pictures[0].Pos, "图片的文件名从报告文件所在的文件夹算起，换了文件夹，图片要一起复制", "the names of pictures are relative to the report file's folder: copy the pictures too")}
}
