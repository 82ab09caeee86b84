package sfnt

import (
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"gongwen/internal/growth"
)

// exercise calls everything a Font offers. What it can make must be readable.
func exercise(t *testing.T, f *Font) {
	t.Helper()
	f.FontBBox()
	f.CapHeight()
	f.xHeight()
	f.StemV()
	f.isSerif()
	f.IsFixedPitch()
	f.ItalicAngle()
	f.Weight()
	f.FSType()
	f.PANOSE()
	f.unicodeRange()
	f.codePageRange()
	f.FullName()
	f.PostScriptName()
	f.Name(NameFamily, LangChinesePRC)
	runes := []rune{' ', 'A', 'B', 'H', 'x', '一', '三', 0xFFFF, rareRune}
	glyphs := []uint16{0}
	for _, r := range runes {
		gid := f.GlyphIndex(r)
		if int(gid) >= f.NumGlyphs() {
			t.Fatalf("%U is glyph %d of %d", r, gid, f.NumGlyphs())
		}
		glyphs = append(glyphs, gid)
		for _, selector := range []rune{0xFE00, 0xE0100} {
			if gid, ok := f.VariationGlyph(r, selector); ok && (gid == 0 || int(gid) >= f.NumGlyphs()) {
				t.Fatalf("variation of %U is glyph %d of %d", r, gid, f.NumGlyphs())
			}
		}
	}
	for gid := range uint16(min(f.NumGlyphs(), 16)) {
		glyphs = append(glyphs, gid)
	}
	for _, gid := range glyphs {
		f.Advance(gid)
		f.GlyphBounds(gid)
		if f.IsCFF() {
			// An error is fine here; running into one must be safe.
			_, _ = f.CharstringWidth(gid)
		}
		s, err := f.Subset([]uint16{gid})
		if err == nil {
			readBack(t, s)
		}
	}
	if s, err := f.Subset(glyphs); err == nil {
		readBack(t, s)
	}
	if file, err := f.SubsetFile(runes, ""); err == nil {
		if _, err := Parse(file); err != nil {
			t.Fatalf("subset file cannot be read: %v", err)
		}
	}
	if s, err := f.Quadratic().File(glyphs, nil); err == nil {
		readBack(t, s)
	}
}

func readBack(t *testing.T, s *Subset) {
	t.Helper()
	if s.CFF {
		if _, err := parseCFF(s.Data, len(s.Glyphs)); err != nil {
			t.Fatalf("subset cannot be read: %v", err)
		}
		return
	}
	sub, err := Parse(s.Data)
	if err != nil {
		t.Fatalf("subset cannot be read: %v", err)
	}
	for gid := range s.Glyphs {
		if _, err := sub.glyphData(uint16(gid)); err != nil {
			t.Fatalf("subset has a bad glyph: %v", err)
		}
	}
}

func FuzzParseAndSubset(f *testing.F) {
	glyf, cid := newGlyfSource().build(), newCIDKeyed().build()
	f.Add(glyf)
	f.Add(cid)
	f.Add(newNameKeyed().build())
	f.Add(collection(glyf, cid))
	// Small pieces of real faces; the synthetic ones alone are enough to run.
	for _, name := range []string{"LiberationSerif-Regular.ttf", "FandolFang-Regular.otf"} {
		data, err := os.ReadFile(filepath.Join("..", "files", name))
		if err != nil {
			continue
		}
		f.Add(data[:4096])
		face, err := Parse(data)
		if err != nil {
			f.Fatal(err)
		}
		file, err := face.SubsetFile([]rune("AÄ一"), "")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(file)
	}
	f.Fuzz(growth.Bounded(func(t *testing.T, data []byte) {
		if face, err := Parse(data); err == nil {
			exercise(t, face)
		}
	}))
}

// TestRandomDamage changes single bytes and keeps the length, which leaves the
// table directory readable and reaches deeper than a random file does.
func TestRandomDamage(t *testing.T) {
	long := newGlyfSource()
	long.long = true
	for name, whole := range map[string][]byte{
		"glyf, short loca": newGlyfSource().build(), "glyf, long loca": long.build(),
		"name-keyed": newNameKeyed().build(), "CID-keyed": newCIDKeyed().build(),
	} {
		t.Run(name, func(t *testing.T) {
			rng := rand.New(rand.NewSource(11))
			parsed := 0
			for range damageRounds {
				data := slices.Clone(whole)
				for range 1 + rng.Intn(6) {
					data[rng.Intn(len(data))] = byte(rng.Uint32() >> rng.Intn(8))
				}
				if f, err := Parse(data); err == nil {
					parsed++
					exercise(t, f)
				}
			}
			if parsed < damageRounds/20 {
				t.Errorf("only %d of %d damaged fonts could be read at all", parsed, damageRounds)
			}
		})
	}
}

const damageRounds = 1500
