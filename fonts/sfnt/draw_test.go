package sfnt

import (
	"math"
	"os"
	"path/filepath"
	"testing"
)

// boxPen measures the box around all points of an outline, and its area.
type boxPen struct {
	xMin, yMin, xMax, yMax float64
	area                   float64
	startX, startY, x, y   float64
	contours, open         int
}

func newBoxPen() *boxPen {
	return &boxPen{xMin: math.Inf(1), yMin: math.Inf(1), xMax: math.Inf(-1), yMax: math.Inf(-1)}
}

func (p *boxPen) point(x, y float64) {
	p.xMin, p.yMin, p.xMax, p.yMax = min(p.xMin, x), min(p.yMin, y), max(p.xMax, x), max(p.yMax, y)
	p.area += (p.x*y - x*p.y) / 2
	p.x, p.y = x, y
}

func (p *boxPen) MoveTo(x, y float64) {
	p.open++
	p.startX, p.startY, p.x, p.y = x, y, x, y
	p.point(x, y)
}
func (p *boxPen) LineTo(x, y float64)         { p.point(x, y) }
func (p *boxPen) QuadTo(cx, cy, x, y float64) { p.point(cx, cy); p.point(x, y) }
func (p *boxPen) CurveTo(ax, ay, bx, by, x, y float64) {
	p.point(ax, ay)
	p.point(bx, by)
	p.point(x, y)
}
func (p *boxPen) Close() {
	p.contours++
	p.area += (p.x*p.startY - p.startX*p.y) / 2
}

// The outlines that are drawn lie in the box that the face declares, to the
// fitting of a refitted one, and every contour is closed.
func TestOutlinesLieInTheirBoxes(t *testing.T) {
	for _, name := range []string{"NotoSerifSC-Regular.ttf", "LXGWWenKai-Light.ttf", "FandolFang-Regular.otf", "LiberationSerif-Regular.ttf"} {
		data, err := os.ReadFile(filepath.Join("..", "files", name))
		if err != nil {
			t.Fatal(err)
		}
		f, err := Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range "国务院办公厅（一）2024é“，;ABÄ" {
			gid := f.GlyphIndex(r)
			if gid == 0 {
				continue
			}
			pen := newBoxPen()
			if err := f.Draw(gid, pen); err != nil {
				t.Fatalf("%s %q: %v", name, r, err)
			}
			xMin, yMin, xMax, yMax, ok := f.GlyphBounds(gid)
			if !ok {
				t.Fatalf("%s %q has no box", name, r)
			}
			// The box of a glyf glyph is that of the curve, control points may lie outside.
			slack := float64(f.UnitsPerEm()) / 20
			if pen.xMin < float64(xMin)-slack || pen.yMin < float64(yMin)-slack || pen.xMax > float64(xMax)+slack || pen.yMax > float64(yMax)+slack ||
				pen.xMax-pen.xMin < float64(xMax-xMin)/2 {
				t.Errorf("%s %q is drawn in %+v, declared %d %d %d %d", name, r, pen, xMin, yMin, xMax, yMax)
			}
			if pen.contours == 0 || pen.contours != pen.open || pen.area == 0 {
				t.Errorf("%s %q: %d of %d contours closed, area %v", name, r, pen.contours, pen.open, pen.area)
			}
		}
	}
}

// A composite glyph is drawn where its offsets put its parts.
func TestPartsOfACompositeGlyphArePlaced(t *testing.T) {
	m := component([]byte{0, argsAreXY | haveScale, 0, 7, 10, 0xFB, 0x20, 0x00})
	if x, y := m.at(100, 100); x != 60 || y != 45 {
		t.Errorf("100, 100 is placed at %v, %v", x, y)
	}
	outer := matrix{a: 2, d: 2, e: 1, f: 1}
	if x, y := outer.then(m).at(100, 100); x != 121 || y != 91 {
		t.Errorf("inside another one at %v, %v", x, y)
	}
}

func TestContoursThatBeginWithAControlPoint(t *testing.T) {
	for name, points := range map[string][]glyfPoint{
		"before a point":    {{0, 0, false}, {10, 0, true}, {10, 10, true}},
		"all of them":       {{0, 0, false}, {10, 0, false}, {10, 10, false}, {0, 10, false}},
		"behind each other": {{0, 0, true}, {5, 5, false}, {10, 5, false}, {10, 0, true}},
	} {
		pen := newBoxPen()
		drawContour(points, pen)
		if pen.contours != 1 || pen.area == 0 {
			t.Errorf("%s: %d contours, area %v", name, pen.contours, pen.area)
		}
	}
	pen := newBoxPen()
	if drawContour(nil, pen); pen.contours != 0 {
		t.Error("a contour without points is drawn")
	}
}
