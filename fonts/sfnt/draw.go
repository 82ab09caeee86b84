package sfnt

import "encoding/binary"

// Pen receives an outline contour by contour: each begins with a MoveTo and is
// closed. Places are font units, y upwards; those of a CFF face and of a scaled
// part of a composite glyph may lie between whole units.
type Pen interface {
	MoveTo(x, y float64)
	LineTo(x, y float64)
	QuadTo(cx, cy, x, y float64)
	CurveTo(c1x, c1y, c2x, c2y, x, y float64)
	Close()
}

// Draw draws the outline of gid as documents have it: refitted where the face
// has been. A glyph without outline draws nothing. On an error some of the outline may
// have been drawn.
func (f *Font) Draw(gid uint16, pen Pen) error {
	if f.cff != nil {
		return f.cff.draw(gid, pen)
	}
	if err := f.CheckGlyph(gid); err != nil {
		return err
	}
	return f.drawGlyf(gid, pen, identity)
}

// penSink closes the contours of a charstring, which end where the next begins.
type penSink struct {
	pen  Pen
	open bool
}

func (s *penSink) moveTo(x, y int64) {
	s.end()
	s.pen.MoveTo(float64(x)/unit16, float64(y)/unit16)
	s.open = true
}

func (s *penSink) lineTo(x, y int64) { s.pen.LineTo(float64(x)/unit16, float64(y)/unit16) }

func (s *penSink) curveTo(x1, y1, x2, y2, x3, y3 int64) {
	s.pen.CurveTo(float64(x1)/unit16, float64(y1)/unit16, float64(x2)/unit16, float64(y2)/unit16, float64(x3)/unit16, float64(y3)/unit16)
}

func (s *penSink) end() {
	if s.open {
		s.pen.Close()
	}
	s.open = false
}

// draw runs the charstring of a glyph that subsets have.
func (c *cffFont) draw(gid uint16, pen Pen) error {
	sink := penSink{pen: pen}
	font := c
	if c.refitted.count > 0 {
		other := *c
		other.charStrings, font = c.refitted, &other
	}
	cs := charstring{font: font, sink: &sink}
	err := cs.run(gid)
	sink.end()
	return err
}

// matrix places a part of a composite glyph: x' = a·x + c·y + e, y' = b·x + d·y + f.
type matrix struct{ a, b, c, d, e, f float64 }

var identity = matrix{a: 1, d: 1}

func (m matrix) at(x, y float64) (float64, float64) {
	return m.a*x + m.c*y + m.e, m.b*x + m.d*y + m.f
}

// then is the matrix that does inner first.
func (m matrix) then(inner matrix) matrix {
	e, f := m.at(inner.e, inner.f)
	return matrix{
		a: m.a*inner.a + m.c*inner.b, b: m.b*inner.a + m.d*inner.b,
		c: m.a*inner.c + m.c*inner.d, d: m.b*inner.c + m.d*inner.d,
		e: e, f: f,
	}
}

// drawGlyf draws a glyph that CheckGlyph has seen, so that its parts neither
// nest without end nor reach past its data.
func (f *Font) drawGlyf(gid uint16, pen Pen, m matrix) error {
	g, err := f.glyphData(gid)
	if err != nil || len(g) == 0 {
		return err
	}
	if !isComposite(g) {
		drawSimple(g, pen, m)
		return nil
	}
	return eachComponent(gid, g, func(at int) error {
		return f.drawGlyf(binary.BigEndian.Uint16(g[at:]), pen, m.then(component(g[at-2:])))
	})
}

// argsAreXY says that the arguments of a component are an offset (OFF 5.3.4).
// Matching points are as good as never used, and drawn without an offset.
const argsAreXY = 0x0002

