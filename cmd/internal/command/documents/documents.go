// Package documents holds the commands that make documents of reports.
package documents

import (
	"github.com/spf13/cobra"

	"gongwen/cmd/internal/command"
	"gongwen/internal/diag"
)

// Group is the commands of this package.
func Group() command.Group {
	return command.Group{Title: diag.Text{ZH: "生成", EN: "Documents"}, Names: []string{"archive", "build", "merge"}, Commands: commands}
}

func commands(run *command.App) []*cobra.Command {
	a := app{run}
	return []*cobra.Command{a.archiveCommand(), a.buildCommand(), a.mergeCommand()}
}

// app is one run of the program, as the commands of this package use it.
type app struct{ *command.App }
