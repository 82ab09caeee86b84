package sfnt

import (
	"encoding/binary"
	"slices"
)

// SubsetFile makes a complete font file that holds the glyphs of the given
// characters, for embedding in a DOCX (ECMA-376, 17.8.1). It has cmap formats 4
// and 12 for those characters, the face's name and OS/2 tables, post format 3
// and glyf or CFF outlines; layout tables (GSUB, GPOS, kern), vertical metrics
// and variation sequences are left out. Characters the font lacks are skipped.
// A program finds it by the family name that is given, which an empty one leaves
// to the face; subsets that are open side by side must not share one. The
// result depends on the set of runes and the name only. It is an error if the face has no
// name or OS/2 table.
func (f *Font) SubsetFile(runes []rune, family string) ([]byte, error) {
	if err := f.describes(); err != nil {
		return nil, err
	}
	chars, glyphs := f.mapRunes(runes)
	s, err := f.selectGlyphs(glyphs)
	if err != nil {
		return nil, err
	}
	version, tables, err := f.fileTables(s)
	if err != nil {
		return nil, err
	}
	named := naming{}
	if family != "" {
		named = naming{family: family, style: f.Name(NameSubfamily, LangAny)}
	}
	if tables, err = f.describe(tables, s, chars, named); err != nil {
		return nil, err
	}
	return assemble(version, tables), nil
}

// describes says what f lacks for a font file that a program can install.
func (f *Font) describes() error {
	if len(f.tables.name) == 0 {
		return malformed("name", 0, "a font file needs the table")
	}
	if len(f.tables.os2) < os2MinLen {
		return malformed("OS/2", len(f.tables.os2), "a font file needs the table with %d bytes", os2MinLen)
	}
	return nil
}

// describe adds the tables that tell which characters and names the subset has.
// chars are the face's, and become the subset's. Without a family the names are the face's.
func (f *Font) describe(tables []outTable, s *Subset, chars []Char, named naming) ([]outTable, error) {
	for i := range chars {
		chars[i].Glyph, _ = s.NewGID(chars[i].Glyph)
	}
	cmap, err := buildCmap(chars)
	if err != nil {
		return nil, err
	}
	names := f.tables.name
	if named.family != "" {
		if names = f.renamed(named); len(names) > maxNameTable {
			return nil, malformed("name", 0, "its names are longer than %d bytes", maxNameTable)
		}
	}
	return append(tables, outTable{"cmap", cmap}, outTable{"name", names},
		outTable{"OS/2", f.subsetOS2(chars, named)}, outTable{"post", f.subsetPost()}), nil
}

// maxNameTable is what the offsets of a name table reach.
const maxNameTable = 0xFFFF

// os2MinLen is the length of OS/2 version 0.
const os2MinLen = 78

// Char is an entry of a character map: a character and its glyph.
type Char struct {
	Rune  rune
	Glyph uint16
}

// mapRunes gives the characters the font has, ascending and once each, and
// their glyphs.
func (f *Font) mapRunes(runes []rune) (chars []Char, glyphs []uint16) {
	sorted := slices.Clone(runes)
	slices.Sort(sorted)
	for _, r := range slices.Compact(sorted) {
		if gid := f.GlyphIndex(r); gid != 0 {
			chars = append(chars, Char{r, gid})
			glyphs = append(glyphs, gid)
		}
	}
	return chars, glyphs
}

// fileTables makes the outline, metric and head tables.
func (f *Font) fileTables(s *Subset) (version uint32, tables []outTable, err error) {
	if f.cff == nil {
		tables, err = f.glyfTables(s)
		if len(f.tables.gasp) > 0 {
			tables = append(tables, outTable{"gasp", f.tables.gasp})
		}
		return versionTrueType, tables, err
	}
	cff, err := f.cff.subset(s.Glyphs)
	if err != nil {
		return 0, nil, err
	}
	return versionCFF, append(f.metricTables(s.Glyphs), outTable{cffTag, cff}, outTable{"head", f.tables.head[:headLen]}), nil
}

// subsetOS2 copies OS/2 (OFF 5.2.7) with the first and last BMP character of the
// subset, and the weight of the style that it is named by.
func (f *Font) subsetOS2(chars []Char, named naming) []byte {
	const weight, selection, firstChar, lastChar = 4, 62, 64, 66
	os2 := slices.Clone(f.tables.os2)
	if named.style == boldStyle && !f.IsBold() {
		const bold, regular, boldWeight = 1 << 5, 1 << 6, 700
		binary.BigEndian.PutUint16(os2[weight:], boldWeight)
		binary.BigEndian.PutUint16(os2[selection:], binary.BigEndian.Uint16(os2[selection:])&^regular|bold)
	}
	if len(chars) > 0 {
		binary.BigEndian.PutUint16(os2[firstChar:], uint16(min(chars[0].Rune, 0xFFFF)))
		binary.BigEndian.PutUint16(os2[lastChar:], uint16(min(chars[len(chars)-1].Rune, 0xFFFF)))
	}
	return os2
}

// subsetPost makes a post table without glyph names (format 3, OFF 5.2.8).
func (f *Font) subsetPost() []byte {
	post := make([]byte, postLen)
	copy(post, f.tables.post)
	binary.BigEndian.PutUint32(post, 0x00030000)
	return post
}
