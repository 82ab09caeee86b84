package sfnt

import "encoding/binary"

// Flags of a simple glyph's points (OFF 5.3.3).
const (
	xShort  = 0x02
	yShort  = 0x04
	repeats = 0x08
	xSame   = 0x10
	ySame   = 0x20
)

// CheckGlyph says why the outline of gid cannot be drawn: its own, and of a
// composite glyph that of every part. It is nil for a glyph without outline.
func (f *Font) CheckGlyph(gid uint16) error {
	if f.cff != nil {
		var box boundsSink
		cs := charstring{font: f.cff, sink: &box}
		return cs.run(gid)
	}
	g, err := f.glyphData(gid)
	switch {
	case err != nil:
	case isComposite(g):
		_, err = f.components([]uint16{gid})
	default:
		_, err = simplePoints(gid, g) // most glyphs: a walk would cost more than they do
	}
	return err
}

// simplePoints is the number of points of the simple glyph g. It is an error if
// its contours, instructions, flags or coordinates are cut off or contradict
// each other: some readers then draw nothing, others refuse the font.
func simplePoints(gid uint16, g []byte) (int, error) {
	if len(g) == 0 {
		return 0, nil
	}
	be := binary.BigEndian
	contours, at, points := int(be.Uint16(g)), glyphHeaderLen, 0
	if at+2*contours+2 > len(g) {
		if contours == 0 {
			return 0, nil // a header alone draws nothing
		}
		return 0, malformed("glyf", at, "glyph %d has %d contours in %d bytes", gid, contours, len(g))
	}
	for i := range contours {
		end := int(be.Uint16(g[at:])) + 1
		if i > 0 && end < points {
			return 0, malformed("glyf", at, "contours of glyph %d are out of order", gid)
		}
		points, at = end, at+2
	}
	at += 2 + int(be.Uint16(g[at:]))
	size := 0 // of the coordinates
	for seen := 0; seen < points; {
		if at >= len(g) {
			return 0, malformed("glyf", at, "flags of glyph %d are cut off", gid)
		}
		flags, count := g[at], 1
		if at++; flags&repeats != 0 {
			if at >= len(g) {
				return 0, malformed("glyf", at, "flags of glyph %d are cut off", gid)
			}
			count += int(g[at])
			at++
		}
		if seen += count; seen > points {
			return 0, malformed("glyf", at, "glyph %d has more flags than its %d points", gid, points)
		}
		size += count * (coordinate(flags, xShort, xSame) + coordinate(flags, yShort, ySame))
	}
	if at+size > len(g) {
		return 0, malformed("glyf", at, "coordinates of glyph %d are cut off", gid)
	}
	return points, nil
}

// coordinate is the bytes of a coordinate with the given flags.
func coordinate(flags, short, same byte) int {
	switch {
	case flags&short != 0:
		return 1
	case flags&same != 0:
		return 0
	}
	return 2
}
