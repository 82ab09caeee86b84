package frame

import (
	"fmt"

	"gongwen/internal/unit"
)

// Edges are those of the line as a rectangle. The error says that it is neither
// horizontal nor vertical.
func (r *Rule) Edges() (left, top, right, bottom unit.Length, err error) {
	before := r.Width / 2
	after := r.Width - before
	switch {
	case r.Y1 == r.Y2:
		return min(r.X1, r.X2), r.Y1 - before, max(r.X1, r.X2), r.Y1 + after, nil
	case r.X1 == r.X2:
		return r.X1 - before, min(r.Y1, r.Y2), r.X1 + after, max(r.Y1, r.Y2), nil
	}
	return 0, 0, 0, 0, fmt.Errorf("rule from %v, %v to %v, %v is neither horizontal nor vertical", r.X1, r.Y1, r.X2, r.Y2)
}
