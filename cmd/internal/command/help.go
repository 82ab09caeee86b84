package command

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongwen/cmd/internal/console"
	"gongwen/internal/pattern"
)

// localise puts the help into the language of the run, also what cobra brings.
func (a *App) localise(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	root.InitDefaultVersionFlag()
	root.Flags().Lookup("version").Usage = a.Text("显示程序的版本", "show the version of the program")
	for _, cmd := range root.Commands() {
		for _, own := range everyCommand(cmd) {
			a.localiseOwn(own)
		}
	}
	root.SetUsageFunc(func(cmd *cobra.Command) error {
		_, err := fmt.Fprint(a.World.Out, a.usage(cmd))
		return err
	})
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) {
		if cmd.HasSubCommands() && cmd.Name() != "help" {
			if a.helpless = UnknownCommand(cmd, cmd.Flags().Args()); a.helpless != nil {
				return // about what is there no help
			}
		}
		about := cmd.Long
		if about == "" {
			about = cmd.Short
		}
		_, _ = fmt.Fprint(a.World.Out, about+"\n\n"+a.usage(cmd))
	})
}

// localiseUse puts into the language of the run how a command is called.
func (a *App) localiseUse(cmd *cobra.Command) {
	cmd.InitDefaultHelpFlag()
	cmd.Flags().Lookup("help").Usage = a.Text("显示说明", "show this help")
	cmd.DisableFlagsInUseLine = true // the texts say where flags stand
	cmd.Use = a.inLanguage(cmd.Use)
}

// localiseOwn puts the texts of a command that cobra brings into the language of
// the run.
func (a *App) localiseOwn(cmd *cobra.Command) {
	switch {
	case cmd.Name() == "help":
		cmd.Short = a.Text("说明一个命令", "Help about a command")
		cmd.Long = ""
		cmd.Run, cmd.RunE = nil, helpAbout
	case cmd.Name() == "completion":
		cmd.Short = a.Text("生成命令行补全脚本（bash、zsh、fish、powershell）", "Write a completion script for a shell (bash, zsh, fish, powershell)")
		cmd.Long = ""
	case cmd.HasParent() && cmd.Parent().Name() == "completion":
		cmd.Short = a.Text(cmd.Name()+" 的补全脚本", "Completion script for "+cmd.Name())
		cmd.Long = ""
		if f := cmd.Flags().Lookup("no-descriptions"); f != nil {
			f.Usage = a.Text("补全时不带说明", "complete without descriptions")
		}
	}
}

// helpAbout prints the help of the command that the arguments name.
func helpAbout(cmd *cobra.Command, args []string) error {
	about, rest, err := cmd.Root().Find(args)
	if err == nil && about.HasSubCommands() {
		err = UnknownCommand(about, rest)
	}
	if err != nil {
		return err
	}
	return about.Help()
}

// places are the words for arguments, as usage lines have them.
var places = map[string]string{
	"[flags]": "[选项]", "[command]": "[命令]", "FILE": "文件", "DIR": "文件夹", "FOLDER": "文件夹", "RULE": "规则", "TEMPLATE": "格式", "ID": "标识", "NAME": "名称",
	"IN": "原文件", "OUT": "新文件", "WORKBOOK": "工作簿", "OLD": "旧的", "NEW": "新的", "LOGIN": "账号", "REGISTER": "台账", "REPORT": "报告文件", "TABLE": "名单", "ROSTER": "名册", "YEAR": "年度", "SHEET": "工作表", "URL": "网址",
}

// placeWord finds the words of places, each as a whole: OLD is none in FOLDER.
var placeWord = pattern.New(`\[[a-z]+\]|[A-Z]+`)

// inLanguage is a usage line in the language of the run.
func (a *App) inLanguage(line string) string {
	name, rest, _ := strings.Cut(line, " ")
	named := placeWord.ReplaceAllStringFunc(rest, func(word string) string { return cmp.Or(places[word], word) })
	return strings.TrimSpace(name + " " + a.Text(named, rest))
}

