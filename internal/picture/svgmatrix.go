package picture

import (
	"math"
	"strings"
)

// matrix is the transform x' = ax + cy + e, y' = bx + dy + f. Products are
// rounded before they are added, so that no processor fuses the two.
type matrix [6]float64

func identity() matrix { return matrix{1, 0, 0, 1, 0, 0} }

// times is m after n: n is applied first.
func (m matrix) times(n matrix) matrix {
	return matrix{
		float64(m[0]*n[0]) + float64(m[2]*n[1]), float64(m[1]*n[0]) + float64(m[3]*n[1]),
		float64(m[0]*n[2]) + float64(m[2]*n[3]), float64(m[1]*n[2]) + float64(m[3]*n[3]),
		float64(m[0]*n[4]) + float64(m[2]*n[5]) + m[4], float64(m[1]*n[4]) + float64(m[3]*n[5]) + m[5],
	}
}

func (m matrix) point(p vector) Point {
	return Point{
		X: emu(float64(m[0]*p.x) + float64(m[2]*p.y) + m[4]),
		Y: emu(float64(m[1]*p.x) + float64(m[3]*p.y) + m[5]),
	}
}

// scale is the factor by which lengths grow, averaged over all directions.
func (m matrix) scale() float64 {
	return math.Sqrt(math.Abs(float64(m[0]*m[3]) - float64(m[1]*m[2])))
}

type vector struct{ x, y float64 }

// transformOf reads a transform attribute (SVG 1.1 7.6).
func transformOf(v string) (matrix, error) {
	m := identity()
	for rest := strings.Trim(v, " ,\t\n\r"); rest != ""; rest = strings.TrimLeft(rest, " ,\t\n\r") {
		name, inside, ok := strings.Cut(rest, "(")
		arguments, after, closed := strings.Cut(inside, ")")
		if !ok || !closed {
			return m, refused("SVG 图片里的变换“%s”不能用", "the transform “%s” in an SVG picture cannot be used", clip(v))
		}
		var list []float64
		for s := (scanner{text: arguments}); s.more() && len(list) < 6; {
			n, err := s.number()
			if err != nil {
				return m, err
			}
			list = append(list, n)
		}
		next, ok := transformBy(strings.TrimSpace(name), list)
		if !ok {
			return m, refused("SVG 图片里的变换“%s”不能用", "the transform “%s” in an SVG picture cannot be used", clip(v))
		}
		m, rest = m.times(next), after
	}
	return m, nil
}

func transformBy(name string, v []float64) (matrix, bool) {
	at := func(i int, fallback float64) float64 {
		if i < len(v) {
			return v[i]
		}
		return fallback
	}
	if len(v) == 0 {
		return matrix{}, false
	}
	radians := float64(v[0]*math.Pi) / 180
	switch name {
	case "matrix":
		if len(v) == 6 {
			return matrix(v), true
		}
	case "translate":
		return matrix{1, 0, 0, 1, v[0], at(1, 0)}, true
	case "scale":
		return matrix{v[0], 0, 0, at(1, v[0]), 0, 0}, true
	case "rotate":
		sin, cos := math.Sincos(radians)
		x, y := at(1, 0), at(2, 0)
		turned := matrix{cos, sin, -sin, cos, 0, 0}
		return matrix{1, 0, 0, 1, x, y}.times(turned).times(matrix{1, 0, 0, 1, -x, -y}), true
	case "skewX":
		return matrix{1, 0, math.Tan(radians), 1, 0, 0}, true
	case "skewY":
		return matrix{1, math.Tan(radians), 0, 1, 0, 0}, true
	}
	return matrix{}, false
}
