package sfnt

import (
	"bytes"
	"encoding/binary"
	"slices"
	"testing"
)

func TestParseReadsBothOutlineKinds(t *testing.T) {
	for _, c := range []struct {
		name   string
		data   []byte
		cff    bool
		glyphs int
	}{
		{"glyf, short loca", newGlyfSource().build(), false, glyfGlyphs},
		{"CFF, name-keyed", newNameKeyed().build(), true, cffGlyphs},
		{"CFF, CID-keyed", newCIDKeyed().build(), true, cffGlyphs},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := mustParse(t, c.data)
			if f.IsCFF() != c.cff || f.NumGlyphs() != c.glyphs || f.UnitsPerEm() != 1000 {
				t.Errorf("got CFF %v, %d glyphs, %d units", f.IsCFF(), f.NumGlyphs(), f.UnitsPerEm())
			}
		})
	}
}

func TestParseCollection(t *testing.T) {
	data := collection(newGlyfSource().build(), newNameKeyed().build())
	for i, cff := range []bool{false, true} {
		f, err := ParseCollection(data, i)
		if err != nil {
			t.Fatal(err)
		}
		if f.IsCFF() != cff {
			t.Errorf("face %d: CFF is %v", i, f.IsCFF())
		}
	}
	if f := mustParse(t, data); f.IsCFF() {
		t.Error("Parse of a collection did not take the first face")
	}
	_, err := ParseCollection(data, 2)
	wantError(t, err, ErrFormat, "ttcf", "no face 2 among 2")
	_, err = ParseCollection(data, -1)
	wantError(t, err, ErrFormat, "ttcf")
	_, err = ParseCollection(newGlyfSource().build(), 1)
	wantError(t, err, ErrFormat, "no face 1")
	binary.BigEndian.PutUint32(data[12:], uint32(len(data)-4))
	_, err = Parse(data)
	wantError(t, err, ErrFormat, "ttcf: offset 12", "past the end")
}

