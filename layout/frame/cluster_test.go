package frame

import "testing"

// A cluster is one character of one glyph, several characters of one glyph, or
// one character of several glyphs, of which the later ones may stand for nothing.
func TestClusters(t *testing.T) {
	text := &Text{String: "国ffié。", Glyphs: []Glyph{
		{Start: 0, End: 3}, {Start: 3, End: 6}, {Start: 6, End: 8}, {Start: 8, End: 8}, {Start: 8, End: 11}, {Start: 8, End: 11},
	}}
	want := []Cluster{{0, 1, "国"}, {1, 2, "ffi"}, {2, 4, "é"}, {4, 6, "。"}}
	for i := 0; i < len(text.Glyphs); {
		c, err := text.ClusterAt(i)
		if err != nil || c != want[0] {
			t.Errorf("at %d: %+v, %v, want %+v", i, c, err, want[0])
		}
		i, want = c.End, want[1:]
	}
}

func TestGlyphsWithoutTextAreRefused(t *testing.T) {
	for _, g := range []Glyph{{Start: 1, End: 1}, {Start: -1, End: 1}, {Start: 0, End: 4}, {Start: 2, End: 1}} {
		if c, err := (&Text{String: "国", Glyphs: []Glyph{g}}).ClusterAt(0); err == nil {
			t.Errorf("%+v: %+v", g, c)
		}
	}
}
