package sfnt

import (
	"encoding/binary"
)

// Values of the sfntVersion field (OFF 4.5.1).
const (
	versionTrueType = 0x00010000
	versionApple    = 0x74727565 // 'true'
	versionCFF      = 0x4F54544F // 'OTTO'
	versionTTC      = 0x74746366 // 'ttcf'
	versionWOFF     = 0x774F4646 // 'wOFF'
	versionWOFF2    = 0x774F4632 // 'wOF2'
)

// Fixed table lengths that are read or written (OFF 5.2).
const (
	headLen = 54
	hheaLen = 36
	maxpLen = 6 // version 0.5, the part all versions share
	postLen = 32
)

const headMagic = 0x5F0F3CF5

// Font is one face. It holds slices of the bytes given to [Parse], is immutable
// and safe for concurrent use.
type Font struct {
	tables      tables
	cff         *cffFont // nil for glyf outlines
	common      outlines // of some glyphs, once more
	cmap        charMap
	unitsPerEm  int
	numGlyphs   int
	numHMetrics int
	longLoca    bool
}

// tables holds the tables this package reads; a missing one is nil.
type tables struct {
	cff, cff2, os2, cmap, cvt, fpgm, gasp, glyf, head, hhea, hmtx, loca, maxp, name, post, prep []byte
}

func (t *tables) slot(tag []byte) *[]byte {
	switch string(tag) {
	case "CFF ":
		return &t.cff
	case "CFF2":
		return &t.cff2
	case "OS/2":
		return &t.os2
	case "cmap":
		return &t.cmap
	case "cvt ":
		return &t.cvt
	case "fpgm":
		return &t.fpgm
	case "gasp":
		return &t.gasp
	case "glyf":
		return &t.glyf
	case "head":
		return &t.head
	case "hhea":
		return &t.hhea
	case "hmtx":
		return &t.hmtx
	case "loca":
		return &t.loca
	case "maxp":
		return &t.maxp
	case "name":
		return &t.name
	case "post":
		return &t.post
	case "prep":
		return &t.prep
	}
	return nil
}

// Parse reads the face in data; of a collection it reads the first face.
// The Font keeps slices of data and never writes to it. The tables head, hhea,
// hmtx, maxp and either 'CFF ' or glyf with loca are required; cmap, OS/2, post
// and name may be missing, as they are in a font program taken from a PDF.
func Parse(data []byte) (*Font, error) {
	return ParseCollection(data, 0)
}

// ParseCollection reads face index of the collection in data (TTC, OTC; OFF
// 4.6). A single face counts as a collection of one.
func ParseCollection(data []byte, index int) (*Font, error) {
	if len(data) < 12 {
		return nil, malformed("file", 0, "%d bytes are no font", len(data))
	}
	be := binary.BigEndian
	switch be.Uint32(data) {
	case versionTTC:
		n := be.Uint32(data[8:])
		if n > maxFaces {
			return nil, malformed("ttcf", 8, "%d faces exceed the limit of %d", n, maxFaces)
		}
		if index < 0 || index >= int(n) {
			return nil, malformed("ttcf", 8, "no face %d among %d", index, n)
		}
		at := 12 + 4*index
		if at+4 > len(data) {
			return nil, malformed("ttcf", at, "offset table is cut off")
		}
		base := be.Uint32(data[at:])
		if uint64(base)+12 > uint64(len(data)) {
			return nil, malformed("ttcf", at, "face %d begins past the end", index)
		}
		return parseFace(data, int(base))
	case versionWOFF, versionWOFF2:
		return nil, unsupported("file", "WOFF must be decompressed first")
	}
	if index != 0 {
		return nil, malformed("file", 0, "no face %d in a file of one face", index)
	}
	return parseFace(data, 0)
}

