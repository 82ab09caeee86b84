package office

import (
	"context"
	"os"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/office/confined"
	"gongwen/cmd/internal/office/jobs"
)

// portalCommand is the command that compares a portal's page with what was signed in a process
// of its own.
const portalCommand = "compare-portal"

// comparePortalCommand compares a portal's page with what was signed, in a process of its own.
func (a app) comparePortalCommand() *cobra.Command {
	return a.confined(portalCommand, nil, jobs.MaxPortal,
		func(ctx context.Context, setup command.Setup, _ []string, content []byte) ([]byte, error) {
			return jobs.Showing(ctx, setup.Engine, content)
		})
}

// shower compares portals' pages in processes of this program.
func (a app) shower(setup command.Setup) (jobs.Shower, error) {
	program, args, err := a.itself(setup, portalCommand)
	if err != nil {
		return nil, err
	}
	return jobs.ConfinedShower(confined.Standard(), program, args, os.Environ()...), nil
}
