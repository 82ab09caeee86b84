package sfnt

import (
	"slices"
	"testing"
)

// oneGlyph is a name-keyed face whose glyph 1 is c.
func oneGlyph(t *testing.T, c code) *Font {
	t.Helper()
	src := newNameKeyed()
	src.glyphs[1] = c
	return mustParse(t, src.build())
}

// TestPathOperators holds the operators against the definitions of #5177,
// section 4, worked out by hand.
func TestPathOperators(t *testing.T) {
	var c code
	for _, tc := range []struct {
		name string
		code code
		want []int64 // behind moveTo(0, 0), font units
	}{
		{"rlineto", c.n(1, 2, 3, 4).op(csRlineto), []int64{'L', 1, 2, 'L', 4, 6}},
		{"hlineto alternates", c.n(1, 2, 3).op(csHlineto), []int64{'L', 1, 0, 'L', 1, 2, 'L', 4, 2}},
		{"vlineto alternates", c.n(1, 2).op(csVlineto), []int64{'L', 0, 1, 'L', 2, 1}},
		{"rrcurveto", c.n(1, 2, 3, 4, 5, 6).op(csRrcurveto), []int64{'C', 1, 2, 4, 6, 9, 12}},
		{"rcurveline", c.n(1, 1, 1, 1, 1, 1, 5, 6).op(csRcurveline), []int64{'C', 1, 1, 2, 2, 3, 3, 'L', 8, 9}},
		{"rlinecurve", c.n(5, 6, 1, 1, 1, 1, 1, 1).op(csRlinecurve), []int64{'L', 5, 6, 'C', 6, 7, 7, 8, 8, 9}},
		{"hhcurveto with dy1", c.n(9, 1, 2, 3, 4).op(csHhcurveto), []int64{'C', 1, 9, 3, 12, 7, 12}},
		{"vvcurveto without dx1", c.n(1, 2, 3, 4).op(csVvcurveto), []int64{'C', 0, 1, 2, 4, 2, 8}},
		{"hvcurveto with last dx", c.n(1, 2, 3, 4, 5).op(csHvcurveto), []int64{'C', 1, 0, 3, 3, 8, 7}},
		{"vhcurveto alternates", c.n(1, 2, 3, 4, 1, 2, 3, 4).op(csVhcurveto), []int64{'C', 0, 1, 2, 4, 6, 4, 'C', 7, 4, 9, 7, 9, 11}},
		{"hflex returns to its height", c.n(1, 2, 3, 4, 5, 6, 7).op(csHflex), []int64{'C', 1, 0, 3, 3, 7, 3, 'C', 12, 3, 18, 0, 25, 0}},
		{"flex", c.n(1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 50).op(csFlex), []int64{'C', 1, 1, 2, 2, 3, 3, 'C', 5, 5, 7, 7, 9, 9}},
		{"hflex1", c.n(1, 2, 3, 4, 5, 6, 7, 8, 9).op(csHflex1), []int64{'C', 1, 2, 4, 6, 9, 6, 'C', 15, 6, 22, 14, 31, 0}},
		{"flex1 ends level", c.n(10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 7).op(csFlex1), []int64{'C', 10, 1, 20, 2, 30, 3, 'C', 40, 4, 50, 5, 57, 0}},
		{"flex1 ends plumb", c.n(1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 7).op(csFlex1), []int64{'C', 1, 10, 2, 20, 3, 30, 'C', 4, 40, 5, 50, 0, 57}},
		{"local subroutine", c.n(callNo(0)).op(csCallsubr), []int64{'L', 11, 12}},
		{"global subroutine that calls a local one", c.n(callNo(0)).op(csCallgsubr), []int64{'L', 21, 22, 'L', 32, 34}},
		{"nothing is drawn behind endchar", c.n(callNo(1)).op(csCallsubr).n(5, 5).op(csRlineto), []int64{'L', 11, 12}},
		{"large and negative numbers", c.n(-108, 1131).op(csRlineto).n(-1131, 30000).op(csRlineto), []int64{'L', -108, 1131, 'L', -1239, 31131}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := oneGlyph(t, append(c.n(0).op(csHmoveto), tc.code.op(csEndchar)...))
			got, _, err := drawCFF(f.cff, 1)
			if err != nil {
				t.Fatal(err)
			}
			want := []int64{'M', 0, 0}
			args := 0
			for _, v := range tc.want {
				if args == 0 {
					want, args = append(want, v), 2
					if v == 'C' {
						args = 6
					}
					continue
				}
				want = append(want, v<<16)
				args--
			}
			if !slices.Equal(got, want) {
				t.Errorf("drew %v, want %v", got, want)
			}
		})
	}
}

