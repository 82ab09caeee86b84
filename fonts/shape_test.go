package fonts

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"gongwen/internal/diag"
	"gongwen/internal/growth"
	"gongwen/internal/unit"
)

const size = 16 * unit.Point

func TestSharedMarksAreFullWidth(t *testing.T) {
	b := newBook(t, append(officialRoles(), Role{ID: "文楷", Faces: []Use{{Face: "LXGWWenKai-Light"}}}), Options{})
	for _, role := range []string{"小标宋", "仿宋", "楷体", "黑体", "宋体", "文楷"} {
		for _, text := range []string{"“", "”", "‘", "’", "—", "…", "·", "——", "……", "———"} {
			for _, bold := range []bool{false, true} {
				glyphs, missing := b.Shape(role, bold, size, text)
				if len(missing) > 0 {
					t.Errorf("%s: %q is missing", role, text)
				}
				for _, g := range glyphs {
					if g.Advance != size || !g.FullWidth {
						t.Errorf("%s: %c is %v wide at %v, full width %v", role, g.Rune, g.Advance, size, g.FullWidth)
					}
				}
			}
		}
	}
}

// ink is where the ink of a glyph begins and ends, from its origin.
func ink(t *testing.T, g Glyph) (left, right unit.Length) {
	t.Helper()
	l, _, r, _, ok := g.Face.Font.GlyphBounds(g.ID)
	if !ok {
		t.Fatalf("%c has no ink", g.Rune)
	}
	em := int64(g.Face.Font.UnitsPerEm())
	return g.Shift + size.MulDiv(int64(l), em), g.Shift + size.MulDiv(int64(r), em)
}

func TestNarrowMarksStandAtTheirSideOfTheEm(t *testing.T) {
	// LXGW draws all of these 350/1000 wide.
	b := newBook(t, []Role{{ID: "文楷", Faces: []Use{{Face: "LXGWWenKai-Light"}}}}, Options{})
	for _, tt := range []struct {
		text     string
		from, to unit.Length // the part of the em that holds the ink, in percent
	}{
		{"“", 65, 100}, {"‘", 65, 100}, {"”", 0, 35}, {"’", 0, 35}, {"·", 40, 60},
	} {
		glyphs, _ := b.Shape("文楷", false, size, tt.text)
		left, right := ink(t, glyphs[0])
		if left < size*tt.from/100 || right > size*tt.to/100 {
			t.Errorf("%s stands at %v to %v of %v", tt.text, left, right, size)
		}
	}
}

func TestMarkThatFillsTheEmIsNotShifted(t *testing.T) {
	b := newBook(t, officialRoles(), Options{})
	glyphs, _ := b.Shape("宋体", false, size, "“”…")
	for _, g := range glyphs {
		if g.Shift != 0 {
			t.Errorf("%c is shifted by %v", g.Rune, g.Shift)
		}
	}
}

func TestDashesJoin(t *testing.T) {
	roles := officialRoles()
	for _, e := range Manifest() {
		if e.Embedded {
			roles = append(roles, Role{ID: e.ID, Faces: []Use{{Face: e.ID}}})
		}
	}
	b := newBook(t, roles, Options{})
	for _, role := range roles {
		for _, text := range []string{"——", "———"} {
			glyphs, _ := b.Shape(role.ID, false, size, text)
			for i := 1; i < len(glyphs); i++ {
				_, end := ink(t, glyphs[i-1])
				start, _ := ink(t, glyphs[i])
				if gap := size + start - end; gap > 0 || glyphs[i].Face != glyphs[0].Face {
					t.Errorf("%s: %s has a gap of %v after dash %d", role.ID, text, gap, i)
				}
			}
		}
	}
}

func TestLoneDashIsCentred(t *testing.T) {
	b := newBook(t, officialRoles(), Options{})
	for _, role := range officialRoles() {
		glyphs, _ := b.Shape(role.ID, false, size, "— 1 —")
		for _, i := range []int{0, 4} {
			left, right := ink(t, glyphs[i])
			if off := left - (size - right); off > size/50 || off < -size/50 {
				t.Errorf("%s: the dash stands at %v to %v of %v", role.ID, left, right, size)
			}
		}
	}
}

func TestDashOfAFaceWithoutAWideOneIsCentred(t *testing.T) {
	faces, diags := parseFile("dash.ttf", remapped(t, embedded("NotoSerifSC-Regular"), '—', '—'))
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	ro := &role{rest: []*slot{{id: "dash", user: true, face: faces[0]}}, cache: map[key]*form{}}
	b := &Book{other: ro}
	glyphs, _ := b.Shape("", false, size, "—")
	if g := glyphs[0]; g.Advance != size || g.Shift != size.MulDiv((1000-890)/2, 1000) {
		t.Errorf("width %v, shift %v", g.Advance, g.Shift)
	}
}

