package sfnt

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"
	"sync"
	"testing"
)

// point is a place on an outline, in font units.
type point struct{ x, y float64 }

// flatSink draws an outline as points, so many to a curve.
type flatSink struct {
	first, at point // of the contour
	points    []point
}

const stepsPerCurve = 12

func units(x, y int64) point { return point{float64(x) / unit16, float64(y) / unit16} }

func (s *flatSink) moveTo(x, y int64) {
	s.close()
	s.first = units(x, y)
	s.at = s.first
}

// close draws the line that a contour of a charstring ends with.
func (s *flatSink) close() {
	if s.at != s.first {
		s.line(s.first)
	}
}

func (s *flatSink) lineTo(x, y int64) { s.line(units(x, y)) }

func (s *flatSink) line(to point) {
	for i := range stepsPerCurve + 1 {
		t := float64(i) / stepsPerCurve
		s.points = append(s.points, point{s.at.x + t*(to.x-s.at.x), s.at.y + t*(to.y-s.at.y)})
	}
	s.at = to
}

func (s *flatSink) curveTo(x1, y1, x2, y2, x3, y3 int64) {
	a, b, c, d := s.at, units(x1, y1), units(x2, y2), units(x3, y3)
	for i := range stepsPerCurve + 1 {
		t := float64(i) / stepsPerCurve
		u := 1 - t
		s.points = append(s.points, point{
			u*u*u*a.x + 3*u*u*t*b.x + 3*u*t*t*c.x + t*t*t*d.x,
			u*u*u*a.y + 3*u*u*t*b.y + 3*u*t*t*c.y + t*t*t*d.y,
		})
	}
	s.at = d
}

func (s *flatSink) quad(c, to point) {
	a := s.at
	for i := range stepsPerCurve + 1 {
		t := float64(i) / stepsPerCurve
		u := 1 - t
		s.points = append(s.points, point{u*u*a.x + 2*u*t*c.x + t*t*to.x, u*u*a.y + 2*u*t*c.y + t*t*to.y})
	}
	s.at = to
}

// readGlyf draws a simple glyph as OFF 5.3.3 says it is read.
func readGlyf(t *testing.T, g []byte) (drawn flatSink) {
	t.Helper()
	if len(g) == 0 {
		return
	}
	be := binary.BigEndian
	contours, at := int(be.Uint16(g)), glyphHeaderLen
	ends := make([]int, contours)
	for i := range ends {
		ends[i] = int(be.Uint16(g[at:])) + 1
		at += 2
	}
	at += 2 + int(be.Uint16(g[at:]))
	var flags []byte
	for n := ends[contours-1]; len(flags) < n; {
		f := g[at]
		at++
		flags = append(flags, f)
		if f&repeats != 0 {
			for range g[at] {
				flags = append(flags, f)
			}
			at++
		}
	}
	read := func(short, same byte) []float64 {
		var v int
		list := make([]float64, len(flags))
		for i, f := range flags {
			switch {
			case f&short != 0 && f&same != 0:
				v += int(g[at])
				at++
			case f&short != 0:
				v -= int(g[at])
				at++
			case f&same == 0:
				v += int(int16(be.Uint16(g[at:])))
				at += 2
			}
			list[i] = float64(v)
		}
		return list
	}
	xs, ys := read(xShort, xSame), read(yShort, ySame)
	start := 0
	for _, end := range ends {
		n := end - start
		p := func(i int) (point, bool) {
			i = start + i%n
			return point{xs[i], ys[i]}, flags[i]&onCurve != 0
		}
		first, on := p(0)
		if !on {
			t.Fatal("a contour begins beside the outline")
		}
		drawn.at = first
		for i := 1; i <= n; {
			to, on := p(i)
			if on {
				drawn.line(to)
				i++
				continue
			}
			next, nextOn := p(i + 1)
			if !nextOn {
				next = point{(to.x + next.x) / 2, (to.y + next.y) / 2}
				i++
			} else {
				i += 2
			}
			drawn.quad(to, next)
		}
		start = end
	}
	return drawn
}

