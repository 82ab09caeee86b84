package reports

import (
	"context"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/engine"
	"gongwen/internal/diag"
)

// convertOptions are those of convert.
type convertOptions struct{ force bool }

// AddFlags adds the flags of the options.
func (o *convertOptions) AddFlags(flags *pflag.FlagSet, text command.Words) {
	flags.BoolVar(&o.force, "force", false, text("文件已有时覆盖", "overwrite an existing file"))
}

func (a app) convertCommand() *cobra.Command {
	var o convertOptions
	cmd := &cobra.Command{
		Use:   "convert [flags] IN OUT",
		Short: a.Text("在 YAML、JSON、XLSX 之间转换报告文件", "Convert a report file between YAML, JSON and XLSX"),
		Long: a.Text("在 YAML、JSON、XLSX 之间转换报告文件，按文件名的扩展名。除注释外不丢内容；读不懂的内容要先改正。",
			"Convert a report file between YAML, JSON and XLSX, by the names' extensions. Nothing but comments is lost; what cannot be understood has to be mended first."),
		Example:           "  gongwen convert 2024.yaml 2024.xlsx",
		Args:              command.Exactly(2, diag.Text{ZH: "convert 后面要写两个文件名", EN: "convert needs two file names"}),
		ValidArgsFunction: command.FilesOf(command.ReportEndings...),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := a.NewReport(args[1], o.force); err != nil {
				return err
			}
			s, err := a.Setup(cmd.Context(), cmd.Flags(), command.DocumentOptions{})
			if err != nil {
				return err
			}
			return a.convert(cmd.Context(), s, args[0], args[1], o.force)
		},
	}
	o.AddFlags(cmd.Flags(), a.Text)
	return cmd
}

func (a app) convert(ctx context.Context, s command.Setup, in, out string, force bool) error {
	file, said := s.Engine.Convert(ctx, engine.FileInput(in), out)
	if err := a.Report(said); err != nil {
		return err
	}
	return a.Save(*file, force)
}
