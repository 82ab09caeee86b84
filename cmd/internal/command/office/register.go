package office

import (
	"context"
	"os"
	"strconv"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/office/confined"
	"gongwen/cmd/internal/office/jobs"
	"gongwen/data/records"
)

// countCommand is the command that counts a register in a process of its own.
const countCommand = "count-register"

// countRegisterCommand counts a register in a process of its own.
func (a app) countRegisterCommand() *cobra.Command {
	return a.confined(countCommand, []string{"NAME", "YEAR", "SHEET"}, records.MaxBytes,
		func(ctx context.Context, setup command.Setup, args []string, content []byte) ([]byte, error) {
			year, err := strconv.Atoi(args[1])
			if err != nil {
				return nil, err
			}
			return jobs.Counting(ctx, setup.Engine, jobs.Register{Name: args[0], Year: year, Sheet: args[2], Content: content})
		})
}

// counter counts registers in processes of this program.
func (a app) counter(setup command.Setup) (jobs.Counter, error) {
	program, args, err := a.itself(setup, countCommand)
	if err != nil {
		return nil, err
	}
	scan, err := a.scanner()
	if err != nil {
		return nil, err
	}
	return jobs.ScannedCounter(jobs.ConfinedCounter(confined.Standard(), program, args, os.Environ()...), scan), nil
}
