package pdfread

import "testing"

// TestTransformationsInTurn: the first one is applied first.
func TestTransformationsInTurn(t *testing.T) {
	double, move := Matrix{2, 0, 0, 2, 0, 0}, Translation(10, 20)
	turn := Matrix{0, 1, -1, 0, 0, 0} // a quarter turn to the left
	for _, c := range []struct {
		name string
		m    Matrix
		x, y float64
	}{
		{"nothing", Identity(), 3, 4},
		{"doubled, then moved", double.Times(move), 16, 28},
		{"moved, then doubled", move.Times(double), 26, 48},
		{"turned", turn, -4, 3},
		{"turned, then moved", turn.Times(move), 6, 23},
		{"moved, then turned", move.Times(turn), -24, 13},
	} {
		if x, y := c.m.Apply(3, 4); x != c.x || y != c.y {
			t.Errorf("%s: %v %v, want %v %v", c.name, x, y, c.x, c.y)
		}
	}
}
