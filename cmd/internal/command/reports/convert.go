package reports

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/engine"
	"gongwen/internal/diag"
	"gongwen/output"
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
		Long: a.Text("在 YAML、JSON、XLSX 之间转换报告文件，按文件名的扩展名。除注释外不丢内容；读不懂的内容要先改正。\n两个都是 .ofd 时，把 gongwen 生成的交换用 OFD 转成归档用的（OFD-A），签名、印章变成注释。",
			"Convert a report file between YAML, JSON and XLSX, by the names' extensions. Nothing but comments is lost; what cannot be understood has to be mended first.\nWith two names in .ofd, an OFD file of gongwen for exchange becomes one for archives (OFD-A), its signatures and seals annotations."),
		Example:           "  gongwen convert 2024.yaml 2024.xlsx",
		Args:              command.Exactly(2, diag.Text{ZH: "convert 后面要写两个文件名", EN: "convert needs two file names"}),
		ValidArgsFunction: command.FilesOf(append([]string{ofd}, command.ReportEndings...)...),
		RunE: func(cmd *cobra.Command, args []string) error {
			if isOFD(args[0]) && isOFD(args[1]) {
				return a.archiveOFD(cmd.Context(), args[0], args[1], o.force)
			}
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

// ofd is the ending of OFD files.
const ofd = "ofd"

func isOFD(path string) bool { return strings.EqualFold(filepath.Ext(path), "."+ofd) }

// archiveOFD turns an OFD file for exchange into one for archives.
func (a app) archiveOFD(ctx context.Context, in, out string, force bool) error {
	archived, said := engine.ArchiveOFD(ctx, engine.FileInput(in), a.World.Now())
	if err := a.Report(said); err != nil {
		return err
	}
	return a.Save(output.File{Path: out, Data: archived}, force)
}

func (a app) convert(ctx context.Context, s command.Setup, in, out string, force bool) error {
	file, said := s.Engine.Convert(ctx, engine.FileInput(in), out)
	if err := a.Report(said); err != nil {
		return err
	}
	return a.Save(*file, force)
}
