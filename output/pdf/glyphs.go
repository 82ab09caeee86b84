package pdf

import (
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"

	"gongwen/fonts"
	"gongwen/internal/diag"
	"gongwen/internal/unit"
	"gongwen/layout/frame"
)

// font is a face with the glyphs that the pages use of it.
type font struct {
	ref     ref // of the Type 0 font
	face    *fonts.Face
	slot    []uint16     // by glyph of the face: 1 + its index in glyphs, 0 for unused
	glyphs  []glyph      // in ascending order once the subset is cut
	program *fontProgram // nil before
}

// glyph is a glyph of a font.
type glyph struct {
	old   uint16 // its index in the face
	code  uint16 // its index in the subset, which is its character code too
	width int    // advance in thousandths of an em, as the W array says
	text  string // what ToUnicode says it stands for
}

// fontSet is the fonts of a document in the order of their first use.
type fontSet []*font

// of returns the font of a face, nil if the file does not have it yet.
func (s fontSet) of(face *fonts.Face) *font {
	for _, f := range s {
		if f.face == face {
			return f
		}
	}
	return nil
}

// glyph is the glyph with the face's index old; use has seen it.
func (f *font) glyph(old uint16) *glyph { return &f.glyphs[f.slot[old]-1] }

// collect finds the fonts and glyphs of all pages and refuses the text that a
// file of the level cannot show. Glyph 0 is the box that stands for a missing
// character: conforming files must not show it (ISO 19005-2 6.2.11.8), and a
// reader of the report must not meet it.
// The fonts have their tables from shop, also when there is an error.
func collect(pages []frame.Page, t *tree, said *refusals, shop *workshop) (fontSet, error) {
	var set fontSet
	for i := range pages {
		for _, item := range pages[i].Items {
			text, ok := item.(*frame.Text)
			if !ok {
				continue
			}
			said.shown(t, text.Node, text.String)
			bad, err := set.use(text, shop)
			if err != nil {
				return set, fmt.Errorf("pdf: page %d: %w", pages[i].Number, err)
			}
			for _, piece := range bad {
				said.Add(diag.Errorf(t.position(text.Node, piece), "字体 %s 没有“%s”的字形", "font %s has no glyph for %q", text.Face.ID, piece))
			}
		}
	}
	return set, nil
}

// minSize is the least type size that can be written as a number.
const minSize = unit.Point / 1000

// use adds the glyphs of t and gives the texts that are set with glyph 0.
func (s *fontSet) use(t *frame.Text, shop *workshop) (missing []string, err error) {
	if t.Face == nil || t.Face.Font == nil {
		return nil, fmt.Errorf("text %q has no face", t.String)
	}
	if t.Size < minSize {
		return nil, fmt.Errorf("text %q has size %v", t.String, t.Size)
	}
	f := s.of(t.Face)
	if f == nil {
		f = &font{face: t.Face, slot: shop.slot(t.Face), glyphs: make([]glyph, 0, 256)}
		*s = append(*s, f)
	}
	for i := 0; i < len(t.Glyphs); {
		c, err := t.ClusterAt(i)
		if err != nil {
			return nil, err
		}
		for ; i < c.End; i++ {
			id := t.Glyphs[i].ID
			if int(id) >= len(f.slot) {
				return nil, fmt.Errorf("face %s has no glyph %d", t.Face.ID, id)
			}
			if id == 0 {
				missing = append(missing, c.Text)
			} else if f.slot[id] == 0 {
				f.glyphs = append(f.glyphs, glyph{old: id, text: part(&c, i)})
				f.slot[id] = uint16(len(f.glyphs))
			}
		}
	}
	return missing, nil
}

// part is the share of the text that glyph i of the cluster is given in
// ToUnicode: a character each, the rest for the last. Every glyph must have
// some text (ISO 19005-2 6.2.11.7.2); where the shares do not add up to the
// text, ActualText says it.
func part(c *frame.Cluster, i int) string {
	rest := c.Text
	for k := c.First; k < i; k++ {
		if _, n := utf8.DecodeRuneInString(rest); n < len(rest) {
			rest = rest[n:]
		}
	}
	if i+1 < c.End {
		_, n := utf8.DecodeRuneInString(rest)
		rest = rest[:n]
	}
	return rest
}

// spells reports whether a reader gets text from the glyphs' ToUnicode entries. A
// private-use character needs ActualText in any case (ISO 19005-2 6.2.11.7.3).
func (f *font) spells(t *frame.Text, c frame.Cluster) bool {
	rest := c.Text
	for _, g := range t.Glyphs[c.First:c.End] {
		part := f.glyph(g.ID).text
		if len(part) > len(rest) || rest[:len(part)] != part {
			return false
		}
		rest = rest[len(part):]
	}
	if rest != "" {
		return false
	}
	for _, r := range c.Text {
		if private(r) {
			return false
		}
	}
	return true
}

// maxFontName leaves room for what stands before and behind the name of a face
// in a name of the greatest length.
const maxFontName = maxName - len("ABCDEF+") - len("-Identity-H")

// arrange puts the glyphs in ascending order.
func (f *font) arrange() {
	slices.SortFunc(f.glyphs, func(a, b glyph) int { return cmp.Compare(a.old, b.old) })
	for i := range f.glyphs {
		f.slot[f.glyphs[i].old] = uint16(i + 1)
	}
}

// cut makes the subset and fills in codes and widths.
func (f *font) cut() (*fontProgram, error) {
	wanted := make([]uint16, len(f.glyphs))
	for i, g := range f.glyphs {
		wanted[i] = g.old
	}
	face := f.face.Font
	if name := face.PostScriptName(); len(name) > maxFontName {
		return nil, diag.NewError("字体 %s 的 PostScript 名称有 %d 字节，超过 %d 字节", "the font %s has a PostScript name of %d bytes, more than %d", f.face.ID, len(name), maxFontName)
	}
	subset, err := face.Subset(wanted)
	if err != nil {
		return nil, diag.NewError("字体 %s 不能写入 PDF：%v", "the font %s cannot be put into the PDF: %v", f.face.ID, err)
	}
	for i := range f.glyphs {
		g := &f.glyphs[i]
		code, ok := subset.NewGID(g.old)
		if !ok {
			return nil, fmt.Errorf("pdf: font %s: the subset lost glyph %d", f.face.ID, g.old)
		}
		g.code = code
		advance := face.Advance(g.old)
		if subset.CFF {
			// The program is the charstrings alone: hmtx, which may differ, is not in it.
			if advance, err = face.CharstringWidth(g.old); err != nil {
				return nil, diag.NewError("字体 %s 不能写入 PDF：%v", "the font %s cannot be put into the PDF: %v", f.face.ID, err)
			}
		}
		g.width = thousandths(advance, face.UnitsPerEm())
	}
	return &fontProgram{
		face: f.face, base: subset.Tag() + "+" + face.PostScriptName(),
		cff: subset.CFF, size: len(subset.Data), bare: subset.Data,
	}, nil
}

// thousandths is n font units in thousandths of an em, rounded to the nearest.
func thousandths(n, unitsPerEm int) int {
	if n < 0 {
		return -thousandths(-n, unitsPerEm)
	}
	return (n*1000 + unitsPerEm/2) / unitsPerEm
}
