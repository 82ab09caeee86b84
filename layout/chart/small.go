package chart

import (
	"math"
	"strconv"

	"gongwen/internal/picture"
	"gongwen/internal/unit"
)

// Small charts stand beside lists on a screen: they have no axis of values, what they say
// in full stands in the list.

// Small is the measures and paints of small charts.
type Small struct {
	Width         unit.Length
	Size          unit.Length   // of labels
	Strong, Plain picture.Color // what is pointed at, and the others
	Band, Line    picture.Color // an area behind, and lines that only hold
}

// Share is a part of a whole.
type Share struct {
	Amount int64
	Fill   *picture.Color // nil for an outline alone
}

// Shares draws parts of a whole as one bar of a height, each as long as its amount.
func (s Small) Shares(shares []Share, height unit.Length) *picture.Drawing {
	p := s.plot(height)
	var whole, before int64
	for _, part := range shares {
		whole += part.Amount
	}
	for _, part := range shares {
		if part.Amount <= 0 {
			continue
		}
		left := s.Width.MulDiv(before, whole)
		before += part.Amount
		right := s.Width.MulDiv(before, whole)
		if before < whole {
			right -= unit.Point // a gap
		}
		shape := picture.Shape{Fill: part.Fill}
		inset := unit.Length(0)
		if part.Fill == nil {
			shape.Stroke, shape.Width, inset = &s.Line, unit.Point, unit.Point/2
		}
		p.rect(shape, left+inset, inset, right-inset, height-inset)
	}
	return p.out
}

// Bar is a column of a small chart.
type Bar struct {
	Label  string // below; empty for none
	Text   string // above; empty for none
	Amount int64
	Strong bool
}

// Mark is a line between columns with what it says at its left.
type Mark struct {
	Before int // the column that it stands before
	Text   string
}

// Columns draws bars side by side, the greatest of a height; labels that have no room
// beside the ones before them are left out.
func (s Small) Columns(bars []Bar, mark *Mark, height unit.Length) *picture.Drawing {
	top := s.Size * 3 / 2
	bottom := top + height
	p := s.plot(bottom + s.Size*3/2)
	greatest := int64(1)
	for _, b := range bars {
		greatest = max(greatest, b.Amount)
	}
	edge := func(n int) unit.Length { return s.Width.MulDiv(int64(n), int64(max(1, len(bars)))) }
	const widest = 34 * unit.Point
	wide := min(edge(1)*2/3, widest)
	p.line(s.Line, unit.Point, picture.Point{Y: bottom}, picture.Point{X: s.Width, Y: bottom})
	free := unit.Length(math.MinInt64)
	for i, b := range bars {
		middle := (edge(i) + edge(i+1)) / 2
		if high := height.MulDiv(b.Amount, greatest); high > 0 {
			fill := s.Plain
			if b.Strong {
				fill = s.Strong
			}
			p.rect(picture.Shape{Fill: &fill}, middle-wide/2, bottom-high, middle+wide/2, bottom)
			p.label(middle, bottom-high-s.Size/3, picture.Middle, b.Text)
		}
		half := p.measure(b.Label) / 2
		if at := min(max(middle, half), s.Width-half); b.Label != "" && at-half >= free {
			p.label(at, bottom+s.Size*5/4, picture.Middle, b.Label)
			free = at + half + s.Size/2
		}
	}
	if mark != nil {
		x := edge(mark.Before)
		p.line(ink, hairline, picture.Point{X: x, Y: s.Size / 4}, picture.Point{X: x, Y: bottom})
		if room := p.measure(mark.Text) + s.Size/3; room <= x {
			p.label(x-s.Size/3, s.Size, picture.End, mark.Text)
		} else {
			p.label(x+s.Size/3, s.Size, picture.Start, mark.Text)
		}
	}
	return p.out
}

// Dot is a value of a strip.
type Dot struct {
	Amount int64
	Name   string // shown above where it is pointed at; empty for none
}

