package pades

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
func (m matrix) around(b box) box {
	out := nothing
	for _, corner := range [4][2]float64{{b.left, b.bottom}, {b.right, b.bottom}, {b.left, b.top}, {b.right, b.top}} {
		out = out.with(m.apply(corner[0], corner[1]))
	}
	return out
}

// scale is by how much m lengthens at most.
func (m matrix) scale() float64 {
	return math.Abs(m[0]) + math.Abs(m[1]) + math.Abs(m[2]) + math.Abs(m[3])
}

// nothing is the box around no point at all.
var nothing = box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}

// with is the box around b and a point.
func (b box) with(x, y float64) box {
	return box{min(b.left, x), min(b.bottom, y), max(b.right, x), max(b.top, y)}
}

// wider is b with a margin.
func (b box) wider(by float64) box { return box{b.left - by, b.bottom - by, b.right + by, b.top + by} }

// finite says whether all sides are numbers within reach.
func (b box) finite() bool {
	return b.left > -farthest && b.bottom > -farthest && b.right < farthest && b.top < farthest
}
