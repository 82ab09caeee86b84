package office

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/antivirus"
	"gongwen/cmd/internal/office/confined"
	"gongwen/cmd/internal/office/jobs"
	"gongwen/cmd/internal/office/store"
	"gongwen/cmd/internal/office/watch"
	"gongwen/internal/diag"
	"gongwen/internal/infile"
)

// readCommand is the command that reads an upload in a process of its own.
const readCommand = "read-upload"

// readUploadCommand reads an upload in a process of its own.
func (a app) readUploadCommand() *cobra.Command {
	return a.confined(readCommand, []string{"NAME"}, engine.StandardLimits().Document,
		func(ctx context.Context, setup command.Setup, args []string, content []byte) ([]byte, error) {
			return jobs.Reading(ctx, setup.Engine, args[0], content)
		})
}

// confined is a command for the program's own use, in a process with limits of its own: a
// file of at most so many bytes comes through standard input, what is made of it goes
// through standard output.
func (a app) confined(name string, takes []string, most int64, answer func(ctx context.Context, setup command.Setup, args []string, content []byte) ([]byte, error)) *cobra.Command {
	return &cobra.Command{
		Use:    strings.Join(append([]string{name}, takes...), " "),
		Hidden: true,
		Args:   command.Between(len(takes), len(takes)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := confined.Enter(); err != nil {
				return a.broken(err)
			}
			setup, err := a.Setup(cmd.Context(), cmd.Flags(), command.DocumentOptions{})
			if err != nil {
				return err
			}
			content, err := infile.Read(cmd.Context(), infile.Stdin, most)
			if err != nil {
				return a.broken(err)
			}
			made, err := answer(cmd.Context(), setup, args, content)
			if err != nil {
				return a.broken(err)
			}
			_, err = a.Data.Write(made)
			return err
		},
	}
}

// reader reads what is sent in processes of this program.
func (a app) reader(setup command.Setup) (jobs.Reader, error) {
	program, args, err := a.itself(setup, readCommand)
	if err != nil {
		return nil, err
	}
	scan, err := a.scanner()
	if err != nil {
		return nil, err
	}
	return jobs.Scanned(jobs.Confined(confined.Standard(), program, args, os.Environ()...), scan), nil
}

// scannerVariable names the clamd that looks at files that are sent.
const scannerVariable = "GONGWEN_CLAMD"

// scanner looks at files that are sent for viruses; nil where none is named.
func (a app) scanner() (antivirus.Scanner, error) {
	address, _ := a.World.Env(scannerVariable)
	if address == "" {
		return nil, nil
	}
	scan, err := antivirus.At(address)
	if err != nil {
		return nil, a.Fail(diag.Errorf(diag.Pos{}, "%s 不能用：%v", "%s cannot be used: %v", scannerVariable, err))
	}
	return scan, nil
}

// itself is this program with the arguments by which it does a command with the same
// configuration.
func (a app) itself(setup command.Setup, name string) (program string, args []string, err error) {
	if program, err = os.Executable(); err != nil {
		return "", nil, a.Fail(diag.Errorf(diag.Pos{}, "找不到程序自己：%v", "the program does not find itself: %v", err))
	}
	args = []string{name}
	if setup.Config.File != "" {
		args = append(args, "--config", setup.Config.File)
	}
	return program, args, nil
}

// queue opens the queue of a store, whose server is waited for so long.
func (a app) queue(ctx context.Context, s *store.Store, setup command.Setup, read jobs.Reader, log *slog.Logger, patience time.Duration, figures *watch.Figures) (q *jobs.Queue, err error) {
	settings, err := a.Fingerprint(setup)
	if err != nil {
		return nil, a.broken(err)
	}
	err = a.patiently(ctx, patience, func() (err error) {
		if err := a.sameClock(ctx, s); err != nil {
			return err
		}
		q, err = jobs.Open(ctx, jobs.Options{
			Store: s, Engine: setup.Engine, Now: a.World.Now, Log: log, Orders: setup.OrderOf,
			Read: read, For: settings, Makers: runtime.GOMAXPROCS(0),
			Observe: figures.Job,
			Pack:    engine.PackOrder{Fields: setup.Config.Archive, Program: "gongwen " + a.World.Version},
		})
		return err
	})
	if err != nil && !errors.Is(err, command.ErrReported) {
		return nil, a.broken(err)
	}
	return q, err
}

// queueOf is queue with a reader of its own.
func (a app) queueOf(ctx context.Context, s *store.Store, setup command.Setup, patience time.Duration, figures *watch.Figures) (*jobs.Queue, error) {
	read, err := a.reader(setup)
	if err != nil {
		return nil, err
	}
	return a.queue(ctx, s, setup, read, watch.Log(a.World.Err), patience, figures)
}

// ended stops and closes a queue; err is what went before.
func (a app) ended(ctx context.Context, q *jobs.Queue, err error) error {
	if stopping := errors.Join(q.Stop(context.WithoutCancel(ctx)), q.Close()); err == nil && stopping != nil {
		return a.broken(stopping)
	}
	return err
}
