package console

import (
	"fmt"
	"os"

	"golang.org/x/term"
)

// TerminalWidth asks a terminal how wide it is; nil for what is none.
func TerminalWidth(terminal *os.File) func() int {
	fd := int(terminal.Fd())
	if !term.IsTerminal(fd) {
		return nil
	}
	return func() int {
		columns, _, err := term.GetSize(fd)
		if err != nil || columns < 1 {
			const usual = 80
			return usual
		}
		return columns
	}
}

// Secrets gives a function that asks for a secret at the terminal in and does
// not show what is typed; ask is nil where in is no terminal. Prompts go to
// out. restore makes the terminal show again what is typed: it is called when a
// run ends while it asks.
func Secrets(in, out *os.File) (ask func(prompt string) (string, error), restore func()) {
	fd := int(in.Fd())
	before, err := term.GetState(fd)
	if err != nil {
		return nil, func() {}
	}
	ask = func(prompt string) (string, error) {
		if _, err := fmt.Fprint(out, prompt); err != nil {
			return "", err
		}
		secret, err := term.ReadPassword(fd)
		fmt.Fprintln(out)
		return string(secret), err
	}
	return ask, func() { _ = term.Restore(fd, before) }
}
