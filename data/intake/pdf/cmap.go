package pdf

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gongwen/internal/pdfread"
)

// charset is what the codes of a predefined CMap are (ISO 32000-1 Table 118).
type charset uint8

const (
	noCharset charset = iota // codes are of the font's own
	ucs2
	utf16
	gbk // one byte or two
)

var charsets = map[string]charset{
	"UniGB-UCS2": ucs2, "UniGB-UTF16": utf16, "GBK-EUC": gbk, "GBKp-EUC": gbk, "GBK2K": gbk, "GB-EUC": gbk, "GBpc-EUC": gbk,
}

// predefined reads the name of a composite font's CMap. One whose name ends in V
// is written from the top down.
func (f *font) predefined(o pdfread.Object) {
	name, _ := o.(pdfread.Name)
	base, direction, _ := cutLast(string(name), "-")
	f.charset = charsets[base]
	f.upright = direction == "V" && name != ""
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// next is how many bytes the first code of a string has.
func (f *font) next(s string) int {
	switch f.charset {
	case gbk:
		if s[0] < 0x80 {
			return 1
		}
		if len(s) >= 4 && s[1] >= '0' && s[1] <= '9' {
			return 4 // GB 18030
		}
		return 2
	case utf16:
		if s[0] >= 0xD8 && s[0] <= 0xDB {
			return 4
		}
		return 2
	}
	return f.width
}

// decoded is what a code of a predefined CMap says.
func (f *font) decoded(code string) (said string, known bool) {
	switch f.charset {
	case ucs2, utf16:
		said = pdfread.UTF16(code)
	case gbk:
		b, err := simplifiedchinese.GB18030.NewDecoder().Bytes([]byte(code))
		if err != nil {
			return "", false
		}
		said = string(b)
	}
	return said, said != "" && utf8.RuneCountInString(said) == 1 && !strings.ContainsFunc(said, isPrivate)
}

// widthOfCode is the width of a code of a predefined CMap. Widths are given by the
// numbers of glyphs (CIDs), of which Adobe-GB1 has ASCII at 1 and, half as wide as
// a character, at 814; all else is as wide as usual.
func (f *font) widthOfCode(said string) float64 {
	const firstProportional, firstHalf, half = 1, 814, 500
	if said < " " || said > "~" || len(said) != 1 {
		return f.usual
	}
	for _, first := range []uint32{firstHalf, firstProportional} {
		if w, ok := f.widths[uint32(said[0])-' '+first]; ok {
			return w
		}
	}
	return half
}