func TestAdvanceIsRoundedToTheNearest(t *testing.T) {
	b := newBook(t, officialRoles(), Options{})
	glyphs, _ := b.Shape("宋体", false, 10*unit.Point, "A")
	// 1479/2048 of 127000 EMU is 91714.8…
	if glyphs[0].Advance != 91715 {
		t.Errorf("A at 10pt is %d EMU wide", glyphs[0].Advance)
	}
}

func TestBold(t *testing.T) {
	b := newBook(t, officialRoles(), Options{})
	const stroke = 5690 // 28/1000 of 16pt, 203200 EMU
	tests := []struct {
		role, text string
		face       string // empty for any
		embolden   unit.Length
	}{
		{"仿宋", "年", "", stroke},
		{"仿宋", "2024", "LiberationSerif-Bold", 0},
		{"宋体", "年", "NotoSerifSC-Regular", stroke},
		{"黑体", "年", "NotoSansSC-Medium", stroke},
		{"黑体", "2024", "NotoSansSC-Medium", stroke},
		{"小标宋", "年", "NotoSerifSC-Bold", 0},
	}
	for _, tt := range tests {
		t.Run(tt.role+" "+tt.text, func(t *testing.T) {
			glyphs, _ := b.Shape(tt.role, true, size, tt.text)
			for _, g := range glyphs {
				if g.Embolden != tt.embolden || tt.face != "" && g.Face.ID != tt.face {
					t.Errorf("%c comes from %s with a stroke of %d", g.Rune, g.Face.ID, g.Embolden)
				}
			}
			glyphs, _ = b.Shape(tt.role, false, size, tt.text)
			for _, g := range glyphs {
				if g.Embolden != 0 || g.Face.ID == "LiberationSerif-Bold" {
					t.Errorf("not bold: %c comes from %s with a stroke of %d", g.Rune, g.Face.ID, g.Embolden)
				}
			}
		})
	}
}

func TestClusters(t *testing.T) {
	b := newBook(t, officialRoles(), Options{})
	tests := []struct {
		name, text string
		clusters   string // texts of the glyphs with | between
		missing    string // of the form rune@offset, or rune+selector@offset
	}{
		{"empty", "", "", ""},
		{"plain", "共3件", "共|3|件", ""},
		{"mark with a composed form", "e\u0301a", "e\u0301|a", ""},
		{"two marks with a composed form", "u\u0308\u030C", "u\u0308\u030C", ""},
		{"marks in another order", "a\u0302\u0323", "a\u0302\u0323", ""},
		{"mark behind a loose one", "q\u0301\u20DD", "q\u0301\u20DD", "U+0301@1 U+20DD@3"},
		{"grapheme joiner", "a\u034F\u0301", "a\u034F\u0301", ""},
		{"mark without a composed form", "q\u0301", "q\u0301", "U+0301@1"},
		{"mark on a hanzi", "府\u20DD", "府\u20DD", "U+20DD@3"},
		{"mark at the start", "\u0301", "\u0301", ""},
		{"known variation", "礼\uFE00法", "礼\uFE00|法", ""},
		{"unknown variation", "葛\U000E0100法", "葛\U000E0100|法", "U+845B+U+E0100@0"},
		{"variation of a dash", "—\uFE00", "—\uFE00", "U+2014+U+FE00@0"},
		{"zero width space", "文\u200B号", "文|\u200B|号", ""},
		{"damaged byte", "甲\xff乙", "甲|\xff|乙", "U+FFFD@3"},
		{"replacement character", "\uFFFD", "\uFFFD", "U+FFFD@0"},
		{"control character", "a\tb", "a|\t|b", "U+0009@1"},
		{"missing character", "某\U0002FA1E乡", "某|\U0002FA1E|乡", "U+2FA1E@3"},
		{"noncharacter", "\U0010FFFF", "\U0010FFFF", "U+10FFFF@0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			glyphs, missing := b.Shape("仿宋", false, size, tt.text)
			var parts, lost []string
			for _, g := range glyphs {
				parts = append(parts, tt.text[g.Start:g.End])
			}
			for _, m := range missing {
				if m.Selector != 0 {
					lost = append(lost, fmt.Sprintf("%U+%U@%d", m.Rune, m.Selector, m.Offset))
				} else {
					lost = append(lost, fmt.Sprintf("%U@%d", m.Rune, m.Offset))
				}
			}
			if got := strings.Join(parts, "|"); got != tt.clusters {
				t.Errorf("clusters %q, want %q", got, tt.clusters)
			}
			if got := strings.Join(lost, " "); got != tt.missing {
				t.Errorf("missing %q, want %q", got, tt.missing)
			}
		})
	}
}

