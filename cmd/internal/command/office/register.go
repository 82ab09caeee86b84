package office

import (
	"os"
	"strconv"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/office/confined"
	"gongwen/cmd/internal/office/jobs"
	"gongwen/data/records"
	"gongwen/internal/infile"
)

// countCommand is the command that counts a register in a process of its own.
const countCommand = "count-register"

// countRegisterCommand is for the program's own use: a register comes through standard
// input.
func (a app) countRegisterCommand() *cobra.Command {
	return &cobra.Command{
		Use:    countCommand + " NAME YEAR",
		Hidden: true,
		Args:   cobra.ExactArgs(2), //nolint:mnd // as Use says
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := confined.Enter(); err != nil {
				return a.broken(err)
			}
			return a.countRegister(cmd, args[0], args[1])
		},
	}
}

func (a app) countRegister(cmd *cobra.Command, name, of string) error {
	year, err := strconv.Atoi(of)
	if err != nil {
		return a.broken(err)
	}
	setup, err := a.Setup(cmd.Context(), cmd.Flags(), command.DocumentOptions{})
	if err != nil {
		return err
	}
	content, err := infile.Read(cmd.Context(), infile.Stdin, records.MaxBytes)
	if err != nil {
		return a.broken(err)
	}
	answer, err := jobs.Counting(cmd.Context(), setup.Engine, name, year, content)
	if err != nil {
		return a.broken(err)
	}
	_, err = a.Data.Write(answer)
	return err
}

// counter counts registers in processes of this program.
func (a app) counter(setup command.Setup) (jobs.Counter, error) {
	program, args, err := a.itself(setup, countCommand)
	if err != nil {
		return nil, err
	}
	return jobs.ConfinedCounter(confined.Standard(), program, args, os.Environ()...), nil
}
