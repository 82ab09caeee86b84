package pdf

import (
	"math"
	"strconv"

	"gongwen/internal/pdfread"
)

// upright reports whether text under a transformation reads from left to right.
func upright(m pdfread.Matrix) bool { return m[0] > 0 && math.Abs(m[1]) < m[0]/10 }

// point is a place on a page in points.
type point struct{ x, y float64 }

// placed is the point at which a transformation puts the one at x and y.
func placed(m pdfread.Matrix, x, y float64) point {
	x, y = m.Apply(x, y)
	return point{x, y}
}

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
