package chart

import (
	"gongwen/internal/picture"
	"gongwen/internal/unit"
)

// plotHeight is the height of the axis of columns and lines.
const plotHeight = 55 * unit.Millimetre

// fewLines is how many lines the label of a column may have; with longer ones
// bars lie on their side.
const fewLines = 3

// upright reports whether every category's name has room below its column.
func (p *plot) upright() bool {
	slot := p.slot()
	for _, name := range p.Categories {
		if len(p.wrap(name, slot)) > fewLines {
			return false
		}
	}
	return slot >= 2*p.size
}

// axisX is where the axis of values stands.
func (p *plot) axisX() unit.Length {
	widest := unit.Length(0)
	for _, v := range p.ticks() {
		widest = max(widest, p.measure(v.String()))
	}
	return widest + p.size/2
}

// slot is the width of a category, less the space between names.
func (p *plot) slot() unit.Length {
	return (p.width-p.axisX())/unit.Length(len(p.Categories)) - p.size/2
}

// columns draws categories side by side below y and gives where they end.
func (p *plot) columns(y unit.Length) unit.Length {
	left, top := p.axisX(), y+p.leading*3/2 // room for the number above the highest
	bottom := top + plotHeight
	for n, v := range p.ticks() {
		at := bottom - p.long(v, plotHeight)
		if n > 0 {
			p.line(pale, hairline, picture.Point{X: left, Y: at}, picture.Point{X: p.width, Y: at})
		}
		p.label(left-p.size/3, p.baseline(at-p.leading/2), picture.End, v.String())
	}
	lines := 1
	for i, name := range p.Categories {
		parts := p.wrap(name, p.slot())
		lines = max(lines, len(parts))
		for n, part := range parts {
			p.label(p.middle(i), p.baseline(bottom+p.size/3+p.leading*unit.Length(n)), picture.Middle, part)
		}
	}
	if p.Lines {
		p.curves(bottom)
	} else {
		p.stand(bottom)
	}
	p.line(ink, axisLine, picture.Point{X: left, Y: bottom}, picture.Point{X: p.width, Y: bottom})
	return bottom + p.size/3 + p.leading*unit.Length(lines)
}

// edge is where the nth category begins.
func (p *plot) edge(n int) unit.Length {
	left := p.axisX()
	return left + (p.width-left)*unit.Length(n)/unit.Length(len(p.Categories))
}

func (p *plot) middle(n int) unit.Length { return (p.edge(n) + p.edge(n+1)) / 2 }

// columnWidth is the width of one column.
func (p *plot) columnWidth() unit.Length {
	const widest = 14 * unit.Millimetre
	return min((p.edge(1)-p.edge(0))*2/3/unit.Length(len(p.Series)), widest)
}

// stand draws the columns, which stand on y.
func (p *plot) stand(y unit.Length) {
	width := p.columnWidth()
	for n := range p.Categories {
		x := p.middle(n) - width*unit.Length(len(p.Series))/2
		for i, s := range p.Series {
			v := s.Values[n]
			top := y - p.long(v.Amount, plotHeight)
			if top < y {
				p.box(Palette(i), x, top, x+width, y)
			}
			if p.Numbered {
				p.label(x+width/2, top-p.size/3, picture.Middle, v.Text)
			}
			x += width
		}
	}
}

// curves draws the lines of the series with a mark at each value; zero is at y.
func (p *plot) curves(y unit.Length) {
	for i, s := range p.Series {
		points := make([]picture.Point, len(s.Values))
		for n, v := range s.Values {
			points[n] = picture.Point{X: p.middle(n), Y: y - p.long(v.Amount, plotHeight)}
		}
		if len(points) > 1 {
			p.line(Palette(i), dataLine, points...)
		}
		for n, at := range points {
			p.marker(i, at)
			if p.Numbered {
				p.label(at.X, at.Y-p.size*2/3, picture.Middle, s.Values[n].Text)
			}
		}
	}
}
