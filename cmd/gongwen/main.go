// Command gongwen makes formal Chinese government reports: it checks report
// files and writes them as DOCX and PDF.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/console"
)

func main() {
	holdOff()
	os.Exit(run())
}

// Standard output that was closed before the start (>&-) is not told: the Go
// runtime puts /dev/null in its place, open for reading and writing, which is
// also what Python and Node give to programs whose output nobody wants.
func run() int {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	signal.Ignore(syscall.SIGPIPE) // a closed pipe is an error of writing, which is said
	ask, restore := console.Secrets(os.Stdin, os.Stderr)
	defer restore()
	cobra.MousetrapHelpText = "" // Explorer may start the program: it is made for that
	world := command.World{
		Args: os.Args[1:], Env: os.LookupEnv, Now: time.Now, Out: os.Stdout, Err: os.Stderr,
		Secret: ask, Width: console.TerminalWidth(os.Stderr), Colours: console.ShowsColours(), Shown: console.TerminalWidth(os.Stdout) != nil,
		Desktop: console.FromDesktop(), Answer: console.Lines(os.Stdin), Show: console.Show,
		OutEncoding: console.EncodingOf(os.Stdout), ErrEncoding: console.EncodingOf(os.Stderr),
	}
	if runtime.GOOS == "windows" { // whose shells leave that to programs
		world.Args = console.Expand(world.Args)
	}
	return obey(signals, time.After, func(ctx context.Context, l *linger) int {
		world.Linger = l.AtLeast
		return Main(ctx, world)
	})
}
