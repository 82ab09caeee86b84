package sfnt

import (
	"encoding/binary"
	"errors"
	"slices"
	"testing"
)

func TestOutlinesThatCannotBeDrawnAreRefused(t *testing.T) {
	sound := square(110)
	changed := func(change func(g []byte)) []byte {
		g := slices.Clone(sound)
		change(g)
		return g
	}
	const contours, lastPoint, instructions, flags = 0, 10, 12, 14
	two := append(words(2, 0, 0, 9, 9, 3, 1, 0), 0x31, 0x31, 0x31, 0x31) // the second contour ends before the first
	for name, g := range map[string][]byte{
		"32767 contours":               changed(func(g []byte) { binary.BigEndian.PutUint16(g[contours:], 32767) }),
		"one contour too many":         changed(func(g []byte) { binary.BigEndian.PutUint16(g[contours:], 20) }),
		"more points than flags":       changed(func(g []byte) { binary.BigEndian.PutUint16(g[lastPoint:], 200) }),
		"more instructions than bytes": changed(func(g []byte) { binary.BigEndian.PutUint16(g[instructions:], 500) }),
		"flags repeated too often":     changed(func(g []byte) { g[flags], g[flags+1] = 1|repeats, 200 }),
		"a repeat cut off":             append(words(1, 0, 0, 9, 9, 3, 0), 1|repeats),
		"coordinates cut off":          sound[:len(sound)-2],
		"contours out of order":        two,
		"part of a part missing":       composite(part(gRare+20, 0, true)),
		"a part cut off":               composite(part(gB, haveScale, true))[:14],
	} {
		s := newGlyfSource()
		s.glyphs[gA] = g
		f := mustParse(t, s.build())
		for _, gid := range []uint16{gA, gPair, gNested} {
			if err := f.CheckGlyph(gid); !errors.Is(err, ErrFormat) {
				t.Errorf("%s: glyph %d: %v", name, gid, err)
			}
			if _, err := f.Subset([]uint16{gid}); !errors.Is(err, ErrFormat) {
				t.Errorf("%s: subset of glyph %d: %v", name, gid, err)
			}
		}
		if err := f.CheckGlyph(gHan); err != nil {
			t.Errorf("%s: a sound glyph: %v", name, err)
		}
	}
}

func TestCompositesThatDrawTooMuchAreRefused(t *testing.T) {
	s := newGlyfSource()
	many := func(gid int) []byte {
		parts := slices.Repeat([][]byte{part(gid, 0, false)}, 200)
		return composite(append(parts, part(gid, 0, true))...)
	}
	s.glyphs[gHan], s.glyphs[gHanVariant], s.glyphs[gRare] = many(gA), many(gHan), many(gHanVariant)
	f := mustParse(t, s.build())
	if err := f.CheckGlyph(gHan); err != nil {
		t.Error(err)
	}
	if err := f.CheckGlyph(gRare); !errors.Is(err, ErrFormat) {
		t.Errorf("a composite of eight million squares: %v", err)
	}
}

func TestGlyphsWithoutAnOutlineAreSound(t *testing.T) {
	s := newGlyfSource()
	s.glyphs[gRing] = words(0, 0, 0, 0, 0) // a header alone
	s.glyphs[gRare] = append(words(0, 0, 0, 0, 0, 0), 0, 0)
	f := mustParse(t, s.build())
	for _, gid := range []uint16{gSpace, gRing, gRare, gNested} {
		if err := f.CheckGlyph(gid); err != nil {
			t.Errorf("glyph %d: %v", gid, err)
		}
	}
}

func TestCharstringsAreChecked(t *testing.T) {
	f := mustParse(t, newCIDKeyed().build())
	for gid := range uint16(f.NumGlyphs()) {
		if err := f.CheckGlyph(gid); err != nil {
			t.Errorf("glyph %d: %v", gid, err)
		}
	}
	if err := f.CheckGlyph(uint16(f.NumGlyphs())); err == nil {
		t.Error("a glyph outside the face")
	}
}