// component is the matrix of a component, whose record begins with its flags.
func component(c []byte) matrix {
	flags := binary.BigEndian.Uint16(c)
	at := 4
	m := identity
	var dx, dy int
	if flags&argsAreWords != 0 {
		dx, dy = int(int16At(c, at, 0)), int(int16At(c, at+2, 0))
		at += 4
	} else {
		dx, dy = int(int8(c[at])), int(int8(c[at+1]))
		at += 2
	}
	if flags&argsAreXY != 0 {
		m.e, m.f = float64(dx), float64(dy)
	}
	scale := func(i int) float64 { return float64(int16At(c, at+2*i, 0)) / (1 << 14) } // F2Dot14
	switch {
	case flags&haveScale != 0:
		m.a = scale(0)
		m.d = m.a
	case flags&haveXYScale != 0:
		m.a, m.d = scale(0), scale(1)
	case flags&have2x2 != 0:
		m.a, m.b, m.c, m.d = scale(0), scale(1), scale(2), scale(3)
	}
	return m
}

// drawSimple draws the contours of a simple glyph that simplePoints has seen.
func drawSimple(g []byte, pen Pen, m matrix) {
	be := binary.BigEndian
	contours := int(be.Uint16(g))
	at := glyphHeaderLen
	if contours == 0 || at+2*contours+2 > len(g) {
		return
	}
	ends := make([]int, contours)
	for i := range ends {
		ends[i] = int(be.Uint16(g[at:])) + 1
		at += 2
	}
	at += 2 + int(be.Uint16(g[at:]))
	points := make([]glyfPoint, ends[contours-1])
	flags := make([]byte, len(points))
	for i := 0; i < len(flags); {
		flag, count := g[at], 1
		if at++; flag&repeats != 0 {
			count += int(g[at])
			at++
		}
		for ; count > 0; count-- {
			flags[i] = flag
			i++
		}
	}
	at = coordinates(g, at, flags, xShort, xSame, func(i, v int) { points[i].x = float64(v) })
	coordinates(g, at, flags, yShort, ySame, func(i, v int) { points[i].y = float64(v) })
	for i := range points {
		p := &points[i]
		p.x, p.y = m.at(p.x, p.y)
		p.on = flags[i]&onCurve != 0
	}
	first := 0
	for _, end := range ends {
		drawContour(points[first:end], pen)
		first = end
	}
}

// coordinates reads the coordinates of one axis and gives the place behind them.
func coordinates(g []byte, at int, flags []byte, short, same byte, set func(i, v int)) int {
	v := 0
	for i, flag := range flags {
		switch {
		case flag&short != 0 && flag&same != 0:
			v += int(g[at])
		case flag&short != 0:
			v -= int(g[at])
		case flag&same == 0:
			v += int(int16At(g, at, 0))
		}
		at += coordinate(flag, short, same)
		set(i, v)
	}
	return at
}

// glyfPoint is a point of a contour.
type glyfPoint struct {
	x, y float64
	on   bool
}

// between is the point that is implied between two control points.
func (p glyfPoint) between(q glyfPoint) glyfPoint {
	return glyfPoint{(p.x + q.x) / 2, (p.y + q.y) / 2, true}
}

// drawContour draws one contour. A contour may begin with a control point.
func drawContour(points []glyfPoint, pen Pen) {
	if len(points) == 0 {
		return
	}
	start, rest := points[0], points[1:]
	if last := points[len(points)-1]; !start.on {
		if last.on {
			start, rest = last, points[:len(points)-1]
		} else {
			start, rest = last.between(start), points
		}
	}
	pen.MoveTo(start.x, start.y)
	var control *glyfPoint
	to := func(p glyfPoint) {
		if control != nil {
			pen.QuadTo(control.x, control.y, p.x, p.y)
		} else {
			pen.LineTo(p.x, p.y)
		}
		control = nil
	}
	for i := range rest {
		p := rest[i]
		switch {
		case p.on:
			to(p)
		case control != nil:
			to(control.between(p))
			control = &rest[i]
		default:
			control = &rest[i]
		}
	}
	if control != nil {
		to(start)
	}
	pen.Close()
}
