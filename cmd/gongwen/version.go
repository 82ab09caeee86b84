package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/command"
	"gongwen/configs"
	"gongwen/fonts"
)

func versionCommand(a *command.App) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: a.Text("显示程序、格式、字体的版本", "Show the versions of the program, its templates and fonts"),
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			a.Print("gongwen " + a.World.Version)
			if info, ok := debug.ReadBuildInfo(); ok {
				for _, line := range buildLines(info) {
					a.Print(line)
				}
			}
			for _, id := range configs.NewLibrary(nil).Templates() {
				a.Print("template " + id)
			}
			for _, face := range fonts.Manifest() {
				if !face.Embedded {
					continue
				}
				a.Print(fmt.Sprintf("font %s %s sha256:%s", face.ID, face.Version, face.SHA256[:16]))
			}
			return nil
		},
	}
}

// version is what Go has written into the program: the tag of the commit it is
// built of, or a pseudo-version of it (https://go.dev/ref/mod#versions).
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "dev"
}

// buildLines say of which commit and with what the program was built. A program
// that was built outside of a repository knows no commit.
func buildLines(info *debug.BuildInfo) []string {
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	var lines []string
	if commit := settings["vcs.revision"]; commit != "" {
		if settings["vcs.modified"] == "true" {
			commit += " (changed)"
		}
		lines = append(lines, "commit "+commit+" "+settings["vcs.time"])
	}
	return append(lines, "built with "+info.GoVersion+" for "+settings["GOOS"]+"/"+settings["GOARCH"])
}
