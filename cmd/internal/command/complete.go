package command

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/engine"
	"gongwen/configs"
	"gongwen/output/format"
)

// Offer has shells complete the values of a flag of a command.
func (a *App) Offer(cmd *cobra.Command, flag string, values cobra.CompletionFunc) {
	if err := cmd.RegisterFlagCompletionFunc(flag, values); err != nil {
		a.faults = append(a.faults, err)
	}
}

// offerShared has shells complete the values of those flags that mean the same in
// every command.
func (a *App) offerShared(cmd *cobra.Command) {
	for name, values := range a.sharedFlags() {
		flag := cmd.LocalFlags().Lookup(name)
		if _, offered := cmd.GetFlagCompletionFunc(name); flag != nil && !offered && flag.Value.Type() != "bool" {
			a.Offer(cmd, name, values)
		}
	}
}

// completes reports whether it is a shell that asks.
func completes(args []string) bool {
	at := firstFile(args)
	return at >= 0 && slices.Contains([]string{cobra.ShellCompRequestCmd, cobra.ShellCompNoDescRequestCmd}, args[at])
}

// everyCommand is a command and all below it.
func everyCommand(root *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{root}
	for _, cmd := range root.Commands() {
		all = append(all, everyCommand(cmd)...)
	}
	return all
}

// ReportEndings are the endings of the names of report files, without their
// dots, as shells complete them.
var ReportEndings = []string{"yaml", "yml", "json", "xlsx"}

// sharedFlags are the values of flags by name; other flags take the names of any
// files.
func (a *App) sharedFlags() map[string]cobra.CompletionFunc {
	return map[string]cobra.CompletionFunc{
		"to":          listOf(func() []string { return format.Help(a.Lang) }),
		"pdf-level":   OneOf(engine.DocumentKinds().PDFLevels...),
		"ofd-profile": OneOf(engine.DocumentKinds().OFDProfiles...),
		"level":       OneOf(configs.SignLevels...),
		"lang":        OneOf("zh", "en"),
		"template":    a.ofLibrary((*configs.Library).Templates),
		"style":       a.ofLibrary((*configs.Library).Styles),
		"config":      FilesOf("yaml", "yml"),
		"previous":    FilesOf(ReportEndings...),
		"from":        FilesOf(ReportEndings...),
		"roster":      FilesOf("txt", "csv", "xlsx", "yaml"),
		"workbook":    FilesOf("xlsx"),
		"key":         FilesOf("p12", "pfx", "pem"),
		"cert":        FilesOf("pem", "der", "cer", "crt"),
		"crl":         FilesOf("crl", "pem"),
		"picture":     FilesOf("png", "jpg", "jpeg"),
		"signed":      Folders,
	}
}

// OneOf offers values.
func OneOf(values ...string) cobra.CompletionFunc {
	return oneOf(func() []string { return values })
}

// oneOf offers values that are asked for when a shell completes.
func oneOf(values func() []string) cobra.CompletionFunc {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return values(), cobra.ShellCompDirectiveNoFileComp
	}
}

// ofLibrary offers what the library has that the configuration names.
func (a *App) ofLibrary(values func(*configs.Library) []string) cobra.CompletionFunc {
	return func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
		return values(a.Known(cmd)), cobra.ShellCompDirectiveNoFileComp
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

// FilesOf offers files by their endings, and folders.
func FilesOf(endings ...string) cobra.CompletionFunc {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return endings, cobra.ShellCompDirectiveFilterFileExt
	}
}

// Folders offers folders.
func Folders(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveFilterDirs
}

// Known is the library that the configuration names, or the embedded one while
// that cannot be used: a shell that completes has no use for messages.
func (a *App) Known(cmd *cobra.Command) *configs.Library {
	config, _ := configs.Load(cmd.Context(), configs.Options{File: a.config, Env: a.World.Env, Flags: cmd.Flags(), Kinds: engine.DocumentKinds()})
	library, _ := configs.OpenLibrary(config.Templates)
	if library == nil {
		return configs.NewLibrary(nil)
	}
	return library
}
