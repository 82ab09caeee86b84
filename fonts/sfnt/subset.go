package sfnt

import (
	"encoding/binary"
	"hash/fnv"
	"slices"

	"gongwen/internal/diag"
)

// Subset is a font program with some of a face's glyphs, renumbered densely.
type Subset struct {
	// Data is the font program: for glyf a bare sfnt (FontFile2) without
	// instructions, which say nothing to printers and to screens of today, for CFF a
	// bare CID-keyed CFF table (FontFile3, subtype CIDFontType0C) in which CID
	// and glyph index are the same number.
	Data []byte
	// Glyphs gives the face's glyph index for each of the subset's: first
	// .notdef and the wanted glyphs in ascending order, then the glyphs that
	// composite glyphs are built of, in ascending order too.
	Glyphs []uint16
	// CFF tells the two forms of Data apart.
	CFF bool

	wanted int // length of the first run of Glyphs
}

// Subset cuts the given glyphs out of the face. They may come in any order and
// more than once; .notdef (glyph 0) and the components of composite glyphs are
// added. The result depends on the set of glyphs only. An error that wraps
// neither [ErrFormat] nor [ErrUnsupported] means a glyph index the font does
// not have.
func (f *Font) Subset(glyphs []uint16) (*Subset, error) {
	s, err := f.selectGlyphs(glyphs)
	if err != nil {
		return nil, err
	}
	if f.cff != nil {
		s.Data, err = f.cff.subset(s.Glyphs)
	} else {
		var tables []outTable
		if tables, err = f.outlineTables(s, f.bareGlyph); err == nil {
			s.Data = assemble(versionTrueType, tables)
		}
	}
	if err != nil {
		return nil, err
	}
	return s, nil
}

// selectGlyphs fills in everything but Data.
func (f *Font) selectGlyphs(glyphs []uint16) (*Subset, error) {
	all := make([]uint16, 1, len(glyphs)+1)
	all = append(all, glyphs...)
	slices.Sort(all)
	all = slices.Compact(all)
	if last := all[len(all)-1]; int(last) >= f.numGlyphs {
		return nil, diag.NewError("字体里没有第 %d 个字形，只有 %d 个", "no glyph %d in a font of %d glyphs", last, f.numGlyphs)
	}
	s := &Subset{Glyphs: all, CFF: f.cff != nil, wanted: len(all)}
	if f.cff == nil {
		parts, err := f.components(all)
		if err != nil {
			return nil, err
		}
		s.Glyphs = append(s.Glyphs, parts...)
	}
	return s, nil
}

// NewGID gives the subset's index of the face's glyph old. For CFF it is the CID
// as well. ok is false if the subset does not hold the glyph.
func (s *Subset) NewGID(old uint16) (gid uint16, ok bool) {
	if i, found := slices.BinarySearch(s.Glyphs[:s.wanted], old); found {
		return uint16(i), true
	}
	if i, found := slices.BinarySearch(s.Glyphs[s.wanted:], old); found {
		return uint16(s.wanted + i), true
	}
	return 0, false
}

// Tag is the six capital letters that stand before the font name of a subset
// (ISO 32000-1, 9.6.4), the same for the same set of glyphs.
func (s *Subset) Tag() string {
	h := fnv.New64a()
	var pair [2]byte
	for _, g := range s.Glyphs {
		binary.BigEndian.PutUint16(pair[:], g)
		h.Write(pair[:])
	}
	var tag [6]byte
	v := h.Sum64()
	for i := range tag {
		tag[i] = 'A' + byte(v%26)
		v /= 26
	}
	return string(tag[:])
}
