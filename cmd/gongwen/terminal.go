package main

import (
	"fmt"
	"os"

	"golang.org/x/term"
)

// terminal asks for secrets where somebody sits before a terminal; nil where
// nobody does.
func terminal() func(prompt string) (string, error) {
	in := int(os.Stdin.Fd())
	if !term.IsTerminal(in) {
		return nil
	}
	return func(prompt string) (string, error) {
		fmt.Fprint(os.Stderr, prompt)
		secret, err := term.ReadPassword(in)
		fmt.Fprintln(os.Stderr)
		return string(secret), err
	}
}
