package console

import (
	"bufio"
	"context"
	"io"
	"os/exec"
	"runtime"
	"strings"

	"github.com/inconshreveable/mousetrap"
)

// FromDesktop reports whether Explorer started the program, by a double click or by
// files that were dropped on it.
func FromDesktop() bool { return mousetrap.StartedByExplorer() }

// Lines gives, each time it is called, the next line of in without its end and
// blanks; none at the end of in.
func Lines(in io.Reader) func() string {
	lines := bufio.NewReader(in)
	return func() string {
		line, _ := lines.ReadString('\n')
		return strings.TrimSpace(line)
	}
}

// Show opens a file or a folder with what the desktop has for it, and does not
// wait for that.
func Show(path string) error {
	program := "xdg-open"
	switch runtime.GOOS {
	case "windows":
		program = "explorer.exe"
	case "darwin":
		program = "open"
	}
	return exec.CommandContext(context.Background(), program, path).Start()
}
