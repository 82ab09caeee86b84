package main

import (
	"fmt"
	"os"

	"golang.org/x/term"
)

// terminal asks for secrets where somebody sits before a terminal; ask is nil
// where nobody does. A run that ends while it asks has restore show again what
// is typed.
func terminal() (ask func(prompt string) (string, error), restore func()) {
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