// usage says how a command is called.
func (a *App) usage(cmd *cobra.Command) string {
	a.localiseUse(cmd)
	var b strings.Builder
	part := func(title, text string) {
		if text = strings.TrimRight(text, " \n"); text != "" {
			if b.Len() > 0 {
				b.WriteByte('\n')
			}
			b.WriteString(title + "\n" + text + "\n")
		}
	}
	var lines []string
	if cmd.Runnable() {
		lines = append(lines, "  "+cmd.UseLine())
	}
	if cmd.HasAvailableSubCommands() {
		lines = append(lines, "  "+cmd.CommandPath()+a.Text(" [命令]", " [command]"))
	}
	if !cmd.HasParent() {
		lines[0] = "  gongwen " + a.Text("文件|文件夹…", "FILE|DIR…")
	}
	part(a.Text("用法：", "Usage:"), strings.Join(lines, "\n"))
	part(a.Text("例：", "Examples:"), cmd.Example)
	for _, group := range cmd.Groups() {
		part(group.Title, commandLines(cmd, group.ID))
	}
	others := a.Text("命令：", "Commands:")
	if len(cmd.Groups()) > 0 {
		others = a.Text("其他：", "Others:")
	}
	part(others, commandLines(cmd, ""))
	part(a.Text("选项：", "Flags:"), a.flagLines(cmd.LocalFlags()))
	part(a.Text("通用选项：", "Global flags:"), a.flagLines(cmd.InheritedFlags()))
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintf(&b, "\n"+a.Text("用“%s”看一个命令的说明。", "Use %q for help about a command.")+"\n", cmd.CommandPath()+a.Text(" 命令 --help", " COMMAND --help"))
	}
	return b.String()
}

// commandLines are the commands below one that are of a group.
func commandLines(cmd *cobra.Command, group string) string {
	var b strings.Builder
	shown := func(c *cobra.Command) bool { return c.IsAvailableCommand() || c.Name() == "help" }
	wide := len("completion ") // the longest that every list of all commands has
	for _, c := range cmd.Commands() {
		if shown(c) {
			wide = max(wide, len(c.Name()))
		}
	}
	for _, c := range cmd.Commands() {
		if c.GroupID == group && shown(c) {
			fmt.Fprintf(&b, "  %-*s %s\n", wide, c.Name(), c.Short)
		}
	}
	return b.String()
}

// flagLines say what flags mean, each on a line, the texts below one another.
func (a *App) flagLines(flags *pflag.FlagSet) string {
	var names, texts []string
	wide := 0
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		name := "      --" + f.Name
		if f.Shorthand != "" {
			name = "  -" + f.Shorthand + ", --" + f.Name
		}
		if kind := a.kind(f); kind != "" {
			name += " " + kind
		}
		names = append(names, name)
		texts = append(texts, f.Usage+a.usual(f))
		wide = max(wide, console.Columns(name))
	})
	var b strings.Builder
	for i, name := range names {
		b.WriteString(name + strings.Repeat(" ", wide-console.Columns(name)+3) + texts[i] + "\n")
	}
	return b.String()
}

// kind is the word for the value of a flag; a switch has none.
func (a *App) kind(f *pflag.Flag) string {
	switch f.Value.Type() {
	case "bool":
		return ""
	case "int":
		return a.Text("数", "number")
	case "duration":
		return a.Text("时长", "duration")
	case "stringSlice":
		return a.Text("文字,…", "text,…")
	}
	return a.Text("文字", "text")
}

// usual says what a flag is when it is not given, where that is anything.
func (a *App) usual(f *pflag.Flag) string {
	value := strings.Trim(f.DefValue, "[]")
	switch value {
	case "", "false", "0", "0s":
		return ""
	}
	return a.Text("（默认 ", " (default ") + value + a.Text("）", ")")
}
