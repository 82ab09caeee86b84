package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/command"
	"gongwen/configs"
	"gongwen/fonts"
)

// release is the version that a build gives itself with -ldflags -X.
var release string

func versionCommand(a *command.App) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: a.Text("显示程序、格式、字体的版本", "Show the versions of the program, its templates and fonts"),
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			a.Print("gongwen " + a.World.Version)
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

func version() string {
	if release != "" {
		return release
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "dev"
}
