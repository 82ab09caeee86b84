package sfnt

import (
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// Glyphs of the synthetic glyf face.
const (
	gNotdef = iota
	gA
	gB
	gPair   // composite of A and B
	gNested // composite of pair and ring
	gRing   // used by nested only
	gSpace  // no outline
	gHan
	gHanVariant
	gRare
	glyfGlyphs
)

const rareRune = 0x20BB7

var glyfAdvances = [glyfGlyphs]int{500, 600, 620, 1220, 1500, 300, 250, 1000, 1000, 1000}

// words is a table of big-endian 16-bit values.
func words(values ...int) (b []byte) {
	for _, v := range values {
		b = binary.BigEndian.AppendUint16(b, uint16(v))
	}
	return b
}

// square is a simple glyph of one contour whose corner tells it from the others.
func square(corner int) []byte {
	g := words(1, 0, 0, corner, corner, 3, 0)
	g = append(g, 1, 1, 1, 1)
	return append(g, words(0, 0, corner, 0, 0, corner, 0, -corner)...)
}

// part is a component with the given extra flags and as much scale data.
func part(gid, flags int, last bool) []byte {
	if !last {
		flags |= moreComponents
	}
	b := words(flags, gid)
	if flags&argsAreWords != 0 {
		b = append(b, words(300, -20)...)
	} else {
		b = append(b, 30, 0)
	}
	switch {
	case flags&haveScale != 0:
		b = append(b, words(0x2000)...)
	case flags&haveXYScale != 0:
		b = append(b, words(0x2000, 0x4000)...)
	case flags&have2x2 != 0:
		b = append(b, words(0x4000, 0, 0, 0x4000)...)
	}
	return b
}

func composite(parts ...[]byte) []byte {
	return append(words(-1, 0, 0, 700, 700), slices.Concat(parts...)...)
}

// glyfSource is a face in parts, so that a test can change one before building.
type glyfSource struct {
	glyphs [][]byte
	long   bool
	tables map[string][]byte
}

func newGlyfSource() *glyfSource {
	glyphs := make([][]byte, glyfGlyphs)
	for i := range glyphs {
		glyphs[i] = square(100 + 10*i)
	}
	glyphs[gSpace] = nil
	glyphs[gPair] = composite(part(gB, argsAreWords|haveXYScale, false), part(gA, 0, true))
	glyphs[gNested] = composite(part(gPair, haveScale, false), part(gRing, have2x2|argsAreWords, true))
	return &glyfSource{glyphs: glyphs, tables: map[string][]byte{
		"OS/2": fixtureOS2(), "cmap": fixtureCmap(), "name": fixtureName(), "post": fixturePost(),
		"cvt ": words(1, 2, 3), "fpgm": {0xB0, 1, 0x2D}, "prep": {0x4F}, "gasp": words(0, 1, 0xFFFF, 15),
	}}
}

func (s *glyfSource) build() []byte {
	var glyf, loca []byte
	place := func() {
		if s.long {
			loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		} else {
			loca = append(loca, words(len(glyf)/2)...)
		}
	}
	place()
	for _, g := range s.glyphs {
		if glyf = append(glyf, g...); len(glyf)%2 != 0 {
			glyf = append(glyf, 0)
		}
		place()
	}
	tables := fixtureMetrics(glyfAdvances[:], len(s.glyphs))
	tables["glyf"], tables["loca"] = glyf, loca
	if s.long {
		tables["head"][51] = 1
	}
	tables["maxp"] = append(words(1, 0, len(s.glyphs)), make([]byte, 26)...)
	return buildFace(versionTrueType, tables, s.tables)
}

// buildFace joins the tables; those of over replace or, if nil, remove those of
// base.
func buildFace(version uint32, base, over map[string][]byte) []byte {
	for tag, b := range over {
		base[tag] = b
	}
	var list []outTable
	for tag, b := range base {
		if b != nil {
			list = append(list, outTable{tag, b})
		}
	}
	return assemble(version, list)
}

func fixtureMetrics(advances []int, numGlyphs int) map[string][]byte {
	head := make([]byte, headLen)
	binary.BigEndian.PutUint32(head, 0x00010000)
	binary.BigEndian.PutUint32(head[12:], headMagic)
	binary.BigEndian.PutUint16(head[18:], 1000)
	copy(head[36:], words(-50, -200, 1050, 900, 3)) // box and macStyle
	hhea := make([]byte, hheaLen)
	copy(hhea, words(1, 0, 880, -120, 90))
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(advances)))
	var hmtx []byte
	for i, a := range advances {
		hmtx = append(hmtx, words(a, i-2)...)
	}
	return map[string][]byte{
		"head": head, "hhea": hhea, "hmtx": hmtx, "maxp": words(0, 0x5000, numGlyphs),
	}
}

