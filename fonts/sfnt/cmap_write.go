package sfnt

import "encoding/binary"

// buildCmap writes a cmap with format 4 (BMP) and format 12 (all characters),
// each under the Unicode and the Windows platform. chars is ascending.
func buildCmap(chars []Char) ([]byte, error) {
	be := binary.BigEndian
	bmp := len(chars)
	for bmp > 0 && chars[bmp-1].Rune >= 0xFFFF {
		bmp--
	}
	format4, err := buildFormat4(chars[:bmp])
	if err != nil {
		return nil, err
	}
	const headerLen = 4 + 4*8
	out := be.AppendUint16(nil, 0)
	out = be.AppendUint16(out, 4)
	at4, at12 := uint32(headerLen), uint32(headerLen+len(format4))
	for _, rec := range []struct {
		platform, encoding uint16
		offset             uint32
	}{{0, 3, at4}, {0, 4, at12}, {3, 1, at4}, {3, 10, at12}} {
		out = be.AppendUint16(out, rec.platform)
		out = be.AppendUint16(out, rec.encoding)
		out = be.AppendUint32(out, rec.offset)
	}
	out = append(out, format4...)
	return append(out, buildFormat12(chars)...), nil
}

// segment is one segment of a format 4 subtable.
type segment struct {
	chars []Char
	array bool // glyphs are listed, not computed by a delta
}

// maxGap is the longest run of unmapped characters that is cheaper to list in a
// glyph array (2 bytes each) than a new segment (8 bytes).
const maxGap = 3

// segments splits ascending characters into segments.
func segments(chars []Char) (segs []segment) {
	for len(chars) > 0 {
		n, array := 1, false
		for ; n < len(chars) && chars[n].Rune-chars[n-1].Rune <= maxGap+1; n++ {
			step := chars[n].Rune - chars[n-1].Rune
			array = array || step != 1 || chars[n].Glyph != chars[n-1].Glyph+1
		}
		segs = append(segs, segment{chars[:n], array})
		chars = chars[n:]
	}
	return segs
}

// buildFormat4 writes the subtable of the BMP (OFF 5.2.1.3.3).
func buildFormat4(chars []Char) ([]byte, error) {
	be := binary.BigEndian
	segs := segments(chars)
	n := len(segs) + 1 // the last one is the closing segment 0xFFFF
	ends, starts := make([]byte, 0, 2*n+2), make([]byte, 0, 2*n)
	deltas, offsets := make([]byte, 0, 2*n), make([]byte, 0, 2*n)
	var glyphs []byte
	for i, s := range segs {
		first, last := s.chars[0], s.chars[len(s.chars)-1]
		starts = be.AppendUint16(starts, uint16(first.Rune))
		ends = be.AppendUint16(ends, uint16(last.Rune))
		if !s.array {
			deltas = be.AppendUint16(deltas, first.Glyph-uint16(first.Rune))
			offsets = be.AppendUint16(offsets, 0)
			continue
		}
		deltas = be.AppendUint16(deltas, 0)
		// Counted from the offset's own place to the glyphs behind the array.
		offsets = be.AppendUint16(offsets, uint16(2*(n-i)+len(glyphs)))
		next := first.Rune
		for _, c := range s.chars {
			for ; next < c.Rune; next++ {
				glyphs = be.AppendUint16(glyphs, 0)
			}
			glyphs = be.AppendUint16(glyphs, c.Glyph)
			next++
		}
	}
	ends = be.AppendUint16(ends, 0xFFFF)
	starts = be.AppendUint16(starts, 0xFFFF)
	deltas = be.AppendUint16(deltas, 1)
	offsets = be.AppendUint16(offsets, 0)

	length := 16 + 8*n + len(glyphs)
	if length > 0xFFFF {
		return nil, unsupported("cmap", "%d characters in %d ranges do not fit format 4", len(chars), len(segs))
	}
	log := 0
	for 2<<log <= n {
		log++
	}
	out := make([]byte, 0, length)
	for _, v := range []int{4, length, 0, 2 * n, 2 << log, log, 2*n - 2<<log} {
		out = be.AppendUint16(out, uint16(v))
	}
	out = append(out, ends...)
	out = be.AppendUint16(out, 0)
	out = append(out, starts...)
	out = append(out, deltas...)
	out = append(out, offsets...)
	return append(out, glyphs...), nil
}

// buildFormat12 writes the subtable of all characters (OFF 5.2.1.3.7).
func buildFormat12(chars []Char) []byte {
	be := binary.BigEndian
	out := make([]byte, 16, 16+12*len(chars))
	groups := uint32(0)
	for i, c := range chars {
		if i > 0 && c.Rune == chars[i-1].Rune+1 && c.Glyph == chars[i-1].Glyph+1 {
			be.PutUint32(out[len(out)-8:], uint32(c.Rune))
			continue
		}
		out = be.AppendUint32(out, uint32(c.Rune))
		out = be.AppendUint32(out, uint32(c.Rune))
		out = be.AppendUint32(out, uint32(c.Glyph))
		groups++
	}
	be.PutUint16(out, 12)
	be.PutUint32(out[4:], uint32(len(out)))
	be.PutUint32(out[12:], groups)
	return out
}
