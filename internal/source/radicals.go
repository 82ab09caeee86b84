package source

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"gongwen/internal/diag"
)

// supplement are the characters that the CJK Radicals Supplement (U+2E80 to
// U+2EF3) stands for, by Unicode's EquivalentUnifiedIdeograph; other blocks have
// their decompositions.
var supplement = map[rune]rune{
	'⺁': '厂', '⺃': '乚', '⺄': '乙', '⺅': '亻', '⺆': '冂', '⺈': '刀', '⺉': '刂', '⺊': '卜', '⺌': '小', '⺍': '小', '⺎': '兀', '⺐': '尢', '⺒': '巳', '⺓': '幺', '⺔': '彑',
	'⺖': '忄', '⺘': '扌', '⺙': '攵', '⺛': '旡', '⺜': '日', '⺝': '月', '⺞': '歺', '⺟': '母', '⺠': '民', '⺡': '氵', '⺢': '氺', '⺣': '灬', '⺤': '爫', '⺥': '爫', '⺦': '丬',
	'⺧': '牛', '⺨': '犭', '⺩': '王', '⺬': '示', '⺭': '礻', '⺯': '糹', '⺰': '纟', '⺱': '罓', '⺲': '罒', '⺶': '羊', '⺹': '耂', '⺻': '聿', '⺼': '肉', '⺾': '艹', '⺿': '艹',
	'⻀': '艹', '⻁': '虎', '⻂': '衤', '⻃': '覀', '⻄': '西', '⻅': '见', '⻆': '角', '⻈': '讠', '⻉': '贝', '⻋': '车', '⻌': '辶', '⻍': '辶', '⻎': '辶', '⻏': '阝', '⻐': '钅',
	'⻑': '長', '⻒': '镸', '⻓': '长', '⻔': '门', '⻖': '阝', '⻗': '雨', '⻘': '青', '⻙': '韦', '⻚': '页', '⻛': '风', '⻜': '飞', '⻝': '食', '⻟': '飠', '⻠': '饣', '⻢': '马',
	'⻣': '骨', '⻤': '鬼', '⻥': '鱼', '⻦': '鸟', '⻧': '卤', '⻨': '麦', '⻩': '黄', '⻪': '黾', '⻫': '斉', '⻬': '齐', '⻭': '歯', '⻮': '齿', '⻯': '竜', '⻰': '龙', '⻱': '龜',
	'⻲': '亀', '⻳': '龟',
}

// unified is the character that a radical or a compatibility ideograph stands
// for, which looks the same and is another one to every program; others are
// themselves. It takes as many bytes, but for those of the supplement.
func unified(r rune) rune {
	switch {
	case isSupplement(r):
		if to := []rune(norm.NFKC.String(string(r))); len(to) == 1 {
			return to[0]
		}
	case r < 0x2E80 || r > 0xFAFF:
	case r <= 0x2EF3:
		if to, ok := supplement[r]; ok {
			return to
		}
	case r >= 0x2F00 && r <= 0x2FD5, r >= 0xF900:
		to, size := utf8.DecodeRuneInString(norm.NFKC.String(string(r)))
		if size == utf8.RuneLen(r) && (r < 0x3000 || to >= 0x3400 && to < 0xA000) {
			return to
		}
	}
	return r
}

// isSupplement reports whether a character is a CJK compatibility ideograph of the
// supplement, U+2F800 to U+2FA1D. What these stand for takes fewer bytes.
func isSupplement(r rune) bool { return r >= 0x2F800 && r <= 0x2FA1D }

// unifySupplement puts the characters that those of the supplement stand for into
// a file's content, with the places of the first of each; all others keep their
// line and column.
func unifySupplement(data []byte) (changed []byte, first map[rune]int) {
	if !bytes.Contains(data, []byte("\xF0\xAF")) {
		return data, nil
	}
	return replaceSupplement(data)
}

func replaceSupplement(data []byte) (changed []byte, first map[rune]int) {
	first = map[rune]int{}
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if to := unified(r); isSupplement(r) && to != r {
			if _, known := first[r]; !known {
				first[r] = len(changed)
			}
			changed = utf8.AppendRune(changed, to)
		} else {
			changed = append(changed, data[:size]...)
		}
		data = data[size:]
	}
	return changed, first
}

// Supplement finds the characters of a file that its tree has in the form that
// they stand for: the place of each in bytes, and that form.
func Supplement(content []byte) map[int]string {
	found := map[int]string{}
	for at := 0; at < len(content); {
		i := bytes.Index(content[at:], []byte("\xF0\xAF"))
		if i < 0 {
			break
		}
		at += i
		r, size := utf8.DecodeRune(content[at:])
		if to := unified(r); isSupplement(r) && to != r {
			found[at] = string(to)
		}
		at += size
	}
	return found
}

// Unified is a text whose radicals and compatibility ideographs are the
// characters they stand for: ⾏政 copied out of a PDF is 行政.
func Unified(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return unified(r) != r }) < 0 {
		return s
	}
	return strings.Map(unified, s)
}

// Unify applies Unified to all texts of a tree, keys included, with a note for
// each text that changes. It also replaces each tab, which text has that was
// copied from a table, by a blank, with a note.
func Unify(n *Node) diag.List {
	var said diag.List
	n.unify(&said)
	return said
}

func (n *Node) unify(said *diag.List) {
	if n == nil {
		return
	}
	n.unifyText(said)
	if first := strings.IndexByte(n.Text, '\t'); first >= 0 {
		said.Add(diag.Diagnostic{Level: diag.Note, Pos: n.At(first), Message: diag.T("这里的制表符（Tab）按空格读取；这一段有 %d 个",
			"the tab here is read as a blank; there are %d in this text", strings.Count(n.Text, "\t"))})
		n.rewrite(func(s string) string { return strings.ReplaceAll(s, "\t", " ") })
	}
	for _, e := range n.Entries {
		e.Key.unify(said)
		e.Value.unify(said)
	}
	for _, item := range n.Items {
		item.unify(said)
	}
}

func (n *Node) unifyText(said *diag.List) {
	first := strings.IndexFunc(n.Text, func(r rune) bool { return unified(r) != r })
	if first < 0 {
		return
	}
	if d, found := Odd(n.Text, n.At(first)); found {
		said.Add(d)
		n.rewrite(Unified)
	}
}

// Odd is the note that a text has radicals or compatibility ideographs; pos is the place
// that it names.
func Odd(text string, pos diag.Pos) (d diag.Diagnostic, found bool) {
	var odd rune
	count := 0
	for _, r := range text {
		if unified(r) != r {
			if count == 0 {
				odd = r
			}
			count++
		}
	}
	if count == 0 {
		return d, false
	}
	return diag.Diagnostic{Level: diag.Note, Pos: pos, Message: diag.T("“%c”（U+%04X）是部首或兼容字，按“%c”读取；这样的字这一段有 %d 个",
		"%c (U+%04X) is a radical or a compatibility character and is read as %c; there are %d like it in this text", odd, odd, unified(odd), count)}, true
}

// rewrite changes the text of a scalar, and of what it was joined of, by a
// function that keeps their number of characters. Where it does not keep that of
// bytes, as for the supplement written with escapes, the places are near ones.
func (n *Node) rewrite(change func(string) string) {
	before := len(n.Text)
	n.Text, n.counted = change(n.Text), counted{}
	if len(n.Text) != before {
		n.places = nil
	}
	if n.parts == nil {
		return
	}
	parts := slices.Clone(n.parts.parts)
	for i := range parts {
		parts[i].Text = change(parts[i].Text)
	}
	n.parts = newJoined(parts)
}
