package command

import (
	"errors"
	"os"
	"slices"

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
	for _, ending := range slices.Concat(ReportEndings, checkedEndings) {
		if whole := args[0] + "." + ending; isThere(whole) {
			return Usagef("没有命令“%s”；是文件的，名称要写全：%s", "there is no command %q; of a file write the whole name: %s", args[0], whole)
		}
	}
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		return Usagef("没有命令“%s”，是不是“%s”？", "there is no command %q; did you mean %q?", args[0], near[0])
	}
	return Usagef("没有命令“%s”", "there is no command %q", args[0])
}

func isThere(path string) bool {
	_, err := os.Stat(path)
	return err == nil
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

// Between asks for at least and at most so many arguments. cobra's own functions for that
// speak English only.
func Between(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return Usagef("%s 后面写得不够，要 %d 个，只有 %d 个", "%s needs %d arguments, there are %d", cmd.Name(), least, len(args))
		case len(args) > most:
			return Usagef("%s 后面多写了“%s”", "%s does not take %q", cmd.Name(), args[most])
		}
		return nil
	}
}
