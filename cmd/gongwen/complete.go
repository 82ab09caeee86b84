package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/engine"
	"gongwen/configs"
	"gongwen/output/format"
)

// offer has shells complete the values of flags and arguments.
func (a *app) offer(root *cobra.Command) error {
	var problems []error
	for _, cmd := range everyCommand(root) {
		for name, values := range a.flagValues(cmd) {
			if cmd.LocalFlags().Lookup(name) != nil {
				problems = append(problems, cmd.RegisterFlagCompletionFunc(name, values))
			}
		}
		if values := a.argumentValues(cmd.CommandPath()); values != nil {
			cmd.ValidArgsFunction = values
		}
	}
	return errors.Join(problems...)
}

// everyCommand is a command and all below it.
func everyCommand(root *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{root}
	for _, cmd := range root.Commands() {
		all = append(all, everyCommand(cmd)...)
	}
	return all
}

// reportEndings are those of report files.
var reportEndings = []string{"yaml", "yml", "json", "xlsx"}

// flagValues are the values of the flags of a command by name; other flags take
// the names of any files.
func (a *app) flagValues(cmd *cobra.Command) map[string]cobra.CompletionFunc {
	values := map[string]cobra.CompletionFunc{
		"to":        listOf(func() []string { return format.Help(a.lang) }),
		"pdf-level": oneOf(func() []string { return engine.DocumentKinds().PDFLevels }),
		"level":     oneOf(func() []string { return configs.SignLevels }),
		"lang":      oneOf(func() []string { return []string{"zh", "en"} }),
		"template":  oneOf(func() []string { return a.known(cmd).Templates() }),
		"format":    oneOf(func() []string { return formatsOf[cmd.Name()] }),
		"config":    filesOf("yaml", "yml"),
		"previous":  filesOf(reportEndings...),
		"from":      filesOf(reportEndings...),
		"roster":    filesOf("txt", "csv", "xlsx", "yaml"),
		"workbook":  filesOf("xlsx"),
		"key":       filesOf("p12", "pfx", "pem"),
		"cert":      filesOf("pem", "der", "cer", "crt"),
		"crl":       filesOf("crl", "pem"),
		"picture":   filesOf("png", "jpg", "jpeg"),
		"signed":    folders,
	}
	switch cmd.Name() {
	case "build", "archive":
		values["style"] = oneOf(func() []string { return a.known(cmd).Styles() })
		values["output"] = folders
	case "import", "sum":
		values["output"] = filesOf(reportEndings...)
	case "sign":
		values["output"] = filesOf("pdf")
	}
	return values
}

// formatsOf are the values of --format by command.
var formatsOf = map[string][]string{"check": messageFormats, "verify": resultFormats, "archive": bagForms}

// argumentValues are the arguments of the command at a path; nil for any files.
func (a *app) argumentValues(path string) cobra.CompletionFunc {
	switch strings.TrimPrefix(path, "gongwen ") {
	case "check", "build", "sum", "archive", "convert", "init":
		return filesOf(reportEndings...)
	case "import":
		return filesOf("docx", "html", "htm", "pdf", "txt", "md")
	case "sign":
		return filesOf("pdf")
	case "template check", "template new":
		return filesOf("yaml")
	case "explain":
		return a.rulesLeft
	case "template show", "template schema":
		return a.firstTemplate
	}
	return nil
}

// rulesLeft are the rules that have not been named.
func (a *app) rulesLeft(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	rules, _ := engine.RulesOf(a.known(cmd), "")
	ids := slices.DeleteFunc(engine.RuleIDs(rules), func(id string) bool { return slices.Contains(args, id) })
	return ids, cobra.ShellCompDirectiveNoFileComp
}

// firstTemplate are the templates where none has been named.
func (a *app) firstTemplate(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return a.known(cmd).Templates(), cobra.ShellCompDirectiveNoFileComp
}

// oneOf offers values.
func oneOf(values func() []string) cobra.CompletionFunc {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return values(), cobra.ShellCompDirectiveNoFileComp
	}
}

// listOf offers what may stand behind those values of a list that have begun.
func listOf(values func() []string) cobra.CompletionFunc {
	return func(_ *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
		before := begun[:strings.LastIndexByte(begun, ',')+1]
		had := strings.Split(before, ",")
		var out []string
		for _, v := range values() {
			if name, _, _ := strings.Cut(v, "\t"); !slices.Contains(had, name) {
				out = append(out, before+v)
			}
		}
		return out, cobra.ShellCompDirectiveNoFileComp
	}
}

// filesOf offers files by their endings, and folders.
func filesOf(endings ...string) cobra.CompletionFunc {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return endings, cobra.ShellCompDirectiveFilterFileExt
	}
}

func folders(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveFilterDirs
}

// known is the library that the configuration names, or the embedded one while
// that cannot be used: a shell that completes has no use for messages.
func (a *app) known(cmd *cobra.Command) *configs.Library {
	config, _ := configs.Load(cmd.Context(), configs.Options{File: a.config, Env: a.world.Env, Flags: cmd.Flags(), Kinds: engine.DocumentKinds()})
	library, _ := configs.OpenLibrary(config.Templates)
	if library == nil {
		return configs.NewLibrary(nil)
	}
	return library
}
