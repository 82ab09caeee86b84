package spreadsheet

import (
	"strings"
	"unicode/utf8"
)

// markup is XML that is being written.
type markup []byte

func (x *markup) add(parts ...string) {
	for _, p := range parts {
		*x = append(*x, p...)
	}
}

// escape writes the characters of an attribute or of text that mean something in XML,
// and U+FFFD for what XML does not have (XML 1.0, 2.2).
func escape(text string) string {
	if strings.IndexFunc(text, func(r rune) bool { return entity(r) != "" }) < 0 {
		return text
	}
	var out strings.Builder
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if e := entity(r); e != "" {
			out.WriteString(e)
		} else {
			out.WriteString(text[i : i+size])
		}
		i += size
	}
	return out.String()
}

// entity is how a character is written, empty for one that stands for itself. Bytes
// that are no UTF-8 are U+FFFD already.
func entity(r rune) string {
	switch {
	case r == '&':
		return "&amp;"
	case r == '<':
		return "&lt;"
	case r == '>':
		return "&gt;"
	case r == '"':
		return "&quot;"
	case r == '\t':
		return "&#9;"
	case r == '\n':
		return "&#10;"
	case r == '\r':
		return "&#13;"
	case r < ' ', r == utf8.RuneError, r == 0xFFFE, r == 0xFFFF:
		return "\uFFFD"
	}
	return ""
}

// most is how many UTF-16 units a cell holds; programs refuse files with more.
const most = 32767

// written is a text as a cell has it: what looks like the escape of a character
// (22.9.2.19) is escaped, every underscore that begins one, also one that ends another.
func written(text string) string {
	text = clip(text)
	if !strings.Contains(text, "_x") {
		return text
	}
	var out strings.Builder
	for i := range len(text) {
		out.WriteByte(text[i])
		if text[i] == '_' && escapes(text[i+1:]) {
			out.WriteString("x005F_")
		}
	}
	return out.String()
}

// escapes reports whether a text begins with xHHHH_.
func escapes(text string) bool {
	if len(text) < 6 || text[0] != 'x' || text[5] != '_' {
		return false
	}
	return strings.IndexFunc(text[1:5], func(r rune) bool { return !strings.ContainsRune("0123456789abcdefABCDEF", r) }) < 0
}

// clip is a text that a cell can hold.
func clip(text string) string {
	if len(text) <= most {
		return text
	}
	units := 0
	for i, r := range text {
		if units++; r > 0xFFFF {
			units++
		}
		if units > most {
			return text[:i]
		}
	}
	return text
}

// preserved is the attribute of an element whose blanks would be lost.
func preserved(text string) string {
	if text == strings.TrimSpace(text) && !strings.ContainsAny(text, "\n\t") && !strings.Contains(text, "  ") {
		return ""
	}
	return ` xml:space="preserve"`
}
