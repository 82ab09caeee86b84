package fonts

import (
	"unicode"

	"gongwen/internal/diag"
)

// Missing is a character that cannot be drawn as the text asks.
type Missing struct {
	Rune     rune
	Selector rune  // not 0: only the variation of Rune that this selects is missing, its usual shape was taken
	Offset   int   // byte of the text where Rune stands
	Broken   *Face // not nil: it has Rune, but with an outline that cannot be drawn
}

// Diagnostic says what is missing at pos: an error, or a warning where the
// usual shape stands in for a variation.
func (m Missing) Diagnostic(pos diag.Pos) diag.Diagnostic {
	if m.Selector != 0 {
		return diag.Warnf(pos, "没有字体带有“%c”（U+%04X）的异体 U+%04X，改用其通常字形",
			"“%c” (U+%04X) has no variant U+%04X in any face, its usual shape is used", m.Rune, m.Rune, m.Selector)
	}
	if m.Broken != nil {
		return diag.Errorf(pos, "字体 %s 里“%c”（U+%04X）的字形已损坏，画不出来", "the outline of “%[2]c” (U+%04[3]X) in the face %[1]s is damaged and cannot be drawn", m.Broken.ID, m.Rune, m.Rune).
			WithHint("换一个完好的字体文件", "use an undamaged font file")
	}
	if m.Rune < ' ' || m.Rune >= 0x7F && m.Rune < 0xA0 {
		return diag.Errorf(pos, "文字中有控制字符 U+%04X", "the text holds the control character U+%04X", m.Rune).
			WithHint("删去该字符", "delete it")
	}
	d := diag.Errorf(pos, "没有字体带有“%c”（U+%04X）", "no face has “%c” (U+%04X)", m.Rune, m.Rune)
	switch {
	case unicode.Is(unicode.Han, m.Rune):
		return d.WithHint("把带有该字的字体文件放入字体文件夹，例如花园明朝 HanaMinA、HanaMinB",
			"put a font file that has it into the font folder, such as HanaMinA and HanaMinB")
	case unicode.In(m.Rune, unicode.So, unicode.Sk, unicode.M, unicode.Cf): // pictures, their colours, marks over letters
		return d.WithHint("删去这个符号", "delete this symbol")
	}
	return d.WithHint("把带有该字符的字体文件放入字体文件夹", "put a font file that has it into the font folder")
}
