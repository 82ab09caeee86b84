package office

import (
	"context"
	"os"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/office/api"
	"gongwen/cmd/internal/office/confined"
)

// workCommand is the command that works on report files in a process of its own.
const workCommand = "work-on-reports"

// workOnReportsCommand works on report files that a program has sent, in a process of its own.
func (a app) workOnReportsCommand() *cobra.Command {
	return a.confined(workCommand, nil, api.MaxWork,
		func(ctx context.Context, setup command.Setup, _ []string, content []byte) ([]byte, error) {
			return api.Working(ctx, setup.Engine, setup.OrderOf, content)
		})
}

// worker works on report files in processes of this program.
func (a app) worker(setup command.Setup) (api.Worker, error) {
	program, args, err := a.itself(setup, workCommand)
	if err != nil {
		return nil, err
	}
	return api.Confined(confined.Standard(), program, args, os.Environ()), nil
}
