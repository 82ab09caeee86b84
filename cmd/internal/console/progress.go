package console

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"gongwen/internal/diag"
)

// Progress shows how far a run of many reports has come: a bar on a terminal, a
// line for every tenth elsewhere, nothing for a few reports.
type Progress struct {
	Out     io.Writer
	Columns func() int // of the terminal; nil for none
	Lang    diag.Lang
	Total   int              // reports
	Now     func() time.Time // where it is given, the rate since Begun is shown
	Begun   time.Time

	done, refused, failed int
	drawn                 int // columns of the bar that stands on the terminal
}

// Below these many reports nothing is shown: they are done at once.
const (
	fewForBar   = 4
	fewForLines = 20
)

// Step notes that a report is done, prints what there is to say of it and draws
// the bar anew below that.
func (p *Progress) Step(path string, good bool, say func()) {
	p.wipe()
	say()
	if !good {
		p.failed++
	}
	p.step(path)
}

// Refuse notes that a report has errors where that is a result and nothing has failed.
func (p *Progress) Refuse(path string) {
	p.wipe()
	p.refused++
	p.step(path)
}

// Between prints something; the bar is drawn anew below it when the next report is done.
func (p *Progress) Between(say func()) {
	p.wipe()
	say()
}

func (p *Progress) step(path string) {
	p.done++
	switch {
	case p.Columns != nil && p.Total >= fewForBar:
		p.draw(filepath.Base(path))
	case p.Columns == nil && p.Total >= fewForLines && (p.done*10/p.Total > (p.done-1)*10/p.Total):
		fmt.Fprintln(p.Out, p.count())
	}
}

// End takes the bar away.
func (p *Progress) End() { p.wipe() }

func (p *Progress) count() string {
	count := fmt.Sprintf(diag.Text{ZH: "进度 %d/%d", EN: "%d of %d"}.In(p.Lang), p.done, p.Total)
	if p.refused > 0 {
		count += fmt.Sprintf(diag.Text{ZH: "，有错误 %d", EN: ", %d refused"}.In(p.Lang), p.refused)
	}
	if p.failed > 0 {
		count += fmt.Sprintf(diag.Text{ZH: "，失败 %d", EN: ", %d failed"}.In(p.Lang), p.failed)
	}
	return count + p.rate()
}

// rate is how many reports were done in a second, and how long the others take at that.
func (p *Progress) rate() string {
	if p.Now == nil {
		return ""
	}
	took := p.Now().Sub(p.Begun)
	if took < time.Second {
		return ""
	}
	each := float64(p.done) / took.Seconds()
	left := time.Duration(float64(p.Total-p.done) / each * float64(time.Second)).Round(time.Second)
	return fmt.Sprintf(diag.Text{ZH: "，每秒 %.1f 份，还要 %s", EN: ", %.1f a second, %s left"}.In(p.Lang), each, left)
}

// draw draws the bar with the name of the report that was done last, as far as
// there is room for it. The last column stays free: a terminal may go on to the
// next line behind it.
func (p *Progress) draw(name string) {
	const cells = 24
	filled := cells * p.done / p.Total
	bar := "[" + strings.Repeat("#", filled) + strings.Repeat("-", cells-filled) + "] "
	room := p.Columns() - 1
	if room < 2*cells {
		bar = ""
	}
	line := Cut(bar+p.count()+"  "+name, room)
	_, _ = fmt.Fprint(p.Out, "\r"+line)
	p.drawn = Columns(line)
}

// wipe overwrites the bar with blanks, which works on every terminal, and the ^C that a
// terminal shows behind it when a run is interrupted.
func (p *Progress) wipe() {
	if p.drawn > 0 {
		const echo = len("^C")
		_, _ = fmt.Fprint(p.Out, "\r"+strings.Repeat(" ", max(p.drawn, min(p.drawn+echo, p.Columns()-1)))+"\r")
		p.drawn = 0
	}
}
