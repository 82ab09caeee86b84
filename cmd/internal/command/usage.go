package command

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongwen/internal/diag"
)

// wrongUsage is an error in both languages.
type wrongUsage struct{ diag.Text }

func (w wrongUsage) Error() string { return w.ZH }

// Usagef is an error of using the command line wrongly, as diag.T formats it.
func Usagef(zh, en string, args ...any) error { return wrongUsage{diag.T(zh, en, args...)} }

// usageError says in both languages what is wrong with the command line.
func usageError(err error) diag.Diagnostic {
	var (
		ours    wrongUsage
		unknown *pflag.NotExistError
		value   *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
		syntax  *pflag.InvalidSyntaxError
	)
	switch {
	case errors.As(err, &ours):
		return diag.Diagnostic{Message: ours.Text}
	case errors.As(err, &unknown):
		return diag.Errorf(diag.Pos{}, "没有选项 %s", "there is no flag %s", dashed(unknown.GetSpecifiedName()))
	case errors.As(err, &value):
		return diag.Errorf(diag.Pos{}, "选项 %s 后面要有值", "flag %s needs a value", dashed(value.GetSpecifiedName()))
	case errors.As(err, &invalid):
		return diag.Errorf(diag.Pos{}, "选项 --%s 的值“%s”不对", "flag --%s has the invalid value %q", invalid.GetFlag().Name, invalid.GetValue())
	case errors.As(err, &syntax):
		return diag.Errorf(diag.Pos{}, "选项写法不对：%s", "bad flag syntax: %s", syntax.GetSpecifiedFlag())
	}
	return diag.Errorf(diag.Pos{}, "用法不对：%v", "wrong usage: %v", err)
}

func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// UnknownCommand refuses words that name no command.
func UnknownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		return Usagef("没有命令“%s”，是不是“%s”？", "there is no command %q; did you mean %q?", args[0], near[0])
	}
	return Usagef("没有命令“%s”", "there is no command %q", args[0])
}

// NeedFiles asks for at least one argument.
func NeedFiles(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return Usagef("%s 后面要写报告文件", "%s needs a report file", cmd.Name())
	}
	return nil
}

// Exactly asks for so many arguments; missing says so.
func Exactly(n int, missing diag.Text) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != n {
			return wrongUsage{missing}
		}
		return nil
	}
}

// localise puts the help that cobra brings into the language of the run.
func (a *App) localise(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "help":
			cmd.Short = a.Text("说明一个命令", "Help about a command")
		case "completion":
			cmd.Short = a.Text("生成命令行补全脚本（bash、zsh、fish、powershell）", "Write a completion script for a shell (bash, zsh, fish, powershell)")
			cmd.Long = cmd.Short
			for _, shell := range cmd.Commands() {
				shell.Short = a.Text(shell.Name()+" 的补全脚本", "Completion script for "+shell.Name())
			}
		}
	}
	for _, cmd := range everyCommand(root) {
		cmd.InitDefaultHelpFlag()
		cmd.Flags().Lookup("help").Usage = a.Text("显示说明", "show this help")
	}
	root.InitDefaultVersionFlag()
	root.Flags().Lookup("version").Usage = a.Text("显示程序的版本", "show the version of the program")
	root.SetUsageTemplate(a.usageTemplate())
}

// usageTemplate is cobra's, in the language of the run.
func (a *App) usageTemplate() string {
	words := []string{
		"{USAGE}", a.Text("用法：", "Usage:"),
		"{COMMAND}", a.Text("[命令]", "[command]"),
		"{EXAMPLES}", a.Text("例：", "Examples:"),
		"{COMMANDS}", a.Text("命令：", "Commands:"),
		"{OTHERS}", a.Text("其他：", "Others:"),
		"{FLAGS}", a.Text("选项：", "Flags:"),
		"{GLOBAL}", a.Text("通用选项：", "Global flags:"),
		"{MORE}", fmt.Sprintf(a.Text("用“%s”看一个命令的说明。", "Use %q for help about a command."), "gongwen [command] --help"),
	}
	return strings.NewReplacer(words...).Replace(`{USAGE}{{if .Runnable}}
  {{.UseLine}}{{end}}{{if .HasAvailableSubCommands}}
  {{.CommandPath}} {COMMAND}{{end}}{{if .HasExample}}

{EXAMPLES}
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}{{$commands := .Commands}}{{range $group := .Groups}}

{{.Title}}{{range $commands}}{{if and (eq .GroupID $group.ID) .IsAvailableCommand}}
  {{rpad .Name .NamePadding }} {{.Short}}{{end}}{{end}}{{end}}{{if not .AllChildCommandsHaveGroup}}

{{if .Groups}}{OTHERS}{{else}}{COMMANDS}{{end}}{{range $commands}}{{if and (eq .GroupID "") (or .IsAvailableCommand (eq .Name "help"))}}
  {{rpad .Name .NamePadding }} {{.Short}}{{end}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

{FLAGS}
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

{GLOBAL}
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableSubCommands}}

{MORE}{{end}}
`)
}