// farthest is the greatest distance from a point of a to the nearest one of b.
func farthest(a, b []point) (most float64) {
	for _, p := range a {
		nearest := math.Inf(1)
		for i := range b {
			q := b[i]
			if i > 0 { // the nearest place of the line between two points
				o := b[i-1]
				dx, dy := q.x-o.x, q.y-o.y
				if l := dx*dx + dy*dy; l > 0 && l < 1e4 {
					k := min(1, max(0, ((p.x-o.x)*dx+(p.y-o.y)*dy)/l))
					q = point{o.x + k*dx, o.y + k*dy}
				}
			}
			nearest = min(nearest, (p.x-q.x)*(p.x-q.x)+(p.y-q.y)*(p.y-q.y))
		}
		most = max(most, nearest)
	}
	return math.Sqrt(most)
}

// The outlines of the carried CFF face, and their fit, are within one unit of
// each other, both ways.
func TestQuadraticOutlinesAreWithinOneUnit(t *testing.T) {
	for _, face := range realFaces(t) {
		f := mustParse(t, face.data)
		if !f.IsCFF() {
			continue
		}
		q := f.Quadratic()
		glyphs := sample(f, 12)
		worst := 0.0
		for _, gid := range append(glyphs, f.GlyphIndex('国'), f.GlyphIndex('㐀'), f.GlyphIndex('&'), f.GlyphIndex('8')) {
			var want flatSink
			cs := charstring{font: f.cff, sink: &want}
			if err := cs.run(gid); err != nil {
				t.Fatal(err)
			}
			g, err := q.glyph(gid)
			if err != nil {
				t.Fatal(err)
			}
			want.close()
			got := readGlyf(t, g.data)
			off := max(farthest(want.points, got.points), farthest(got.points, want.points))
			if off > 1.01 { // what lies between two of the points that are compared
				t.Errorf("glyph %d is off by %.2f units", gid, off)
			}
			worst = max(worst, off)
			if points, err := simplePoints(gid, g.data); err != nil || points != g.points {
				t.Errorf("glyph %d: %d points, %v", gid, points, err)
			}
		}
		t.Logf("%s: %.2f units", face.name, worst)
	}
}

func TestQuadraticFilesAreCompleteFonts(t *testing.T) {
	for _, face := range realFaces(t) {
		t.Run(face.name, func(t *testing.T) {
			f := mustParse(t, face.data)
			q, runes := f.Quadratic(), []rune("1国年A，")
			extra := f.GlyphIndex('报')
			chars, glyphs := f.mapRunes(runes)
			s, err := q.File(append(glyphs, extra), chars)
			if err != nil {
				t.Fatal(err)
			}
			again, err := f.Quadratic().File(append([]uint16{extra}, glyphs...), chars)
			if err != nil || !bytes.Equal(s.Data, again.Data) {
				t.Errorf("not the same file again: %v", err)
			}
			sub := mustParse(t, s.Data)
			if sub.IsCFF() || s.CFF || sub.PostScriptName() != f.PostScriptName() || sub.Family() != f.Family() {
				t.Errorf("CFF %v, name %q", sub.IsCFF(), sub.PostScriptName())
			}
			for _, r := range runes {
				old := f.GlyphIndex(r)
				gid, _ := s.NewGID(old)
				if old == 0 {
					continue
				}
				if sub.GlyphIndex(r) != gid || sub.Advance(gid) != f.Advance(old) {
					t.Errorf("%q is glyph %d with advance %d", r, sub.GlyphIndex(r), sub.Advance(gid))
				}
				left, _, right, _, ok := sub.GlyphBounds(gid)
				wantLeft, _, wantRight, _, _ := f.GlyphBounds(old)
				if !ok || abs(int64(left-wantLeft)) > 2 || abs(int64(right-wantRight)) > 3 || int(sub.leftSideBearing(gid)) != left && f.IsCFF() {
					t.Errorf("%q reaches from %d to %d, bearing %d", r, left, right, sub.leftSideBearing(gid))
				}
			}
			if gid, ok := s.NewGID(extra); extra != 0 && (!ok || sub.CheckGlyph(gid) != nil || sub.GlyphIndex('报') != 0) {
				t.Errorf("the glyph without a character: %v", ok)
			}
			bare, err := q.Subset([]uint16{extra})
			if err != nil || bare.CFF || mustParse(t, bare.Data).NumGlyphs() != len(bare.Glyphs) {
				t.Errorf("subset: %v", err)
			}
		})
	}
}

