package ink

import "math"

// matrix is a transformation [a b c d e f] (ISO 32000-1 8.3.3).
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// times is m first and n after it.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func (m matrix) apply(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// around is the box around what m makes of b.
func (m matrix) around(b Box) Box {
	out := nothing
	for _, corner := range [4][2]float64{{b.Left, b.Bottom}, {b.Right, b.Bottom}, {b.Left, b.Top}, {b.Right, b.Top}} {
		out = out.with(m.apply(corner[0], corner[1]))
	}
	return out
}

// scale is the largest factor by which m lengthens a distance.
func (m matrix) scale() float64 {
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
