package source

import (
	"strconv"
	"unicode/utf8"
)

// aligner walks through the source of a scalar that has been read and finds
// its characters there one after the other, past escapes and folded lines.
type aligner struct {
	data   []byte
	at     int // offset of the next byte to look at
	indent int // of a folded block: blanks before its lines
	style  style
}

// find is the offset at which r, the next character of the text, is written.
// It is not found when the source ends or goes on with another character.
func (a *aligner) find(r rune) (offset int, found bool) {
	for a.at < len(a.data) {
		start := a.at
		c := a.data[start]
		switch {
		case c == '\n' || c == '\r':
			a.skipBreak()
			if r == ' ' || r == '\n' {
				return start, true
			}
		case c == '\\' && a.style == doubleQuoted:
			if is, dropped := a.escape(); !dropped {
				return start, is == r
			}
		default:
			is, size := utf8.DecodeRune(a.data[start:])
			a.at += size
			if c == '\'' && a.style == singleQuoted && a.at < len(a.data) && a.data[a.at] == '\'' {
				a.at++
			}
			if is == r {
				return start, true
			}
			if c != ' ' && c != '\t' {
				return 0, false
			}
		}
	}
	return 0, false
}

// skipBreak goes past a line break and the indentation behind it.
func (a *aligner) skipBreak() {
	if a.data[a.at] == '\r' && a.at+1 < len(a.data) && a.data[a.at+1] == '\n' {
		a.at++
	}
	a.at++
	a.skipIndent()
}

// skipIndent goes past the blanks before a line, of a folded block only those
// of its indentation.
func (a *aligner) skipIndent() {
	for n := 0; a.at < len(a.data) && (a.style != folded || n < a.indent); n++ {
		if c := a.data[a.at]; c != ' ' && (c != '\t' || a.style == folded) {
			return
		}
		a.at++
	}
}

// escape goes past the escape sequence at a.at and says for which character it
// stands. It is dropped when it is none of the text's characters: an escaped
// line break, or the first half of an escaped \r\n.
func (a *aligner) escape() (r rune, dropped bool) {
	if a.at+1 >= len(a.data) {
		a.at = len(a.data)
		return 0, true
	}
	c := a.data[a.at+1]
	a.at += 2
	switch c {
	case '\n', '\r':
		a.at--
		a.skipBreak()
		return 0, true
	case 'r':
		if a.at+1 < len(a.data) && a.data[a.at] == '\\' && a.data[a.at+1] == 'n' {
			return 0, true
		}
		return '\n', false
	case 'x':
		return a.hexadecimal(2), false
	case 'u':
		return a.utf16(), false
	case 'U':
		return a.hexadecimal(8), false
	}
	if r, ok := simpleEscapes[c]; ok {
		return r, false
	}
	r, size := utf8.DecodeRune(a.data[a.at-1:])
	a.at += size - 1
	return r, false
}

// simpleEscapes are those of YAML 1.2.2 5.7, of which JSON has a part.
var simpleEscapes = map[byte]rune{
	'0': 0, 'a': '\a', 'b': '\b', 't': '\t', 'n': '\n', 'v': '\v', 'f': '\f', 'e': 0x1B,
	'N': 0x85, '_': 0xA0, 'L': 0x2028, 'P': 0x2029,
}

func (a *aligner) hexadecimal(digits int) rune {
	end := min(a.at+digits, len(a.data))
	n, err := strconv.ParseUint(string(a.data[a.at:end]), 16, 32)
	a.at = end
	if err != nil {
		return utf8.RuneError
	}
	return rune(n)
}

// utf16 reads the digits of \uXXXX and, for the first half of a surrogate
// pair, the second half too (RFC 8259 7).
func (a *aligner) utf16() rune {
	high := a.hexadecimal(4)
	if high < 0xD800 || high > 0xDFFF {
		return high
	}
	after := a.at
	if high < 0xDC00 && a.at+1 < len(a.data) && a.data[a.at] == '\\' && a.data[a.at+1] == 'u' {
		a.at += 2
		if low := a.hexadecimal(4); low >= 0xDC00 && low <= 0xDFFF {
			return (high-0xD800)<<10 + (low - 0xDC00) + 0x10000
		}
	}
	a.at = after
	return utf8.RuneError
}
