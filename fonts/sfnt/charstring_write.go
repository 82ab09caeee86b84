package sfnt

// charstringWriter writes Type 2 charstrings (#5177) with the shortest operators.
type charstringWriter struct {
	out  []byte
	pen  vec
	op   int // of the operands that are gathered, 0 for none
	args []int
}

func (w *charstringWriter) number(n int) {
	switch {
	case n >= -107 && n <= 107:
		w.out = append(w.out, byte(n+139))
	case n >= 108 && n <= 1131:
		w.out = append(w.out, byte((n-108)>>8+247), byte(n-108))
	case n >= -1131 && n <= -108:
		w.out = append(w.out, byte((-n-108)>>8+251), byte(-n-108))
	default:
		w.out = append(w.out, csShort, byte(n>>8), byte(n))
	}
}

// flush writes the operator that is gathered.
func (w *charstringWriter) flush() {
	if w.op == 0 {
		return
	}
	for _, n := range w.args {
		w.number(n)
	}
	w.out = append(w.out, byte(w.op))
	w.op, w.args = 0, w.args[:0]
}

// mostOperands is one less than what readers are sure to hold (#5177, appendix B).
const mostOperands = 47

// add gathers operands of an operator; first ones begin anew.
func (w *charstringWriter) add(op int, more bool, args ...int) {
	if !more || w.op == 0 || len(w.args)+len(args) > mostOperands {
		w.flush()
		w.op = op
	}
	w.args = append(w.args, args...)
}

func (w *charstringWriter) delta(to vec) (dx, dy int) {
	d := to.minus(w.pen)
	w.pen = to
	return int(d.x), int(d.y)
}

// contour writes a closed contour; a line that closes it is left out.
func (w *charstringWriter) contour(curves []bezier) {
	if len(curves) == 0 {
		return
	}
	w.flush()
	switch dx, dy := w.delta(curves[0][0]); {
	case dy == 0:
		w.add(csHmoveto, false, dx)
	case dx == 0:
		w.add(csVmoveto, false, dy)
	default:
		w.add(csRmoveto, false, dx, dy)
	}
	w.flush()
	if last := len(curves) - 1; curves[last].isLine() {
		curves = curves[:last]
	}
	for i := range curves {
		if curves[i].isLine() {
			w.line(curves[i][3])
		} else {
			w.curve(&curves[i])
		}
	}
	w.flush()
}

func (w *charstringWriter) line(to vec) {
	dx, dy := w.delta(to)
	// Of alternating lines the one that follows is told by how many there are.
	next := csHlineto
	if (w.op == csHlineto) == (len(w.args)%2 == 1) {
		next = csVlineto
	}
	alternating := w.op == csHlineto || w.op == csVlineto
	switch {
	case dy == 0:
		w.add(csHlineto, alternating && next == csHlineto, dx)
	case dx == 0:
		w.add(csVlineto, alternating && next == csVlineto, dy)
	default:
		w.add(csRlineto, w.op == csRlineto, dx, dy)
	}
}

func (w *charstringWriter) curve(b *bezier) {
	x1, y1 := w.delta(b[1])
	x2, y2 := w.delta(b[2])
	x3, y3 := w.delta(b[3])
	switch {
	case y1 == 0 && y3 == 0:
		w.add(csHhcurveto, w.op == csHhcurveto, x1, x2, y2, x3)
	case x1 == 0 && x3 == 0:
		w.add(csVvcurveto, w.op == csVvcurveto, y1, x2, y2, y3)
	case y1 == 0 && x3 == 0:
		w.add(csHvcurveto, w.alternates(csHvcurveto), x1, x2, y2, y3)
	case x1 == 0 && y3 == 0:
		w.add(csVhcurveto, w.alternates(csVhcurveto), y1, x2, y2, x3)
	case y1 == 0:
		w.add(csHvcurveto, w.alternates(csHvcurveto), x1, x2, y2, y3, x3)
		w.flush()
	case x1 == 0:
		w.add(csVhcurveto, w.alternates(csVhcurveto), y1, x2, y2, x3, y3)
		w.flush()
	case y3 == 0:
		w.add(csHhcurveto, false, y1, x1, x2, y2, x3)
	case x3 == 0:
		w.add(csVvcurveto, false, x1, y1, x2, y2, y3)
	default:
		w.add(csRrcurveto, w.op == csRrcurveto, x1, y1, x2, y2, x3, y3)
	}
}

// alternates reports whether a curve of the operator goes on those gathered, which
// begin in turn horizontally and vertically.
func (w *charstringWriter) alternates(op int) bool {
	if w.op != csHvcurveto && w.op != csVhcurveto {
		return false
	}
	return (w.op == op) == (len(w.args)/4%2 == 0)
}
