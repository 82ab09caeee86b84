package sfnt

import (
	"math/rand"
	"slices"
	"testing"
)

func TestGlyphIndex(t *testing.T) {
	with12 := mustParse(t, newGlyfSource().build())
	src := newGlyfSource()
	// Without their record formats 12 and 14 are not seen.
	cmap := slices.Clone(src.tables["cmap"])
	copy(cmap[4+8*2:], words(1, 0))
	src.tables["cmap"] = cmap
	with4 := mustParse(t, src.build())
	for _, c := range []struct {
		name         string
		r            rune
		want, bmpGot uint16
	}{
		{"first of a segment", 'A', gA, gA},
		{"last of a segment", 'B', gB, gB},
		{"before all segments", '@', 0, 0},
		{"between segments", 'C', 0, 0},
		{"glyph array", '一', gHan, gHan},
		{"hole in a glyph array", '丁', 0, 0},
		{"end of a glyph array", '三', gHan, gHan},
		{"closing segment", 0xFFFF, 0, 0},
		{"supplementary plane", rareRune, gRare, 0},
		{"past Unicode", 0x7FFFFFFF, 0, 0},
		{"negative", -1, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := with12.GlyphIndex(c.r); got != c.want {
				t.Errorf("format 12: glyph %d, want %d", got, c.want)
			}
			if got := with4.GlyphIndex(c.r); got != c.bmpGot {
				t.Errorf("format 4: glyph %d, want %d", got, c.bmpGot)
			}
		})
	}
}

func TestGlyphIndexNeverLeavesTheFont(t *testing.T) {
	src := newGlyfSource()
	cmap, err := buildCmap([]Char{{'A', 9}, {'B', 4000}})
	if err != nil {
		t.Fatal(err)
	}
	src.tables["cmap"] = cmap
	f := mustParse(t, src.build())
	if got := f.GlyphIndex('A'); got != 9 {
		t.Errorf("A is glyph %d, want 9", got)
	}
	if got := f.GlyphIndex('B'); got != 0 {
		t.Errorf("a glyph past the font came back as %d", got)
	}
}

func TestVariationGlyph(t *testing.T) {
	f := mustParse(t, newGlyfSource().build())
	for _, c := range []struct {
		name           string
		base, selector rune
		gid            uint16
		ok             bool
	}{
		{"default sequence gives the plain glyph", '一', 0xE0100, gHan, true},
		{"sequence with a glyph of its own", '三' /* U+4E09 */, 0xE0100, gHanVariant, true},
		{"base that is not listed", 'A', 0xE0100, 0, false},
		{"selector that is not listed", '一', 0xE0101, 0, false},
		{"selector below all", '一', 0xFE00, 0, false},
		{"negative", -1, -1, 0, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			gid, ok := f.VariationGlyph(c.base, c.selector)
			if gid != c.gid || ok != c.ok {
				t.Errorf("got %d %v, want %d %v", gid, ok, c.gid, c.ok)
			}
		})
	}
	if _, ok := mustParse(t, newNameKeyed().build()).VariationGlyph('一', 0xE0100); ok {
		t.Error("a font without format 14 has a variation")
	}
}

func TestFontWithoutCmapMapsNothing(t *testing.T) {
	src := newGlyfSource()
	src.tables["cmap"] = nil
	if got := mustParse(t, src.build()).GlyphIndex('A'); got != 0 {
		t.Errorf("got glyph %d", got)
	}
}

// TestBuildCmapIsReadBack checks the writer against both lookups over patterns
// that make every kind of segment.
func TestBuildCmapIsReadBack(t *testing.T) {
	run := func(from rune, n int, step rune, gid, gidStep int) (list []Char) {
		for i := range n {
			list = append(list, Char{from + rune(i)*step, uint16(gid + i*gidStep)})
		}
		return list
	}
	rng := rand.New(rand.NewSource(1))
	var scattered []Char
	for r := rune(0x3400); r < 0x9FFF; r += 1 + rune(rng.Intn(6)) {
		scattered = append(scattered, Char{r, uint16(1 + rng.Intn(30000))})
	}
	for _, c := range []struct {
		name  string
		chars []Char
	}{
		{"empty", nil},
		{"one", run(' ', 1, 1, 3, 1)},
		{"consecutive codes and glyphs", run('A', 26, 1, 10, 1)},
		{"consecutive codes, other glyphs", run('A', 26, 1, 900, -7)},
		{"gaps worth bridging", run(0x4E00, 300, 4, 1, 3)},
		{"gaps not worth bridging", run(0x4E00, 300, 5, 1, 1)},
		{"last codes of the BMP", run(0xFFF0, 15, 1, 1, 2)},
		{"end of the BMP is format 12 only", run(0xFFFE, 4, 1, 5, 1)},
		{"supplementary only", run(0x20000, 40, 3, 7, 1)},
		{"many scattered ideographs", scattered},
	} {
		t.Run(c.name, func(t *testing.T) {
			table, err := buildCmap(c.chars)
			if err != nil {
				t.Fatal(err)
			}
			m, err := readCmap(table)
			if err != nil {
				t.Fatal(err)
			}
			want := map[rune]uint16{}
			for _, ch := range c.chars {
				want[ch.Rune] = ch.Glyph
			}
			for r := rune(0); r < 0x20100; r++ {
				if got := m.lookup12(uint32(r)); got != uint32(want[r]) {
					t.Fatalf("format 12: %U is %d, want %d", r, got, want[r])
				}
				if r < 0xFFFF {
					if got := m.lookup4(int(r)); got != uint32(want[r]) {
						t.Fatalf("format 4: %U is %d, want %d", r, got, want[r])
					}
				}
			}
		})
	}
}

func TestBuildCmapRefusesWhatFormat4CannotHold(t *testing.T) {
	var chars []Char
	for r := rune(0); r < 0xFFFF; r += 5 {
		chars = append(chars, Char{r, uint16(r)})
	}
	_, err := buildCmap(chars)
	wantError(t, err, ErrUnsupported, "cmap", "format 4")
}
