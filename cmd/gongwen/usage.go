package main

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

func usagef(zh, en string, args ...any) error { return wrongUsage{diag.T(zh, en, args...)} }

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

// unknownCommand refuses words that name no command.
func unknownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		return usagef("没有命令“%s”，是不是“%s”？", "there is no command %q; did you mean %q?", args[0], near[0])
	}
	return usagef("没有命令“%s”", "there is no command %q", args[0])
}

// needFiles asks for at least one argument.
func needFiles(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return usagef("%s 后面要写报告文件", "%s needs a report file", cmd.Name())
	}
	return nil
}

// localise puts the help that cobra brings into the language of the run.
func localise(root *cobra.Command, a *app) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "help":
			cmd.Short = a.text("说明一个命令", "Help about a command")
		case "completion":
			cmd.Short = a.text("生成命令行补全脚本（bash、zsh、fish、powershell）", "Write a completion script for a shell (bash, zsh, fish, powershell)")
			cmd.Long = cmd.Short
			for _, shell := range cmd.Commands() {
				shell.Short = a.text(shell.Name()+" 的补全脚本", "Completion script for "+shell.Name())
			}
		}
	}
	for _, cmd := range append(root.Commands(), root) {
		cmd.InitDefaultHelpFlag()
		cmd.Flags().Lookup("help").Usage = a.text("显示说明", "show this help")
	}
	root.SetUsageTemplate(usageTemplate(a))
}

// usageTemplate is cobra's, in the language of the run.
func usageTemplate(a *app) string {
	words := []string{
		"{USAGE}", a.text("用法：", "Usage:"),
		"{COMMAND}", a.text("[命令]", "[command]"),
		"{EXAMPLES}", a.text("例：", "Examples:"),
		"{COMMANDS}", a.text("命令：", "Commands:"),
		"{FLAGS}", a.text("选项：", "Flags:"),
		"{GLOBAL}", a.text("通用选项：", "Global flags:"),
		"{MORE}", fmt.Sprintf(a.text("用“%s”看一个命令的说明。", "Use %q for help about a command."), "gongwen [command] --help"),
	}
	return strings.NewReplacer(words...).Replace(`{USAGE}{{if .Runnable}}
  {{.UseLine}}{{end}}{{if .HasAvailableSubCommands}}
  {{.CommandPath}} {COMMAND}{{end}}{{if .HasExample}}

{EXAMPLES}
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}

{COMMANDS}{{range .Commands}}{{if or .IsAvailableCommand (eq .Name "help")}}
  {{rpad .Name .NamePadding }} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

{FLAGS}
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

{GLOBAL}
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableSubCommands}}

{MORE}{{end}}
`)
}
