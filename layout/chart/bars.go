package chart

import (
	"gongwen/internal/picture"
	"gongwen/internal/unit"
)

// bars draws categories one below the other below y, their bars from left to
// right, and gives where they end.
func (p *plot) bars(y unit.Length) unit.Length {
	names := make([][]string, len(p.Categories))
	left := unit.Length(0)
	for i, name := range p.Categories {
		names[i] = p.wrap(name, p.width*2/5)
		for _, part := range names[i] {
			left = max(left, p.measure(part))
		}
	}
	left += p.size / 2
	number := unit.Length(0) // room for the numbers behind the bars
	for _, s := range p.Series {
		for _, v := range s.Values {
			number = max(number, p.measure(v.Text))
		}
	}
	length := p.width - left - number - p.size
	top := y + p.size/2
	gap := p.leading / 3
	thick := p.leading * 9 / 10 // the numbers stand in rows as close as the bars
	heights := make([]unit.Length, len(p.Categories))
	bottom := top
	for i := range p.Categories {
		heights[i] = gap + max(p.leading*unit.Length(len(names[i])), thick*unit.Length(len(p.Series)))
		bottom += heights[i]
	}
	bottom += gap
	for n, v := range p.ticks() {
		x := left + p.long(v, length)
		if n > 0 {
			p.line(pale, hairline, picture.Point{X: x, Y: top}, picture.Point{X: x, Y: bottom})
		}
		p.label(x, p.baseline(bottom), picture.Middle, v.String())
	}
	at := top + gap
	for n := range p.Categories {
		middle := at + (heights[n]-gap)/2
		for i, part := range names[n] {
			p.label(left-p.size/2, p.baseline(middle-p.leading*unit.Length(len(names[n]))/2+p.leading*unit.Length(i)), picture.End, part)
		}
		bar := middle - thick*unit.Length(len(p.Series))/2
		for i, s := range p.Series {
			v := s.Values[n]
			end := left + p.long(v.Amount, length)
			if end > left {
				p.box(Palette(i), left, bar, end, bar+thick)
			}
			p.label(end+p.size/3, p.baseline(bar+thick/2-p.leading/2), picture.Start, v.Text)
			bar += thick
		}
		at += heights[n]
	}
	p.line(ink, axisLine, picture.Point{X: left, Y: top}, picture.Point{X: left, Y: bottom})
	return bottom + p.leading
}
