package fonts

import (
	"bytes"
	"encoding/binary"
	"slices"
	"testing"

	"gongwen/fonts/sfnt"
)

// withBrokenGlyph claims in a copy of the face that the outline of r has more
// contours than it has bytes.
func withBrokenGlyph(t *testing.T, data []byte, r rune) []byte {
	t.Helper()
	font, err := sfnt.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	xMin, yMin, xMax, yMax, ok := font.GlyphBounds(font.GlyphIndex(r))
	if !ok {
		t.Fatalf("%c has no outline", r)
	}
	var box []byte
	for _, n := range []int{xMin, yMin, xMax, yMax} {
		box = binary.BigEndian.AppendUint16(box, uint16(n))
	}
	broken := slices.Clone(data)
	for at := 0; ; at++ {
		i := bytes.Index(broken[at:], box)
		if i < 0 {
			return broken
		}
		at += i
		binary.BigEndian.PutUint16(broken[at-2:], 32767)
	}
}

func TestACharacterWithADamagedOutlineIsMissing(t *testing.T) {
	faces, diags := parseFile("own.ttf", withBrokenGlyph(t, embedded("LiberationSerif-Regular"), '3'))
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	b := newBook(t, []Role{{ID: "仿宋", Latin: "own", Faces: []Use{{Face: "NotoSerifSC-Regular"}}}}, Options{Faces: faces})
	_, missing := b.Shape("仿宋", false, size, "件234")
	if len(missing) != 1 || missing[0].Rune != '3' || missing[0].Broken == nil || missing[0].Broken.ID != "own" || missing[0].Offset != 4 {
		t.Errorf("%+v", missing)
	}
}
