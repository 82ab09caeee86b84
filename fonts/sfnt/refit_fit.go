package sfnt

import "math"

const (
	cornerAngle   = 28 * math.Pi / 180 // what turns more is a corner, which stays
	samplesOfOne  = 6                  // points of a curve that are held against the one that replaces it
	straightness  = 0.6                // how far, in thousandths, a curve that becomes a line may bulge
	mostJoined    = 32
	reckonings    = 4 // of the parameters of the samples
	mostOvershoot = 1.5
)

// refit draws a closed contour with fewer curves.
func refit(contour []bezier, tolerance float64) []bezier {
	contour, corner := fromCorner(contour)
	var out []bezier
	for i := 0; i < len(contour); {
		best, next := contour[i], i+1
		for j, failed := i+2, 0; j <= len(contour) && j-i <= mostJoined && !corner[j-1] && failed < 3; j++ {
			if curve, ok := join(contour, corner, i, j, tolerance); ok {
				best, next, failed = curve, j, 0
			} else {
				failed++
			}
		}
		if next == i+1 {
			best = simplest(best, tolerance)
		}
		out = append(out, best)
		i = next
	}
	return out
}

// fromCorner is the contour from a corner on, and which of its curves begin at one.
func fromCorner(contour []bezier) ([]bezier, []bool) {
	n := len(contour)
	turns := func(i int) bool {
		in, out := contour[(i+n-1)%n].ends(), contour[i%n].starts()
		return math.Atan2(math.Abs(in.cross(out)), in.dot(out)) > cornerAngle
	}
	first := 0
	for i := range n {
		if turns(i) {
			first = i
			break
		}
	}
	turned := append(append([]bezier{}, contour[first:]...), contour[:first]...)
	corner := make([]bool, n+1)
	for i := range corner {
		corner[i] = turns(first + i)
	}
	return turned, corner
}

// simplest is a line for a curve that is one.
func simplest(b bezier, tolerance float64) bezier {
	if line, ok := straight(b[0], b[3], b.samples(nil), tolerance); ok {
		return line
	}
	return b
}

func (b *bezier) samples(points []vec) []vec {
	for k := 1; k <= samplesOfOne; k++ {
		points = append(points, b.at(float64(k)/samplesOfOne))
	}
	return points
}

// straight is a line from a to b if the points lie on it.
func straight(a, b vec, points []vec, tolerance float64) (bezier, bool) {
	along := a.towards(b)
	for _, p := range points {
		if d := p.minus(a); math.Abs(along.cross(d)) > straightness/refitTolerance*tolerance || along.dot(d) < 0 || along.dot(d) > a.distance(b)+0.5 {
			return bezier{}, false
		}
	}
	return bezier{a, a, b, b}, a != b
}

// join is one curve for those from i to j-1.
func join(contour []bezier, corner []bool, i, j int, tolerance float64) (bezier, bool) {
	n := len(contour)
	var points []vec
	for k := i; k < j; k++ {
		points = contour[k].samples(points)
	}
	a, b := contour[i][0], contour[j-1][3]
	if line, ok := straight(a, b, points, tolerance); ok {
		return line, true
	}
	start, end := contour[i].starts(), contour[j-1].ends()
	if !corner[i] {
		start = contour[(i+n-1)%n].ends().plus(start).unit()
	}
	if !corner[j] {
		end = end.plus(contour[j%n].starts()).unit()
	}
	starts, ends := []vec{start}, []vec{end}
	if corner[i] { // of a traced outline the first bit says little
		starts = append(starts, a.towards(points[len(points)/5]))
	}
	if corner[j] {
		ends = append(ends, points[len(points)-1-len(points)/5].towards(b))
	}
	for _, s := range starts {
		for _, e := range ends {
			if curve, ok := fit(a, b, s, e, points, tolerance); ok {
				return curve, true
			}
		}
	}
	return bezier{}, false
}

// fit is the curve from a to b with the given directions that is nearest to the
// points by least squares (Schneider, An Algorithm for Automatically Fitting
// Digitized Curves, Graphics Gems, 1990), in whole units, if it is within the
// tolerance of all.
func fit(a, b, start, end vec, points []vec, tolerance float64) (bezier, bool) {
	params, total := chords(a, points)
	for range reckonings {
		curve, ok := leastSquares(a, b, start, end, points, params)
		if !ok || curve[1].distance(a)+curve[2].distance(b) > mostOvershoot*total {
			return bezier{}, false
		}
		curve[1], curve[2] = curve[1].rounded(), curve[2].rounded()
		worst := 0.0
		for i, p := range points {
			params[i] = curve.nearer(p, params[i])
			worst = max(worst, curve.at(params[i]).distance(p))
		}
		if worst <= tolerance {
			return curve, true
		}
		if worst > 8*tolerance {
			break
		}
	}
	return bezier{}, false
}

// chords are parameters of points by the way to them.
func chords(from vec, points []vec) (params []float64, total float64) {
	params = make([]float64, len(points))
	for i, p := range points {
		total += from.distance(p)
		params[i], from = total, p
	}
	for i := range params {
		params[i] /= total
	}
	return params, total
}

// leastSquares finds the lengths of the handles.
func leastSquares(a, b, start, end vec, points []vec, params []float64) (bezier, bool) {
	var c00, c01, c11, x0, x1 float64
	for i, p := range points {
		t := params[i]
		s := 1 - t
		b1, b2 := 3*s*s*t, 3*s*t*t
		v, w := start.times(b1), end.times(-b2)
		rest := p.minus(a.times(s*s*s + b1)).minus(b.times(t*t*t + b2))
		c00, c01, c11 = c00+v.dot(v), c01+v.dot(w), c11+w.dot(w)
		x0, x1 = x0+v.dot(rest), x1+w.dot(rest)
	}
	det := c00*c11 - c01*c01
	if math.Abs(det) < 1e-9 {
		return bezier{}, false
	}
	out, in := (x0*c11-x1*c01)/det, (c00*x1-c01*x0)/det
	return bezier{a, a.plus(start.times(out)), b.minus(end.times(in)), b}, out > 0 && in > 0
}

// nearer is a parameter of a point that is nearer to p than that of t, by a step of Newton's.
func (b *bezier) nearer(p vec, t float64) float64 {
	d := b.at(t).minus(p)
	first, second := b.derivatives(t)
	if slope := first.dot(first) + d.dot(second); slope > 0 {
		t -= d.dot(first) / slope
	}
	return min(max(t, 0), 1)
}
