package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/engine"
	"gongwen/configs"
	"gongwen/output/format"
)

// offer has shells complete the values of flags and the names of files. What
// cannot be offered, since a command has no such flag, is a mistake of the
// program that its tests find.
func (a *app) offer(root *cobra.Command) {
	for _, cmd := range everyCommand(root) {
		offerFlags(cmd, map[string]func() []string{
			"to":        func() []string { return format.Help(a.lang) },
			"pdf-level": func() []string { return engine.DocumentKinds().PDFLevels },
			"lang":      func() []string { return []string{"zh", "en"} },
			"level":     func() []string { return configs.SignLevels },
			"template":  func() []string { return a.known(cmd).Templates() },
			"style":     func() []string { return a.known(cmd).Styles() },
			"format":    func() []string { return formatsOf[cmd.Name()] },
		})
		offerFiles(cmd)
		offerFolders(cmd)
	}
	a.offerNames(root)
}

// formatsOf are the values of --format by command.
var formatsOf = map[string][]string{"check": messageFormats, "verify": resultFormats, "archive": bagForms}

func everyCommand(root *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{root}
	for _, cmd := range root.Commands() {
		all = append(all, everyCommand(cmd)...)
	}
	return all
}

// offerFlags offers the values of the flags that a command has.
func offerFlags(cmd *cobra.Command, values map[string]func() []string) {
	for name, list := range values {
		flag := cmd.Flags().Lookup(name)
		if flag == nil {
			flag = cmd.PersistentFlags().Lookup(name)
		}
		if flag == nil || flag.Value.Type() == "bool" {
			continue
		}
		several := flag.Value.Type() == "stringSlice"
		_ = cmd.RegisterFlagCompletionFunc(name, func(_ *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
			if several {
				return further(list(), begun), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
			}
			return list(), cobra.ShellCompDirectiveNoFileComp
		})
	}
}

// further are the values that may stand behind those of a list that has begun.
func further(values []string, begun string) []string {
	i := strings.LastIndexByte(begun, ',') + 1
	had := strings.Split(begun[:i], ",")
	var out []string
	for _, v := range values {
		if name, _, _ := strings.Cut(v, "\t"); !slices.Contains(had, name) {
			out = append(out, begun[:i]+v)
		}
	}
	return out
}

// reportEndings are those of report files.
var reportEndings = []string{"yaml", "yml", "json", "xlsx"}

// offerFiles offers the files that the arguments and flags of a command take.
func offerFiles(cmd *cobra.Command) {
	endings := map[string][]string{
		"check": reportEndings, "build": reportEndings, "sum": reportEndings, "archive": reportEndings,
		"convert": reportEndings, "init": reportEndings, "sign": {"pdf"},
		"import": {"docx", "html", "htm", "pdf", "txt", "md"},
	}
	if list, known := endings[cmd.Name()]; known {
		cmd.ValidArgsFunction = filesOf(list...)
	}
	for name, list := range map[string][]string{
		"previous": reportEndings, "from": reportEndings, "config": {"yaml", "yml"},
		"roster": {"txt", "csv", "xlsx", "yaml"}, "workbook": {"xlsx"},
		"key": {"p12", "pfx", "pem"}, "cert": {"pem", "der", "cer", "crt"}, "crl": {"crl", "pem"}, "picture": {"png", "jpg", "jpeg"},
	} {
		if cmd.Flags().Lookup(name) != nil || cmd.PersistentFlags().Lookup(name) != nil {
			_ = cmd.RegisterFlagCompletionFunc(name, filesOf(list...))
		}
	}
}

func filesOf(endings ...string) cobra.CompletionFunc {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return endings, cobra.ShellCompDirectiveFilterFileExt
	}
}

// offerFolders offers the folders that flags of a command take.
func offerFolders(cmd *cobra.Command) {
	folders := func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return nil, cobra.ShellCompDirectiveFilterDirs
	}
	names := []string{"signed"}
	if cmd.Name() == "build" || cmd.Name() == "archive" {
		names = append(names, "output")
	}
	for _, name := range names {
		if cmd.Flags().Lookup(name) != nil {
			_ = cmd.RegisterFlagCompletionFunc(name, folders)
		}
	}
}

// offerNames offers rules and templates as arguments.
func (a *app) offerNames(root *cobra.Command) {
	for _, cmd := range everyCommand(root) {
		switch cmd.CommandPath() {
		case "gongwen explain":
			cmd.ValidArgsFunction = func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
				rules, _ := rulesOf(a.known(cmd), "")
				return slices.DeleteFunc(idsOf(rules), func(id string) bool { return slices.Contains(args, id) }), cobra.ShellCompDirectiveNoFileComp
			}
		case "gongwen template show", "gongwen template schema":
			cmd.ValidArgsFunction = func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
				if len(args) > 0 {
					return nil, cobra.ShellCompDirectiveNoFileComp
				}
				return a.known(cmd).Templates(), cobra.ShellCompDirectiveNoFileComp
			}
		case "gongwen template check", "gongwen template new":
			cmd.ValidArgsFunction = filesOf("yaml")
		}
	}
}

// known is the library that the configuration names, or the embedded one while
// that cannot be used: a shell that completes has no use for messages.
func (a *app) known(cmd *cobra.Command) *configs.Library {
	config, _ := configs.Load(configs.Options{File: a.config, Env: a.world.Env, Flags: cmd.Flags(), Kinds: engine.DocumentKinds()})
	library, _ := configs.OpenLibrary(config.Templates)
	if library == nil {
		return configs.NewLibrary(nil)
	}
	return library
}
