package pdfread

import (
	"bytes"
	"math"
	"strconv"
)

// scanner reads tokens and direct objects (ISO 32000-1 7.2, 7.3).
type scanner struct {
	b      []byte
	at     int
	packed bool // b is an object stream, whose strings have no place in the file
	exact  bool // comments, null characters and form feeds are no white space
	depth  int
}

// keyword is a token that is no object: obj, endobj, stream, R and so on.
type keyword string

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == 0 || c == '\f'
}

// isExactSpace reports whether all viewers take a character for white space,
// wherever it stands.
func isExactSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' }

func isDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

// space skips white space and comments. It stops at the marker of the file's
// end, which has the form of a comment.
func (s *scanner) space() {
	for s.at < len(s.b) {
		switch c := s.b[s.at]; {
		case s.exact && !isExactSpace(c):
			return
		case isSpace(c):
			s.at++
		case c == '%' && !bytes.HasPrefix(s.b[s.at:], []byte(eof)):
			for s.at < len(s.b) && s.b[s.at] != '\n' && s.b[s.at] != '\r' {
				s.at++
			}
		default:
			return
		}
	}
}

const eof = "%%EOF"

// peek is the byte n behind the present one, 0 at the end.
func (s *scanner) peek(n int) byte {
	if s.at+n < len(s.b) {
		return s.b[s.at+n]
	}
	return 0
}

// next reads an object or a keyword.
func (s *scanner) next() (Object, error) {
	s.space()
	if s.at >= len(s.b) {
		return nil, fault(s.at, "文件在对象中间结束", "the file ends inside an object")
	}
	switch c := s.b[s.at]; {
	case c == '<' && s.peek(1) == '<':
		s.at += 2
		return s.nested(s.dict)
	case c == '<':
		return s.hexString()
	case c == '(':
		return s.literalString()
	case c == '[':
		s.at++
		return s.nested(s.array)
	case c == '/':
		s.at++
		return s.name()
	case isDelimiter(c), isSpace(c): // white space that not all viewers take for it
		return nil, fault(s.at, "多余的 %q", "stray %q", c)
	}
	start := s.at
	word := s.word()
	switch word {
	case "true":
		return true, nil
	case "false":
		return false, nil
	case "null":
		return nil, nil
	}
	if c := word[0]; c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.' {
		return s.number(start, word)
	}
	return keyword(word), nil
}

// object reads an object.
func (s *scanner) object() (Object, error) {
	s.space()
	start := s.at
	o, err := s.next()
	if k, ok := o.(keyword); ok {
		return nil, fault(start, "不是对象：%q", "no object: %q", clip(string(k)))
	}
	return o, err
}

func clip(s string) string { return s[:min(len(s), 20)] }

func (s *scanner) nested(read func() (Object, error)) (Object, error) {
	if s.depth++; s.depth > maxNesting {
		return nil, fault(s.at, "对象嵌套超过 %d 层", "objects are nested more than %d deep", maxNesting)
	}
	o, err := read()
	s.depth--
	return o, err
}

func (s *scanner) word() string {
	start := s.at
	for s.at < len(s.b) && !isSpace(s.b[s.at]) && !isDelimiter(s.b[s.at]) {
		s.at++
	}
	return string(s.b[start:s.at])
}

// number is the number that word spells, or a reference that begins with it.
func (s *scanner) number(start int, word string) (Object, error) {
	n, err := strconv.ParseInt(word, 10, 64)
	if err != nil {
		if !isReal(word) {
			return nil, fault(start, "不是数字：%q", "no number: %q", clip(word))
		}
		return Real(word), nil
	}
	if s.exact && (n > math.MaxInt32 || n < math.MinInt32) {
		return nil, fault(start, "数字太大：%q", "a number is too large: %q", clip(word))
	}
	if word[0] == '+' || word[0] == '-' {
		return n, nil
	}
	keep := s.at
	s.space()
	generation := s.word()
	s.space()
	if s.word() == "R" {
		if g, err := strconv.ParseUint(generation, 10, 16); err == nil && n > 0 && n <= maxObjects {
			return Ref{int(n), int(g)}, nil
		}
		return nil, fault(start, "引用写错了", "bad reference")
	}
	s.at = keep
	return n, nil
}

func isReal(word string) bool {
	digits, points := 0, 0
	for i := range len(word) {
		switch c := word[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c == '.':
			points++
		case (c == '+' || c == '-') && i == 0:
		default:
			return false
		}
	}
	return digits > 0 && points == 1
}

// is takes a keyword when it stands next.
func (s *scanner) is(word string) bool {
	keep := s.at
	s.space()
	if s.at < len(s.b) && s.word() == word {
		return true
	}
	s.at = keep
	return false
}

// integer reads a whole number that is not negative.
func (s *scanner) integer() (int, error) {
	s.space()
	start := s.at
	n, err := strconv.ParseUint(s.word(), 10, 48)
	if err != nil {
		return 0, fault(start, "应有整数", "a whole number is missing")
	}
	return int(n), nil
}