func TestCharstringErrors(t *testing.T) {
	var c code
	for _, tc := range []struct {
		name     string
		code     code
		sentinel error
		part     string
	}{
		{"accented glyph", c.n(10, 20, 65, 66).op(csEndchar), ErrUnsupported, "seac"},
		{"accented glyph with width", c.n(1, 10, 20, 65, 66).op(csEndchar), ErrUnsupported, "seac"},
		{"arithmetic", c.n(1, 2).op(12<<8 | 10), ErrUnsupported, "arithmetic operator 12 10"},
		{"unknown operator", c.op(2), ErrFormat, "unknown operator 0x2"},
		{"unknown escape", c.op(12<<8 | 99), ErrFormat, "unknown operator"},
		{"cut escape", code{csEscape}, ErrFormat, "operator is cut off"},
		{"cut short", code{csShort, 1}, ErrFormat, "operand is cut off"},
		{"cut fixed", code{255, 1, 2, 3}, ErrFormat, "operand is cut off"},
		{"cut two-byte number", code{250}, ErrFormat, "operand is cut off"},
		{"stack overflow", c.n(make([]int, maxCharstringStack+1)...), ErrFormat, "stack overflow"},
		{"call of nothing", c.op(csCallsubr), ErrFormat, "without number"},
		{"unknown subroutine", c.n(callNo(3)).op(csCallsubr), ErrFormat, "no subroutine 3 among 3"},
		{"negative subroutine", c.n(callNo(-1)).op(csCallgsubr), ErrFormat, "no subroutine -1"},
		{"cut hint mask", c.n(1, 2).op(csHstemhm).op(csHintmask), ErrFormat, "hint mask is cut off"},
		{"moveto", c.n(1, 2, 3, 4).op(csRmoveto), ErrFormat, "moveto"},
		{"moveto without operands", c.op(csVmoveto), ErrFormat, "moveto"},
		{"rlineto", c.n(1).op(csRlineto), ErrFormat, "rlineto"},
		{"rrcurveto", c.n(1, 2, 3).op(csRrcurveto), ErrFormat, "rrcurveto"},
		{"rcurveline", c.n(1).op(csRcurveline), ErrFormat, "rcurveline"},
		{"rlinecurve", c.n(1, 2, 3).op(csRlinecurve), ErrFormat, "rlinecurve"},
		{"hhcurveto", c.n(1, 2, 3).op(csHhcurveto), ErrFormat, "hhcurveto"},
		{"hvcurveto", c.n(1, 2, 3).op(csHvcurveto), ErrFormat, "hvcurveto"},
		{"flex", c.n(1, 2, 3).op(csFlex), ErrFormat, "flex"},
		{"stems", c.n(1, 2, 3).op(csHstem).n(1).op(csVstem), ErrFormat, "stem hint"},
		{"too many stems", func() code {
			s := c
			for range 5 {
				s = s.n(make([]int, 40)...).op(csVstem)
			}
			return s
		}(), ErrFormat, "more than 96 stem hints"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := oneGlyph(t, tc.code)
			_, err := f.Subset([]uint16{1})
			wantError(t, err, tc.sentinel, "CFF ", tc.part)
			if _, err = f.CharstringWidth(1); err != nil {
				wantError(t, err, tc.sentinel, "CFF ", tc.part)
			}
			if _, _, _, _, ok := f.GlyphBounds(1); ok {
				t.Error("a damaged glyph has bounds")
			}
		})
	}
}

// TestWidthStandsBeforeDamage reads the width of a glyph that cannot be drawn.
func TestWidthStandsBeforeDamage(t *testing.T) {
	for name, code := range map[string]code{
		"hint mask cut off": code{}.n(12, 1, 2).op(csHstemhm).op(csHintmask),
		"unknown operator":  code{}.n(12, 1, 2).op(csRmoveto).op(2),
	} {
		f := oneGlyph(t, code)
		w, err := f.CharstringWidth(1)
		if want := int(f.cff.fonts[0].nominalWidth>>16) + 12; err != nil || w != want {
			t.Errorf("%s: width %d, %v, want %d", name, w, err, want)
		}
	}
}

func TestSubroutinesAreBounded(t *testing.T) {
	var c code
	src := newNameKeyed()
	src.glyphs[1] = c.n(callNo(0)).op(csCallsubr)
	src.fds[0].subrs = []code{c.n(callNo(0)).op(csCallsubr)}
	_, err := mustParse(t, src.build()).CharstringWidth(1)
	wantError(t, err, ErrFormat, "nest deeper than 10")

	// Ten levels that call the next one twenty times each.
	src.fds[0].subrs = nil
	for i := range maxSubrDepth {
		var s code
		for range 20 {
			s = s.n(callNo(i + 1)).op(csCallsubr)
		}
		src.fds[0].subrs = append(src.fds[0].subrs, s)
	}
	src.fds[0].subrs[maxSubrDepth-1] = c.n(1, 1).op(csRlineto)
	f := mustParse(t, src.build())
	_, err = f.CharstringWidth(1)
	wantError(t, err, ErrFormat, "more than 262144 operators")
	_, err = f.Subset([]uint16{1})
	wantError(t, err, ErrFormat, "more than 262144 operators")

	// Few operators, but too long a charstring without subroutines.
	src.fds[0].subrs = []code{slices.Repeat(c.n(30000, 30000).op(csRlineto), 1000)}
	src.glyphs[1] = slices.Repeat(c.n(callNo(0)).op(csCallsubr), 10)
	_, err = mustParse(t, src.build()).Subset([]uint16{1})
	wantError(t, err, ErrFormat, "longer than 65535 bytes")
}

func TestSubrBias(t *testing.T) {
	for count, want := range map[int]int{0: 107, 1239: 107, 1240: 1131, 33899: 1131, 33900: 32768, 65535: 32768} {
		if got := subrBias(count); got != want {
			t.Errorf("%d subroutines: %d, want %d", count, got, want)
		}
	}
}

func TestGlyphBoundsOfCFFRoundOutwards(t *testing.T) {
	// A line from (10.5, -0.25) to (20.5, 4.75).
	fixed := func(whole, fraction byte) []byte { return []byte{255, 0, whole, fraction, 0} }
	g := slices.Concat(fixed(10, 0x80), []byte{255, 0xFF, 0xFF, 0xC0, 0}, code{}.op(csRmoveto), code{}.n(10, 5).op(csRlineto).op(csEndchar))
	x0, y0, x1, y1, ok := oneGlyph(t, g).GlyphBounds(1)
	if got := [4]int{x0, y0, x1, y1}; !ok || got != [4]int{10, -1, 21, 5} {
		t.Errorf("got %v %v", got, ok)
	}
}