func TestQuadraticOutlinesAreSharedByManyDocuments(t *testing.T) {
	f := mustParse(t, newCIDKeyed().build())
	q := f.Quadratic()
	files := make([][]byte, 8)
	var group sync.WaitGroup
	for i := range files {
		group.Go(func() {
			chars, glyphs := f.mapRunes([]rune("AHx一三"))
			if s, err := q.File(glyphs, chars); err == nil {
				files[i] = s.Data
			}
		})
	}
	group.Wait()
	for _, file := range files {
		if len(file) == 0 || !bytes.Equal(file, files[0]) {
			t.Error("files differ")
		}
	}
}

func TestQuadraticRefusesWhatGlyfCannotHold(t *testing.T) {
	var far quadraticSink
	far.moveTo(0, 0)
	far.lineTo(40000*unit16, 0)
	far.lineTo(40000*unit16, 10*unit16)
	if _, err := far.glyph(); err == nil {
		t.Error("a point far outside is taken")
	}
	var many quadraticSink
	many.moveTo(0, 0)
	for i := range int64(70000) {
		many.lineTo(i%100*unit16, i%77*unit16)
	}
	if _, err := many.glyph(); err == nil {
		t.Error("an outline of too many points is taken")
	}
	var empty quadraticSink
	empty.moveTo(5*unit16, 5*unit16)
	empty.lineTo(9*unit16, 5*unit16)
	if g, err := empty.glyph(); err != nil || len(g.data) > 0 {
		t.Errorf("an outline with nothing inside gives %d bytes, %v", len(g.data), err)
	}
}

// Outer contours of CFF turn against the clock, those of glyf with it.
func TestQuadraticContoursTurnTheirWay(t *testing.T) {
	var s quadraticSink
	s.moveTo(0, 0)
	s.lineTo(100*unit16, 0)
	s.curveTo(200*unit16, 0, 200*unit16, 100*unit16, 100*unit16, 100*unit16)
	s.lineTo(0, 100*unit16)
	s.lineTo(0, 0)
	if _, err := s.glyph(); err != nil {
		t.Fatal(err)
	}
	area := int64(0)
	for i, a := range s.points {
		b := s.points[(i+1)%len(s.points)]
		area += a.x*b.y - b.x*a.y
	}
	if area >= 0 || s.points[0] != (outlinePoint{0, 0, true}) {
		t.Errorf("%v", s.points)
	}
}

// Flags that repeat are written once, at most 256 in one go.
func TestRepeatedFlags(t *testing.T) {
	points := make([]outlinePoint, 1000)
	for i := range points {
		points[i] = outlinePoint{int64(i % 3), int64(i % 5), true}
	}
	points = slices.Concat(points, slices.Repeat([]outlinePoint{{1, 1, true}}, 600))
	s := quadraticSink{points: points}
	s.ends = []int{len(points)}
	g, err := s.glyph()
	if err != nil {
		t.Fatal(err)
	}
	if n, err := simplePoints(1, g.data); err != nil || n > len(points) || n < 1590 {
		t.Errorf("%d points, %v", n, err)
	}
}
