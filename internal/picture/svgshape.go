package picture

import "math"

// outline adds the outline of an element (SVG 1.1 chapter 9).
func (p *pathBuilder) outline(name string, a map[string]string) error {
	if name == "path" {
		return p.data(a["d"])
	}
	if name == "polyline" || name == "polygon" {
		return p.points(a["points"], name == "polygon")
	}
	var failed error
	number := func(key string) float64 {
		text := a[key]
		sign := 1.0
		if len(text) > 0 && text[0] == '-' && key != "width" && key != "height" && key[0] != 'r' {
			text, sign = text[1:], -1
		}
		n, err := svgLength(text, 0)
		if err != nil && failed == nil {
			failed = err
		}
		return sign * n
	}
	switch name {
	case "rect":
		rx, ry := number("rx"), number("ry")
		if a["rx"] == "" {
			rx = ry
		}
		if a["ry"] == "" {
			ry = rx
		}
		p.rect(number("x"), number("y"), number("width"), number("height"), rx, ry)
	case "circle":
		r := number("r")
		p.ellipse(number("cx"), number("cy"), r, r)
	case "ellipse":
		p.ellipse(number("cx"), number("cy"), number("rx"), number("ry"))
	case "line":
		p.move(vector{number("x1"), number("y1")})
		p.line(vector{number("x2"), number("y2")})
	}
	return failed
}

func (p *pathBuilder) points(text string, closed bool) error {
	s := scanner{text: text}
	for s.more() && len(p.steps) <= maxSVGSteps {
		x, err := s.number()
		if err != nil {
			return err
		}
		y, err := s.number()
		if err != nil {
			return err
		}
		if len(p.steps) == 0 {
			p.move(vector{x, y})
		} else {
			p.line(vector{x, y})
		}
	}
	if closed && len(p.steps) > 0 {
		p.close()
	}
	return nil
}

func (p *pathBuilder) rect(x, y, width, height, rx, ry float64) {
	if width <= 0 || height <= 0 {
		return
	}
	rx, ry = min(rx, width/2), min(ry, height/2)
	right, bottom := x+width, y+height
	p.move(vector{x + rx, y})
	p.line(vector{right - rx, y})
	p.corner(rx, ry, vector{right, y + ry})
	p.line(vector{right, bottom - ry})
	p.corner(rx, ry, vector{right - rx, bottom})
	p.line(vector{x + rx, bottom})
	p.corner(rx, ry, vector{x, bottom - ry})
	if rx > 0 && ry > 0 {
		p.line(vector{x, y + ry})
		p.corner(rx, ry, vector{x + rx, y})
	}
	p.close()
}

func (p *pathBuilder) corner(rx, ry float64, to vector) {
	if rx > 0 && ry > 0 {
		p.arc(rx, ry, 0, false, true, to)
	}
}

func (p *pathBuilder) ellipse(x, y, rx, ry float64) {
	if rx <= 0 || ry <= 0 {
		return
	}
	p.move(vector{x + rx, y})
	p.arc(rx, ry, 0, false, true, vector{x - rx, y})
	p.arc(rx, ry, 0, false, true, vector{x + rx, y})
	p.close()
}

// arc adds an elliptical arc as curves of at most a quarter (SVG 1.1 F.6).
func (p *pathBuilder) arc(rx, ry, degrees float64, large, sweep bool, to vector) {
	from := p.at
	if from == to {
		return
	}
	const least = 1e-6 // a radius that is none
	if rx < least || ry < least {
		p.line(to)
		return
	}
	sin, cos := math.Sincos(float64(degrees*math.Pi) / 180)
	// F.6.5.1: half the chord in the ellipse's own axes.
	dx, dy := (from.x-to.x)/2, (from.y-to.y)/2
	x := float64(cos*dx) + float64(sin*dy)
	y := float64(cos*dy) - float64(sin*dx)
	// F.6.6: radii that are too small grow.
	if grow := float64((x/rx)*(x/rx)) + float64((y/ry)*(y/ry)); grow > 1 {
		rx, ry = rx*math.Sqrt(grow), ry*math.Sqrt(grow)
	}
	// F.6.5.2: the centre.
	below := float64((rx*y)*(rx*y)) + float64((ry*x)*(ry*x))
	factor := math.Sqrt(max(0, (float64((rx*ry)*(rx*ry))-below)/below))
	if large == sweep {
		factor = -factor
	}
	cx, cy := factor*rx*y/ry, -factor*ry*x/rx
	// F.6.5.5 and F.6.5.6: the angles.
	start := math.Atan2((y-cy)/ry, (x-cx)/rx)
	angle := math.Atan2((-y-cy)/ry, (-x-cx)/rx) - start
	switch {
	case sweep && angle < 0:
		angle += 2 * math.Pi
	case !sweep && angle > 0:
		angle -= 2 * math.Pi
	}
	middle := vector{(from.x + to.x) / 2, (from.y + to.y) / 2}
	place := func(u, v float64) vector {
		u, v = float64(u*rx)+cx, float64(v*ry)+cy
		return vector{middle.x + float64(cos*u) - float64(sin*v), middle.y + float64(sin*u) + float64(cos*v)}
	}
	const quarter = math.Pi/2 + 1e-6
	parts := int(math.Ceil(math.Abs(angle) / quarter))
	if math.IsNaN(angle) || parts < 1 {
		p.line(to)
		return
	}
	each := angle / float64(parts)
	handle := 4.0 / 3 * math.Tan(each/4)
	for i := range parts {
		s0, c0 := math.Sincos(start + float64(each*float64(i)))
		s1, c1 := math.Sincos(start + float64(each*float64(i+1)))
		end := place(c1, s1)
		if i == parts-1 {
			end = to
		}
		p.curve(place(c0-float64(handle*s0), s0+float64(handle*c0)), place(c1+float64(handle*s1), s1-float64(handle*c1)), end)
	}
}
