package command

import (
	"path/filepath"

	"gongwen/cmd/internal/console"
	"gongwen/internal/infile"
	"gongwen/internal/source"
)

// newPrinter prints diagnostics to standard error as the terminal there, if
// there is one, can show them.
func (a *App) newPrinter() *console.Printer {
	return console.New(a.World.Err, console.Options{
		Lang: a.Lang, Width: a.World.Width, Colour: a.colourful(), Source: readAgain,
	})
}

// colourful reports whether diagnostics are coloured: on a terminal that shows
// colours and for a user who wants them (https://no-color.org).
func (a *App) colourful() bool {
	unwanted, _ := a.World.Env("NO_COLOR")
	return a.World.Width != nil && a.World.Colours && unwanted == "" && !a.dumb()
}

// dumb reports whether the terminal knows nothing but lines: neither colours
// nor going back to the beginning of a line.
func (a *App) dumb() bool {
	kind, _ := a.World.Env("TERM")
	return kind == "dumb"
}

// readAgain reads a file that a diagnostic speaks of. What can be read only once
// is not read again.
func readAgain(file string) ([]byte, bool) {
	content, err := infile.ReadIn(infile.Folder(filepath.Dir(file)), filepath.Base(file), source.MaxBytes)
	return content, err == nil
}

// Progress shows how far a run of so many reports has come.
func (a *App) Progress(total int) *console.Progress {
	columns := a.World.Width
	if a.dumb() {
		columns = nil
	}
	return &console.Progress{Out: a.World.Err, Columns: columns, Lang: a.Lang, Total: total}
}
