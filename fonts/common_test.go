package fonts

import (
	"testing"

	"gongwen/fonts/sfnt"
	"gongwen/internal/golden"
)

// commonCharacters are those of the first level of GB 2312, ASCII, and the
// punctuation and full-width forms of Chinese text.
func commonCharacters() []rune {
	var list []rune
	for _, block := range [][2]rune{{0x20, 0x7E}, {0xB7, 0xB7}, {0x2010, 0x2027}, {0x2460, 0x2473}, {0x3000, 0x3017}, {0xFF01, 0xFF5E}} {
		for r := block[0]; r <= block[1]; r++ {
			list = append(list, r)
		}
	}
	const firstLevel = 3755
	return append(list, gbk(0xB0, 0xA1)[:firstLevel]...)
}

// TestCommonOutlines: they are those of the carried files.
func TestCommonOutlines(t *testing.T) {
	for _, entry := range Manifest() {
		if common(entry.ID) == nil {
			continue
		}
		font, err := sfnt.Parse(embedded(entry.ID))
		if err != nil {
			t.Fatal(err)
		}
		var glyphs []uint16
		for _, r := range commonCharacters() {
			if g := font.GlyphIndex(r); g != 0 {
				glyphs = append(glyphs, g)
			}
		}
		list, err := font.CommonOutlines(glyphs)
		if err != nil {
			t.Fatal(err)
		}
		golden.Check(t, "common/"+entry.ID+".bin", list)
	}
}
