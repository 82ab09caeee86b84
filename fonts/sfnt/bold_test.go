package sfnt

import (
	"bytes"
	"math"
	"testing"
)

// shape is an outline as lines, which windings and distances are counted from.
type shape [][2]point

// shapeOf joins the points of a sink into lines; contours begin anew where two
// points are apart.
func shapeOf(contours []flatSink) (s shape) {
	for _, c := range contours {
		for i := 1; i < len(c.points); i++ {
			s = append(s, [2]point{c.points[i-1], c.points[i]})
		}
	}
	return s
}

// flatPen draws each contour into a sink of its own.
type flatPen struct{ contours []flatSink }

func (p *flatPen) last() *flatSink { return &p.contours[len(p.contours)-1] }

func (p *flatPen) MoveTo(x, y float64) {
	p.contours = append(p.contours, flatSink{first: point{x, y}, at: point{x, y}})
}
func (p *flatPen) LineTo(x, y float64)         { p.last().line(point{x, y}) }
func (p *flatPen) QuadTo(cx, cy, x, y float64) { p.last().quad(point{cx, cy}, point{x, y}) }
func (p *flatPen) CurveTo(c1x, c1y, c2x, c2y, x, y float64) {
	fix := func(v float64) int64 { return int64(math.Round(v * unit16)) }
	p.last().curveTo(fix(c1x), fix(c1y), fix(c2x), fix(c2y), fix(x), fix(y))
}
func (p *flatPen) Close() { p.last().close() }

// inside reports whether the nonzero rule fills a place.
func (s shape) inside(p point) bool {
	winding := 0
	for _, l := range s {
		a, b := l[0], l[1]
		if (a.y <= p.y) == (b.y <= p.y) {
			continue
		}
		if side := (b.x-a.x)*(p.y-a.y) - (p.x-a.x)*(b.y-a.y); b.y > a.y && side > 0 {
			winding++
		} else if b.y < a.y && side < 0 {
			winding--
		}
	}
	return winding != 0
}

// distance is how far a place is from the outline.
func (s shape) distance(p point) float64 {
	nearest := math.Inf(1)
	for _, l := range s {
		a, dx, dy := l[0], l[1].x-l[0].x, l[1].y-l[0].y
		k := 0.0
		if length := dx*dx + dy*dy; length > 0 {
			k = min(1, max(0, ((p.x-a.x)*dx+(p.y-a.y)*dy)/length))
		}
		x, y := p.x-a.x-k*dx, p.y-a.y-k*dy
		nearest = min(nearest, x*x+y*y)
	}
	return math.Sqrt(nearest)
}

// Every place that a stroke would cover is in the bold glyph, and no other, but for
// two thousandths of an em at the edge.
func TestBoldOutlinesAreThoseOfAStroke(t *testing.T) {
	const perMille, slack = 28, 2.0
	for _, face := range realFaces(t) {
		t.Run(face.name, func(t *testing.T) {
			f := mustParse(t, face.data)
			q := f.Bold(perMille)
			em := float64(f.unitsPerEm)
			around, slack := perMille*em/2000, slack*em/1000
			wrong, looked := 0, 0
			for _, r := range "国龘一8&，" {
				gid := f.GlyphIndex(r)
				if gid == 0 {
					continue
				}
				var pen, bold flatPen
				g, err := q.glyph(gid)
				if err == nil {
					err = f.Draw(gid, &pen)
				}
				if err != nil {
					t.Fatal(err)
				}
				if points, err := simplePoints(gid, g.data); err != nil || points != g.points {
					t.Fatalf("%q: %d points, %v", r, points, err)
				}
				drawSimple(g.data, &bold, identity)
				plain, drawn := shapeOf(pen.contours), shapeOf(bold.contours)
				step := em / 60
				for x := -0.1 * em; x < 1.1*em; x += step {
					for y := -0.3 * em; y < em; y += step {
						p := point{x + 0.37, y + 0.41}
						edge := plain.distance(p) - around
						if plain.inside(p) {
							edge = -around
						}
						if looked++; edge < -slack && !drawn.inside(p) || edge > slack && drawn.inside(p) {
							wrong++
							t.Logf("%q: %.0f, %.0f is %.1f from the edge", r, p.x, p.y, edge)
						}
					}
				}
			}
			if wrong > 0 || looked == 0 {
				t.Errorf("%d of %d places", wrong, looked)
			}
		})
	}
}

func TestBoldFilesAreBoldFacesOfTheirOwn(t *testing.T) {
	for _, face := range realFaces(t) {
		f := mustParse(t, face.data)
		chars, glyphs := f.mapRunes([]rune("1国年A，"))
		s, err := f.Bold(28).File(glyphs, chars)
		if err != nil {
			t.Fatal(err)
		}
		again, err := f.Bold(28).File(glyphs, chars)
		if err != nil || !bytes.Equal(s.Data, again.Data) {
			t.Errorf("not the same file again: %v", err)
		}
		sub, q := mustParse(t, s.Data), f.Bold(28)
		if !sub.IsBold() || sub.Weight() < 700 || sub.Family() == f.Family() || sub.Family() != q.Family() || sub.FullName() != q.FullName() || !q.IsBold() {
			t.Errorf("%s: bold %v, weight %d, family %q, name %q", face.name, sub.IsBold(), sub.Weight(), sub.Family(), sub.FullName())
		}
		for _, c := range chars {
			gid, _ := s.NewGID(c.Glyph)
			if sub.Advance(gid) != f.Advance(f.GlyphIndex(c.Rune)) || sub.CheckGlyph(gid) != nil {
				t.Errorf("%s: %q has the advance %d", face.name, c.Rune, sub.Advance(gid))
			}
		}
	}
}

func BenchmarkBold(b *testing.B) {
	f, err := Parse(benchFace(b, "FandolFang-Regular.otf"))
	if err != nil {
		b.Fatal(err)
	}
	glyphs := benchGlyphs(f)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := f.Bold(28).Subset(glyphs); err != nil {
			b.Fatal(err)
		}
	}
}