func TestParseRejects(t *testing.T) {
	patchTable := func(tag string, at int, b ...byte) func([]byte) []byte {
		return func(data []byte) []byte {
			off, _ := tableAt(data, tag)
			copy(data[off+at:], b)
			return data
		}
	}
	for _, c := range []struct {
		name     string
		change   func([]byte) []byte
		sentinel error
		parts    []string
	}{
		{"nothing", func([]byte) []byte { return nil }, ErrFormat, []string{"0 bytes"}},
		{"another file type", func([]byte) []byte { return []byte("%PDF-1.7\n1 0 obj") }, ErrFormat, []string{"sfnt version"}},
		{"WOFF", func(d []byte) []byte { return append([]byte("wOFF"), d...) }, ErrUnsupported, []string{"WOFF"}},
		{"WOFF2", func(d []byte) []byte { return append([]byte("wOF2"), d...) }, ErrUnsupported, []string{"WOFF"}},
		{"cut directory", func(d []byte) []byte { return d[:40] }, ErrFormat, []string{"directory"}},
		{"too many tables", func(d []byte) []byte { d[4] = 0xFF; return d }, ErrFormat, []string{"limit of 256"}},
		{"table past end", func(d []byte) []byte { return d[:len(d)-4] }, ErrFormat, []string{"prep", "ends past"}},
		{"head magic", patchTable("head", 12, 0), ErrFormat, []string{"head: offset 12"}},
		{"unitsPerEm", patchTable("head", 18, 0, 1), ErrFormat, []string{"head: offset 18"}},
		{"indexToLocFormat", patchTable("head", 50, 0, 2), ErrFormat, []string{"head: offset 50"}},
		{"no glyphs", patchTable("maxp", 4, 0, 0), ErrFormat, []string{"maxp: offset 4"}},
		{"no metrics", patchTable("hhea", 34, 0, 0), ErrFormat, []string{"hhea: offset 34"}},
		{"short hmtx", patchTable("hhea", 34, 0, 200), ErrFormat, []string{"hmtx"}},
		{"short loca", patchTable("maxp", 4, 0, 200), ErrFormat, []string{"loca"}},
		{"cmap records", patchTable("cmap", 2, 0, 250), ErrFormat, []string{"cmap: offset 4"}},
		{"cmap record limit", patchTable("cmap", 2, 9, 9), ErrFormat, []string{"cmap: offset 2", "limit"}},
		{"cmap subtable past end", patchTable("cmap", 4+4, 0, 9), ErrFormat, []string{"cmap: offset 4"}},
		{"cmap format 4 segments", patchTable("cmap", fixtureFormat4+6, 9, 0), ErrFormat, []string{"cmap: offset 34", "format 4"}},
		{"cmap format 12 groups", patchTable("cmap", fixtureFormat4+fixtureFormat4Len+12, 9), ErrFormat, []string{"cmap", "format 12"}},
		{"cmap format 14 selectors", patchTable("cmap", fixtureFormat4+fixtureFormat4Len+64+6, 9), ErrFormat, []string{"cmap", "format 14"}},
		{"no head", func(d []byte) []byte { return rename(d, "head") }, ErrFormat, []string{"head", "missing"}},
		{"no maxp", func(d []byte) []byte { return rename(d, "maxp") }, ErrFormat, []string{"maxp", "missing"}},
		{"no hhea", func(d []byte) []byte { return rename(d, "hhea") }, ErrFormat, []string{"hhea", "missing"}},
		{"no hmtx", func(d []byte) []byte { return rename(d, "hmtx") }, ErrFormat, []string{"hmtx"}},
		{"no glyf", func(d []byte) []byte { return rename(d, "glyf") }, ErrFormat, []string{"glyf and loca"}},
		{"OTTO without CFF", func(d []byte) []byte { copy(d, "OTTO"); return d }, ErrFormat, []string{"CFF ", "missing"}},
		{"CFF2", func(d []byte) []byte {
			copy(d, "OTTO")
			copy(d[bytes.Index(d, []byte("cvt ")):], "CFF2")
			return d
		}, ErrUnsupported, []string{"CFF2"}},
		{"table twice", func(d []byte) []byte {
			copy(d[bytes.Index(d, []byte("prep")):], "fpgm")
			return d
		}, ErrFormat, []string{"fpgm", "twice"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse(c.change(newGlyfSource().build()))
			wantError(t, err, c.sentinel, c.parts...)
		})
	}
}

// tableAt gives the place of a table in a single face.
func tableAt(data []byte, tag string) (off, length int) {
	rec := data[bytes.Index(data[:12+16*int(data[5])], []byte(tag)):]
	return int(binary.BigEndian.Uint32(rec[8:])), int(binary.BigEndian.Uint32(rec[12:]))
}

// rename hides a table.
func rename(data []byte, tag string) []byte {
	copy(data[bytes.Index(data, []byte(tag)):], "hide")
	return data
}

func TestEveryTruncationIsAnErrorOrReadable(t *testing.T) {
	for name, whole := range map[string][]byte{
		"glyf": newGlyfSource().build(), "name-keyed": newNameKeyed().build(), "CID-keyed": newCIDKeyed().build(),
	} {
		for n := range whole {
			f, err := Parse(slices.Clone(whole[:n]))
			if err == nil {
				// Only padding behind the last table may be missing.
				if len(whole)-n > 3 {
					t.Fatalf("%s: %d of %d bytes were accepted", name, n, len(whole))
				}
				exercise(t, f)
			}
		}
	}
}

func TestParseAllocatesNothingThatGrowsWithTheFont(t *testing.T) {
	for _, face := range realFaces(t) {
		allocs := testing.AllocsPerRun(5, func() {
			if _, err := Parse(face.data); err != nil {
				t.Fatal(err)
			}
		})
		if allocs > 8 {
			t.Errorf("%s: %v allocations", face.name, allocs)
		}
	}
}

func TestInputIsNotWrittenTo(t *testing.T) {
	for _, data := range [][]byte{newGlyfSource().build(), newCIDKeyed().build()} {
		before := slices.Clone(data)
		exercise(t, mustParse(t, data))
		if !bytes.Equal(before, data) {
			t.Error("the font's bytes changed")
		}
	}
}
