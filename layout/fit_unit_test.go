package layout

import (
	"testing"

	"gongwen/fonts"
)

// TestUnitsOfManyMarksAreBounded: each line would look through all marks that are
// left of the paragraph.
func TestUnitsOfManyMarksAreBounded(t *testing.T) {
	all := text{glyphs: make([]fonts.Glyph, 100_000)}
	for i := range all.glyphs {
		all.glyphs[i].Rune = '《'
	}
	if end := all.unitEnd(10); end > 1_000 {
		t.Errorf("the unit ends at %d", end)
	}
}
