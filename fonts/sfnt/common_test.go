package sfnt

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// TestCommonOutlinesStandForTheirGlyphs: with them and without, a subset of glyphs
// that are in the list and of others is the same.
func TestCommonOutlinesStandForTheirGlyphs(t *testing.T) {
	f := carriedFace(t, "NotoSansSC-Medium.ttf")
	var glyphs, half []uint16
	for i, r := range "政府信息公开 2024（一）" {
		g := f.GlyphIndex(r)
		glyphs = append(glyphs, g)
		if i%2 == 0 {
			half = append(half, g, g)
		}
	}
	list, err := f.CommonOutlines(half)
	if err != nil {
		t.Fatal(err)
	}
	closer, err := f.WithCommon(list)
	if err != nil {
		t.Fatal(err)
	}
	want, err := f.Subset(glyphs)
	if err != nil {
		t.Fatal(err)
	}
	got, err := closer.Subset(glyphs)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Data, want.Data) {
		t.Error("the subsets differ")
	}
	if blank := f.GlyphIndex(' '); closer.common.of(blank) != nil {
		t.Error("a glyph without an outline is in the list")
	}
}

func TestListsOfCommonOutlinesAreWhole(t *testing.T) {
	f := carriedFace(t, "NotoSansSC-Medium.ttf")
	list, err := f.CommonOutlines([]uint16{f.GlyphIndex('政'), f.GlyphIndex('府')})
	if err != nil {
		t.Fatal(err)
	}
	twice := bytes.Clone(list)
	copy(twice[4:6], twice[2:4])
	back := bytes.Clone(list)
	binary.BigEndian.PutUint32(back[6:], 1<<31)
	for name, broken := range map[string][]byte{"empty": nil, "cut off": list[:8], "shorter": list[:len(list)-1], "the same glyph twice": twice, "an end behind the next": back} {
		if _, err := f.WithCommon(broken); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := f.CommonOutlines([]uint16{65535}); err == nil {
		t.Error("a glyph that is not in the face")
	}
	if _, err := carriedFace(t, "FandolFang-Regular.otf").WithCommon(list); !errors.Is(err, ErrUnsupported) {
		t.Error("a face of charstrings takes them:", err)
	}
}

func carriedFace(t *testing.T, name string) *Font {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "files", name))
	if err != nil {
		t.Fatal(err)
	}
	return mustParse(t, data)
}
