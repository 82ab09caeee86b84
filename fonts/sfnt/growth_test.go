package sfnt

import (
	"os"
	"path/filepath"
	"testing"

	"gongwen/internal/growth"
	"gongwen/internal/tier"
)

// TestGrowth: a subset costs what its glyphs cost, and reading a face does not
// grow faster than the face.
func TestGrowth(t *testing.T) {
	tier.Long(t, "makes subsets that grow")
	for _, name := range []string{"NotoSerifSC-Regular.ttf", "LXGWWenKai-Light.ttf", "FandolFang-Regular.otf"} {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join("..", "files", name))
			if err != nil {
				t.Skip("this build does not carry it")
			}
			face, err := Parse(data)
			if err != nil {
				t.Fatal(err)
			}
			growth.Linear(t, 200, func(n int) func() {
				var runes []rune
				var glyphs []uint16
				for r := rune(0x4E00); len(runes) < n && r < 0x9FFF; r++ {
					if g := face.GlyphIndex(r); g != 0 {
						runes, glyphs = append(runes, r), append(glyphs, g)
					}
				}
				return func() {
					if _, err := face.Subset(glyphs); err != nil {
						t.Error(err)
					}
					if _, err := face.SubsetFile(runes, ""); err != nil {
						t.Error(err)
					}
				}
			})
		})
	}
}
