package pdf

import (
	"maps"
	"strings"
	"testing"
)

func TestToUnicodeMap(t *testing.T) {
	run := func(first int, text string) []glyph {
		var list []glyph
		for _, r := range text {
			list = append(list, glyph{code: uint16(first), text: string(r)})
			first++
		}
		return list
	}
	var many []glyph
	for i := range 205 {
		many = append(many, glyph{code: uint16(2*i + 1), text: string(rune(0x4E00 + 7*i))})
	}
	for _, c := range []struct {
		name   string
		glyphs []glyph
		want   []string // parts of the map
	}{
		{"following characters are a range", run(1, "ABC"), []string{"1 beginbfrange\n<0001> <0003> <0041>\nendbfrange"}},
		{"a single one is not", run(7, "中"), []string{"1 beginbfchar\n<0007> <4E2D>\nendbfchar"}},
		{"a range ends with the low byte of the code", run(0xFE, "ABCD"), []string{"<00FE> <00FF> <0041>", "<0100> <0101> <0043>"}},
		{"a range ends with the low byte of the character", run(1, "\u4EFE\u4EFF\u4F00\u4F01"), []string{"<0001> <0002> <4EFE>", "<0003> <0004> <4F00>"}},
		{"astral characters are surrogate pairs", run(1, "𠀀𠀁"), []string{"2 beginbfchar\n<0001> <D840DC00>\n<0002> <D840DC01>\nendbfchar"}},
		{"a ligature", []glyph{{code: 1, text: "fi"}, {code: 2, text: "fj"}}, []string{"<0001> <00660069>\n<0002> <0066006A>"}},
		{"blocks hold a hundred entries", many, []string{"\n100 beginbfchar\n", "\n5 beginbfchar\n"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			data := toUnicodeMap(c.glyphs)
			for _, want := range c.want {
				if !strings.Contains(string(data), want) {
					t.Errorf("no %q in\n%s", want, data)
				}
			}
			got, want := map[int]string{}, map[int]string{}
			readToUnicode(t, data, got)
			for _, g := range c.glyphs {
				want[int(g.code)] = g.text
			}
			if !maps.Equal(got, want) {
				t.Errorf("read as %v, want %v", got, want)
			}
		})
	}
}
