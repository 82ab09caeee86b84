package ink

import (
	"math"
	"strconv"

	"gongwen/internal/pdfread"
	"gongwen/internal/unit"
)

// Box is a rectangle in the default user space of a page, in points (ISO
// 32000-1 8.3.2.3). What is decided with boxes is whether they touch; lengths
// that are written are whole EMU.
type Box struct{ Left, Bottom, Right, Top float64 }

// touch is how far boxes may reach into each other without touching: half of
// the last digit that coordinates are written with, and rounding.
const touch = 0.01

// Meets reports whether two boxes have an area in common.
func (b Box) Meets(other Box) bool {
	return b.Left < other.Right-touch && other.Left < b.Right-touch && b.Bottom < other.Top-touch && other.Bottom < b.Top-touch
}

// Within reports whether b lies inside another box.
func (b Box) Within(other Box) bool {
	return b.Left >= other.Left-touch && b.Right <= other.Right+touch && b.Bottom >= other.Bottom-touch && b.Top <= other.Top+touch
}

// Empty reports whether b has no area.
func (b Box) Empty() bool { return b.Right <= b.Left || b.Top <= b.Bottom }

// Width is how wide b is.
func (b Box) Width() unit.Length { return inEMU(b.Right - b.Left) }

// Height is how high b is.
func (b Box) Height() unit.Length { return inEMU(b.Top - b.Bottom) }

// Origin is the lower left corner of b.
func (b Box) Origin() (x, y unit.Length) { return inEMU(b.Left), inEMU(b.Bottom) }

// Like reports whether b has the size of another box.
func (b Box) Like(other Box) bool {
	return near(b.Right-b.Left, other.Right-other.Left) && near(b.Top-b.Bottom, other.Top-other.Bottom)
}

func near(a, b float64) bool { return a-b < touch && b-a < touch }

func inEMU(points float64) unit.Length { return unit.Length(math.Round(points * float64(unit.Point))) }

// farthest bounds coordinates; a page has at most 14,400 points a side.
const farthest = 1e6

// number is a number object; ok is false for what is none or lies far outside
// of every page.
func number(o pdfread.Object) (n float64, ok bool) {
	switch o := o.(type) {
	case int64:
		n = float64(o)
	case pdfread.Real:
		var err error
		if n, err = strconv.ParseFloat(string(o), 64); err != nil {
			return 0, false
		}
	default:
		return 0, false
	}
	return n, n > -farthest && n < farthest
}

// BoxOf is a rectangle object (7.9.5), whose corners may come in any order.
func BoxOf(v *pdfread.View, o pdfread.Object) (b Box, ok bool) {
	list, err := v.Array(o)
	if err != nil || len(list) != 4 {
		return Box{}, false
	}
	var n [4]float64
	for i, e := range list {
		if n[i], ok = number(e); !ok {
			return Box{}, false
		}
	}
	return Box{min(n[0], n[2]), min(n[1], n[3]), max(n[0], n[2]), max(n[1], n[3])}, true
}

// Rectangle is a rectangle from its lower left corner, to a thousandth of a
// point.
func Rectangle(x, y, width, height unit.Length) pdfread.Array {
	return pdfread.Array{points(x), points(y), points(x + width), points(y + height)}
}

func points(l unit.Length) pdfread.Object {
	text := string(unit.AppendPoints(nil, l, 3))
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n
	}
	return pdfread.Real(text)
}
