package sfnt

import "encoding/binary"

// Type 2 charstring operators (#5177, appendix A); two-byte ones are
// 12<<8 | second.
const (
	csHstem      = 1
	csVstem      = 3
	csVmoveto    = 4
	csRlineto    = 5
	csHlineto    = 6
	csVlineto    = 7
	csRrcurveto  = 8
	csCallsubr   = 10
	csReturn     = 11
	csEscape     = 12
	csEndchar    = 14
	csHstemhm    = 18
	csHintmask   = 19
	csCntrmask   = 20
	csRmoveto    = 21
	csHmoveto    = 22
	csVstemhm    = 23
	csRcurveline = 24
	csRlinecurve = 25
	csVvcurveto  = 26
	csHhcurveto  = 27
	csShort      = 28
	csCallgsubr  = 29
	csVhcurveto  = 30
	csHvcurveto  = 31
	csHflex      = 12<<8 | 34
	csFlex       = 12<<8 | 35
	csHflex1     = 12<<8 | 36
	csFlex1      = 12<<8 | 37
)

// pathSink receives the outline a charstring draws, in 1/65536 font unit.
type pathSink interface {
	moveTo(x, y int64)
	lineTo(x, y int64)
	curveTo(x1, y1, x2, y2, x3, y3 int64)
}

// charstring runs Type 2 charstrings of one font; it is used by one goroutine.
type charstring struct {
	font    *cffFont
	fd      *fontDict
	sink    pathSink // nil if the outline is not wanted
	flatten bool     // append what is run to flat, without subroutine calls
	flat    []byte
	brief   bool // stop at the operator that the width stands before
	gid     uint16
	budget  int // numbers and operators left for this glyph

	stack     [maxCharstringStack]int32 // 1/65536
	starts    [maxCharstringStack]int   // where flat has each number of stack
	n         int
	x, y      int64
	stems     int
	width     int64
	haveWidth bool
	done      bool
}

// run interprets glyph gid.
func (c *charstring) run(gid uint16) error {
	fd, err := c.font.fontDictOf(gid)
	if err != nil {
		return err
	}
	code, err := c.font.charStrings.get(int(gid))
	if err != nil {
		return err
	}
	c.fd, c.gid, c.budget = fd, gid, maxCharstringOps
	c.n, c.x, c.y, c.stems = 0, 0, 0, 0
	c.width, c.haveWidth, c.done = fd.defaultWidth, false, false
	return c.exec(code, 0)
}

func (c *charstring) fail(format string, args ...any) error {
	return malformed(cffTag, c.font.charStrings.offsets, "charstring of glyph %d: "+format, append([]any{c.gid}, args...)...)
}

// exec runs one charstring or subroutine at the given nesting depth.
func (c *charstring) exec(code []byte, depth int) error {
	for i := 0; i < len(code) && !c.done; {
		if c.budget--; c.budget < 0 {
			return c.fail("more than %d operators", maxCharstringOps)
		}
		if b := code[i]; b >= 32 || b == csShort {
			v, size := charstringNumber(code[i:])
			if size == 0 {
				return c.fail("operand is cut off")
			}
			if c.n == maxCharstringStack {
				return c.fail("stack overflow")
			}
			c.stack[c.n], c.starts[c.n] = v, len(c.flat)
			c.n++
			c.copy(code[i : i+size])
			i += size
			continue
		}
		start, op := i, int(code[i])
		i++
		switch op {
		case csEscape:
			if i == len(code) {
				return c.fail("operator is cut off")
			}
			op = csEscape<<8 | int(code[i])
			i++
		case csReturn:
			return nil
		case csCallsubr:
			if err := c.call(&c.fd.subrs, depth); err != nil {
				return err
			}
			continue
		case csCallgsubr:
			if err := c.call(&c.font.globalSubrs, depth); err != nil {
				return err
			}
			continue
		case csHintmask, csCntrmask:
			if err := c.stem(); err != nil {
				return err
			}
			if i += (c.stems + 7) / 8; i > len(code) {
				return c.fail("hint mask is cut off")
			}
			c.copy(code[start:i])
			continue
		}
		c.copy(code[start:i])
		if err := c.operator(op); err != nil {
			return err
		}
	}
	return nil
}

// copy adds a number or an operator to the flattened charstring.
func (c *charstring) copy(token []byte) {
	if c.flatten {
		c.flat = append(c.flat, token...)
	}
}

