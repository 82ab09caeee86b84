package sfnt

import "encoding/binary"

// UnitsPerEm is the number of font units in one em (head, 16..16384).
func (f *Font) UnitsPerEm() int { return f.unitsPerEm }

// Advance is the advance width of gid in font units (hmtx, OFF 5.2.4), 0 for a
// glyph the font does not have.
func (f *Font) Advance(gid uint16) int {
	if int(gid) >= f.numGlyphs {
		return 0
	}
	i := min(int(gid), f.numHMetrics-1)
	return int(binary.BigEndian.Uint16(f.tables.hmtx[4*i:]))
}

// leftSideBearing is the left side bearing of an existing glyph, 0 where the
// table is too short to tell.
func (f *Font) leftSideBearing(gid uint16) int16 {
	at := 4*int(gid) + 2
	if int(gid) >= f.numHMetrics {
		at = 4*f.numHMetrics + 2*(int(gid)-f.numHMetrics)
	}
	return int16At(f.tables.hmtx, at, 0)
}

// FontBBox is the box around all glyphs in font units (head).
func (f *Font) FontBBox() (xMin, yMin, xMax, yMax int) {
	h := f.tables.head
	return int(int16At(h, 36, 0)), int(int16At(h, 38, 0)), int(int16At(h, 40, 0)), int(int16At(h, 42, 0))
}

// Ascent is the ascender of hhea in font units.
func (f *Font) Ascent() int { return int(int16At(f.tables.hhea, 4, 0)) }

// Descent is the descender of hhea in font units, negative below the baseline.
func (f *Font) Descent() int { return int(int16At(f.tables.hhea, 6, 0)) }

// CapHeight is the height of capital letters in font units: sCapHeight of OS/2,
// where that is missing or zero the top of H, and without an H 70 % of the em.
func (f *Font) CapHeight() int { return f.letterHeight(88, 'H', 7) }

// xHeight is the height of small letters in font units: sxHeight of OS/2, where
// that is missing or zero the top of x, and without an x 50 % of the em.
func (f *Font) xHeight() int { return f.letterHeight(86, 'x', 5) }

func (f *Font) letterHeight(off int, letter rune, tenths int) int {
	// The two fields exist from version 2 on (OFF 5.2.7); older tables end
	// before them.
	if int16At(f.tables.os2, 0, 0) >= 2 {
		if h := int16At(f.tables.os2, off, 0); h > 0 {
			return int(h)
		}
	}
	if gid := f.GlyphIndex(letter); gid != 0 {
		if _, _, _, top, ok := f.GlyphBounds(gid); ok && top > 0 {
			return top
		}
	}
	return f.unitsPerEm * tenths / 10
}

// ItalicAngle is the slant in 1/65536 degree counter-clockwise from the vertical
// (post), negative for a face that leans to the right, 0 for an upright one.
func (f *Font) ItalicAngle() int32 {
	if len(f.tables.post) < 8 {
		return 0
	}
	return int32(binary.BigEndian.Uint32(f.tables.post[4:]))
}

// IsFixedPitch reports whether the face declares itself monospaced (post).
func (f *Font) IsFixedPitch() bool {
	return len(f.tables.post) >= 16 && binary.BigEndian.Uint32(f.tables.post[12:]) != 0
}

// IsBold reports the bold bit of head (macStyle).
func (f *Font) IsBold() bool { return f.tables.head[45]&1 != 0 }

// IsItalic reports the italic bit of head (macStyle).
func (f *Font) IsItalic() bool { return f.tables.head[45]&2 != 0 }

// StemV estimates the width of vertical stems in font units, as the font
// descriptor of a PDF asks (ISO 32000-1, table 122): StdVW of the CFF Private
// DICT that CJK ideographs use, else a value derived from the weight class.
func (f *Font) StemV() int {
	if f.cff != nil {
		if fd, err := f.cff.fontDictOf(f.GlyphIndex('一')); err == nil && fd.stdVW > 0 {
			return fd.stdVW
		}
	}
	w := f.Weight()
	// 88/1000 em at weight 400 and 166/1000 at 700.
	return (50 + w*w/4225) * f.unitsPerEm / 1000
}

func int16At(b []byte, off int, missing int16) int16 {
	if off+2 > len(b) {
		return missing
	}
	return int16(binary.BigEndian.Uint16(b[off:]))
}
