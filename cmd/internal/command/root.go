package command

import (
	"context"
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/console"
	"gongwen/internal/diag"
)

// Group is the commands of one package.
type Group struct {
	Title    diag.Text // above them in the help; empty for those that come last
	Names    []string  // of the commands
	Commands func(*App) []*cobra.Command
}

// Main runs the command line that consists of the groups and gives its exit
// code. It is ExitReport, too, when some of the output or of the messages could
// not be written, and ExitPipe when who read the output wanted no more of it.
func Main(ctx context.Context, world World, groups ...Group) int {
	out, messages := &console.Sink{To: world.Out}, &console.Sink{To: world.Err}
	a := &App{
		World: world, Lang: language(world), Data: out,
		out:    &console.Encoder{To: out, Encoding: world.OutEncoding},
		err:    &console.Encoder{To: messages, Encoding: world.ErrEncoding},
		groups: groups, given: world,
	}
	a.World.Out, a.World.Err = a.out, a.err
	a.Printer = a.newPrinter()
	code := a.run(ctx, out)
	a.Printer.Close()
	gone := console.Closed(out.Err)
	if out.Err != nil && !gone {
		a.Say(diag.List{diag.Errorf(diag.Pos{}, "写不了标准输出，结果没有全部写出：%v", "standard output cannot be written, not all results are there: %v", out.Err)})
	}
	defer a.waitAtTheEnd()
	if gone && code == ExitDone {
		return ExitPipe
	}
	if code == ExitDone && (out.Err != nil || messages.Err != nil) {
		return ExitReport
	}
	return code
}

func (a *App) run(ctx context.Context, out *console.Sink) int {
	root := a.root()
	args := withCommand(a.groups, a.World)
	for _, group := range called(a.groups, args) {
		if group.Title != (diag.Text{}) {
			root.AddGroup(&cobra.Group{ID: group.Title.EN, Title: group.Title.In(a.Lang) + a.Text("：", ":")})
		}
		for _, cmd := range group.Commands(a) {
			cmd.GroupID = group.Title.EN
			root.AddCommand(cmd)
		}
	}
	a.localise(root)
	if completes(args) {
		for _, cmd := range everyCommand(root) {
			a.localiseUse(cmd)
			a.offerShared(cmd)
		}
	}
	if err := errors.Join(a.faults...); err != nil {
		return a.outcome(root.Name(), err)
	}
	root.SetArgs(args)
	cmd, err := root.ExecuteContextC(ctx)
	if out.Err != nil && errors.Is(err, out.Err) {
		if console.Closed(out.Err) {
			return ExitDone // as far as anybody wanted to know
		}
		return ExitReport // Main says it
	}
	return a.outcome(cmd.CommandPath(), errors.Join(err, a.helpless))
}

// called are the groups that a run needs: that of the command which the arguments begin with,
// else all. Hundreds of flags are made ready that way only for who may ask about them.
func called(groups []Group, args []string) []Group {
	if at := firstFile(args); at >= 0 {
		for i := range groups {
			if slices.Contains(groups[i].Names, args[at]) {
				return groups[i : i+1]
			}
		}
	}
	return groups
}

func (a *App) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "gongwen",
		Short:         a.Text("制作正式公文：检查报告，生成 DOCX、PDF、OFD、网页", "Make formal Chinese government reports: check them, write DOCX, PDF, OFD and web pages"),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          UnknownCommand,
		Long: a.Text(`制作正式公文：检查报告，生成 DOCX、PDF、OFD、网页。
后面直接写报告文件，就检查并在报告旁边生成：gongwen 2024.xlsx

结束状态：0 做完了；1 报告有错误，或者有文件没有写成；2 用法或配置不对；128 加信号的编号（如 130）表示被中断。`,
			`Make formal Chinese government reports: check them, write DOCX, PDF, OFD and web pages.
With report files in place of a command they are checked and built beside where they are: gongwen 2024.xlsx

Exit status: 0 done; 1 a report has errors, or a file was not written; 2 wrong usage or configuration; 128 and the number of a signal, such as 130, when interrupted.`),
		PersistentPreRunE: func(*cobra.Command, []string) error { return a.prepare() },
		RunE: func(cmd *cobra.Command, _ []string) error {
			if a.wait || a.World.Desktop {
				return a.firstSteps(cmd)
			}
			return cmd.Help()
		},
	}
	root.SuggestionsMinimumDistance = 2
	root.Version = a.World.Version
	root.SetVersionTemplate("gongwen {{.Version}}\n")
	root.SetOut(a.World.Out)
	root.SetErr(a.World.Err)
	flags := root.PersistentFlags()
	flags.StringVar(&a.config, "config", "", a.Text("配置文件（默认为当前文件夹的 gongwen.yaml）", "configuration file (default gongwen.yaml in the working directory)"))
	flags.String("lang", "zh", a.Text("提示的语言：zh 或 en", "language of messages: zh or en"))
	flags.BoolVarP(&a.quiet, "quiet", "q", false, a.Text("只显示错误，不显示警告和文件名", "show errors only, neither warnings nor the names of files"))
	flags.StringVar(&a.encoding, "encoding", consoleEncoding, a.Text("写到文件、管道的文字的编码：console（控制台的代码页；Windows 以外为 utf-8）、utf-8、gbk、gb18030。JSON、SARIF 总是 utf-8",
		"encoding of text for files and pipes: console (its code page; utf-8 but for Windows), utf-8, gbk, gb18030. JSON and SARIF are always utf-8"))
	flags.BoolVar(&a.wait, "wait", false, a.Text("结束时等按回车键，给会自己关上的窗口用", "wait for Enter at the end, for windows that close by themselves"))
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return err })
	return root
}
