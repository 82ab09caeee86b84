package pdf

import (
	"math"
	"strconv"

	"gongwen/internal/pdfread"
)

// matrix is a transformation (ISO 32000-1 8.3.3).
type matrix [6]float64

var unit = matrix{1, 0, 0, 1, 0, 0}

// times is m applied before n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func (m matrix) apply(x, y float64) point {
	return point{m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]}
}

// upright reports whether text under the transformation reads from left to right.
func (m matrix) upright() bool { return m[0] > 0 && math.Abs(m[1]) < m[0]/10 }

// point is a place on a page in points.
type point struct{ x, y float64 }

// numberOf is a number, 0 for what is none or too large for any page.
func numberOf(o pdfread.Object) float64 {
	const most = 1e6
	n := 0.0
	switch o := o.(type) {
	case int64:
		n = float64(o)
	case pdfread.Real:
		n, _ = strconv.ParseFloat(string(o), 64)
	}
	if math.IsNaN(n) || n > most || n < -most {
		return 0
	}
	return n
}

// numbers are the operands as numbers, nil when there are not so many.
func numbers(operands []pdfread.Object, n int) []float64 {
	if len(operands) < n {
		return nil
	}
	list := make([]float64, n)
	for i, o := range operands[len(operands)-n:] {
		list[i] = numberOf(o)
	}
	return list
}
