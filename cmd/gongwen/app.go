package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/console"
	"gongwen/internal/diag"
)

// World is what the program sees of its surroundings.
type World struct {
	Args []string
	Env  func(name string) (string, bool) // as os.LookupEnv
	Now  func() time.Time                 // proposes a year for a new report; dates signatures
	Out  io.Writer
	Err  io.Writer

	// Secret asks at the terminal for something that is not shown; nil where
	// there is no terminal.
	Secret func(prompt string) (string, error)

	// Width is how many columns the terminal at Err has; nil where Err is none.
	Width func() int
	// Colours says that this terminal can show colours.
	Colours bool
}

// Exit codes of the command line's contract.
const (
	exitDone   = 0
	exitReport = 1 // a report has errors or could not be written
	exitUsage  = 2 // wrong usage or configuration
)

// errReported ends a command whose diagnostics have been printed.
var errReported = errors.New("reported")

// errUsage marks errors that mean wrong usage or configuration.
var errUsage = errors.New("usage")

// app is one run of the program.
type app struct {
	world   World
	lang    diag.Lang
	printer *console.Printer // of diagnostics, to standard error
	config  string           // the configuration file of the command line; empty for none
}

// Main runs the command line and gives its exit code. A command of which output
// was lost has not done what it should.
func Main(ctx context.Context, world World) int {
	out, messages := &console.Sink{To: world.Out}, &console.Sink{To: world.Err}
	world.Out, world.Err = out, messages
	a := &app{world: world, lang: language(world)}
	a.printer = a.newPrinter()
	code := a.run(ctx)
	a.printer.Close()
	if out.Err != nil {
		a.say(diag.List{diag.Errorf(diag.Pos{}, "写不了标准输出，结果没有全部写出：%v", "standard output cannot be written, not all results are there: %v", out.Err)})
	}
	if code == exitDone && (out.Err != nil || messages.Err != nil) {
		return exitReport
	}
	return code
}

func (a *app) run(ctx context.Context) int {
	root := a.root()
	if err := a.offer(root); err != nil {
		return a.outcome(err)
	}
	root.SetArgs(a.world.Args)
	return a.outcome(root.ExecuteContext(ctx))
}

// outcome says what has not been said of an error and gives the exit code.
func (a *app) outcome(err error) int {
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errReported):
		return exitReport
	case !errors.Is(err, errUsage):
		a.say(diag.List{usageError(err)})
		fmt.Fprintln(a.world.Err, a.text("用法见 gongwen --help", "see gongwen --help"))
	}
	return exitUsage
}

// language is the language of help and diagnostics. It is needed before the
// flags are read, because their help is written in it.
func language(w World) diag.Lang {
	choice, _ := w.Env("GONGWEN_LANG")
	for i, arg := range w.Args {
		if arg == "--" {
			break
		}
		if v, ok := strings.CutPrefix(arg, "--lang="); ok {
			choice = v
		} else if arg == "--lang" && i+1 < len(w.Args) {
			choice = w.Args[i+1]
		}
	}
	if choice == "en" {
		return diag.EN
	}
	return diag.ZH
}

func (a *app) text(zh, en string) string { return diag.Text{ZH: zh, EN: en}.In(a.lang) }

// say prints diagnostics to standard error.
func (a *app) say(list diag.List) { a.printer.Print(list) }

// report prints diagnostics and ends the command when there is an error among
// them.
func (a *app) report(list diag.List) error {
	a.say(list)
	if list.HasErrors() {
		return errReported
	}
	return nil
}

// print writes a line of results to standard output, made harmless to a
// terminal: it may name files and quote what stands in them.
func (a *app) print(line string) { fmt.Fprintln(a.world.Out, diag.Printable(line)) }

// printText is print of a text of several lines.
func (a *app) printText(text string) {
	for line := range strings.Lines(text) {
		a.print(strings.TrimSuffix(line, "\n"))
	}
}

// refuse prints diagnostics about the use or configuration of the program.
func (a *app) refuse(list diag.List) error {
	a.say(list)
	return errUsage
}

// epoch is the date that SOURCE_DATE_EPOCH gives (https://reproducible-builds.org/specs/source-date-epoch/), zero for none.
func (a *app) epoch() (time.Time, diag.List) {
	s, ok := a.world.Env("SOURCE_DATE_EPOCH")
	if !ok || s == "" {
		return time.Time{}, nil
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 || n > 253402300799 {
		return time.Time{}, diag.List{diag.Errorf(diag.Pos{}, "SOURCE_DATE_EPOCH 应为 1970 年以来的秒数：%s", "SOURCE_DATE_EPOCH should be seconds since 1970: %s", s)}
	}
	return time.Unix(n, 0).UTC(), nil
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "gongwen",
		Short:         a.text("制作正式公文：检查报告，生成 DOCX 和 PDF", "Make formal Chinese government reports: check them, write DOCX and PDF"),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          unknownCommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SuggestionsMinimumDistance = 2
	root.SetOut(a.world.Out)
	root.SetErr(a.world.Err)
	flags := root.PersistentFlags()
	flags.StringVar(&a.config, "config", "", a.text("配置文件（默认为当前文件夹的 gongwen.yaml）", "configuration file (default gongwen.yaml in the working directory)"))
	flags.String("lang", "zh", a.text("提示的语言：zh 或 en", "language of messages: zh or en"))
	root.AddCommand(a.initCommand(), a.checkCommand(), a.explainCommand(), a.buildCommand(), a.convertCommand(), a.fixCommand(), a.importCommand(), a.sumCommand(), a.archiveCommand(), a.signCommand(), a.verifyCommand(), a.templateCommand(), a.versionCommand())
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return err })
	localise(root, a)
	return root
}
