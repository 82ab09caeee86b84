package sfnt

import "encoding/binary"

// Flags of a composite glyph's component (OFF 5.3.4).
const (
	argsAreWords   = 0x0001
	haveScale      = 0x0008
	moreComponents = 0x0020
	haveXYScale    = 0x0040
	have2x2        = 0x0080
	haveInstr      = 0x0100
)

// glyphHeaderLen is numberOfContours and the four bounds.
const glyphHeaderLen = 10

// glyphData gives the glyf entry of gid, empty for a glyph without outline.
func (f *Font) glyphData(gid uint16) ([]byte, error) {
	if int(gid) >= f.numGlyphs {
		return nil, malformed("loca", 0, "glyph %d is outside the font's %d glyphs", gid, f.numGlyphs)
	}
	if g := f.common.of(gid); g != nil {
		return g, nil
	}
	be, loca := binary.BigEndian, f.tables.loca
	var from, to uint64
	if f.longLoca {
		from, to = uint64(be.Uint32(loca[4*int(gid):])), uint64(be.Uint32(loca[4*int(gid)+4:]))
	} else {
		from, to = 2*uint64(be.Uint16(loca[2*int(gid):])), 2*uint64(be.Uint16(loca[2*int(gid)+2:]))
	}
	if from > to {
		return nil, malformed("loca", 0, "glyph %d ends at %d before it begins at %d", gid, to, from)
	}
	if to > uint64(len(f.tables.glyf)) {
		return nil, malformed("glyf", int(min(to, 1<<31-1)), "glyph %d ends past end", gid)
	}
	if from == to {
		return nil, nil
	}
	if to-from < glyphHeaderLen {
		return nil, malformed("glyf", int(from), "header of glyph %d is cut off", gid)
	}
	return f.tables.glyf[from:to:to], nil
}

// isComposite tells the two kinds of glyf entry apart; g may be empty.
func isComposite(g []byte) bool { return len(g) >= glyphHeaderLen && g[0]&0x80 != 0 }

// eachComponent calls visit with the position in the composite glyph g of each
// component's glyph index. gid is for messages.
func eachComponent(gid uint16, g []byte, visit func(at int) error) error {
	be := binary.BigEndian
	at := glyphHeaderLen
	for range maxComponents {
		if at+4 > len(g) {
			return malformed("glyf", at, "component of glyph %d is cut off", gid)
		}
		flags := be.Uint16(g[at:])
		size := componentSize(flags)
		if at+size > len(g) {
			return malformed("glyf", at, "component of glyph %d is cut off", gid)
		}
		if err := visit(at + 2); err != nil {
			return err
		}
		if flags&moreComponents == 0 {
			return nil
		}
		at += size
	}
	return malformed("glyf", at, "glyph %d has more than %d components", gid, maxComponents)
}

// GlyphBounds is the box around the outline of gid in font units. For glyf it is
// the box the glyph declares; for CFF it is the box around all points of the
// outline, control points included, which may be slightly too large. ok is false
// for a glyph without outline, outside the font or damaged.
func (f *Font) GlyphBounds(gid uint16) (xMin, yMin, xMax, yMax int, ok bool) {
	if f.cff != nil {
		return f.cff.glyphBounds(gid)
	}
	g, err := f.glyphData(gid)
	if err != nil || len(g) == 0 {
		return 0, 0, 0, 0, false
	}
	return int(int16At(g, 2, 0)), int(int16At(g, 4, 0)), int(int16At(g, 6, 0)), int(int16At(g, 8, 0)), true
}

// componentSize is the bytes of a component of a composite glyph.
func componentSize(flags uint16) int {
	size := 6
	if flags&argsAreWords != 0 {
		size = 8
	}
	switch {
	case flags&haveScale != 0:
		size += 2
	case flags&haveXYScale != 0:
		size += 4
	case flags&have2x2 != 0:
		size += 8
	}
	return size
}
