package ofd

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"gongwen/fonts"
	"gongwen/fonts/sfnt"
	"gongwen/internal/diag"
	"gongwen/internal/unit"
	"gongwen/layout/frame"
	"gongwen/output/container"
)

// outlineKey names outlines: those of a face with a stroke around them, in
// thousandths of an em, or without one.
type outlineKey struct {
	face   *fonts.Face
	stroke int
}

// outlinesOf are the outlines that text is drawn with. A face that is made bold by
// a stroke becomes a face of its own: readers ignore strokes around glyphs, or
// draw them thinner than they are.
func outlinesOf(t *frame.Text) outlineKey {
	return outlineKey{t.Face, int(t.Embolden.MulDiv(1000, int64(t.Size)))}
}

func (k outlineKey) make() *sfnt.Quadratic {
	if k.stroke > 0 {
		return k.face.Font.Bold(k.stroke)
	}
	return k.face.Font.Quadratic()
}

// font is a face with what the pages use of it.
type font struct {
	outlineKey
	id     id
	named  *sfnt.Quadratic // the outlines, and what they are called
	used   glyphSet        // of the face
	glyphs []uint16        // that are used
	chars  map[rune]uint16
	list   []sfnt.Char // the same
	subset *sfnt.Subset
	part   string // of the font file, in resFolder
}

// glyphSet is a set of glyphs of one face, a bit for each.
type glyphSet []uint64

func newGlyphSet(glyphs int) glyphSet { return make(glyphSet, (glyphs+63)/64) }

// add reports whether a glyph was not there.
func (s glyphSet) add(glyph uint16) bool {
	word, bit := &s[glyph/64], uint64(1)<<(glyph%64)
	if *word&bit != 0 {
		return false
	}
	*word |= bit
	return true
}

// fontSet is the fonts of a document in the order of their first use.
type fontSet []*font

func (s *fontSet) of(key outlineKey) *font {
	for _, f := range *s {
		if f.outlineKey == key {
			return f
		}
	}
	f := &font{outlineKey: key, used: newGlyphSet(key.face.Font.NumGlyphs()), chars: map[rune]uint16{}}
	*s = append(*s, f)
	return f
}

// says reports whether a reader finds the glyphs of a cluster by its character
// in the embedded face: one character that stands for one glyph wherever the
// document has it, or had it first. known is false before the cluster was used.
func (f *font) says(t *frame.Text, c frame.Cluster) (says, known bool) {
	r, size := utf8.DecodeRuneInString(c.Text)
	if c.End != c.First+1 || size != len(c.Text) {
		return false, true
	}
	glyph, known := f.chars[r]
	return glyph == t.Glyphs[c.First].ID, known
}

// use enters the glyphs of a cluster.
func (f *font) use(t *frame.Text, c frame.Cluster) {
	if says, known := f.says(t, c); says && known {
		return
	} else if !known {
		r, _ := utf8.DecodeRuneInString(c.Text)
		glyph := t.Glyphs[c.First].ID
		f.chars[r] = glyph
		f.list = append(f.list, sfnt.Char{Rune: r, Glyph: glyph})
	}
	for _, g := range t.Glyphs[c.First:c.End] {
		if f.used.add(g.ID) {
			f.glyphs = append(f.glyphs, g.ID)
		}
	}
}

// minSize is the least type size that can be written as a number.
const minSize = unit.Millimetre / 10000

// look finds what a page uses.
func (f *file) look(page *frame.Page, said *refusals) error {
	for _, item := range page.Items {
		switch it := item.(type) {
		case *frame.Text:
			if err := f.read(it, said); err != nil {
				return err
			}
		case *frame.Image:
			if it.Picture == nil {
				return errors.New("an image without a picture")
			}
			if f.imageOf(it.Picture) == 0 {
				f.images = append(f.images, pixels{f.newID(), it.Picture})
			}
		}
	}
	return nil
}

// read enters the glyphs of t and refuses what cannot be shown. Glyph 0 is the
// box that stands for a missing character.
func (f *file) read(t *frame.Text, said *refusals) error {
	if t.Face == nil || t.Face.Font == nil {
		return fmt.Errorf("text %q has no face", t.String)
	}
	if t.Size < minSize {
		return fmt.Errorf("text %q has size %v", t.String, t.Size)
	}
	if t.Artifact == frame.Content && f.tree.leaves[t.Node] == nil {
		return fmt.Errorf("text %q belongs to node %d, which is no leaf of the document", t.String, t.Node)
	}
	said.shown(t)
	font := f.fonts.of(outlinesOf(t))
	for i := 0; i < len(t.Glyphs); {
		c, err := t.ClusterAt(i)
		if err != nil {
			return err
		}
		missing := false
		for ; i < c.End; i++ {
			glyph := t.Glyphs[i].ID
			if int(glyph) >= t.Face.Font.NumGlyphs() {
				return fmt.Errorf("face %s has no glyph %d", t.Face.ID, glyph)
			}
			missing = missing || glyph == 0
		}
		if missing {
			said.Add(diag.Errorf(f.tree.position(t.Node, c.Text), "字体 %s 没有“%s”的字形", "font %s has no glyph for %q", t.Face.ID, c.Text))
			continue
		}
		font.use(t, c)
	}
	return nil
}

// cutFonts makes the font files, in whose glyph numbers the pages are written.
func (f *file) cutFonts() error {
	f.rgb = f.newID()
	for i, font := range f.fonts {
		font.id = f.newID()
		font.part = fmt.Sprintf("font_%d.ttf", i+1)
		font.named = f.outlines.Get(font.outlineKey, font.make)
		var err error
		if font.subset, err = font.named.File(font.glyphs, font.list); err != nil {
			return diag.NewError("字体 %s 不能写入 OFD：%v", "the font %s cannot be put into the OFD file: %v", font.face.ID, err)
		}
		f.parts = append(f.parts, container.Part{Name: folder + resFolder + font.part, Data: font.subset.Data, Level: container.Entropy})
	}
	return nil
}
