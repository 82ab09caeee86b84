// Package templates holds the commands about templates, style sheets and rules.
package templates

import (
	"github.com/spf13/cobra"

	"gongwen/cmd/internal/command"
	"gongwen/internal/diag"
)

// Group is the commands of this package.
func Group() command.Group {
	return command.Group{Title: diag.Text{ZH: "格式和规则", EN: "Templates and rules"}, Names: []string{"explain", "template"}, Commands: commands}
}

func commands(run *command.App) []*cobra.Command {
	a := app{run}
	return []*cobra.Command{a.explainCommand(), a.templateCommand()}
}

// app is one run of the program, as the commands of this package use it.
type app struct{ *command.App }