func TestVariationIsTakenFromAFaceThatHasIt(t *testing.T) {
	b := newBook(t, officialRoles(), Options{})
	glyphs, _ := b.Shape("仿宋", false, size, "礼礼\uFE00礼\uFE0E")
	plain, varied, unknown := glyphs[0], glyphs[1], glyphs[2]
	if varied.Face.ID != "NotoSerifSC-Regular" || varied.ID == varied.Face.Font.GlyphIndex('礼') {
		t.Errorf("the variation is glyph %d of %s", varied.ID, varied.Face.ID)
	}
	if unknown.Face != plain.Face || unknown.ID != plain.ID {
		t.Errorf("an unknown variation changed the glyph to %d of %s", unknown.ID, unknown.Face.ID)
	}
}

func TestComposedLettersAreDrawnWithTheirMarks(t *testing.T) {
	b := newBook(t, officialRoles(), Options{})
	for text, letter := range map[string]rune{"a\u0302\u0323": 'ậ', "u\u0308\u030C": 'ǚ', "e\u0301": 'é'} {
		glyphs, _ := b.Shape("仿宋", false, size, text)
		if g := glyphs[0]; g.ID != g.Face.Font.GlyphIndex(letter) {
			t.Errorf("%+q is drawn with glyph %d", text, g.ID)
		}
	}
}

func TestUnknownRoleIsShapedInTheLastResort(t *testing.T) {
	b := newBook(t, officialRoles(), Options{})
	glyphs, missing := b.Shape("隶书", false, size, "府1")
	if len(missing) > 0 || glyphs[0].Face.ID != "NotoSerifSC-Regular" {
		t.Errorf("%+v, missing %v", glyphs, missing)
	}
}

func TestMissingDiagnostic(t *testing.T) {
	pos := diag.Pos{File: "report.yaml", Line: 3, Col: 9}
	for _, tt := range []struct {
		m     Missing
		level diag.Level
		want  string
	}{
		{Missing{Rune: '𬒈'}, diag.Error, "没有字体带有“𬒈”（U+2C488）"},
		{Missing{Rune: '3', Broken: &Face{ID: "a"}}, diag.Error, "字体 a 里“3”（U+0033）的字形已损坏，画不出来"},
		{Missing{Rune: '\t'}, diag.Error, "文字中有控制字符 U+0009"},
		{Missing{Rune: '葛', Selector: 0xE0100}, diag.Warning, "没有字体带有“葛”（U+845B）的异体 U+E0100，改用其通常字形"},
	} {
		d := tt.m.Diagnostic(pos)
		if d.Level != tt.level || d.Message.ZH != tt.want || d.Pos != pos {
			t.Errorf("got %s", d.Format(diag.ZH))
		}
		if strings.Contains(d.Message.EN, "%!") {
			t.Errorf("English: %s", d.Message.EN)
		}
	}
}

func TestBookServesManyAtOnce(t *testing.T) {
	b := newBook(t, officialRoles(), Options{})
	const text = "2023年，某市共收到政府信息公开申请3511件——“镕”字…Ⅳ"
	want, _ := newBook(t, officialRoles(), Options{}).Shape("仿宋", true, size, text)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			got, _ := b.Shape("仿宋", true, size, text)
			same := slices.EqualFunc(got, want, func(a, b Glyph) bool {
				return a.Face.ID == b.Face.ID && a.ID == b.ID && a.Advance == b.Advance && a.Shift == b.Shift && a.Embolden == b.Embolden
			})
			if !same {
				t.Errorf("got %+v", got)
			}
		})
	}
	wg.Wait()
}

func FuzzShape(f *testing.F) {
	b := newBook(f, officialRoles(), Options{})
	for _, seed := range []string{"共收到3511件。", "“——”", "e\u0301", "葛\U000E0100", "\xff\xcc", "\uFE0F—\uFE0F—"} {
		f.Add(seed)
	}
	f.Fuzz(growth.Bounded(func(t *testing.T, text string) {
		glyphs, missing := b.Shape("仿宋", true, size, text)
		at := 0
		for _, g := range glyphs {
			if g.Start != at || g.End <= at || g.Face == nil || g.Advance < 0 {
				t.Fatalf("glyph %+v after byte %d", g, at)
			}
			at = g.End
		}
		if at != len(text) {
			t.Fatalf("glyphs end at byte %d of %d", at, len(text))
		}
		for _, m := range missing {
			if m.Offset < 0 || m.Offset >= len(text) {
				t.Fatalf("missing %+v in %d bytes", m, len(text))
			}
		}
		if n := utf8.RuneCountInString(text); len(glyphs) > n {
			t.Fatalf("%d glyphs for %d characters", len(glyphs), n)
		}
	}))
}
