package sfnt

import "testing"

func TestMetricsOfGlyfFace(t *testing.T) {
	f := mustParse(t, newGlyfSource().build())
	for gid, want := range glyfAdvances {
		if got := f.Advance(uint16(gid)); got != want {
			t.Errorf("advance of %d is %d, want %d", gid, got, want)
		}
	}
	if got := f.Advance(glyfGlyphs); got != 0 {
		t.Errorf("advance past the font is %d", got)
	}
	for _, c := range []struct {
		name      string
		got, want int
	}{
		{"ascent", f.Ascent(), 880}, {"descent", f.Descent(), -120},
		{"cap height", f.CapHeight(), 650}, {"x height", f.xHeight(), 450},
		{"weight", f.Weight(), 350}, {"fsType", int(f.FSType()), FSEditable},
		{"italic angle", int(f.ItalicAngle()), -12<<16 + 0x8000},
		{"stem", f.StemV(), 50 + 350*350/4225},
	} {
		if c.got != c.want {
			t.Errorf("%s is %d, want %d", c.name, c.got, c.want)
		}
	}
	if !f.IsFixedPitch() || !f.isSerif() || !f.IsBold() || !f.IsItalic() {
		t.Error("style bits are not read")
	}
	if x0, y0, x1, y1 := f.FontBBox(); x0 != -50 || y0 != -200 || x1 != 1050 || y1 != 900 {
		t.Errorf("box is %d %d %d %d", x0, y0, x1, y1)
	}
	if got := f.PANOSE(); got != [10]byte{2, 2, 6, 3, 5, 4, 5, 2, 3, 4} {
		t.Errorf("PANOSE is %v", got)
	}
	if got := f.unicodeRange(); got != [4]uint32{1, 2, 3, 4} {
		t.Errorf("Unicode ranges are %v", got)
	}
	if got := f.codePageRange(); got != [2]uint32{0x40000, 5} {
		t.Errorf("code page ranges are %#x", got)
	}
}

func TestMetricsWithoutOptionalTables(t *testing.T) {
	src := newGlyfSource()
	src.tables = nil
	f := mustParse(t, src.build())
	if f.CapHeight() != 700 || f.xHeight() != 500 || f.Weight() != 400 || f.StemV() != 87 {
		t.Errorf("cap %d, x %d, weight %d, stem %d", f.CapHeight(), f.xHeight(), f.Weight(), f.StemV())
	}
	if f.IsFixedPitch() || f.isSerif() || f.ItalicAngle() != 0 || f.FSType() != 0 {
		t.Error("missing tables claim something")
	}
	if f.PANOSE() != [10]byte{} || f.unicodeRange() != [4]uint32{} || f.codePageRange() != [2]uint32{} {
		t.Error("missing OS/2 gives a classification")
	}
}

func TestHeightsComeFromTheLettersWhereOS2HasNone(t *testing.T) {
	f := mustParse(t, newNameKeyed().build())
	_, _, _, h, _ := f.GlyphBounds(4)
	_, _, _, x, _ := f.GlyphBounds(3)
	if h <= 0 || f.CapHeight() != h {
		t.Errorf("cap height is %d, H reaches %d", f.CapHeight(), h)
	}
	// The small letter of this face lies below the baseline.
	if x > 0 || f.xHeight() != 500 {
		t.Errorf("x height is %d, x reaches %d", f.xHeight(), x)
	}
}

func TestStemVOfCFFComesFromTheIdeographs(t *testing.T) {
	if got := mustParse(t, newNameKeyed().build()).StemV(); got != 77 {
		t.Errorf("name-keyed: %d", got)
	}
	if got := mustParse(t, newCIDKeyed().build()).StemV(); got != 80 {
		t.Errorf("CID-keyed: %d", got)
	}
}

func TestIsSerif(t *testing.T) {
	for _, c := range []struct {
		name        string
		class       int
		kind, style byte
		want        bool
	}{
		{"family class old style serif", 0x0100, 0, 0, true},
		{"family class sans, whatever PANOSE says", 0x0801, 2, 2, false},
		{"PANOSE cove serif", 0, 2, 2, true},
		{"PANOSE normal sans", 0, 2, 11, false},
		{"PANOSE of a script face", 0, 3, 2, false},
		{"nothing known", 0, 0, 0, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := newGlyfSource()
			copy(src.tables["OS/2"][30:], words(c.class))
			src.tables["OS/2"][32], src.tables["OS/2"][33] = c.kind, c.style
			if got := mustParse(t, src.build()).isSerif(); got != c.want {
				t.Errorf("got %v", got)
			}
		})
	}
}

func TestGlyphBounds(t *testing.T) {
	f := mustParse(t, newGlyfSource().build())
	for _, c := range []struct {
		name string
		gid  uint16
		max  int
		ok   bool
	}{
		{"simple", gA, 100 + 10*gA, true},
		{"composite", gPair, 700, true},
		{"blank", gSpace, 0, false},
		{"outside the font", glyfGlyphs, 0, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, x, y, ok := f.GlyphBounds(c.gid)
			if ok != c.ok || x != c.max || y != c.max {
				t.Errorf("got %d %d %v", x, y, ok)
			}
		})
	}
}
