package pdf

import (
	"unicode/utf16"
	"unicode/utf8"
)

// perBlock is the most entries a bfchar or bfrange block may hold (Adobe
// Technical Note #5014, the CMap format that ISO 32000-1 9.10.3 refers to).
const perBlock = 100

const cmapHead = `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry(Adobe)/Ordering(Identity)/Supplement 0>> def
/CMapName /Adobe-Identity-H def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
`

const cmapTail = `endcmap
CMapName currentdict /CMap defineresource pop
end
end
`

// toUnicodeMap is the ToUnicode CMap for glyphs in ascending order of their codes.
func toUnicodeMap(glyphs []glyph) []byte {
	s := &syntax{b: make([]byte, 0, 512+16*len(glyphs))}
	s.raw(cmapHead)
	var chars []glyph
	var ranges [][]glyph
	for len(glyphs) > 0 {
		n := rangeLength(glyphs)
		if n > 1 {
			ranges = append(ranges, glyphs[:n])
		} else {
			chars = append(chars, glyphs[0])
		}
		glyphs = glyphs[n:]
	}
	for len(chars) > 0 {
		n := min(len(chars), perBlock)
		s.int(n).raw(" beginbfchar\n")
		for _, g := range chars[:n] {
			s.raw("<").hex(g.code).raw("> <").hexText(g.text).raw(">\n")
		}
		s.raw("endbfchar\n")
		chars = chars[n:]
	}
	for len(ranges) > 0 {
		n := min(len(ranges), perBlock)
		s.int(n).raw(" beginbfrange\n")
		for _, r := range ranges[:n] {
			s.raw("<").hex(r[0].code).raw("> <").hex(r[len(r)-1].code).raw("> <").hexText(r[0].text).raw(">\n")
		}
		s.raw("endbfrange\n")
		ranges = ranges[n:]
	}
	return s.raw(cmapTail).b
}

// rangeLength is how many glyphs from the first on fit one bfrange entry:
// following codes for following characters, where neither the last byte of the
// code nor that of the text overflows.
func rangeLength(glyphs []glyph) int {
	first, ok := lastUnit(glyphs[0].text)
	n := 1
	for ok && n < len(glyphs) {
		g := glyphs[n]
		code, unit := int(glyphs[0].code)+n, int(first)+n
		u, single := lastUnit(g.text)
		if !single || int(g.code) != code || int(u) != unit || code&0xFF == 0 || unit&0xFF == 0 {
			break
		}
		n++
	}
	return n
}

// lastUnit is the UTF-16 code unit of a text that has one only. Characters
// above U+FFFF and longer texts get entries of their own.
func lastUnit(text string) (uint16, bool) {
	r, size := utf8.DecodeRuneInString(text)
	if size != len(text) || utf16.RuneLen(r) != 1 {
		return 0, false
	}
	return uint16(r), true
}
