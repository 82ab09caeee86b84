package console

import (
	"os"

	"golang.org/x/sys/windows"
)

// ShowsColours asks the console at standard error to understand the sequences
// that colour text, and reports whether it does.
func ShowsColours() bool {
	var mode uint32
	console := windows.Handle(os.Stderr.Fd())
	if windows.GetConsoleMode(console, &mode) != nil {
		return false
	}
	return windows.SetConsoleMode(console, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING) == nil
}
