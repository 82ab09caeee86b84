package fonts

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"gongwen/internal/unit"
)

// Glyph is one cluster of a text: a character with the marks and the variation
// selector behind it.
type Glyph struct {
	Face       *Face
	Advance    unit.Length // to the next glyph's origin
	Shift      unit.Length // drawn this far right of its origin
	Embolden   unit.Length // width of a stroke around it that makes it bold; 0 for none
	Start, End int         // its bytes in the text
	Rune       rune        // its first character
	ID         uint16      // 0 if no face has the character
	FullWidth  bool        // set in a full em, the cell of a Chinese character
}

// Stroke width of an emboldened glyph in thousandths of its size: what makes
// 仿宋 as dark as a bold face of its own would be.
const emboldenPerMille = 28

// Shape turns text into glyphs of the given size, one a cluster, in the order
// of the text and without gaps: each begins at the byte where the last ended.
// Widths are rounded to the nearest EMU.
//
// The marks “ ” ‘ ’ — … · always have the width of a Chinese character, and
// two dashes beside each other join. A combining mark must have a composed
// form with its base; else it is missing. Characters that have no shape, such
// as a zero width space, have no width either. A character that no face has,
// a control character, a damaged byte or a damaged outline is in missing, and its glyph, 0 of some
// face at the width of an em, must not be printed. A role the Book does not have is shaped
// in the faces of the last resort.
func (b *Book) Shape(role string, bold bool, size unit.Length, text string) (glyphs []Glyph, missing []Missing) {
	return b.AppendShape(nil, role, bold, size, text)
}

// AppendShape is Shape that adds the glyphs to others.
func (b *Book) AppendShape(to []Glyph, role string, bold bool, size unit.Length, text string) (glyphs []Glyph, missing []Missing) {
	ro := b.roles[role]
	if ro == nil {
		ro = b.other
	}
	glyphs = slices.Grow(to, utf8.RuneCountInString(text))
	ro.mu.RLock()
	defer ro.mu.RUnlock()
	for at := 0; at < len(text); {
		c := nextCluster(text, at)
		f, known := ro.cache[keyOf(c.base, c.selector, bold)]
		if !known {
			ro.mu.RUnlock()
			f = ro.learn(c.base, c.selector, bold)
			ro.mu.RLock()
		}
		g := Glyph{Rune: c.first, Start: at, End: c.end, Advance: size, FullWidth: true}
		switch {
		case f == nil || c.damaged:
			g.Face = b.other.rest[0].open()
			missing = append(missing, Missing{Rune: c.first, Offset: at})
		case f.broken:
			g.Face = b.other.rest[0].open()
			missing = append(missing, Missing{Rune: c.first, Offset: at, Broken: f.face})
		default:
			f.fill(&g, bold, size)
			if f.plain {
				missing = append(missing, Missing{Rune: c.first, Selector: c.selector, Offset: at})
			}
		}
		missing = append(missing, c.loose...)
		glyphs = append(glyphs, g)
		at = c.end
	}
	return glyphs, missing
}

func (f *form) fill(g *Glyph, bold bool, size unit.Length) {
	g.Face, g.ID, g.FullWidth = f.face, f.gid, f.wide
	g.Advance = size.MulDiv(f.advance, f.em)
	g.Shift = size.MulDiv(f.shift, f.em)
	if bold && f.light {
		g.Embolden = size.MulDiv(emboldenPerMille, 1000)
	}
}

// cluster is what is drawn as one glyph.
type cluster struct {
	first    rune // as it stands in the text
	base     rune // what is drawn: first composed with its marks
	selector rune // 0 for none, or joined
	loose    []Missing
	end      int
	damaged  bool // not UTF-8
}

// nextCluster reads the cluster that begins at byte at.
func nextCluster(text string, at int) cluster {
	r, n := utf8.DecodeRuneInString(text[at:])
	c := cluster{first: r, base: r, end: at + n, damaged: r == utf8.RuneError && n == 1}
	for c.end < len(text) && text[c.end] >= 0xCC { // no mark is encoded with a smaller first byte
		m, n := utf8.DecodeRuneInString(text[c.end:])
		if !unicode.Is(unicode.M, m) {
			break
		}
		c.join(m, c.end)
		c.end += n
	}
	if r == '—' && c.selector == 0 && (strings.HasPrefix(text[c.end:], "—") || strings.HasSuffix(text[:at], "—")) {
		c.selector = joined
	}
	return c
}

// join takes in the mark or selector that stands at byte at. A mark must have
// a composed form with what stands before it (Normalization Form C, UAX 15).
func (c *cluster) join(m rune, at int) {
	const graphemeJoiner = '\u034F' // has no shape
	switch {
	case isSelector(m):
		if c.selector == 0 && c.base == c.first {
			c.selector = m
		}
		return
	case m == graphemeJoiner:
		return
	}
	composed := norm.NFC.String(string([]rune{c.base, m}))
	if r, n := utf8.DecodeRuneInString(composed); n == len(composed) {
		c.base = r
		return
	}
	c.loose = append(c.loose, Missing{Rune: m, Offset: at})
}
