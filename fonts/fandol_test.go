//go:build !nofandol

package fonts

import (
	"testing"

	"gongwen/internal/unit"
)

const fandol = "FandolFang-Regular"

// FandolFang draws these as 干舍准症只丑余松郁碱卤髒.
const fandolTraps = "幹捨準癥衹醜餘鬆鬱鹼滷臟"

func TestFandolStillHasItsTraps(t *testing.T) {
	face := (&slot{id: fandol, data: embedded(fandol)}).open()
	if face == nil {
		t.Fatal("the face cannot be opened")
	}
	for _, r := range fandolTraps {
		if face.Font.GlyphIndex(r) == 0 {
			t.Errorf("the face has no %c: the trap is gone, and with it the reason for the limit to GB2312", r)
		}
	}
}

func TestNoRoleTakesTheTrapsFromFandol(t *testing.T) {
	careless := append(officialRoles(), Role{ID: "不限", Faces: []Use{{Face: fandol}}})
	b := newBook(t, careless, Options{})
	for _, role := range careless {
		for _, r := range fandolTraps {
			if got := faceOf(t, b, role.ID, r); got == fandol || got == "" {
				t.Errorf("%c in %s comes from %q", r, role.ID, got)
			}
		}
	}
}

func TestFandolUnderAnotherNameIsLimitedToo(t *testing.T) {
	faces, diags := parseFile("我的仿宋.otf", embedded(fandol))
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	b := newBook(t, []Role{{ID: "仿宋", Faces: []Use{{Face: "我的仿宋"}}}}, Options{Faces: faces})
	if got := faceOf(t, b, "仿宋", '干'); got != "我的仿宋" {
		t.Errorf("干 comes from %s", got)
	}
	if got := faceOf(t, b, "仿宋", '幹'); got == "我的仿宋" {
		t.Error("幹 comes from the limited face")
	}
}

// Two hanzi with one glyph would be another trap, this time inside GB2312.
func TestFandolHasAGlyphOfItsOwnForEveryHanziOfGB2312(t *testing.T) {
	face := (&slot{id: fandol, data: embedded(fandol)}).open()
	seen := map[uint16]rune{}
	for _, r := range gbk(0xB0, 0xA1) {
		if !inGB2312(r) {
			continue
		}
		gid := face.Font.GlyphIndex(r)
		if other, twice := seen[gid]; twice || gid == 0 {
			t.Errorf("%c has glyph %d, the one of %c", r, gid, other)
		}
		seen[gid] = r
	}
}

func TestFangsongTakesGB2312FromFandolAndTheRestFromWenKai(t *testing.T) {
	b := newBook(t, officialRoles(), Options{})
	all := gbk(0x81, 0x40)
	glyphs, missing := b.Shape("仿宋", false, unit.Point, string(all))
	if len(missing) > 0 {
		t.Fatalf("%d hanzi are missing, the first is %c", len(missing), missing[0].Rune)
	}
	for _, g := range glyphs {
		want := "LXGWWenKai-Light"
		if inGB2312(g.Rune) {
			want = fandol
		}
		if g.Face.ID != want {
			t.Errorf("%c comes from %s, want %s", g.Rune, g.Face.ID, want)
		}
		if g.Advance != unit.Point || !g.FullWidth {
			t.Errorf("%c is %v wide at 1pt", g.Rune, g.Advance)
		}
	}
}
