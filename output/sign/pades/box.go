package pades

import (
	"math"
	"strconv"

	"gongwen/internal/pdfread"
	"gongwen/internal/unit"
)

// box is a rectangle in the default user space of a page, in points (ISO
// 32000-1 8.3.2.3). What is decided with boxes is whether they touch; lengths
// that are written are whole EMU.
type box struct{ left, bottom, right, top float64 }

// touch is how far boxes may reach into each other without touching: half of
// the last digit that coordinates are written with, and rounding.
const touch = 0.01

// meets says whether two boxes have an area in common.
func (b box) meets(other box) bool {
	return b.left < other.right-touch && other.left < b.right-touch && b.bottom < other.top-touch && other.bottom < b.top-touch
}

// within says whether b lies inside another box.
func (b box) within(other box) bool {
	return b.left >= other.left-touch && b.right <= other.right+touch && b.bottom >= other.bottom-touch && b.top <= other.top+touch
}

func (b box) empty() bool { return b.right <= b.left || b.top <= b.bottom }

func (b box) width() unit.Length  { return inEMU(b.right - b.left) }
func (b box) height() unit.Length { return inEMU(b.top - b.bottom) }

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

// boxOf is a rectangle object (7.9.5), whose corners may come in any order.
func boxOf(v *pdfread.View, o pdfread.Object) (b box, ok bool) {
	list, err := v.Array(o)
	if err != nil || len(list) != 4 {
		return box{}, false
	}
	var n [4]float64
	for i, e := range list {
		if n[i], ok = number(e); !ok {
			return box{}, false
		}
	}
	return box{min(n[0], n[2]), min(n[1], n[3]), max(n[0], n[2]), max(n[1], n[3])}, true
}

// rectangle is a rectangle from its lower left corner, to a thousandth of a
// point.
func rectangle(x, y, width, height unit.Length) pdfread.Array {
	return pdfread.Array{points(x), points(y), points(x + width), points(y + height)}
}

func points(l unit.Length) pdfread.Object {
	text := string(unit.AppendPoints(nil, l, 3))
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n
	}
	return pdfread.Real(text)
}
