// Package meant is text with the characters that are meant: those of forms and old
// editors read as what a careful writer would have typed.
package meant

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"gongwen/internal/numeral"
)

// mark is what half-width punctuation is in Chinese text (GB/T 15834-2011).
func mark(r rune) (full rune, is bool) {
	switch r {
	case ',', ';', ':', '!', '?', '(', ')':
		return r + ('，' - ','), true
	}
	return r, false
}

// Character is one as rules read it, behind the one before it and with the
// text after it:
// digits, letters and their signs in half width, punctuation in full width, and
// the character that a radical stands for, as text copied out of PDF files has
// radicals. A comma or a colon between digits belongs to a number.
func Character(r, before rune, after string) rune {
	switch {
	case r >= '０' && r <= '９', r >= 'Ａ' && r <= 'Ｚ', r >= 'ａ' && r <= 'ｚ', r == '％', r == '．':
		return r - ('０' - '0')
	case r == '.':
		if next := first(after); endsClause(before) && !numeral.IsChinese(before) && (next < ' ' || unicode.Is(unicode.Han, next)) {
			return '。'
		}
	case r < utf8.RuneSelf:
		if full, ok := mark(r); ok && !(isDigit(before) && isDigit(first(after))) {
			return full
		}
	case isRadical(r):
		plain, _ := utf8.DecodeRuneInString(norm.NFKC.String(string(r)))
		return plain
	}
	return r
}

// isRadical reports whether r is a Kangxi radical or a compatibility ideograph.
func isRadical(r rune) bool { return r >= 0x2F00 && r <= 0x2FDF || r >= 0xF900 && r <= 0xFAFF }

// endsClause reports whether a full stop may stand behind a character.
func endsClause(r rune) bool {
	return unicode.Is(unicode.Han, r) || strings.ContainsRune("）”》%", r)
}

// first is the first character of a text but for blanks; 0 where there is none.
func first(s string) rune {
	for _, r := range s {
		if r == '\n' || !unicode.IsSpace(r) {
			return r
		}
	}
	return 0
}

// Text is a text with every character as it is meant, and where it differs
// from s the offset in s of every byte of it, and of its end.
func Text(s string) (text string, origin []int) {
	var b strings.Builder
	var before rune
	changed := false
	for i, r := range s {
		m := Character(r, before, s[i+utf8.RuneLen(r):])
		if changed = changed || m != r; changed && origin == nil {
			origin = make([]int, 0, len(s)+8)
			for n := range i {
				origin = append(origin, n)
			}
			b.WriteString(s[:i])
		}
		if changed {
			b.WriteRune(m)
			for len(origin) < b.Len() {
				origin = append(origin, i)
			}
		}
		before = m
	}
	if !changed {
		return s, nil
	}
	return b.String(), append(origin, len(s))
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }
