package sfnt

import (
	"encoding/binary"
	"slices"
)

// code is a Type 2 charstring in the making.
type code []byte

func (c code) n(values ...int) code {
	for _, v := range values {
		switch {
		case v >= -107 && v <= 107:
			c = append(c, byte(v+139))
		case v >= 108 && v <= 1131:
			c = append(c, byte((v-108)>>8)+247, byte(v-108))
		case v >= -1131 && v <= -108:
			c = append(c, byte((-v-108)>>8)+251, byte(-v-108))
		default:
			c = append(c, csShort, byte(v>>8), byte(v))
		}
	}
	return c
}

func (c code) op(op int) code { return appendDictOp(c, op) }

// cffSource is a CFF face in parts.
type cffSource struct {
	cid      bool
	glyphs   []code
	global   []code
	fds      []cffFD // one for a name-keyed font
	fdSelect []byte
	topExtra []byte
	advances []int
	runes    []Char
}

type cffFD struct {
	name                    string
	defaultWidth, nominal   int
	stdVW                   int
	subrs                   []code
	matrix, privateAddition []byte
}

// callNo is the operand of a call to subroutine i of fewer than 1240.
func callNo(i int) int { return i - 107 }

// cffGlyphs is the number of glyphs of both synthetic CFF faces.
const cffGlyphs = 6

// drawnGlyphs cover all path operators, both kinds of subroutine, nested calls,
// hint masks with implicit stems, and a width at each kind of first operator.
func drawnGlyphs() []code {
	var c code
	return []code{
		c.n(50).op(csEndchar),
		// width, rmoveto, lines, and a subroutine that ends the glyph
		c.n(100, 10, 20).op(csRmoveto).n(30, 40, -5, 300).op(csRlineto).n(10, 20, 30).op(csHlineto).
			n(7, 8).op(csVlineto).n(callNo(1)).op(csCallsubr),
		// hints: 3 explicit and 6 implicit stems need two mask bytes; those of the
		// second mask look like calls
		c.n(-20, 10, 20, 30, 5, 40, 5).op(csHstemhm).n(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12).op(csHintmask).
			op(0xAA).op(0xBB).n(100).op(csHmoveto).n(callNo(0)).op(csCallsubr).op(csCntrmask).op(csCallsubr).op(csCallgsubr).op(csEndchar),
		// no width; curves
		c.n(-700).op(csVmoveto).n(1, 2, 3, 4, 5, 6).op(csRrcurveto).n(1, 2, 3, 4, 5, 6, 7, 8).op(csRcurveline).
			n(1, 2, 3, 4, 5, 6, 7, 8).op(csRlinecurve).n(9, 1, 2, 3, 4).op(csHhcurveto).n(9, 1, 2, 3, 4, 5, 6, 7, 8).op(csVvcurveto).
			n(1, 2, 3, 4, 5).op(csHvcurveto).n(1, 2, 3, 4, 5, 6, 7, 8, 9).op(csVhcurveto).op(csEndchar),
		// flexes
		c.n(5, 5, 5).op(csRmoveto).n(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 50).op(csFlex).n(1, 2, 3, 4, 5, 6, 7).op(csHflex).
			n(1, 2, 3, 4, 5, 6, 7, 8, 9).op(csHflex1).n(1, 2, 3, 4, 5, 6, 7, 8, 90, 10, 11).op(csFlex1).
			n(1, 2, 3, 4, 5, 6, 7, 8, 9, 100, 11).op(csFlex1).op(csEndchar),
		// global subroutine that calls a local one; a fractional operand
		append(c.n(1, 1).op(csRmoveto).n(callNo(0)).op(csCallgsubr), 255, 0, 10, 0x80, 0).n(7).op(csRlineto).op(csEndchar),
	}
}

func drawnSubrs() (local, global []code) {
	var c code
	local = []code{
		c.n(11, 12).op(csRlineto).op(csReturn),
		c.n(callNo(0)).op(csCallsubr).op(csEndchar),
		c.n(99, 98).op(csRlineto).op(csReturn),
	}
	global = []code{
		c.n(21, 22).op(csRlineto).n(callNo(0)).op(csCallsubr).op(csReturn),
		c.n(97, 96).op(csRlineto).op(csReturn),
	}
	return local, global
}

func newNameKeyed() *cffSource {
	local, global := drawnSubrs()
	return &cffSource{
		glyphs: drawnGlyphs(), global: global,
		fds:      []cffFD{{name: "Plain", defaultWidth: 500, nominal: 600, stdVW: 77, subrs: local}},
		advances: []int{650, 700, 580, 500, 605, 500},
		runes:    []Char{{'A', 1}, {'H', 4}, {'x', 3}, {'一', 5}},
	}
}

// newCIDKeyed has three Font DICTs of which glyphs use the first and the last,
// each with subroutines and widths of its own.
func newCIDKeyed() *cffSource {
	local, global := drawnSubrs()
	other := []code{code{}.n(-33, 44).op(csRlineto).op(csReturn), local[1], local[2]}
	matrix := appendDictOp(code{}.n(1, 0, 0, 1, 0, 0), opFontMatrix)
	return &cffSource{
		cid: true, glyphs: drawnGlyphs(), global: global,
		fds: []cffFD{
			{name: "Test-Alphabetic", defaultWidth: 500, nominal: 600, stdVW: 70, subrs: local},
			{name: "Test-Unused", defaultWidth: 1, nominal: 2},
			{name: "Test-Ideographs", defaultWidth: 1000, nominal: 900, stdVW: 80, subrs: other, matrix: matrix},
		},
		fdSelect: append(append(words(0x0300), 2), 0, 0, 0, 0, 4, 2, 0, cffGlyphs), // glyphs 0..3, 4..5
		advances: []int{650, 700, 580, 500, 905, 1000},
		runes:    []Char{{'A', 1}, {'H', 4}, {'x', 3}, {'一', 5}},
	}
}

