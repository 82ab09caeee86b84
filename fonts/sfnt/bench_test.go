package sfnt

import (
	"os"
	"path/filepath"
	"testing"
)

// benchText is common report text; with the block behind it 600 ideographs.
const benchText = "国务院办公厅关于印发年度工作报告的通知各省自治区直辖市人民政府"

func benchFace(b *testing.B, name string) []byte {
	b.Helper()
	data, err := os.ReadFile(filepath.Join("..", "files", name))
	if err != nil {
		b.Fatal(err)
	}
	return data
}

// benchGlyphs gives 600 glyphs of the face's ideographs.
func benchGlyphs(f *Font) (glyphs []uint16) {
	for _, r := range benchText {
		glyphs = append(glyphs, f.GlyphIndex(r))
	}
	for r := rune(0x4E00); len(glyphs) < 600; r += 7 {
		if gid := f.GlyphIndex(r); gid != 0 {
			glyphs = append(glyphs, gid)
		}
	}
	return glyphs
}

func BenchmarkParse(b *testing.B) {
	for _, name := range []string{"NotoSerifSC-Regular.ttf", "LXGWWenKai-Light.ttf", "FandolFang-Regular.otf"} {
		data := benchFace(b, name)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Parse(data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSubset(b *testing.B) {
	for _, name := range []string{"NotoSerifSC-Regular.ttf", "LXGWWenKai-Light.ttf", "FandolFang-Regular.otf"} {
		f, err := Parse(benchFace(b, name))
		if err != nil {
			b.Fatal(err)
		}
		glyphs := benchGlyphs(f)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s, err := f.Subset(glyphs)
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(len(s.Data)))
			}
		})
	}
}

func BenchmarkGlyphIndex(b *testing.B) {
	for _, name := range []string{"NotoSerifSC-Regular.ttf", "LXGWWenKai-Light.ttf", "FandolFang-Regular.otf"} {
		f, err := Parse(benchFace(b, name))
		if err != nil {
			b.Fatal(err)
		}
		runes := []rune(benchText)
		b.Run(name, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				if f.GlyphIndex(runes[i%len(runes)]) == 0 {
					b.Fatal("missing glyph")
				}
			}
		})
	}
}

// BenchmarkQuadratic is a font file whose outlines are fitted, and one whose are
// fitted already.
func BenchmarkQuadratic(b *testing.B) {
	f, err := Parse(benchFace(b, "FandolFang-Regular.otf"))
	if err != nil {
		b.Fatal(err)
	}
	glyphs, kept := benchGlyphs(f), f.Quadratic()
	for name, outlines := range map[string]func() *Quadratic{"first": f.Quadratic, "again": func() *Quadratic { return kept }} {
		b.Run(name, func(b *testing.B) {
			size := 0
			for b.Loop() {
				s, err := outlines().File(glyphs, nil)
				if err != nil {
					b.Fatal(err)
				}
				size = len(s.Data)
			}
			b.ReportMetric(float64(size), "bytes/file")
		})
	}
}
