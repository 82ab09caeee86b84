// Package reports holds the commands about report files: from an empty one to one
// that is right, and from several to one.
package reports

import (
	"github.com/spf13/cobra"

	"gongwen/cmd/internal/command"
	"gongwen/internal/diag"
)

// Group is the commands of this package.
func Group() command.Group {
	return command.Group{Title: diag.Text{ZH: "报告文件", EN: "Report files"}, Names: []string{"check", "convert", "diff", "fix", "import", "init", "split", "sum"}, Commands: commands}
}

func commands(run *command.App) []*cobra.Command {
	a := app{run}
	return []*cobra.Command{a.checkCommand(), a.convertCommand(), a.diffCommand(), a.fixCommand(), a.importCommand(), a.initCommand(), a.splitCommand(), a.sumCommand()}
}

// app is one run of the program, as the commands of this package use it.
type app struct{ *command.App }
