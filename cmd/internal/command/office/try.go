package office

import (
	"context"
	"os"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/confined"
	"gongwen/cmd/internal/office/jobs"
)

// tryCommand is the command that reads a file that is kept as it was sent, in a process of
// its own.
const tryCommand = "try-file"

// tryFileCommand reads a picture or a signed file in a process of its own.
func (a app) tryFileCommand() *cobra.Command {
	return a.confined(tryCommand, []string{"NAME"}, engine.StandardLimits().Document,
		func(ctx context.Context, _ command.Setup, args []string, content []byte) ([]byte, error) {
			return jobs.Trying(ctx, args[0], content)
		})
}

// trier reads files for a trial in processes of this program.
func (a app) trier(setup command.Setup) (jobs.Trier, error) {
	program, args, err := a.itself(setup, tryCommand)
	if err != nil {
		return nil, err
	}
	return jobs.ConfinedTrier(confined.Standard(), program, args, os.Environ()...), nil
}
