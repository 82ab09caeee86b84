package source

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"gongwen/internal/diag"
)

// unprintable reports whether r can never be printed in a report: control and
// format characters, which hide in text or turn its direction around, line and
// paragraph separators, and the sign for lost characters.
func unprintable(r rune) bool {
	switch r {
	case '\t', '\n', '\r':
		return false
	case utf8.RuneError:
		return true
	}
	if r >= 0x3000 && r <= 0xD7FF { // ideographs, kana and their signs: there is none among them
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) || r&0xFFFE == 0xFFFE || r >= 0xFDD0 && r <= 0xFDEF
}

// characterName is what a reader may call an unprintable character (Unicode
// names, translated).
func characterName(r rune) diag.Text {
	if name, ok := namedCharacters[r]; ok {
		return name
	}
	switch {
	case unicode.Is(unicode.Cc, r):
		return diag.Text{ZH: "控制字符", EN: "control character"}
	case unicode.Is(unicode.Cf, r):
		return diag.Text{ZH: "不可见的格式字符", EN: "invisible format character"}
	}
	return diag.Text{ZH: "非字符", EN: "noncharacter"}
}

var namedCharacters = map[rune]diag.Text{
	0x00:   {ZH: "空字符", EN: "NUL"},
	0x08:   {ZH: "退格符", EN: "backspace"},
	0x0B:   {ZH: "垂直制表符（Word 的手动换行）", EN: "vertical tab (a manual line break of Word)"},
	0x0C:   {ZH: "换页符", EN: "form feed"},
	0x1B:   {ZH: "转义符", EN: "escape"},
	0x7F:   {ZH: "删除符", EN: "delete"},
	0x85:   {ZH: "下一行符", EN: "next line"},
	0xAD:   {ZH: "软连字符", EN: "soft hyphen"},
	0x061C: {ZH: "阿拉伯字母标记", EN: "Arabic letter mark"},
	0x200B: {ZH: "零宽空格", EN: "zero width space"},
	0x200C: {ZH: "零宽不连字符", EN: "zero width non-joiner"},
	0x200D: {ZH: "零宽连字符", EN: "zero width joiner"},
	0x200E: {ZH: "从左到右标记", EN: "left-to-right mark"},
	0x200F: {ZH: "从右到左标记", EN: "right-to-left mark"},
	0x2028: {ZH: "行分隔符", EN: "line separator"},
	0x2029: {ZH: "段落分隔符", EN: "paragraph separator"},
	0x202A: {ZH: "从左到右嵌入", EN: "left-to-right embedding"},
	0x202B: {ZH: "从右到左嵌入", EN: "right-to-left embedding"},
	0x202C: {ZH: "结束方向控制", EN: "pop directional formatting"},
	0x202D: {ZH: "强制从左到右", EN: "left-to-right override"},
	0x202E: {ZH: "强制从右到左", EN: "right-to-left override"},
	0x2060: {ZH: "词连接符", EN: "word joiner"},
	0x2066: {ZH: "从左到右隔离", EN: "left-to-right isolate"},
	0x2067: {ZH: "从右到左隔离", EN: "right-to-left isolate"},
	0x2068: {ZH: "首字符方向隔离", EN: "first strong isolate"},
	0x2069: {ZH: "结束方向隔离", EN: "pop directional isolate"},
	0xFEFF: {ZH: "字节顺序标记（零宽不换行空格）", EN: "byte order mark (zero width no-break space)"},
	0xFFFD: {ZH: "替换字符，原来的字已经丢失", EN: "replacement character, what stood here is lost"},
}

func unprintableAt(pos diag.Pos, r rune) diag.Diagnostic {
	d := diag.Errorf(pos, "这里有不能印出的字符 U+%04X（%s）", "there is the unprintable character U+%04X here (%s)", r, characterName(r))
	if r == utf8.RuneError {
		return d.WithHint("重新输入这个字", "type the character again")
	}
	return d.WithHint("多半是从网页或其他软件粘贴带来的，删去前后的字重新输入", "it was probably pasted from elsewhere; delete the characters around it and type them again")
}

// blankOut reports the unprintable characters of t and puts blanks of the same
// number of bytes in their place.
func blankOut(t *text) (*text, diag.List) {
	var found faults
	var cleaned []byte
	c := cursor{text: t}
	for i := 0; i < len(t.data); {
		if b := t.data[i]; b >= ' ' && b < 0x7F {
			i++
			continue
		}
		r, size := utf8.DecodeRune(t.data[i:])
		if unprintable(r) {
			if cleaned == nil {
				cleaned = bytes.Clone(t.data)
			}
			copy(cleaned[i:], blankOf(size))
			found.add(c.pos(i), r)
		}
		i += size
	}
	if cleaned != nil {
		t = &text{name: t.name, data: cleaned, lines: t.lines}
	}
	return t, found.list()
}

// blankOf is a blank character of the given number of bytes: space, no-break
// space or em space. The unprintable characters of four bytes are rare enough
// to become letters.
func blankOf(size int) string {
	return [...]string{1: " ", 2: "\u00A0", 3: "\u2003", 4: "\U00020000"}[size]
}

// faults lists unprintable characters and counts those behind the first few.
type faults struct {
	found diag.List
	more  int
	where diag.Pos // of the first that is only counted
}

func (f *faults) add(pos diag.Pos, r rune) {
	if len(f.found) < maxListed {
		f.found.Add(unprintableAt(pos, r))
		return
	}
	if f.more == 0 {
		f.where = pos
	}
	f.more++
}

func (f *faults) list() diag.List {
	if f.more > 0 {
		f.found.Add(diag.Errorf(f.where, "从这里起还有 %d 个不能印出的字符", "from here on there are %d more unprintable characters", f.more))
	}
	return f.found
}
