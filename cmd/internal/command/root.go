package command

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/console"
	"gongwen/internal/diag"
)

// Group is the commands of one package.
type Group struct {
	Title    diag.Text // above them in the help; empty for those that come last
	Commands func(*App) []*cobra.Command
}

// Main runs the command line that consists of the groups and gives its exit
// code. It is ExitReport, too, when some of the output or of the messages could
// not be written.
func Main(ctx context.Context, world World, groups ...Group) int {
	out, messages := &console.Sink{To: world.Out}, &console.Sink{To: world.Err}
	world.Out, world.Err = out, messages
	a := &App{World: world, Lang: language(world)}
	a.Printer = a.newPrinter()
	code := a.run(ctx, groups)
	a.Printer.Close()
	if out.Err != nil {
		a.Say(diag.List{diag.Errorf(diag.Pos{}, "写不了标准输出，结果没有全部写出：%v", "standard output cannot be written, not all results are there: %v", out.Err)})
	}
	if code == ExitDone && (out.Err != nil || messages.Err != nil) {
		return ExitReport
	}
	return code
}

func (a *App) run(ctx context.Context, groups []Group) int {
	root := a.root()
	for _, group := range groups {
		if group.Title != (diag.Text{}) {
			root.AddGroup(&cobra.Group{ID: group.Title.EN, Title: group.Title.In(a.Lang) + a.Text("：", ":")})
		}
		for _, cmd := range group.Commands(a) {
			cmd.GroupID = group.Title.EN
			root.AddCommand(cmd)
		}
	}
	a.localise(root)
	a.offerShared(root)
	if err := errors.Join(a.faults...); err != nil {
		return a.outcome(err)
	}
	root.SetArgs(a.World.Args)
	return a.outcome(root.ExecuteContext(ctx))
}

func (a *App) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "gongwen",
		Short:         a.Text("制作正式公文：检查报告，生成 DOCX 和 PDF", "Make formal Chinese government reports: check them, write DOCX and PDF"),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          UnknownCommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SuggestionsMinimumDistance = 2
	root.Version = a.World.Version
	root.SetVersionTemplate("gongwen {{.Version}}\n")
	root.SetOut(a.World.Out)
	root.SetErr(a.World.Err)
	flags := root.PersistentFlags()
	flags.StringVar(&a.config, "config", "", a.Text("配置文件（默认为当前文件夹的 gongwen.yaml）", "configuration file (default gongwen.yaml in the working directory)"))
	flags.String("lang", "zh", a.Text("提示的语言：zh 或 en", "language of messages: zh or en"))
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return err })
	return root
}
