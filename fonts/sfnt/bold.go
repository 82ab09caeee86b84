package sfnt

import (
	"math"
	"slices"
	"sync/atomic"
)

// Bold gives the outlines of f with a round stroke around them as quadratic
// curves: what a writer shows that strokes glyphs of the face, for readers that
// do not. The width of the stroke is in thousandths of an em. Files of it are
// named as a bold face of their own. It is safe for concurrent use.
//
// Of the outlines that Draw gives no point is farther than two thousandths of
// an em from the edge of the stroke.
func (f *Font) Bold(perMille int) *Quadratic {
	return &Quadratic{font: f, around: float64(perMille) * float64(f.unitsPerEm) / 2000, fitted: make([]atomic.Pointer[fitted], f.numGlyphs)}
}

// boldGlyph fits the outline of a glyph around which a stroke goes.
func (q *Quadratic) boldGlyph(gid uint16) (*fitted, error) {
	var pen curvePen
	if err := q.font.Draw(gid, &pen); err != nil {
		return &fitted{}, err
	}
	pen.close()
	var fit quadraticSink
	embolden(pen.contours, q.around, &fit)
	return fit.glyph()
}

// curvePen gathers what is drawn as cubic curves.
type curvePen struct{ refitSink }

func (p *curvePen) MoveTo(x, y float64) {
	p.close()
	p.pen = vec{x, y}
}

func (p *curvePen) LineTo(x, y float64) { p.to(p.pen, vec{x, y}, vec{x, y}) }

func (p *curvePen) QuadTo(cx, cy, x, y float64) {
	c, end := vec{cx, cy}, vec{x, y}
	p.to(p.pen.plus(c.minus(p.pen).times(2.0/3)), end.plus(c.minus(end).times(2.0/3)), end)
}

func (p *curvePen) CurveTo(c1x, c1y, c2x, c2y, x, y float64) {
	p.to(vec{c1x, c1y}, vec{c2x, c2y}, vec{x, y})
}

func (p *curvePen) Close() { p.close() }

// embolden draws closed contours at a distance outside of their own: the
// convolution of the outline with a disc. Where the outline turns into the shape
// it goes back over its own corner, so that it winds around every place within
// the distance at least once and around no other: filled by the nonzero rule, as
// outlines of TrueType are, it is the shape with a round stroke around it.
func embolden(contours [][]bezier, distance float64, to *quadraticSink) {
	total := 0.0
	for _, contour := range contours {
		total += area(contour)
	}
	for _, contour := range contours {
		if total < 0 { // contours of glyf turn the other way than those of CFF
			turnRound(contour)
		}
		if area(contour) < 0 && extentOf(contour) < 2*distance {
			continue // a hole that the disc covers
		}
		emboldenContour(contour, distance, to)
	}
}

// area is about the area of a contour, less than zero for one that turns with the
// clock.
func area(contour []bezier) (sum float64) {
	for i := range contour {
		b := &contour[i]
		sum += b[0].cross(b[1]) + b[1].cross(b[2]) + b[2].cross(b[3])
	}
	return sum / 2
}

// extentOf is the diagonal of the box around a contour.
func extentOf(contour []bezier) float64 {
	low, high := contour[0][0], contour[0][0]
	for i := range contour {
		for _, p := range contour[i] {
			low, high = vec{min(low.x, p.x), min(low.y, p.y)}, vec{max(high.x, p.x), max(high.y, p.y)}
		}
	}
	return low.distance(high)
}

func turnRound(contour []bezier) {
	slices.Reverse(contour)
	for i := range contour {
		slices.Reverse(contour[i][:])
	}
}

// emboldenContour draws a contour whose shape stands to its left.
func emboldenContour(contour []bezier, distance float64, to *quadraticSink) {
	d := outside{distance: distance, to: to}
	for i := range contour {
		b := &contour[i]
		if i == 0 {
			to.moveTo(d.place(b[0], b.starts()))
		}
		d.curve(b)
		d.corner(b[3], b.ends(), contour[(i+1)%len(contour)].starts())
	}
}

// outside draws to the right of an outline.
type outside struct {
	distance float64
	to       *quadraticSink
}

// from is the place beside p of an outline that goes into a direction.
func (d *outside) from(p, direction vec) vec {
	return p.plus(vec{direction.y, -direction.x}.times(d.distance))
}

// place is from as a sink has it.
func (d *outside) place(p, direction vec) (x, y int64) { return inSink(d.from(p, direction)) }

func inSink(v vec) (x, y int64) {
	return int64(math.Round(v.x * unit16)), int64(math.Round(v.y * unit16))
}

// curve draws beside a curve: as much longer or shorter, also at its ends, as its
// chord becomes.
func (d *outside) curve(b *bezier) {
	start, end := d.from(b[0], b.starts()), d.from(b[3], b.ends())
	if b.isLine() {
		d.to.lineTo(inSink(end))
		return
	}
	scale, chord := 1.0, b[3].minus(b[0])
	if l := chord.dot(chord); l > 0 {
		scale = end.minus(start).dot(chord) / l
	}
	d.curveTo(start.plus(b[1].minus(b[0]).times(scale)), end.plus(b[2].minus(b[3]).times(scale)), end)
}

func (d *outside) curveTo(c1, c2, end vec) {
	x1, y1 := inSink(c1)
	x2, y2 := inSink(c2)
	x3, y3 := inSink(end)
	d.to.curveTo(x1, y1, x2, y2, x3, y3)
}

// sameWay is the sine of an angle that outlines turn by without a corner.
const sameWay = 0.03

// corner goes around the place p, where an outline turns.
func (d *outside) corner(p, before, after vec) {
	turn := math.Atan2(before.cross(after), before.dot(after))
	switch {
	case math.Abs(turn) < sameWay:
		d.to.lineTo(d.place(p, after))
	case turn < 0:
		d.to.lineTo(inSink(p))
		d.to.lineTo(d.place(p, after))
	case turn > math.Pi/2:
		half := vec{before.x*math.Cos(turn/2) - before.y*math.Sin(turn/2), before.x*math.Sin(turn/2) + before.y*math.Cos(turn/2)}
		d.arc(p, before, half, turn/2)
		d.arc(p, half, after, turn/2)
	default:
		d.arc(p, before, after, turn)
	}
}

// arc goes around p by an angle of at most a right one.
func (d *outside) arc(p, before, after vec, angle float64) {
	reach := 4.0 / 3 * math.Tan(angle/4) * d.distance
	start, end := d.from(p, before), d.from(p, after)
	d.curveTo(start.plus(before.times(reach)), end.minus(after.times(reach)), end)
}