// Strip draws values as dots on a scale of logarithms, above what is among most of them an
// area from lower to upper and a line at middle.
func (s Small) Strip(dots []Dot, lower, middle, upper int64) *picture.Drawing {
	radius := s.Size * 24 / 100
	axis, above := s.Size*5, s.Size*3/2
	p := s.plot(axis + s.Size*3/2)
	greatest := int64(1)
	for _, d := range dots {
		greatest = max(greatest, d.Amount)
	}
	inset := s.Size * 3 / 4
	long := float64(s.Width - 2*inset)
	at := func(n int64) unit.Length {
		return inset + unit.Length(long*math.Log1p(float64(max(n, 0)))/math.Log1p(float64(greatest)))
	}
	centre := (above + axis) / 2
	half := s.Size
	p.rect(picture.Shape{Fill: &s.Band}, at(lower), centre-half, max(at(upper), at(lower)+unit.Point), centre+half)
	p.line(ink, unit.Point*3/2, picture.Point{X: at(middle), Y: centre - half}, picture.Point{X: at(middle), Y: centre + half})
	stacked := map[unit.Length]unit.Length{}
	free := unit.Length(math.MinInt64)
	for _, d := range dots {
		x := at(d.Amount)
		place := x / (2 * radius)
		n := stacked[place]
		stacked[place]++
		const most = 5 // dots above each other; what goes beyond lies on the first ones
		offset := (n % most / 2) * 2 * radius
		if n%2 == 1 {
			offset = -(n%most + 1) / 2 * 2 * radius
		}
		fill := s.Plain
		if d.Name != "" {
			fill = s.Strong
		}
		p.circle(fill, picture.Point{X: x, Y: centre + offset}, radius)
		if width := p.measure(d.Name); d.Name != "" {
			left := min(max(x-width/2, 0), s.Width-width)
			if left >= free {
				p.label(left, s.Size, picture.Start, d.Name)
				free = left + width + s.Size
			}
		}
	}
	p.line(s.Line, unit.Point, picture.Point{Y: axis}, picture.Point{X: s.Width, Y: axis})
	free = unit.Length(math.MinInt64)
	for _, n := range []int64{0, 1, 10, 100, 1_000, 10_000, 100_000, 1_000_000} {
		text := strconv.FormatInt(n, 10)
		x, room := at(n), p.measure(strconv.FormatInt(n, 10))/2
		if n > greatest || x-room < free && n > 0 {
			continue
		}
		x = min(max(x, room), s.Width-room)
		p.label(x, axis+s.Size*5/4, picture.Middle, text)
		free = x + room + s.Size/2
	}
	return p.out
}

func (s Small) plot(height unit.Length) *plot {
	return &plot{width: s.Width, size: s.Size, leading: s.Size * 4 / 3, out: &picture.Drawing{Width: s.Width, Height: height}}
}

func (p *plot) rect(s picture.Shape, left, top, right, bottom unit.Length) {
	p.shape(s, true, picture.Point{X: left, Y: top}, picture.Point{X: right, Y: top}, picture.Point{X: right, Y: bottom}, picture.Point{X: left, Y: bottom})
}

// circle draws a dot by four curves, which depart from a circle by less than a
// thousandth of its radius.
func (p *plot) circle(fill picture.Color, c picture.Point, r unit.Length) {
	k := r.MulDiv(5523, 10000)
	at := func(x, y unit.Length) picture.Point { return picture.Point{X: c.X + x, Y: c.Y + y} }
	curve := func(c1, c2, to picture.Point) picture.Step {
		return picture.Step{Op: picture.Curve, C1: c1, C2: c2, To: to}
	}
	p.out.Shapes = append(p.out.Shapes, picture.Shape{Fill: &fill, Path: []picture.Step{
		{Op: picture.Move, To: at(r, 0)},
		curve(at(r, k), at(k, r), at(0, r)), curve(at(-k, r), at(-r, k), at(-r, 0)),
		curve(at(-r, -k), at(-k, -r), at(0, -r)), curve(at(k, -r), at(r, -k), at(r, 0)),
		{Op: picture.Close},
	}})
}
