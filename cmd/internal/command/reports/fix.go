package reports

import (
	"context"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/console"
	"gongwen/cmd/internal/engine"
	"gongwen/internal/diag"
)

func (a app) fixCommand() *cobra.Command {
	write := false
	cmd := &cobra.Command{
		Use:   "fix [--write] FILE…",
		Short: a.Text("改正只有一种正确写法的地方（标点、书名号、部首字、空格、日期）", "Mend what has one right form (punctuation, title marks, radicals, blanks, dates)"),
		Long: a.Text(`列出可以改正的地方：半角标点、书名号里的书名号、部首字、汉字之间的空格、落款日期的写法。加上 --write 才写入文件，一次写完；
注释、顺序、格式不变，填写的数一个也不动。用于 YAML 和 JSON 的报告文件。`,
			`Show what can be mended: half-width punctuation, title marks inside others, radicals, blanks between Chinese characters, forms of the date. With --write the file is
changed, in one step; comments, order and form stay, and no figure is touched. For report files in YAML and JSON.`),
		Example: "  gongwen fix 2024.yaml\n  gongwen fix --write 2024.yaml",
		Args:    command.NeedFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := a.Setup(cmd.Context(), cmd.Flags(), command.DocumentOptions{})
			if err != nil {
				return err
			}
			inputs, said := engine.Reports(args, false)
			a.Say(said)
			failed := said.HasErrors()
			for _, in := range inputs {
				failed = a.fix(cmd.Context(), s, in, write) != nil || failed
			}
			if failed {
				return command.ErrReported
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&write, "write", false, a.Text("写入文件", "change the file"))
	return cmd
}

// fix shows what is mended in a report file and writes it where that is asked.
func (a app) fix(ctx context.Context, s command.Setup, in engine.Input, write bool) error {
	fixed, said := s.Engine.Fix(ctx, in)
	if fixed == nil {
		a.Say(said)
		return command.ErrReported
	}
	_, _ = a.World.Out.Write(console.Diff(in.Path, fixed.Before, fixed.After.Data, a.Lang))
	if write && fixed.Places > 0 {
		if err := a.Report(engine.Write(fixed.After)); err != nil {
			return err
		}
	}
	a.Say(diag.List{fixed.Done(write)})
	return nil
}
