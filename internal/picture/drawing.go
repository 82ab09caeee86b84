package picture

import "gongwen/internal/unit"

// Drawing is a picture made of filled and stroked outlines. Places are measured
// from its top left corner, x to the right and y down.
type Drawing struct {
	Width, Height unit.Length
	Shapes        []Shape // the later ones cover the earlier ones
	Labels        []Label
}

// Shape is an outline with its paint.
type Shape struct {
	Path    []Step
	Fill    *Color      // nil for none
	EvenOdd bool        // the rule by which the inside is found; else nonzero winding
	Stroke  *Color      // nil for none
	Width   unit.Length // of the stroke
}

// Step is one step of a path.
type Step struct {
	Op Op
	// To is where the step ends; C1 and C2 are the control points of a Curve.
	C1, C2, To Point
}

// Op is the kind of a step.
type Op uint8

// The kinds. A path begins with a Move, and so does each of its parts.
const (
	Move Op = iota
	Line
	Curve // cubic Bézier
	Close
)

// Point is a place in a drawing.
type Point struct{ X, Y unit.Length }

// Color is an RGB colour.
type Color struct{ R, G, B uint8 }

// Label is a line of text in a drawing.
type Label struct {
	At     Point // on the baseline
	Anchor Anchor
	Text   string
}

// Anchor says which part of a label stands at its place.
type Anchor uint8

// The anchors.
const (
	Start Anchor = iota
	Middle
	End
)

// Scale is d in another size: every length times num / den.
func (d *Drawing) Scale(num, den int64) *Drawing {
	at := func(p Point) Point { return Point{p.X.MulDiv(num, den), p.Y.MulDiv(num, den)} }
	out := &Drawing{Width: d.Width.MulDiv(num, den), Height: d.Height.MulDiv(num, den)}
	for _, s := range d.Shapes {
		path := make([]Step, len(s.Path))
		for i, step := range s.Path {
			path[i] = Step{Op: step.Op, C1: at(step.C1), C2: at(step.C2), To: at(step.To)}
		}
		s.Path, s.Width = path, s.Width.MulDiv(num, den)
		out.Shapes = append(out.Shapes, s)
	}
	for _, l := range d.Labels {
		l.At = at(l.At)
		out.Labels = append(out.Labels, l)
	}
	return out
}
