package sfnt

import "encoding/binary"

// cffFont is a parsed CFF table: headers of its INDEXes and the Font DICTs.
type cffFont struct {
	data        []byte
	name        []byte // Name INDEX entry
	bbox        []byte // operands of FontBBox as they stand, nil if absent
	matrix      []byte // operands of FontMatrix as they stand, nil if absent
	strings     cffIndex
	globalSubrs cffIndex
	charStrings cffIndex
	refitted    cffIndex // what subsets have in their place, without subroutines; empty for none
	isCID       bool
	fonts       []fontDict // one for a name-keyed font
	fdSelect    []byte     // from FDSelect on, nil for a name-keyed font
}

// fontDict is an entry of FDArray, or the Private DICT of a name-keyed font.
type fontDict struct {
	name         []byte // FontName string, nil if absent or a standard string
	matrix       []byte // operands of FontMatrix as they stand, nil if absent
	private      []byte // Private DICT
	privateAt    int    // its position in the table
	subrs        cffIndex
	defaultWidth int64 // defaultWidthX in 1/65536
	nominalWidth int64 // nominalWidthX in 1/65536
	stdVW        int   // font units, 0 if absent
}

// standardStrings is the number of predefined SIDs (#5176, appendix A).
const standardStrings = 391

// topDict is what the Top DICT says about positions.
type topDict struct {
	charStrings, fdArray, fdSelect int
	privateAt, privateLen          int
}

func parseCFF(t []byte, numGlyphs int) (*cffFont, error) {
	if len(t) < 4 {
		return nil, malformed(cffTag, 0, "header is cut off")
	}
	if t[0] != 1 {
		return nil, unsupported(cffTag, "major version %d", t[0])
	}
	c := &cffFont{data: t}
	names, end, err := readIndex(t, int(t[2]))
	if err != nil {
		return nil, err
	}
	tops, end, err := readIndex(t, end)
	if err != nil {
		return nil, err
	}
	if names.count != 1 || tops.count != 1 {
		return nil, malformed(cffTag, int(t[2]), "%d names and %d Top DICTs, want one of each", names.count, tops.count)
	}
	name, err := names.get(0)
	if err != nil {
		return nil, err
	}
	c.name = name[:min(len(name), maxPostScriptName)]
	if c.strings, end, err = readIndex(t, end); err != nil {
		return nil, err
	}
	if c.globalSubrs, _, err = readIndex(t, end); err != nil {
		return nil, err
	}
	dict, err := tops.get(0)
	if err != nil {
		return nil, err
	}
	top, err := c.readTopDict(dict, tops.base+1)
	if err != nil {
		return nil, err
	}
	if c.charStrings, _, err = readIndex(t, top.charStrings); err != nil {
		return nil, err
	}
	if c.charStrings.count != numGlyphs {
		return nil, malformed(cffTag, top.charStrings, "%d charstrings for %d glyphs", c.charStrings.count, numGlyphs)
	}
	if !c.isCID {
		c.fonts = []fontDict{{privateAt: top.privateAt, name: c.name}}
		return c, c.readPrivate(&c.fonts[0], top.privateLen)
	}
	if err := c.readFDArray(top.fdArray); err != nil {
		return nil, err
	}
	return c, c.readFDSelect(top.fdSelect, numGlyphs)
}

func (c *cffFont) readTopDict(d []byte, at int) (top topDict, err error) {
	r := dictReader{dict: d, at: at}
	for r.next() {
		ok := true
		switch r.op {
		case opROS:
			c.isCID = true
		case opFontBBox:
			c.bbox = r.raw
		case opFontMatrix:
			c.matrix = r.raw
		case opCharStrings:
			top.charStrings, ok = r.integer(0)
		case opFDArray:
			top.fdArray, ok = r.integer(0)
		case opFDSelect:
			top.fdSelect, ok = r.integer(0)
		case opPrivate:
			top.privateLen, top.privateAt, ok = r.span()
		case opCharstringType:
			if kind, _ := r.integer(0); kind != 2 {
				return top, unsupported(cffTag, "charstring type %d", kind)
			}
		}
		if !ok {
			return top, malformed(cffTag, at, "Top DICT operator %#x has bad operands", r.op)
		}
	}
	if r.err == nil && (top.charStrings <= 0 || c.isCID && top.fdArray <= 0) {
		r.err = malformed(cffTag, at, "Top DICT lacks CharStrings or FDArray")
	}
	return top, r.err
}