func parseFace(data []byte, base int) (*Font, error) {
	f := new(Font)
	version := binary.BigEndian.Uint32(data[base:])
	switch version {
	case versionTrueType, versionApple, versionCFF:
	default:
		return nil, malformed("file", base, "unknown sfnt version %#08x", version)
	}
	if err := f.tables.read(data, base); err != nil {
		return nil, err
	}
	if err := f.readHeaders(); err != nil {
		return nil, err
	}
	if err := f.readOutlines(version == versionCFF); err != nil {
		return nil, err
	}
	m, err := readCmap(f.tables.cmap)
	if err != nil {
		return nil, err
	}
	f.cmap = m
	return f, nil
}

func (t *tables) read(data []byte, base int) error {
	be := binary.BigEndian
	n := int(be.Uint16(data[base+4:]))
	if n > maxTables {
		return malformed("file", base+4, "%d tables exceed the limit of %d", n, maxTables)
	}
	if base+12+16*n > len(data) {
		return malformed("file", base+12, "table directory is cut off")
	}
	for i := range n {
		rec := data[base+12+16*i:]
		slot := t.slot(rec[:4])
		if slot == nil {
			continue
		}
		off, length := uint64(be.Uint32(rec[8:])), uint64(be.Uint32(rec[12:]))
		if off+length > uint64(len(data)) {
			return malformed(string(rec[:4]), 0, "table of %d bytes at %d ends past the file's %d bytes", length, off, len(data))
		}
		if *slot != nil {
			return malformed(string(rec[:4]), 0, "table occurs twice")
		}
		*slot = data[off : off+length : off+length]
	}
	return nil
}

func (f *Font) readHeaders() error {
	be, t := binary.BigEndian, &f.tables
	for _, need := range []struct {
		tag string
		b   []byte
		min int
	}{{"head", t.head, headLen}, {"maxp", t.maxp, maxpLen}, {"hhea", t.hhea, hheaLen}} {
		if need.b == nil {
			return malformed(need.tag, 0, "required table is missing")
		}
		if len(need.b) < need.min {
			return malformed(need.tag, len(need.b), "table is cut off, %d bytes needed", need.min)
		}
	}
	if m := be.Uint32(t.head[12:]); m != headMagic {
		return malformed("head", 12, "magic number is %#08x", m)
	}
	f.unitsPerEm = int(be.Uint16(t.head[18:]))
	if f.unitsPerEm < 16 || f.unitsPerEm > 16384 {
		return malformed("head", 18, "unitsPerEm %d is outside 16..16384", f.unitsPerEm)
	}
	f.numGlyphs = int(be.Uint16(t.maxp[4:]))
	if f.numGlyphs == 0 {
		return malformed("maxp", 4, "font has no glyphs")
	}
	f.numHMetrics = int(be.Uint16(t.hhea[34:]))
	if f.numHMetrics == 0 {
		return malformed("hhea", 34, "font has no horizontal metrics")
	}
	if len(t.hmtx) < 4*f.numHMetrics {
		return malformed("hmtx", len(t.hmtx), "table is cut off, %d metrics expected", f.numHMetrics)
	}
	return nil
}

func (f *Font) readOutlines(isCFF bool) error {
	t := &f.tables
	if isCFF {
		if t.cff == nil && t.cff2 != nil {
			return unsupported("CFF2", "variable CFF outlines")
		}
		if t.cff == nil {
			return malformed("CFF ", 0, "required table is missing")
		}
		c, err := parseCFF(t.cff, f.numGlyphs)
		f.cff = c
		return err
	}
	if t.glyf == nil || t.loca == nil {
		return malformed("glyf", 0, "glyf and loca are required")
	}
	size := 2
	switch format := binary.BigEndian.Uint16(t.head[50:]); format {
	case 0:
	case 1:
		f.longLoca, size = true, 4
	default:
		return malformed("head", 50, "indexToLocFormat is %d", format)
	}
	if len(t.loca) < size*(f.numGlyphs+1) {
		return malformed("loca", len(t.loca), "table is cut off, %d glyphs expected", f.numGlyphs)
	}
	return nil
}

// IsCFF reports whether the outlines are CFF; otherwise they are glyf.
func (f *Font) IsCFF() bool { return f.cff != nil }

// NumGlyphs is the number of glyphs, at least 1.
func (f *Font) NumGlyphs() int { return f.numGlyphs }
