// Package signatures holds the commands that sign, and that check what was signed.
package signatures

import (
	"github.com/spf13/cobra"

	"gongwen/cmd/internal/command"
	"gongwen/internal/diag"
)

// Group is the commands of this package.
func Group() command.Group {
	return command.Group{Title: diag.Text{ZH: "签名", EN: "Signatures"}, Names: []string{"sign", "verify", "seal"}, Commands: commands}
}

func commands(run *command.App) []*cobra.Command {
	a := app{run}
	return []*cobra.Command{a.signCommand(), a.verifyCommand(), a.sealCommand()}
}

// app is one run of the program, as the commands of this package use it.
type app struct{ *command.App }
