package page

import (
	"strings"

	"gongwen/data/sheet"
	"gongwen/internal/diag"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
	"gongwen/output/svg"
)

// line is a line of a page with the place that it was typed at.
type line struct {
	Box   [4]int      `json:"box"`   // left, top, width, height in tenths of a point
	Place sheet.Place `json:"place"` // of what was typed; empty for what the template brings
	First int         `json:"first"` // the character of it with which the line begins, from 0
	Ends  []int       `json:"ends"`  // where each character ends, from the left, in tenths of a point
	text  string
}

// places knows where the texts of a document were typed.
type places struct {
	runs map[doc.NodeID][]doc.Run
	done map[doc.NodeID]int // bytes of the text that pages have shown
}

func newPlaces(d *doc.Document) *places {
	p := &places{runs: map[doc.NodeID][]doc.Run{}, done: map[doc.NodeID]int{}}
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

// lines are the lines of a page. Pages are asked for in their order.
func (p *places) lines(page *frame.Page) []line {
	var lines []line
	for _, l := range svg.Lines(page) {
		place, first := p.take(l)
		ends := make([]int, len(l.Ends))
		for i, end := range l.Ends {
			ends[i] = tenths(end)
		}
		lines = append(lines, line{
			Box:   [4]int{tenths(l.X), tenths(l.Y), tenths(l.Width), tenths(l.Height)},
			Place: place, First: first, Ends: ends, text: l.Text,
		})
	}
	return lines
}

func tenths(l unit.Length) int { return int(l.MulDiv(10, int64(unit.Point))) }

// take finds a line in the text of its node, behind the lines that were found
// before: layout leaves out blanks at the ends of lines.
func (p *places) take(l svg.Line) (sheet.Place, int) {
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
	if !typed(pos) {
		return "", 0
	}
	return sheet.Place(pos.File), pos.Col - 1
}

// posAt is where byte at of the text of runs was typed: of what the program put
// before a text, such as a number, where that begins.
func posAt(runs []doc.Run, at int) diag.Pos {
	for _, r := range runs {
		if at < len(r.Text) && typed(r.Pos) {
			return r.Pos.Offset(len([]rune(r.Text[:max(0, at)])))
		}
		at -= len(r.Text)
	}
	return diag.Pos{}
}

// typed reports whether somebody typed what stands at a position.
func typed(pos diag.Pos) bool {
	return sheet.Place(pos.File).Kind() != "" && strings.Contains(pos.File, ":")
}
