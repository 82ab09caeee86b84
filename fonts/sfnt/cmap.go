package sfnt

import (
	"encoding/binary"
	"sort"
)

// charMap points at the subtables of cmap that are used; lookups run in place.
type charMap struct {
	format4  []byte // whole subtable to the end of cmap, nil if absent
	format12 []byte // whole subtable, preferred over format4
	format14 []byte // variation sequences, to the end of cmap
	segments int    // of format4
	groups   int    // of format12
}

// readCmap chooses the Unicode subtables (OFF 5.2.1): format 12 of the full
// repertoire, format 4 of the BMP and format 14. Other subtables are ignored.
func readCmap(t []byte) (charMap, error) {
	var m charMap
	if t == nil {
		return m, nil
	}
	be := binary.BigEndian
	if len(t) < 4 {
		return m, malformed("cmap", 0, "header is cut off")
	}
	n := int(be.Uint16(t[2:]))
	if n > maxCmapRecords {
		return m, malformed("cmap", 2, "%d records exceed the limit of %d", n, maxCmapRecords)
	}
	if len(t) < 4+8*n {
		return m, malformed("cmap", 4, "encoding records are cut off")
	}
	for i := range n {
		rec := t[4+8*i:]
		platform, encoding, off := be.Uint16(rec), be.Uint16(rec[2:]), be.Uint32(rec[4:])
		if !(platform == 0 || platform == 3 && (encoding == 1 || encoding == 10)) {
			continue
		}
		if uint64(off)+4 > uint64(len(t)) {
			return m, malformed("cmap", 4+8*i, "subtable begins at %d, past end", off)
		}
		if err := m.add(t, int(off)); err != nil {
			return m, err
		}
	}
	return m, nil
}

func (m *charMap) add(t []byte, off int) error {
	be, sub := binary.BigEndian, t[off:]
	switch be.Uint16(sub) {
	case 4:
		if m.format4 != nil {
			return nil
		}
		if len(sub) < 16 {
			return malformed("cmap", off, "format 4 header is cut off")
		}
		// The 16-bit length field is too small in some large fonts, so the
		// arrays are held against the end of the table instead.
		segments := int(be.Uint16(sub[6:])) / 2
		if 16+8*segments > len(sub) {
			return malformed("cmap", off+6, "format 4 with %d segments is cut off", segments)
		}
		m.format4, m.segments = sub, segments
	case 12:
		if m.format12 != nil {
			return nil
		}
		if len(sub) < 16 {
			return malformed("cmap", off, "format 12 header is cut off")
		}
		groups := be.Uint32(sub[12:])
		if uint64(groups)*12+16 > uint64(len(sub)) {
			return malformed("cmap", off+12, "format 12 with %d groups is cut off", groups)
		}
		m.format12, m.groups = sub, int(groups)
	case 14:
		if m.format14 != nil {
			return nil
		}
		if len(sub) < 10 {
			return malformed("cmap", off, "format 14 header is cut off")
		}
		if n := be.Uint32(sub[6:]); uint64(n)*11+10 > uint64(len(sub)) {
			return malformed("cmap", off+6, "format 14 with %d selectors is cut off", n)
		}
		m.format14 = sub
	}
	return nil
}

// GlyphIndex gives the glyph of r, or 0 (.notdef) if the font has none. A
// format 12 subtable is used where there is one, else format 4.
func (f *Font) GlyphIndex(r rune) uint16 {
	var gid uint32
	switch {
	case r < 0:
	case f.cmap.format12 != nil:
		gid = f.cmap.lookup12(uint32(r))
	case f.cmap.format4 != nil && r <= 0xFFFF:
		gid = f.cmap.lookup4(int(r))
	}
	if gid >= uint32(f.numGlyphs) {
		return 0
	}
	return uint16(gid)
}

func (m *charMap) lookup4(c int) uint32 {
	be, t, n := binary.BigEndian, m.format4, m.segments
	lo, hi := 0, n
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if int(be.Uint16(t[14+2*mid:])) < c {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == n {
		return 0
	}
	start := int(be.Uint16(t[16+2*n+2*lo:]))
	if c < start {
		return 0
	}
	delta := be.Uint16(t[16+4*n+2*lo:])
	at := 16 + 6*n + 2*lo
	rangeOffset := int(be.Uint16(t[at:]))
	if rangeOffset == 0 {
		return uint32(uint16(c) + delta)
	}
	at += rangeOffset + 2*(c-start)
	if at+2 > len(t) {
		return 0
	}
	g := be.Uint16(t[at:])
	if g == 0 {
		return 0
	}
	return uint32(g + delta)
}

func (m *charMap) lookup12(c uint32) uint32 {
	be, t := binary.BigEndian, m.format12
	lo, hi := 0, m.groups
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		group := t[16+12*mid : 28+12*mid]
		switch {
		case c < be.Uint32(group):
			hi = mid
		case c > be.Uint32(group[4:]):
			lo = mid + 1
		default:
			return be.Uint32(group[8:]) + c - be.Uint32(group)
		}
	}
	return 0
}

// VariationGlyph gives the glyph of base followed by the variation selector
// (U+FE00..FE0F, U+E0100..E01EF), from cmap format 14. ok is false if the font
// does not list the sequence or lacks the glyph; the caller then uses the glyph
// of base alone.
func (f *Font) VariationGlyph(base, selector rune) (gid uint16, ok bool) {
	t := f.cmap.format14
	if t == nil || base < 0 || selector < 0 {
		return 0, false
	}
	be := binary.BigEndian
	b, s := uint32(base), uint32(selector)
	n := int(be.Uint32(t[6:]))
	i := sort.Search(n, func(i int) bool { return uint24(t[10+11*i:]) >= s })
	if i == n || uint24(t[10+11*i:]) != s {
		return 0, false
	}
	rec := t[10+11*i:]
	if inDefaultUVS(t, be.Uint32(rec[3:]), b) {
		gid = f.GlyphIndex(base)
	} else {
		gid = nonDefaultUVS(t, be.Uint32(rec[7:]), b)
	}
	if gid == 0 || int(gid) >= f.numGlyphs {
		return 0, false
	}
	return gid, true
}

// uvsTable gives the records of a UVS table at off, each size bytes long, or
// nothing if there is none or it is cut off.
func uvsTable(t []byte, off uint32, size int) (records []byte, n int) {
	if off == 0 || uint64(off)+4 > uint64(len(t)) {
		return nil, 0
	}
	count, records := binary.BigEndian.Uint32(t[off:]), t[off+4:]
	if uint64(count)*uint64(size) > uint64(len(records)) {
		return nil, 0
	}
	return records, int(count)
}

func inDefaultUVS(t []byte, off, base uint32) bool {
	ranges, n := uvsTable(t, off, 4)
	i := sort.Search(n, func(i int) bool {
		return uint24(ranges[4*i:])+uint32(ranges[4*i+3]) >= base
	})
	return i < n && uint24(ranges[4*i:]) <= base
}

func nonDefaultUVS(t []byte, off, base uint32) uint16 {
	maps, n := uvsTable(t, off, 5)
	i := sort.Search(n, func(i int) bool { return uint24(maps[5*i:]) >= base })
	if i == n || uint24(maps[5*i:]) != base {
		return 0
	}
	return binary.BigEndian.Uint16(maps[5*i+3:])
}

func uint24(b []byte) uint32 {
	return uint32(b[0])<<16 | uint32(b[1])<<8 | uint32(b[2])
}
