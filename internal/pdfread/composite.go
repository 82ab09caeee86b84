package pdfread

import (
	"bytes"
	"encoding/hex"
	"strings"
)

func (s *scanner) name() (Object, error) {
	start := s.at
	word := s.word()
	if !strings.Contains(word, "#") {
		return Name(word), nil
	}
	var out []byte
	for i := 0; i < len(word); i++ {
		if word[i] != '#' {
			out = append(out, word[i])
			continue
		}
		if i+2 >= len(word) {
			return nil, fault(start, "名称写错了", "bad name")
		}
		b, err := hex.DecodeString(word[i+1 : i+3])
		if err != nil || b[0] == 0 {
			return nil, fault(start, "名称写错了", "bad name")
		}
		out = append(out, b[0])
		i += 2
	}
	return Name(out), nil
}

func (s *scanner) dict() (Object, error) {
	d := Dict{}
	for {
		s.space()
		if s.peek(0) == '>' && s.peek(1) == '>' {
			s.at += 2
			return d, nil
		}
		start := s.at
		o, err := s.next()
		if err != nil {
			return nil, err
		}
		key, ok := o.(Name)
		if !ok {
			return nil, fault(start, "字典的键应是名称", "the key of a dictionary should be a name")
		}
		if _, twice := d[key]; twice {
			// Readers differ in which of the two counts.
			return nil, fault(start, "字典的键 %s 出现两次", "the key %s stands twice in a dictionary", clip(string(key)))
		}
		if d[key], err = s.object(); err != nil {
			return nil, err
		}
	}
}

func (s *scanner) array() (Object, error) {
	list := Array{}
	for {
		s.space()
		if s.peek(0) == ']' {
			s.at++
			return list, nil
		}
		o, err := s.object()
		if err != nil {
			return nil, err
		}
		list = append(list, o)
	}
}

func (s *scanner) hexString() (Object, error) {
	start := s.at
	end := bytes.IndexByte(s.b[s.at:], '>')
	if end < 0 || end > maxString {
		return nil, fault(start, "十六进制字符串没有结束", "a hexadecimal string has no end")
	}
	digits := s.b[s.at+1 : s.at+end]
	if len(digits)%2 == 1 || bytes.ContainsFunc(digits, func(r rune) bool { return r <= ' ' }) {
		digits = evenDigits(digits)
	}
	value := make([]byte, len(digits)/2)
	if _, err := hex.Decode(value, digits); err != nil {
		return nil, fault(start, "十六进制字符串里有别的字符", "a hexadecimal string holds another character")
	}
	s.at += end + 1
	return s.text(start, value), nil
}

// evenDigits are digits without the white space between them, the last one of an
// odd number with the 0 that stands for what is missing.
func evenDigits(digits []byte) []byte {
	out := make([]byte, 0, len(digits)+1)
	for _, c := range digits {
		if !isSpace(c) {
			out = append(out, c)
		}
	}
	if len(out)%2 == 1 {
		out = append(out, '0')
	}
	return out
}

func (s *scanner) text(start int, value []byte) String {
	if s.packed {
		return String{Value: string(value)}
	}
	return String{Value: string(value), At: start, End: s.at}
}

func (s *scanner) literalString() (Object, error) {
	start := s.at
	var out []byte
	open := 0
	for ; s.at < len(s.b) && len(out) < maxString; s.at++ {
		switch c := s.b[s.at]; c {
		case '(':
			if open++; open > 1 {
				out = append(out, c)
			}
		case ')':
			if open--; open == 0 {
				s.at++
				return s.text(start, out), nil
			}
			out = append(out, c)
		case '\r':
			if s.peek(1) == '\n' {
				s.at++
			}
			out = append(out, '\n')
		case '\\':
			out = s.escape(out)
		default:
			out = append(out, c)
		}
	}
	return nil, fault(start, "字符串没有结束", "a string has no end")
}

// escape reads an escape sequence (Table 3); the scanner stands at the
// backslash before and at the sequence's last byte after.
func (s *scanner) escape(out []byte) []byte {
	s.at++
	c := s.peek(0)
	if i := strings.IndexByte("nrtbf", c); i >= 0 && c != 0 {
		return append(out, "\n\r\t\b\f"[i])
	}
	switch {
	case c == '\r':
		if s.peek(1) == '\n' {
			s.at++
		}
		return out
	case c == '\n':
		return out
	case c >= '0' && c <= '7':
		n := int(c - '0')
		for range 2 {
			if d := s.peek(1); d < '0' || d > '7' {
				break
			}
			s.at++
			n = n<<3 | int(s.b[s.at]-'0')
		}
		return append(out, byte(n))
	}
	return append(out, c)
}
