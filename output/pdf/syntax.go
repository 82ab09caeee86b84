package pdf

import (
	"strconv"
	"unicode/utf16"

	"gongwen/internal/unit"
)

// ref is the number of an indirect object. Every generation is 0.
type ref int

// syntax appends PDF objects to b (ISO 32000-1 7.3). The caller writes the
// white space that separates tokens.
type syntax struct {
	b     []byte
	fault string // the first thing in b that breaks a limit of ISO 19005-2 6.1.13
}

// exceeds notes that a limit is broken.
func (s *syntax) exceeds(what string, n, limit int) {
	if n > limit && s.fault == "" {
		s.fault = what + " of " + strconv.Itoa(n)
	}
}

// raw appends text that is PDF already.
func (s *syntax) raw(text string) *syntax {
	s.b = append(s.b, text...)
	return s
}

// int appends an integer.
func (s *syntax) int(n int) *syntax {
	s.exceeds("an integer", max(n, -n), maxInteger)
	s.b = strconv.AppendInt(s.b, int64(n), 10)
	return s
}

// ref appends a reference to an indirect object.
func (s *syntax) ref(r ref) *syntax { return s.int(int(r)).raw(" 0 R") }

// refs appends the elements of an array of references.
func (s *syntax) refs(list []ref) *syntax {
	for i, r := range list {
		if i > 0 {
			s.raw(" ")
		}
		s.ref(r)
	}
	return s
}

// fixed appends n / 10^decimals as a real without trailing zeros.
func (s *syntax) fixed(n int64, decimals int) *syntax {
	if n < 0 {
		s.b = append(s.b, '-')
		n = -n
	}
	scale := int64(1)
	for range decimals {
		scale *= 10
	}
	s.exceeds("a number", int(n/scale), maxInteger)
	s.b = strconv.AppendInt(s.b, n/scale, 10)
	rest := n % scale
	if rest == 0 {
		return s
	}
	s.b = append(s.b, '.')
	for rest > 0 {
		scale /= 10
		s.b = append(s.b, byte('0'+rest/scale))
		rest %= scale
	}
	return s
}

// points appends a length in points to the nearest thousandth.
func (s *syntax) points(l unit.Length) *syntax { return s.fixed(milli(l), 3) }

// milli is a length in thousandths of a point, rounded to the nearest.
func milli(l unit.Length) int64 { return int64(l.MulDiv(1000, int64(unit.Point))) }

// name appends a name object (7.3.5).
func (s *syntax) name(n string) *syntax {
	s.exceeds("a name in bytes", len(n), maxName)
	s.b = append(s.b, '/')
	for i := range len(n) {
		c := n[i]
		switch c {
		case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%', '#':
			s.escape(c)
		default:
			if c < '!' || c > '~' {
				s.escape(c)
			} else {
				s.b = append(s.b, c)
			}
		}
	}
	return s
}

const hexDigits = "0123456789ABCDEF"

func (s *syntax) escape(c byte) { s.b = append(s.b, '#', hexDigits[c>>4], hexDigits[c&15]) }

// hex appends the digits of a 16-bit number.
func (s *syntax) hex(u uint16) *syntax {
	s.b = append(s.b, hexDigits[u>>12], hexDigits[u>>8&15], hexDigits[u>>4&15], hexDigits[u&15])
	return s
}

// bytes appends the digits of bytes.
func (s *syntax) bytes(list []byte) *syntax {
	for _, c := range list {
		s.b = append(s.b, hexDigits[c>>4], hexDigits[c&15])
	}
	return s
}

// hexText appends the digits of the UTF-16BE form of t.
func (s *syntax) hexText(t string) *syntax {
	for _, r := range t {
		if hi, lo := utf16.EncodeRune(r); hi != '\uFFFD' {
			s.hex(uint16(hi)).hex(uint16(lo))
		} else {
			s.hex(uint16(r))
		}
	}
	return s
}

// text appends a text string (7.9.2.2): ASCII as it is, all else as UTF-16BE.
func (s *syntax) text(t string) *syntax {
	s.exceeds("a string in bytes", stringLength(t), maxString)
	for i := range len(t) {
		if t[i] < ' ' || t[i] > '~' {
			return s.raw("<FEFF").hexText(t).raw(">")
		}
	}
	return s.literal(t)
}

// literal appends a byte string in parentheses (7.3.4.2). t must be printable ASCII.
func (s *syntax) literal(t string) *syntax {
	s.exceeds("a string in bytes", len(t), maxString)
	s.b = append(s.b, '(')
	for i := range len(t) {
		if c := t[i]; c == '(' || c == ')' || c == '\\' {
			s.b = append(s.b, '\\')
		}
		s.b = append(s.b, t[i])
	}
	s.b = append(s.b, ')')
	return s
}
