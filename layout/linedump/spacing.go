package linedump

import (
	"fmt"
	"strings"
	"unicode"

	"gongwen/internal/unit"
	"gongwen/layout/frame"
)

// set is a glyph and where it is set.
type set struct {
	said    string
	first   rune
	size    unit.Length
	natural unit.Length
	width   unit.Length // to the next glyph's origin
}

// marks are full-width marks that have white of their own.
const marks = "、，。；：？！“”‘’（）《》〈〉【】〔〕「」『』［］｛｝·．"

func spaced(line []*frame.Text) string {
	glyphs := glyphsOf(line)
	var b strings.Builder
	for i, g := range glyphs {
		b.WriteString(g.said)
		em := g.width.MulDiv(100, int64(max(1, g.size))) // hundredths
		switch {
		case strings.ContainsRune(marks, g.first):
			if em <= 60 {
				b.WriteString("½")
			} else if em < 93 {
				fmt.Fprintf(&b, "{.%02d}", em)
			}
		case i+1 < len(glyphs) && apart(g.first, glyphs[i+1].first) && (g.width-g.natural)*10 >= g.size:
			b.WriteString("_")
		}
	}
	return b.String()
}

func glyphsOf(line []*frame.Text) []set {
	var all []set
	for n, t := range line {
		x := t.X
		for i, g := range t.Glyphs {
			x += g.Advance
			s := set{said: t.String[g.Start:g.End], size: t.Size, natural: natural(t, g), width: g.Advance}
			for _, s.first = range s.said {
				break
			}
			if i == len(t.Glyphs)-1 && n+1 < len(line) {
				s.width += line[n+1].X - x
			}
			all = append(all, s)
		}
	}
	return all
}

func natural(t *frame.Text, g frame.Glyph) unit.Length {
	return t.Size.MulDiv(int64(t.Face.Font.Advance(g.ID)), int64(t.Face.Font.UnitsPerEm()))
}

// apart is whether one of two characters is Han and the other Western.
func apart(a, b rune) bool {
	return unicode.Is(unicode.Han, a) && western(b) || western(a) && unicode.Is(unicode.Han, b)
}

func western(r rune) bool { return r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '%') }
