package ink

import (
	"math"

	"gongwen/internal/pdfread"
)

// around is the box around what a transformation makes of b.
func around(m pdfread.Matrix, b Box) Box {
	out := nothing
	for _, corner := range [4][2]float64{{b.Left, b.Bottom}, {b.Right, b.Bottom}, {b.Left, b.Top}, {b.Right, b.Top}} {
		out = out.with(m.Apply(corner[0], corner[1]))
	}
	return out
}

// scale is a bound: a transformation makes no distance longer by more than this
// factor.
func scale(m pdfread.Matrix) float64 {
	return math.Abs(m[0]) + math.Abs(m[1]) + math.Abs(m[2]) + math.Abs(m[3])
}

// nothing is the box around no point at all.
var nothing = Box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}

// with is the box around b and a point.
func (b Box) with(x, y float64) Box {
	return Box{min(b.Left, x), min(b.Bottom, y), max(b.Right, x), max(b.Top, y)}
}

// wider is b with a margin.
func (b Box) wider(by float64) Box { return Box{b.Left - by, b.Bottom - by, b.Right + by, b.Top + by} }

// finite reports whether all sides are numbers within reach.
func (b Box) finite() bool {
	return b.Left > -farthest && b.Bottom > -farthest && b.Right < farthest && b.Top < farthest
}
