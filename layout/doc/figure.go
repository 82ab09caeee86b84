package doc

import (
	"github.com/shopspring/decimal"

	"gongwen/internal/diag"
	"gongwen/internal/picture"
	"gongwen/internal/unit"
)

// Figure is a picture, a drawing or a chart, centred on lines of its own, with
// its caption below it on the same page.
type Figure struct {
	ID            NodeID
	Alt           string           // what it shows, for readers that cannot see it; never empty
	Width, Height unit.Length      // as printed
	Picture       *picture.Picture // of pixels; nil for a drawing
	Drawing       *picture.Drawing // as large as the figure; of a chart its look on paper
	Chart         *Chart           // nil for what is no chart
	Caption       *Paragraph       // of CaptionRole; nil for none
	Pos           diag.Pos
}

// Node is the block's id.
func (b *Figure) Node() NodeID { return b.ID }

// Chart is what a chart tells and how it is drawn, the same in all formats.
type Chart struct {
	Lines      bool // lines, else bars
	Title      string
	Unit       string // of the values; empty for none
	Categories []string
	Series     []Series // each with as many values as there are categories

	Sideways  bool            // bars that lie, their categories one below the other
	Numbered  bool            // the values stand at their bars or points
	Step, Top decimal.Decimal // of the axis of values, which begins at 0
}

// Series is the values of one colour.
type Series struct {
	Label  string
	Values []Value
}

// Value is a value, never below zero, with the text that is printed for it.
type Value struct {
	Text   string
	Amount decimal.Decimal
}

// Room is the space around the parts of a figure.
type Room struct{ Above, Between, Below unit.Length }

// FigureRoom is the space around a figure whose caption has so many lines: at
// least a quarter of a line of the page's grid above, below and between, and
// such that the whole takes full lines of the grid. Most of what that takes is
// below, for at the top of a page there is no space above.
func (d *Document) FigureRoom(f *Figure, captionLines int) Room {
	pitch := d.Page.Pitch
	r := Room{Above: pitch / 4, Below: pitch / 4}
	height := r.Above + f.Height + r.Below
	if captionLines > 0 {
		style, _ := d.Style(CaptionRole)
		r.Between = pitch / 4
		height += r.Between + style.Leading*unit.Length(captionLines)
	}
	if pitch > 0 {
		rest := (pitch - height%pitch) % pitch
		r.Above += rest / 4
		r.Below += rest - rest/4
	}
	return r
}
