package fonts

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// gb2312Hanzi names the 6,763 hanzi of GB/T 2312-1980.
const gb2312Hanzi = "gb2312-hanzi"

// charset is a set of characters.
type charset struct {
	gb2312 bool
	chars  string
}

func (c *charset) has(r rune) bool {
	return c.gb2312 && inGB2312(r) || strings.ContainsRune(c.chars, r)
}

// gbkEncoder keeps no state between calls.
var gbkEncoder = simplifiedchinese.GBK.NewEncoder().Transformer

// inGB2312 says whether r is a hanzi of GB/T 2312-1980: rows 16 to 87 of the
// table, which GBK has at lead bytes B0 to F7 and trail bytes A1 to FE.
func inGB2312(r rune) bool {
	if r < 0x4E00 || r > 0x9FA5 {
		return false
	}
	var b [2]byte
	n, _, err := gbkEncoder.Transform(b[:], utf8.AppendRune(nil, r), true)
	return err == nil && n == len(b) && b[0] >= 0xB0 && b[0] <= 0xF7 && b[1] >= 0xA1
}

// looksLikeName tells the name of a character set from a string of characters.
func looksLikeName(s string) bool {
	return len(s) > 1 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" &&
		strings.ContainsAny(s, "abcdefghijklmnopqrstuvwxyz")
}

// isIdeograph reports whether r is in a block of CJK ideographs (Unicode 15, 18.1).
func isIdeograph(r rune) bool {
	return r >= 0x3400 && r <= 0x4DBF || r >= 0x4E00 && r <= 0x9FFF ||
		r >= 0xF900 && r <= 0xFAFF || r >= 0x20000 && r <= 0x3FFFF
}

// isWestern reports whether r is asked of a role's Latin face first: letters and
// digits, ASCII and the marks of Western text. What GB/T 15834 and GB/T 2312
// share with Latin-1 and General Punctuation, such as “ ” and ×, is Chinese.
func isWestern(r rune) bool {
	switch {
	case r < 0x80:
		return true
	case r == '·', r == '×', r == '÷', r == '±':
		return false
	case r < 0x0530: // Latin, IPA, combining marks, Greek, Cyrillic
		return true
	case r >= 0x1E00 && r <= 0x1FFF: // Latin Extended Additional, Greek Extended
		return true
	case r >= 0x2000 && r <= 0x2012, r == 0x202F, r == 0x205F, r == 0x2060: // blanks, joiners, hyphens
		return true
	case r >= 0x2070 && r <= 0x20CF: // superscripts and subscripts, currency
		return true
	case r >= 0xFB00 && r <= 0xFB06: // ligatures
		return true
	}
	return false
}

// isIgnorable reports whether r has no shape: the Default_Ignorable_Code_Points
// of running text that are not part of a cluster (Unicode 15, 5.21).
func isIgnorable(r rune) bool {
	return r == 0xAD || r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E ||
		r >= 0x2060 && r <= 0x206F || r == 0xFEFF
}

// isSelector reports whether r is a variation selector (Unicode 15, 23.4).
func isSelector(r rune) bool {
	return r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF
}
