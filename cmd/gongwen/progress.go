package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"gongwen/cmd/internal/console"
	"gongwen/internal/diag"
)

// progress shows how far a run of many reports has come: a bar on a terminal, a
// line for every tenth elsewhere, nothing for a few reports.
type progress struct {
	out                 io.Writer
	columns             func() int // nil for no terminal
	lang                diag.Lang
	total, done, failed int
	drawn               int // columns of the bar that stands on the terminal
}

// Below these many reports nothing is shown: they are done at once.
const (
	fewForBar   = 4
	fewForLines = 20
)

func (a *app) progress(total int) *progress {
	columns := a.world.Width
	if a.dumb() {
		columns = nil
	}
	return &progress{out: a.world.Err, columns: columns, lang: a.lang, total: total}
}

// step notes that a report is done, prints what there is to say of it and draws
// the bar anew below that.
func (p *progress) step(path string, good bool, say func()) {
	p.wipe()
	say()
	p.done++
	if !good {
		p.failed++
	}
	switch {
	case p.columns != nil && p.total >= fewForBar:
		p.draw(filepath.Base(path))
	case p.columns == nil && p.total >= fewForLines && (p.done*10/p.total > (p.done-1)*10/p.total):
		fmt.Fprintln(p.out, p.count())
	}
}

// end takes the bar away.
func (p *progress) end() { p.wipe() }

func (p *progress) count() string {
	count := fmt.Sprintf(diag.Text{ZH: "进度 %d/%d", EN: "%d of %d"}.In(p.lang), p.done, p.total)
	if p.failed > 0 {
		count += fmt.Sprintf(diag.Text{ZH: "，失败 %d", EN: ", %d failed"}.In(p.lang), p.failed)
	}
	return count
}

// draw draws the bar with the name of the report that was done last, as far as
// there is room for it. The last column stays free: a terminal may go on to the
// next line behind it.
func (p *progress) draw(name string) {
	const cells = 24
	filled := cells * p.done / p.total
	bar := "[" + strings.Repeat("#", filled) + strings.Repeat("-", cells-filled) + "] "
	room := p.columns() - 1
	if room < 2*cells {
		bar = ""
	}
	line := console.Cut(bar+p.count()+"  "+name, room)
	_, _ = fmt.Fprint(p.out, "\r"+line)
	p.drawn = console.Columns(line)
}

// wipe overwrites the bar with blanks, which works on every terminal.
func (p *progress) wipe() {
	if p.drawn > 0 {
		_, _ = fmt.Fprint(p.out, "\r"+strings.Repeat(" ", p.drawn)+"\r")
		p.drawn = 0
	}
}
