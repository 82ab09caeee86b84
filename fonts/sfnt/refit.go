package sfnt

import "math"

// refitTolerance is how far, in units of an em of 1000, a point of an outline may
// move when it is refitted: on a page a fiftieth of a millimetre at the size of a
// title, a hundredth in the text.
const refitTolerance = 2.0

// WithCharstrings is the face with other charstrings in its subsets: an INDEX
// (#5176, section 5) of one for each glyph, as [Font.Refit] makes them. What is
// measured, and checked, is the face's own. It is an error if they are not one for
// each glyph of a CFF face.
func (f *Font) WithCharstrings(index []byte) (*Font, error) {
	list, end, err := readIndex(index, 0)
	if err != nil {
		return nil, err
	}
	if f.cff == nil || list.count != f.numGlyphs || end != len(index) {
		return nil, malformed(cffTag, 0, "%d charstrings for %d glyphs", list.count, f.numGlyphs)
	}
	other, cff := *f, *f.cff
	cff.refitted, other.cff = list, &cff
	return &other, nil
}

// CharstringIndex is the INDEX of n charstrings.
func CharstringIndex(n int, charstring func(gid int) []byte) []byte {
	return appendIndex(nil, n, charstring)
}

// Refit is the charstring of a glyph of a CFF face whose outline has been drawn
// anew with as few curves as keep every point within two thousandths of an em,
// without hints. Where the outline turns sharply it stays as it is. Outlines that
// were traced have several times the curves that they need. This takes a third of
// a millisecond, too much for a document, so that it is done beforehand.
func (f *Font) Refit(gid uint16) ([]byte, error) {
	if f.cff == nil {
		return nil, unsupported("glyf", "glyf outlines have no charstrings")
	}
	sink := refitSink{}
	cs := charstring{font: f.cff, sink: &sink}
	if err := cs.run(gid); err != nil {
		return nil, err
	}
	sink.close()
	w := charstringWriter{}
	if cs.width != cs.fd.defaultWidth {
		w.number(int((cs.width - cs.fd.nominalWidth) >> 16))
	}
	tolerance := refitTolerance * float64(f.unitsPerEm) / 1000
	for _, contour := range sink.contours {
		w.contour(refit(contour, tolerance))
	}
	return append(w.out, csEndchar), nil
}

// vec is a point or a direction in font units.
type vec struct{ x, y float64 }

func (a vec) plus(b vec) vec         { return vec{a.x + b.x, a.y + b.y} }
func (a vec) minus(b vec) vec        { return vec{a.x - b.x, a.y - b.y} }
func (a vec) times(k float64) vec    { return vec{a.x * k, a.y * k} }
func (a vec) dot(b vec) float64      { return a.x*b.x + a.y*b.y }
func (a vec) cross(b vec) float64    { return a.x*b.y - a.y*b.x }
func (a vec) length() float64        { return math.Sqrt(a.dot(a)) }
func (a vec) rounded() vec           { return vec{math.Round(a.x), math.Round(a.y)} }
func (a vec) towards(b vec) vec      { return b.minus(a).unit() }
func (a vec) distance(b vec) float64 { return b.minus(a).length() }

func (a vec) unit() vec {
	if l := a.length(); l > 0 {
		return a.times(1 / l)
	}
	return vec{}
}

// bezier is a cubic curve; a line has its control points on its ends.
type bezier [4]vec

func (b *bezier) at(t float64) vec {
	s := 1 - t
	return b[0].times(s * s * s).plus(b[1].times(3 * s * s * t)).plus(b[2].times(3 * s * t * t)).plus(b[3].times(t * t * t))
}

func (b *bezier) derivatives(t float64) (first, second vec) {
	s := 1 - t
	d0, d1, d2 := b[1].minus(b[0]), b[2].minus(b[1]), b[3].minus(b[2])
	first = d0.times(3 * s * s).plus(d1.times(6 * s * t)).plus(d2.times(3 * t * t))
	return first, d1.minus(d0).times(6 * s).plus(d2.minus(d1).times(6 * t))
}

func (b *bezier) isLine() bool { return b[1] == b[0] && b[2] == b[3] }

// starts and ends are the directions of a curve at its ends.
func (b *bezier) starts() vec {
	for _, p := range b[1:] {
		if p != b[0] {
			return b[0].towards(p)
		}
	}
	return vec{}
}

func (b *bezier) ends() vec {
	for _, p := range []vec{b[2], b[1], b[0]} {
		if p != b[3] {
			return p.towards(b[3])
		}
	}
	return vec{}
}

// refitSink gathers the curves of an outline by contour.
type refitSink struct {
	contours [][]bezier
	open     []bezier
	pen      vec
}

func inUnits(x, y int64) vec { return vec{float64(x) / unit16, float64(y) / unit16}.rounded() }

func (s *refitSink) moveTo(x, y int64) {
	s.close()
	s.pen = inUnits(x, y)
}

func (s *refitSink) lineTo(x, y int64) { s.to(s.pen, inUnits(x, y), inUnits(x, y)) }

func (s *refitSink) curveTo(x1, y1, x2, y2, x3, y3 int64) {
	s.to(inUnits(x1, y1), inUnits(x2, y2), inUnits(x3, y3))
}

func (s *refitSink) to(c1, c2, end vec) {
	if end != s.pen || c1 != s.pen || c2 != s.pen {
		s.open = append(s.open, bezier{s.pen, c1, c2, end})
	}
	s.pen = end
}

// close ends the open contour, with a line where it is not closed.
func (s *refitSink) close() {
	if len(s.open) > 0 {
		if start := s.open[0][0]; s.pen != start {
			s.to(s.pen, start, start)
		}
		s.contours = append(s.contours, s.open)
	}
	s.open = nil
}

// SubsetCharstring is what [Font.WithCharstrings] gave the face for a glyph.
func (f *Font) SubsetCharstring(gid uint16) ([]byte, error) { return f.cff.refitted.get(int(gid)) }
