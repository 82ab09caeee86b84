// Package places knows where what stands on the pages of a document was typed.
package places

import (
	"strings"

	"gongwen/data/sheet"
	"gongwen/internal/diag"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
	"gongwen/output/svg"
)

// Line is a line of a page with the place that it was typed at.
type Line struct {
	Box   [4]int      `json:"box"`   // left, top, width, height in tenths of a point
	Place sheet.Place `json:"place"` // of what was typed; empty for what the template brings
	First int         `json:"first"` // the character of it with which the line begins, from 0
	Ends  []int       `json:"ends"`  // where each character ends, from the left, in tenths of a point
	Text  string      `json:"-"`
}

// Places knows where the texts of a document were typed.
type Places struct {
	runs map[doc.NodeID][]doc.Run
	done map[doc.NodeID]int // bytes of the text that pages have shown
}

// New knows where the texts of d were typed.
func New(d *doc.Document) *Places {
	p := &Places{runs: map[doc.NodeID][]doc.Run{}, done: map[doc.NodeID]int{}}
	d.EachText(func(id doc.NodeID, _ string, runs []doc.Run) {
		for _, r := range runs {
			if r.ID != 0 {
				p.runs[r.ID] = append(p.runs[r.ID], r)
				continue
			}
			p.runs[id] = append(p.runs[id], r)
		}
	})
	return p
}

// Lines are the lines of a page. Pages are asked for in their order.
func (p *Places) Lines(page *frame.Page) []Line {
	var lines []Line
	for _, l := range svg.Lines(page) {
		place, first := p.take(l)
		ends := make([]int, len(l.Ends))
		for i, end := range l.Ends {
			ends[i] = Tenths(end)
		}
		lines = append(lines, Line{
			Box:   [4]int{Tenths(l.X), Tenths(l.Y), Tenths(l.Width), Tenths(l.Height)},
			Place: place, First: first, Ends: ends, Text: l.Text,
		})
	}
	return lines
}

// Tenths is a length in tenths of a point.
func Tenths(l unit.Length) int { return int(l.MulDiv(10, int64(unit.Point))) }

// take finds a line in the text of its node, behind the lines that were found
// before: layout leaves out blanks at the ends of lines.
func (p *Places) take(l svg.Line) (sheet.Place, int) {
	runs := p.runs[l.Node]
	text := doc.Text(runs)
	at := p.done[l.Node]
	if at > len(text) {
		at = len(text)
	}
	if found := strings.Index(text[at:], l.Text); found >= 0 {
		at += found
	}
	p.done[l.Node] = at + len(l.Text)
	pos := posAt(runs, at)
	if !Typed(pos) {
		return "", 0
	}
	return sheet.Place(pos.File), pos.Col - 1
}

// posAt is where byte at of the text of runs was typed: of what the program put
// before a text, such as a number, where that begins.
func posAt(runs []doc.Run, at int) diag.Pos {
	for _, r := range runs {
		if at < len(r.Text) && Typed(r.Pos) {
			return r.Pos.Offset(len([]rune(r.Text[:max(0, at)])))
		}
		at -= len(r.Text)
	}
	return diag.Pos{}
}

// Typed reports whether somebody typed what stands at a position.
func Typed(pos diag.Pos) bool {
	return sheet.Place(pos.File).Kind() != "" && strings.Contains(pos.File, ":")
}
