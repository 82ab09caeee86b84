package console

import (
	"fmt"
	"os"

	"golang.org/x/term"
)

// TerminalWidth asks the terminal at standard error how wide it is; nil where
// there is none.
func TerminalWidth() func() int {
	fd := int(os.Stderr.Fd())
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

// Secrets asks for secrets where somebody sits before a terminal; ask is nil
// where nobody does. A run that ends while it asks has restore show again what
// is typed.
func Secrets() (ask func(prompt string) (string, error), restore func()) {
	in := int(os.Stdin.Fd())
	before, err := term.GetState(in)
	if err != nil {
		return nil, func() {}
	}
	ask = func(prompt string) (string, error) {
		fmt.Fprint(os.Stderr, prompt)
		secret, err := term.ReadPassword(in)
		fmt.Fprintln(os.Stderr)
		return string(secret), err
	}
	return ask, func() { _ = term.Restore(in, before) }
}
