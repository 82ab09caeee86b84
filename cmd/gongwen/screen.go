package main

import (
	"path/filepath"

	"gongwen/cmd/internal/console"
	"gongwen/internal/infile"
	"gongwen/internal/source"
)

// newPrinter prints diagnostics to standard error as the terminal there, if
// there is one, can show them.
func (a *app) newPrinter() *console.Printer {
	return console.New(a.world.Err, console.Options{
		Lang: a.lang, Width: a.world.Width, Colour: a.colourful(), Source: readAgain,
	})
}

// colourful reports whether diagnostics are coloured: on a terminal that shows
// colours and for a user who wants them (https://no-color.org).
func (a *app) colourful() bool {
	unwanted, _ := a.world.Env("NO_COLOR")
	return a.world.Width != nil && a.world.Colours && unwanted == "" && !a.dumb()
}

// dumb reports whether the terminal knows nothing but lines: neither colours
// nor going back to the beginning of a line.
func (a *app) dumb() bool {
	kind, _ := a.world.Env("TERM")
	return kind == "dumb"
}

// readAgain reads a file that a diagnostic speaks of. What can be read only once
// is not read again.
func readAgain(file string) ([]byte, bool) {
	content, err := infile.ReadIn(infile.Folder(filepath.Dir(file)), filepath.Base(file), source.MaxBytes)
	return content, err == nil
}

// progress shows how far a run of so many reports has come.
func (a *app) progress(total int) *console.Progress {
	columns := a.world.Width
	if a.dumb() {
		columns = nil
	}
	return &console.Progress{Out: a.world.Err, Columns: columns, Lang: a.lang, Total: total}
}
