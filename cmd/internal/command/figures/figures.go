// Package figures holds the commands that bring figures into a report from where
// they lie.
package figures

import (
	"github.com/spf13/cobra"

	"gongwen/cmd/internal/command"
	"gongwen/internal/diag"
)

// Group is the commands of this package.
func Group() command.Group {
	return command.Group{Title: diag.Text{ZH: "取数", EN: "Figures"}, Names: []string{"ledger", "pull"}, Commands: commands}
}

func commands(run *command.App) []*cobra.Command {
	a := app{run}
	return []*cobra.Command{a.ledgerCommand(), a.pullCommand()}
}

// app is one run of the program, as the commands of this package use it.
type app struct{ *command.App }
