package diag

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxPrinted is how many characters of a text are printed. What is longer is an
// input's doing, and is cut in its middle.
const maxPrinted = 2000

// Printable is s as it may be printed on a terminal, on one line: characters
// that do something to the terminal, to the order of the text or cannot be seen
// (Unicode categories Cc, Cf, Zl, Zp) and bytes that are no UTF-8 are written
// as <U+XXXX> and <0xXX>, and the middle of a very long text is left out.
func Printable(s string) string {
	s = shortened(s, maxPrinted)
	harmless := true
	for _, r := range s {
		harmless = harmless && r != utf8.RuneError && !hidden(r)
	}
	if harmless {
		return s
	}
	return shortened(written(s, hidden), maxPrinted)
}

// Legible is s with bytes that are no UTF-8 written as <0xXX>: names of files may have
// such, and texts of JSON, in which two such names would be the same, may not.
func Legible(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return written(s, func(rune) bool { return false })
}

// written is s with what is hidden, and what is no UTF-8, written out.
func written(s string, hidden func(rune) bool) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case hidden(r):
			fmt.Fprintf(&b, "<U+%04X>", r)
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], string(utf8.RuneError)):
			fmt.Fprintf(&b, "<0x%02X>", s[i])
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func hidden(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) }

// shortened is s with an ellipsis for its middle where it has more than most
// characters. Of a long text the end often tells as much as the beginning.
func shortened(s string, most int) string {
	if len(s) <= most {
		return s
	}
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	return string(runes[:most*3/4]) + " …… " + string(runes[len(runes)-most/4:])
}
