package layout

import (
	"cmp"
	"slices"

	"gongwen/internal/diag"
	"gongwen/internal/picture"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
)

// figure adds a picture or a drawing with its labels and its caption: one piece,
// which no page break divides and which leaves what follows on the grid.
func (f *flower) figure(b *doc.Figure) {
	var caption []line
	if b.Caption != nil {
		style := f.style(doc.CaptionRole)
		caption = f.indented(f.shape(style, b.Caption.ID, "", b.Caption.Runs))
	}
	room := f.doc.FigureRoom(b, len(caption))
	p := piece{gap: room.Above, figure: b, height: b.Height, lines: f.labels(b)}
	for i, l := range caption {
		if i == 0 {
			p.height += room.Between
		}
		p.lines = append(p.lines, hung{line: l, y: p.height + baseline(l.text.style)})
		p.height += l.text.style.Leading
	}
	p.height += room.Below
	if p.height > textLimit(f.doc.Page) {
		f.say(diag.Errorf(b.Pos, "图和题注加起来高于版心，一页排不下", "the figure with its caption is higher than a page's text block").
			WithHint("缩短题注", "shorten the caption"))
	}
	f.add(p, 0)
}

// labels are the texts of a drawing, line by line.
func (f *flower) labels(b *doc.Figure) []hung {
	if b.Drawing == nil || len(b.Drawing.Labels) == 0 {
		return nil
	}
	style := f.style(doc.ChartRole)
	left := f.figureLeft(b)
	var out []hung
	for _, l := range b.Drawing.Labels {
		t := f.shape(style, b.ID, "", []doc.Run{{Text: l.Text, Pos: b.Pos}})
		for _, set := range t.breakInto(2*f.doc.Page.Width, 0, false) {
			set.shift = left + l.At.X
			switch l.Anchor {
			case picture.Middle:
				set.shift -= set.broken.Width / 2
			case picture.End:
				set.shift -= set.broken.Width
			}
			out = append(out, hung{line: set, y: l.At.Y})
		}
	}
	slices.SortStableFunc(out, func(a, b hung) int { return cmp.Or(cmp.Compare(a.y, b.y), cmp.Compare(a.shift, b.shift)) })
	return out
}

// figureLeft is how far from the left of the text block a figure begins.
func (s *setter) figureLeft(b *doc.Figure) unit.Length { return (s.doc.Page.TextWidth() - b.Width) / 2 }

// drawFigure puts the figure of a piece on page, without its texts; x, y is the
// piece's top left corner.
func (s *setter) drawFigure(page *frame.Page, p *piece, x, y unit.Length) {
	b := p.figure
	x += s.figureLeft(b)
	if b.Drawing != nil {
		page.Items = append(page.Items, &frame.Drawing{X: x, Y: y, Drawing: b.Drawing, Node: b.ID})
		return
	}
	page.Items = append(page.Items, &frame.Image{X: x, Y: y, Width: b.Width, Height: b.Height, Picture: b.Picture, Node: b.ID})
}
