// Package command holds what the commands of gongwen have in common: one run of
// the program with its surroundings (App), the way from flags and configuration
// to what the engine is asked for (Setup), wrong usage, printing and completion.
// The commands themselves stand in the packages below, by what they are about.
package command

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"gongwen/cmd/internal/console"
	"gongwen/internal/diag"
)

// App is one run of the program.
type App struct {
	World   World
	Lang    diag.Lang
	Printer *console.Printer // of diagnostics, to standard error
	Data    io.Writer        // standard output for what programs read, which is UTF-8 whatever the console has

	groups   []Group
	given    World            // as it was before its writers were wrapped
	out, err *console.Encoder // to which World.Out and World.Err write
	config   string           // the configuration file of the command line; empty for none
	quiet    bool
	encoding string
	wait     bool    // at the end
	seen     bool    // somebody has pressed Enter to close the window
	faults   []error // completions that meet no flag
	helpless error   // what help was asked about is no command
}

// outcome says what has not been said of an error of a command, which is named in
// full, and gives the exit code.
func (a *App) outcome(command string, err error) int {
	switch {
	case err == nil:
		return ExitDone
	case errors.Is(err, ErrReported):
		return ExitReport
	case !errors.Is(err, errUsage):
		a.Say(diag.List{usageError(err)})
		fmt.Fprintf(a.World.Err, a.Text("用法见 %s --help\n", "see %s --help\n"), command)
	}
	return ExitUsage
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

// Text is zh or en, by the language of the run.
func (a *App) Text(zh, en string) string { return diag.Text{ZH: zh, EN: en}.In(a.Lang) }

// Say prints diagnostics to standard error.
func (a *App) Say(list diag.List) { a.Printer.Print(list) }

// Report prints diagnostics and ends the command when there is an error among
// them.
func (a *App) Report(list diag.List) error {
	a.Say(list)
	if list.HasErrors() {
		return ErrReported
	}
	return nil
}

// Fail prints a diagnostic and ends the command with what Report gives for it.
func (a *App) Fail(d diag.Diagnostic) error { return a.Report(diag.List{d}) }

// Print writes a line of results to standard output, made harmless to a
// terminal: it may name files and quote what stands in them.
func (a *App) Print(line string) { fmt.Fprintln(a.World.Out, diag.Printable(line)) }

// Made prints the name of a file that was written as one of so many reports. Nobody
// reads a thousand names on a terminal: there they are left to the summary.
func (a *App) Made(file string, reports int) {
	const fewest = 20
	if a.quiet || a.World.Shown && reports > fewest {
		return
	}
	a.Print(file)
}

// PrintText is Print of a text of several lines.
func (a *App) PrintText(text string) {
	for line := range strings.Lines(text) {
		a.Print(strings.TrimSuffix(line, "\n"))
	}
}

// Refuse prints diagnostics about the use or configuration of the program.
func (a *App) Refuse(list diag.List) error {
	a.Say(list)
	return errUsage
}

// Epoch is the date that SOURCE_DATE_EPOCH gives (https://reproducible-builds.org/specs/source-date-epoch/), zero for none.
func (a *App) Epoch() (time.Time, diag.List) {
	s, ok := a.World.Env("SOURCE_DATE_EPOCH")
	if !ok || s == "" {
		return time.Time{}, nil
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 || n > 253402300799 {
		return time.Time{}, diag.List{diag.Errorf(diag.Pos{}, "SOURCE_DATE_EPOCH 应为 1970 年以来的秒数：%s", "SOURCE_DATE_EPOCH should be seconds since 1970: %s", s)}
	}
	return time.Unix(n, 0).UTC(), nil
}
