package pdf

import (
	"slices"
	"strconv"
	"strings"

	"gongwen/output/deflate"
)

// Bits of the Flags entry of a font descriptor (ISO 32000-1, table 123).
const (
	flagFixedPitch = 1 << 0
	flagSymbolic   = 1 << 2
	flagItalic     = 1 << 6
)

// systemInfo names the character collection of a font whose codes are its own
// glyph numbers (9.7.3).
const systemInfo = "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"

// resourceName is what content streams call the font with an index of fontSet.
func resourceName(i int) string { return "F" + strconv.Itoa(i+1) }

// writeFont writes the Type 0 font of f with its descendant (9.7), font program
// (9.9) and ToUnicode map (9.10.3).
func (b *builder) writeFont(ft *font) error {
	f := b.file
	descendant, descriptor, program, toUnicode := f.alloc(), f.alloc(), f.alloc(), f.alloc()
	base := ft.program.base
	composite, subtype := base, "CIDFontType2"
	if ft.program.cff {
		// 9.7.6.1: the name of the CIDFont and that of the CMap.
		composite, subtype = base+"-Identity-H", "CIDFontType0"
	}
	o := f.object(ft.ref).raw("<</Type/Font/Subtype/Type0/BaseFont").name(composite)
	o.raw("/Encoding/Identity-H/DescendantFonts[").ref(descendant).raw("]/ToUnicode ").ref(toUnicode).raw(">>")

	o = f.object(descendant).raw("<</Type/Font/Subtype").name(subtype).raw("/BaseFont").name(base)
	o.raw("/CIDSystemInfo").raw(systemInfo).raw("/FontDescriptor ").ref(descriptor)
	if !ft.program.cff {
		o.raw("/CIDToGIDMap/Identity")
	}
	writeWidths(o, ft.glyphs)
	o.raw(">>")

	f.writeDescriptor(descriptor, ft, program)
	return b.writeProgram(program, toUnicode, ft)
}

// writeProgram writes the program of a font and its map, compressed once where
// they come again.
func (b *builder) writeProgram(r, toUnicode ref, ft *font) error {
	p, f := ft.program, b.file
	dict, l := "/Subtype/CIDFontType0C", deflate.Entropy
	if !p.cff {
		var d syntax
		dict, l = string(d.raw("/Length1 ").int(p.size).b), deflate.Fast
	}
	if p.packed != nil {
		f.packedStream(r, dict, p.packed)
		f.packedStream(toUnicode, "", p.toUnicode)
		return nil
	}
	packed, err := f.z.deflate(p.bare, l)
	if err != nil {
		return err
	}
	f.packedStream(r, dict, packed)
	again := b.kept.again(ft.face, ft.glyphs)
	if again {
		packed = slices.Clone(packed)
	}
	unicode, err := f.z.deflate(toUnicodeMap(ft.glyphs), deflate.Fast)
	if err != nil {
		return err
	}
	f.packedStream(toUnicode, "", unicode)
	if again {
		kept := *p
		kept.bare, kept.packed, kept.toUnicode, kept.glyphs = nil, packed, slices.Clone(unicode), slices.Clone(ft.glyphs)
		for i := range kept.glyphs {
			kept.glyphs[i].text = strings.Clone(kept.glyphs[i].text) // of a longer one, which would stay
		}
		b.kept.keep(&kept)
	}
	return nil
}

// writeDescriptor writes a font descriptor (9.8). A face with a character
// collection of its own is symbolic.
func (f *file) writeDescriptor(r ref, ft *font, program ref) {
	font := ft.face.Font
	em := func(n int) int { return thousandths(n, font.UnitsPerEm()) }
	flags := flagSymbolic
	if font.IsFixedPitch() {
		flags |= flagFixedPitch
	}
	if font.IsItalic() {
		flags |= flagItalic
	}
	xMin, yMin, xMax, yMax := font.FontBBox()
	o := f.object(r).raw("<</Type/FontDescriptor/FontName").name(ft.program.base).raw("/Flags ").int(flags)
	o.raw("/FontBBox[").int(em(xMin)).raw(" ").int(em(yMin)).raw(" ").int(em(xMax)).raw(" ").int(em(yMax)).raw("]")
	o.raw("/ItalicAngle ").fixed(int64(font.ItalicAngle())*100>>16, 2)
	o.raw("/Ascent ").int(em(font.Ascent())).raw("/Descent ").int(em(font.Descent()))
	o.raw("/CapHeight ").int(em(font.CapHeight())).raw("/StemV ").int(em(font.StemV()))
	if ft.program.cff {
		o.raw("/FontFile3 ")
	} else {
		o.raw("/FontFile2 ")
	}
	o.ref(program).raw(">>")
}

// defaultWidth is the advance of a full-width character, the commonest by far.
const defaultWidth = 1000

// writeWidths appends DW and W (9.7.4.3) for glyphs in ascending order of their
// codes. The widths are the font's own (ISO 19005-2 6.2.11.5): what layout adds
// is written in the content streams.
func writeWidths(o *syntax, glyphs []glyph) {
	o.raw("/DW ").int(defaultWidth).raw("/W[")
	next := -1 // code that would lengthen the open list
	for _, g := range glyphs {
		if g.width == defaultWidth {
			continue
		}
		switch {
		case int(g.code) == next:
			o.raw(" ")
		case next >= 0:
			o.raw("]").int(int(g.code)).raw("[")
		default:
			o.int(int(g.code)).raw("[")
		}
		o.int(g.width)
		next = int(g.code) + 1
	}
	if next >= 0 {
		o.raw("]")
	}
	o.raw("]")
}