// charstringNumber reads the number at the start of code in 1/65536; size is 0
// if it is cut off.
func charstringNumber(code []byte) (v int32, size int) {
	b := code[0]
	switch {
	case b == csShort:
		if len(code) < 3 {
			return 0, 0
		}
		return int32(int16(binary.BigEndian.Uint16(code[1:]))) << 16, 3
	case b <= 246:
		return (int32(b) - 139) << 16, 1
	case b == 255:
		if len(code) < 5 {
			return 0, 0
		}
		return int32(binary.BigEndian.Uint32(code[1:])), 5
	case len(code) < 2:
		return 0, 0
	case b <= 250:
		return ((int32(b)-247)*256 + int32(code[1]) + 108) << 16, 2
	}
	return (-(int32(b)-251)*256 - int32(code[1]) - 108) << 16, 2
}

// call runs the subroutine whose biased number is on top of the stack (#5177,
// section 4.7). That number is the last thing flat holds, because every operator
// that is copied clears the stack.
func (c *charstring) call(subrs *cffIndex, depth int) error {
	if c.n == 0 {
		return c.fail("subroutine call without number")
	}
	if depth == maxSubrDepth {
		return c.fail("subroutines nest deeper than %d", maxSubrDepth)
	}
	c.n--
	i := int(c.stack[c.n]>>16) + subrBias(subrs.count)
	code, err := subrs.get(i)
	if err != nil {
		return c.fail("no subroutine %d among %d", i, subrs.count)
	}
	if c.flatten {
		c.flat = c.flat[:c.starts[c.n]]
	}
	return c.exec(code, depth+1)
}

func subrBias(count int) int {
	switch {
	case count < 1240:
		return 107
	case count < 33900:
		return 1131
	}
	return 32768
}

// operator runs every operator that does not change the control flow.
func (c *charstring) operator(op int) error {
	switch op {
	case csHstem, csVstem, csHstemhm, csVstemhm:
		return c.stem()
	case csRmoveto:
		return c.move(2, true, true)
	case csHmoveto:
		return c.move(1, true, false)
	case csVmoveto:
		return c.move(1, false, true)
	case csEndchar:
		return c.endchar()
	}
	args := c.stack[:c.n]
	c.n = 0
	switch op {
	case csRlineto:
		return c.lines(args)
	case csHlineto, csVlineto:
		return c.alternatingLines(args, op == csHlineto)
	case csRrcurveto:
		return c.curves(args)
	case csRcurveline:
		if len(args) < 2 {
			return c.fail("rcurveline with %d operands", len(args))
		}
		if err := c.curves(args[:len(args)-2]); err != nil {
			return err
		}
		return c.lines(args[len(args)-2:])
	case csRlinecurve:
		if len(args) < 6 {
			return c.fail("rlinecurve with %d operands", len(args))
		}
		if err := c.lines(args[:len(args)-6]); err != nil {
			return err
		}
		return c.curves(args[len(args)-6:])
	case csVvcurveto, csHhcurveto:
		return c.parallelCurves(args, op == csHhcurveto)
	case csVhcurveto, csHvcurveto:
		return c.alternatingCurves(args, op == csHvcurveto)
	case csFlex, csHflex, csHflex1, csFlex1:
		return c.flex(op, args)
	}
	if op > csEscape<<8 && op < csHflex {
		return unsupported(cffTag, "glyph %d uses arithmetic operator 12 %d", c.gid, op&0xFF)
	}
	return c.fail("unknown operator %#x", op)
}

// setWidth takes the width that may stand before the operands of the first
// operator that clears the stack (#5177, section 4.1).
func (c *charstring) setWidth(present bool) (args []int32) {
	args, c.n = c.stack[:c.n], 0
	if !c.haveWidth {
		c.haveWidth = true
		if present {
			c.width = c.fd.nominalWidth + int64(args[0])
			args = args[1:]
		}
		c.done = c.brief
	}
	return args
}

// stem counts the stem hints on the stack; a hint mask takes those before it as
// vertical stems.
func (c *charstring) stem() error {
	args := c.setWidth(c.n%2 == 1)
	if len(args)%2 != 0 {
		return c.fail("stem hint with %d operands", len(args))
	}
	if c.stems += len(args) / 2; c.stems > maxStemHints {
		return c.fail("more than %d stem hints", maxStemHints)
	}
	return nil
}

func (c *charstring) endchar() error {
	args := c.setWidth(c.n == 1 || c.n == 5)
	if len(args) >= 4 {
		return unsupported(cffTag, "glyph %d is built of two others by endchar (seac)", c.gid)
	}
	c.done = true
	return nil
}
