package pdfread

// Matrix is a transformation [a b c d e f] (ISO 32000-1 8.3.3).
type Matrix [6]float64

// Identity is the transformation that changes nothing.
func Identity() Matrix { return Matrix{1, 0, 0, 1, 0, 0} }

// Translation moves everything by a distance.
func Translation(x, y float64) Matrix { return Matrix{1, 0, 0, 1, x, y} }

// Times is the transformation by m first and by n after it.
func (m Matrix) Times(n Matrix) Matrix {
	return Matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// Apply is where m puts the point at x and y.
func (m Matrix) Apply(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}
