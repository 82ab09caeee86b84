package sfnt

import "encoding/binary"

// Positions in the String INDEX this package writes.
const (
	sidAdobe    = standardStrings
	sidIdentity = standardStrings + 1
	sidFDNames  = standardStrings + 2
)

// cffSubset is a CFF table in the making.
type cffSubset struct {
	font   *cffFont
	glyphs []uint16 // new to old
	fds    []int    // Font DICTs kept, ascending
	fdOf   []int    // position in fds of each new glyph
	out    []byte
}

// subset writes a CID-keyed CFF table with the given glyphs, whose CID is their
// position in glyphs (#5176, sections 18 and 19). A name-keyed font becomes a
// CID-keyed one with a single Font DICT. Widths in charstrings stay as they are,
// relative to the Private DICT of their Font DICT.
func (c *cffFont) subset(glyphs []uint16) ([]byte, error) {
	s := &cffSubset{font: c, glyphs: glyphs}
	if err := s.selectFontDicts(); err != nil {
		return nil, err
	}
	charstrings, err := s.charstrings()
	if err != nil {
		return nil, err
	}
	return s.write(charstrings)
}

// selectFontDicts finds the Font DICTs that the glyphs use.
func (s *cffSubset) selectFontDicts() error {
	s.fdOf = make([]int, len(s.glyphs))
	var position [maxFontDicts]int
	for i, gid := range s.glyphs {
		fd, err := s.font.fdIndex(gid)
		if err != nil {
			return err
		}
		s.fdOf[i] = fd
		position[fd] = 1
	}
	for fd, used := range position {
		if used != 0 {
			position[fd] = len(s.fds)
			s.fds = append(s.fds, fd)
		}
	}
	for i, fd := range s.fdOf {
		s.fdOf[i] = position[fd]
	}
	return nil
}

// charstrings gives the charstring of each glyph. Subroutine calls are replaced
// by the bodies of the subroutines, so that the subset carries none: a CJK face
// has tens of thousands of them, whose INDEX alone would outweigh the glyphs.
// Where the font has no subroutines its charstrings are taken unseen.
func (s *cffSubset) charstrings() ([][]byte, error) {
	c := s.font
	// Glyphs of a name-keyed font may refer to others by name (seac), which a
	// CID-keyed font cannot, so they are always run.
	run := !c.isCID || c.globalSubrs.count > 0
	for _, fd := range s.fds {
		run = run || c.fonts[fd].subrs.count > 0
	}
	from := &c.charStrings
	if c.refitted.count > 0 {
		from, run = &c.refitted, false
	}
	if run {
		return s.flatCharstrings()
	}
	list, total := make([][]byte, len(s.glyphs)), 0
	for i, gid := range s.glyphs {
		code, err := from.get(int(gid))
		if err != nil {
			return nil, err
		}
		if total += len(code); total > maxSubsetBytes {
			return nil, c.tooLarge()
		}
		list[i] = code
	}
	return list, nil
}

func (c *cffFont) tooLarge() error {
	return malformed(cffTag, c.charStrings.offsets, "subset exceeds the limit of %d bytes or %d operators", maxSubsetBytes, maxSubsetOps)
}

func (s *cffSubset) flatCharstrings() ([][]byte, error) {
	cs, budget := charstring{font: s.font, flatten: true}, maxSubsetOps
	ends := make([]int, len(s.glyphs))
	for i, gid := range s.glyphs {
		start := len(cs.flat)
		if err := cs.run(gid); err != nil {
			return nil, err
		}
		if len(cs.flat)-start > maxCharstringBytes {
			return nil, cs.fail("longer than %d bytes without subroutines", maxCharstringBytes)
		}
		budget -= maxCharstringOps - cs.budget
		if budget < 0 || len(cs.flat) > maxSubsetBytes {
			return nil, s.font.tooLarge()
		}
		ends[i] = len(cs.flat)
	}
	list, start := make([][]byte, len(ends)), 0
	for i, end := range ends {
		list[i], start = cs.flat[start:end], end
	}
	return list, nil
}

