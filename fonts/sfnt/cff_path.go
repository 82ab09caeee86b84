package sfnt

// move runs the three moveto operators of n operands.
func (c *charstring) move(n int, horizontal, vertical bool) error {
	args := c.setWidth(c.n > n)
	if len(args) != n {
		return c.fail("moveto with %d operands", len(args))
	}
	if horizontal {
		c.x += int64(args[0])
	}
	if vertical {
		c.y += int64(args[n-1])
	}
	if c.sink != nil {
		c.sink.moveTo(c.x, c.y)
	}
	return nil
}

func (c *charstring) line(dx, dy int32) {
	c.x += int64(dx)
	c.y += int64(dy)
	if c.sink != nil {
		c.sink.lineTo(c.x, c.y)
	}
}

func (c *charstring) curve(dx1, dy1, dx2, dy2, dx3, dy3 int32) {
	x1, y1 := c.x+int64(dx1), c.y+int64(dy1)
	x2, y2 := x1+int64(dx2), y1+int64(dy2)
	c.x, c.y = x2+int64(dx3), y2+int64(dy3)
	if c.sink != nil {
		c.sink.curveTo(x1, y1, x2, y2, c.x, c.y)
	}
}

func (c *charstring) lines(args []int32) error {
	if len(args)%2 != 0 {
		return c.fail("rlineto with %d operands", len(args))
	}
	for ; len(args) > 0; args = args[2:] {
		c.line(args[0], args[1])
	}
	return nil
}

func (c *charstring) alternatingLines(args []int32, horizontal bool) error {
	for _, d := range args {
		if horizontal {
			c.line(d, 0)
		} else {
			c.line(0, d)
		}
		horizontal = !horizontal
	}
	return nil
}

func (c *charstring) curves(args []int32) error {
	if len(args)%6 != 0 {
		return c.fail("rrcurveto with %d operands", len(args))
	}
	for ; len(args) > 0; args = args[6:] {
		c.curve(args[0], args[1], args[2], args[3], args[4], args[5])
	}
	return nil
}

// parallelCurves runs hhcurveto and vvcurveto, whose curves begin and end in
// the same direction.
func (c *charstring) parallelCurves(args []int32, horizontal bool) error {
	var cross int32
	if len(args)%4 == 1 {
		cross, args = args[0], args[1:]
	}
	if len(args)%4 != 0 {
		return c.fail("hhcurveto or vvcurveto with %d operands", len(args))
	}
	for ; len(args) > 0; args = args[4:] {
		if horizontal {
			c.curve(args[0], cross, args[1], args[2], args[3], 0)
		} else {
			c.curve(cross, args[0], args[1], args[2], 0, args[3])
		}
		cross = 0
	}
	return nil
}

// alternatingCurves runs hvcurveto and vhcurveto, whose curves begin in one
// direction and end in the other; the last may end in any.
func (c *charstring) alternatingCurves(args []int32, horizontal bool) error {
	var last int32
	if len(args)%4 == 1 {
		last, args = args[len(args)-1], args[:len(args)-1]
	}
	if len(args)%4 != 0 {
		return c.fail("hvcurveto or vhcurveto with %d operands", len(args))
	}
	for ; len(args) > 0; args = args[4:] {
		var end int32
		if len(args) == 4 {
			end = last
		}
		if horizontal {
			c.curve(args[0], 0, args[1], args[2], end, args[3])
		} else {
			c.curve(0, args[0], args[1], args[2], args[3], end)
		}
		horizontal = !horizontal
	}
	return nil
}

// flex runs the four operators that draw two curves at once.
func (c *charstring) flex(op int, a []int32) error {
	// In the order of the operators: hflex, flex, hflex1, flex1.
	if want := [4]int{7, 13, 9, 11}[op-csHflex]; len(a) != want {
		return c.fail("flex operator %#x with %d operands", op, len(a))
	}
	switch op {
	case csFlex:
		c.curve(a[0], a[1], a[2], a[3], a[4], a[5])
		c.curve(a[6], a[7], a[8], a[9], a[10], a[11])
	case csHflex:
		c.curve(a[0], 0, a[1], a[2], a[3], 0)
		c.curve(a[4], 0, a[5], -a[2], a[6], 0)
	case csHflex1:
		c.curve(a[0], a[1], a[2], a[3], a[4], 0)
		c.curve(a[5], 0, a[6], a[7], a[8], -(a[1] + a[3] + a[7]))
	case csFlex1:
		dx := a[0] + a[2] + a[4] + a[6] + a[8]
		dy := a[1] + a[3] + a[5] + a[7] + a[9]
		c.curve(a[0], a[1], a[2], a[3], a[4], a[5])
		if max(dx, -dx) > max(dy, -dy) {
			c.curve(a[6], a[7], a[8], a[9], a[10], -dy)
		} else {
			c.curve(a[6], a[7], a[8], a[9], -dx, a[10])
		}
	}
	return nil
}

// boundsSink collects the box around all points.
type boundsSink struct {
	xMin, yMin, xMax, yMax int64
	any                    bool
}

func (b *boundsSink) add(x, y int64) {
	if !b.any {
		b.xMin, b.yMin, b.xMax, b.yMax, b.any = x, y, x, y, true
		return
	}
	b.xMin, b.yMin = min(b.xMin, x), min(b.yMin, y)
	b.xMax, b.yMax = max(b.xMax, x), max(b.yMax, y)
}

func (b *boundsSink) moveTo(x, y int64) { b.add(x, y) }
func (b *boundsSink) lineTo(x, y int64) { b.add(x, y) }
func (b *boundsSink) curveTo(x1, y1, x2, y2, x3, y3 int64) {
	b.add(x1, y1)
	b.add(x2, y2)
	b.add(x3, y3)
}

func (c *cffFont) glyphBounds(gid uint16) (xMin, yMin, xMax, yMax int, ok bool) {
	var box boundsSink
	cs := charstring{font: c, sink: &box}
	if err := cs.run(gid); err != nil || !box.any {
		return 0, 0, 0, 0, false
	}
	return int(box.xMin >> 16), int(box.yMin >> 16), int((box.xMax + 0xFFFF) >> 16), int((box.yMax + 0xFFFF) >> 16), true
}

// CharstringWidth is the advance width that the CFF charstring of gid itself
// declares, in font units rounded to the nearest. PDF/A-2 (ISO 19005-2,
// 6.2.11.5) wants it to equal the width given in the PDF; [Font.Advance], which
// lines are set with, may differ. What stands behind the width is not read. It
// is an error for a font without CFF outlines.
func (f *Font) CharstringWidth(gid uint16) (int, error) {
	if f.cff == nil {
		return 0, unsupported("glyf", "glyf outlines have no charstrings")
	}
	cs := charstring{font: f.cff, brief: true}
	if err := cs.run(gid); err != nil {
		return 0, err
	}
	return int((cs.width + 0x8000) >> 16), nil
}
