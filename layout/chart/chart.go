// Package chart draws the figures of a chart as bars or lines: outlines and
// labels at fixed places, the same for every format.
package chart

import (
	"unicode"

	"gongwen/internal/picture"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// The paints. The colours can be told apart in greys and by readers who see few
// colours; every bar has an outline besides.
var (
	ink  = picture.Color{}
	pale = picture.Color{R: 0xD0, G: 0xD0, B: 0xD0}
)

// Palette is the colour of the nth series, from 0.
func Palette(n int) picture.Color {
	colors := [...]picture.Color{
		{R: 0x1F, G: 0x4E, B: 0x79}, {R: 0x9D, G: 0xC3, B: 0xE6}, {R: 0xC5, G: 0x5A, B: 0x11},
		{R: 0xA5, G: 0xA5, B: 0xA5}, {R: 0x54, G: 0x82, B: 0x35}, {R: 0xFF, G: 0xD9, B: 0x66},
	}
	return colors[n%len(colors)]
}

// Widths of strokes.
const (
	hairline = unit.Point / 2
	axisLine = unit.Point * 3 / 4
	dataLine = unit.Point * 3 / 2
)

// plot is a chart being drawn.
type plot struct {
	*doc.Chart
	width         unit.Length
	size, leading unit.Length // of labels
	out           *picture.Drawing
}

// Draw decides how c is drawn and draws it in a given width, with its labels in
// text of the given size and leading. The height of the drawing follows from c.
func Draw(c *doc.Chart, width, size, leading unit.Length) *picture.Drawing {
	p := &plot{Chart: c, width: width, size: size, leading: leading, out: &picture.Drawing{Width: width}}
	c.Step, c.Top = axis(c)
	c.Sideways = !c.Lines && !p.upright()
	c.Numbered = p.numbered()
	top := p.legend()
	if c.Sideways {
		p.out.Height = p.bars(top)
	} else {
		p.out.Height = p.columns(top)
	}
	return p.out
}

// numbered reports whether the values' numbers have room at their bars or points.
func (p *plot) numbered() bool {
	room := p.slot()
	switch {
	case p.Sideways:
		return true
	case p.Lines && len(p.Series) > 1:
		return false // they would stand on the other lines
	case !p.Lines:
		slot := p.edge(1) - p.edge(0)
		room = max(p.columnWidth(), slot/unit.Length(len(p.Series)+1))
	}
	for _, s := range p.Series {
		for _, v := range s.Values {
			if p.measure(v.Text) > room {
				return false
			}
		}
	}
	return true
}

// legend names the series and their unit above the chart, and gives its height.
func (p *plot) legend() unit.Length {
	y := unit.Length(0)
	if p.Unit != "" {
		p.label(0, p.baseline(0), picture.Start, "单位："+p.Unit)
		y = p.leading
	}
	if len(p.Series) < 2 {
		return y
	}
	for first := 0; first < len(p.Series); {
		last, row := first, unit.Length(0)
		for last < len(p.Series) && (last == first || row+p.entry(last) <= p.width) {
			row += p.entry(last)
			last++
		}
		x := (p.width - row) / 2
		for i := first; i < last; i++ {
			middle := y + p.leading/2
			p.sample(i, x, middle)
			p.label(x+2*p.size, p.baseline(y), picture.Start, p.Series[i].Label)
			x += p.entry(i)
		}
		y += p.leading
		first = last
	}
	return y
}

// entry is the width of a series in the legend.
func (p *plot) entry(series int) unit.Length { return 3*p.size + p.measure(p.Series[series].Label) }

// sample shows the look of a series, a size and a half wide, centred on y.
func (p *plot) sample(series int, x, y unit.Length) {
	if p.Lines {
		p.line(Palette(series), dataLine, picture.Point{X: x, Y: y}, picture.Point{X: x + p.size*3/2, Y: y})
		p.marker(series, picture.Point{X: x + p.size*3/4, Y: y})
		return
	}
	half := p.size / 3
	p.box(Palette(series), x+p.size/2, y-half, x+p.size/2+2*half, y+half)
}

// baseline is that of a label in a line that begins at y: 88/100 of its em lie above.
func (p *plot) baseline(y unit.Length) unit.Length {
	return y + (p.leading-p.size)/2 + p.size.MulDiv(88, 100)
}

func (p *plot) label(x, y unit.Length, anchor picture.Anchor, text string) {
	p.out.Labels = append(p.out.Labels, picture.Label{At: picture.Point{X: x, Y: y}, Anchor: anchor, Text: text})
}

// measure is about how wide a label is: a Chinese character is as wide as its
// size, others are at most about half as wide.
func (p *plot) measure(text string) unit.Length {
	halves := unit.Length(0)
	for _, r := range text {
		halves += halvesOf(r)
	}
	return halves * p.size / 2
}

func halvesOf(r rune) unit.Length {
	if r < 0x2E80 && !unicode.IsUpper(r) && r != '—' && r != '…' && r != '“' && r != '”' {
		return 1
	}
	return 2
}

// wrap breaks a label into as few lines of at most a width as possible, all
// about as wide.
func (p *plot) wrap(text string, width unit.Length) []string {
	most := max(2, width*2/p.size)
	lines := fill(text, most)
	for most > 2 {
		if narrower := fill(text, most-1); len(narrower) > len(lines) {
			break
		} else {
			lines = narrower
		}
		most--
	}
	return lines
}

// fill puts as many characters on each line as its width in halves allows.
func fill(text string, most unit.Length) []string {
	var lines []string
	start, used := 0, unit.Length(0)
	for i, r := range text {
		if w := halvesOf(r); used+w > most && i > start {
			lines = append(lines, text[start:i])
			start, used = i, w
		} else {
			used += w
		}
	}
	return append(lines, text[start:])
}

// box draws a bar.
func (p *plot) box(fill picture.Color, left, top, right, bottom unit.Length) {
	p.shape(picture.Shape{Fill: &fill, Stroke: &ink, Width: hairline}, true,
		picture.Point{X: left, Y: top}, picture.Point{X: right, Y: top}, picture.Point{X: right, Y: bottom}, picture.Point{X: left, Y: bottom})
}

// line draws a line through points.
func (p *plot) line(color picture.Color, width unit.Length, points ...picture.Point) {
	p.shape(picture.Shape{Stroke: &color, Width: width}, false, points...)
}

func (p *plot) shape(s picture.Shape, closed bool, points ...picture.Point) {
	for i, at := range points {
		op := picture.Line
		if i == 0 {
			op = picture.Move
		}
		s.Path = append(s.Path, picture.Step{Op: op, To: at})
	}
	if closed {
		s.Path = append(s.Path, picture.Step{Op: picture.Close})
	}
	p.out.Shapes = append(p.out.Shapes, s)
}

// marker draws the mark of a series' points: the lines of a chart are told apart
// by it where its colours are not seen.
func (p *plot) marker(series int, at picture.Point) {
	r := p.size / 4
	fill := Palette(series)
	var corners [][2]unit.Length
	switch series % 4 {
	case 0:
		corners = [][2]unit.Length{{-r, -r}, {r, -r}, {r, r}, {-r, r}}
	case 1:
		corners = [][2]unit.Length{{0, -r * 5 / 4}, {r * 5 / 4, r}, {-r * 5 / 4, r}}
	case 2:
		corners = [][2]unit.Length{{0, -r * 4 / 3}, {r * 4 / 3, 0}, {0, r * 4 / 3}, {-r * 4 / 3, 0}}
	default:
		corners = [][2]unit.Length{{-r * 5 / 4, -r}, {r * 5 / 4, -r}, {0, r * 5 / 4}}
	}
	points := make([]picture.Point, len(corners))
	for i, c := range corners {
		points[i] = picture.Point{X: at.X + c[0], Y: at.Y + c[1]}
	}
	p.shape(picture.Shape{Fill: &fill, Stroke: &ink, Width: hairline}, true, points...)
}