func (s *cffSubset) write(charstrings [][]byte) ([]byte, error) {
	c, total := s.font, 0
	for _, code := range charstrings {
		total += len(code)
	}
	// Headers and DICTs take a few hundred bytes, an offset up to four.
	s.out = make([]byte, 0, total+4*len(charstrings)+4096)
	s.out = append(s.out, 1, 0, 4, 4)
	name := []byte(postScriptName(string(c.name)))
	s.out = appendIndex(s.out, 1, func(int) []byte { return name })

	top, fix := s.topDict()
	s.out = appendIndex(s.out, 1, func(int) []byte { return top })
	topAt := len(s.out) - len(top)
	names := s.strings()
	s.out = appendIndex(s.out, len(names), func(i int) []byte { return names[i] })
	s.out = appendIndex(s.out, 0, nil) // global subroutines
	point := func(at int) {
		binary.BigEndian.PutUint32(s.out[topAt+at:], uint32(len(s.out)))
	}
	point(fix.charset)
	s.appendCharset()
	point(fix.fdSelect)
	s.appendFDSelect()
	point(fix.charStrings)
	s.out = appendIndex(s.out, len(charstrings), func(i int) []byte { return charstrings[i] })
	dicts, err := s.appendPrivates()
	if err != nil {
		return nil, err
	}
	point(fix.fdArray)
	s.out = appendIndex(s.out, len(dicts), func(i int) []byte { return dicts[i] })
	return s.out, nil
}

// topOffsets are the places in the Top DICT where offsets are filled in.
type topOffsets struct{ charset, fdSelect, charStrings, fdArray int }

func (s *cffSubset) topDict() (d []byte, fix topOffsets) {
	for _, v := range []int{sidAdobe, sidIdentity, 0} {
		d = appendDictShort(d, v)
	}
	d = appendDictOp(d, opROS)
	raw := func(operands []byte, op int) {
		if operands != nil {
			d = appendDictOp(append(d, operands...), op)
		}
	}
	raw(s.font.matrix, opFontMatrix)
	raw(s.font.bbox, opFontBBox)
	d = appendDictOp(appendDictInt(d, len(s.glyphs)), opCIDCount)
	hole := func(op int) int {
		d = appendDictOp(appendDictInt(d, 0), op)
		return len(d) - len(appendDictOp(nil, op)) - 4
	}
	fix.charset = hole(opCharset)
	fix.fdSelect = hole(opFDSelect)
	fix.charStrings = hole(opCharStrings)
	fix.fdArray = hole(opFDArray)
	return d, fix
}

// strings is the String INDEX: the ROS and the names of the Font DICTs.
func (s *cffSubset) strings() [][]byte {
	names := [][]byte{[]byte("Adobe"), []byte("Identity")}
	for _, fd := range s.fds {
		names = append(names, s.font.fonts[fd].name)
	}
	return names
}

// appendCharset writes the identity in format 2; .notdef is left out.
func (s *cffSubset) appendCharset() {
	s.out = append(s.out, 2)
	if n := len(s.glyphs); n > 1 {
		s.out = binary.BigEndian.AppendUint16(s.out, 1)
		s.out = binary.BigEndian.AppendUint16(s.out, uint16(n-2))
	}
}

func (s *cffSubset) appendFDSelect() {
	be := binary.BigEndian
	countAt := len(s.out) + 1
	s.out = append(s.out, 3, 0, 0)
	ranges := 0
	for i, fd := range s.fdOf {
		if i == 0 || fd != s.fdOf[i-1] {
			s.out = append(be.AppendUint16(s.out, uint16(i)), byte(fd))
			ranges++
		}
	}
	be.PutUint16(s.out[countAt:], uint16(ranges))
	s.out = be.AppendUint16(s.out, uint16(len(s.glyphs)))
}

// appendPrivates writes the Private DICTs without their Subrs, and gives the
// Font DICTs that point at them.
func (s *cffSubset) appendPrivates() (dicts [][]byte, err error) {
	for i, old := range s.fds {
		fd := &s.font.fonts[old]
		at := len(s.out)
		r := dictReader{dict: fd.private, at: fd.privateAt}
		for r.next() {
			if r.op != opSubrs {
				s.out = appendDictOp(append(s.out, r.raw...), r.op)
			}
		}
		if r.err != nil {
			return nil, r.err
		}
		var d []byte
		if fd.name != nil {
			d = appendDictOp(appendDictInt(d, sidFDNames+i), opFontName)
		}
		if fd.matrix != nil {
			d = appendDictOp(append(d, fd.matrix...), opFontMatrix)
		}
		d = appendDictOp(appendDictInt(appendDictInt(d, len(s.out)-at), at), opPrivate)
		dicts = append(dicts, d)
	}
	return dicts, nil
}