func (c *cffFont) readFDArray(off int) error {
	idx, _, err := readIndex(c.data, off)
	if err != nil {
		return err
	}
	if idx.count == 0 || idx.count > maxFontDicts {
		return malformed(cffTag, off, "FDArray has %d Font DICTs, want 1..%d", idx.count, maxFontDicts)
	}
	c.fonts = make([]fontDict, idx.count)
	for i := range c.fonts {
		d, err := idx.get(i)
		if err != nil {
			return err
		}
		if err := c.readFontDict(&c.fonts[i], d, off); err != nil {
			return err
		}
	}
	return nil
}

func (c *cffFont) readFontDict(fd *fontDict, d []byte, at int) error {
	size := 0
	r := dictReader{dict: d, at: at}
	for r.next() {
		ok := true
		switch r.op {
		case opFontMatrix:
			fd.matrix = r.raw
		case opPrivate:
			size, fd.privateAt, ok = r.span()
		case opFontName:
			sid, isInt := r.integer(0)
			if i := sid - standardStrings; isInt && i >= 0 && i < c.strings.count {
				name, err := c.strings.get(i)
				if err != nil {
					return err
				}
				fd.name = name[:min(len(name), maxPostScriptName)]
			}
		}
		if !ok {
			return malformed(cffTag, at, "Font DICT operator %#x has bad operands", r.op)
		}
	}
	if r.err != nil {
		return r.err
	}
	return c.readPrivate(fd, size)
}

// readPrivate reads the Private DICT of size bytes at fd.privateAt.
func (c *cffFont) readPrivate(fd *fontDict, size int) error {
	at := fd.privateAt
	if size < 0 || at < 0 || int64(at)+int64(size) > int64(len(c.data)) {
		return malformed(cffTag, at, "Private DICT of %d bytes past end", size)
	}
	fd.private = c.data[at : at+size : at+size]
	subrs := 0
	r := dictReader{dict: fd.private, at: at}
	for r.next() {
		switch r.op {
		case opSubrs:
			off, ok := r.integer(0)
			if !ok || off <= 0 || int64(at)+int64(off) > int64(len(c.data)) {
				return malformed(cffTag, at, "Subrs begins past end")
			}
			subrs = at + off
		case opDefaultWidthX:
			fd.defaultWidth = r.fixed(0)
		case opNominalWidthX:
			fd.nominalWidth = r.fixed(0)
		case opStdVW:
			fd.stdVW = int(r.fixed(0) >> 16)
		}
	}
	if r.err != nil || subrs == 0 {
		return r.err
	}
	var err error
	fd.subrs, _, err = readIndex(c.data, subrs)
	return err
}

// readFDSelect checks the frame of FDSelect (#5176, section 19).
func (c *cffFont) readFDSelect(off, numGlyphs int) error {
	if off <= 0 || off > len(c.data)-5 {
		return malformed(cffTag, off, "FDSelect past end")
	}
	s := c.data[off:]
	need := 0
	switch s[0] {
	case 0:
		need = 1 + numGlyphs
	case 3:
		ranges := int(binary.BigEndian.Uint16(s[1:]))
		need = 3 + 3*ranges + 2
		if ranges == 0 || len(s) >= 5 && binary.BigEndian.Uint16(s[3:]) != 0 {
			return malformed(cffTag, off, "FDSelect does not begin with glyph 0")
		}
	default:
		return malformed(cffTag, off, "FDSelect format is %d", s[0])
	}
	if need > len(s) {
		return malformed(cffTag, off, "FDSelect is cut off")
	}
	c.fdSelect = s[:need]
	return nil
}

// fdIndex gives the Font DICT of a glyph.
func (c *cffFont) fdIndex(gid uint16) (int, error) {
	if c.fdSelect == nil {
		return 0, nil
	}
	fd := 0
	if s := c.fdSelect; s[0] == 0 {
		if int(gid)+1 >= len(s) {
			return 0, malformed(cffTag, 0, "FDSelect has no glyph %d", gid)
		}
		fd = int(s[1+int(gid)])
	} else {
		lo, hi := 0, int(binary.BigEndian.Uint16(s[1:]))
		for hi-lo > 1 {
			mid := int(uint(lo+hi) >> 1)
			if binary.BigEndian.Uint16(s[3+3*mid:]) <= gid {
				lo = mid
			} else {
				hi = mid
			}
		}
		fd = int(s[3+3*lo+2])
	}
	if fd >= len(c.fonts) {
		return 0, malformed(cffTag, 0, "FDSelect gives glyph %d Font DICT %d of %d", gid, fd, len(c.fonts))
	}
	return fd, nil
}

func (c *cffFont) fontDictOf(gid uint16) (*fontDict, error) {
	fd, err := c.fdIndex(gid)
	if err != nil {
		return nil, err
	}
	return &c.fonts[fd], nil
}
