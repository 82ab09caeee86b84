package command

import (
	"errors"
	"io"
	"time"

	"golang.org/x/text/encoding"
)

// World is what the program sees of its surroundings.
type World struct {
	Args    []string
	Env     func(name string) (string, bool) // as os.LookupEnv
	Now     func() time.Time                 // proposes a year for a new report; dates signatures
	Out     io.Writer
	Err     io.Writer
	Version string // of the program

	// Secret asks at the terminal for something that is not shown; nil where
	// there is no terminal.
	Secret func(prompt string) (string, error)

	// Width is how many columns the terminal at Err has; nil where Err is none.
	Width func() int
	// Colours says that this terminal can show colours.
	Colours bool
	// Shown says that Out is a terminal.
	Shown bool

	// Linger has a command that was ended by a signal waited for this long, in place of a
	// moment; nil where there are no signals.
	Linger func(time.Duration)

	// Desktop says that the program was started from a desktop, by a double click or
	// by files dropped on it: in a window that closes at its end.
	Desktop bool
	// Answer is the line that somebody types, with Enter behind it; nil where nobody can.
	Answer func() string
	// Show opens a file or a folder for the user to see; nil where nothing can.
	Show func(path string) error

	// OutEncoding and ErrEncoding are those of text at Out and Err, where it is read by
	// programs that know no other; nil for UTF-8.
	OutEncoding, ErrEncoding encoding.Encoding
}

// Exit codes of the command line's contract.
const (
	ExitDone   = 0
	ExitReport = 1        // a report has errors or could not be written
	ExitUsage  = 2        // wrong usage or configuration
	ExitPipe   = 128 + 13 // nobody read on: as SIGPIPE ends programs
)

// ErrReported ends a command whose diagnostics have been printed.
var ErrReported = errors.New("reported")

// errUsage ends a command that was used wrongly, which has been said.
var errUsage = errors.New("usage")