func indexOf[T ~[]byte](items []T) []byte {
	return appendIndex(nil, len(items), func(i int) []byte { return items[i] })
}

// table writes the CFF table: headers, then the blocks the Top DICT points at.
func (s *cffSource) table() []byte {
	names, strings := [][]byte{[]byte("Test-CFF")}, [][]byte{[]byte("Adobe"), []byte("GB1")}
	for _, fd := range s.fds {
		strings = append(strings, []byte(fd.name))
	}
	top := func(charStrings, fdArray, fdSelect, private, privateLen int) []byte {
		var d []byte
		if s.cid {
			d = appendDictOp(appendDictInt(appendDictInt(appendDictInt(d, standardStrings), standardStrings+1), 5), opROS)
		}
		d = append(d, s.topExtra...)
		d = appendDictOp(code(d).n(-10, -200, 1100, 900), opFontBBox)
		d = appendDictOp(appendDictInt(d, charStrings), opCharStrings)
		if s.cid {
			d = appendDictOp(appendDictInt(d, fdArray), opFDArray)
			return appendDictOp(appendDictInt(d, fdSelect), opFDSelect)
		}
		return appendDictOp(appendDictInt(appendDictInt(d, privateLen), private), opPrivate)
	}
	front := func(top []byte) []byte {
		return slices.Concat([]byte{1, 0, 4, 4}, indexOf(names), indexOf([][]byte{top}), indexOf(strings), indexOf(s.global))
	}
	// All operands are five bytes long, so the front has the same length
	// whatever the offsets are.
	at := len(front(top(0, 0, 0, 0, 0)))
	body := indexOf(s.glyphs)
	fdSelect := at + len(body)
	body = append(body, s.fdSelect...)
	var dicts [][]byte
	private, privateLen := 0, 0
	for i, fd := range s.fds {
		p := fd.private()
		private, privateLen = at+len(body), len(p)
		body = append(append(body, p...), indexOf(fd.subrs)...)
		d := appendDictOp(appendDictInt(nil, standardStrings+2+i), opFontName)
		d = append(d, fd.matrix...)
		dicts = append(dicts, appendDictOp(appendDictInt(appendDictInt(d, privateLen), private), opPrivate))
	}
	fdArray := at + len(body)
	body = append(body, indexOf(dicts)...)
	return append(front(top(at, fdArray, fdSelect, private, privateLen)), body...)
}

func (fd cffFD) private() []byte {
	p := appendDictOp(code{}.n(fd.defaultWidth), opDefaultWidthX)
	p = appendDictOp(code(p).n(fd.nominal), opNominalWidthX)
	p = append(p, 30, 0x0A, 0x5B, 0x1F) // 0.5E1
	p = appendDictOp(p, 12<<8|10)       // BlueShift
	if fd.stdVW != 0 {
		p = appendDictOp(code(p).n(fd.stdVW), opStdVW)
	}
	p = append(p, fd.privateAddition...)
	if fd.subrs == nil {
		return p
	}
	return appendDictOp(appendDictInt(p, len(p)+6), opSubrs)
}

func (s *cffSource) build() []byte {
	tables := fixtureMetrics(s.advances, len(s.glyphs))
	cmap, err := buildCmap(s.runes)
	if err != nil {
		panic(err)
	}
	os2 := fixtureOS2()
	copy(os2[86:], words(0, 0)) // heights must come from the outlines
	return buildFace(versionCFF, tables, map[string][]byte{
		cffTag: s.table(), "cmap": cmap, "OS/2": os2, "name": fixtureName(), "post": fixturePost(),
	})
}

// collection puts faces into one file; their table offsets are moved.
func collection(faces ...[]byte) []byte {
	be := binary.BigEndian
	out := append([]byte("ttcf"), 0, 1, 0, 0)
	out = be.AppendUint32(out, uint32(len(faces)))
	at := len(out) + 4*len(faces)
	var body []byte
	for _, face := range faces {
		face = slices.Clone(face)
		out = be.AppendUint32(out, uint32(at+len(body)))
		for i := range int(be.Uint16(face[4:])) {
			rec := face[12+16*i+8:]
			be.PutUint32(rec, be.Uint32(rec)+uint32(at+len(body)))
		}
		body = append(body, face...)
	}
	return append(out, body...)
}

// pathRecorder keeps what a charstring draws.
type pathRecorder []int64

func (p *pathRecorder) moveTo(x, y int64) { *p = append(*p, 'M', x, y) }
func (p *pathRecorder) lineTo(x, y int64) { *p = append(*p, 'L', x, y) }
func (p *pathRecorder) curveTo(x1, y1, x2, y2, x3, y3 int64) {
	*p = append(*p, 'C', x1, y1, x2, y2, x3, y3)
}

// drawCFF gives the outline and the width of a glyph.
func drawCFF(c *cffFont, gid uint16) (path []int64, width int64, err error) {
	var p pathRecorder
	cs := charstring{font: c, sink: &p}
	err = cs.run(gid)
	return p, cs.width, err
}
