package console

import (
	"bufio"
	"context"
	"io"
	"os/exec"
	"runtime"

	"github.com/inconshreveable/mousetrap"
)

// FromDesktop reports whether Explorer started the program, by a double click or by
// files that were dropped on it.
func FromDesktop() bool { return mousetrap.StartedByExplorer() }

// Enter waits for a line of in.
func Enter(in io.Reader) { _, _ = bufio.NewReader(in).ReadString('\n') }

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
