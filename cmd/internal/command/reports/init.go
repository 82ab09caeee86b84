package reports

import (
	"context"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/engine"
	"gongwen/internal/diag"
)

// initOptions are those of init.
type initOptions struct {
	engine.BlankOrder
	from  string // path of last year's report; empty for none
	force bool
}

// AddFlags adds the flags of the options.
func (o *initOptions) AddFlags(flags *pflag.FlagSet, text command.Words) {
	flags.IntVar(&o.Year, "year", 0, text("年度（默认为上年报告的下一年，没有上年报告时为去年）", "year (default: the one after the previous report's, else last year)"))
	flags.StringVar(&o.Agency, "agency", "", text("机关名称", "name of the agency"))
	flags.StringVar(&o.from, "from", "", text("上年的报告（import 能读的都可以）：带入机关名称和结转数", "last year's report in any form that import takes: its agency and carried-over figures are taken"))
	renamedFlag(flags, &o.Renamed, text)
	flags.StringVar(&o.Template, "template", "", text("格式（默认按年度）", "template (default: by year)"))
	flags.BoolVar(&o.force, "force", false, text("文件已有时覆盖", "overwrite an existing file"))
}

func (a app) initCommand() *cobra.Command {
	var o initOptions
	cmd := &cobra.Command{
		Use:               "init [flags] FILE",
		Short:             a.Text("新建一份待填的报告", "Write a new report to fill in"),
		Example:           "  gongwen init --year 2024 --agency 某县教育局 2024.xlsx",
		Args:              command.Exactly(1, diag.Text{ZH: "init 后面要写一个文件名", EN: "init needs one file name"}),
		ValidArgsFunction: command.FilesOf(command.ReportEndings...),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Path = args[0]
			if err := a.NewReport(o.Path, o.force); err != nil {
				return err
			}
			s, err := a.Setup(cmd.Context(), cmd.Flags(), command.DocumentOptions{})
			if err != nil {
				return err
			}
			return a.init(cmd.Context(), s, o)
		},
	}
	o.AddFlags(cmd.Flags(), a.Text)
	return cmd
}

func (a app) init(ctx context.Context, s command.Setup, o initOptions) error {
	if o.Template != "" || o.Year != 0 {
		if _, said := s.Engine.TemplateFor(o.Template, o.Year); said.HasErrors() {
			return a.Refuse(said)
		}
	}
	o.Usual = a.World.Now().Year() - 1 // the report of a year is written in the January after it
	var from *engine.Input
	if o.from != "" {
		in := engine.FileInput(o.from)
		from = &in
	}
	file, said := s.Engine.Blank(ctx, from, s.Order, o.BlankOrder)
	if err := a.Report(said); err != nil {
		return err
	}
	return a.Save(*file, o.force)
}