func fixtureOS2() []byte {
	b := make([]byte, 96)
	copy(b, words(4, 500, 350, 5, 8)) // version, average, weight, width, fsType
	copy(b[30:], words(0x0102))
	copy(b[32:], []byte{2, 2, 6, 3, 5, 4, 5, 2, 3, 4})
	copy(b[42:], words(0, 1, 0, 2, 0, 3, 0, 4))
	copy(b[64:], words(0x20, 0xFFFF))
	copy(b[78:], words(4, 0, 0, 5, 450, 650))
	return b
}

func fixturePost() []byte {
	b := make([]byte, postLen+40)
	copy(b, words(2, 0, -12, 0x8000))
	b[15] = 1
	return b
}

// nameRecord is one entry of the synthetic name table.
type nameRecord struct {
	platform, encoding, language, id int
	text                             string
}

func fixtureName() []byte {
	return buildName([]nameRecord{
		{1, 0, 0, NameFamily, "Mac Family"},
		{3, 1, LangChinesePRC, NameFamily, "试验体"},
		{3, 1, LangEnglishUS, NameFamily, "Test Family"},
		{3, 1, LangEnglishUS, NameFull, "Test Family Regular"},
		{3, 1, LangEnglishUS, NamePostScript, "Test (Family)-Regular/1"},
	})
}

func buildName(records []nameRecord) []byte {
	var storage []byte
	out := words(0, len(records), 6+12*len(records))
	for _, r := range records {
		text := []byte(r.text)
		if r.platform != 1 {
			text = nil
			for _, u := range utf16.Encode([]rune(r.text)) {
				text = append(text, words(int(u))...)
			}
		}
		out = append(out, words(r.platform, r.encoding, r.language, r.id, len(text), len(storage))...)
		storage = append(storage, text...)
	}
	return append(out, storage...)
}

// fixtureFormat4Len is the length of format 4 in fixtureCmap: three segments and
// ten glyphs. It begins at fixtureFormat4, behind three records.
const (
	fixtureFormat4    = 4 + 8*3
	fixtureFormat4Len = 16 + 8*3 + 2*10
)

// fixtureCmap has formats 4, 12 and 14. Format 4 knows A and B by delta and the
// ideographs by a glyph array with a hole; format 12 adds the rare one.
func fixtureCmap() []byte {
	const segments = 3
	format4 := words(4, fixtureFormat4Len, 0, 2*segments, 4, 1, 2)
	format4 = append(format4, words('B', '三', 0xFFFF, 0)...) // ends, pad
	format4 = append(format4, words('A', '一', 0xFFFF)...)
	format4 = append(format4, words(gA-'A', 1, 1)...)
	format4 = append(format4, words(0, 4, 0)...)
	glyphs := make([]int, '三'-'一'+1)
	glyphs[0], glyphs['三'-'一'] = gHan-1, gHan-1 // 一 and 三; delta adds 1
	format4 = append(format4, words(glyphs...)...)

	var format12 []byte
	for _, v := range []uint32{12 << 16, 16 + 4*12, 0, 4,
		'A', 'B', gA, '一', '一', gHan, '三', '三', gHan, rareRune, rareRune, gRare} {
		format12 = binary.BigEndian.AppendUint32(format12, v)
	}

	// One selector with a default range for 一 and a glyph of its own for 三.
	format14 := words(14, 0, 10+11+8+9, 0, 1)
	format14 = append(format14, 0x0E, 0x01, 0x00)
	format14 = append(format14, words(0, 21, 0, 29)...)
	format14 = append(format14, words(0, 1)...)
	format14 = append(format14, 0, 0x4E, 0x00, 0)
	format14 = append(format14, words(0, 1)...)
	format14 = append(format14, 0, 0x4E, 0x09, 0, gHanVariant)

	const at = fixtureFormat4
	out := words(0, 3, 0, 5, 0, at+len(format4)+len(format12), 3, 1, 0, at, 3, 10, 0, at+len(format4))
	return slices.Concat(out, format4, format12, format14)
}

func mustParse(t testing.TB, data []byte) *Font {
	t.Helper()
	f, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// wantError fails unless err wraps sentinel and mentions all parts.
func wantError(t *testing.T, err, sentinel error, parts ...string) {
	t.Helper()
	if !errors.Is(err, sentinel) {
		t.Fatalf("error %v does not wrap %q", err, sentinel)
	}
	for _, p := range parts {
		if !strings.Contains(err.Error(), p) {
			t.Errorf("error %q does not mention %q", err, p)
		}
	}
}
